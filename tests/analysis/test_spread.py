"""Spreads counted from a matrix are those that one finds by going through all people and pairs."""

from __future__ import annotations

from itertools import combinations
from statistics import median_high, median_low

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coreflect.analysis.pictures import spreads

scales = st.integers(2, 7).flatmap(lambda levels: st.lists(st.integers(0, 5), min_size=levels, max_size=levels))
rows = st.lists(scales, min_size=1, max_size=6)
FAR = {2: 1, 3: 2, 4: 2, 5: 2, 6: 3, 7: 3}


def answers(row: list[int]) -> list[int]:
    return [level for level, people in enumerate(row, 1) for _ in range(people)]


@given(rows)
def test_pairs_and_middles_are_those_of_the_people(matrix: list[list[int]]) -> None:
    wide = np.array([row + [0] * (7 - len(row)) for row in matrix])

    found = spreads(wide, np.array([len(row) for row in matrix]))

    for place, row in enumerate(matrix):
        people = answers(row)
        assert found.chose[place] == len(people)
        assert found.pairs[place] == len(list(combinations(people, 2)))
        assert found.pairs_far[place] == sum(abs(a - b) >= FAR[len(row)] for a, b in combinations(people, 2))
        assert found.middle_low[place] == (median_low(people) if people else 0)
        assert found.middle_high[place] == (median_high(people) if people else 0)
