"""What we will do: a form that points at what is missing, and a list in which one key says how far a thing is."""

from __future__ import annotations

import pytest

from coreflect.core.errors import NotKept
from coreflect.core.meeting.actions import FAIR_RETURN
from coreflect.tui.meeting.actions import ActionPage, ActionsPage
from tests.support.goldens import Golden
from tests.support.meeting_desk import (
    AS_SHOWN,
    HOSTILE,
    SMALL,
    USUAL,
    WIDE,
    an_action,
    at_page,
    name_of,
    room_desk,
)


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_the_form_and_the_list_look_as_they_did(size: tuple[int, int], golden: Golden):
    desk, workspace, facts, asked = room_desk()
    workspace.keep_action(an_action())
    workspace.keep_action(an_action(id="kaction2", what="Ask the night staff", progress="done", happened="partly"))
    async with at_page(desk, ActionPage(desk, facts, asked[0]), size) as page:
        await page.type("Put a bench by the gate")
        golden(f"tui-actions-form-{name_of(size)}.txt", await page.press("enter"))
    async with at_page(desk, ActionPage(desk, facts, None, an_action()), size) as page:
        golden(f"tui-actions-change-{name_of(size)}.txt", page.screen)
    async with at_page(desk, ActionsPage(desk, facts.team), size) as page:
        golden(f"tui-actions-{name_of(size)}.txt", page.screen)


async def test_four_answers_make_an_action_with_its_question_and_enter_on_the_last_keeps_it():
    desk, workspace, facts, asked = room_desk()
    async with at_page(desk, ActionPage(desk, facts, asked[2])) as page:
        for text in ("A bench", "Priya", "before the summer", "Tom"):
            await page.type(text)
            await page.press("enter")
        assert page.given == [True]
    (action,) = workspace.actions()
    assert (action.what, action.who, action.due, action.checked_by) == ("A bench", "Priya", "before the summer", "Tom")
    assert (action.bank, action.item, action.progress, action.round) == ("garden", "garden-2-1", "to-do", facts.id)


async def test_unpaid_people_are_asked_for_at_who_does_it():
    desk, _, facts, _ = room_desk()
    async with at_page(desk, ActionPage(desk, facts, None)) as page:
        await page.press("enter")
        assert FAIR_RETURN in page.line


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        (("", "a", "", "b"), "what", "Please say: What will we do?"),
        (("x", "a", "", ""), "checked_by", "Please say: Who will say that it is done?"),
        (("x", "Tom", "", " tom "), "checked_by", "The one who does it cannot also say that it is done."),
    ],
)
async def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_typed_is_lost(
    typed: tuple[str, ...], field: str, said: str
):
    desk, workspace, facts, _ = room_desk()
    async with at_page(desk, ActionPage(desk, facts, None)) as page:
        for text in typed:
            await page.type(text)
            await page.press("tab")
        await page.press("f2")
        assert said in page.line
        assert page.app.focused is not None
        assert page.app.focused.id == field
        assert typed[1] in page.screen
    assert workspace.actions() == ()


async def test_letters_are_inert_and_esc_asks_before_words_are_lost():
    desk, workspace, facts, _ = room_desk()
    async with at_page(desk, ActionPage(desk, facts, None)) as page:
        await page.press("q", "full_stop", "escape")
        assert "This is not kept yet" in page.screen
        await page.press("3")
        assert "q." in page.screen
        await page.press("escape", "2")
        assert page.given == [False]
    assert workspace.actions() == ()


async def test_one_key_says_how_far_the_action_in_hand_is_and_done_asks_who_says_so():
    desk, workspace, facts, _ = room_desk()
    workspace.keep_action(an_action())
    async with at_page(desk, ActionsPage(desk, facts.team)) as page:
        await page.press("2")
        assert "Doing · Priya" in page.screen
        await page.press("3")
        assert "Done. Has Tom said so?" in page.line
        await page.press("escape")
        assert page.given == [True]
    (action,) = workspace.actions()
    assert action.progress == "done"
    assert action.replaces[0] == "kaction1a"


async def test_dropping_needs_a_reason_in_words():
    desk, workspace, facts, _ = room_desk()
    workspace.keep_action(an_action())
    async with at_page(desk, ActionsPage(desk, facts.team)) as page:
        await page.press("4")
        assert "Why is it dropped?" in page.line
        await page.press("f2")
        assert "Please say why it is dropped." in page.line
        assert workspace.actions()[0].progress == "to-do"
        await page.type("The gate has gone.")
        await page.press("enter")
        assert "Dropped · Priya" in page.screen
    assert workspace.actions()[0].outcome == "The gate has gone."


async def test_enter_opens_the_action_and_what_stays_as_it_is_is_not_kept_anew():
    desk, workspace, facts, _ = room_desk()
    workspace.keep_action(an_action())
    kept = workspace.kept
    async with at_page(desk, ActionsPage(desk, facts.team)) as page:
        await page.press("enter", "f2")
        assert workspace.kept == kept
        await page.press("enter")
        await page.type("!")
        await page.press("f2", "escape")
    assert workspace.actions()[0].what == "Put a bench by the gate!"


async def test_an_action_can_be_added_with_the_newest_reflection_of_the_team():
    desk, workspace, facts, _ = room_desk()
    async with at_page(desk, ActionsPage(desk, facts.team)) as page:
        assert "Nothing has been agreed yet." in page.screen
        await page.press("a")
        for text in ("A bench", "Priya", "", "Tom"):
            await page.type(text)
            await page.press("enter")
        assert "A bench" in page.screen
        await page.press("escape")
        assert page.given == [True]
    assert workspace.actions()[0].round == facts.id


async def test_a_team_without_actions_has_nothing_to_mark_and_esc_closes():
    desk, _, facts, _ = room_desk()
    async with at_page(desk, ActionsPage(desk, facts.team)) as page:
        await page.press("3", "enter", "escape")
        assert page.given == [False]


async def test_what_cannot_be_kept_is_said_in_the_list():
    desk, workspace, facts, _ = room_desk()
    workspace.keep_action(an_action())
    workspace.fails = NotKept("The stick is full.", "Make room.")
    async with at_page(desk, ActionsPage(desk, facts.team)) as page:
        await page.press("2")
        assert "Not kept yet: The stick is full. Make room." in page.line
        assert "To do · Priya" in page.screen


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_any_text_stands_as_typed_and_the_keys_stay_in_view(size: tuple[int, int]):
    desk, workspace, facts, _ = room_desk()
    for number in range(8):
        texts = dict.fromkeys(("what", "who", "due", "checked_by", "outcome"), HOSTILE)
        workspace.keep_action(an_action(id=f"ka{number}", **texts))
    async with at_page(desk, ActionsPage(desk, facts.team), size) as page:
        assert AS_SHOWN in page.screen
        assert "Esc close" in page.line
        await page.press("end", "enter")
        assert AS_SHOWN in page.screen
        await page.press("escape")
        assert page.given == []
