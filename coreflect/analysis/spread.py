"""How answers spread, from counts alone: pairs of people far apart, the middle of the answers, and who stands alone.

All functions take a matrix of whole numbers, one row for each picture and one column for each level, the first level
first (columns beyond a scale's last level hold 0), and return one value for each row.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.int64]
Column = NDArray[np.int64]


class Spreads(NamedTuple):
    """For each row: people who chose a level, their pairs, the pairs far apart, and the two middle levels."""

    chose: Column
    pairs: Column
    pairs_far: Column
    middle_low: Column
    middle_high: Column


def spreads(levels: Matrix) -> Spreads:
    """Count pairs and find the middle.

    A pair is far apart when its two answers are two or more levels apart; with n people there are n(n-1)/2 pairs. The
    middle levels are the lower and the upper median of an ordered variable: the answers of person (n+1)//2 and person
    n//2+1 when all stand in order, as numbers from 1; 0 where nobody chose a level.
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
    """Whether each row is seen differently: 1 pair in 3 or more is far apart.

    Where `private` holds, a row on which one person stands alone is never seen differently: someone with nobody within
    one level, or the one person who is in every pair that is far apart.
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
    """For each level, how many people chose one that is two or more levels away."""
    near = levels.copy()
    near[:, 1:] += levels[:, :-1]
    near[:, :-1] += levels[:, 1:]
    far: Matrix = levels.sum(axis=1, keepdims=True) - near
    return far


def _level_of_person(levels: Matrix, person: Column) -> Column:
    """The number, from 1, of the level that the person with this place in the order chose; 0 for place 0."""
    reached = np.cumsum(levels, axis=1) >= person[:, np.newaxis]
    return np.where(person > 0, reached.argmax(axis=1) + 1, 0)
