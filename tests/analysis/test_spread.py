"""Spreads counted from a matrix are those that one finds by going through all people and pairs."""

from __future__ import annotations

from itertools import combinations
from statistics import median_high, median_low

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.analysis.pictures import seen_differently, spreads

rows = st.lists(st.lists(st.integers(0, 5), min_size=7, max_size=7), min_size=1, max_size=6)


def answers(row: list[int]) -> list[int]:
    return [level for level, people in enumerate(row, 1) for _ in range(people)]


@given(rows)
def test_pairs_and_middles_are_those_of_the_people(matrix: list[list[int]]) -> None:
    found = spreads(np.array(matrix))

    for place, row in enumerate(matrix):
        people = answers(row)
        assert found.chose[place] == len(people)
        assert found.pairs[place] == len(list(combinations(people, 2)))
        assert found.pairs_far[place] == sum(abs(a - b) >= 2 for a, b in combinations(people, 2))
        assert found.middle_low[place] == (median_low(people) if people else 0)
        assert found.middle_high[place] == (median_high(people) if people else 0)


@pytest.mark.parametrize(
    ("levels", "openly", "privately"),
    [
        ((3, 0, 0, 4), True, True),
        ((4, 0, 0, 1), True, False),
        ((1, 0, 0, 4), True, False),
        ((2, 1, 1, 0), True, False),
        ((1, 1, 0, 3), True, True),
        ((4, 0, 2, 0), True, True),
        ((5, 0, 1, 0), True, False),
        ((6, 0, 0, 1), False, False),
        ((3, 3, 0, 0), False, False),
        ((1, 0, 0, 0), False, False),
        ((0, 0, 0, 0), False, False),
    ],
)
def test_an_item_is_seen_differently_from_one_pair_in_three_on(
    levels: tuple[int, ...], openly: bool, privately: bool
) -> None:
    matrix = np.array([levels, levels])

    assert seen_differently(matrix, np.array([False, True])).tolist() == [openly, privately]


def test_two_people_who_stand_alone_on_two_ends_are_not_listed_in_a_private_round() -> None:
    assert not seen_differently(np.array([[1, 0, 0, 4, 0, 0, 1]]), np.array([True]))[0]


@given(st.integers(1, 15), st.integers(0, 6), st.integers(0, 6))
def test_one_person_against_all_others_is_never_listed_in_a_private_round(others: int, one: int, rest: int) -> None:
    row = [0] * 7
    row[rest] += others
    row[one] += 1

    assert not seen_differently(np.array([row]), np.array([True]))[0] or row[one] > 1
