"""A meeting as both faces and the command run it: looked at, revealed only as it was shown, counted later, closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.errors import CoreflectError, Misuse, NotSaved
from coreflect.core.meeting.actions import Planned
from coreflect.core.reflections.responses import Turnout
from coreflect.services.actions import save_new_action
from coreflect.services.app import Services, services_of
from coreflect.services.meeting import (
    ask_to_reveal,
    check_closing,
    count_later,
    look_at_meeting,
    reveal,
    reveal_unasked,
    save_closing,
    save_how_it_was,
)
from coreflect.services.reflections import list_here
from coreflect.services.results import Results
from coreflect.services.revealing import TurnoutChanged
from tests.support.builders.meeting_commands import Meeting, a_meeting
from tests.support.builders.workspaces import FILES, kept_round

LEVELS = ("always", "never", "sometimes")


@dataclass
class Room:
    """A meeting on a real workspace, with its services."""

    meeting: Meeting
    services: Services

    def finish(self, *names: str) -> None:
        for name in names:
            self.meeting.answers(name, "carer", LEVELS)

    def while_counting(self, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
        """Let something happen once, after the answers of the first reveal are read and before it is saved."""
        read = self.services.results._merged
        waiting = [happens]

        def slow(results: Results, reflection: object) -> object:
            merged = read(reflection)
            if waiting:
                waiting.pop()()
            return merged

        monkeypatch.setattr(Results, "_merged", slow)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A private reflection in which five have finished."""
    meeting = a_meeting(tmp_path / "w")
    room = Room(meeting, services_of(meeting.workspace, Shelf()))
    room.finish("p0", "p1", "p2", "p3", "p4")
    return room


def state_of(room: Room) -> str:
    return room.services.workspace.round(room.meeting.reflection.id).state


def test_a_look_says_how_many_and_what_can_be_done(room: Room) -> None:
    room.meeting.begins("p9")
    state = look_at_meeting(room.services, room.meeting.reflection)
    assert (state.turnout, state.last_time, state.came_later, state.is_forgotten) == (Turnout(6, 5), (), 0, False)
    assert [name for name, _ in state.available_steps][:3] == ["answer", "paper", "phones"]


