"""Makes pictures from counts: how each group's answers are spread, and what moved since the previous round.

A picture that may not be shown has no counts. Two rounds are compared only where an item means the same and has the
same scale in both. A matrix has a row for each picture and a column for each level, the first level first; columns
beyond the last level of a scale hold 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.count import NON_ANSWER_SLOTS, SLOTS, Counts, distinct_rows
from coreflect.core.answers import EVERYONE, LEFT_BLANK, PERSPECTIVES, SHOW_OF_HANDS, SIDE_OF, SIDES
from coreflect.core.banks.comparable import why_not
from coreflect.core.banks.read import MOST_LEVELS
from coreflect.core.results import GROUPS, Move, Picture, Spread, WhyNot

Matrix = NDArray[np.int64]
Column = NDArray[np.int64]

_NUMBER_OF = {group: number for number, group in enumerate(GROUPS)}

_PICTURE: Callable[[tuple[Any, ...]], Picture] = partial(tuple.__new__, Picture)
_MOVE: Callable[[tuple[Any, ...]], Move] = partial(tuple.__new__, Move)
"""Make named tuples without checking their fields, because a programme has millions of them."""
_FIRST_ROUND = Move("", None, "first round")
_NOT_SHOWN = Move("", None, "not shown")


class RoundOutline(NamedTuple):
    """A round whose answers are counted: its id, team, items by number, and what may be shown of it.

    `fewest` pairs each group that may be shown with the number of its people who must have been asked an item; it is
    empty where nothing may be shown. `show_of_hands` maps an item's number to {answer: raised hands}.
    """

    round: str
    team: str
    items: tuple[int, ...]
    private: bool
    fewest: tuple[tuple[str, int], ...]
    show_of_hands: Mapping[int, Mapping[str, int]]


class DrawnPictures(NamedTuple):
    """The pictures of each item of each round, one round after another, and whether the item is seen differently."""

    pictures: list[tuple[Picture, ...]]
    seen_differently: list[bool]


class _Table(NamedTuple):
    """The pictures as columns, ordered by item, then group.

    `item` is the index among the items of all rounds, `group` the index in GROUPS; `counts` has a column for each slot.
    """

    item: Column
    group: Column
    counts: Matrix
    shown: NDArray[np.bool_]


def pictures(counts: Counts, asked: Sequence[AskedItem], outlines: Sequence[RoundOutline]) -> DrawnPictures:
    """Make every picture.

    Takes the counts that `count` returns, the items by number, and the rounds' outlines, ordered by team and date.
    """
    round_of = np.repeat(np.arange(len(outlines)), [len(outline.items) for outline in outlines])
    numbers = np.array([number for outline in outlines for number in outline.items], dtype=np.int64)
    table = _table(counts, asked, outlines, round_of)
    moves = _moves(table, asked, outlines, round_of, numbers)
    drawn = _draw(table, numbers, asked, moves)
    ends = np.cumsum(np.bincount(table.item, minlength=len(numbers))).tolist()
    return DrawnPictures(
        pictures=[tuple(drawn[start:end]) for start, end in pairwise([0, *ends])],
        seen_differently=_seen_differently(table, outlines, round_of),
    )


def _table(counts: Counts, asked: Sequence[AskedItem], outlines: Sequence[RoundOutline], round_of: Column) -> _Table:
    private = np.array([outline.private for outline in outlines], dtype=np.bool_)[round_of]
    fewest = np.zeros((len(outlines), len(GROUPS)), dtype=np.int64)
    for number, outline in enumerate(outlines):
        for allowed, people in outline.fewest:
            fewest[number, _NUMBER_OF[allowed]] = people
    of_side = {side: np.zeros((len(round_of), SLOTS), dtype=np.int64) for side in SIDES}
    for place, each in enumerate(PERSPECTIVES):
        of_side[SIDE_OF[each.code]] += counts[:, place]
    everyone: Matrix = sum(of_side.values(), np.zeros_like(of_side[SIDES[0]]))
    parts: list[tuple[Column, str, Matrix]] = [(np.arange(len(round_of)), EVERYONE, everyone)]
    at: Column = np.flatnonzero(private)
    parts += [(at, side, side_counts[at]) for side, side_counts in of_side.items()]
    for place, each in enumerate(PERSPECTIVES):
        at = np.flatnonzero(~private & (fewest[round_of, _NUMBER_OF[each.code]] > 0))
        parts.append((at, each.code, counts[at, place]))
    parts.append(_shows_of_hands(asked, outlines))
    item = np.concatenate([at for at, _, _ in parts])
    group = np.concatenate([np.full(len(at), _NUMBER_OF[name], dtype=np.int64) for at, name, _ in parts])
    order = np.lexsort((group, item))
    item, group = item[order], group[order]
    rows = np.concatenate([part for _, _, part in parts])[order]
    floor = fewest[round_of[item], group]
    shown = (floor > 0) & (rows.sum(axis=1) >= floor)
    # A side is shown only where everyone together is. Each item has exactly one row of everyone, in order.
    of_everyone = shown[group == _NUMBER_OF[EVERYONE]][item]
    return _Table(item, group, rows, shown & (of_everyone | (group == _NUMBER_OF[SHOW_OF_HANDS])))


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


def _moves(
    table: _Table, asked: Sequence[AskedItem], outlines: Sequence[RoundOutline], round_of: Column, numbers: Column
) -> list[Move]:
    """Compare each shown picture with that of the same group in the team's latest earlier round that shows it."""
    item, group = table.item[table.shown], table.group[table.shown]
    levels = table.counts[table.shown, :MOST_LEVELS]
    series = _series(asked, outlines, round_of, numbers)
    before = previous(series[item] * len(GROUPS) + group, round_of[item])
    asked_before = previous(series, round_of)[item]
    moves = [_FIRST_ROUND] * len(item)
    for row in np.flatnonzero((before < 0) & (asked_before >= 0)).tolist():
        moves[row] = Move(outlines[round_of[asked_before[row]]].round, None, "not shown")
    later = np.flatnonzero(before >= 0)
    earlier = before[later]
    chose = levels.sum(axis=1)
    changed = np.full(len(later), -1, dtype=np.int64)
    both = (chose[later] > 0) & (chose[earlier] > 0)
    changed[both] = steps(levels[earlier[both]], levels[later[both]])
    since = [outlines[outline].round for outline in round_of[item[earlier]].tolist()]
    reasons = _reasons(asked, numbers[item[earlier]], numbers[item[later]])
    steps_of = [None if reason or moved < 0 else moved for reason, moved in zip(reasons, changed.tolist(), strict=True)]
    why = [
        reason or ("" if moved is not None else "no level chosen")
        for reason, moved in zip(reasons, steps_of, strict=True)
    ]
    for row, move in zip(later.tolist(), map(_MOVE, zip(since, steps_of, why, strict=True)), strict=True):
        moves[row] = move
    return moves


