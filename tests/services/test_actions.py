"""What a team will do: open things first, one answer for what was agreed last time, one version left of two."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.meeting.actions import Planned, updated
from coreflect.core.model import Note, Reflection
from coreflect.services.actions import (
    LastTime,
    actions_of_team,
    every_action,
    newest_reflection,
    open_with,
    save_changes,
    save_new_action,
    save_over_versions,
    versions_of_action,
)
from coreflect.services.app import Services, services_of
from tests.support.builders.meeting_commands import Meeting, a_meeting
from tests.support.builders.workspaces import FILES, kept_round

BENCH, GATE = Planned("Put a bench by the gate", "Priya", "", "Tom"), Planned("Oil the gate", "Sam", "", "Kim")


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    return a_meeting(tmp_path / "w")


@pytest.fixture
def services(meeting: Meeting) -> Services:
    return services_of(meeting.workspace, Shelf())


@pytest.fixture
def november(services: Services) -> Reflection:
    later = kept_round(id="mill-lane-2026-11-12-bcdfgh", date="2026-11-12")
    services.workspace.save_round(later, FILES)
    return later


def test_what_is_done_or_dropped_stands_after_what_is_open(services: Services, meeting: Meeting) -> None:
    bench = save_new_action(services, meeting.reflection, BENCH)
    gate = save_new_action(services, meeting.reflection, GATE)
    save_changes(services, bench, progress="done")
    found = actions_of_team(services, meeting.reflection.team)
    assert [(action.id, action.progress) for action in found] == [(gate.id, "to-do"), (bench.id, "done")]
    with pytest.raises(Misuse) as caught:
        save_changes(services, gate, progress="dropped")
    assert caught.value.field == "outcome"


def test_a_new_action_is_written_with_the_newest_reflection(services: Services, november: Reflection) -> None:
    assert newest_reflection(services, november.team) == november
    assert newest_reflection(services, "nobody") is None


def test_last_time_goes_through_what_is_open_and_saves_each_answer_twice(
    services: Services, meeting: Meeting, november: Reflection
) -> None:
    for planned in (BENCH, GATE):
        save_new_action(services, meeting.reflection, planned)
    last_time = LastTime(services, november)
    assert (last_time.count, last_time.place) == (2, 1)
    first = last_time.action
    assert first
    last_time.answer("yes", "It is there.")
    assert last_time.place == 2
    last_time.leave_open()
    assert last_time.action is None
    (answered,) = (action for action in services.workspace.actions() if action.id == first.id)
    assert (answered.progress, answered.happened, answered.outcome) == ("done", "yes", "It is there.")
    (note,) = services.workspace.room_notes(november.id)
    assert note.text.endswith("Did it happen? Yes. It is there.")
    assert len(open_with(services, november)) == 1


def test_an_answer_that_was_half_saved_can_be_tried_again_and_leaves_one_version(
    services: Services, meeting: Meeting, november: Reflection, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_new_action(services, meeting.reflection, BENCH)
    last_time, keep = LastTime(services, november), services.workspace.save_room_note

    def full(_: Note) -> None:
        raise NotSaved("The stick is full.")

    monkeypatch.setattr(services.workspace, "save_room_note", full)
    with pytest.raises(NotSaved):
        last_time.answer("partly", "One leg.")
    assert last_time.action
    monkeypatch.setattr(services.workspace, "save_room_note", keep)
    last_time.answer("no", "It fell over.")
    (action,) = services.workspace.actions()
    assert (action.happened, action.outcome) == ("no", "It fell over.")
    assert services.workspace.faults() == ()


def test_too_many_words_are_refused_before_anything_is_saved(
    services: Services, meeting: Meeting, november: Reflection
) -> None:
    save_new_action(services, meeting.reflection, BENCH)
    with pytest.raises(Misuse):
        LastTime(services, november).check("yes", "x" * 401)


def test_of_two_versions_of_an_action_the_changed_one_is_left(services: Services, meeting: Meeting) -> None:
    action = save_new_action(services, meeting.reflection, BENCH)
    for words in ("oak", "ash"):
        services.workspace.save_action(updated(action, services.ids, outcome=words))
    versions = versions_of_action(services, action.id[:5])
    assert len(versions) == 2
    changed = save_over_versions(services, versions, progress="doing")
    assert services.workspace.actions() == (changed,)


def test_two_versions_of_an_action_that_say_the_same_are_listed_once_and_changed_together(
    services: Services, meeting: Meeting
) -> None:
    action = save_new_action(services, meeting.reflection, BENCH)
    for _ in range(2):
        services.workspace.save_action(updated(action, services.ids, outcome="oak"))
    assert [listed.action.outcome for listed in every_action(services)] == ["oak"]
    versions = versions_of_action(services, action.id)
    assert len(versions) == 2
    changed = save_over_versions(services, versions, progress="doing")
    assert services.workspace.actions() == (changed,)


@pytest.mark.parametrize("typed", ["", "nothing"])
def test_an_action_that_is_not_there_is_named(services: Services, meeting: Meeting, typed: str) -> None:
    save_new_action(services, meeting.reflection, BENCH)
    with pytest.raises(Misuse, match="There is no action"):
        versions_of_action(services, typed)
