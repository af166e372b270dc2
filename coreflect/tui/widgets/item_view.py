"""One item in front of a person: its widgets stay and change in place, since a new screen each time is slow."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coreflect.core.answers import OFFERED
from coreflect.core.bank import Scale
from coreflect.core.names import shown
from coreflect.tui.widgets.choice_list import CHOSEN, NOT_CHOSEN, ChoiceList, Row
from coreflect.tui.widgets.text import Flowing, clicked, said

FOR_EXAMPLE = "For example: "


class ItemView(VerticalScroll, can_focus=False):
    """The stem, the item, its levels, and the answers beside them. The focus stays on the levels."""

    def compose(self) -> ComposeResult:
        yield Static(classes="stem")
        yield Static(classes="item")
        yield ChoiceList()
        yield Static(classes="beside")

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus(scroll_visible=False)

    def show(self, stem: str, item: str, rows: tuple[Row, ...]) -> None:
        """Show another item, from its first line."""
        self.query_one(".stem", Static).update(said(stem))
        self.query_one(".item", Static).update(said(item))
        self.query_one(ChoiceList).show(rows, None)

        self.scroll_home(animate=False)

    def mark(self, scale: Scale, chosen: str | None, wording: str) -> None:
        """Mark what is chosen: a level's id, a code beside the levels, or nothing."""
        levels = scale.level_ids
        self.query_one(ChoiceList).mark(levels.index(chosen) if chosen in levels else None)
        beside = self.query_one(".beside", Static)
        beside.update(_beside(chosen, wording))
        if chosen and chosen not in levels:
            beside.scroll_visible(animate=False)


def level_rows(scale: Scale, wording: str, lowest: str = "", highest: str = "") -> tuple[Row, ...]:
    """A row a level, with its meaning; the first and the last with their example."""
    last = len(scale.levels) - 1
    rows: list[Row] = []
    for index, level in enumerate(scale.levels):
        example = lowest if index == 0 else highest if index == last else ""
        details = (level.meaning.say(wording), f"{FOR_EXAMPLE}{example}" if example else "")
        rows.append(Row(str(index + 1), level.label.say(wording), tuple(text for text in details if text)))
    return tuple(rows)


def _beside(chosen: str | None, wording: str) -> Flowing:
    parts: list[Content] = []
    for each in OFFERED:
        mark = CHOSEN if each.code == chosen else NOT_CHOSEN
        style = "bold" if each.code == chosen else ""
        parts.append(clicked(f"{mark} {each.key}  {shown(each.say(wording))}", f"screen.beside('{each.code}')", style))
    return Flowing(tuple(parts), gap=2)