def _series(asked: Sequence[AskedItem], outlines: Sequence[RoundOutline], round_of: Column, numbers: Column) -> Column:
    """Number the series that each item belongs to: the same item of the same team, in any edition."""
    teams: dict[str, int] = {}
    team = np.array([teams.setdefault(outline.team, len(teams)) for outline in outlines], dtype=np.int64)
    items: dict[tuple[str, str], int] = {}
    item = np.array([items.setdefault((each.bank, each.item), len(items)) for each in asked], dtype=np.int64)
    series: Column = team[round_of] * max(len(items), 1) + item[numbers]
    return series


def _reasons(asked: Sequence[AskedItem], earlier: Column, later: Column) -> list[WhyNot]:
    """Say, for each earlier and later item by number, why the two cannot be compared; empty where they can."""
    pair, first = distinct_rows((earlier, later))
    both = zip(earlier[first].tolist(), later[first].tolist(), strict=True)
    reasons = [why_not(asked[before].read, asked[now].read) for before, now in both]
    return [reasons[number] for number in pair.tolist()]


def _draw(table: _Table, numbers: Column, asked: Sequence[AskedItem], moves: Iterable[Move]) -> list[Picture]:
    counts = table.counts[table.shown]
    widths = np.array([len(item.levels) for item in asked], dtype=np.int64)[numbers[table.item[table.shown]]]
    # Small groups often have the same counts, so each distinct row is turned into a spread once.
    kind, first = distinct_rows((*counts.T, widths))
    drawn = _drawn_spreads(counts[first], widths[first])
    names = map(GROUPS.__getitem__, table.group[table.shown].tolist())
    shown = map(_PICTURE, zip(names, map(drawn.__getitem__, kind.tolist()), moves, strict=True))
    if table.shown.all():
        return list(shown)
    hidden = [Picture(group, None, _NOT_SHOWN) for group in GROUPS]
    all_pictures = [hidden[group] for group in table.group.tolist()]
    for row, picture in zip(np.flatnonzero(table.shown).tolist(), shown, strict=True):
        all_pictures[row] = picture
    return all_pictures


def _drawn_spreads(counts: Matrix, widths: Column) -> list[Spread]:
    columns = (
        counts.sum(axis=1).tolist(),
        _cut_to_scale(counts[:, :MOST_LEVELS], widths),
        *counts[:, MOST_LEVELS:].T.tolist(),
        *(column.tolist() for column in spreads(counts[:, :MOST_LEVELS])[1:]),
    )
    return list(map(Spread._make, zip(*columns, strict=True)))


def _cut_to_scale(levels: Matrix, widths: Column) -> list[tuple[int, ...]]:
    """Return each row as a tuple that is as long as its item's scale."""
    of_width = {width: zip(*levels[widths == width, :width].T.tolist(), strict=True) for width in set(widths.tolist())}
    return [next(of_width[width]) for width in widths.tolist()]


