"""A note is kept however its page is closed, and is for the contact alone unless its writer says otherwise."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from coreflect.core import sentences
from coreflect.core.model import Sharing
from coreflect.core.names import shown
from coreflect.tui.sitting import Sitting
from coreflect.tui.widgets.note_readers import NoteReaders
from coreflect.tui.widgets.page import Page
from coreflect.tui.widgets.text import hints, said

PLEASE_NAME_NOBODY = "Please name nobody."


class NotePage(Page[None]):
    """Words on the question in front of the person, and who may read them.

    Where they cannot be kept at once they stay in the sitting, which says so and tries again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting
        note = sitting.walkthrough.note
        self._text = shown(note.text, lines=True) if note else ""
        self._sharing: Sharing = note.sharing if note else "facilitator"

    def compose(self) -> ComposeResult:
        at = self._sitting.walkthrough
        yield Static(said(at.question.item.text.say(at.wording)), id="where", classes="title")
        yield Static(said(PLEASE_NAME_NOBODY), id="about")
        yield TextArea(self._text, id="text", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        yield NoteReaders(sentences.note_readers(self._sitting.facts), self._sharing, id="body")
        yield Static(
            hints(
                ("Tab", "who may read it", "screen.focus_next"), ("Esc", "close: your words are kept", "screen.close")
            ),
            id="hints",
        )

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def on_choice_list_confirmed(self) -> None:
        self.action_close()

    def action_close(self) -> None:
        self.put_away()
        self.dismiss(None)

    def action_leave(self) -> None:
        """Close, and ask about leaving on the question itself."""
        self.action_close()
        self.app.call_later(self.app.action_quit)

    def put_away(self) -> None:
        text = self.query_one(TextArea).text
        sharing = self.query_one(NoteReaders).sharing
        note = self._sitting.walkthrough.note
        if text == self._text and (note is None or note.sharing == sharing):
            return
        before = note.text if note else ""
        self._sitting.note(before if text == self._text else text, sharing)
