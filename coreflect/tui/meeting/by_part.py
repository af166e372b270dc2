"""Shows the results of a reflection by principle or by section: all answers to the questions of each, added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.core.model import Reflection
from coreflect.core.texts.results import THE_ANSWERS
from coreflect.reporting.by_part import ByPart
from coreflect.reporting.look_back_text import Piece
from coreflect.tui.frame import Key, team_and_about
from coreflect.tui.pages import Page
from coreflect.tui.widgets.pictures import Pieces


class ByPartPage(Page[None]):
    """All answers by principle, and by section where that is another way to read them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "switch", show=False),
        Binding("escape,b,left,enter", "close", show=False),
    ]

    def __init__(self, reflection: Reflection, ways: Sequence[ByPart]) -> None:
        """Takes the reflection, and the ways in which its results can be read; there is at least one."""
        super().__init__()
        self._reflection = reflection
        self._ways = tuple(ways)

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), THE_ANSWERS)

    @property
    def keys(self) -> tuple[Key, ...]:
        switch = ((("d", way.heading.lower(), "screen.switch")) for way in self._ways[1:])
        return (*switch, ("Esc", "back", "screen.close"))

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body"):
            yield Static(id="by-part-rows")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self._show()

    def action_switch(self) -> None:
        """Read the results in the other way, where there is one."""
        self._ways = (*self._ways[1:], self._ways[0])
        self._show()

    def action_close(self) -> None:
        self.dismiss(None)

    def _show(self) -> None:
        way = self._ways[0]
        rows = Pieces(
            (
                Piece((way.heading, way.intro), headed=True),
                *(Piece((row.name, row.answers), headed=True) for row in way.rows),
            )
        )
        self.query_one("#by-part-rows", Static).update(rows)
        self.show_frame()
