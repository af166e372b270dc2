"""Decides whether counts of people, added and subtracted, tell of fewer people than the smallest group.

Whoever knows some counts can make every sum and difference of them. All people who stand behind the same counts stay
together in each of these, so they are one part; the question is whether some sum is about parts that are small
together, and about nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from itertools import combinations
from math import gcd
from typing import Any

Row = list[int]

_MOST_PARTS = 24
"""Where more small parts than these can be told from the large ones, no search is made: it is taken that one shows."""


def reveals_few_people(
    counts: Collection[frozenset[Hashable]], smallest: int, *, of: Callable[[Any], Hashable] | None = None
) -> bool:
    """Whether some sum or difference of counts is about somebody, and about fewer people than the smallest group.

    Takes the people behind each count; where a person can stand behind counts in several ways, as before and after a
    change of mind, `of` returns the person of each. In doubt, the answer is yes.
    """
    sets = [people for people in dict.fromkeys(counts) if people]
    parts: dict[tuple[bool, ...], set[Hashable]] = {}
    for each in frozenset().union(*sets):
        among = tuple(each in people for people in sets)
        parts.setdefault(among, set()).add(of(each) if of else each)
    large = [among for among, people in parts.items() if len(people) >= smallest]
    small = [among for among, people in parts.items() if len(people) < smallest]
    if not small:
        return False
    rows = [[int(among[number]) for among in (*large, *small)] for number in range(len(sets))]
    left = [row[len(large) :] for row in _sums_without(rows, len(large))]
    if not left:
        return False
    kinds = _kinds([parts[among] for among in small])
    if len(kinds) > _MOST_PARTS:
        return True
    rank = _rank(left)
    return any(
        _rank([_without(row, gone) for row in left]) < rank
        for few in _few_together(list(kinds.values()), smallest)
        if (gone := _parts_of_nobody_else(list(kinds), few))
    )


def _kinds(parts: Sequence[set[Hashable]]) -> dict[frozenset[int], int]:
    """The parts in which somebody stands, by their places, with how many people stand in just these."""
    found: dict[frozenset[int], int] = {}
    for person in set[Hashable]().union(*parts):
        kind = frozenset(place for place, people in enumerate(parts) if person in people)
        found[kind] = found.get(kind, 0) + 1
    return found


def _parts_of_nobody_else(kinds: Sequence[frozenset[int]], few: Collection[int]) -> frozenset[int]:
    """The parts in which nobody stands but people of the chosen kinds."""
    chosen = frozenset[int]().union(*(kinds[place] for place in few))
    return chosen.difference(*(kind for place, kind in enumerate(kinds) if place not in few))


def _few_together(sizes: Sequence[int], smallest: int) -> Iterator[tuple[int, ...]]:
    """Every choice of kinds that are fewer people together than the smallest group."""
    for many in range(1, smallest):
        for chosen in combinations(range(len(sizes)), many):
            if sum(sizes[place] for place in chosen) < smallest:
                yield chosen


def _without(row: Row, few: Collection[int]) -> Row:
    return [value for at, value in enumerate(row) if at not in few]


def _sums_without(rows: list[Row], columns: int) -> list[Row]:
    """Sums of the rows that are 0 in the first so many columns, and from which every other such sum can be made."""
    return [row for row in _reduced(rows, columns) if any(row) and not any(row[:columns])]


def _rank(rows: list[Row]) -> int:
    width = len(rows[0])
    return sum(any(row) for row in _reduced(rows, width))


def _reduced(rows: list[Row], columns: int) -> list[Row]:
    """The rows after elimination in the first so many columns, in whole numbers."""
    rows = [row[:] for row in rows]
    done = 0
    for column in range(columns):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        first = rows[done]
        for at in range(done + 1, len(rows)):
            if times := rows[at][column]:
                row = [value * first[column] - times * top for value, top in zip(rows[at], first, strict=True)]
                common = gcd(*row) or 1
                rows[at] = [value // common for value in row]
        done += 1
    return rows
