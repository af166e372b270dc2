"""Paper sheets become responses like any other: each is read back or keyed twice, kept, and cleared from the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coreflect.core.answers import PERSPECTIVES
from coreflect.core.banks.bank import STANDARD, offered_wordings
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection, Sharing
from coreflect.core.reflections import paper_sheet as keying
from coreflect.core.reflections.paper_sheet import SheetNote
from coreflect.core.reflections.responses import Question, amend, questions
from coreflect.core.texts import paper as texts
from coreflect.core.texts.answering import HELPER_ANSWERS, LOCKED, NOTE_READERS_QUESTION, note_readers
from coreflect.plain import question_text as reading
from coreflect.plain.codes import type_code
from coreflect.plain.prompts import (
    Back,
    Left,
    ask_number,
    choose,
    echoed,
    ended,
    line,
    not_among,
    number_in,
    numbered,
    rest,
    until_saved,
)
from coreflect.plain.terminal import Rested, Terminal
from coreflect.services.app import Services

TWICE = "twice"


@dataclass(frozen=True, slots=True)
class _Stack:
    """The sheets to be keyed: how many (None where nobody counted) and how each is checked."""

    services: Services
    reflection: Reflection
    asked: tuple[Question, ...]
    sheets: int | None
    check: str


def key_in(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Key in one sheet after another, until all are kept or somebody stops.

    Raises:
        Left: the person leaves before the first sheet.
        CoreflectError: the questions cannot be read.
    """
    asked = questions(reflection, services.workspace.banks(reflection.id))
    terminal.pause()
    terminal.say(f"{texts.KEYING_TITLE}.", texts.KEYING_START)
    said = f"{texts.HOW_MANY_SHEETS} Enter alone: nobody has counted."
    try:
        sheets = ask_number(terminal, "Sheets:", said, least=1)
    except Back:
        raise Left from None
    checks = numbered(texts.CHECKS)
    check = choose(terminal, texts.CHECK_QUESTION, options=checks, taken_by_enter="1", can_leave=True)
    stack = _Stack(services, reflection, asked, sheets, check)
    kept, number = 0, 1
    while sheets is None or number <= sheets:
        kept += _sheet(stack, terminal, number)
        terminal.say(_how_far(kept, sheets))
        number += 1
        if number <= (sheets or number) and _stops(terminal):
            return


def _how_far(kept: int, sheets: int | None) -> str:
    return texts.sheets_saved(kept, sheets)


def _stops(terminal: Terminal) -> bool:
    terminal.say("Press Enter for the next sheet, or type q to stop.")
    while (typed := terminal.ask("Next sheet:").casefold()) not in ("", "q", "b"):
        terminal.say("Please press Enter, or type q, then Enter.")
    return typed != ""


def _sheet(stack: _Stack, terminal: Terminal, number: int) -> bool:
    """Key one sheet and keep it; whatever ends it, nothing of it is left on the screen."""
    rows = sheet_rows(stack.asked)
    watched = SheetTerminal(terminal.out, terminal.reader, terminal.wipe, watched=True)
    kept = False
    try:
        watched.pause()
        watched.say(f"{keying.sheet_place(number, stack.sheets)}.")
        if number == 1:
            watched.say(KEYS)
        values = _checked(stack, watched, rows, aloud=number == 1)
        notes, code = key_notes(watched, stack.reflection, stack.asked)
        kept = _kept(stack, watched, rows, values, notes, code)
    except Left:
        pass
    finally:
        terminal.clear()
    if not kept:
        terminal.say(f"{keying.sheet_place(number, stack.sheets)} is not kept.")
    return kept


def _checked(stack: _Stack, terminal: Terminal, rows: Sequence[Row], *, aloud: bool) -> tuple[str, ...]:
    """The values of a sheet after the check that was chosen."""
    first = key_rows(terminal, rows, aloud=aloud)
    if stack.check != TWICE:
        return read_back(terminal, rows, first)
    terminal.clear()
    terminal.say(texts.KEY_AGAIN)
    return settle_differences(terminal, rows, first, key_rows(terminal, rows, aloud=False))


def _kept(
    stack: _Stack,
    terminal: Terminal,
    rows: Sequence[Row],
    values: Sequence[str],
    notes: Sequence[SheetNote],
    code: str,
) -> bool:
    services, reflection = stack.services, stack.reflection
    head = {row.key: value for row, value in zip(rows, values, strict=True) if not row.key.isdecimal()}
    choices = [value for row, value in zip(rows, values, strict=True) if row.key.isdecimal()]
    wording = head.get(WORDS, STANDARD)
    finished = keying.sheet(reflection, stack.asked, head[HERE_AS], wording, choices, notes, services.ids, code=code)

    def keep() -> bool:
        services.workspace.finish(finished, amend(finished))
        return True

    if not until_saved(terminal, keep):
        return False
    if head[HELP]:
        until_saved(terminal, lambda: services.workspace.keep_helped(reflection.id, head[HELP]))
    return True


