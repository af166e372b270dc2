"""Makes pictures from counts: which may be shown, and how each group's answers are spread.

A picture that may not be shown has no counts. A matrix has a row for each picture and a column for each level, the
first level first; columns beyond the last level of a scale hold 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.count import NON_ANSWER_SLOTS, SLOTS, Counts, distinct_rows
from coreflect.core.answers import (
    EVERY_SIDE,
    EVERYONE,
    LEFT_BLANK,
    PERSPECTIVES,
    SHOW_OF_HANDS,
    SIDE_OF,
    SIDES,
    Sides,
    is_on,
)
from coreflect.core.banks.read import FEWEST_LEVELS, MOST_LEVELS
from coreflect.core.results import GROUPS, Move, Picture, Spread, far_from

Matrix = NDArray[np.int64]
Column = NDArray[np.int64]

NUMBER_OF = {group: number for number, group in enumerate(GROUPS)}
"""The number of each group, by which tables know it."""

_PICTURE: Callable[[tuple[Any, ...]], Picture] = partial(tuple.__new__, Picture)
"""Makes a named tuple without checking its fields, because a programme has millions of them."""
_NOT_SHOWN = Move("", "not shown")


class RoundOutline(NamedTuple):
    """A round whose answers are counted: its id, team, items by number, and what may be shown of it.

    `fewest` pairs each group that may be shown with the number of its people who must have been asked an item; it is
    empty where nothing may be shown. `show_of_hands` maps an item's number to {answer: raised hands}; `sides` are the
    two sides of the round.
    """

    round: str
    team: str
    items: tuple[int, ...]
    private: bool
    fewest: tuple[tuple[str, int], ...]
    show_of_hands: Mapping[int, Mapping[str, int]]
    sides: Sides = SIDES


class ShownRows(NamedTuple):
    """The pictures that may be shown, in the order of their table: item, group, and how many chose each level."""

    item: Column
    group: Column
    levels: Matrix


class Table(NamedTuple):
    """Pictures as columns, ordered by item, then group, and the items to which they belong.

    `round_of` holds the index of the round of each item of each round, one round after another, and `numbers` the
    item's number. `item` is an index into both, `group` an index into GROUPS; `counts` has a column for each slot.
    """

    round_of: Column
    numbers: Column
    item: Column
    group: Column
    counts: Matrix
    shown: NDArray[np.bool_]

    def shown_rows(self) -> ShownRows:
        """Return the pictures that may be shown; nothing that is withheld is in them."""
        return ShownRows(self.item[self.shown], self.group[self.shown], self.counts[self.shown, :MOST_LEVELS])


def table_of(counts: Counts, asked: Sequence[AskedItem], outlines: Sequence[RoundOutline]) -> Table:
    """Make a table of all pictures.

    Takes the counts that `count` returns, the items by number, and the rounds' outlines, ordered by team and date.
    """
    round_of = np.repeat(np.arange(len(outlines)), [len(outline.items) for outline in outlines])
    numbers = np.array([number for outline in outlines for number in outline.items], dtype=np.int64)
    private = np.array([outline.private for outline in outlines], dtype=np.bool_)[round_of]
    fewest = np.zeros((len(outlines), len(GROUPS)), dtype=np.int64)
    for number, outline in enumerate(outlines):
        for allowed, people in outline.fewest:
            fewest[number, NUMBER_OF[allowed]] = people
    everyone: Matrix = counts.sum(axis=1)
    parts: list[tuple[Column, str, Matrix]] = [(np.arange(len(round_of)), EVERYONE, everyone)]
    for side in EVERY_SIDE:
        has_side = np.array([outline.private and side in outline.sides for outline in outlines], dtype=np.bool_)
        at: Column = np.flatnonzero(has_side[round_of])
        places = [place for place, perspective in enumerate(PERSPECTIVES) if is_on(side, SIDE_OF[perspective.code])]
        parts.append((at, side, counts[at][:, places].sum(axis=1)))
    for place, perspective in enumerate(PERSPECTIVES):
        at = np.flatnonzero(~private & (fewest[round_of, NUMBER_OF[perspective.code]] > 0))
        parts.append((at, perspective.code, counts[at, place]))
    parts.append(_shows_of_hands(asked, outlines))
    item = np.concatenate([at for at, _, _ in parts])
    group = np.concatenate([np.full(len(at), NUMBER_OF[name], dtype=np.int64) for at, name, _ in parts])
    order = np.lexsort((group, item))
    item, group = item[order], group[order]
    rows = np.concatenate([part for _, _, part in parts])[order]
    floor = fewest[round_of[item], group]
    shown = (floor > 0) & (rows.sum(axis=1) >= floor)
    # A side is shown only where everyone together is. Each item has exactly one row of everyone, in order.
    of_everyone = shown[group == NUMBER_OF[EVERYONE]][item]
    shown &= of_everyone | (group == NUMBER_OF[SHOW_OF_HANDS])
    return Table(round_of, numbers, item, group, rows, shown)


def _shows_of_hands(asked: Sequence[AskedItem], outlines: Sequence[RoundOutline]) -> tuple[Column, str, Matrix]:
    at: list[int] = []
    rows: list[list[int]] = []
    start = 0
    for outline in outlines:
        for place, number in enumerate(outline.items):
            if number in outline.show_of_hands:
                slots = {level: slot for slot, level in enumerate(asked[number].level_ids)} | NON_ANSWER_SLOTS
                row = [0] * SLOTS
                for answer, people in outline.show_of_hands[number].items():
                    row[slots.get(answer, NON_ANSWER_SLOTS[LEFT_BLANK.code])] += people
                at.append(start + place)
                rows.append(row)
        start += len(outline.items)
    return np.array(at, dtype=np.int64), SHOW_OF_HANDS, np.array(rows, dtype=np.int64).reshape(len(at), SLOTS)


def draw(
    table: Table, asked: Sequence[AskedItem], since_before: Sequence[Move], since_first: Sequence[Move | None]
) -> list[tuple[Picture, ...]]:
    """Draw the pictures of each item of each round, one round after another, with how each that is shown moved."""
    counts = table.counts[table.shown]
    widths = np.array([len(item.levels) for item in asked], dtype=np.int64)[table.numbers[table.item[table.shown]]]
    # Small groups often have the same counts, so each distinct row is turned into a spread once.
    kind, first = distinct_rows((*counts.T, widths))
    drawn = _drawn_spreads(counts[first], widths[first])
    names = map(GROUPS.__getitem__, table.group[table.shown].tolist())
    spreads_of = map(drawn.__getitem__, kind.tolist())
    pictures = list(map(_PICTURE, zip(names, spreads_of, since_before, since_first, strict=True)))
    if not table.shown.all():
        hidden = [Picture(group, None, _NOT_SHOWN) for group in GROUPS]
        shown, pictures = pictures, [hidden[group] for group in table.group.tolist()]
        for row, picture in zip(np.flatnonzero(table.shown).tolist(), shown, strict=True):
            pictures[row] = picture
    ends = np.cumsum(np.bincount(table.item, minlength=len(table.numbers))).tolist()
    return [tuple(pictures[start:end]) for start, end in pairwise([0, *ends])]


def _drawn_spreads(counts: Matrix, widths: Column) -> list[Spread]:
    columns = (
        counts.sum(axis=1).tolist(),
        _cut_to_scale(counts[:, :MOST_LEVELS], widths),
        *counts[:, MOST_LEVELS:].T.tolist(),
        *(column.tolist() for column in spreads(counts[:, :MOST_LEVELS], widths)[1:]),
    )
    return list(map(Spread._make, zip(*columns, strict=True)))


def _cut_to_scale(levels: Matrix, widths: Column) -> list[tuple[int, ...]]:
    """Return each row as a tuple that is as long as its item's scale."""
    of_width = {width: zip(*levels[widths == width, :width].T.tolist(), strict=True) for width in set(widths.tolist())}
    return [next(of_width[width]) for width in widths.tolist()]


