"""What sums and differences of counts are about, held against trying them all."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.small_groups import reveals_few_people

WEIGHTS = range(-3, 4)

counts = st.lists(st.frozensets(st.integers(0, 9)), max_size=4)


def fewest(sets: list[frozenset[int]]) -> int:
    """The smallest number of people that some sum is about, with each count taken up to three times."""
    people = sorted({person for one in sets for person in one})
    if not people:
        return 1000
    matrix = np.array([[person in one for person in people] for one in sets], dtype=np.int64)
    about = np.count_nonzero(np.array(list(product(WEIGHTS, repeat=len(sets)))) @ matrix, axis=1)
    return int(about[about > 0].min())


@given(counts, st.integers(1, 6))
def test_it_finds_just_what_trying_every_sum_finds(sets: list[frozenset[int]], smallest: int) -> None:
    assert reveals_few_people(sets, smallest) == (fewest(sets) < smallest)


@pytest.mark.parametrize(
    ("sets", "found"),
    [
        ([], False),
        ([range(5)], False),
        ([range(4)], True),
        ([range(5), range(6)], True),
        ([range(5), range(10)], False),
        ([range(5), range(5, 10), range(11)], True),
        ([range(5), range(5, 10), range(15)], False),
    ],
)
def test_counts_that_are_harmless_by_themselves_can_give_somebody_away_together(sets: list[range], found: bool) -> None:
    assert reveals_few_people([frozenset(one) for one in sets], 5) is found


def test_where_a_search_would_take_too_long_it_is_taken_that_one_shows() -> None:
    pairs = [frozenset({number, number + 1}) for number in range(100)]

    assert reveals_few_people(pairs, 2)


def test_a_thousand_people_in_a_hundred_counts_are_looked_through() -> None:
    growing = [frozenset(range(number * 10)) for number in range(1, 101)]

    assert not reveals_few_people(growing, 5)
    assert reveals_few_people([*growing, frozenset(range(994))], 5)
