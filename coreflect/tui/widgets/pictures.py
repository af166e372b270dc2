"""Shows one item on a wall: its whole wording, a strip of everyone, the groups, the rounds before, and what was said.

What the small-group rule keeps back is not in what these take.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from textual.content import Content

from coreflect.core.answers import SHOW_OF_HANDS
from coreflect.core.names import shown
from coreflect.core.results import Paired, PublishedItem, PublishedRound
from coreflect.core.strips import Row, lay, lay_pairs
from coreflect.core.texts.results import (
    CANNOT_BE_SEEN,
    NO_ANSWERS,
    NO_GROUPS,
    PAIRED_SIGNS,
    SHOW_OF_HANDS_HEADING,
    WITH_A_CODE,
    paired_in_short,
)
from coreflect.reporting.look_back_text import Piece
from coreflect.reporting.moved import moved_lines
from coreflect.reporting.strips import beside, bracket, group_strips, legend, round_strips, views_in_short
from coreflect.reporting.text import everyone, shown_groups
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.strips import CELLS, Drawing, Laid, legend_content, sentences
from coreflect.tui.widgets.text import Lines

QUIET = "$text-muted"
HEADING = "bold $text-accent"


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
        rounds: Sequence[tuple[PublishedRound, PublishedItem]] = (),
        tall: bool = False,
    ) -> None:
        """Takes the item, its round, and the stem, the prompt's lines and where the room stood last time, where shown.

        `paired` says how people who took a code answered then and now. `rounds` are those with which the item can be
        compared, the oldest first and its own last. With `tall`, everyone's strip is large enough for a room.
        """
        super().__init__()
        self._item = item
        self._published = published
        self._stem = stem
        self._prompt = tuple(prompt)
        self._last_time = last_time
        self._paired = tuple(paired)
        self._rounds = tuple(rounds)
        self._tall = tall

    def _make(self, width: int) -> list[Content]:
        item = self._item
        spread = everyone(item)
        asked = [*sentences((self._stem,), width, QUIET), *sentences((item.text,), width, "bold")]
        prompt = sentences(self._prompt, width, "$text-accent")
        last_time = sentences((self._last_time,), width, QUIET)
        if spread is None:
            return _with_gaps((asked, prompt, sentences((NO_ANSWERS,), width), last_time))
        strip = Drawing(_laid(Row("", spread, item.break_after)), width, tall=self._tall)
        parts = (
            asked,
            prompt,
            strip.rows(),
            legend_content(legend(item)).lines(width),
            sentences((CANNOT_BE_SEEN,), width) if spread.many_cannot_tell else [],
            self._groups(width, strip.cell),
            sentences((views_in_short(item),), width),
            self._over_time(width, strip.cell),
            self._hands(width, strip.cell),
            self._pairs(item.paired, width) if item.paired else [],
            last_time,
        )
        return _with_gaps(parts)

    def _groups(self, width: int, cell: int) -> list[Content]:
        strips, groups = group_strips(self._item, self._published), shown_groups(self._item, self._published)
        if strips is None or groups is None:
            return sentences((NO_GROUPS,), width)
        differ = bracket(self._item, strips) is not None
        laid = Laid(strips, tuple(beside(spread) for _, spread in groups), bracket=differ)
        return Drawing(laid, width, most=cell).rows()

    def _over_time(self, width: int, cell: int) -> list[Content]:
        if len(self._rounds) < 2:
            return []
        spreads = [spread for _, item in self._rounds if (spread := everyone(item)) is not None]
        laid = Laid(round_strips(self._rounds), tuple(map(beside, spreads)))
        moved = moved_lines(self._item, self._published, [published for published, _ in self._rounds])
        return [*Drawing(laid, width, most=cell).rows(), *sentences(moved, width)]

    def _hands(self, width: int, cell: int) -> list[Content]:
        hands = self._item.spread_of(SHOW_OF_HANDS)
        if hands is None:
            return []
        return Drawing(_laid(Row(SHOW_OF_HANDS_HEADING, hands, self._item.break_after)), width, most=cell).rows()

    def _pairs(self, paired: Paired, width: int) -> list[Content]:
        laid = Laid(lay_pairs(paired, WITH_A_CODE), (paired_in_short(paired),), PAIRED_SIGNS)
        return [*Drawing(laid, width, most=CELLS[2]).rows(), *sentences(self._paired, width, QUIET)]


def _laid(row: Row) -> Laid:
    """Lay one strip alone."""
    return Laid(lay((row,)), (beside(row.spread),))


def _with_gaps(parts: Sequence[Sequence[Content]]) -> list[Content]:
    lines: list[Content] = []
    for part in parts:
        if part:
            lines += [Content(), *part] if lines else part
    return lines


class Sheet:
    """The strips of a list of questions, drawn alike in every line of it."""

    def __init__(self, laid: Laid) -> None:
        self._laid = laid
        self._drawings: dict[int, Drawing] = {}

    def row(self, at: int, width: int) -> list[Content]:
        """Draw the strip of one question."""
        if width not in self._drawings:
            self._drawings[width] = Drawing(self._laid, width, most=CELLS[2])
        return self._drawings[width].row(at)


@dataclass(frozen=True, slots=True)
class StripLine(Line):
    """A question to choose, with its strip, and what is remarkable about its answers; `at` is its row in the sheet."""

    sheet: Sheet = field(default_factory=lambda: Sheet(Laid(lay(()), ())))
    at: int = 0
    marks: str = ""


class StripList(PointedList):
    """Lists questions to choose from, each with its strip under it."""

    def _prompt(self, index: int, line: Line) -> Lines:
        if not isinstance(line, StripLine):
            return Heading(line, first=index == 0)
        return StripPrompt(self._pointer(index) + Content.styled(f"{line.key}  ", QUIET), line)


class Heading(Lines):
    """A heading in a list, with a line above it, and what is said under it."""

    def __init__(self, line: Line, *, first: bool) -> None:
        super().__init__()
        self._line = line
        self._first = first

    def _make(self, width: int) -> list[Content]:
        above = [] if self._first else [Content()]
        return [
            *above,
            *sentences((self._line.name,), width, HEADING),
            *sentences((self._line.detail,), width, "$foreground"),
        ]


class StripPrompt(Lines):
    """A question in a list: its text, its strip, its marks, and a line of detail."""

    def __init__(self, mark: Content, line: StripLine) -> None:
        super().__init__()
        self._mark = mark
        self._line = line

    def _make(self, width: int) -> list[Content]:
        line, indent = self._line, Content(" " * self._mark.cell_length)
        room = max(width - indent.cell_length, 1)
        under = [
            *line.sheet.row(line.at, room),
            *sentences((line.marks,), room, "$text-accent"),
            *sentences((line.detail,), room, QUIET),
        ]
        first, *more = Content.styled(shown(line.name), "bold").wrap(room)
        return [self._mark + first, *(indent + each for each in (*more, *under))]


TONES = {"": "$foreground", "quiet": "$text-muted", "bold": "bold $foreground"}


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
            return Heading(line, first=index == 0)
        return super()._prompt(index, line)