class Spreads(NamedTuple):
    """For each row: people who chose a level, their pairs, the pairs far apart, and the two median levels."""

    chose: Column
    pairs: Column
    pairs_far: Column
    middle_low: Column
    middle_high: Column


def spreads(levels: Matrix, widths: Column) -> Spreads:
    """Count pairs of people, and find the median levels.

    Takes a matrix of people with a row for each picture and a column for each level, and how many levels the scale of
    each row has. With n people there are n(n-1)/2 pairs; a pair is far apart where its answers differ by as many levels
    as `far_from` says. The lower and the upper median of an ordered variable are the answers of person (n+1)//2 and of
    person n//2+1 when people are ordered by their answers; levels are numbered from 1, and 0 means that nobody chose
    one.
    """
    chose = levels.sum(axis=1)
    return Spreads(
        chose=chose,
        pairs=chose * (chose - 1) // 2,
        pairs_far=_pairs_far(levels, widths),
        middle_low=_level_of_person(levels, (chose + 1) // 2),
        middle_high=_level_of_person(levels, np.where(chose > 0, chose // 2 + 1, 0)),
    )


def _pairs_far(levels: Matrix, widths: Column) -> Column:
    far_of_width = np.array([far_from(max(width, FEWEST_LEVELS)) for width in range(MOST_LEVELS + 1)])
    far = far_of_width[widths]
    pairs = np.zeros(len(levels), dtype=np.int64)
    for apart in range(1, MOST_LEVELS):
        pairs += np.where(far <= apart, (levels[:, apart:] * levels[:, :-apart]).sum(axis=1), 0)
    return pairs


def _level_of_person(levels: Matrix, person: Column) -> Column:
    """Return the level, numbered from 1, that the person at this place in the order chose; 0 for place 0."""
    reached = np.cumsum(levels, axis=1) >= person[:, np.newaxis]
    return np.where(person > 0, reached.argmax(axis=1) + 1, 0)
