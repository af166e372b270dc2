"""Exact chances are those that one finds by dealing the pooled answers in every way there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import comb, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.analysis import chance
from coreflect.analysis.chance import ahead, delta_by_chance, distance_by_chance, distances, more_than_chance, sign_test

Levels = Sequence[int]

rooms = st.integers(2, 5).flatmap(
    lambda levels: st.tuples(
        *[st.lists(st.integers(0, 3), min_size=levels, max_size=levels).filter(any) for _ in range(2)]
    )
)


def deals(first: Levels, second: Levels) -> Iterator[tuple[int, Levels, Levels]]:
    """Each way to deal the pooled answers into two groups of these sizes, and how many ways are like it."""
    pool = [one + other for one, other in zip(first, second, strict=True)]
    for taken in product(*(range(number + 1) for number in pool)):
        if sum(taken) == sum(first):
            rest = [number - some for number, some in zip(pool, taken, strict=True)]
            yield prod(map(comb, pool, taken)), taken, rest


def by_hand(first: Levels, second: Levels, differ: Callable[[Levels, Levels], int]) -> Fraction:
    """How often chance makes two groups differ by as much as these, or more."""
    found = differ(first, second)
    ways = [(number, differ(one, other) >= found) for number, one, other in deals(first, second)]
    return Fraction(sum(number for number, as_much in ways if as_much), sum(number for number, _ in ways))


def distance(first: Levels, second: Levels) -> int:
    """The work of moving one picture into the other, person by person, each copied to one size."""
    people = [
        sorted(level for level, number in enumerate(levels) for _ in range(number * sum(other)))
        for levels, other in ((first, second), (second, first))
    ]
    return sum(abs(one - other) for one, other in zip(*people, strict=True))


def delta(first: Levels, second: Levels) -> int:
    """By how many more pairs one group is further up."""
    above = sum(a * b for i, a in enumerate(first) for j, b in enumerate(second) if j > i)
    below = sum(a * b for i, a in enumerate(first) for j, b in enumerate(second) if j < i)
    return abs(above - below)


def matrix(levels: Levels, width: int = 7) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    return np.array([[*levels, *[0] * (width - len(levels))]])


@given(rooms)
def test_small_rooms_have_the_chance_that_all_ways_of_dealing_give(room: tuple[Levels, Levels]) -> None:
    first, second = map(matrix, room)

    assert distances(first, second)[0] == distance(*room)
    assert abs(ahead(first, second)[0]) == delta(*room)
    assert distance_by_chance(first, second)[0] == float(by_hand(*room, distance))
    assert delta_by_chance(first, second)[0] == float(by_hand(*room, delta))


@given(rooms)
def test_no_chance_depends_on_which_group_comes_first_or_on_which_end_is_up(room: tuple[Levels, Levels]) -> None:
    first, second = map(matrix, room)
    for by_chance in (distance_by_chance, delta_by_chance):
        found = by_chance(first, second)[0]
        assert by_chance(second, first)[0] == found
        assert by_chance(first[:, ::-1], second[:, ::-1])[0] == found


@given(st.lists(rooms, min_size=1, max_size=6))
def test_many_comparisons_at_once_have_the_chances_of_each(many: list[tuple[Levels, Levels]]) -> None:
    first, second = (np.concatenate([matrix(room[side]) for room in many]) for side in (0, 1))
    for by_chance in (distance_by_chance, delta_by_chance):
        each = [by_chance(matrix(room[0]), matrix(room[1]))[0] for room in many]
        assert by_chance(first, second).tolist() == each


def test_two_pictures_that_are_the_same_differ_by_nothing_beyond_chance() -> None:
    same = matrix((3, 2, 0, 4))

    assert distance_by_chance(same, same).tolist() == delta_by_chance(same, same).tolist() == [1.0]
    assert distance_by_chance(np.zeros((0, 7), np.int64), np.zeros((0, 7), np.int64)).tolist() == []


def test_five_people_wholly_apart_from_five_others_come_of_chance_twice_in_252_times() -> None:
    assert delta_by_chance(matrix((0, 5, 0, 0)), matrix((0, 0, 5, 0)))[0] == 2 / 252
    assert distance_by_chance(matrix((0, 5, 0, 0)), matrix((0, 0, 5, 0)))[0] == 2 / 252


MIDDLING = [
    ((2, 9, 11, 5), (1, 4, 12, 14)),
    ((5, 0, 20, 4), (2, 9, 9, 9)),
    ((0, 14, 15, 2, 1), (3, 5, 12, 8, 0)),
    ((2, 0, 12, 14, 0, 3), (4, 1, 9, 10, 1, 2)),
]


@pytest.mark.parametrize(("first", "second"), MIDDLING)
def test_beyond_what_a_float_holds_exactly_the_chance_is_right_to_twelve_digits(first: Levels, second: Levels) -> None:
    for by_chance, differ in ((distance_by_chance, distance), (delta_by_chance, delta)):
        found = by_chance(matrix(first), matrix(second))[0]
        assert found == pytest.approx(float(by_hand(first, second, differ)), rel=1e-9)


@pytest.mark.parametrize(
    ("first", "second"),
    [((9, 21, 21, 9), (5, 18, 23, 14)), ((12, 22, 30, 8, 3), (8, 20, 33, 12, 7)), ((70, 80, 9, 41), (55, 85, 15, 45))],
)
def test_ways_put_together_in_large_rooms_change_the_chance_by_less_than_a_thousandth(
    first: Levels, second: Levels, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = matrix(first), matrix(second)
    exact = [by_chance(one, other)[0] for by_chance in (distance_by_chance, delta_by_chance)]
    monkeypatch.setattr(chance, "_MOST_STATES", 400)

    near = [by_chance(one, other)[0] for by_chance in (distance_by_chance, delta_by_chance)]

    assert near == pytest.approx(exact, abs=0.001)


def test_in_smaller_rooms_ways_that_are_put_together_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = matrix((2, 9, 3, 4, 2)), matrix((6, 4, 2, 9, 1))
    exact = [by_chance(first, second)[0] for by_chance in (distance_by_chance, delta_by_chance)]
    monkeypatch.setattr(chance, "_MOST_STATES", 50)

    assert [by_chance(first, second)[0] for by_chance in (distance_by_chance, delta_by_chance)] == exact


@pytest.mark.parametrize(("first", "second"), [((3, 7, 7, 3), (1, 4, 9, 6)), ((15, 35, 35, 15), (8, 30, 40, 22))])
def test_the_chance_is_what_shuffling_gives(first: Levels, second: Levels) -> None:
    shuffled = np.random.default_rng(20261126)
    people = np.repeat(np.tile(np.arange(4), 2), [*first, *second])
    once = np.array([shuffled.permutation(people) for _ in range(20_000)])
    dealt, rest = (
        np.stack([(part == level).sum(axis=1) for level in range(4)], axis=1)
        for part in (once[:, : sum(first)], once[:, sum(first) :])
    )
    for by_chance, differ in ((distance_by_chance, distances), (delta_by_chance, lambda a, b: np.abs(ahead(a, b)))):
        found = (differ(dealt, rest) >= differ(matrix(first, 4), matrix(second, 4))[0]).mean()
        assert by_chance(matrix(first, 4), matrix(second, 4))[0] == pytest.approx(found, abs=0.012)


def test_thousands_of_answers_have_a_chance_too() -> None:
    first, second = matrix((300, 700, 700, 300)), matrix((280, 700, 710, 310))

    assert 0.3 < distance_by_chance(first, second)[0] < 0.9
    assert 0.3 < delta_by_chance(first, second)[0] < 0.9
    assert 0 < distance_by_chance(first, matrix((0, 0, 2, 3)))[0] < 0.2


@pytest.mark.parametrize(
    ("higher", "lower", "expected"),
    [(0, 0, 1), (1, 0, 1), (3, 3, 1), (5, 0, 2 / 32), (0, 5, 2 / 32), (8, 1, 20 / 512), (9, 3, 598 / 4096)],
)
def test_the_sign_test_counts_both_tails(higher: int, lower: int, expected: float) -> None:
    assert sign_test(higher, lower) == expected


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=30), st.sampled_from((5, 10)))
def test_each_family_lists_all_up_to_the_last_that_is_small_for_its_place(
    given_chances: list[tuple[int, int]], one_in: int
) -> None:
    family = np.array([name for name, _ in given_chances], dtype=np.int64)
    chances = np.array([number / 200 for _, number in given_chances])
    limits = {}
    for name in set(family.tolist()):
        ordered = sorted(chances[family == name].tolist())
        small = [p for place, p in enumerate(ordered, 1) if p <= place / (len(ordered) * one_in)]
        limits[name] = max(small, default=-1)

    listed = more_than_chance(chances, family, one_in)

    assert listed.tolist() == [p <= limits[name] for name, p in zip(family.tolist(), chances.tolist(), strict=True)]
