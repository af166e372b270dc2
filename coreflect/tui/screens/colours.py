"""Colours are seen before they are chosen, and whoever changes their mind has those from before."""

from __future__ import annotations

from textual.widgets import OptionList

from coreflect.core.settings import THEMES
from coreflect.tui.screens.choice_card import ChoiceCard
from coreflect.tui.widgets.pointed_list import Line, PointedList

TITLE = "Colours"
HOW = "The arrows show each of them. Enter keeps the one you see, here and for next time."


class ColoursCard(ChoiceCard):
    """The four themes; gives the name of the one chosen, or an empty one, with the colours from before, after Esc."""

    def __init__(self, now: str) -> None:
        """Takes the name of the theme that is shown now."""
        super().__init__(TITLE, (HOW,), [Line(name, shown) for name, shown in THEMES])
        self._now = now

    def on_mount(self) -> None:
        names = [name for name, _ in THEMES]
        colours = self.query_one(PointedList)
        colours.focus()
        if self._now in names:
            colours.highlighted = names.index(self._now)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show everything in the colours in hand; what the list said while it was being filled is passed over."""
        if event.option.id and event.option_index == event.option_list.highlighted:
            self.app.theme = event.option.id

    def action_close(self) -> None:
        self.app.theme = self._now
        super().action_close()
