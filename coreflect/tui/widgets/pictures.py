"""Shows one item on a wall: its whole wording, a dot for each person, and groups if the small-group rule allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from textual.content import Content

from coreflect.core.names import shown
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
from coreflect.reporting.look_back_text import Piece
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.text import Hanging, Lines


class ItemPicture(Lines):
    """An item with everything of it that may be shown, and a gap between its parts."""

    def __init__(
        self,
        item: PublishedItem,
        published: PublishedRound,
        *,
        stem: str = "",
        prompt: Sequence[str] = (),
        last_time: str = "",
        paired: Sequence[str] = (),
        airy: bool = False,
    ) -> None:
        """Takes the item, its round, and the stem, the prompt's lines and where the room stood last time, where shown.

        `paired` says how people who took a code answered then and now.
        `airy` puts an empty line between the levels, where there is room for it.
        """
        super().__init__()
        self._item = item
        self._published = published
        self._stem = stem
        self._prompt = tuple(prompt)
        self._last_time = last_time
        self._paired = tuple(paired)
        self._airy = airy

    def _make(self, width: int) -> list[Content]:
        item, published = self._item, self._published
        quiet = "$text-muted"
        parts = (
            [*_styled(_folded(self._stem, width), quiet), *_styled(wording_lines(item, width), "bold")],
            [line for text in self._prompt for line in _styled(_folded(text, width), "$text-accent")],
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


TONES = {"": "$foreground", "quiet": "$text-muted", "bold": "bold $foreground"}
HEADING = "bold $text-accent"


class Pieces(Lines):
    """Shows pieces of text that depend on the width, with an empty line between them."""

    def __init__(self, make: Callable[[int], Sequence[Piece]], *, ends: bool = False) -> None:
        """Takes the function that makes the pieces for a width, and whether an empty line follows the last."""
        super().__init__()
        self._pieces = make
        self._ends = ends

    def _make(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for piece in self._pieces(width):
            if lines:
                lines.append(Content())
            styles = [HEADING if piece.headed and not at else TONES[piece.tone] for at in range(len(piece.lines))]
            lines += [Content.styled(line, style) for line, style in zip(piece.lines, styles, strict=True)]
        return [*lines, Content()] if self._ends and lines else lines


@dataclass(frozen=True, slots=True)
class TextLine(Line):
    """Pieces of text in a list, which cannot be chosen."""

    pieces: Pieces = field(default_factory=lambda: Pieces(lambda _: ()))


class LookBackList(PointedList):
    """Lists lines to choose from, below a text about all of them."""

    def _prompt(self, index: int, line: Line) -> Lines:
        if isinstance(line, TextLine):
            return line.pieces
        if not line.id:
            return Hanging(((Content(), Content.styled(shown(line.name), HEADING)),))
        return super()._prompt(index, line)
