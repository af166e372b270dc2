"""Shows one item on a wall: its whole wording, a strip of everyone, the groups, the rounds before, and what was said.

What the small-group rule keeps back is not in what these take.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from coreflect.core.answers import EVERYONE, SHOW_OF_HANDS
from coreflect.core.results import Paired, PublishedItem, PublishedRound
from coreflect.core.strips import Row, Strips, lay, lay_pairs
from coreflect.core.texts.results import (
    CANNOT_BE_SEEN,
    NO_ANSWERS,
    NO_GROUPS,
    NOT_COMPARED,
    PAIRED_SIGNS,
    SHOW_OF_HANDS_HEADING,
    WITH_A_CODE,
    chose_a_level,
    paired_in_short,
)
from coreflect.core.texts.words import plain_date
from coreflect.reporting.look_back import (
    Key,
    RoundColumn,
    Team,
    cannot_be_compared,
    latest_item,
    round_columns,
)
from coreflect.reporting.look_back_text import Piece, item_pieces, runs, why_none
from coreflect.reporting.moved import moved_lines
from coreflect.reporting.strips import beside, bracket, group_strips, legend, round_strips, signs_of, views_in_short
from coreflect.reporting.text import everyone, shown_groups
from coreflect.tui.widgets.strips import (
    BESIDE_OTHERS,
    COLUMNS_A_LINE,
    IN_A_LIST,
    IN_A_WIDE_LIST,
    READABLE,
    Drawing,
    Laid,
    LegendLines,
    sentences,
)
from coreflect.tui.widgets.text import Lines

QUIET = "$text-muted"
HEADING = "bold $text-heading"
BROKEN = "┄┄┄"
LESS = 2
"""How many lines less than everyone's strip those of the groups take, and the strips under them than these.

