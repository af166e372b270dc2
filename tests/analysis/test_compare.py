"""What moved, counted in answers that change by one level."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coreflect.analysis.pictures import previous, steps

people = st.lists(st.integers(0, 3), min_size=1, max_size=12)


def row(answers: list[int]) -> list[int]:
    return [answers.count(level) for level in range(4)]


def moved(earlier: list[int], later: list[int]) -> int:
    return int(steps(np.array([row(earlier)]), np.array([row(later)]))[0])


@given(people, st.data())
def test_with_as_many_people_it_is_what_the_people_in_order_have_to_move(
    earlier: list[int], data: st.DataObject
) -> None:
    later = data.draw(st.lists(st.integers(0, 3), min_size=len(earlier), max_size=len(earlier)))

    assert moved(earlier, later) == sum(abs(a - b) for a, b in zip(sorted(earlier), sorted(later), strict=True))


@given(people, people)
def test_with_other_people_it_is_the_exact_distance_scaled_to_those_of_the_later_round(
    earlier: list[int], later: list[int]
) -> None:
    """Each person of one round is copied as often as the other has people: then the two are of one size."""
    wide = sum(abs(a - b) for a, b in zip(sorted(earlier * len(later)), sorted(later * len(earlier)), strict=True))

    assert moved(earlier, later) == floor(Fraction(wide, len(earlier)) + Fraction(1, 2))


@given(people)
def test_nothing_moves_between_a_picture_and_itself_however_often_it_is_repeated(answers: list[int]) -> None:
    assert moved(answers, answers * 3) == 0


def test_half_an_answer_is_rounded_up() -> None:
    assert moved([0, 1], [0]) == 1
    assert moved([0, 0, 0, 1], [0]) == 0


def test_the_row_before_is_the_nearest_one_of_the_same_series() -> None:
    assert previous(np.array([7, 8, 7, 7, 8]), np.array([0, 0, 5, 2, 9])).tolist() == [-1, -1, 3, 0, 1]
    assert previous(np.array([], dtype=np.int64), np.array([], dtype=np.int64)).tolist() == []
