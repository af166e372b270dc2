"""Before the end a person sees how much is left blank, and that this is fine; nothing counts until they finish."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.core import sentences
from coreflect.core.errors import CoreflectError
from coreflect.tui.sitting import Sitting
from coreflect.tui.widgets.page import NOT_KEPT_YET, Page
from coreflect.tui.widgets.text import hints, said

END = "That was the last question."

Finishing = Literal["finished", "blanks", "leave", "back"]


class FinishingPage(Page[Finishing]):
    """The page after the last question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "finish", show=False),
        Binding("g", "blanks", show=False),
        Binding("left,b,escape", "back", show=False),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting

    def compose(self) -> ComposeResult:
        blank = len(self._sitting.walkthrough.blanks)
        with VerticalScroll(id="body", classes="reading"):
            yield Static(said(END), classes="title")
            yield Static(said(sentences.before_finishing(blank)), classes="said")
        yield Static(id="status")
        yield Static(
            hints(
                ("Enter", "finish", "screen.finish"),
                ("g", "see the list", "screen.blanks"),
                ("b", "back", "screen.back"),
                ("q", "leave", "screen.leave"),
            ),
            id="hints",
        )

    def action_finish(self) -> None:
        try:
            self._sitting.finish()
        except CoreflectError as error:
            self.say(f"{NOT_KEPT_YET}{error}", urgent=True)
        else:
            self.dismiss("finished")

    def action_blanks(self) -> None:
        self.dismiss("blanks")

    def action_back(self) -> None:
        self.dismiss("back")

    def action_leave(self) -> None:
        self.dismiss("leave")
