"""Which pictures are compared over time, how far apart they are, and which way the answers went."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.chance import distances
from coreflect.analysis.moves import is_tested, previous, why_not
from coreflect.core.results import Paired

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
