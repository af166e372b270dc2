"""Shows one item on a wall: its whole wording, a dot for each person, and groups if the small-group rule allows."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.css.styles import RulesMap

from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.reporting.item_text import (
    answer_lines,
    beside_lines,
    group_lines,
    hands_lines,
    paired_lines,
    view_lines,
    wording_lines,
)
from coreflect.tui.widgets.text import Lines


class ItemPicture(Lines):
    """An item with everything of it that may be shown, and a gap between its parts."""

    def __init__(
        self,
        item: PublishedItem,
        published: PublishedRound,
        *,
        stem: str = "",
        prompt: str = "",
        last_time: str = "",
        paired: Sequence[str] = (),
        airy: bool = False,
    ) -> None:
        """Takes the item, its round, and the stem, the prompt and where the room stood last time, where they show.

        `paired` says how people who took a code answered then and now.
        `airy` puts an empty line between the levels, where there is room for it.
        """
        super().__init__()
        self._item = item
        self._published = published
        self._stem = stem
        self._prompt = prompt
        self._last_time = last_time
        self._paired = tuple(paired)
        self._airy = airy

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        return container_width

    def _make(self, width: int) -> list[Content]:
        item, published = self._item, self._published
        quiet = "$text-muted"
        parts = (
            [*_styled(_folded(self._stem, width), quiet), *_styled(wording_lines(item, width), "bold")],
            _styled(_folded(self._prompt, width), "$text-accent"),
            self._levels(width),
            _styled(beside_lines(item, width), quiet),
            _styled(view_lines(item, published, width)),
            _styled(group_lines(item, published, width)),
            _styled(hands_lines(item, width)),
            _styled(paired_lines(self._paired, width)),
            _styled(_folded(self._last_time, width), quiet),
        )
        lines: list[Content] = []
        for part in parts:
            if part:
                lines += [Content(), *part] if lines else part
        return lines

    def _levels(self, width: int) -> list[Content]:
        lines = _styled(answer_lines(self._item, width))
        if not self._airy or len(lines) != len(self._item.levels):
            return lines
        return [line for row in lines for line in (row, Content())][:-1]


def _styled(lines: Sequence[str], style: str = "") -> list[Content]:
    return [Content.styled(line, style) for line in lines]


def _folded(text: str, width: int) -> list[str]:
    return [line.plain for line in Content(text).wrap(width)] if text else []
