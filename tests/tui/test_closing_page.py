"""Before a room goes: who was not here, how it was (kept only where the group wants it), and when again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.errors import NotSaved
from coreflect.tui.meeting.closing import ClosingPage
from tests.support.builders.examples import a_round
from tests.support.readers.goldens import Golden
from tests.support.screens.meeting_services import (
    AS_SHOWN,
    HOSTILE,
    SMALL,
    USUAL,
    WIDE,
    at_page,
    name_of,
    room_services,
)


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_the_closing_looks_as_it_did(size: tuple[int, int], golden: Golden):
    services, _, reflection, _ = room_services()
    async with at_page(services, ClosingPage(services, reflection), size) as page:
        await page.type("night staff")
        golden(f"tui-closing-{name_of(size)}.txt", await page.press("enter"))


async def test_who_was_not_here_and_the_next_day_become_facts_of_the_reflection():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, ClosingPage(services, reflection)) as page:
        await page.type("night staff")
        await page.press("enter", "enter", "enter")
        await page.type("2026-11-12")
        await page.press()
        assert "Thursday 12 November 2026" in page.screen
        await page.press("enter")
        assert page.given == [True]
    kept = workspace.round(reflection.id)
    assert (kept.missing, kept.next_date, kept.replaces) == ("night staff", "2026-11-12", (reflection.revision,))
    assert workspace.room_notes(reflection.id) == ()


async def test_one_word_each_is_kept_as_one_note_only_where_the_group_wants_it():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, ClosingPage(services, reflection)) as page:
        await page.press("enter")
        await page.type("warm, long, hopeful")
        await page.press("f2")
    assert workspace.room_notes(reflection.id) == ()
    async with at_page(services, ClosingPage(services, reflection)) as page:
        await page.press("enter")
        await page.type("warm, long, hopeful")
        await page.press("enter", "down", "f2")
    (note,) = workspace.room_notes(reflection.id)
    assert note.text == "How was this for you? warm, long, hopeful"
    assert (note.bank, note.item, note.response, note.sharing) == ("", "", "", "room")


@pytest.mark.parametrize("day", ["13/14", "1 May 2026"])
async def test_a_day_that_cannot_be_taken_is_said_at_its_field(day: str):
    services, workspace, reflection, _ = room_services()
    async with at_page(services, ClosingPage(services, reflection)) as page:
        await page.press("enter", "enter", "enter")
        await page.type(day)
        await page.press("shift+tab", "f2")
        assert page.app.focused is not None
        assert page.app.focused.id == "next_date"
        assert day in page.screen
    assert workspace.round(reflection.id) == reflection


async def test_a_reflection_revealed_meanwhile_stays_revealed():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, ClosingPage(services, reflection)) as page:
        workspace.put(replace(reflection, state="revealed", revision="kother"), *workspace.banks(reflection.id))
        await page.type("night staff")
        await page.press("f2")
    kept = workspace.round(reflection.id)
    assert (kept.state, kept.replaces) == ("revealed", ("kother",))


async def test_what_stands_is_shown_again_and_esc_leaves_what_cannot_be_kept():
    services, workspace, reflection, _ = room_services(a_round(missing="night staff", next_date="2026-11-12"))
    async with at_page(services, ClosingPage(services, reflection)) as page:
        assert "night staff" in page.screen
        assert "12 November 2026" in page.screen
        await page.press("escape")
        assert page.given == [False]
    async with at_page(services, ClosingPage(services, reflection)) as page:
        workspace.fails = NotSaved("The stick is full.", "Make room.")
        await page.press("q", "f2")
        assert "Not saved yet: The stick is full." in page.line
        await page.press("escape", "escape")
        assert page.given == [False]
    assert workspace.round(reflection.id) == reflection


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_any_text_stands_as_typed_and_the_keys_stay_in_view(size: tuple[int, int]):
    services, _, reflection, _ = room_services(a_round(missing=HOSTILE, next_date="2026-11-12"))
    async with at_page(services, ClosingPage(services, reflection), size) as page:
        assert AS_SHOWN in page.screen
        assert "Esc close" in page.line
