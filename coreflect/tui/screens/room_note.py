"""What was said is written in the room's words, without who said it, and kept however the page is closed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static, TextArea

from coreflect.core import meeting_sentences as sentences
from coreflect.core.model import Note, Round
from coreflect.core.names import shown
from coreflect.core.ports import Desk
from coreflect.core.responses import Question
from coreflect.tui.screens.kept_page import KeptPage
from coreflect.tui.widgets.note_readers import NoteReaders
from coreflect.tui.widgets.text import hints, said

ABOUT_THE_MEETING = "About the meeting"


class RoomNotePage(KeptPage):
    """A note on one question, or on the meeting. Each is a record of its own: what was written before stays.

    The room sees this page, so of what was written before only what is for everyone stands here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "close", show=False)]

    DEFAULT_CSS = """
    RoomNotePage > .title { margin-top: 1; }
    RoomNotePage #text { height: 1fr; min-height: 3; }
    RoomNotePage > #before { height: auto; max-height: 4; padding: 0 2; color: $text-muted; }
    RoomNotePage > #readers { height: auto; padding: 1 2 0 2; }
    RoomNotePage.-short > .title, RoomNotePage.-short #readers .title { margin: 0; }
    RoomNotePage.-tall #text { height: 14; }
    """

    def __init__(self, desk: Desk, facts: Round, question: Question | None) -> None:
        """Takes the question that the room talks about, or None for the meeting as a whole.

        Raises:
            CoreflectError: what was written before cannot be read.
        """
        super().__init__()
        self._desk = desk
        self._facts = facts
        self._question = question
        self._key = question.key if question else ("", "")
        notes = desk.workspace.room_notes(facts.id)
        self._before = tuple(note for note in notes if (note.bank, note.item) == self._key and note.sharing == "room")
        self._note_id = desk.ids.record()

    def compose(self) -> ComposeResult:
        title = self._question.item.text.say() if self._question else ABOUT_THE_MEETING
        yield Static(said(title), id="where", classes="title")
        yield Static(said(f"{sentences.WHAT_WAS_SAID} {sentences.WHAT_WAS_SAID_HELP}"), id="about")
        if self._before:
            with VerticalScroll(id="before"):
                yield Static(said(sentences.KEPT_BEFORE))
                for note in self._before:
                    yield Static(said(f"· {note.text}"))
        yield TextArea(id="text", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        yield NoteReaders(sentences.room_note_readers(self._facts), "room", id="readers")
        yield Static(id="status")
        yield Static(
            hints(("Tab", "who may read it", "app.focus_next"), ("Esc", "keep and close", "screen.close")), id="hints"
        )

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def on_choice_list_confirmed(self) -> None:
        self.action_close()

    def is_unkept(self) -> bool:
        return bool(self.query_one(TextArea).text.strip())

    def action_close(self) -> None:
        """Keep what was written, and close; where it cannot be kept, ask."""
        if not self.is_unkept():
            self.dismiss(False)
        elif self.tried():
            self.dismiss(True)
        else:
            super().action_close()

    def action_keep(self) -> None:
        if self.is_unkept():
            super().action_keep()

    def keep(self) -> bool:
        bank, item = self._key
        text = shown(self.query_one(TextArea).text, lines=True).strip()
        sharing = self.query_one(NoteReaders).sharing
        note = Note(self._note_id, self._desk.ids.record(), (), self._facts.id, bank, item, "", sharing, text)
        self._desk.workspace.keep_room_note(note)
        return True
