"""A list of answers of which one can be chosen; signs mark the chosen and the highlighted one.

A digit, a click or the space bar chooses. Enter chooses what the arrows have moved to, and otherwise asks to go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coreflect.core.banks.bank import Scale
from coreflect.core.names import shown
from coreflect.core.texts.answering import FOR_EXAMPLE
from coreflect.tui.frame import TALL
from coreflect.tui.widgets.text import Hanging

CHOSEN, NOT_CHOSEN = "(•)", "( )"
IN_HAND, NOT_IN_HAND = "›", " "
SPREAD = (TALL, 54)
"""From how many rows of the window one line lies between two answers, and from how many two."""


class Row(NamedTuple):
    """One answer: the key beside it, its words, and the lines under them."""

    key: str
    label: str
    details: tuple[str, ...] = ()


def level_rows(scale: Scale, wording: str, lowest: str = "", highest: str = "") -> tuple[Row, ...]:
    """Make a row for each level with its meaning; the first and the last also with their example."""
    last = len(scale.levels) - 1
    rows: list[Row] = []
    for index, level in enumerate(scale.levels):
        example = lowest if index == 0 else highest if index == last else ""
        details = (level.meaning.say(wording), f"{FOR_EXAMPLE}{example}" if example else "")
        rows.append(Row(str(index + 1), level.label.say(wording), tuple(text for text in details if text)))
    return tuple(rows)


class ChoiceList(OptionList):
    """Rows of which one can be chosen. It marks nothing itself: the page that gets the message calls `mark`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"choose({digit - 1})", show=False) for digit in range(1, 10)),
        Binding("space", "choose_in_hand", show=False),
    ]

    DEFAULT_CSS = """
    ChoiceList {
        height: auto;
        max-height: 100h;
        border: none;
        padding: 0;
        background: transparent;
        overflow-y: hidden;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option { padding: 0; }
        & > .option-list--option-hover { background: $foreground 5%; }
        & > .option-list--option-highlighted, &:focus > .option-list--option-highlighted {
            background: $primary 20%;
            color: $foreground;
            text-style: none;
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """The row with this index was chosen."""

        index: int

    class Confirmed(Message):
        """Enter was pressed without a move to another row."""

    def __init__(self, rows: Sequence[Row] = (), chosen: int | None = None, **keywords: str) -> None:
        super().__init__(**keywords)  # type: ignore[arg-type]
        self._rows: tuple[Row, ...] = ()
        self._chosen: int | None = None
        self._pointed: int | None = None
        self._gap = 0
        self.show(rows, chosen)

    @property
    def chosen(self) -> int | None:
        """The index of the row that is marked as chosen."""
        return self._chosen

    def show(self, rows: Sequence[Row], chosen: int | None) -> None:
        """Show other rows, or the same ones, with this one marked as chosen."""
        rows = tuple(rows)
        if rows == self._rows:
            self.mark(chosen)
            return
        self._rows, self._chosen, self._pointed = rows, chosen, chosen
        self.set_options(Option(self._words(index)) for index in range(len(rows)))
        self.highlighted = chosen

    def spread(self, rows: int) -> None:
        """Set the rows of this list apart as far as a window with this many rows allows."""
        gap = sum(rows >= enough for enough in SPREAD)
        if gap != self._gap:
            self._gap = gap
            self._redraw(*range(len(self._rows)))
            self.refresh(layout=True)

    def mark(self, chosen: int | None) -> None:
        """Mark this row as chosen, and highlight it."""
        before, self._chosen = self._chosen, chosen
        self.highlighted = chosen
        self._redraw(before, chosen)

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        before, self._pointed = self._pointed, highlighted
        self._redraw(before, highlighted)
        if highlighted is not None and self.is_mounted:
            self.call_after_refresh(self._bring_into_view, highlighted)

    def action_choose(self, index: int) -> None:
        if index >= len(self._rows):
            raise SkipAction
        self.post_message(self.Chosen(index))

    def action_choose_in_hand(self) -> None:
        if self.highlighted is not None:
            self.post_message(self.Chosen(self.highlighted))

    def action_select(self) -> None:
        """Choose what the arrows have moved to; if they have not moved, ask to go on."""
        if self.highlighted is None or self.highlighted == self._chosen:
            self.post_message(self.Confirmed())
        else:
            self.post_message(self.Chosen(self.highlighted))

    async def _on_click(self, event: object) -> None:
        index = event.style.meta.get("option")  # type: ignore[attr-defined]
        if index is not None:
            self.post_message(self.Chosen(index))

    def _redraw(self, *indexes: int | None) -> None:
        changed = {index for index in indexes if index is not None and index < self.option_count}
        for index in changed:
            self.replace_option_prompt_at_index(index, self._words(index))

    def _bring_into_view(self, index: int) -> None:
        around = self.parent
        if index < len(self._rows) and isinstance(around, VerticalScroll):
            row = Region(0, self.virtual_region.y + self._index_to_line[index], 1, self._heights[index])
            around.scroll_to_region(row, animate=False, force=True)

    def _words(self, index: int) -> Hanging:
        row = self._rows[index]
        is_chosen = index == self._chosen
        hand = IN_HAND if index == self._pointed else NOT_IN_HAND
        mark = f"{CHOSEN if is_chosen else NOT_CHOSEN} {row.key}  "
        label = Content.styled(shown(row.label), "bold" if is_chosen or row.details else "")
        under = Content(" " * len(f"{hand} {mark}"))
        details = tuple((under, Content.styled(shown(text), "$text-muted")) for text in row.details)
        marks = Content.assemble((f"{hand} ", "$text-primary"), (mark, "bold" if is_chosen else ""))
        gap = self._gap if index < len(self._rows) - 1 else 0
        return Hanging(((marks, label), *details, *((Content(), Content()) for _ in range(gap))))

    def _get_option_render(self, option: Option, style: Style) -> list[Strip]:
        """Draw a row; what lies between it and the next is no part of it, and is not highlighted."""
        strips = super()._get_option_render(option, style)
        if not self._gap or option is self.options[-1]:
            return strips
        plain = self.get_visual_style("option-list--option").rich_style
        return [*strips[: -self._gap], *[Strip.blank(self.scrollable_content_region.width, plain)] * self._gap]
