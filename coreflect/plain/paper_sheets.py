"""Keys in paper sheets line by line: each is read back or keyed twice, stored, and cleared from the screen."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection, Sharing
from coreflect.core.reflections.paper_sheet import KeyedSheet, Kind, SheetNote
from coreflect.core.texts import paper as texts
from coreflect.core.texts.answering import LOCKED, NOTE_READERS_QUESTION, note_readers
from coreflect.core.texts.controls import PRESS_ENTER_TO_GO_ON, echoed, key_line, not_among
from coreflect.core.texts.question_aloud import spoken_answer
from coreflect.core.texts.words import ended
from coreflect.plain.notes import type_code
from coreflect.plain.prompts import Back, Left, ask_number, choose, number_in, numbered, rest, until_saved
from coreflect.plain.terminal import Rested, Terminal
from coreflect.services.app import Services
from coreflect.services.paper_sheets import PaperSheets

ROW_KEYS: dict[Kind, str] = {"perspective": "p", "wording": "w", "helped": "o"}
"""The key that is typed to change a row above the questions; a question's row is changed by its number."""


class SheetTerminal(Terminal):
    """A terminal that shows somebody's sheet: when it has cleared itself, it goes on with the same line afterwards."""

    def ask(self, message: str, *, quick: bool = False) -> str:
        while True:
            try:
                return Terminal.ask(self, message, quick=quick)
            except Rested:
                self.clear()
                self.say(LOCKED)
                self.reader.read(PRESS_ENTER_TO_GO_ON, watched=False, quick=False)
                self.clear()


