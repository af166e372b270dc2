"""Who may read a note is asked in one way, wherever a note is written."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.core.model import Sharing
from coreflect.core.sentences import NOTE_READERS_QUESTION
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.text import said


class NoteReaders(VerticalScroll, can_focus=False):
    """The question, and its answers as (sharing, sentence). `sharing` is the one that is chosen."""

    def __init__(self, readers: Sequence[tuple[str, str]], sharing: Sharing, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.sharing = sharing
        self._readers = readers

    def compose(self) -> ComposeResult:
        rows = [Row(str(number), words) for number, (_, words) in enumerate(self._readers, 1)]
        yield Static(said(NOTE_READERS_QUESTION), classes="title")
        yield ChoiceList(rows, [sharing for sharing, _ in self._readers].index(self.sharing))

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        message.stop()
        self.sharing = "room" if self._readers[message.index][0] == "room" else "facilitator"
        self.query_one(ChoiceList).mark(message.index)
