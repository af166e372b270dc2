"""What is written on a paper sheet beside its boxes, a note or a code, is keyed in on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.app import App

from coreflect.core.keying import SheetNote
from coreflect.core.model import Round
from coreflect.core.pairing_sentences import KEY_SHEET_CODE
from coreflect.tui.keyed_sheet import KeyedSheet

NOTE_KEY = "c"
CODE_KEY = "k"

Changed = Callable[[KeyedSheet], None]


def key_note(app: App[object], facts: Round, sheet: KeyedSheet, at: int, changed: Changed) -> None:
    """Key in the note on the question of this row; nothing where the row is no question."""
    from coreflect.tui.screens.sheet_note import SheetNotePage

    question = sheet.rows[at].question
    if question is None:
        return

    def written(note: SheetNote | None) -> None:
        if note is not None:
            changed(sheet.noted(note))

    app.push_screen(SheetNotePage(facts, question, sheet.note(at)), written)


def key_code(app: App[object], sheet: KeyedSheet, changed: Changed) -> None:
    """Key in the code; with nothing typed there is none."""
    from coreflect.tui.screens.code import CodePage

    codes = [sheet.code]

    def typed(taken: bool | None) -> None:
        if taken:
            changed(replace(sheet, code=codes[-1]))

    app.push_screen(CodePage(KEY_SHEET_CODE, codes.append, may_be_empty=True), typed)
