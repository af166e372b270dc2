"""The sentences of paper sheets: those that are printed on them, and those that people read while they key them in."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.answers import NON_ANSWERS, OFFERED
from coreflect.core.banks.bank import Bank, Scale
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Place
from coreflect.core.texts import answering
from coreflect.core.texts.home import where_kept
from coreflect.core.texts.words import chosen, counted

# What is printed on a sheet.

SHEET_NUMBER = "Sheet number"
HOW_TITLE = "How to fill this in"
HOW = "Tick one box for each question. If you change your mind, cross that box out and tick another."
WHO_TYPES_IT_IN = (
    "Someone types your answers into a laptop, and sees this sheet. There are no words to come back with, so after "
    "that your answers cannot be removed."
)
HELPING = "For someone who is helping"
NOTE_FOR = "Note, for:"
FOR_EXAMPLE = "For example: "
SHEET_CODE = "Your repeat code from last time, if you have one and want to write it here:"
THANKS = "That was the last question. Thank you. Please fold this sheet, and put it with the others."

SLIP_WORDS = "My two words:"
SLIP_USE = "They bring you back to your answers, to change or remove them. Keep this slip to yourself."

# What is said once a page to print was written.

KEEP_SHEETS_SAFE = "Filled-in sheets are people's answers: keep them out of sight, type them in, then shred them."


def welcome(reflection: Reflection, questions: int, place: Place, banks: Sequence[Bank]) -> tuple[str, ...]:
    """Write the welcome, with what differs on paper: where the laptop is, and who sees the sheet."""
    *every, _turn_the_screen = answering.welcome(reflection, questions, place, banks)
    paragraphs = [paragraph for paragraph in every if paragraph != answering.YOURS_TO_REMOVE]
    folder = where_kept(Place("", shared=False))
    return (*(paragraph.replace(folder, "on a laptop", 1) for paragraph in paragraphs), WHO_TYPES_IT_IN)


def other_answers(wording: str) -> str:
    """Say what each answer beside the levels means, in one paragraph."""
    return " ".join(f"{answer.say(wording)}: {answer.explain(wording)}" for answer in OFFERED)


def who_reads_notes(reflection: Reflection) -> str:
    """Say what the two boxes under each question's note mean."""
    (_, room), (_, fewest) = answering.note_readers(reflection)
    return (
        f"You may write a note under a question. {answering.NOTE_READERS_QUESTION} 1: {room} 2: {fewest} "
        "If you tick neither, it is 2."
    )


def note_readers(reflection: Reflection) -> tuple[str, ...]:
    """Say briefly who may read a note, beside the two boxes under each question."""
    return tuple(text.partition(". ")[0].rstrip(".") for _, text in answering.note_readers(reflection))


def printed(file: str) -> str:
    """Say what to do with the page that was written to this file."""
    return f"Wrote {shown(file)}: open it in a browser, and print it on A4."


def to_print(file: str) -> str:
    """Say where the page is that was written to be printed, with its whole path."""
    return f"The page is here: {shown(file)}. Open it in a browser, and print it on A4."


def slips_printed() -> str:
    """Say what to do with the slips."""
    return "Cut them out, and give each person one before they begin. Their two words come on the screen."


def not_in_wording(wording: str) -> str:
    """Say that the questions cannot be printed in this wording."""
    return f"The questions are not in the wording {shown(wording)}."


def wordings_offered(wordings: Sequence[str]) -> str:
    """Say in which wordings the questions can be printed."""
    return f"There is: {shown(', '.join(wordings))}."


# What people read while they key sheets in.

KEYING_TITLE = "Type in paper answers"
KEYING_START = "Number the sheets first, so that none is typed in twice."
HOW_MANY_SHEETS = "How many sheets are there?"
CHECK_QUESTION = "How shall we check each sheet?"
CHECKS = (
    ("read-back", "Read it back: one person reads aloud, another looks at the sheet"),
    ("twice", "Type it in twice: where the two differ, look at the sheet"),
)
KEYING_HELP = "Press what is ticked on the sheet; s where nothing is ticked."
PERSPECTIVE_ROW = "Here as"
WORDING_ROW = "Words"
HELPED_ROW = "Help"
NOTHING_TICKED = "Nothing ticked"
NO_KEY_YET = "This line has nothing yet."
KEY_AGAIN = "Now type in the same sheet a second time."
READ_BACK = "Read it back. Is every line as it is on the sheet?"
SECOND_TIME = "the second time"
CHECKING = "checking"
WITH_A_CODE = "with a repeat code"
BOTH_ALIKE = "Both times the same."
ALL_LOOKED_AT = "Every line has been looked at."
ENTER_SAVES = "Press Enter to save the sheet."
HALF_KEYED = "This sheet is not saved yet. Leave it?"
HALF_KEYED_AGAIN = "This sheet was begun before. Go on with it."
HALF_KEYED_ANSWERS = (("go-on", "Go on with this sheet"), ("leave", "Leave it: nothing of this sheet is saved"))
NOTE_AS_IT_STANDS = "The note as it is on the sheet. A name in it may be left out."
KEY_SHEET_CODE = "The repeat code written on the sheet"
NOT_WHOLE = "The sheet is not whole."
NOT_WHOLE_HINT = "Type in every row; - where nothing was ticked."