def test_what_cannot_be_read_of_last_time_keeps_nobody_from_the_meeting(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(_: str) -> object:
        raise CoreflectError("The folder is gone.")

    monkeypatch.setattr(room.services.workspace, "actions", torn)
    assert look_at_meeting(room.services, room.meeting.reflection).last_time == ()


def test_the_answers_are_shown_as_it_was_asked(room: Room) -> None:
    question = ask_to_reveal(room.services, room.meeting.reflection)
    assert question.title == "Show the answers to everyone?"
    assert "the 5 people who have finished" in " ".join(question.lines)
    assert question.choices == ((False, "Not yet"), (True, "Show the answers"))
    assert reveal(room.services, question).counted == 5


def test_where_nobody_has_finished_there_is_nothing_to_choose(tmp_path: Path) -> None:
    meeting = a_meeting(tmp_path / "w")
    question = ask_to_reveal(services_of(meeting.workspace, Shelf()), meeting.reflection)
    assert question.choices == ()
    assert question.lines == ("Nobody has finished yet, so there is nothing to show.",)


@pytest.mark.parametrize("happens", ["begins", "finishes"])
def test_another_number_than_was_shown_reveals_nothing_and_is_asked_again(room: Room, happens: str) -> None:
    question = ask_to_reveal(room.services, room.meeting.reflection)
    room.meeting.begins("p9") if happens == "begins" else room.finish("p9")
    with pytest.raises(TurnoutChanged):
        reveal(room.services, question)
    assert state_of(room) == "running"
    again = ask_to_reveal(room.services, room.meeting.reflection)
    assert reveal(room.services, again).counted == again.turnout.finished


def test_who_finishes_while_the_answers_are_counted_is_asked_about_too(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ask_to_reveal(room.services, room.meeting.reflection)
    room.while_counting(monkeypatch, lambda: room.finish("p9"))
    with pytest.raises(TurnoutChanged):
        reveal(room.services, question)
    assert state_of(room) == "running"


def test_where_another_terminal_was_quicker_its_reveal_stands(room: Room) -> None:
    question = ask_to_reveal(room.services, room.meeting.reflection)
    room.services.results.reveal(room.meeting.reflection.id)
    before = room.services.workspace.round(room.meeting.reflection.id)
    room.finish("p9")
    assert reveal(room.services, question).counted == 5
    assert room.services.workspace.round(room.meeting.reflection.id) == before


def test_unasked_it_counts_whoever_has_finished_by_then(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.while_counting(monkeypatch, lambda: room.finish("p9"))
    assert reveal_unasked(room.services, room.meeting.reflection, leave_out_unfinished=False).counted == 6


def test_unasked_it_leaves_nobody_out_who_begins_meanwhile(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.while_counting(monkeypatch, lambda: room.meeting.begins("p9"))
    with pytest.raises(CoreflectError, match=r"1 person has unfinished answers\. Nothing was changed"):
        reveal_unasked(room.services, room.meeting.reflection, leave_out_unfinished=False)
    assert state_of(room) == "running"
    assert reveal_unasked(room.services, room.meeting.reflection, leave_out_unfinished=True).counted == 5


def test_revealed_once_more_it_counts_those_who_came_later_or_says_why_not(room: Room) -> None:
    reveal_unasked(room.services, room.meeting.reflection, leave_out_unfinished=False)
    before = room.services.workspace.round(room.meeting.reflection.id)
    with pytest.raises(Misuse, match="These answers were shown before"):
        reveal_unasked(room.services, before, leave_out_unfinished=False)
    room.finish("q0")
    with pytest.raises(CoreflectError, match="1 person finished later"):
        reveal_unasked(room.services, before, leave_out_unfinished=False)
    room.finish("q1", "q2", "q3", "q4")
    now = reveal_unasked(room.services, before, leave_out_unfinished=False)
    assert (now.counted, now.joined, now.published.counted) == (10, 5, 10)


def test_as_many_as_the_smallest_group_who_came_later_can_be_counted(room: Room) -> None:
    reveal_unasked(room.services, room.meeting.reflection, leave_out_unfinished=False)
    room.finish("q0", "q1", "q2", "q3")
    assert look_at_meeting(room.services, room.meeting.reflection).came_later == 0
    room.finish("q4")
    state = look_at_meeting(room.services, room.meeting.reflection)
    assert (state.came_later, "later" in dict(state.available_steps)) == (5, True)
    assert len(count_later(room.services, state.reflection).counted) == 10


def test_what_was_agreed_last_time_comes_before_the_first_person_of_all_alone(tmp_path: Path) -> None:
    meeting = a_meeting(tmp_path / "w")
    services = services_of(meeting.workspace, Shelf())
    later = kept_round(id="mill-lane-2026-11-12-bcdfgh", date="2026-11-12")
    services.workspace.save_round(later, FILES)
    assert not list_here(services, later).opens_with_last_time
    save_new_action(services, meeting.reflection, Planned("Oil the gate", "Sam", "", "Kim"))
    assert list_here(services, later).opens_with_last_time
    assert not list_here(services, meeting.reflection).opens_with_last_time
    assert [action.what for action in look_at_meeting(services, later).last_time] == ["Oil the gate"]


def test_closing_is_saved_beside_what_another_terminal_changed_meanwhile(room: Room) -> None:
    room.services.results.reveal(room.meeting.reflection.id)
    changed = save_closing(room.services, room.meeting.reflection, {"missing": "night staff"})
    assert (changed.missing, changed.state) == ("night staff", "revealed")
    assert room.services.workspace.round(changed.id) == changed
    with pytest.raises(Misuse) as caught:
        check_closing(room.services, changed, {"next_date": "soon"})
    assert caught.value.field == "next_date"


def test_how_it_was_is_one_note_however_often_it_is_tried(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, note_id = room.services.workspace, room.services.ids.record()
    keep = workspace.save_room_note

    def full(note: object) -> None:
        raise NotSaved("The stick is full.")

    monkeypatch.setattr(workspace, "save_room_note", full)
    with pytest.raises(NotSaved):
        save_how_it_was(room.services, room.meeting.reflection, "Warm", note_id)
    monkeypatch.setattr(workspace, "save_room_note", keep)
    save_how_it_was(room.services, room.meeting.reflection, "Warm", note_id)
    (note,) = workspace.room_notes(room.meeting.reflection.id)
    assert (note.text, note.sharing) == ("How was this for you? Warm", "room")