def key_in(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Key in one sheet after another, until all are stored or somebody stops.

    Raises:
        Left: the person leaves before the first sheet.
        CoreflectError: the questions cannot be read.
    """
    sheets = PaperSheets(services, reflection)
    terminal.pause()
    terminal.say(f"{texts.KEYING_TITLE}.", texts.KEYING_START)
    try:
        number = ask_number(terminal, texts.TYPE_SHEETS, texts.HOW_MANY_OR_NOBODY_COUNTED, least=1)
    except Back:
        raise Left from None
    options = numbered(texts.CHECKS)
    check = choose(terminal, texts.CHECK_QUESTION, options=options, taken_by_enter="1", can_leave=True)
    sheets.begin(number, check)
    while not sheets.is_over:
        _key_sheet(sheets, terminal, reflection)
        terminal.say(texts.sheets_saved(sheets.saved, sheets.sheets))
        sheets.next_sheet()
        if not sheets.is_over and _ask_to_stop(terminal):
            return


def _ask_to_stop(terminal: Terminal) -> bool:
    terminal.say(texts.NEXT_SHEET_OR_STOP)
    while (typed := terminal.ask_key(texts.TYPE_NEXT)) not in ("", "q", "b"):
        terminal.say(texts.ENTER_OR_STOP)
    return typed != ""


def _key_sheet(sheets: PaperSheets, terminal: Terminal, reflection: Reflection) -> None:
    """Key one sheet and store it; however that ends, nothing of the sheet is left on the screen."""
    watched = SheetTerminal(terminal.out, terminal.reader, terminal.wipe, watched=True)
    try:
        watched.pause()
        watched.say(f"{sheets.place}.")
        if sheets.number == 1:
            watched.say(texts.PLAIN_KEYS)
        _key_rows(sheets, watched, aloud=sheets.number == 1)
        if sheets.go_on() == "second keying":
            watched.clear()
            watched.say(texts.KEY_AGAIN)
            _key_rows(sheets, watched, aloud=False)
            sheets.go_on()
            _settle_differences(sheets, watched)
        else:
            _read_back(sheets, watched)
        _key_notes(sheets, watched, reflection)
        until_saved(watched, sheets.save)
    except Left:
        pass
    finally:
        terminal.clear()
    if not sheets.is_saved:
        terminal.say(texts.not_saved(sheets.place))


def _key_rows(sheets: PaperSheets, terminal: Terminal, *, aloud: bool) -> None:
    """Key every row, from the first; with `aloud`, each is read out before it.

    Raises:
        Left: the person leaves the sheet, and means it.
    """
    at, heard = 0, -1
    while at < len(sheets.sheet.rows):
        if aloud and heard < at:
            terminal.say(*_row_lines(sheets.sheet, at), hang=3)
        heard = max(heard, at)
        typed = terminal.ask_key(f"{_row_name(sheets.sheet, at)}:")
        if typed == "b":
            at = max(at - 1, 0)
        elif typed == "q":
            _leave_or_go_on(terminal)
        elif typed == ".":
            rest(terminal)
        elif typed in ("h", "?"):
            terminal.say(*_row_lines(sheets.sheet, at), texts.PLAIN_KEYS, hang=3)
        elif not typed:
            terminal.say(texts.NOTHING_TICKED_KEY)
        else:
            at += _press(sheets, terminal, "".join(typed.split()), at)


def _key_row(sheets: PaperSheets, terminal: Terminal, at: int, *, may_stay: bool = False) -> None:
    """Key one row again; with `may_stay`, Enter alone leaves it as it is."""
    terminal.say(*_row_lines(sheets.sheet, at), hang=3)
    while True:
        typed = terminal.ask_key(f"{_row_name(sheets.sheet, at)}:")
        if typed == ".":
            rest(terminal)
        elif not typed and may_stay:
            return
        elif not typed:
            terminal.say(texts.NOTHING_TICKED_KEY)
        elif len(typed) > 1:
            terminal.say(texts.too_many_marks(1))
        elif _press(sheets, terminal, typed, at):
            return


def _press(sheets: PaperSheets, terminal: Terminal, marks: str, at: int) -> int:
    """Key these marks, one for each row; say why if one cannot be read, and stop there. Returns how many were keyed."""
    remaining = len(sheets.sheet.rows) - at
    if len(marks) > remaining:
        terminal.say(texts.too_many_marks(remaining))
        return 0
    for keyed, mark in enumerate(marks):
        try:
            sheets.press(at + keyed, mark)
        except Misuse as error:
            terminal.say(f"{_row_name(sheets.sheet, at + keyed)}: {error}")
            return keyed
    return len(marks)


def _settle_differences(sheets: PaperSheets, terminal: Terminal) -> None:
    """Ask for each row in which the two keyings differ once more, as the paper says."""
    terminal.pause()
    terminal.say(sheets.what_differs)
    for at in sheets.sheet.differing:
        sheet = sheets.sheet
        first, second = _answer_line(sheet, at, sheet.first[at]), _answer_line(sheet, at, sheet.keys[at])
        terminal.pause()
        terminal.say(texts.both_keyings(_row_name(sheet, at), first, second))
        _key_row(sheets, terminal, at)


def _read_back(sheets: PaperSheets, terminal: Terminal) -> None:
    """Read the sheet back, and change rows until the person says that all are right.

    Raises:
        Left: the person leaves the sheet, and means it.
    """
    rows = range(len(sheets.sheet.rows))
    keys = [_row_key(sheets.sheet, at) for at in rows]
    named = ", ".join(texts.key_for(keys[at], _row_name(sheets.sheet, at)) for at in rows if not keys[at].isdecimal())
    to_read: Sequence[int] = rows
    while True:
        terminal.pause()
        for at in to_read:
            sheet = sheets.sheet
            terminal.say(f"{_row_name(sheet, at)}: {_answer_line(sheet, at, sheet.keys[at])}", hang=3)
        terminal.pause()
        terminal.say(texts.READ_BACK, texts.how_to_change(named))
        typed = _ask_for_row(terminal, keys)
        if not typed:
            return
        at = keys.index(typed)
        _key_row(sheets, terminal, at, may_stay=True)
        to_read = (at,)


def _ask_for_row(terminal: Terminal, keys: Sequence[str]) -> str:
    """Ask which row to change; returns its key, or an empty text if every row is right."""
    while True:
        typed = terminal.ask_key(texts.TYPE_ROW)
        if typed == "q":
            _leave_or_go_on(terminal)
        elif typed == ".":
            rest(terminal)
        elif not typed or typed in keys:
            return typed
        else:
            terminal.say(not_among(typed, keys))


def _key_notes(sheets: PaperSheets, terminal: Terminal, reflection: Reflection) -> None:
    """Key the notes that stand on the sheet, each with who may read it, and the code, where one is written on it."""
    questions = sheets.questions
    terminal.pause()
    terminal.say(texts.IS_THERE_A_NOTE)
    while typed := terminal.ask(texts.TYPE_NOTE_ROW):
        if typed == ".":
            rest(terminal)
        elif typed.casefold() == "k":
            if code := type_code(terminal, texts.KEY_SHEET_CODE):
                sheets.take_code(code)
        elif (number := number_in(typed, 1, len(questions))) is not None:
            if text := _read_note(terminal):
                readers = numbered(note_readers(reflection))
                reader = choose(terminal, NOTE_READERS_QUESTION, options=readers, taken_by_enter="2")
                sharing: Sharing = "room" if reader == "room" else "facilitator"
                sheets.note(SheetNote(questions[number - 1].key, text, sharing))
        else:
            terminal.say(f"{echoed(typed)}{texts.which_row(len(questions))}")


def _read_note(terminal: Terminal) -> str:
    terminal.say(texts.HOW_A_NOTE_ENDS)
    lines: list[str] = []
    while typed := terminal.ask(texts.TYPE_NOTE, quick=True):
        lines += typed.splitlines()
    return "\n".join(lines)


def _leave_or_go_on(terminal: Terminal) -> None:
    options = numbered(texts.HALF_KEYED_ANSWERS)
    if choose(terminal, texts.HALF_KEYED, options=options, taken_by_enter="1") == "leave":
        raise Left


def _row_key(sheet: KeyedSheet, at: int) -> str:
    """Return the key that is typed to change this row."""
    return ROW_KEYS.get(sheet.rows[at].kind) or str(sheet.number(at))


def _row_name(sheet: KeyedSheet, at: int) -> str:
    """Return the name of this row."""
    row = sheet.rows[at]
    return texts.row_name(sheet.number(at)) if row.question else row.title


def _row_lines(sheet: KeyedSheet, at: int) -> tuple[str, ...]:
    """Write what is read out before this row: its numbered choices, or its question with the title of a new section."""
    row, before = sheet.rows[at], sheet.rows[at - 1].question
    if row.question is None:
        return (f"{row.title}.", *(key_line(choice.key, choice.words) for choice in row.numbered))
    section = row.question.section
    title = "" if before and before.section is section else ended(section.title.say(sheet.wording))
    return (*((title,) if title else ()), f"{sheet.number(at)}. {ended(row.title)}")


def _answer_line(sheet: KeyedSheet, at: int, key: str) -> str:
    """Write the line that says what a key of this row stands for."""
    row = sheet.rows[at]
    value = row.value(key)
    if row.question is not None:
        return spoken_answer(row.question, value, sheet.wording)
    return next(key_line(choice.key, choice.words) for choice in row.numbered if choice.value == value)
