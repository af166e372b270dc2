"""Decides whether adding and subtracting published counts would reveal a count of fewer people than allowed.

A reader of several counts can add and subtract them in any way. People who are in exactly the same counts can never be
told apart by that, so together they form one *part*. Each count is then a row of zeros and ones over the parts, and
what a reader can work out are the linear combinations of these rows. The question is whether one of these combinations
is about parts that hold fewer people together than the smallest group, and about nobody else. Elimination in whole
numbers answers it exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from math import gcd
from typing import Any, NamedTuple

Row = list[int]

_MOST_PARTS = 24
"""With more small parts than this a search would take too long, and the answer is that few people are revealed."""


class Release(NamedTuple):
    """What was shown of one private round: the revision of each response counted, and the size of each side shown.

    `pairs` names, for each pairing with another round that was shown, the responses of this one that were in it.
    """

    round: str
    counted: Mapping[str, str]
    sides: Mapping[str, int]
    pairs: tuple[tuple[str, ...], ...] = ()


def reveals_few_people(
    counts: Collection[frozenset[Hashable]], smallest: int, *, of: Callable[[Any], Hashable] | None = None
) -> bool:
    """Whether some combination of counts is about at least one person, and about fewer than the smallest group.

    Takes the set of people behind each count, and the size of the smallest group. Where one person is in the sets under
    several keys (as before and after changing their answers), `of` maps each key to the person. When in doubt, returns
    True.
    """
    sets = [people for people in dict.fromkeys(counts) if people]
    parts: dict[tuple[bool, ...], set[Hashable]] = {}
    for key in frozenset().union(*sets):
        among = tuple(key in people for people in sets)
        parts.setdefault(among, set()).add(of(key) if of else key)
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
    """Count the people who are in the same parts, by the indexes of those parts."""
    found: dict[frozenset[int], int] = {}
    for person in set[Hashable]().union(*parts):
        kind = frozenset(place for place, people in enumerate(parts) if person in people)
        found[kind] = found.get(kind, 0) + 1
    return found


def _parts_of_nobody_else(kinds: Sequence[frozenset[int]], few: Collection[int]) -> frozenset[int]:
    """Return the indexes of the parts that hold people of the chosen kinds and nobody else."""
    chosen = frozenset[int]().union(*(kinds[place] for place in few))
    return chosen.difference(*(kind for place, kind in enumerate(kinds) if place not in few))


def _few_together(sizes: Sequence[int], smallest: int) -> Iterator[tuple[int, ...]]:
    """List every choice of kinds that together have fewer people than the smallest group."""
    for many in range(1, smallest):
        for chosen in combinations(range(len(sizes)), many):
            if sum(sizes[place] for place in chosen) < smallest:
                yield chosen


def _without(row: Row, few: Collection[int]) -> Row:
    return [value for at, value in enumerate(row) if at not in few]


def _sums_without(rows: list[Row], columns: int) -> list[Row]:
    """Return a basis of the combinations of the rows that are 0 in the first `columns` columns."""
    return [row for row in _reduced(rows, columns) if any(row) and not any(row[:columns])]


def _rank(rows: list[Row]) -> int:
    width = len(rows[0])
    return sum(any(row) for row in _reduced(rows, width))


def _reduced(rows: list[Row], columns: int) -> list[Row]:
    """Return the rows after Gaussian elimination in the first `columns` columns, in whole numbers."""
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
