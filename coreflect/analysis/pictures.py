"""Counts become pictures: each group's spread, and what moved since the round before; never one that is not allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.count import NON_ANSWER_SLOTS, SLOTS, Counts, alike
from coreflect.analysis.spread import Column, Matrix, seen_differently, spreads
from coreflect.core.answers import EVERYONE, LEFT_BLANK, PERSPECTIVES, SHOW_OF_HANDS, SIDE_OF, SIDES
from coreflect.core.banks.read import MOST_LEVELS
from coreflect.core.results import GROUPS, Move, Picture, Spread, WhyNot

_NUMBER_OF = {group: number for number, group in enumerate(GROUPS)}

_PICTURE: Callable[[tuple[Any, ...]], Picture] = partial(tuple.__new__, Picture)
_MOVE: Callable[[tuple[Any, ...]], Move] = partial(tuple.__new__, Move)
"""There are millions of these in a programme: made without asking each time whether there is a cell for each name."""
_FIRST_ROUND = Move("", None, "first round")
_NOT_SHOWN = Move("", None, "not shown")


class Page(NamedTuple):
    """One round's place among the counts: its id, team, items by number, privacy, and which groups may be shown.

    `fewest` pairs each group that may be shown with how many of its people an item must have been put to; it is empty
    where nothing may be. `hands` counts hands up: item number -> answer -> people.
    """

    round: str
    team: str
    items: tuple[int, ...]
    private: bool
    fewest: tuple[tuple[str, int], ...]
    hands: Mapping[int, Mapping[str, int]]


class Shown(NamedTuple):
    """For each item of each page, one after another: its pictures, and whether it is seen differently."""

    pictures: list[tuple[Picture, ...]]
    seen_differently: list[bool]


class _Table(NamedTuple):
    """One row a picture, by item and then group: the item's place, the group's number, counts, whether it is shown."""

    item: Column
    group: Column
    counts: Matrix
    shown: NDArray[np.bool_]


def pictures(counts: Counts, asked: Sequence[AskedItem], pages: Sequence[Page]) -> Shown:
    """Draw every picture.

    Takes people by item of each page, perspective and slot; the items that numbers stand for; and the pages, ordered by
    team and then as one round follows another.
    """
    page_of = np.repeat(np.arange(len(pages)), [len(page.items) for page in pages])
    numbers = np.array([number for page in pages for number in page.items], dtype=np.int64)
    table = _table(counts, asked, pages, page_of)
    moves = _moves(table, asked, pages, page_of, numbers)
    drawn = _draw(table, numbers, asked, moves)
    ends = np.cumsum(np.bincount(table.item, minlength=len(numbers))).tolist()
    return Shown(
        pictures=[tuple(drawn[start:end]) for start, end in pairwise([0, *ends])],
        seen_differently=_seen_differently(table, pages, page_of),
    )


def _table(counts: Counts, asked: Sequence[AskedItem], pages: Sequence[Page], page_of: Column) -> _Table:
    private = np.array([page.private for page in pages], dtype=np.bool_)[page_of]
    fewest = np.zeros((len(pages), len(GROUPS)), dtype=np.int64)
    for number, page in enumerate(pages):
        for allowed, people in page.fewest:
            fewest[number, _NUMBER_OF[allowed]] = people
    of_side = {side: np.zeros((len(page_of), SLOTS), dtype=np.int64) for side in SIDES}
    for place, each in enumerate(PERSPECTIVES):
        of_side[SIDE_OF[each.code]] += counts[:, place]
    everyone: Matrix = sum(of_side.values(), np.zeros_like(of_side[SIDES[0]]))
    parts: list[tuple[Column, str, Matrix]] = [(np.arange(len(page_of)), EVERYONE, everyone)]
    at: Column = np.flatnonzero(private)
    parts += [(at, side, its[at]) for side, its in of_side.items()]
    for place, each in enumerate(PERSPECTIVES):
        at = np.flatnonzero(~private & (fewest[page_of, _NUMBER_OF[each.code]] > 0))
        parts.append((at, each.code, counts[at, place]))
    parts.append(_hands(asked, pages))
    item = np.concatenate([at for at, _, _ in parts])
    group = np.concatenate([np.full(len(at), _NUMBER_OF[name], dtype=np.int64) for at, name, _ in parts])
    order = np.lexsort((group, item))
    item, group = item[order], group[order]
    rows = np.concatenate([part for _, _, part in parts])[order]
    floor = fewest[page_of[item], group]
    shown = (floor > 0) & (rows.sum(axis=1) >= floor)
    # A side is never shown of an item that shows nothing of everyone; each item has one row of everyone, in order.
    of_everyone = shown[group == _NUMBER_OF[EVERYONE]][item]
    return _Table(item, group, rows, shown & (of_everyone | (group == _NUMBER_OF[SHOW_OF_HANDS])))


def _hands(asked: Sequence[AskedItem], pages: Sequence[Page]) -> tuple[Column, str, Matrix]:
    at: list[int] = []
    rows: list[list[int]] = []
    start = 0
    for page in pages:
        for place, number in enumerate(page.items):
            if number in page.hands:
                slots = {level: slot for slot, level in enumerate(asked[number].level_ids)} | NON_ANSWER_SLOTS
                row = [0] * SLOTS
                for answer, people in page.hands[number].items():
                    row[slots.get(answer, NON_ANSWER_SLOTS[LEFT_BLANK.code])] += people
                at.append(start + place)
                rows.append(row)
        start += len(page.items)
    return np.array(at, dtype=np.int64), SHOW_OF_HANDS, np.array(rows, dtype=np.int64).reshape(len(at), SLOTS)


def _moves(
    table: _Table, asked: Sequence[AskedItem], pages: Sequence[Page], page_of: Column, numbers: Column
) -> list[Move]:
    """What moved, for each row that is shown, since the team's latest round before that shows the group."""
    item, group = table.item[table.shown], table.group[table.shown]
    levels = table.counts[table.shown, :MOST_LEVELS]
    series = _series(asked, pages, page_of, numbers)
    before = previous(series[item] * len(GROUPS) + group, page_of[item])
    asked_before = previous(series, page_of)[item]
    moves = [_FIRST_ROUND] * len(item)
    for row in np.flatnonzero((before < 0) & (asked_before >= 0)).tolist():
        moves[row] = Move(pages[page_of[asked_before[row]]].round, None, "not shown")
    later = np.flatnonzero(before >= 0)
    earlier = before[later]
    chose = levels.sum(axis=1)
    changed = np.full(len(later), -1, dtype=np.int64)
    both = (chose[later] > 0) & (chose[earlier] > 0)
    changed[both] = steps(levels[earlier[both]], levels[later[both]])
    since = [pages[page].round for page in page_of[item[earlier]].tolist()]
    reasons = _reasons(asked, numbers[item[earlier]], numbers[item[later]])
    steps_of = [None if reason or moved < 0 else moved for reason, moved in zip(reasons, changed.tolist(), strict=True)]
    why = [
        reason or ("" if moved is not None else "no level chosen")
        for reason, moved in zip(reasons, steps_of, strict=True)
    ]
    for row, move in zip(later.tolist(), map(_MOVE, zip(since, steps_of, why, strict=True)), strict=True):
        moves[row] = move
    return moves


