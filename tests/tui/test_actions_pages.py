"""What we will do: a form that points at what is missing, and a list in which one key says how far a thing is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.banks.bank import Words
from coreflect.core.errors import NotSaved
from coreflect.core.texts.actions import FAIR_RETURN
from coreflect.tui.meeting.actions import ActionPage, ActionsPage
from tests.support.readers.goldens import Golden
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


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_the_form_and_the_list_look_as_they_did(size: tuple[int, int], golden: Golden):
    services, workspace, reflection, asked = room_services()
    workspace.save_action(an_action())
    workspace.save_action(an_action(id="kaction2", what="Ask the night staff", progress="done", happened="partly"))
    async with at_page(services, ActionPage(services, reflection, asked[0]), size) as page:
        await page.type("Put a bench by the gate")
        golden(f"tui-actions-form-{name_of(size)}.txt", await page.press("enter"))
    async with at_page(services, ActionPage(services, reflection, None, an_action()), size) as page:
        golden(f"tui-actions-change-{name_of(size)}.txt", page.screen)
    async with at_page(services, ActionsPage(services, reflection.team), size) as page:
        golden(f"tui-actions-{name_of(size)}.txt", page.screen)


async def test_five_answers_make_an_action_with_its_question_and_enter_on_the_last_keeps_it():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, ActionPage(services, reflection, asked[2])) as page:
        for text in ("A bench", "Priya", "before the summer", "Tom", "People sit on it"):
            await page.type(text)
            await page.press("enter")
        assert page.given == [True]
    (action,) = workspace.actions()
    assert (action.what, action.who, action.due, action.checked_by) == ("A bench", "Priya", "before the summer", "Tom")
    assert (action.bank, action.item, action.progress, action.round) == ("garden", "garden-2-1", "to-do", reflection.id)
    assert action.known_by == "People sit on it"


async def test_things_to_try_stand_on_the_form_of_a_question_that_has_some_and_nowhere_else():
    services, _, reflection, asked = room_services()
    tries = (Words((("standard", "Ask one more person."),)), Words((("standard", "Meet outside."),)))
    question = replace(asked[2], item=replace(asked[2].item, tries=tries))
    async with at_page(services, ActionPage(services, reflection, question)) as page:
        assert "Things we could try:" in page.screen
        assert "· Meet outside." in page.screen
        assert "How will we know?" in page.screen
    for without in (asked[2], None):
        async with at_page(services, ActionPage(services, reflection, without)) as page:
            assert "try" not in page.screen


async def test_unpaid_people_are_asked_for_at_who_does_it():
    services, _, reflection, _ = room_services()
    async with at_page(services, ActionPage(services, reflection, None)) as page:
        await page.press("enter")
        assert FAIR_RETURN in page.line


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        (("", "a", "", "b"), "what", "Please answer: What will we do?"),
        (("x", "a", "", ""), "checked_by", "Please answer: Who will check that it is done?"),
        (("x", "Tom", "", " tom "), "checked_by", "The person who does it cannot also check it."),
    ],
)
async def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_typed_is_lost(
    typed: tuple[str, ...], field: str, said: str
):
    services, workspace, reflection, _ = room_services()
    async with at_page(services, ActionPage(services, reflection, None)) as page:
        for text in typed:
            await page.type(text)
            await page.press("tab")
        await page.press("f2")
        assert said in page.line
        assert page.app.focused is not None
        assert page.app.focused.id == field
        assert typed[1] in page.screen
    assert workspace.actions() == ()


async def test_letters_are_inert_and_esc_says_what_is_missing_before_it_leaves():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, ActionPage(services, reflection, None)) as page:
        await page.press("q", "full_stop", "escape")
        assert "Please answer: Who? It cannot be empty. Press Esc again to leave it for now." in page.line
        await page.press("escape")
        assert page.given == [False]
    assert workspace.actions() == ()


async def test_one_key_says_how_far_the_action_in_hand_is_and_done_asks_who_says_so():
    services, workspace, reflection, _ = room_services()
    workspace.save_action(an_action())
    async with at_page(services, ActionsPage(services, reflection.team)) as page:
        await page.press("2")
        assert "Doing · Priya" in page.screen
        await page.press("3")
        assert "Marked as done. Has Tom confirmed it?" in page.line
        await page.press("escape")
        assert page.given == [True]
    (action,) = workspace.actions()
    assert action.progress == "done"
    assert action.replaces[0] == "kaction1a"


async def test_dropping_needs_a_reason_in_words():
    services, workspace, reflection, _ = room_services()
    workspace.save_action(an_action())
    async with at_page(services, ActionsPage(services, reflection.team)) as page:
        await page.press("4")
        assert "Why did you decide not to do it?" in page.line
        await page.press("f2")
        assert "Please say why you decided not to do it." in page.line
        assert workspace.actions()[0].progress == "to-do"
        await page.type("The gate has gone.")
        await page.press("enter")
        assert "Not doing this · Priya" in page.screen
    assert workspace.actions()[0].outcome == "The gate has gone."


async def test_enter_opens_the_action_and_what_stays_as_it_is_is_not_kept_anew():
    services, workspace, reflection, _ = room_services()
    workspace.save_action(an_action())
    kept = workspace.kept
    async with at_page(services, ActionsPage(services, reflection.team)) as page:
        await page.press("enter", "f2")
        assert workspace.kept == kept
        await page.press("enter")
        await page.type("!")
        await page.press("f2", "escape")
    assert workspace.actions()[0].what == "Put a bench by the gate!"


async def test_an_action_can_be_added_with_the_newest_reflection_of_the_team():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, ActionsPage(services, reflection.team)) as page:
        assert "Nothing has been agreed yet." in page.screen
        await page.press("a")
        for text in ("A bench", "Priya", "", "Tom", ""):
            await page.type(text)
            await page.press("enter")
        assert "A bench" in page.screen
        await page.press("escape")
        assert page.given == [True]
    assert workspace.actions()[0].round == reflection.id


async def test_a_team_without_actions_has_nothing_to_mark_and_esc_closes():
    services, _, reflection, _ = room_services()
    async with at_page(services, ActionsPage(services, reflection.team)) as page:
        await page.press("3", "enter", "escape")
        assert page.given == [False]


async def test_what_cannot_be_kept_is_said_in_the_list():
    services, workspace, reflection, _ = room_services()
    workspace.save_action(an_action())
    workspace.fails = NotSaved("The stick is full.", "Make room.")
    async with at_page(services, ActionsPage(services, reflection.team)) as page:
        await page.press("2")
        assert "Not saved yet: The stick is full. Make room." in page.line
        assert "To do · Priya" in page.screen


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_any_text_stands_as_typed_and_the_keys_stay_in_view(size: tuple[int, int]):
    services, workspace, reflection, _ = room_services()
    for number in range(8):
        texts = dict.fromkeys(("what", "who", "due", "checked_by", "outcome"), HOSTILE)
        workspace.save_action(an_action(id=f"ka{number}", **texts))
    async with at_page(services, ActionsPage(services, reflection.team), size) as page:
        assert AS_SHOWN in page.screen
        assert "Esc close" in page.line
        await page.press("end", "enter")
        assert AS_SHOWN in page.screen
        await page.press("escape")
        assert page.given == []
