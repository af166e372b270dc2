"""A list to look back through: what is said over its lines scrolls with them, and cannot be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from textual.content import Content
from textual.css.styles import RulesMap

from coreflect.core.names import shown
from coreflect.reporting.look_back_lines import Piece
from coreflect.tui.widgets.pointed_list import Line, PointedList
from coreflect.tui.widgets.text import Hanging, Lines

TONES = {"": "$foreground", "quiet": "$text-muted", "bold": "bold $foreground"}
HEADING = "bold $text-accent"


class Pieces(Lines):
    """Pieces of text that depend on the width, with an empty line between them; as wide as their place."""

    def __init__(self, make: Callable[[int], Sequence[Piece]], *, ends: bool = False) -> None:
        """Takes what makes the pieces for a width, and whether an empty line follows the last."""
        super().__init__()
        self._pieces = make
        self._ends = ends

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        return container_width

    def _make(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for piece in self._pieces(width):
            if lines:
                lines.append(Content())
            styles = [HEADING if piece.headed and not at else TONES[piece.tone] for at in range(len(piece.lines))]
            lines += [Content.styled(line, style) for line, style in zip(piece.lines, styles, strict=True)]
        return [*lines, Content()] if self._ends and lines else lines


@dataclass(frozen=True, slots=True)
class Told(Line):
    """Pieces of text in a list, which cannot be chosen."""

    pieces: Pieces = field(default_factory=lambda: Pieces(lambda _: ()))


class LookBackList(PointedList):
    """Lines to choose from, under what is said of all of them."""

    DEFAULT_CSS = """
    LookBackList { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    """

    def _prompt(self, index: int, line: Line) -> Lines:
        if isinstance(line, Told):
            return line.pieces
        if not line.id:
            return Hanging(((Content(), Content.styled(shown(line.name), HEADING)),))
        return super()._prompt(index, line)
