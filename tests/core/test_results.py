"""What a result says of itself: how far apart, how many cannot tell, and whether it moved."""

from __future__ import annotations

import pytest

from coreflect.core.results import GROUPS, Move, Picture
from tests.support.builders.results import picture_of


@pytest.mark.parametrize(
    ("levels", "closeness"),
    [
        ((0, 0, 0, 0), "too few"),
        ((1, 0, 0, 0), "too few"),
        ((4, 3, 0, 0), "close"),
        ((4, 0, 1, 0), "far apart"),
        ((19, 0, 1, 0), "close"),
        ((18, 0, 1, 0), "mixed"),
        ((5, 0, 1, 0), "far apart"),
        ((6, 0, 1, 0), "mixed"),
    ],
)
def test_closeness_counts_pairs_far_apart(levels: tuple[int, ...], closeness: str) -> None:
    assert picture_of(levels).closeness == closeness


@pytest.mark.parametrize(
    ("chose", "not_sure", "many"), [(4, 2, True), (5, 2, False), (0, 1, False), (0, 2, True), (6, 3, True)]
)
def test_many_cannot_tell_from_a_third_and_two_people_on(chose: int, not_sure: int, many: bool) -> None:
    assert picture_of((chose, 0), not_sure=not_sure).many_cannot_tell is many


@pytest.mark.parametrize(("steps", "moved"), [(None, False), (0, False), (2, False), (3, True), (4, True)])
def test_it_moved_from_half_of_the_people_on(steps: int | None, moved: bool) -> None:
    assert Picture("everyone", picture_of((3, 3)), Move("m-1", steps, "")).moved is moved


def test_nothing_moved_where_nobody_chose_a_level_and_nobody_may_see() -> None:
    assert not Picture("everyone", picture_of((0, 0)), Move("m-1", 0, "")).moved
    assert not Picture("everyone", None, Move("m-1", 3, "")).moved


def test_how_many_chose_a_level_leaves_the_non_answers_out() -> None:
    assert picture_of((2, 1), not_sure=3, left_blank=1).chose == 3


def test_everyone_is_shown_first_and_a_show_of_hands_last() -> None:
    assert (GROUPS[0], GROUPS[-1]) == ("everyone", "show-of-hands")
