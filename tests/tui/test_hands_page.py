"""A show of hands: a number an answer, questioned where it does not fit, and kept apart from single answers."""

from __future__ import annotations

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.meeting.room import tally
from coreflect.core.texts.meeting import SHOW_OF_HANDS_HELP
from coreflect.tui.meeting.show_of_hands import ShowOfHandsPage
from tests.support.builders.examples import a_round
from tests.support.readers.goldens import Golden
from tests.support.screens.meeting_services import (
    HOSTILE,
    SMALL,
    USUAL,
    WIDE,
    at_page,
    hostile_bank,
    name_of,
    room_services,
)

OPEN = a_round(privacy="open", smallest_group=0)


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_a_show_of_hands_looks_as_it_did(size: tuple[int, int], golden: Golden):
    services, _, reflection, asked = room_services()
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0]), size) as page:
        golden(f"tui-hands-{name_of(size)}.txt", await page.press("3", "enter", "5"))


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_an_open_reflection_counts_by_side_and_looks_as_it_did(size: tuple[int, int], golden: Golden):
    services, _, reflection, asked = room_services(OPEN)
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0]), size) as page:
        await page.press("shift+tab", "right")
        golden(f"tui-hands-by-side-{name_of(size)}.txt", await page.press("tab", "4", "down", "2"))


async def test_what_is_counted_is_kept_as_one_record_and_enter_on_the_last_line_keeps_it():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
        assert SHOW_OF_HANDS_HELP in page.line
        await page.press("3", "enter", "enter", "4", "enter", "enter", "1", "f2")
        assert page.given == [True]
    rows = workspace.room(reflection.id)
    assert [(row.side, row.answer, row.count) for row in rows] == [
        ("everyone", "not-sure", 1),
        ("everyone", "not-yet", 3),
        ("everyone", "some-places", 4),
    ]
    assert len({(row.id, row.revision) for row in rows}) == 1


async def test_numbers_that_do_not_fit_the_people_are_questioned_and_then_kept():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
        await page.press("9", "f2")
        assert "That makes 9 of 8. Count again, or is someone new here?" in page.line
        assert workspace.room(reflection.id) == ()
        await page.press("f2")
        assert page.given == [True]
    assert [row.count for row in workspace.room(reflection.id)] == [9]


async def test_other_numbers_are_questioned_anew():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
        await page.press("9", "f2", "backspace", "7", "f2")
        assert "That makes 7 of 8." in page.line
    assert workspace.room(reflection.id) == ()


async def test_how_many_are_here_can_be_changed_and_is_expected_on_the_next_question():
    services, _, reflection, asked = room_services()
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
        await page.press("9", "up", "9", "f2")
        assert page.given == [True]
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[1])) as page:
        await page.press("9", "f2")
        assert page.given == [True]


async def test_an_earlier_show_of_hands_stands_as_a_start_and_typing_takes_its_place():
    services, workspace, reflection, asked = room_services()
    for keys in (["8", "f2"], ["5", "down", "3", "f2"]):
        async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
            await page.press(*keys)
            assert page.given == [True]
    rows = workspace.room(reflection.id)
    assert {row.answer: row.count for row in rows} == {"not-yet": 5, "started": 3}
    assert all(len(row.replaces) == 1 for row in rows)


async def test_without_names_nobody_is_counted_by_side():
    services, _, reflection, asked = room_services()
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
        assert "By group" not in page.screen
        assert "By perspective" not in page.screen


async def test_only_one_way_of_counting_is_kept_and_the_other_numbers_come_back_with_their_way():
    services, workspace, reflection, asked = room_services(OPEN)
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
        await page.press("6", "shift+tab", "right", "right", "tab", "8")
        assert "8 hands counted." in page.line
        await page.press("f2")
        assert page.given == [True]
    assert [(row.side, row.count) for row in workspace.room(reflection.id)] == [("supported", 8)]
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
        assert "(•) By perspective" in page.screen


async def test_letters_are_inert_and_esc_keeps_the_numbers_once_doubtful_ones_were_asked_about():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
        await page.press("q", "4", "full_stop", "escape")
        assert "That makes 4 of 8." in page.line
        await page.press("escape")
        assert page.given == [True]
    assert [row.count for row in workspace.room(reflection.id)] == [4]


async def test_what_cannot_be_kept_is_said_and_the_numbers_stay():
    services, workspace, reflection, asked = room_services()
    workspace.fails = NotSaved("The stick is full.", "Make room.")
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
        await page.press("8", "f2")
        assert "Not saved yet: The stick is full. Make room." in page.line
        workspace.fails = None
        await page.press("f2")
        assert page.given == [True]


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_any_text_stands_as_typed_and_the_keys_stay_in_view(size: tuple[int, int]):
    services, _, reflection, asked = room_services(OPEN, hostile_bank())
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0]), size) as page:
        assert "[/ops] �[31m�طيف [red]" in page.line
        assert HOSTILE not in page.screen
        assert "Esc close" in page.line


async def test_two_versions_of_one_show_are_said_and_counting_again_replaces_both():
    services, workspace, reflection, asked = room_services()
    item = asked[0].item
    key = (asked[0].bank.id, item.id, item.edition)
    (one,), (other,) = (tally(reflection.id, key, {("everyone", "not-yet"): many}, (), services.ids) for many in (3, 4))
    workspace.save_room([one])
    workspace.save_room([other])
    async with at_page(services, ShowOfHandsPage(services, reflection, asked[0])) as page:
        assert "There are two versions. Please look at them together." in page.line
        await page.press("3", "f2", "f2")
    (now,) = workspace.room(reflection.id)
    assert (now.count, set(now.replaces)) == (3, {row.revision for row in (one, other)})
