"""What a room settles is one record by name: replaced as one, questioned where it does not fit, three to talk about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.errors import Misuse
from coreflect.core.meeting.room import agreed, record_id, tally, to_talk
from coreflect.core.names import is_safe_id
from coreflect.core.texts.meeting import hands_to_question
from tests.support.builders.examples import CountingIds

ROUND = "mill-lane-2026-05-12-bcdfgh"
BEDS, TOOLS, GATE, SHED = (("garden", item, 1) for item in ("beds", "tools", "gate", "shed"))


def test_a_record_has_the_same_name_on_every_laptop_and_another_for_each_thing() -> None:
    assert record_id(ROUND, "tally", "garden", "beds") == record_id(ROUND, "tally", "garden", "beds")
    names = {
        record_id(ROUND, "tally", "garden", "beds"),
        record_id(ROUND, "agreed", "garden", "beds"),
        record_id(ROUND, "tally", "garden", "tools"),
        record_id("another", "tally", "garden", "beds"),
        record_id(ROUND, "to-talk"),
    }
    assert len(names) == 5


@given(st.text(max_size=20), st.text(max_size=20))
def test_every_name_of_a_record_is_an_id(round_id: str, item: str) -> None:
    assert is_safe_id(record_id(round_id, "agreed", "garden", item))


def test_a_count_again_replaces_every_version_of_the_count_before() -> None:
    ids = CountingIds()
    one = tally(ROUND, BEDS, {("everyone", "often"): 3}, (), ids)
    other = tally(ROUND, BEDS, {("everyone", "often"): 4}, (), ids)
    again = tally(ROUND, BEDS, {("everyone", "often"): 5, ("everyone", "never"): 0}, (*one, *other), ids)
    assert [(row.answer, row.count) for row in again] == [("often", 5)]
    assert again[0].id == one[0].id
    assert set(again[0].replaces) == {one[0].revision, other[0].revision}


def test_where_nobody_showed_a_hand_there_is_a_record_all_the_same() -> None:
    (row,) = tally(ROUND, BEDS, {("everyone", "often"): 0}, (), CountingIds())
    assert (row.kind, row.count, row.item) == ("tally", 0, "beds")


def test_where_the_room_stands_is_one_row() -> None:
    (row,) = agreed(ROUND, BEDS, "differently", (), CountingIds())
    assert (row.kind, row.answer, row.count, row.edition) == ("agreed", "differently", 1, 1)


def test_what_to_talk_about_keeps_its_order() -> None:
    rows = to_talk(ROUND, [TOOLS, BEDS], (), CountingIds())
    assert [(row.item, row.count) for row in rows] == [("tools", 1), ("beds", 2)]
    assert len({(row.id, row.revision) for row in rows}) == 1


def test_choosing_nothing_after_something_is_a_record_that_says_none_and_replaces_what_was_chosen() -> None:
    ids = CountingIds()
    before = to_talk(ROUND, [TOOLS, BEDS], (), ids)
    (none,) = to_talk(ROUND, [], before, ids)
    assert (none.kind, none.bank, none.item, none.edition, none.count) == ("to-talk", "", "", None, 0)
    assert (none.id, none.replaces) == (before[0].id, (before[0].revision,))
    (again,) = to_talk(ROUND, [TOOLS], (none,), ids)
    assert set(again.replaces) == {before[0].revision, none.revision}


def test_nobody_chooses_a_fourth_thing_or_one_twice() -> None:
    with pytest.raises(Misuse, match="3 questions at most"):
        to_talk(ROUND, [BEDS, TOOLS, GATE, SHED], (), CountingIds())
    with pytest.raises(Misuse, match="twice"):
        to_talk(ROUND, [BEDS, BEDS], (), CountingIds())


def test_numbers_that_do_not_fit_are_questioned_and_others_are_not() -> None:
    assert hands_to_question(8, 8) == hands_to_question(3, None) == ""
    assert hands_to_question(9, 8) == "That makes 9 of 8. Count again, or is someone new here?"
    assert hands_to_question(7, 8).startswith("That makes 7 of 8.")
