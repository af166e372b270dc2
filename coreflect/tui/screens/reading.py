"""A page that only says something: Enter goes on, and nothing on it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.tui.widgets.page import BACK, ON, Page
from coreflect.tui.widgets.text import hints, paragraphs, said


class ReadingPage(Page[str]):
    """A title, paragraphs, and two words written large where they are given.

    Gives ON, BACK, or None where the person leaves.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "on", show=False),
        Binding("left,b", "back", show=False),
    ]

    def __init__(
        self,
        texts: Sequence[str],
        *,
        title: str = "",
        large: str = "",
        enter: str = "go on",
        back: bool = False,
        leave: bool = True,
    ) -> None:
        """Takes the paragraphs; what Enter does, in words; and whether one can go back or leave from here."""
        super().__init__()
        self._texts = tuple(texts)
        self._title = title
        self._large = large
        self._enter = enter
        self._can_go_back = back
        self._can_leave = leave

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body", classes="reading"):
            if self._title:
                yield Static(said(self._title), classes="title")
            if self._large:
                yield Static(said(self._large), classes="large")
            yield Static(paragraphs(self._texts), classes="said")
        yield Static(
            hints(
                ("Enter", self._enter, "screen.on"),
                ("b" if self._can_go_back else "", "back", "screen.back"),
                ("q" if self._can_leave else "", "leave", "screen.leave"),
            ),
            id="hints",
        )

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_on(self) -> None:
        """Go on, once the last line has been in sight."""
        body = self.query_one(VerticalScroll)
        if body.scroll_offset.y < body.max_scroll_y:
            body.scroll_page_down(animate=False)
        else:
            self.dismiss(ON)

    def action_back(self) -> None:
        if self._can_go_back:
            self.dismiss(BACK)

    def action_leave(self) -> None:
        self.dismiss(None if self._can_leave else ON)
