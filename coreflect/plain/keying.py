"""Paper sheets become responses like any other: each is read back or keyed twice, kept, and cleared from the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coreflect.core import keying
from coreflect.core import meeting_sentences as sentences
from coreflect.core.bank import STANDARD
from coreflect.core.keying import SheetNote
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import Question, amend, questions
from coreflect.plain.asking import ask_number
from coreflect.plain.choices import Back, Left, choose, numbered, until_kept
from coreflect.plain.one_sheet import KEYS, SheetTerminal, key_notes, key_rows, read_back, settle_differences
from coreflect.plain.sheet_rows import HELP, HERE_AS, WORDS, Row, sheet_rows
from coreflect.plain.terminal import Terminal

TWICE = "twice"


@dataclass(frozen=True, slots=True)
class _Stack:
    """The sheets to be keyed: how many (None where nobody counted) and how each is checked."""

    desk: Desk
    facts: Round
    asked: tuple[Question, ...]
    sheets: int | None
    check: str


def key_in(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Key in one sheet after another, until all are kept or somebody stops.

    Raises:
        Left: the person leaves before the first sheet.
        CoreflectError: the questions cannot be read.
    """
    asked = questions(facts, desk.workspace.banks(facts.id))
    terminal.pause()
    terminal.say(f"{sentences.KEYING_TITLE}.", sentences.KEYING_START)
    said = f"{sentences.HOW_MANY_SHEETS} Enter alone: nobody has counted."
    try:
        sheets = ask_number(terminal, "Sheets:", said, least=1)
    except Back:
        raise Left from None
    checks = numbered(sentences.CHECKS)
    check = choose(terminal, sentences.CHECK_QUESTION, options=checks, taken_by_enter="1", can_leave=True)
    stack = _Stack(desk, facts, asked, sheets, check)
    kept, number = 0, 1
    while sheets is None or number <= sheets:
        kept += _sheet(stack, terminal, number)
        terminal.say(_how_far(kept, sheets))
        number += 1
        if number <= (sheets or number) and _stops(terminal):
            return


def _how_far(kept: int, sheets: int | None) -> str:
    return sentences.sheets_kept(kept, sheets) if sheets is not None else f"Sheets kept: {kept:,}."


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
        notes, code = key_notes(watched, stack.facts, stack.asked)
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
    terminal.say(sentences.KEY_AGAIN)
    return settle_differences(terminal, rows, first, key_rows(terminal, rows, aloud=False))


def _kept(
    stack: _Stack,
    terminal: Terminal,
    rows: Sequence[Row],
    values: Sequence[str],
    notes: Sequence[SheetNote],
    code: str,
) -> bool:
    desk, facts = stack.desk, stack.facts
    head = {row.key: value for row, value in zip(rows, values, strict=True) if not row.key.isdecimal()}
    choices = [value for row, value in zip(rows, values, strict=True) if row.key.isdecimal()]
    wording = head.get(WORDS, STANDARD)
    finished = keying.sheet(facts, stack.asked, head[HERE_AS], wording, choices, notes, desk.ids, code=code)

    def keep() -> bool:
        desk.workspace.finish(finished, amend(finished))
        return True

    if not until_kept(terminal, keep):
        return False
    if head[HELP]:
        until_kept(terminal, lambda: desk.workspace.keep_helped(facts.id, head[HELP]))
    return True
