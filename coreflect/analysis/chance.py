"""Says how often chance alone makes two groups' answers as different as they are, or more: exactly, by whole numbers.

The answers of both groups are taken as one pool, which is dealt again into groups of the same sizes in every way there
is; a permutation test: R. A. Fisher, The Design of Experiments, 1935. Ways are counted level by level. The sums that
are compared are whole numbers, so that a tie is a tie, and a normal approximation, which makes small chances up to ten
times too small, is never taken. A matrix has a row for each comparison and a column for each level.
"""

from __future__ import annotations

from functools import lru_cache
from math import comb
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from coreflect.analysis.count import distinct_rows

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]

_EXACT = 56
"""With up to so many answers every number of ways is below 2**53, and so is a whole number also as a float."""
_MOST_STATES = 400_000
"""How many ways of dealing are looked at together; where one comparison has more, those alike are put together."""
_LARGE = 60
_GRID = 1500
_SPREADS = 7


def distance_by_chance(earlier: Whole, later: Whole) -> Floats:
    """Return how often chance makes two pictures differ by as much as these, or more.

    Takes two matrices of people; every row has at least one answer. The difference is the earth mover's distance in
    levels, each picture divided by its own number: S. S. Vallender, "Calculation of the Wasserstein distance between
    probability distributions on the line", Theory of Probability and its Applications 18, 1974. From 60 answers in a
    picture on, ways of dealing that differ by less than 1/1500 of the distance found may be put together where there
    are very many; the result is then within 0.001 of the exact one.
    """
    swapped = earlier.sum(axis=1, keepdims=True) > later.sum(axis=1, keepdims=True)
    dealt = np.where(swapped, later, earlier)
    pool = earlier + later
    found = distances(earlier, later)
    return _distinct(pool, dealt.sum(axis=1), found, _Distance)


def delta_by_chance(first: Whole, second: Whole) -> Floats:
    """Return how often chance makes two groups differ by Cliff's delta as large as theirs, in either direction.

    Takes two matrices of people; every row has at least one answer. See `ahead` for delta.
    """
    return _distinct(first + second, first.sum(axis=1), np.abs(ahead(first, second)), _Delta)


def distances(earlier: Whole, later: Whole) -> Whole:
    """Return the earth mover's distance of each two pictures, in levels, times both of their numbers of people.

    On a line it is the area between the cumulative distributions (Vallender, 1974).
    """
    moved: Whole = np.abs(cumulative_difference(earlier, later)).sum(axis=1)
    return moved


def cumulative_difference(earlier: Whole, later: Whole) -> Whole:
    """Return, for each level, how much larger the share up to it is in the later picture, times both numbers of people.

    It is negative where answers have gone further up across the end of that level.
    """
    before, now = earlier.sum(axis=1, keepdims=True), later.sum(axis=1, keepdims=True)
    larger: Whole = np.cumsum(later, axis=1) * before - np.cumsum(earlier, axis=1) * now
    return larger


def ahead(first: Whole, second: Whole) -> Whole:
    """Count by how many more pairs of one person from each group the one of the second group chose further up.

    It is negative where the first group is further up. Divided by the number of pairs it is Cliff's delta: N. Cliff,
    "Dominance statistics: ordinal analyses to answer ordinal questions", Psychological Bulletin 114, 1993.
    """
    below = np.cumsum(first, axis=1) - first
    above = first.sum(axis=1, keepdims=True) - below - first
    more: Whole = (second * (below - above)).sum(axis=1)
    return more


@lru_cache(maxsize=4096)
def sign_test(higher: int, lower: int) -> float:
    """Return how often so unequal numbers, or more so, come of fair coins: the exact two-sided sign test.

    Takes how many people chose higher and lower than before; those who chose the same say nothing. J. Arbuthnot, "An
    argument for divine providence", Philosophical Transactions 27, 1710; W. J. Dixon and A. M. Mood, "The statistical
    sign test", Journal of the American Statistical Association 41, 1946.
    """
    tosses = higher + lower
    ways = sum(comb(tosses, heads) for heads in range(max(higher, lower), tosses + 1))
    return min(2 * ways / (1 << tosses), 1.0)


def more_than_chance(chances: Floats, family: Whole, one_in: int) -> NDArray[np.bool_]:
    """List the comparisons that chance does not explain: of all listed, at most 1 in so many is expected to be false.

    Takes the chances, and the number of the family to which each belongs, from 0. Y. Benjamini and Y. Hochberg,
    "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57, 1995: in a family of m,
    ordered by their chances, all up to the last whose chance is at most its place divided by m times `one_in`.
    """
    order = np.lexsort((chances, family))
    starts = np.flatnonzero(np.diff(family[order], prepend=-1))
    size = np.diff(starts, append=len(order))
    place = np.arange(1, len(order) + 1) - np.repeat(starts, size)
    small = chances[order] <= place / (np.repeat(size, size) * one_in)
    last = np.maximum.reduceat(np.where(small, place, 0), starts) if len(starts) else starts
    listed = np.zeros(len(order), dtype=np.bool_)
    listed[order] = place <= np.repeat(last, size)
    return listed


