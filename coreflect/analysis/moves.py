"""Compares pictures over time: with the round before, and with the first round with which they can be compared.

Two pictures are compared only where the item means the same and has the same scale in both; see `why_not`. Whether they
differ by more than people changing places explains is decided from published counts alone: pictures that are
withheld are compared with nothing, and count in nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.chance import Floats, cumulative_difference, distance_by_chance, more_than_chance, sign_test
from coreflect.analysis.count import distinct_rows
from coreflect.analysis.pictures import NUMBER_OF, Column, Matrix, RoundOutline, ShownRows, Table
from coreflect.core.answers import EVERY_SIDE, EVERYONE, SHOW_OF_HANDS, SIDES_BEFORE
from coreflect.core.banks.comparable import why_not
from coreflect.core.results import GROUPS, Move, Paired, Shape, Test, WhyNot

ONE_IN = 10
"""Of the items that are listed as moved, for one group and two rounds, 1 in so many is expected to be false."""
FEWEST_PEOPLE, FEWEST_PAIRS = 12, 8
"""With fewer people who chose a level in one of two rounds, or fewer pairs, numbers cannot show most changes."""
SHAPES: tuple[Shape, ...] = ("", "further up", "further down", "more at both ends", "closer together", "otherwise")

_MOVE: Callable[[tuple[Any, ...]], Move] = partial(tuple.__new__, Move)
"""Makes a named tuple without checking its fields, because a programme has millions of them."""
_FIRST_ROUND = Move("", "first round")
_NOWHERE = -1


class Earlier(NamedTuple):
    """For each picture that is shown, by number, the pictures with which it is compared.

    `before` is the number of the picture in the team's latest earlier round that shows the group, and `why_not` says
    why the two cannot be compared. `asked_before` is the place of the item in the latest earlier round that asked it.
    `first` is the number of the first picture with which it can be compared, where that is another one. All are -1
    where there is none.
    """

    before: Column
    why_not: list[WhyNot]
    asked_before: Column
    first: Column

    def compared_rows(self) -> Column:
        """Return the numbers of the pictures that can be compared with the round before."""
        return np.flatnonzero([not reason for reason in self.why_not])


class Moves(NamedTuple):
    """For each picture that is shown, how it moved since the round before, and since the first one if that differs."""

    since_before: list[Move]
    since_first: list[Move | None]


def find_earlier(table: Table, asked: Sequence[AskedItem], outlines: Sequence[RoundOutline]) -> Earlier:
    """Find the pictures with which each one that is shown is compared."""
    shown = table.shown_rows()
    round_of, numbers = table.round_of[shown.item], table.numbers[shown.item]
    series = _series(asked, outlines, table.round_of, table.numbers)
    of_group = (series[shown.item] * len(GROUPS) + shown.group) * 2 + _is_before(shown, table, outlines)
    before = previous(of_group, round_of)
    chose = shown.levels.sum(axis=1) > 0
    why: list[WhyNot] = ["first round"] * len(before)
    later = np.flatnonzero(before != _NOWHERE)
    reasons = _reasons(asked, numbers[before[later]], numbers[later])
    both_chose = chose[later] & chose[before[later]]
    for row, reason, both in zip(later.tolist(), reasons, both_chose.tolist(), strict=True):
        why[row] = reason or ("" if both else "no level chosen")
    alike = _alike_asked(asked)[numbers]
    key = of_group * (int(alike.max(initial=0)) + 1) + alike
    first = np.full(len(before), _NOWHERE, dtype=np.int64)
    first[chose] = np.flatnonzero(chose)[_first(key[chose], round_of[chose])]
    compared = np.array([not reason for reason in why], dtype=np.bool_)
    first[(first == np.arange(len(first))) | (compared & (first == before))] = _NOWHERE
    return Earlier(before, why, previous(series, table.round_of)[shown.item], first)


def compared_rounds(table: Table, earlier: Earlier) -> list[int | None]:
    """Return, for each item of each round, the index of the round with which everyone's answers are compared."""
    shown = table.shown_rows()
    compared = earlier.compared_rows()
    rows = compared[shown.group[compared] == NUMBER_OF[EVERYONE]]
    found: list[int | None] = [None] * len(table.numbers)
    before = table.round_of[shown.item[earlier.before[rows]]]
    for item, number in zip(shown.item[rows].tolist(), before.tolist(), strict=True):
        found[item] = number
    return found


