"""What we agreed: a level only after the others were asked, and leaving it open weighs the same."""

from __future__ import annotations

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.texts.meeting import ASK_THE_OTHERS
from coreflect.tui.meeting.result_item import WhereNowPage
from tests.support.readers.goldens import Golden
from tests.support.screens.meeting_services import (
    AS_SHOWN,
    SMALL,
    USUAL,
    WIDE,
    at_page,
    hostile_bank,
    name_of,
    room_services,
)


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_the_sentence_before_a_level_is_kept_looks_as_it_did(size: tuple[int, int], golden: Golden):
    services, _, reflection, asked = room_services()
    async with at_page(services, WhereNowPage(services, reflection, asked[0]), size) as page:
        golden(f"tui-where-now-{name_of(size)}.txt", await page.press("3", "enter"))


async def test_a_level_is_kept_only_by_a_second_enter_after_the_sentence():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, WhereNowPage(services, reflection, asked[0])) as page:
        await page.press("3")
        assert ASK_THE_OTHERS not in page.line
        await page.press("enter")
        assert ASK_THE_OTHERS in page.line
        assert workspace.room(reflection.id) == ()
        await page.press("enter")
        assert page.given == [True]
    (row,) = workspace.room(reflection.id)
    assert (row.kind, row.answer, row.count, row.edition) == ("agreed", "some-places", 1, 1)


async def test_another_level_asks_the_others_again():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, WhereNowPage(services, reflection, asked[0])) as page:
        await page.press("3", "enter", "2", "enter")
        assert ASK_THE_OTHERS in page.line
        assert workspace.room(reflection.id) == ()


@pytest.mark.parametrize(("key", "answer"), [("5", "differently"), ("6", "not-reached")])
async def test_what_is_left_as_it_is_seen_takes_one_enter(key: str, answer: str):
    services, workspace, reflection, asked = room_services()
    async with at_page(services, WhereNowPage(services, reflection, asked[0])) as page:
        await page.press(key, "enter")
        assert page.given == [True]
    assert [row.answer for row in workspace.room(reflection.id)] == [answer]


async def test_enter_with_nothing_chosen_keeps_nothing():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, WhereNowPage(services, reflection, asked[0])) as page:
        await page.press("enter")
        assert "Choose one, then press Enter." in page.line
    assert workspace.kept == 0


async def test_where_the_room_stood_is_a_start_and_is_replaced():
    services, workspace, reflection, asked = room_services()
    for key in ("5", "6"):
        async with at_page(services, WhereNowPage(services, reflection, asked[0])) as page:
            assert ("(•) 5" in page.screen) == (key == "6")
            await page.press(key, "enter")
    (row,) = workspace.room(reflection.id)
    assert row.answer == "not-reached"
    assert len(row.replaces) == 1


async def test_esc_keeps_a_choice_and_says_what_could_not_be_kept():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, WhereNowPage(services, reflection, asked[0])) as page:
        workspace.fails = NotSaved("The stick is full.", "Make room.")
        await page.press("5", "enter")
        assert "Not saved yet: The stick is full. Make room." in page.line
        workspace.fails = None
        await page.press("escape")
        assert page.given == [True]


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_any_text_stands_as_typed_and_the_sentence_and_keys_stay_in_view(size: tuple[int, int]):
    services, _, reflection, asked = room_services(None, hostile_bank())
    async with at_page(services, WhereNowPage(services, reflection, asked[0]), size) as page:
        await page.press("4", "enter")
        assert AS_SHOWN in page.screen
        assert "use support first" in page.line
        assert "Esc close" in page.line