class _Pools(NamedTuple):
    """Comparisons with as many levels: the pooled answers, how many of them are dealt, and the difference found."""

    pool: Whole
    dealt: Whole
    found: Whole


class _Ways(NamedTuple):
    """Ways of dealing the levels so far, one after another: of which comparison, how many answers were dealt in them.

    `sums` is the difference so far, and `weights` in how many ways it comes about.
    """

    row: Whole
    dealt: Whole
    sums: Whole
    weights: Floats

    def at(self, rows: Whole) -> _Ways:
        """Return the ways in these rows."""
        return _Ways(self.row[rows], self.dealt[rows], self.sums[rows], self.weights[rows])


class _Difference(Protocol):
    """A difference between two groups, as a whole number that is added up level by level."""

    def __init__(self, pools: _Pools) -> None: ...

    def after(self, level: int, ways: _Ways, more: Whole) -> Whole:
        """Return the sums once so many more answers, of this level, are dealt."""

    def may_be_smaller(self, row: Whole, sums: Whole) -> NDArray[np.bool_]:
        """Say which sums can still become smaller than what was found."""

    def smaller(self, ways: _Ways) -> tuple[Whole, Whole]:
        """Return the first and last number of answers of the last level but one that make it smaller than found."""

    def step(self, row: int) -> int:
        """Return how near sums are that may be put together where there are very many."""