def moves(
    table: Table,
    asked: Sequence[AskedItem],
    outlines: Sequence[RoundOutline],
    earlier: Earlier,
    paired: Sequence[Paired | None],
) -> Moves:
    """Say of each picture that is shown how it moved.

    `paired` holds the pairing of each item of each round, as far as it is shown; it is with the round with which
    everyone's answers are compared.
    """
    shown = table.shown_rows()
    names = [outline.round for outline in outlines]
    round_of = table.round_of[shown.item]
    since_before: list[Move] = [_FIRST_ROUND] * len(shown.item)
    for row in np.flatnonzero(earlier.asked_before != _NOWHERE).tolist():
        if earlier.before[row] == _NOWHERE:
            asked_before = table.round_of[earlier.asked_before[row]]
            differ = (
                GROUPS[shown.group[row]] in EVERY_SIDE and outlines[asked_before].sides != outlines[round_of[row]].sides
            )
            since_before[row] = Move(names[asked_before], "groups differ" if differ else "not shown")
        elif earlier.why_not[row]:
            since_before[row] = Move(names[round_of[earlier.before[row]]], earlier.why_not[row])
    since_first: list[Move | None] = [None] * len(shown.item)
    compared, with_first = earlier.compared_rows(), np.flatnonzero(earlier.first != _NOWHERE)
    now = np.concatenate([compared, with_first])
    then = np.concatenate([earlier.before[compared], earlier.first[with_first]])
    of_everyone = shown.group[compared] == NUMBER_OF[EVERYONE]
    both = _Compared(
        then=shown.levels[then],
        now=shown.levels[now],
        scale=np.array([len(item.levels) for item in asked], dtype=np.int64)[table.numbers[shown.item[now]]],
        family=(shown.group[now] * len(names) + round_of[then]) * len(names) + round_of[now],
        is_tested=shown.group[now] != NUMBER_OF[SHOW_OF_HANDS],
        paired=[
            *(paired[item] if is_theirs else None for item, is_theirs in _together(shown.item[compared], of_everyone)),
            *(None for _ in with_first.tolist()),
        ],
    )
    made = _moves([names[number] for number in round_of[then].tolist()], both)
    for row in compared.tolist():
        since_before[row] = next(made)
    for row in with_first.tolist():
        since_first[row] = next(made)
    return Moves(since_before, since_first)


class _Compared(NamedTuple):
    """Pictures that are compared, a row for each two: how many chose each level, how many levels there are, and more.

    `family` numbers the comparisons of one group between two rounds; `is_tested` is False where chance says nothing:
    hands are raised in sight of one another. `paired` holds what is shown of those who took a code.
    """

    then: Matrix
    now: Matrix
    scale: Column
    family: Column
    is_tested: NDArray[np.bool_]
    paired: Sequence[Paired | None]


def _moves(since: Sequence[str], both: _Compared) -> Iterator[Move]:
    """Make the moves of pictures that are compared, each since the round named for it."""
    kind, first = distinct_rows((*both.then.T, *both.now.T, both.scale))
    then, now = both.then[first], both.now[first]
    apart = cumulative_difference(then, now)
    shapes = [SHAPES[shape] for shape in _shapes(then, now, both.scale[first], apart).tolist()]
    people = [then.sum(axis=1), now.sum(axis=1)]
    few = (np.minimum(*people) < FEWEST_PEOPLE)[kind]
    tested = np.flatnonzero(both.is_tested)
    by_pairs = np.zeros(len(since), dtype=np.bool_)
    for row, pairing in enumerate(both.paired):
        if pairing is not None and is_tested(pairing):
            by_pairs[row], few[row] = True, pairing.higher + pairing.same + pairing.lower < FEWEST_PAIRS
    test: list[Test] = ["pairs" if pairs else "people" for pairs in by_pairs.tolist()]
    by_chance: list[float | None] = [None] * len(since)
    listed = np.zeros(len(since), dtype=np.bool_)
    chances = chances_of(both.then[tested], both.now[tested], [both.paired[row] for row in tested.tolist()])
    listed[tested] = more_than_chance(chances, both.family[tested], ONE_IN)
    for row, chance in _together(tested, chances):
        by_chance[row] = chance
    for row in np.flatnonzero(~both.is_tested).tolist():
        test[row] = ""
    of_kind = zip(*(column.tolist() for column in (*people, np.abs(apart).sum(axis=1))), shapes, strict=True)
    kinds = list(of_kind)
    rest = zip(since, kind.tolist(), test, by_chance, listed.tolist(), few.tolist(), strict=True)
    return (_MOVE((name, "", *kinds[number], *more)) for name, number, *more in rest)


