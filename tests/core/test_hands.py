"""How hands may be counted: by group only in the open, one way at a time, and with a number of people to expect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.answers import EVERYONE
from coreflect.core.meeting import room as hands
from coreflect.core.meeting.room import record_id, tally
from coreflect.core.model import RoomCount
from coreflect.core.results import GROUPS
from tests.support.builders.examples import CountingIds, a_round, bank

FIRST, SECOND = ("garden", "garden-1-1", 1), ("garden", "garden-1-2", 1)
OPEN = a_round(privacy="open", smallest_group=0)


def shown_hands(key: tuple[str, str, int], *counts: tuple[str, str, int]) -> tuple[RoomCount, ...]:
    return tally(OPEN.id, key, {(group, answer): count for group, answer, count in counts}, (), CountingIds())


def test_without_names_there_is_one_way_to_count_and_openly_three():
    assert hands.ways(a_round()) == ("everyone",)
    assert hands.ways(OPEN) == ("everyone", "sides", "perspectives")


def test_every_group_of_every_way_can_be_shown_in_results():
    assert [group for group, _ in hands.groups("everyone")] == [EVERYONE]
    for way in hands.ways(OPEN):
        assert {group for group, _ in hands.groups(way)} <= set(GROUPS)


def test_hands_are_shown_for_each_level_and_for_what_stands_beside_them():
    answers = [answer for answer, _ in hands.answers(bank().scales[0])]
    assert answers == [
        "not-yet",
        "started",
        "some-places",
        "everywhere",
        "not-sure",
        "not-applicable",
        "rather-not-say",
    ]


def test_the_earlier_tally_of_an_item_is_found_and_says_how_it_was_counted():
    first = shown_hands(FIRST, ("supported", "started", 3), ("staff", "started", 2))
    room = (*first, *shown_hands(SECOND, (EVERYONE, "started", 5)))
    assert hands.tally_of(OPEN.id, FIRST, room) == first
    assert hands.counted_by(OPEN, first) == "perspectives"
    assert hands.counted_by(a_round(), first) == "everyone"
    assert hands.counted_by(OPEN, ()) == "everyone"
    assert all(row.id == record_id(OPEN.id, "tally", "garden", "garden-1-1") for row in first)


def test_as_many_people_are_expected_as_showed_before_or_else_were_invited():
    assert hands.people_here(OPEN, FIRST, ()) == 8
    room = shown_hands(SECOND, (EVERYONE, "started", 3), (EVERYONE, "not-sure", 4))
    assert hands.people_here(OPEN, FIRST, room) == 7
    assert hands.people_here(a_round(invited=None), FIRST, ()) is None


def test_neither_a_later_show_of_hands_nor_a_correction_is_held_against_a_mistaken_one():
    mistaken = shown_hands(FIRST, (EVERYONE, "started", 99), (EVERYONE, "partly", 198))
    assert hands.people_here(OPEN, FIRST, mistaken) == hands.people_here(OPEN, SECOND, mistaken) == 8
    assert hands.people_here(a_round(invited=None), SECOND, mistaken) is None
    six = shown_hands(SECOND, (EVERYONE, "started", 6))
    assert hands.people_here(OPEN, FIRST, (*mistaken, *six)) == 6
    nine = [row for item in ("a", "b") for row in shown_hands((SECOND[0], item, 1), (EVERYONE, "started", 9))]
    assert hands.people_here(OPEN, FIRST, (*mistaken, *six, *nine)) == 9


def test_of_two_versions_of_one_show_neither_is_the_start_and_their_people_are_not_added_up():
    one = shown_hands(FIRST, (EVERYONE, "started", 7))
    other = tuple(replace(row, revision="another", count=6) for row in one)
    assert hands.start_of(one) == {(EVERYONE, "started"): 7}
    assert hands.start_of((*one, *other)) == hands.start_of(()) == {}
    assert hands.people_here(OPEN, SECOND, (*one, *other)) == 7


@pytest.mark.parametrize(
    ("total", "people", "doubtful"),
    [(8, 8, False), (8, None, False), (7, 8, True), (9, 8, True), (0, 8, True), (0, 0, True), (0, None, True)],
)
def test_no_hand_or_another_number_than_the_people_here_is_doubtful(
    total: int, people: int | None, doubtful: bool
) -> None:
    assert hands.hands_are_doubtful(total, people) is doubtful