class _Distance:
    """The earth mover's distance: for each level, how far all that was dealt so far is from its share, times people."""

    def __init__(self, pools: _Pools) -> None:
        self._people = pools.pool.sum(axis=1)
        self._shares = np.cumsum(pools.pool, axis=1) * pools.dealt[:, np.newaxis]
        self._found = pools.found
        self._may_be_near = _is_large(pools)

    def after(self, level: int, ways: _Ways, more: Whole) -> Whole:
        share = self._shares[ways.row, level]
        sums: Whole = ways.sums + np.abs(self._people[ways.row] * (ways.dealt + more) - share)
        return sums

    def may_be_smaller(self, row: Whole, sums: Whole) -> NDArray[np.bool_]:
        smaller: NDArray[np.bool_] = sums < self._found[row]
        return smaller

    def smaller(self, ways: _Ways) -> tuple[Whole, Whole]:
        people, share = self._people[ways.row], self._shares[ways.row, -2]
        within = self._found[ways.row] - ways.sums - 1
        return -((within - share) // people) - ways.dealt, (share + within) // people - ways.dealt

    def step(self, row: int) -> int:
        return max(int(self._found[row]) // _GRID, 1) if self._may_be_near[row] else 1


class _Delta:
    """By how many more pairs one group is further up, in either direction, from the sum of the midranks it is dealt."""

    def __init__(self, pools: _Pools) -> None:
        self._ranks = 2 * np.cumsum(pools.pool, axis=1) - pools.pool + 1
        people = pools.pool.sum(axis=1)
        self._dealt, self._middle = pools.dealt, pools.dealt * (people + 1)
        self._found = pools.found
        self._may_be_near = _is_large(pools)
        self._pairs = pools.dealt * (people - pools.dealt)

    def after(self, level: int, ways: _Ways, more: Whole) -> Whole:
        sums: Whole = ways.sums + self._ranks[ways.row, level] * more
        return sums

    def may_be_smaller(self, row: Whole, sums: Whole) -> NDArray[np.bool_]:
        smaller: NDArray[np.bool_] = sums < (self._middle + self._found)[row]
        return smaller

    def smaller(self, ways: _Ways) -> tuple[Whole, Whole]:
        rank, last = self._ranks[ways.row, -2], self._ranks[ways.row, -1]
        with_none = self._middle[ways.row] - ways.sums - (self._dealt[ways.row] - ways.dealt) * last
        each, within = last - rank, self._found[ways.row] - 1
        return -((within + with_none) // each), (within - with_none) // each

    def step(self, row: int) -> int:
        return max(int(self._pairs[row]) // _GRID, 1) if self._may_be_near[row] else 1


def _distinct(pool: Whole, dealt: Whole, found: Whole, difference: type[_Difference]) -> Floats:
    """Find each distinct chance once; where nothing differs it is 1."""
    chances = np.ones(len(found))
    differs = np.flatnonzero(found)
    if not len(differs):
        return chances
    pool = _from_its_first(pool[differs])
    number, row = distinct_rows((*pool.T, dealt[differs], found[differs]))
    pool, dealt, found = pool[row], dealt[differs][row], found[differs][row]
    width = pool.shape[1] - (pool[:, ::-1] > 0).argmax(axis=1)
    of_distinct = np.ones(len(row))
    for levels in np.unique(width):
        at = np.flatnonzero(width == levels)
        of_distinct[at] = _chances(_Pools(pool[at, :levels], dealt[at], found[at]), difference)
    chances[differs] = of_distinct[number]
    return chances


def _from_its_first(pool: Whole) -> Whole:
    """Begin each row at its first level with answers, from the end with fewer ways of dealing all but two levels."""
    first = (pool > 0).argmax(axis=1)
    levels = np.arange(pool.shape[1])
    padded = np.pad(pool, ((0, 0), (0, pool.shape[1])))
    up = np.take_along_axis(padded, levels + first[:, np.newaxis], axis=1)
    backward = pool[:, ::-1]
    last = (backward > 0).argmax(axis=1)
    down = np.take_along_axis(np.pad(backward, ((0, 0), (0, pool.shape[1]))), levels + last[:, np.newaxis], axis=1)
    width = pool.shape[1] - first - last
    free = levels >= width[:, np.newaxis] - 2
    many = [np.where(free, 0.0, np.log1p(row)).sum(axis=1) for row in (up, down)]
    return np.where((many[0] <= many[1])[:, np.newaxis], up, down)


def _chances(pools: _Pools, difference: type[_Difference]) -> Floats:
    """Return the chance of each of these comparisons, some at a time."""
    states = np.prod(pools.pool[:, :-2] + 1.0, axis=1) + (pools.pool[:, -2] + 1.0) * (pools.dealt + 1)
    order = np.lexsort((states, pools.pool.sum(axis=1) > _EXACT))
    ends = np.flatnonzero(np.diff(np.cumsum(states[order]) // _MOST_STATES, append=np.inf)) + 1
    chances = np.ones(len(order))
    start = 0
    for end in ends.tolist():
        at = order[start:end]
        whole = pools.pool[at].sum(axis=1) <= _EXACT
        for part in (at[whole], at[~whole]):
            if len(part):
                chances[part] = _chance(_Pools(*(column[part] for column in pools)), difference)
        start = end
    return chances


def _chance(pools: _Pools, difference: type[_Difference]) -> Floats:
    """Deal the pools level by level; the last two levels at once, since what the last one gets follows."""
    rows, levels = pools.pool.shape
    weigh, sums = _Weights(pools), difference(pools)
    none = np.zeros(rows, dtype=np.int64)
    ways = _Ways(np.arange(rows), none, none, np.ones(rows))
    for level in range(levels - 2):
        if len(ways.row):
            ways = _dealt(pools, level, ways, weigh, sums)
    smaller = weigh.between(ways, *sums.smaller(ways))
    below = np.bincount(ways.row, weights=ways.weights * smaller, minlength=rows)
    every = weigh.all_ways()
    chances: Floats = np.clip((every - below) / every, 0, 1)
    return chances


def _dealt(pools: _Pools, level: int, ways: _Ways, weigh: _Weights, sums: _Difference) -> _Ways:
    """Deal one more level in every way; sums that are no longer smaller than what was found are left out."""
    least, most = _choices(pools, level, ways)
    choices = most - least + 1
    weights_of = weigh.of_level(level)
    parts = np.flatnonzero(np.diff(np.cumsum(choices) // _MOST_STATES, append=np.inf)) + 1
    done = []
    start = 0
    for end in parts.tolist():
        source = np.repeat(np.arange(start, end), choices[start:end])
        first = np.cumsum(choices) - choices - least
        more = np.arange(len(source)) + first[start] + least[start] - first[source]
        part = ways.at(source)
        grown = sums.after(level, part, more)
        keep = np.flatnonzero(sums.may_be_smaller(part.row, grown))
        part, more = part.at(keep), more[keep]
        weights = part.weights * weights_of[part.row, more]
        part = _Ways(part.row, part.dealt + more, grown[keep], weights)
        done.append(_put_together(part, sums) if len(parts) > 1 else part)
        start = end
    if len(done) == 1:
        return done[0]
    columns = ([getattr(part, name) for part in done] for name in _Ways._fields)
    return _put_together(_Ways(*map(np.concatenate, columns)), sums)


def _choices(pools: _Pools, level: int, ways: _Ways) -> tuple[Whole, Whole]:
    """Return the least and most answers of a level that are dealt; in large rooms what hardly ever is, is left out."""
    left = pools.dealt[ways.row] - ways.dealt
    of_level, later = pools.pool[ways.row, level], pools.pool[:, level + 1 :].sum(axis=1)[ways.row]
    least, most = np.maximum(left - later, 0), np.minimum(of_level, left)
    if not _is_large(pools).any():
        return least, most
    people = np.maximum(of_level + later, 2)
    share = of_level / people
    wide = _SPREADS * np.sqrt(left * share * (1 - share) * (people - left) / (people - 1)) + 1
    wide = np.where(_is_large(pools)[ways.row], wide, people)
    near = (np.floor(left * share - wide).astype(np.int64), np.ceil(left * share + wide).astype(np.int64))
    return np.maximum(least, near[0]), np.minimum(most, near[1])


def _is_large(pools: _Pools) -> NDArray[np.bool_]:
    """Say which comparisons are of so many answers in both groups that not every way needs to be counted."""
    large: NDArray[np.bool_] = np.minimum(pools.dealt, pools.pool.sum(axis=1) - pools.dealt) >= _LARGE
    return large


def _put_together(ways: _Ways, sums: _Difference) -> _Ways:
    """Put ways together whose sums are alike, where so many answers were dealt in them."""
    rows = np.unique(ways.row)
    steps = np.ones(int(rows.max(initial=0)) + 1, dtype=np.int64)
    steps[rows] = [sums.step(row) for row in rows.tolist()]
    step = steps[ways.row]
    number, first = distinct_rows((ways.row, ways.dealt, ways.sums // step))
    weights = np.bincount(number, weights=ways.weights).astype(np.float64)
    # The mean of sums that are alike is just that sum, so that ties stay ties.
    beyond = np.bincount(number, weights=ways.weights * (ways.sums - ways.sums[first][number]))
    sums_of = ways.sums[first] + np.rint(beyond / np.maximum(weights, np.finfo(np.float64).tiny)).astype(np.int64)
    return _Ways(ways.row[first], ways.dealt[first], sums_of, weights)


class _Weights:
    """In how many ways answers are taken from a level, for comparisons that are all exact, or all larger.

    The larger ones are weighed by a constant factor, each by its own, that keeps numbers within what a float holds.
    """

    def __init__(self, pools: _Pools) -> None:
        self._pools = pools
        self._people = pools.pool.sum(axis=1)
        most = int(self._people.max(initial=1))
        self._is_exact = most <= _EXACT
        self._logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])
        share = pools.dealt / self._people
        self._taken, self._left = np.log(share), np.log1p(-share)

    def ways(self, row: Whole, of: Whole, taken: Whole) -> Floats:
        """Return in how many ways so many answers can be taken of as many; 0 where they cannot."""
        possible = (taken >= 0) & (taken <= of)
        some = np.where(possible, taken, 0)
        if self._is_exact:
            ways = _PASCAL[of, some]
        else:
            logs = self._logs[of] - self._logs[some] - self._logs[of - some]
            ways = np.exp(logs + some * self._taken[row] + (of - some) * self._left[row])
        return np.where(possible, ways, 0.0)

    def all_ways(self) -> Floats:
        """Return in how many ways each pool can be dealt."""
        return self.ways(np.arange(len(self._people)), self._people, self._pools.dealt)

    def of_level(self, level: int) -> Floats:
        """Return, for each comparison, in how many ways each number of a level's answers can be taken."""
        of = self._pools.pool[:, level, np.newaxis]
        rows = np.arange(len(of))[:, np.newaxis]
        return self.ways(rows, of, np.arange(int(of.max(initial=0)) + 1))

    def between(self, ways: _Ways, first: Whole, last: Whole) -> Floats:
        """Return in how many ways the last two levels can be dealt, with these numbers of the last but one."""
        if not len(ways.row):
            return np.zeros(0)
        one, other = self.of_level(-2), self.of_level(-1)
        least = int(ways.dealt.min())
        already = np.arange(least, int(ways.dealt.max()) + 1)[:, np.newaxis]
        more = np.arange(one.shape[1])
        left = self._pools.dealt[:, np.newaxis, np.newaxis] - already - more
        # What cannot be left for the last level finds the column of zeros at its end.
        other = np.pad(other, ((0, 0), (0, 1)))
        left[(left < 0) | (left >= other.shape[1])] = other.shape[1] - 1
        ways_with = one[:, np.newaxis] * other[np.arange(len(other))[:, np.newaxis, np.newaxis], left]
        up_to = np.zeros((*ways_with.shape[:2], len(more) + 1))
        np.cumsum(ways_with, axis=2, out=up_to[:, :, 1:])
        begin = np.clip(first, 0, len(more))
        end = np.maximum(np.clip(last + 1, 0, len(more)), begin)
        at = ways.dealt - least
        found: Floats = up_to[ways.row, at, end] - up_to[ways.row, at, begin]
        return found


_PASCAL = np.array([[float(comb(of, taken)) for taken in range(_EXACT + 1)] for of in range(_EXACT + 1)])
