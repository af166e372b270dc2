"""One sheet is keyed row by row, and a row that cannot be read is said at once; nothing is kept here."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core import keying
from coreflect.core import meeting_sentences as sentences
from coreflect.core.errors import Misuse
from coreflect.core.keying import SheetNote
from coreflect.core.model import Round, Sharing
from coreflect.core.pairing_sentences import KEY_SHEET_CODE
from coreflect.core.responses import Question
from coreflect.core.sentences import LOCKED, NOTE_READERS_QUESTION, note_readers
from coreflect.plain.asking import number_in
from coreflect.plain.choices import Left, choose, echoed, not_among, numbered, rest
from coreflect.plain.code import type_code
from coreflect.plain.readers import Rested
from coreflect.plain.sheet_rows import Row
from coreflect.plain.terminal import Terminal

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


def key_notes(terminal: Terminal, facts: Round, asked: Sequence[Question]) -> tuple[tuple[SheetNote, ...], str]:
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
            code = type_code(terminal, KEY_SHEET_CODE) or code
        elif (number := number_in(typed, 1, len(asked))) is not None:
            text = _note_text(terminal)
            if text:
                readers = numbered(note_readers(facts))
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
    terminal.say(sentences.they_differ(len(found)) if found else sentences.BOTH_ALIKE)
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
        terminal.say(sentences.READ_BACK, f"Enter keeps it. To change a row, type its number, or {named}.")
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
    options = numbered(sentences.HALF_KEYED_ANSWERS)
    if choose(terminal, sentences.HALF_KEYED, options=options, taken_by_enter="1") == "leave":
        raise Left


def _note_text(terminal: Terminal) -> str:
    terminal.say("End each line with Enter; an empty line ends the note.")
    lines: list[str] = []
    while typed := terminal.ask("Note:", quick=True):
        lines += typed.splitlines()
    return "\n".join(lines)
