"""The sentences of the home page, the card of a reflection, and those around taking all its answers out."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.banks.bank import Bank
from coreflect.core.model import Reflection
from coreflect.core.names import quoted, shown
from coreflect.core.reflections.responses import HandedOver, Place, Turnout
from coreflect.core.texts.words import (
    bare,
    chosen,
    counted,
    ended,
    has,
    people,
    period_phrase,
    phrase,
    plain_date,
    spoken_date,
)

# The home page, from top to bottom

PROGRAM = "coreflect"
WHAT_THIS_IS = (
    "See how well your team shares power. Everyone answers the same questions on their own. Then you compare answers "
    "and talk."
)
REHEARSAL = "This is a rehearsal. These teams are made up. Nothing you do here is saved."


def what_is_kept(place: Place) -> str:
    """Say where everything is stored, for the home page."""
    return REHEARSAL if place.rehearsal else f"Everything is saved {where_kept(place)}."


def where_kept(place: Place) -> str:
    """Say where answers are stored, as part of a sentence."""
    if place.rehearsal:
        return "on this laptop, until this rehearsal is closed"
    return "in a folder that may be shared with others" if place.shared else "on this laptop"


REFLECTIONS_HERE = "Reflections here"


def reflections_here(reflections: int, unfinished: int) -> str:
    """Write the heading over so many reflections, with how many people have not finished in all of them together."""
    if not reflections:
        return "Where would you like to begin?"
    if not unfinished:
        return REFLECTIONS_HERE
    return f"{REFLECTIONS_HERE} · {unfinished:,} {chosen(unfinished, 'person has', 'people have')} not finished"


def turnout_line(turnout: Turnout) -> str:
    """Say how many have begun and finished a reflection, and how many of them have not finished."""
    if not turnout.begun:
        return "Nobody has begun"
    text = f"{turnout.begun:,} {has(turnout.begun)} begun, {turnout.finished:,} {has(turnout.finished)} finished"
    return f"{text}, {turnout.unfinished:,} unfinished" if turnout.unfinished > 0 else text


LOOKED_AT_TOGETHER = "looked at together"

SET_UP = "Set up a reflection"
OPEN_INVITATION = "Open a questions file from another laptop"
BRING_FILES = "Combine files"
LOOK_BACK = "Compare with last time"
READ_QUESTIONS = "Read the questions first"
COME_BACK = "Come back to your answers with your two words"
CHOOSE_COLOURS = "Choose other colours"
LEAVE = "Leave"

YOUR_RETURN_WORDS = "Your two words"
TYPE_RETURN_WORDS = "type them and press Enter"
WORDS_NOT_FOUND = "We could not find those two words. Check the spelling, or ask whoever set this up."
ONE_WORD_ALONE = "Please type both words."
POINT_AT = "Go to a reflection with ↑ and ↓ first."


def not_our_word(typed: str, near: str) -> str:
    """Say which typed word is none that we give, and which of ours it nearly is, if any."""
    return f'"{quoted(typed)}" is not one of our words' + (f': is it "{near}"?' if near else ".")


def day_line(reflection: Reflection) -> str:
    """Write the line on a reflection whose day to keep answers until has come."""
    return f"We said that we would delete these answers by {plain_date(reflection.keep_until)}. That day has come."


def due_line(due: Sequence[Reflection], how: str) -> str:
    """Write the home page's line on reflections whose answers should be taken out by now, with how to do that.

    Empty where there is none.
    """
    if not due:
        return ""
    first = due[0]
    name = f"{shown(first.team_name)}, {plain_date(first.date)}"
    if len(due) == 1:
        return f"{name}: {day_line(first)[:1].lower()}{day_line(first)[1:]} {how}"
    others = counted(len(due) - 1, "other reflection")
    return f"It is time to delete the answers of {name}, and of {others}, as we said we would. {how}"


CHOOSE_TO_TAKE_OUT = "Choose it to remove them."
PRESS_M = "Press m on it to remove them."


def one_passed_over(fault: str) -> str:
    """Say what could not be read of one file."""
    return f"One file was skipped: {fault}"


def passed_over(faults: Sequence[str]) -> str:
    """Say what could not be read, in a line or two; empty where everything could."""
    if not faults:
        return ""
    if len(faults) == 1:
        return one_passed_over(faults[0])
    return f"{len(faults)} files could not be read and were skipped. Press f to see them."


PASSED_OVER_TITLE = "What could not be read"
PASSED_OVER_HELP = "They were skipped and left as they are. Whoever looks after this laptop can put them right."

# The command that answers the one reflection in progress

NONE_IN_PROGRESS = "No reflection is in progress here."
HOW_TO_BEGIN = (
    "Start `coreflect` to set one up, or open the questions file from another laptop: `coreflect answer --round FILE`."
)
SEVERAL_IN_PROGRESS = "More than one reflection is in progress. Which one?"
NO_REFLECTIONS = "There are no reflections here yet."


def answer_one_of(reflections: Sequence[Reflection]) -> str:
    """Say how each of these reflections is answered with the command."""
    lines = (f"  coreflect answer {reflection.id}   {shown(reflection.about)}" for reflection in reflections)
    return "\n".join(("Type one of these:", *lines))


def reflection_aloud(reflection: Reflection) -> str:
    """Name a reflection as it is read out: its team, topic and date."""
    return f"{ended(reflection.team_name)} About {ended(phrase(reflection.about))} {spoken_date(reflection.date)}."


# What opens from the home page: an invitation, the questions to read, the card of a reflection

INVITATION_FILE = "the questions file"
TYPE_INVITATION = "Type the name of the questions file, with its folder. Enter alone goes back."
TYPE_FILE = "File:"
INVITATION_HELP = "Type the name of the file, or drag the file into this window. It ends in .zip."

WHICH_QUESTIONS = "Which questions?"
NO_QUESTIONS = "There are no questions here that can be asked."

LOOKED_AT = "Looked at together."
IT_IS_SET_UP = "It is set up"
HOW_MANY = "So far"
CHOOSE = "choose"
NEXT_STEPS = {"answer": "answer", "meeting": "the meeting", "look-back": "compare", "more": "more"}
"""What Enter does with a reflection, by the name of its `NextStep`."""
ANSWER_LATE = "Answer late: not counted with the others"
ANSWER_LATER_OPENLY = "Answer late"
NEXT_WITH_TEAM = "Next reflection with this team"
DELETE_IT = "Delete it: it was set up by mistake"
DOINGS = {
    "meeting": "The meeting",
    "look-back": LOOK_BACK,
    "next": NEXT_WITH_TEAM,
    "paper": "Print paper sheets",
    "slips": "Print slips to write two words on",
    "invite": "Write the questions file for other laptops",
    "report": "Write the report",
    "workbook": "Write the workbook: tables of every team here",
    "mend": "Correct what was set up",
    "delete": DELETE_IT,
    "forget": "Remove all answers to this reflection",
}
"""The words of what can be done with a reflection, by the name of its `Doing`."""


Row = tuple[str, str]
"""What a row is about, and what stands in it; a sentence about the whole stands in a row about nothing."""


def read_back(reflection: Reflection, banks: Sequence[Bank]) -> tuple[Row, ...]:
    """Read a set-up back, row by row."""
    invited = "" if reflection.invited is None else f", {people(reflection.invited)}"
    about = f"{bare(shown(reflection.about))}, {shown(period_phrase(reflection.period))}"
    return (
        ("Team", f"{bare(shown(reflection.team_name))}{invited}"),
        ("When", spoken_date(reflection.date)),
        ("About", about),
        ("Questions", "; ".join(what_is_asked(reflection, banks))),
        ("Answers", smallest_group_line(reflection)),
        ("Delete by", spoken_date(reflection.keep_until)),
        ("Contact", f"{bare(shown(reflection.contact))} gets a copy"),
    )


def row_line(row: Row) -> str:
    """Write a row as one line: "Team: Mill Lane, 10 people."."""
    about, text = row
    return ended(f"{about}: {text}" if about else text)


def what_is_asked(reflection: Reflection, banks: Sequence[Bank]) -> tuple[str, ...]:
    """Write a line for each bank that a reflection asks: its title, whole or short, and how many questions that is."""
    forms = {asked.bank: asked.form for asked in reflection.banks}
    return tuple(
        f"{shown(bank.title.say())} ({'the short form, ' if forms[bank.id] == 'short' else ''}"
        f"{counted(len(bank.items(forms[bank.id])), 'question')})"
        for bank in banks
        if bank.id in forms
    )


def smallest_group_line(reflection: Reflection) -> str:
    """Say how the answers of a reflection are shown, as one line."""
    if not reflection.is_private:
        return "With the group able to see: everyone here sees each answer, and may guess whose."
    return f"Without names: the smallest group we show by itself is {reflection.smallest_group}."


PAPER_AND_FILES = "Paper, files and the report"
MEND_OR_DELETE = "Correct it, or delete it"
OPEN_FILE, OPEN_FOLDER = "Open it", "Open the folder that it is in"
REPORT_IS_DRAFT = "It is a draft: read it with the group before anybody else gets it."
REPORT_AGREED = "It says that the group has read it and agreed to send it."
GROUP_HAS_AGREED = "The group has read it and agrees to send it: write it without the word draft"
DELETE_TITLE = "Delete this reflection?"
DO_NOT_DELETE, DO_DELETE = "Keep it", "Delete it"
DELETED = "It is deleted."
PAPER_TITLE, REPORT_TITLE, WORKBOOK_TITLE = "To print", "The report", "The workbook"
INVITATION_TITLE = "For the other laptops"
HAND_OVER_TITLE = "Hand over the answers"
NOTHING_TO_EXPORT = "Nobody has finished yet, so there is nothing to hand over."


def answer_here(reflection: Reflection) -> str:
    """Write the choice to answer a reflection on this laptop; once they were shown, it says that it is late."""
    if reflection.state != "revealed":
        return ANSWER_HERE
    return ANSWER_LATE if reflection.is_private else ANSWER_LATER_OPENLY


ANSWER_HERE = "Answer on this laptop"


def write_export(reflection: Reflection) -> str:
    """Write the choice to write the answers for the contact of a reflection."""
    return f"Save the answers to hand over to {reflection.contact}"


def report_written(file: str) -> str:
    """Say where the report is, with its whole path."""
    return f"The report is here: {shown(file)}"


def workbook_written(file: str) -> str:
    """Say where the workbook is, with its whole path."""
    return f"The workbook is here: {shown(file)}. It opens in Excel, LibreOffice and Numbers."


def name_and_date(reflection: Reflection) -> str:
    """Name a reflection in a sentence of its own, before something is done with it for good."""
    return (
        f"{bare(shown(reflection.team_name))}, about {phrase(shown(reflection.about))}, {plain_date(reflection.date)}."
    )


def before_deleting(reflection: Reflection) -> tuple[str, ...]:
    """Say what is deleted, before it is."""
    return (
        name_and_date(reflection),
        "Nobody has begun it, so nothing else is lost. A questions file that you handed over brings it back.",
    )


# Taking all answers of a reflection out

TAKEN_OUT = "The answers to this reflection were removed, as agreed."
WHAT_STAYS = "What we agreed and what we will do stay."
ALREADY_TAKEN_OUT = f"{TAKEN_OUT} {WHAT_STAYS}"
NO_NEW_ONES = "The answers to this reflection were removed, so it takes no new ones."
ANSWERS_TAKEN_OUT = "answers removed"
WHAT_GOES = "All answers and notes are removed, with shows of hands and how many had help. They will not come back."
WHAT_IS_LEFT = "What was set up, what we agreed and what we will do stay."
THE_COUNTS_GO = "The counts that were shown are removed too."
THE_COUNTS_STAY = "The counts that were shown stay as they were shown."
LOOK_AT_COUNTS = "Look at what was shown"
TYPE_IT = 'Type the team\'s name, or the word "forget".'
TYPE_TEAM_NAME = "The team's name:"
TYPE_IT_OR_GO_BACK = f"{TYPE_IT} Enter alone goes back, and nothing is removed."
NOT_THE_NAME = f"That is not the name. {TYPE_IT} Enter alone goes back."
TEAMS_NAME = "the team's name"
NOT_MEANT = "Nothing was removed."


def before_forgetting(
    reflection: Reflection, people: int, handed_over: Sequence[HandedOver], counts: str = ""
) -> tuple[str, ...]:
    """Say, before all answers are taken out, what goes, what stays and what cannot be called back.

    `people` is how many have begun; `counts` says whether the counts that were shown go or stay, where there are some.
    """
    heading = name_and_date(reflection)
    begun = f"{counted(people, 'person has', 'people have')} begun to answer. " if people else ""
    is_left = f"{WHAT_IS_LEFT} {counts}".rstrip()
    return (heading, f"{begun}{WHAT_GOES}", is_left, *handed_over_line(handed_over))


def handed_over_line(handed_over: Sequence[HandedOver]) -> tuple[str, ...]:
    """Write the line on copies that were handed over; none where there are none."""
    if not handed_over:
        return ()
    files = ", ".join(shown(copy.file) for copy in handed_over)
    return (f"Copies already handed over cannot be called back: {files}. Ask those who have them to delete them.",)


def forgotten_now(faults: Sequence[str] = ()) -> tuple[str, ...]:
    """Write the lines once all answers of a reflection were taken out, with what could not be looked into."""
    first = f"The answers and notes are removed. They will not come back. {WHAT_STAYS}"
    return (first, *(shown(fault) for fault in faults))
