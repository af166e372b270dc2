"""What follows from some numbers by adding and subtracting them, in whole numbers: about whom alone a sum can be.

Each number is a sum over unknowns, such as "p1 answered often in May", with whole factors. People whose unknowns have
the same factors in every number are told apart by no sum, so they are looked at together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from math import gcd

Unknown = Hashable
Person = Hashable
Row = Mapping[Unknown, int]


def whole(unknowns: Iterable[Unknown]) -> Row:
    """The number of those of whom something is so: each counts once."""
    return dict.fromkeys(unknowns, 1)


def pinned(rows: Collection[Row], of: Callable[[Unknown], Person], smallest: int) -> frozenset[Person]:
    """Some people, fewer than the smallest group, whom some sum of these numbers is about; or nobody.

    Takes the numbers, and whose each unknown is. A sum is about these people alone where, without their unknowns, one
    of the numbers follows from the others that did not follow before.
    """
    several = [dict(row) for row in {frozenset(row.items()) for row in rows if row}]
    unknowns = sorted({one for row in several for one in row}, key=repr)
    columns = {one: tuple(row.get(one, 0) for row in several) for one in unknowns}
    kinds: dict[Hashable, set[Person]] = {}
    every: dict[Person, list[tuple[int, ...]]] = {}
    for one in unknowns:
        every.setdefault(of(one), []).append(columns[one])
    for person, its in every.items():
        kinds.setdefault(tuple(sorted(its)), set()).add(person)
    small = [kind for kind, people in kinds.items() if len(people) < smallest]
    distinct = sorted(set(columns.values()))
    full = _rank(distinct)
    for many in range(1, smallest):
        for few in combinations(small, many):
            people = frozenset().union(*(kinds[kind] for kind in few))
            if len(people) < smallest:
                rest = {columns[one] for one in unknowns if of(one) not in people}
                if _rank(sorted(rest)) < full:
                    return people
    return frozenset()


def _rank(rows: Sequence[Sequence[int]]) -> int:
    """How many of these rows follow from no others."""
    left = [list(row) for row in rows]
    rank = 0
    while left:
        pivot = left.pop()
        common = gcd(*pivot)
        if not common:
            continue
        pivot = [value // common for value in pivot]
        rank += 1
        at = next(place for place, value in enumerate(pivot) if value)
        left = [_less(row, pivot, at) if row[at] else row for row in left]
    return rank


def _less(row: list[int], pivot: list[int], at: int) -> list[int]:
    found = [value * pivot[at] - row[at] * one for value, one in zip(row, pivot, strict=True)]
    common = gcd(*found) or 1
    return [value // common for value in found]
