"""The next reflection opens with what we said last time, once, and never in front of everybody who answers."""

from __future__ import annotations

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.model import Reflection
from coreflect.services.app import Services
from coreflect.services.meeting import open_with
from coreflect.tui.app import CoreflectApp
from coreflect.tui.meeting.last_time import LastTimePage
from tests.support.builders.examples import a_round, bank
from tests.support.builders.services import TemporaryWorkspace
from tests.support.readers.goldens import Golden
from tests.support.screens.home_services import until
from tests.support.screens.meeting_services import (
    AS_SHOWN,
    HOSTILE,
    SMALL,
    USUAL,
    WIDE,
    an_action,
    at_page,
    name_of,
    room_services,
)
from tests.support.screens.shown import shown, unhurried

NEXT = "mill-lane-2026-11-12-bcdfgh"


def next_time(*actions: object) -> tuple[Services, TemporaryWorkspace, Reflection]:
    """Services at the team's next reflection, with these actions of the one before (a bench unless given)."""
    services, workspace, _, _ = room_services()
    later = a_round(id=NEXT, date="2026-11-12")
    workspace.put(later, bank())
    for action in actions or (an_action(),):
        workspace.save_action(action)  # type: ignore[arg-type]
    return services, workspace, later


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_the_opening_looks_as_it_did(size: tuple[int, int], golden: Golden):
    services, _, reflection = next_time()
    async with at_page(services, LastTimePage(services, reflection), size) as page:
        golden(f"tui-actions-opening-{name_of(size)}.txt", await page.press("2"))


async def test_who_was_to_say_it_answers_and_it_is_kept_with_the_action_and_as_a_note_of_this_reflection():
    services, workspace, reflection = next_time()
    async with at_page(services, LastTimePage(services, reflection)) as page:
        assert "We said: Put a bench by the gate. Priya, by the summer fair." in page.line
        assert "Tom was going to check. Did it happen?" in page.line
        await page.press("2", "tab")
        await page.type("It has one leg.")
        await page.press("enter")
        assert "That is all from last time." in page.line
        await page.press("enter")
        assert page.given == [True]
    (action,) = workspace.actions()
    assert (action.happened, action.outcome, action.progress) == ("partly", "It has one leg.", "to-do")
    (note,) = workspace.room_notes(NEXT)
    assert "Did it happen? Partly. It has one leg." in note.text
    assert open_with(services, reflection) == ()


async def test_a_yes_makes_it_done():
    services, workspace, reflection = next_time()
    async with at_page(services, LastTimePage(services, reflection)) as page:
        await page.press("1", "enter")
    assert workspace.actions()[0].progress == "done"


async def test_one_after_another_and_what_nobody_can_say_stays_open():
    services, _, reflection = next_time(an_action(), an_action(id="kaction2", what="Ask the night staff"))
    async with at_page(services, LastTimePage(services, reflection)) as page:
        assert "1 of 2" in page.screen
        await page.press("5")
        assert "2 of 2" in page.screen
        assert "Ask the night staff" in page.screen
        await page.press("3", "enter", "escape")
        assert page.given == [True]
    assert [action.what for action in open_with(services, reflection)] == ["Put a bench by the gate"]


async def test_enter_with_nothing_chosen_goes_nowhere():
    services, workspace, reflection = next_time()
    kept = workspace.kept
    async with at_page(services, LastTimePage(services, reflection)) as page:
        await page.press("enter")
        assert "Choose one, then press Enter." in page.line
    assert workspace.kept == kept


async def test_what_cannot_be_kept_is_said_and_the_answer_stays():
    services, workspace, reflection = next_time()
    workspace.fails = NotSaved("The stick is full.", "Make room.")
    async with at_page(services, LastTimePage(services, reflection)) as page:
        await page.press("4", "enter")
        assert "Not saved yet: The stick is full. Make room." in page.line
        assert "(•) 4" in page.screen
        workspace.fails = None
        await page.press("enter")
        assert "That is all from last time." in page.line
    assert len(workspace.room_notes(NEXT)) == 1


async def test_with_nothing_to_open_with_the_page_says_so():
    services, _, reflection = next_time(an_action(happened="yes", progress="done"))
    async with at_page(services, LastTimePage(services, reflection)) as page:
        assert "There is nothing from last time that is still open." in page.line
        await page.press("enter")
        assert page.given == [False]


async def test_nobody_who_answers_alone_meets_it_and_from_the_first_page_the_room_does_first():
    services, _, reflection = next_time()
    app = CoreflectApp(services, reflection.id, unhurried())
    async with app.run_test(size=USUAL) as pilot:
        await until(pilot, "Welcome.")
        assert "We said" not in shown(app)
    app = CoreflectApp(services, None, unhurried())
    async with app.run_test(size=USUAL) as pilot:
        await pilot.press("enter")
        await until(pilot, "What we said last time")


async def test_a_slip_is_taken_back_and_asked_about_again():
    services, workspace, reflection = next_time()
    async with at_page(services, LastTimePage(services, reflection)) as page:
        await page.press("3", "enter", "u")
        assert "Undone: the answer about" in page.line
        assert "was going to check. Did it happen?" in page.line
    assert workspace.room_notes(NEXT) == ()


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_any_text_stands_as_typed_and_the_keys_stay_in_view(size: tuple[int, int]):
    texts = dict.fromkeys(("what", "who", "due", "checked_by", "outcome"), HOSTILE)
    services, _, reflection = next_time(an_action(**texts))
    async with at_page(services, LastTimePage(services, reflection), size) as page:
        assert f"We said: {AS_SHOWN}" in page.line
        assert "Esc close" in page.line