NOTHING_TICKED = "Type - where nothing is ticked."
KEYS = (
    "Type the mark beside what is ticked, then Enter; several at once are taken row by row. "
    f"{NOTHING_TICKED} Type b to go back a row, h to hear the row, q to leave the sheet."
)


class SheetTerminal(Terminal):
    """A terminal that holds somebody's sheet: it rests by itself, and goes on with the same line afterwards."""

    def ask(self, message: str, *, quick: bool = False) -> str:
        while True:
            try:
                return Terminal.ask(self, message, quick=quick)
            except Rested:
                self.clear()
                self.say(LOCKED)
                self.reader.read("Press Enter to go on:", watched=False, quick=False)
                self.clear()


def key_rows(terminal: Terminal, rows: Sequence[Row], *, aloud: bool) -> tuple[str, ...]:
    """The value of every row as it was keyed; with `aloud`, each row is read out before it.

    Raises:
        Left: the person leaves the sheet, and means it.
    """
    values: list[str] = []
    heard = -1
    while len(values) < len(rows):
        row = rows[len(values)]
        if aloud and heard < len(values):
            terminal.say(*row.said, hang=3)
        heard = max(heard, len(values))
        typed = terminal.ask(f"{row.name}:").casefold()
        if typed == "b":
            values = values[:-1]
        elif typed == "q":
            _leave_or_go_on(terminal)
        elif typed == ".":
            rest(terminal)
        elif typed in ("h", "?"):
            terminal.say(*row.said, KEYS, hang=3)
        elif not typed:
            terminal.say(NOTHING_TICKED)
        else:
            values += _read(terminal, "".join(typed.split()), rows[len(values) :])
    return tuple(values)


def key_row(terminal: Terminal, row: Row, now: str | None = None) -> str:
    """The value of one row, keyed again; where one stands, Enter alone leaves it as it is."""
    terminal.say(*row.said, hang=3)
    while True:
        typed = terminal.ask(f"{row.name}:").casefold()
        if typed == ".":
            rest(terminal)
        elif not typed and now is not None:
            return now
        elif not typed:
            terminal.say(NOTHING_TICKED)
        else:
            for value in _read(terminal, typed, (row,)):
                return value


def key_notes(
    terminal: Terminal, reflection: Reflection, asked: Sequence[Question]
) -> tuple[tuple[SheetNote, ...], str]:
    """The notes that stand on the sheet, each with who may read it, and the code, where one is written on it."""
    notes: dict[int, SheetNote] = {}
    code = ""
    terminal.pause()
    terminal.say(
        "Is there a note on the sheet? Type the number of its row, or k for a code. Enter alone: none, or no more."
    )
    while typed := terminal.ask("Note under row:"):
        if typed == ".":
            rest(terminal)
        elif typed.casefold() == "k":
            code = type_code(terminal, texts.KEY_SHEET_CODE) or code
        elif (number := number_in(typed, 1, len(asked))) is not None:
            text = _note_text(terminal)
            if text:
                readers = numbered(note_readers(reflection))
                reader = choose(terminal, NOTE_READERS_QUESTION, options=readers, taken_by_enter="2")
                sharing: Sharing = "room" if reader == "room" else "facilitator"
                notes[number] = SheetNote(asked[number - 1].key, text, sharing)
        else:
            terminal.say(f"{echoed(typed)}Please type a number from 1 to {len(asked)}, k, or Enter alone.")
    return tuple(note for _, note in sorted(notes.items())), code


def settle_differences(
    terminal: Terminal, rows: Sequence[Row], first: Sequence[str], second: Sequence[str]
) -> tuple[str, ...]:
    """One sheet out of two keyings of it: where they differ, the row is keyed a third time with eyes on the sheet."""
    found = keying.differences(first, second)
    terminal.pause()
    terminal.say(texts.they_differ(len(found)) if found else texts.BOTH_ALIKE)
    values = list(first)
    for difference in found:
        row = rows[difference.at]
        terminal.pause()
        terminal.say(f"{row.name}. First: {row.spoken(difference.first)} Then: {row.spoken(difference.second)}")
        values[difference.at] = key_row(terminal, row)
    return tuple(values)


