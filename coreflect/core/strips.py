"""Lays published pictures as strips: one row a question, a group or a round, and one cell a person.

Come here to draw answers: in terminal cells, as a picture in the report, or in the cells of a workbook. The people who
chose a level stand in the order of the levels, as a bar that is as long as they are many; those who chose none stand
apart. Strips laid together have the break of their scale in one column, so that one sees where a room leans. A drawing
adds shades and signs, and never a mean, a percentage or a rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coreflect.core.answers import LEFT_BLANK, NOT_APPLICABLE, NOT_SURE, RATHER_NOT_SAY
from coreflect.core.results import Paired, Spread

MOST_CELLS = 30
"""More people than these are not a cell each: the bar is cut in proportion, and each part says how many they are."""
IN_PROPORTION = 60
"""How many cells a bar has that is cut in proportion."""

SIGNS = {NOT_SURE.code: "?", NOT_APPLICABLE.code: "×", RATHER_NOT_SAY.code: "–", LEFT_BLANK.code: "·"}
"""The sign in the cell of a person who chose no level, by what they answered."""


class Row(NamedTuple):
    """One picture to lay as a strip: the words at its left, the counts, and the level after which the scale breaks."""

    name: str
    spread: Spread
    break_after: int = 0


class Part(NamedTuple):
    """The people on one level, side by side. `level` counts from 1, and `size` is how many cells they take."""

    level: int
    people: int
    size: int


class Strip(NamedTuple):
    """One laid row.

    `indent` is how many cells stay empty before the first part. `others` lists (code, people) of each non-answer that
    somebody gave; they stand to the right of the bar. `levels` is how many levels the scale has, and `break_after` the
    level after which it breaks; 0 where it does not.
    """

    name: str
    indent: int
    parts: tuple[Part, ...]
    others: tuple[tuple[str, int], ...]
    levels: int
    break_after: int = 0

    @property
    def chose(self) -> int:
        """How many people chose a level."""
        return sum(part.people for part in self.parts)

    @property
    def end(self) -> int:
        """The cell after the bar's last one."""
        return self.indent + sum(part.size for part in self.parts)

    @property
    def middle(self) -> float:
        """Where the middle of the bar is, in cells from the left."""
        return (self.indent + self.end) / 2


class Strips(NamedTuple):
    """Strips laid together.

    `break_at` is the column, in cells from the left, before which the break of every scale that has one stands; None
    where none has. `width` is how many cells the bars take, `in_proportion` whether their parts stand for more people
    than they have cells.
    """

    rows: tuple[Strip, ...]
    break_at: int | None
    width: int
    in_proportion: bool

    @property
    def most_others(self) -> int:
        """How many people chose no level in the row where most did."""
        return max((sum(people for _, people in row.others) for row in self.rows), default=0)


def lay(rows: Sequence[Row]) -> Strips:
    """Lay pictures as strips under each other, with one column for the break of all scales that have one.

    One row with more than MOST_CELLS people who chose a level puts all of them in proportion, so that lengths compare.
    """
    cells = IN_PROPORTION if any(row.spread.chose > MOST_CELLS for row in rows) else 0
    strips = [
        Strip(
            name=row.name,
            indent=0,
            parts=_parts(row.spread.levels, cells),
            others=_others(row.spread),
            levels=len(row.spread.levels),
            break_after=row.break_after,
        )
        for row in rows
    ]
    return _laid(strips, cells)


def within(strips: Strips, cells: int, *, fill: bool = False) -> Strips:
    """Lay strips that take more cells than there are again, in proportion, as wide as fits.

    With `fill`, strips that are in proportion already take all cells that there are. A part always keeps room for its
    number, so that strips of many parts can still be wider.
    """
    is_filled = fill and strips.in_proportion
    if strips.width <= cells and not is_filled:
        return strips
    laid = strips
    for of in range(cells if is_filled else min(cells, IN_PROPORTION), 0, -1):
        laid = _laid([strip._replace(parts=_parts(_levels(strip), of)) for strip in strips.rows], of)
        if laid.width <= cells:
            break
    return laid


def lay_pairs(paired: Paired, name: str = "") -> Strips:
    """Lay the people who took a code and chose a level both times: further down, the same, further up."""
    levels = (paired.lower, paired.same, paired.higher)
    cells = IN_PROPORTION if sum(levels) > MOST_CELLS else 0
    return _laid([Strip(name, 0, _parts(levels, cells), (), len(levels))], cells)


def in_part(level: int, people: int) -> str:
    """Write a level's number and how many chose it, as they stand in a part of a bar in proportion."""
    return f"{level}: {people:,}"


def shade(level: int, levels: int) -> float:
    """Return how dark a level's cells are, from 0 for the first level to 1 for the last."""
    return (level - 1) / (levels - 1) if levels > 1 else 1.0


def _laid(strips: Iterable[Strip], cells: int) -> Strips:
    """Put the breaks of strips into one column; `cells` is how many a bar has in proportion, 0 where it is not."""
    found = [(strip, sum(part.size for part in strip.parts if part.level <= strip.break_after)) for strip in strips]
    break_at = max((before for strip, before in found if strip.break_after), default=None)
    laid = tuple(strip._replace(indent=(break_at or 0) - before if strip.break_after else 0) for strip, before in found)
    return Strips(laid, break_at, max((strip.end for strip in laid), default=0), bool(cells))


def _levels(strip: Strip) -> tuple[int, ...]:
    people = {part.level: part.people for part in strip.parts}
    return tuple(people.get(level, 0) for level in range(1, strip.levels + 1))


def _parts(levels: Sequence[int], cells: int) -> tuple[Part, ...]:
    """Make a part of each level that anybody chose: a cell a person, or so many cells in proportion."""
    sizes = _proportional(levels, cells) if cells else levels
    return tuple(
        Part(level, people, size) for level, (people, size) in enumerate(zip(levels, sizes, strict=True), 1) if people
    )


def _proportional(levels: Sequence[int], cells: int) -> Sequence[int]:
    """Share out the cells of a bar by the largest remainder; a level that anybody chose keeps room for its number."""
    chose = sum(levels)
    if not chose:
        return levels
    needed = [len(in_part(level, people)) + 2 if people else 0 for level, people in enumerate(levels, 1)]
    sizes = [people * cells // chose for people in levels]
    by_remainder = sorted(range(len(levels)), key=lambda at: -(levels[at] * cells % chose))
    for at in by_remainder[: cells - sum(sizes)]:
        sizes[at] += 1
    for at, room in enumerate(needed):
        while sizes[at] < room:
            widest = max(range(len(sizes)), key=lambda other: sizes[other] - needed[other])
            if sizes[widest] <= needed[widest]:
                return needed
            sizes[widest] -= 1
            sizes[at] += 1
    return sizes


def _others(spread: Spread) -> tuple[tuple[str, int], ...]:
    given = (
        (NOT_SURE.code, spread.not_sure),
        (NOT_APPLICABLE.code, spread.not_applicable),
        (RATHER_NOT_SAY.code, spread.rather_not_say),
        (LEFT_BLANK.code, spread.left_blank),
    )
    return tuple((code, people) for code, people in given if people)