def _series(asked: Sequence[AskedItem], pages: Sequence[Page], page_of: Column, numbers: Column) -> Column:
    """A number for each place's team and item, whatever the item's edition."""
    teams: dict[str, int] = {}
    team = np.array([teams.setdefault(page.team, len(teams)) for page in pages], dtype=np.int64)
    items: dict[tuple[str, str], int] = {}
    item = np.array([items.setdefault((one.bank, one.item), len(items)) for one in asked], dtype=np.int64)
    series: Column = team[page_of] * max(len(items), 1) + item[numbers]
    return series


def _reasons(asked: Sequence[AskedItem], earlier: Column, later: Column) -> list[WhyNot]:
    """Why each two askings, by number, cannot be compared."""
    pair, first = alike((earlier, later))
    both = zip(earlier[first].tolist(), later[first].tolist(), strict=True)
    reasons = [why_not(asked[one], asked[other]) for one, other in both]
    return [reasons[number] for number in pair.tolist()]


def _draw(table: _Table, numbers: Column, asked: Sequence[AskedItem], moves: Iterable[Move]) -> list[Picture]:
    counts = table.counts[table.shown]
    widths = np.array([len(one.levels) for one in asked], dtype=np.int64)[numbers[table.item[table.shown]]]
    # Groups of few people answer alike again and again: what is alike is drawn once.
    kind, first = alike((*counts.T, widths))
    drawn = _spreads(counts[first], widths[first])
    names = map(GROUPS.__getitem__, table.group[table.shown].tolist())
    shown = map(_PICTURE, zip(names, map(drawn.__getitem__, kind.tolist()), moves, strict=True))
    if table.shown.all():
        return list(shown)
    hidden = [Picture(group, None, _NOT_SHOWN) for group in GROUPS]
    all_pictures = [hidden[group] for group in table.group.tolist()]
    for row, picture in zip(np.flatnonzero(table.shown).tolist(), shown, strict=True):
        all_pictures[row] = picture
    return all_pictures