def sheet_place(number: int, sheets: int | None) -> str:
    """Say which sheet this is: "Sheet 7 of 10", or "Sheet 7" where nobody counted them or there are more."""
    return f"Sheet {number} of {sheets}" if sheets is not None and number <= sheets else f"Sheet {number}"


def no_answer(typed: str) -> str:
    """Say that what was typed is no answer to a question."""
    return f'"{typed}" is not an answer to this question.'


def what_can_be_typed(scale: Scale) -> str:
    """Say what can be typed to answer a question on this scale."""
    others = ", ".join(f"{answer.key} for {answer.label}" for answer in NON_ANSWERS)
    return f"Type 1 to {len(scale.levels)}, or {others}."


def none_of_these(typed: str) -> str:
    """Say that what was typed is no number of a list."""
    return f'"{typed}" is none of these.'


def which_number(last: str) -> str:
    """Say which number to type for a line of a list."""
    return f"Type 1 to {last}, or - where none was ticked."


def they_differ(rows: int) -> str:
    """Say in how many rows the two keyings of one sheet differ, and what to do."""
    return f"In {counted(rows, 'line')} the two differ. Look at the sheet, and press what is ticked there."


def sheets_saved(saved: int, sheets: int | None) -> str:
    """Say how many sheets have become answers like any other, of so many, or of sheets that nobody counted."""
    if sheets is None:
        return f"Sheets saved: {saved:,}."
    if saved == sheets:
        return "Every sheet is saved." if sheets != 1 else "The sheet is saved."
    return f"{saved} of {sheets} sheets {chosen(saved, 'is', 'are')} saved."


def not_saved(place: str) -> str:
    """Say that a sheet was left before it was stored."""
    return f"{place} is not saved."


# The same, line by line.

HOW_MANY_OR_NOBODY_COUNTED = f"{HOW_MANY_SHEETS} Enter alone: nobody has counted."
TYPE_SHEETS = "Sheets:"
TYPE_NEXT = "Next sheet:"
TYPE_ROW = "Enter, or a row:"
TYPE_NOTE_ROW = "Note under row:"
TYPE_NOTE = "Note:"
NOTHING_TICKED_KEY = "Type - where nothing is ticked."
PLAIN_KEYS = (
    "Type the mark beside what is ticked, then Enter; several at once are taken row by row. "
    f"{NOTHING_TICKED_KEY} Type b to go back a row, h to hear the row, q to leave the sheet."
)
IS_THERE_A_NOTE = (
    "Is there a note on the sheet? Type the number of its row, or k for a code. Enter alone: none, or no more."
)
HOW_A_NOTE_ENDS = "End each line with Enter; an empty line ends the note."
NEXT_SHEET_OR_STOP = "Press Enter for the next sheet, or type q to stop."
ENTER_OR_STOP = "Please press Enter, or type q, then Enter."


def row_name(number: int) -> str:
    """Name the row of a question."""
    return f"Row {number}"


def key_for(key: str, row: str) -> str:
    """Say which key changes a row, as part of a sentence."""
    return f"{key} for {row}"


def too_many_marks(rows: int) -> str:
    """Say that more marks were typed than there are rows left."""
    return f"That is more than the {rows} rows that are left." if rows > 1 else "One mark, please."


def both_keyings(row: str, first: str, second: str) -> str:
    """Say what was keyed for a row the first time and the second."""
    return f"{row}. First: {first} Then: {second}"


def how_to_change(named: str) -> str:
    """Say how a row is changed while a sheet is read back; `named` are the keys of the rows without a number."""
    return f"Press Enter to save it. To change a row, type its number, or {named}."


def which_row(questions: int) -> str:
    """Say what can be typed to write down a note or a code."""
    return f"Please type a number from 1 to {questions}, k, or Enter alone."
