"""Between two people the screen shows nothing of what was said."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.core.sentences import HAND_OVER, LOCKED
from coreflect.tui.widgets.page import Page
from coreflect.tui.widgets.text import hints, paragraphs, said

WERE_YOU_HERE = "Were you in the middle of it? Your two words, on the first page, bring you back."

Next = Literal["person", "home"]


class HandOverPage(Page[Next]):
    """Waits for the next person. Gives "person", or "home" for the first page, where two words bring answers back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", show=False),
        Binding("h,escape", "home", show=False),
    ]

    def __init__(self, *, resting: bool = False) -> None:
        """Takes whether the page stands here because nobody touched the screen for a while."""
        super().__init__()
        self._resting = resting

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body", classes="reading", can_focus=False):
            if self._resting:
                yield Static(paragraphs((LOCKED, WERE_YOU_HERE)), classes="said")
            yield Static(said(HAND_OVER), classes="title")
        yield Static(hints(("Enter", "begin", "screen.begin"), ("h", "first page", "screen.home")), id="hints")

    def action_begin(self) -> None:
        self.dismiss("person")

    def action_home(self) -> None:
        self.dismiss("home")

    def action_leave(self) -> None:
        self.dismiss("home")

    def action_hide(self) -> None:
        """There is nothing here to hide."""