def _spreads(counts: Matrix, widths: Column) -> list[Spread]:
    columns = (
        counts.sum(axis=1).tolist(),
        _cut_to_scale(counts[:, :MOST_LEVELS], widths),
        *counts[:, MOST_LEVELS:].T.tolist(),
        *(column.tolist() for column in spreads(counts[:, :MOST_LEVELS])[1:]),
    )
    return list(map(Spread._make, zip(*columns, strict=True)))


def _cut_to_scale(levels: Matrix, widths: Column) -> list[tuple[int, ...]]:
    """Each row as a tuple, as long as its item's scale."""
    of_width = {width: zip(*levels[widths == width, :width].T.tolist(), strict=True) for width in set(widths.tolist())}
    return [next(of_width[width]) for width in widths.tolist()]


def _seen_differently(table: _Table, pages: Sequence[Page], page_of: Column) -> list[bool]:
    """For each item, whether everyone together sees it differently; False where that is not shown."""
    everyone = table.group == _NUMBER_OF[EVERYONE]
    private = np.array([page.private for page in pages], dtype=np.bool_)[page_of]
    seen = seen_differently(table.counts[everyone, :MOST_LEVELS], private)
    result: list[bool] = (seen & table.shown[everyone]).tolist()
    return result


def steps(earlier: Matrix, later: Matrix) -> Column:
    """How many answers would have to change by one level to turn each earlier picture into the later one.

    Takes two matrices, one row a picture and one column a level, in which every row has at least one answer. Returns
    answers moved by one level, counted in people of the later round.

    This is the earth mover's distance (the first Wasserstein distance) between the two pictures, with one level as the
    unit of distance. On a line it is the area between the two cumulated distributions: S. S. Vallender, "Calculation
    of the Wasserstein distance between probability distributions on the line", Theory of Probability and its
    Applications 18, 1974. Where the numbers of people differ, the earlier picture is scaled to the later one's people
    in exact fractions, and the result is rounded to whole answers, half of one up.
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
    """For each row, the row before it in the same series.

    Takes the series that each row belongs to and its place in it, as numbers. Returns row numbers, -1 where there is
    no row before.
    """
    order = np.lexsort((place, series))
    before = np.full(len(series), -1, dtype=np.int64)
    same = series[order[1:]] == series[order[:-1]]
    before[order[1:][same]] = order[:-1][same]
    return before


def why_not(earlier: AskedItem, later: AskedItem) -> WhyNot:
    """Why two askings of one item cannot be compared; empty where they can."""
    if earlier.edition != later.edition:
        return "reworded"
    if earlier.level_ids != later.level_ids:
        return "rescaled"
    return "text differs" if earlier.wording != later.wording else ""
