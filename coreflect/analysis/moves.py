"""Compares pictures over time: with the round before, and with the first round with which they can be compared.

Two pictures are compared only where the item has the same edition, scale and wording in both; see `why_not`. Whether
they differ by more than people changing places explains is decided from published counts alone: pictures that are
withheld are compared with nothing, and count in nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.chance import cumulative_difference, distance_by_chance, more_than_chance, sign_test
from coreflect.analysis.count import distinct_rows
from coreflect.analysis.pictures import NUMBER_OF, Column, Matrix, RoundOutline, Table
from coreflect.core.answers import EVERYONE, SHOW_OF_HANDS
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


class Moves(NamedTuple):
    """For each picture that is shown, how it moved since the round before, and since the first one if that differs."""

    since_before: list[Move]
    since_first: list[Move | None]


def find_earlier(table: Table, asked: Sequence[AskedItem], outlines: Sequence[RoundOutline]) -> Earlier:
    """Find the pictures with which each one that is shown is compared."""
    shown = table.shown_rows()
    round_of, numbers = table.round_of[shown.item], table.numbers[shown.item]
    series = _series(asked, outlines, table.round_of, table.numbers)
    of_group = series[shown.item] * len(GROUPS) + shown.group
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
    compared = np.array([not reason for reason in earlier.why_not], dtype=np.bool_)
    rows = np.flatnonzero(compared & (shown.group == NUMBER_OF[EVERYONE]))
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
    compared = np.array([not reason for reason in earlier.why_not], dtype=np.bool_)
    now = np.concatenate([np.flatnonzero(compared), np.flatnonzero(earlier.first != _NOWHERE)])
    then = np.concatenate([earlier.before[compared], earlier.first[earlier.first != _NOWHERE]])
    in_first = np.arange(len(now)) >= int(compared.sum())
    round_of = table.round_of[shown.item]
    since = [names[number] for number in round_of[then].tolist()]
    group = shown.group[now]
    pairs: list[Paired | None] = [
        paired[item] if of_everyone else None
        for item, of_everyone in zip(
            shown.item[now].tolist(), ((group == NUMBER_OF[EVERYONE]) & ~in_first).tolist(), strict=True
        )
    ]
    family = (group * len(names) + round_of[then]) * len(names) + round_of[now]
    widths = np.array([len(item.levels) for item in asked], dtype=np.int64)[table.numbers[shown.item[now]]]
    made = _compared(since, shown.levels[then], shown.levels[now], widths, pairs, group, family)
    since_before = [_FIRST_ROUND] * len(shown.item)
    since_first: list[Move | None] = [None] * len(shown.item)
    for row, is_first, move in zip(now.tolist(), in_first.tolist(), made, strict=True):
        if is_first:
            since_first[row] = move
        else:
            since_before[row] = move
    for row in np.flatnonzero(~compared & (earlier.asked_before != _NOWHERE)).tolist():
        before = earlier.before[row]
        if before == _NOWHERE:
            since_before[row] = Move(names[table.round_of[earlier.asked_before[row]]], "not shown")
        else:
            since_before[row] = Move(names[round_of[before]], earlier.why_not[row])
    return Moves(since_before, since_first)


def _compared(
    since: Sequence[str],
    then: Matrix,
    now: Matrix,
    widths: Column,
    pairs: Sequence[Paired | None],
    group: Column,
    family: Column,
) -> Iterable[Move]:
    """Make the moves between the pictures in these rows."""
    kind, first = distinct_rows((*then.T, *now.T, widths))
    then, now = then[first], now[first]
    apart = cumulative_difference(then, now)
    shape = _shapes(then, now, widths[first], apart)[kind]
    chose = [picture.sum(axis=1)[kind] for picture in (then, now)]
    by_pairs = np.array([pairing is not None and is_tested(pairing) for pairing in pairs], dtype=np.bool_)
    few = np.minimum(*chose) < FEWEST_PEOPLE
    chances = np.ones(len(first))
    tested = np.zeros(len(first), dtype=np.bool_)
    tested[kind[~by_pairs & (group != NUMBER_OF[SHOW_OF_HANDS])]] = True
    chances[tested] = distance_by_chance(then[tested], now[tested])
    chance = chances[kind]
    for row in np.flatnonzero(by_pairs).tolist():
        pairing = pairs[row]
        if pairing is not None:
            chance[row] = sign_test(pairing.higher, pairing.lower)
            few[row] = pairing.higher + pairing.same + pairing.lower < FEWEST_PAIRS
    held = np.flatnonzero(group != NUMBER_OF[SHOW_OF_HANDS])
    listed = np.zeros(len(since), dtype=np.bool_)
    listed[held] = more_than_chance(chance[held], np.unique(family[held], return_inverse=True)[1], ONE_IN)
    tests: list[Test] = ["people"] * len(since)
    by_chance: list[float | None] = chance.tolist()
    for row in np.flatnonzero(by_pairs).tolist():
        tests[row] = "pairs"
    for row in np.flatnonzero(group == NUMBER_OF[SHOW_OF_HANDS]).tolist():
        tests[row], by_chance[row] = "", None
    columns = (
        *(column.tolist() for column in chose),
        np.abs(apart).sum(axis=1)[kind].tolist(),
        map(SHAPES.__getitem__, shape.tolist()),
        *(tests, by_chance, listed.tolist(), few.tolist()),
    )
    return map(_MOVE, zip(since, repeat(""), *columns, strict=False))


def is_tested(pairing: Paired) -> bool:
    """Whether pairs are held against chance: at least 8, and at least three quarters of the larger round."""
    larger = pairing.pairs + max(pairing.unmatched_before, pairing.unmatched_now)
    return pairing.pairs >= FEWEST_PAIRS and pairing.pairs * 4 >= larger * 3


def _shapes(then: Matrix, now: Matrix, widths: Column, apart: Matrix) -> Column:
    """Return the number of each difference's shape in SHAPES; `apart` is the cumulative difference of the pictures."""
    people_then, people_now = then.sum(axis=1), now.sum(axis=1)
    up, down = np.maximum(-apart, 0).sum(axis=1), np.maximum(apart, 0).sum(axis=1)
    rows = np.arange(len(then))
    ends = [now[rows, at] * people_then - then[rows, at] * people_now for at in (0, widths - 1)]
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


def why_not(earlier: AskedItem, later: AskedItem) -> WhyNot:
    """Say why two versions of one item cannot be compared; empty where they can."""
    if earlier.edition != later.edition:
        return "reworded"
    if earlier.level_ids != later.level_ids:
        return "rescaled"
    return "text differs" if earlier.wording != later.wording else ""


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
    item = np.array([items.setdefault((each.bank, each.item), len(items)) for each in asked], dtype=np.int64)
    series: Column = team[round_of] * max(len(items), 1) + item[numbers]
    return series


def _alike_asked(asked: Sequence[AskedItem]) -> Column:
    """Number the ways in which items are asked; versions of an item can be compared where they have the same number."""
    ways: dict[tuple[object, ...], int] = {}
    asked_alike = [ways.setdefault((item.edition, item.level_ids, item.wording), len(ways)) for item in asked]
    return np.array(asked_alike, dtype=np.int64)


def _reasons(asked: Sequence[AskedItem], earlier: Column, later: Column) -> list[WhyNot]:
    """Say, for each earlier and later item by number, why the two cannot be compared; empty where they can."""
    pair, first = distinct_rows((earlier, later))
    both = zip(earlier[first].tolist(), later[first].tolist(), strict=True)
    reasons = [why_not(asked[before], asked[now]) for before, now in both]
    return [reasons[number] for number in pair.tolist()]
