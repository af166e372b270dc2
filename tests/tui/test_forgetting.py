"""All answers of a reflection are taken out on the screen only once their team's name is typed, and stay out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.meeting.room import agreed
from coreflect.services.app import Services
from coreflect.tui.pages import OpenAnswering
from coreflect.workspace.ids import SystemIds
from tests.support.builders.examples import bank
from tests.support.screens.home_services import TemporaryWorkspace, home_app, home_services, typed, until
from tests.support.screens.shown import shown

ROUND = "team-0-x"


@pytest.fixture
def services_and_workspace() -> tuple[Services, TemporaryWorkspace]:
    services, workspace = home_services(reflections=1)
    return services, workspace


async def test_it_says_what_goes_what_stays_and_what_cannot_be_called_back(
    services_and_workspace: tuple[Services, TemporaryWorkspace],
) -> None:
    services, workspace = services_and_workspace
    workspace.note_handed_over(ROUND, "may.zip", ["p1"])
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "4", "2")
        seen = await until(pilot, "Remove all answers to this reflection")
        for said in ("All answers and notes are removed", "what we agreed and what we will do stay", "may.zip"):
            assert said in seen
        await pilot.press("enter")
        await until(pilot, "Nothing was removed.")
        await pilot.press("escape", "escape")
        await until(pilot, "Reflections here")
    assert not workspace.is_forgotten(ROUND)


@pytest.mark.parametrize("name", ["Team 0", "team 0", "forget", " FORGET "])
async def test_with_the_teams_name_they_go_and_the_first_page_says_so(
    services_and_workspace: tuple[Services, TemporaryWorkspace], name: str
) -> None:
    services, workspace = services_and_workspace
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "4", "2")
        await until(pilot, "Type the team's name")
        await typed(pilot, name)
        await pilot.press("enter")
        await until(pilot, "The answers and notes are removed.")
        await pilot.press("enter")
        await until(pilot, "answers removed")
    assert workspace.is_forgotten(ROUND)


async def test_what_cannot_be_taken_out_is_said_and_can_be_tried_again(
    services_and_workspace: tuple[Services, TemporaryWorkspace],
) -> None:
    services, workspace = services_and_workspace
    workspace.fails = NotSaved("The disk is full.", "Make room, then try again.")
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "4", "2")
        await until(pilot, "Type the team's name")
        await typed(pilot, "forget")
        await pilot.press("enter")
        await until(pilot, "The disk is full. Make room, then try again.")
        workspace.fails = None
        await pilot.press("enter")
        await until(pilot, "The answers and notes are removed.")
    assert workspace.is_forgotten(ROUND)


async def test_a_forgotten_reflection_is_not_offered_to_be_answered_and_shows_what_is_kept(
    services_and_workspace: tuple[Services, TemporaryWorkspace],
) -> None:
    services, workspace = services_and_workspace
    workspace.save_room(agreed(ROUND, ("garden", "garden-1-1", 1), "differently", (), SystemIds()))
    workspace.forget(ROUND)
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        seen = await until(pilot, "The answers to this reflection were removed, as agreed.")
        assert "We see this differently, and that is OK." in seen
        assert "Answer on this laptop" not in seen
        assert "invitation" not in seen
        await pilot.press("escape", "t")
        seen = await until(pilot, "The meeting")
        assert "What we will do" in seen
        assert "Answer" not in seen
        assert "Show the answers" not in seen


async def test_where_the_day_comes_while_the_app_is_open_the_list_makes_room_for_what_is_said() -> None:
    services, workspace = home_services(reflections=3)
    async with home_app(services).run_test(size=(80, 24)) as pilot:
        await until(pilot, "Reflections here")
        workspace.put(replace(workspace.round(ROUND), keep_until="2026-05-12"), bank())
        await pilot.press("v", "q")
        await until(pilot, "That day has come. Press m on it to remove them. Enter answer")


async def test_answering_it_all_the_same_is_refused_in_a_sentence(
    services_and_workspace: tuple[Services, TemporaryWorkspace],
) -> None:
    services, workspace = services_and_workspace
    workspace.forget(ROUND)
    app = home_app(services)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.post_message(OpenAnswering(workspace.round(ROUND)))
        await until(pilot, "it takes no new ones")


async def test_the_first_page_says_when_the_day_has_come_until_the_answers_are_taken_out(
    services_and_workspace: tuple[Services, TemporaryWorkspace],
) -> None:
    services, workspace = services_and_workspace
    said = "Team 0, 28 May 2026: we said that we would delete these answers by 12 May 2026. That day has come."
    workspace.put(replace(workspace.round(ROUND), keep_until="2026-05-12"), bank())
    async with home_app(services).run_test(size=(80, 24)) as pilot:
        await until(pilot, f"{said} Press m on it to remove them.")
        await pilot.press("m")
        await until(pilot, "We said that we would delete these answers by 12 May 2026.")
    workspace.forget(ROUND)
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "answers removed")
        assert "That day has come" not in " ".join(shown(app).split())
