"""Shows the results of a reflection by principle or by section: all answers to the questions of each, added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.reporting.by_part import ByPart
from coreflect.reporting.look_back_text import Piece
from coreflect.tui.pages import Page
from coreflect.tui.widgets.pictures import Pieces
from coreflect.tui.widgets.text import hints, safe


class ByPartPage(Page[None]):
    """All answers by principle, and by section where that is another way to read them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "switch", show=False),
        Binding("escape,b,left,enter", "close", show=False),
    ]

    DEFAULT_CSS = """
    ByPartPage > #by-part-body { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    ByPartPage.-short > #by-part-body { padding: 0 2; }
    """

    def __init__(self, reflection: Reflection, ways: Sequence[ByPart]) -> None:
        """Takes the reflection, and the ways in which its results can be read; there is at least one."""
        super().__init__()
        self._reflection = reflection
        self._ways = tuple(ways)

    def compose(self) -> ComposeResult:
        yield Static(safe(f"{shown(self._reflection.team_name)} · {shown(self._reflection.about)}"), id="where")
        with VerticalScroll(id="by-part-body"):
            yield Static(id="by-part-rows")
        yield Static(id="hints")

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
        way, *others = self._ways
        rows = Pieces(
            (
                Piece((way.heading, way.intro), headed=True),
                *(Piece((row.name, row.answers), headed=True) for row in way.rows),
            )
        )
        self.query_one("#by-part-rows", Static).update(rows)
        switch = [("d", other.heading.lower(), "screen.switch") for other in others]
        self.query_one("#hints", Static).update(hints(*switch, ("Esc", "back", "screen.close")))
