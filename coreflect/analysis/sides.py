"""Says of each item how differently the two sides answered it, where both may be shown.

Only published counts are compared: in a private round the pictures of the two sides, in an open one the sums of the
perspectives on each side, where these are everyone. A side of one person is never named: that would be about them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.chance import Floats, ahead, delta_by_chance, more_than_chance
from coreflect.analysis.pictures import NUMBER_OF, Column, Matrix, Table
from coreflect.core.answers import EVERY_SIDE, EVERYONE, EVERYONE_ELSE, PERSPECTIVES, SIDES, SIDES_BEFORE
from coreflect.core.banks.read import MOST_LEVELS
from coreflect.core.results import BetweenSides

ONE_IN = 5
"""Of the items on which the sides are named as apart, 1 in so many is expected to be false, or else ..."""
SMALL_CHANCE = 1 / 100
"""... chance alone makes such a difference on an item at most so often."""
FEWEST_PEOPLE = 2

_SIDE_OF = {
    NUMBER_OF[perspective.code]: SIDES.index(perspective.side)
    for perspective in PERSPECTIVES
    if perspective.side in SIDES
}
_SIDE_OF |= {NUMBER_OF[side]: place for sides in (SIDES, SIDES_BEFORE) for place, side in enumerate(sides)}
_ON_NEITHER = [NUMBER_OF[perspective.code] for perspective in PERSPECTIVES if perspective.side not in SIDES]


def between_sides(table: Table, asked: Sequence[AskedItem]) -> list[BetweenSides | None]:
    """Compare the sides on each item of each round, one round after another; None where they may not be compared."""
    counts = np.zeros((len(SIDES), len(table.numbers), table.counts.shape[1]), dtype=np.int64)
    for group, side in _SIDE_OF.items():
        rows = table.shown & (table.group == group)
        counts[side, table.item[rows]] += table.counts[rows]
    rows = table.shown & (table.group == NUMBER_OF[EVERYONE])
    everyone = np.zeros_like(counts[0])
    everyone[table.item[rows]] = table.counts[rows]
    sides = counts[:, :, :MOST_LEVELS]
    neither = np.zeros_like(everyone)
    rows = table.shown & np.isin(table.group, _ON_NEITHER)
    neither[table.item[rows]] = table.counts[rows]
    # In a private round a side is shown only where both are, with those on neither side; in an open one all are known.
    is_private = np.zeros(len(table.numbers), dtype=np.bool_)
    is_private[table.item[table.shown & np.isin(table.group, [NUMBER_OF[side] for side in EVERY_SIDE])]] = True
    all_known = (counts.sum(axis=0) + neither == everyone).all(axis=1)
    both = (is_private | all_known) & (sides.sum(axis=2) > 0).all(axis=0)
    at = np.flatnonzero(both)
    breaks = np.array([item.break_after for item in asked], dtype=np.int64)[table.numbers[at]]
    first, second = (_in_halves(side[at], breaks) for side in sides)
    more, pairs = ahead(first, second), first.sum(axis=1) * second.sum(axis=1)
    chances = delta_by_chance(first, second)
    listed = named_apart(first, second, chances, table.round_of[at])
    was_before = np.zeros(len(table.numbers), dtype=np.bool_)
    was_before[table.item[table.shown & (table.group == NUMBER_OF[EVERYONE_ELSE])]] = True
    of_item = (SIDES_BEFORE if before else SIDES for before in was_before[at].tolist())
    further_up = [
        names[1] if which > 0 else names[0] if which < 0 else ""
        for names, which in zip(of_item, more.tolist(), strict=True)
    ]
    columns = (np.abs(more), pairs, breaks, chances, listed)
    found: list[BetweenSides | None] = [None] * len(table.numbers)
    for item, *fields in zip(at.tolist(), further_up, *(column.tolist() for column in columns), strict=True):
        found[item] = BetweenSides(*fields)
    return found


def named_apart(first: Matrix, second: Matrix, chances: Floats, family: Column) -> NDArray[np.bool_]:
    """Say on which items the sides are named as having answered differently.

    Takes how many of each side chose each level, the chances that `delta_by_chance` returns, and the number of the
    round of each item. In three of four cases or more one of the one side, taken at random, chose further up than one
    of the other, equal answers counting half to each: delta is at least a half. And chance does not explain it.
    """
    people = first.sum(axis=1), second.sum(axis=1)
    is_large = 2 * np.abs(ahead(first, second)) >= people[0] * people[1]
    not_chance = (chances <= SMALL_CHANCE) | more_than_chance(chances, family, ONE_IN)
    named: NDArray[np.bool_] = is_large & not_chance & (np.minimum(*people) >= FEWEST_PEOPLE)
    return named


def _in_halves(levels: Matrix, breaks: Matrix) -> Matrix:
    """Cut the levels in two after the break of each row; a row without one keeps its levels."""
    place = np.arange(levels.shape[1])
    is_cut = breaks[:, np.newaxis] > 0
    is_low = place < breaks[:, np.newaxis]
    halves = np.zeros_like(levels)
    halves[:, 0] = np.where(is_low, levels, 0).sum(axis=1)
    halves[:, 1] = np.where(is_low, 0, levels).sum(axis=1)
    return np.where(is_cut, halves, levels)
