"""What a result says of itself: how far apart, whether one person stands alone, and how many cannot tell."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.results import GROUPS, Move, far_from, too_few_to_say
from tests.support.builders.results import picture_of


@pytest.mark.parametrize(
    ("levels", "closeness"),
    [
        ((0, 0, 0, 0), "too few"),
        ((1, 0, 0, 0), "too few"),
        ((5, 3, 0, 0), "close"),
        ((4, 3, 0, 0), "mixed"),
        ((19, 0, 1, 0), "close"),
        ((18, 0, 1, 0), "mixed"),
        ((4, 0, 2, 0), "far apart"),
        ((2, 3, 1, 2), "far apart"),
        ((4, 0, 1, 0), "mixed"),
        ((5, 0, 1, 0), "mixed"),
        ((4, 4), "far apart"),
        ((8, 1), "mixed"),
        ((4, 0, 4, 0, 0, 0), "mixed"),
        ((4, 0, 0, 4, 0, 0), "far apart"),
    ],
)
def test_closeness_counts_pairs_by_how_many_levels_a_scale_has(levels: tuple[int, ...], closeness: str) -> None:
    assert picture_of(levels).closeness == closeness


@pytest.mark.parametrize(
    ("chose", "not_sure", "many"), [(4, 2, True), (5, 2, False), (0, 1, False), (0, 2, True), (6, 3, True)]
)
def test_many_cannot_tell_from_a_third_and_two_people_on(chose: int, not_sure: int, many: bool) -> None:
    assert picture_of((chose, 0), not_sure=not_sure).many_cannot_tell is many


@pytest.mark.parametrize("chose", range(5, 13))
def test_answers_are_close_where_more_than_six_in_ten_chose_one_level(chose: int) -> None:
    fewest = {5: 4, 6: 4, 7: 5, 8: 5, 9: 6, 10: 7, 11: 7, 12: 8}[chose]

    assert picture_of((0, fewest, chose - fewest, 0)).closeness == "close"
    assert picture_of((0, fewest - 1, chose - fewest + 1, 0)).closeness == "mixed"


def test_answers_are_close_only_where_half_of_those_counted_chose_a_level() -> None:
    assert picture_of((0, 5, 0, 0), not_sure=5).closeness == "close"
    assert picture_of((0, 5, 0, 0), not_sure=6).closeness == "mixed"


@pytest.mark.parametrize(
    ("levels", "openly", "privately"),
    [
        ((3, 0, 0, 4), True, True),
        ((4, 0, 0, 1), False, False),
        ((1, 0, 0, 4), False, False),
        ((2, 1, 1, 0), False, False),
        ((1, 1, 0, 3), True, True),
        ((4, 0, 2, 0), True, True),
        ((6, 0, 0, 1), False, False),
        ((3, 3, 0, 0), False, False),
        ((2, 0, 2, 0, 1), True, False),
        ((1, 0, 0, 4, 0, 0, 1), True, False),
        ((1, 0, 0, 0), False, False),
        ((0, 0, 0, 0), False, False),
    ],
)
def test_answers_are_far_apart_from_one_pair_in_three_on_unless_one_person_is_in_all_of_them(
    levels: tuple[int, ...], openly: bool, privately: bool
) -> None:
    spread = picture_of(levels)

    assert [spread.is_seen_differently(private=private) for private in (False, True)] == [openly, privately]


@given(st.integers(1, 15), st.integers(0, 6), st.integers(0, 6))
def test_one_person_against_all_others_is_never_said_to_differ(others: int, one: int, rest: int) -> None:
    row = [0] * 7
    row[rest] += others
    row[one] += 1

    assert not picture_of(row).is_seen_differently(private=False)


@given(st.lists(st.integers(0, 4), min_size=2, max_size=7))
def test_who_stands_alone_is_found_by_going_through_all_pairs(levels: list[int]) -> None:
    spread = picture_of(levels)
    people = [level for level, number in enumerate(levels) for _ in range(number)]
    far = [
        {one, other}
        for one, other in combinations(range(len(people)), 2)
        if abs(people[one] - people[other]) >= far_from(len(levels))
    ]
    in_all = any(all(person in pair for pair in far) for person in range(len(people))) if far else False
    from_all = any(sum(person in pair for pair in far) == len(people) - 1 > 0 for person in range(len(people)))

    assert spread.one_in_all_far_pairs == in_all
    assert spread.one_stands_alone == (in_all or from_all)


def test_we_are_too_few_to_say_only_where_all_are_too_few_and_none_is_listed() -> None:
    few, enough = Move("m-1", "", too_few=True), Move("m-1", "")

    assert too_few_to_say([few, few, Move("m-1", "reworded")])
    assert not too_few_to_say([few, enough])
    assert not too_few_to_say([few, few._replace(listed=True)])
    assert not too_few_to_say([Move("", "first round")])


def test_how_many_chose_a_level_leaves_the_non_answers_out() -> None:
    assert picture_of((2, 1), not_sure=3, left_blank=1).chose == 3


def test_everyone_is_shown_first_and_a_show_of_hands_last() -> None:
    assert (GROUPS[0], GROUPS[-1]) == ("everyone", "show-of-hands")