def chances_of(then: Matrix, now: Matrix, paired: Sequence[Paired | None]) -> Floats:
    """Return how often chance makes two pictures differ as much as these: by pairs where they are tested, or else all.

    Where pairs are tested they replace the other test for every item of that comparison; the better is never taken.
    """
    chances = np.ones(len(then))
    by_people = np.ones(len(then), dtype=np.bool_)
    for row, pairing in enumerate(paired):
        if pairing is not None and is_tested(pairing):
            by_people[row], chances[row] = False, sign_test(pairing.higher, pairing.lower)
    chances[by_people] = distance_by_chance(then[by_people], now[by_people])
    return chances


def _together(rows: NDArray[Any], values: NDArray[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(rows.tolist(), values.tolist(), strict=True)


def is_tested(pairing: Paired) -> bool:
    """Whether pairs are held against chance: at least 8, and at least three quarters of the larger round."""
    larger = pairing.pairs + max(pairing.unmatched_before, pairing.unmatched_now)
    return pairing.pairs >= FEWEST_PAIRS and pairing.pairs * 4 >= larger * 3


def _shapes(then: Matrix, now: Matrix, scale: Column, apart: Matrix) -> Column:
    """Return the number of each difference's shape in SHAPES; `apart` is the cumulative difference of the pictures."""
    people_then, people_now = then.sum(axis=1), now.sum(axis=1)
    up, down = np.maximum(-apart, 0).sum(axis=1), np.maximum(apart, 0).sum(axis=1)
    rows = np.arange(len(then))
    ends = [now[rows, at] * people_then - then[rows, at] * people_now for at in (0, scale - 1)]
    return np.select(
        [
            up + down == 0,
            up >= 3 * down,
            down >= 3 * up,
            (ends[0] > 0) & (ends[1] > 0),
            (ends[0] < 0) & (ends[1] < 0),
        ],
        [0, 1, 2, 3, 4],
        5,
    )


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


def _first(series: Column, place: Column) -> Column:
    """Find, for each row, the row with the first place in the same series; that may be the row itself."""
    order = np.lexsort((place, series))
    begins = np.diff(series[order], prepend=-1) != 0
    first = np.empty(len(series), dtype=np.int64)
    first[order] = order[begins][np.cumsum(begins) - 1]
    return first


def _series(asked: Sequence[AskedItem], outlines: Sequence[RoundOutline], round_of: Column, numbers: Column) -> Column:
    """Number the series that each item belongs to: the same item of the same team, in any edition."""
    teams: dict[str, int] = {}
    team = np.array([teams.setdefault(outline.team, len(teams)) for outline in outlines], dtype=np.int64)
    items: dict[tuple[str, str], int] = {}
    item = np.array(
        [items.setdefault((question.bank, question.item), len(items)) for question in asked], dtype=np.int64
    )
    series: Column = team[round_of] * max(len(items), 1) + item[numbers]
    return series


def _is_before(shown: ShownRows, table: Table, outlines: Sequence[RoundOutline]) -> Column:
    """Return 1 for each picture of a side as there were before; it is never laid beside one of now."""
    of_round = np.array([outline.sides == SIDES_BEFORE for outline in outlines], dtype=np.bool_)
    is_side = np.isin(shown.group, [NUMBER_OF[side] for side in EVERY_SIDE])
    found: Column = (of_round[table.round_of[shown.item]] & is_side).astype(np.int64)
    return found


def _alike_asked(asked: Sequence[AskedItem]) -> Column:
    """Number the ways in which items are asked; versions of an item can be compared where they have the same number."""
    ways: dict[tuple[object, ...], int] = {}
    asked_alike = [ways.setdefault(item.read.meaning, len(ways)) for item in asked]
    return np.array(asked_alike, dtype=np.int64)


def _reasons(asked: Sequence[AskedItem], earlier: Column, later: Column) -> list[WhyNot]:
    """Say, for each earlier and later item by number, why the two cannot be compared; empty where they can."""
    pair, first = distinct_rows((earlier, later))
    both = zip(earlier[first].tolist(), later[first].tolist(), strict=True)
    reasons = [why_not(asked[before].read, asked[now].read) for before, now in both]
    return [reasons[number] for number in pair.tolist()]
