"""The last thing that a room settled is taken back as if it had never been, or stands as it was before."""

from __future__ import annotations

import pytest

from coreflect.core.errors import Misuse
from coreflect.core.meeting.actions import Planned
from coreflect.core.reflections.responses import questions
from coreflect.services.actions import LastTime, save_changes, save_new_action
from coreflect.services.app import Services, services_of
from coreflect.services.room import (
    begin_show_of_hands,
    begin_where_now,
    new_room_note,
    save_room_note,
    save_show_of_hands,
    save_where_now,
)
from tests.reporting.test_results_text import an_action
from tests.support.builders.examples import a_round, bank
from tests.support.builders.services import TemporaryWorkspace, some_services

TEAM = a_round().team
BENCH = Planned("A bench", "Priya", "", "Tom")


def room() -> tuple[Services, TemporaryWorkspace]:
    return some_services(a_round())


def test_each_thing_that_was_new_is_gone_and_the_last_goes_first() -> None:
    services, workspace = room()
    reflection = workspace.round(a_round().id)
    question = questions(reflection, workspace.banks(reflection.id))[0]
    hands = begin_show_of_hands(services, reflection, question)
    save_show_of_hands(services, hands, {("everyone", "not-yet"): 8})
    save_where_now(services, begin_where_now(services, reflection, question), "not-yet")
    save_room_note(services, new_room_note(services, reflection, question), "Slow lifts.", "room")
    save_new_action(services, reflection, BENCH)
    said = [services.steps.take_back(TEAM) for _ in range(4)]
    assert said == [
        "Undone: the action “A bench”.",
        "Undone: what was said.",
        "Undone: what you agreed.",
        "Undone: the show of hands.",
    ]
    assert workspace.room(reflection.id) == workspace.room_notes(reflection.id) == workspace.actions() == ()
    with pytest.raises(Misuse):
        services.steps.take_back(TEAM)


def test_what_was_changed_stands_as_it_was_in_one_version() -> None:
    services, workspace = room()
    reflection = workspace.round(a_round().id)
    question = questions(reflection, workspace.banks(reflection.id))[0]
    for level in ("not-yet", "started"):
        save_where_now(services, begin_where_now(services, reflection, question), level)
    save_changes(services, save_new_action(services, reflection, BENCH), progress="done")
    services.steps.take_back(TEAM)
    (action,) = workspace.actions()
    assert action.progress == "to-do"
    services.steps.take_back(TEAM)
    services.steps.take_back(TEAM)
    assert [row.answer for row in workspace.room(reflection.id)] == ["not-yet"]


def test_one_record_that_was_settled_often_is_taken_back_step_by_step_until_it_is_gone() -> None:
    services, workspace = room()
    reflection = workspace.round(a_round().id)
    question = questions(reflection, workspace.banks(reflection.id))[0]
    settled = ["not-yet", "started", "often", "not-yet"]
    for level in settled:
        save_where_now(services, begin_where_now(services, reflection, question), level)
    services.steps.take_back(TEAM)
    save_where_now(services, begin_where_now(services, reflection, question), "differently")
    stood = []
    for _ in settled:
        services.steps.take_back(TEAM)
        stood.append([row.answer for row in workspace.room(reflection.id)])
    assert stood == [["often"], ["started"], ["not-yet"], []]
    save_changes(services, save_new_action(services, reflection, BENCH), progress="done")
    for _ in range(2):
        services.steps.take_back(TEAM)
    assert workspace.actions() == ()


def test_what_another_terminal_changed_since_stays_in_one_version() -> None:
    services, workspace = room()
    other = services_of(workspace, services.shelf)
    reflection = workspace.round(a_round().id)
    question = questions(reflection, workspace.banks(reflection.id))[0]
    for terminal, level in ((services, "not-yet"), (services, "started"), (other, "often")):
        save_where_now(terminal, begin_where_now(terminal, reflection, question), level)
    for _ in range(2):
        with pytest.raises(Misuse, match="Not undone: what you agreed was changed"):
            services.steps.take_back(TEAM)
        assert [row.answer for row in workspace.room(reflection.id)] == ["often"]


def test_an_answer_about_last_time_is_taken_back_whole_and_asked_again() -> None:
    services, workspace = room()
    workspace.put(a_round(id="mill-lane-2025-11-12-bcdfgh", date="2025-11-12"), bank())
    workspace.save_action(an_action(round="mill-lane-2025-11-12-bcdfgh"))
    reflection = workspace.round(a_round().id)
    before = workspace.actions()[0]
    LastTime(services, reflection).answer("yes", "It is there.")
    assert LastTime(services, reflection).action is None
    services.steps.take_back(TEAM)
    now = LastTime(services, reflection).action
    assert now is not None
    assert (now.progress, now.happened, now.outcome) == (before.progress, before.happened, before.outcome)


def test_only_the_team_that_meets_takes_its_own_back() -> None:
    services, workspace = room()
    save_new_action(services, workspace.round(a_round().id), BENCH)
    with pytest.raises(Misuse):
        services.steps.take_back("another-team")
