"""The pages on which a note or a code that is written on a paper sheet is keyed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from coreflect.core.model import Reflection, Sharing
from coreflect.core.names import shown
from coreflect.core.reflections.paper_sheet import KeyedSheet, SheetNote
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import paper as texts
from coreflect.core.texts.answering import note_readers
from coreflect.tui.answering.notes import CodePage, NoteReaders
from coreflect.tui.pages import Page
from coreflect.tui.widgets.text import hints, safe

NOTE_KEY = "c"
CODE_KEY = "k"


def key_note(
    app: App[object], reflection: Reflection, sheet: KeyedSheet, at: int, typed: Callable[[SheetNote], None]
) -> None:
    """Key in the note on the question of this row; nothing where the row is no question."""
    question = sheet.rows[at].question
    if question is None:
        return

    def closed(note: SheetNote | None) -> None:
        if note is not None:
            typed(note)

    app.push_screen(SheetNotePage(reflection, question, sheet.note(at)), closed)


def key_code(app: App[object], typed: Callable[[str], None]) -> None:
    """Key in the code; with nothing typed there is none."""
    codes: list[str] = []

    def closed(taken: bool | None) -> None:
        if taken:
            typed(codes[-1])

    app.push_screen(CodePage(texts.KEY_SHEET_CODE, codes.append, may_be_empty=True), closed)


class SheetNotePage(Page[SheetNote]):
    """A note on one question of a sheet. Gives it however it is closed; it is stored with its sheet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2", "close", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    SheetNotePage > .title { margin-top: 1; }
    SheetNotePage #text { height: 1fr; min-height: 3; }
    SheetNotePage > #readers { height: auto; padding: 1 2 0 2; }
    SheetNotePage.-tall #text { height: 14; }
    """

    def __init__(self, reflection: Reflection, question: Question, note: SheetNote | None) -> None:
        """Takes the reflection, the question, and the note that was keyed in on it before."""
        super().__init__()
        self._reflection = reflection
        self._question = question
        self._text = note.text if note else ""
        self._sharing: Sharing = note.sharing if note else "facilitator"

    def compose(self) -> ComposeResult:
        yield Static(safe(self._question.item.text.say()), id="where", classes="title")
        yield Static(safe(texts.NOTE_AS_IT_STANDS), id="about")
        yield TextArea(self._text, id="text", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        yield NoteReaders(note_readers(self._reflection), self._sharing, id="readers")
        yield Static(
            hints(("Tab", "who may read it", "app.focus_next"), ("Esc", "back to the sheet", "screen.close")),
            id="hints",
        )

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def on_choice_list_confirmed(self) -> None:
        self.action_close()

    def action_close(self) -> None:
        text = shown(self.query_one(TextArea).text, lines=True).strip()
        self.dismiss(SheetNote(self._question.key, text, self.query_one(NoteReaders).sharing))

    def action_leave(self) -> None:
        self.action_close()
