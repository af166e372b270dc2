"""What a room settles is saved in place of what it began with, and of two laptops' versions neither is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.answers import EVERYONE
from coreflect.core.reflections.responses import Question, questions
from coreflect.services.app import Services, services_of
from coreflect.services.room import (
    begin_show_of_hands,
    begin_where_now,
    new_room_note,
    notes_for_everyone,
    save_hands_of_group,
    save_room_note,
    save_show_of_hands,
    save_where_now,
    settled_as_data,
    where_now_words,
)
from tests.support.builders.meeting_commands import Meeting, a_meeting


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    return a_meeting(tmp_path / "w", privacy="open", smallest_group=0, invited=8)


@pytest.fixture
def services(meeting: Meeting) -> Services:
    return services_of(meeting.workspace, Shelf())


@pytest.fixture
def question(meeting: Meeting) -> Question:
    return questions(meeting.reflection, meeting.workspace.banks(meeting.reflection.id))[0]


def test_a_show_of_hands_starts_from_the_one_before_and_takes_its_place(
    services: Services, meeting: Meeting, question: Question
) -> None:
    first = begin_show_of_hands(services, meeting.reflection, question)
    assert (first.by, first.start, first.people, first.in_two_versions) == ("everyone", {}, 8, False)
    save_show_of_hands(services, first, {(EVERYONE, "always"): 6})
    again = begin_show_of_hands(services, meeting.reflection, question)
    assert (again.start, again.people) == ({(EVERYONE, "always"): 6}, 8)
    save_show_of_hands(services, again, {(EVERYONE, "never"): 2})
    assert [(row.answer, row.count) for row in services.workspace.room(meeting.reflection.id)] == [("never", 2)]


def test_two_shows_that_began_together_stand_as_two_versions(
    services: Services, meeting: Meeting, question: Question
) -> None:
    one, other = (begin_show_of_hands(services, meeting.reflection, question) for _ in range(2))
    save_show_of_hands(services, one, {(EVERYONE, "always"): 6})
    save_show_of_hands(services, other, {(EVERYONE, "always"): 7})
    now = begin_show_of_hands(services, meeting.reflection, question)
    assert (now.in_two_versions, now.start) == (True, {})


def test_two_shows_that_counted_the_same_are_one_and_the_next_takes_the_place_of_both(
    services: Services, meeting: Meeting, question: Question
) -> None:
    one, other = (begin_show_of_hands(services, meeting.reflection, question) for _ in range(2))
    for show in (one, other):
        save_show_of_hands(services, show, {(EVERYONE, "always"): 6})
    now = begin_show_of_hands(services, meeting.reflection, question)
    assert (now.in_two_versions, now.start) == (False, {(EVERYONE, "always"): 6})
    (row,) = settled_as_data(services, meeting.reflection)["hands"]
    assert "versions" not in row
    save_show_of_hands(services, now, {(EVERYONE, "always"): 5})
    assert [row.count for row in services.workspace.room(meeting.reflection.id)] == [5]


def test_a_group_is_counted_beside_the_others_and_too_many_are_questioned(
    services: Services, meeting: Meeting, question: Question
) -> None:
    def count(group: str, hands: int) -> tuple[int, str]:
        return save_hands_of_group(
            services, meeting.reflection, question, "perspectives", group, {"always": hands, "never": 0}
        )

    assert count("staff", 3) == (3, "")
    assert count("carer", 2) == (5, "")
    assert count("carer", 6) == (9, "That makes 9 of 8. Count again, or is someone new here?")
    whole = save_hands_of_group(services, meeting.reflection, question, "everyone", EVERYONE, {"always": 8})
    assert whole == (8, "")
    assert [row.side for row in services.workspace.room(meeting.reflection.id)] == [EVERYONE]


def test_a_level_is_saved_once_the_others_have_been_asked_and_leaving_it_so_asks_nobody(
    services: Services, meeting: Meeting, question: Question
) -> None:
    where = begin_where_now(services, meeting.reflection, question)
    assert where.stood == ""
    assert [where.asks_the_others(answer) for answer in where_now_words(question)] == [True, True, True, False, False]
    save_where_now(services, where, "sometimes")
    again = begin_where_now(services, meeting.reflection, question)
    assert again.stood == "sometimes"
    save_where_now(services, where, "never")
    assert begin_where_now(services, meeting.reflection, question).stood == ""


def test_a_note_is_revised_in_its_place_and_stands_for_everyone_only_once_it_is_theirs(
    services: Services, meeting: Meeting, question: Question
) -> None:
    note = new_room_note(services, meeting.reflection, question)
    note = save_room_note(services, note, "The gate", "facilitator")
    note = save_room_note(services, note, "The gate sticks", "facilitator")
    assert notes_for_everyone(services, meeting.reflection, question) == ()
    note = save_room_note(services, note, note.text, "room")
    assert notes_for_everyone(services, meeting.reflection, question) == (note,)
    assert notes_for_everyone(services, meeting.reflection, None) == ()
    assert [one.text for one in services.workspace.room_notes(meeting.reflection.id)] == ["The gate sticks"]


@pytest.mark.parametrize(("hands", "withheld"), [(4, "all"), (5, None)])
def test_without_names_fewer_hands_than_the_smallest_group_are_held_back(
    tmp_path: Path, hands: int, withheld: str | None
) -> None:
    meeting = a_meeting(tmp_path / "private")
    services = services_of(meeting.workspace, Shelf())
    question = questions(meeting.reflection, meeting.workspace.banks(meeting.reflection.id))[0]
    show = begin_show_of_hands(services, meeting.reflection, question)
    save_show_of_hands(services, show, {(EVERYONE, "always"): hands})
    (shown,) = settled_as_data(services, meeting.reflection)["hands"]
    counted = [] if withheld else [{"group": EVERYONE, "answer": "always", "hands": hands}]
    assert (shown["counted"], shown.get("withheld")) == (counted, withheld)
