"""Which pictures are compared over time, how far apart they are, and which way the answers went."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.chance import distances
from coreflect.analysis.count import SLOTS
from coreflect.analysis.moves import find_earlier, is_tested, moves, previous, why_not
from coreflect.analysis.pictures import RoundOutline, Table
from coreflect.core.results import Move, Paired

people = st.lists(st.integers(0, 3), min_size=1, max_size=12)


def row(answers: list[int]) -> list[int]:
    return [answers.count(level) for level in range(4)]


def distance(earlier: list[int], later: list[int]) -> Fraction:
    apart = int(distances(np.array([row(earlier)]), np.array([row(later)]))[0])
    return Fraction(apart, len(earlier) * len(later))


@given(people, people)
def test_the_distance_is_what_people_in_order_have_to_move_each_round_copied_to_one_size(
    earlier: list[int], later: list[int]
) -> None:
    wide = sum(abs(a - b) for a, b in zip(sorted(earlier * len(later)), sorted(later * len(earlier)), strict=True))

    assert distance(earlier, later) == Fraction(wide, len(earlier) * len(later))


@given(people)
def test_nothing_moves_between_a_picture_and_itself_however_often_it_is_repeated(answers: list[int]) -> None:
    assert distance(answers, answers * 3) == 0


def test_the_row_before_is_the_nearest_one_of_the_same_series() -> None:
    assert previous(np.array([7, 8, 7, 7, 8]), np.array([0, 0, 5, 2, 9])).tolist() == [-1, -1, 3, 0, 1]
    assert previous(np.array([], dtype=np.int64), np.array([], dtype=np.int64)).tolist() == []


ITEM = AskedItem("garden", "Outside", "beds", 1, "Beds", ("No", "Yes"), ("no", "yes"), ("How?", "Beds"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"edition": 2, "wording": ("Else",)}, "reworded"),
        ({"level_ids": ("no", "maybe", "yes")}, "rescaled"),
        ({"level_ids": ("yes", "no")}, "rescaled"),
        ({"wording": ("How often?", "Beds")}, "text differs"),
        ({"section": "Inside"}, ""),
    ],
)
def test_items_are_compared_within_one_edition_scale_and_wording(changes: dict[str, object], reason: str) -> None:
    assert why_not(ITEM, ITEM._replace(**changes)) == reason


@pytest.mark.parametrize(
    ("pairs", "before", "now", "tested"),
    [(8, 0, 0, True), (7, 0, 0, False), (9, 3, 0, True), (9, 0, 4, False), (12, 4, 4, True), (12, 5, 0, False)],
)
def test_pairs_are_tested_from_eight_and_three_quarters_of_the_larger_round_on(
    pairs: int, before: int, now: int, tested: bool
) -> None:
    assert is_tested(Paired("m-1", pairs, 0, 0, 0, before, now)) is tested


WAYS = [
    ((2, 4, 4, 2), (2, 4, 4, 2), ""),
    ((2, 4, 4, 2), (1, 2, 5, 4), "further up"),
    ((2, 4, 4, 2), (4, 5, 2, 1), "further down"),
    ((0, 5, 5, 0), (5, 0, 0, 5), "more at both ends"),
    ((5, 0, 0, 5), (0, 5, 5, 0), "closer together"),
    ((0, 4, 0, 4, 0), (2, 0, 4, 0, 2), "more at both ends"),
    ((0, 4, 0, 4, 0), (0, 0, 8, 0, 0), "otherwise"),
    ((3, 9), (9, 3), "further down"),
    # Six answers go up by one level and two go down: three quarters of the distance; then four and two.
    ((0, 7, 0, 1), (1, 0, 7, 0), "further up"),
    ((0, 5, 0, 1), (1, 0, 5, 0), "otherwise"),
]


@pytest.mark.parametrize(("then", "now", "shape"), WAYS)
def test_the_shape_says_which_way_the_answers_went(then: tuple[int, ...], now: tuple[int, ...], shape: str) -> None:
    assert move_between(then, now).shape == shape


@pytest.mark.parametrize("people", [11, 12])
def test_with_fewer_than_twelve_who_chose_a_level_numbers_are_too_few(people: int) -> None:
    assert move_between((0, people, 0, 0), (0, 0, 30, 0)).too_few is (people < 12)
    assert move_between((0, 30, 0, 0), (0, 0, people, 0)).too_few is (people < 12)


def test_what_is_listed_depends_on_how_many_items_are_compared_with_it() -> None:
    then, now, same = (0, 5, 5, 0), (0, 1, 7, 2), (0, 5, 5, 0)

    alone, beside = move_between(then, now), moves_between([then, same], [now, same])

    assert alone.by_chance == beside[0].by_chance == pytest.approx(0.0766, abs=0.0001)
    assert (alone.listed, [move.listed for move in beside]) == (True, [False, False])


def test_tested_pairs_replace_the_test_of_everyone_and_others_are_only_shown() -> None:
    then, now = (0, 8, 0, 0), (0, 0, 8, 0)
    tested, few = (
        moves_between([then], [now], [Paired("m-1", pairs, 0, pairs, 0, 0, 8 - pairs)])[0] for pairs in (8, 6)
    )

    assert (tested.test, tested.by_chance, tested.listed) == ("pairs", 1.0, False)
    assert (few.test, few.listed) == ("people", True)
    assert (tested.too_few, few.too_few) == (False, True)


def move_between(then: tuple[int, ...], now: tuple[int, ...]) -> Move:
    return moves_between([then], [now])[0]


def moves_between(
    then: list[tuple[int, ...]], now: list[tuple[int, ...]], paired: list[Paired | None] | None = None
) -> list[Move]:
    """The moves of everyone's pictures of some items between two rounds of a team."""
    items = [
        AskedItem("garden", "Outside", f"q{at}", 1, "Beds", ids := tuple("abcdefg"[: len(levels)]), ids, ())
        for at, levels in enumerate(then)
    ]
    rows = np.zeros((2 * len(items), SLOTS), dtype=np.int64)
    for at, levels in enumerate((*then, *now)):
        rows[at, : len(levels)] = levels
    both = np.arange(2 * len(items))
    numbers = np.tile(np.arange(len(items)), 2)
    table = Table(both // len(items), numbers, both, np.zeros_like(both), rows, np.ones(len(both), dtype=np.bool_))
    outlines = [RoundOutline(f"m-{at}", "t", tuple(range(len(items))), True, (), {}) for at in (1, 2)]
    earlier = find_earlier(table, items, outlines)
    found = moves(table, items, outlines, earlier, [*[None] * len(items), *(paired or [None] * len(items))])
    return found.since_before[len(items) :]