Where no groups are shown, the rounds take their place.
"""
MANY_ROUNDS = 4
"""More rounds than these take a line each, also where their cells are small."""


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
        lines: int = 1,
        height: int = 0,
    ) -> None:
        """Takes the item, its round, and the stem, the prompt's lines and where the room stood last time, where shown.

        `paired` says how people who took a code answered then and now. `rounds` are those with which the item can be
        compared, the oldest first and its own last. Everyone's strip takes so many `lines`, to be seen from afar,
        and those under it as many less as it takes for all of them to be in sight in this `height`.
        """
        super().__init__()
        self._item = item
        self._published = published
        self._stem = stem
        self._prompt = tuple(prompt)
        self._last_time = last_time
        self._paired = tuple(paired)
        self._rounds = tuple(rounds)
        self._strip_lines, self._height = lines, height

    def _make(self, width: int) -> list[Content]:
        return in_sight(lambda lines: self._with_groups(width, lines), self._strip_lines - LESS, self._height)

    def _with_groups(self, width: int, lines: int) -> list[Content]:
        """Draw all of it, with so many lines for the strip of each group."""
        item = self._item
        spread = everyone(item)
        asked = [*sentences((self._stem,), width, QUIET), *sentences((item.text,), width, "bold")]
        prompt = sentences(self._prompt, width, "$text-accent")
        last_time = sentences((self._last_time,), width, QUIET)
        if spread is None:
            return _with_gaps((asked, prompt, sentences((NO_ANSWERS,), width), last_time))
        strip = Drawing(
            Laid(lay((Row("", spread, item.break_after),)), (beside(spread),)),
            width,
            lines=self._strip_lines,
            most=max(self._strip_lines * COLUMNS_A_LINE, IN_A_WIDE_LIST),
        )
        under = lines - LESS if group_strips(item, self._published) else lines
        parts = (
            asked,
            prompt,
            strip.rows(),
            LegendLines(legend(item), signs_of(self._item, *(asked for _, asked in self._rounds))).lines(width),
            sentences((CANNOT_BE_SEEN,), width) if spread.many_cannot_tell else [],
            self._groups(width, strip.cell, lines),
            sentences((views_in_short(item),), width),
            self._over_time(width, strip.cell, under),
            self._hands(width, strip.cell, lines - LESS),
            self._pairs(item.paired, width) if item.paired else [],
            last_time,
        )
        return _with_gaps(parts)

    def _groups(self, width: int, cell: int, lines: int) -> list[Content]:
        strips = group_strips(self._item, self._published)
        if strips is None:
            may_not = shown_groups(self._item, self._published) is None
            return sentences((NO_GROUPS if may_not else "",), width)
        laid = counted(strips, bracket=bracket(self._item, strips) is not None)
        return Drawing(laid, width, lines=max(lines, 1), most=cell).rows()

    def _over_time(self, width: int, cell: int, lines: int) -> list[Content]:
        if len(self._rounds) < 2:
            return []
        moved = moved_lines(self._item, self._published, [published for published, _ in self._rounds])
        laid = counted(round_strips(self._rounds))
        return [*Drawing(laid, width, lines=max(lines, 1), most=cell).rows(), *sentences(moved, width)]

    def _hands(self, width: int, cell: int, lines: int) -> list[Content]:
        hands = self._item.spread_of(SHOW_OF_HANDS)
        if hands is None:
            return []
        laid = counted(lay((Row(SHOW_OF_HANDS_HEADING, hands, self._item.break_after),)))
        return Drawing(laid, width, lines=max(lines, 1), most=cell).rows()

    def _pairs(self, paired: Paired, width: int) -> list[Content]:
        return [*_pair_rows(paired, width), *sentences(self._paired, width, QUIET)]


class RoundsPicture(Lines):
    """An item in all rounds of a team, the oldest first, as one group answered it, and what is said of them."""

    def __init__(self, team: Team, key: Key, group: str = EVERYONE, *, lines: int = 1, height: int = 0) -> None:
        """Takes the team, the item's key, and whose answers are shown; a strip takes so many `lines`, or fewer.

        It takes as many as it takes for all of them to be in sight in this `height`.
        """
        super().__init__()
        self._strip_lines, self._height = lines, height
        self._team = team
        self._key = key
        self._group = group

    def _make(self, width: int) -> list[Content]:
        return in_sight(lambda lines: self._with_rounds(width, lines), self._strip_lines, self._height)

    def _with_rounds(self, width: int, lines: int) -> list[Content]:
        """Draw all of it, with so many lines for the strip of each round."""
        columns = round_columns(self._team, self._key, self._group)
        item = latest_item(columns)
        paired = [column.item.paired for column in columns if column.item and column.item.paired]
        return _with_gaps(
            (
                sentences((item.text if item else "",), width, "bold"),
                *(part for run in runs(columns) for part in self._run(run, width, lines)),
                _pair_rows(paired[-1], width) if paired and self._group == EVERYONE else [],
                *(piece_lines(piece, width) for piece in item_pieces(self._team, self._key, self._group)),
            )
        )

    def _run(self, run: Sequence[RoundColumn], width: int, strip_lines: int) -> tuple[list[Content], list[Content]]:
        """Draw rounds whose levels mean the same under each other; a line stands where two are not compared."""
        asked = [(column.published, column.item) for column in run if column.item and column.spread]
        item = latest_item(run)
        least, most = 1 if len(asked) > MANY_ROUNDS else READABLE, max(IN_A_LIST, strip_lines * COLUMNS_A_LINE)
        laid = counted(round_strips(asked, self._group))
        drawing = Drawing(laid, width, lines=strip_lines, most=most, least=least)
        numbers = iter(range(len(asked)))
        lines: list[Content] = []
        for at, column in enumerate(run):
            if at and cannot_be_compared(column):
                lines.append(Content.styled(f"{BROKEN} {NOT_COMPARED} {BROKEN}", QUIET))
            if column.item and column.spread:
                lines += drawing.row(next(numbers))
            else:
                lines += sentences((f"{plain_date(column.published.date)}  {why_none(column)}",), width, QUIET)
        named = signs_of(*(item for _, item in asked), group=self._group)
        return LegendLines(legend(item), named).lines(width) if item else [], lines


def in_sight(draw: Callable[[int], list[Content]], lines: int, height: int) -> list[Content]:
    """Draw strips of so many lines, of fewer where not all would be in sight in this height, and of one at least."""
    drawn = draw(max(lines, 1))
    while len(drawn) > height and lines > 1:
        lines -= LESS
        drawn = draw(max(lines, 1))
    return drawn


def _pair_rows(paired: Paired, width: int) -> list[Content]:
    laid = Laid(lay_pairs(paired, WITH_A_CODE), (paired_in_short(paired),), PAIRED_SIGNS)
    return Drawing(laid, width, most=BESIDE_OTHERS).rows()


def counted(strips: Strips, *, bracket: bool = False) -> Laid:
    """Say beside each strip how many chose a level; those who did not have their signs."""
    return Laid(strips, tuple(chose_a_level(strip.chose) for strip in strips.rows), bracket=bracket)


def _with_gaps(parts: Sequence[Sequence[Content]]) -> list[Content]:
    lines: list[Content] = []
    for part in parts:
        if part:
            lines += [Content(), *part] if lines else part
    return lines


TONES = {"": "$foreground", "quiet": "$text-muted", "bold": "bold $foreground"}


def piece_lines(piece: Piece, width: int) -> list[Content]:
    """Wrap the sentences of a piece; those under a heading are indented."""
    if not piece.headed:
        return sentences(piece.texts, width, TONES[piece.tone])
    heading, *others = piece.texts
    indented = [Content("  ") + line for line in sentences(others, width - 2, TONES[piece.tone])]
    return [*sentences((heading,), width, HEADING), *indented]


class Pieces(Lines):
    """Shows pieces of text with an empty line between them."""

    def __init__(self, pieces: Sequence[Piece], *, gap: bool = False) -> None:
        """Takes the pieces, and whether an empty line stands before the first."""
        super().__init__()
        self._pieces = tuple(pieces)
        self._gap = gap

    def _make(self, width: int) -> list[Content]:
        lines = _with_gaps([piece_lines(piece, width) for piece in self._pieces])
        return [Content(), *lines] if self._gap else lines