def read_back(terminal: Terminal, rows: Sequence[Row], values: Sequence[str]) -> tuple[str, ...]:
    """The sheet as it was read back and found right; rows can be changed until it is.

    Raises:
        Left: the person leaves the sheet, and means it.
    """
    now = list(values)
    keys = [row.key for row in rows]
    named = ", ".join(f"{row.key} for {row.name}" for row in rows if not row.key.isdecimal())
    to_say: Sequence[int] = range(len(rows))
    while True:
        terminal.pause()
        for at in to_say:
            terminal.say(f"{rows[at].name}: {rows[at].spoken(now[at])}", hang=3)
        terminal.pause()
        terminal.say(texts.READ_BACK, f"Enter keeps it. To change a row, type its number, or {named}.")
        typed = _right_or_which(terminal, keys)
        if not typed:
            return tuple(now)
        at = keys.index(typed)
        now[at] = key_row(terminal, rows[at], now[at])
        to_say = (at,)


def _right_or_which(terminal: Terminal, keys: Sequence[str]) -> str:
    """The key of the row to change; empty where every row is right."""
    while True:
        typed = terminal.ask("Enter, or a row:").casefold()
        if typed == "q":
            _leave_or_go_on(terminal)
        elif typed == ".":
            rest(terminal)
        elif not typed or typed in keys:
            return typed
        else:
            terminal.say(not_among(typed, keys))


def _read(terminal: Terminal, marks: str, rows: Sequence[Row]) -> list[str]:
    """The values of these marks, one a row, up to the first that cannot be read; of that one it is said why."""
    values: list[str] = []
    if len(marks) > len(rows):
        terminal.say(f"That is more than the {len(rows)} rows that are left." if len(rows) > 1 else "One mark, please.")
        return values
    for mark, row in zip(marks, rows, strict=False):
        try:
            values.append(row.read(mark))
        except Misuse as error:
            terminal.say(f"{row.name}: {error}")
            break
    return values


def _leave_or_go_on(terminal: Terminal) -> None:
    options = numbered(texts.HALF_KEYED_ANSWERS)
    if choose(terminal, texts.HALF_KEYED, options=options, taken_by_enter="1") == "leave":
        raise Left


def _note_text(terminal: Terminal) -> str:
    terminal.say("End each line with Enter; an empty line ends the note.")
    lines: list[str] = []
    while typed := terminal.ask("Note:", quick=True):
        lines += typed.splitlines()
    return "\n".join(lines)


HERE_AS, WORDS, HELP = "p", "w", "o"
"""The keys by which the rows over the questions are chosen again; a question's row has its number."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet.

    `key` is what is typed to change it, `name` what it is called, `said` what is read out before it; `read` makes a
    value of a mark or raises Misuse, and `spoken` says a value.
    """

    key: str
    name: str
    said: tuple[str, ...]
    read: Callable[[str], str]
    spoken: Callable[[str], str]


def sheet_rows(asked: Sequence[Question]) -> tuple[Row, ...]:
    """The rows of a sheet in their order on paper: who, in which words, with help or not, then every question."""
    wordings = offered_wordings(dict.fromkeys(question.bank for question in asked))
    head = [_perspective(), *([_wording(wordings)] if len(wordings) > 1 else []), _helped()]
    questions = []
    section = None
    for number, question in enumerate(asked, start=1):
        title = "" if question.section is section else ended(question.section.title.say())
        section = question.section
        questions.append(_question(number, question, title))
    return (*head, *questions)


def _perspective() -> Row:
    hats = [(each.code, each.sentence) for each in PERSPECTIVES]
    return _of_list(HERE_AS, texts.PERSPECTIVE_ROW, hats, keying.read_perspective)


def _helped() -> Row:
    return _of_list(HELP, texts.HELPED_ROW, HELPER_ANSWERS, keying.read_helped)


def _wording(wordings: Sequence[tuple[str, str]]) -> Row:
    ids = [wording for wording, _ in wordings]

    def read(mark: str) -> str:
        if mark in keying.BLANK_KEYS:
            return STANDARD
        if mark.isascii() and mark.isdecimal() and 1 <= int(mark) <= len(ids):
            return ids[int(mark) - 1]
        raise Misuse(f'"{mark}" is none of these.', f"Type 1 to {len(ids)}, or - where none was ticked.")

    return _of_list(WORDS, texts.WORDING_ROW, wordings, read)


def _of_list(key: str, name: str, values: Sequence[tuple[str, str]], read: Callable[[str], str]) -> Row:
    options = numbered(values)
    words = {option.value: line(option) for option in options}
    return Row(key, name, (f"{name}.", *map(line, options)), read, lambda value: words.get(value, value))


def _question(number: int, question: Question, title: str) -> Row:
    said = (*([title] if title else []), f"{number}. {ended(question.item.text.say())}")
    return Row(
        str(number),
        f"Row {number}",
        said,
        lambda mark: keying.read_row(mark, question.scale),
        lambda value: reading.spoken_answer(question, value, STANDARD),
    )