def _seen_differently(table: _Table, outlines: Sequence[RoundOutline], round_of: Column) -> list[bool]:
    """Say, for each item, whether everyone together sees it differently; False where that may not be shown."""
    everyone = table.group == _NUMBER_OF[EVERYONE]
    private = np.array([outline.private for outline in outlines], dtype=np.bool_)[round_of]
    seen = seen_differently(table.counts[everyone, :MOST_LEVELS], private)
    result: list[bool] = (seen & table.shown[everyone]).tolist()
    return result


def steps(earlier: Matrix, later: Matrix) -> Column:
    """Count how many answers would have to change by one level to turn each earlier picture into the later one.

    Takes two matrices of people with a row for each picture and a column for each level; every row has at least one
    answer. Returns whole answers, counted in people of the later round.

    This is the earth mover's distance (first Wasserstein distance) between the two pictures, with one level as the unit
    of distance. On a line it is the area between the cumulative distributions: S. S. Vallender, "Calculation of the
    Wasserstein distance between probability distributions on the line", Theory of Probability and its Applications 18,
    1974. Where the numbers of people differ, the earlier picture is scaled exactly to the number of people in the later
    one, and the result is rounded to whole answers, with halves rounded up.
    """
    people_earlier = earlier.sum(axis=1)
    people_later = later.sum(axis=1)
    apart = np.abs(
        np.cumsum(earlier, axis=1) * people_later[:, np.newaxis]
        - np.cumsum(later, axis=1) * people_earlier[:, np.newaxis]
    ).sum(axis=1)
    rounded: Column = (2 * apart + people_earlier) // (2 * people_earlier)
    return rounded


def previous(series: Column, place: Column) -> Column:
    """Find, for each row, the row before it in the same series.

    Takes the number of the series that each row belongs to, and its place in the series. Returns row indexes; -1 where
    there is no earlier row.
    """
    order = np.lexsort((place, series))
    before = np.full(len(series), -1, dtype=np.int64)
    same = series[order[1:]] == series[order[:-1]]
    before[order[1:][same]] = order[:-1][same]
    return before


class Spreads(NamedTuple):
    """For each row: people who chose a level, their pairs, the pairs far apart, and the two median levels."""

    chose: Column
    pairs: Column
    pairs_far: Column
    middle_low: Column
    middle_high: Column


def spreads(levels: Matrix) -> Spreads:
    """Count pairs of people, and find the median levels.

    Takes a matrix of people with a row for each picture and a column for each level. With n people there are n(n-1)/2
    pairs; a pair is far apart where its answers are two or more levels apart. The lower and the upper median of an
    ordered variable are the answers of person (n+1)//2 and of person n//2+1 when people are ordered by their answers;
    levels are numbered from 1, and 0 means that nobody chose one.
    """
    chose = levels.sum(axis=1)
    return Spreads(
        chose=chose,
        pairs=chose * (chose - 1) // 2,
        pairs_far=(levels * _far_from_each_level(levels)).sum(axis=1) // 2,
        middle_low=_level_of_person(levels, (chose + 1) // 2),
        middle_high=_level_of_person(levels, np.where(chose > 0, chose // 2 + 1, 0)),
    )


def seen_differently(levels: Matrix, private: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say for each row whether it is seen differently: at least 1 pair in 3 is far apart.

    Where `private` is True, a row that would single out one person is not seen differently: a person with nobody else
    within one level, or a person who is in every pair that is far apart.
    """
    found = spreads(levels)
    far = (found.pairs > 0) & (found.pairs_far * 3 >= found.pairs)
    return far & ~(private & _someone_alone(levels, found.pairs_far))


def _someone_alone(levels: Matrix, pairs_far: Column) -> NDArray[np.bool_]:
    far_from = _far_from_each_level(levels)
    single = levels == 1
    nobody_near = single & (far_from == levels.sum(axis=1, keepdims=True) - 1)
    in_every_far_pair = single & (far_from == pairs_far[:, np.newaxis])
    alone: NDArray[np.bool_] = (nobody_near | in_every_far_pair).any(axis=1) & (pairs_far > 0)
    return alone


def _far_from_each_level(levels: Matrix) -> Matrix:
    """Count, for each level, the people who chose a level that is two or more levels away from it."""
    near = levels.copy()
    near[:, 1:] += levels[:, :-1]
    near[:, :-1] += levels[:, 1:]
    far: Matrix = levels.sum(axis=1, keepdims=True) - near
    return far


def _level_of_person(levels: Matrix, person: Column) -> Column:
    """Return the level, numbered from 1, that the person at this place in the order chose; 0 for place 0."""
    reached = np.cumsum(levels, axis=1) >= person[:, np.newaxis]
    return np.where(person > 0, reached.argmax(axis=1) + 1, 0)
