"""Keying in paper sheets: fast, checked before it is kept, and never half a sheet."""

from __future__ import annotations

import pytest
from textual.events import Key

from coreflect.core.errors import NotSaved
from coreflect.core.reflections.responses import Draft, Finished
from coreflect.tui.app import CoreflectApp, Timing
from coreflect.tui.paper.keying import KeyingPage
from tests.support.builders.examples import bank
from tests.support.readers.goldens import Golden
from tests.support.screens.meeting_services import (
    AS_SHOWN,
    SMALL,
    USUAL,
    WIDE,
    AtPage,
    at_page,
    hostile_bank,
    name_of,
    room_services,
)
from tests.support.screens.shown import shown

BEGIN = ("2", "enter", "enter")
BEGIN_TWICE = ("2", "enter", "down", "enter")
SHEET = ("3", "1", "1", "4", "n", "s", "1")


def answers(workspace: object) -> list[tuple[str, str, list[str]]]:
    """(perspective, wording, answers) of each response that is kept."""
    finished = workspace.finished.values()  # type: ignore[attr-defined]
    return [
        (one.response.perspective, one.response.wording, [answer.answer for answer in one.response.answers])
        for one in finished
    ]


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_the_start_a_sheet_half_keyed_and_its_check_look_as_they_did(size: tuple[int, int], golden: Golden):
    services, _, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection), size) as page:
        golden(f"tui-keying-start-{name_of(size)}.txt", page.screen)
        await page.press(*BEGIN)
        golden(f"tui-keying-{name_of(size)}.txt", await page.press(*SHEET[:5]))
        golden(f"tui-keying-check-{name_of(size)}.txt", await page.press(*SHEET[5:]))


async def test_a_key_of_the_page_before_ends_nothing_while_this_one_opens():
    services, _, reflection, _ = room_services()
    app = CoreflectApp(services, None)
    async with app.run_test(size=USUAL) as pilot:
        came_back = Key("enter", "\r")
        came_back._set_forwarded()
        app.push_screen(KeyingPage(services, reflection))
        await app.on_event(came_back)
        await pilot.pause()
        assert "How many sheets are there?" in shown(app)


async def test_a_sheet_read_back_is_a_response_like_any_other_and_the_next_one_comes_at_once():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN)
        assert "Sheet 1 of 2" in page.screen
        await page.press(*SHEET)
        assert "Read it back." in page.line
        assert workspace.finished == {}
        await page.press("enter")
        assert "Sheet 2 of 2" in page.screen
        assert "Everywhere" not in page.screen
        assert "1 of 2 sheets is saved." in page.line
    assert answers(workspace) == [("staff", "standard", ["everywhere", "not-sure", "skipped", "not-yet"])]
    assert workspace.unfinished == {}
    assert all(not one.words for one in workspace.finished.values())


async def test_the_same_key_twice_in_a_row_counts_twice_however_fast():
    from coreflect.tui.app import CoreflectApp, Timing

    services, workspace, reflection, _ = room_services()
    app = CoreflectApp(services, None, Timing(now=lambda: 0.0))
    async with app.run_test(size=USUAL) as pilot:
        app.push_screen(KeyingPage(services, reflection))
        await pilot.pause()
        await pilot.press("1", "enter", "tab")
        page = AtPage(app, pilot, [])
        screen = app.screen
        assert isinstance(screen, KeyingPage)
        screen.action_on()
        await page.press("1", "1", "1", "n", "n", "n", "n")
        assert "Read it back." in page.line
        screen.action_on()
        await page.press()
    assert [given for _, _, given in answers(workspace)] == [["not-sure"] * 4]


async def test_help_is_counted_for_the_round_and_stands_beside_no_answer():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press("1", "enter", "enter", "1", "2", "3", "1", "1", "1", "1", "enter")
        assert "The sheet is saved." in page.line
        await page.press("enter")
        assert page.given == [True]
    assert workspace.helped == [(reflection.id, "paid")]
    assert answers(workspace)[0][:2] == ("supported", "plain")


async def test_nothing_ticked_is_taken_for_who_and_help():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press("1", "enter", "enter", "s", "1", "minus", "s", "s", "s", "s", "enter")
    assert answers(workspace) == [("not-said", "standard", ["skipped"] * 4)]
    assert workspace.helped == []


async def test_a_key_that_the_row_does_not_take_is_said_and_letters_do_nothing_else():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN, "3", "1", "1", "9")
        assert "s where nothing is ticked" in page.line
        await page.press("q", "m", "b")
        assert "Sheet 1 of 2" in page.screen
        await page.press("4")
        assert "4  Everywhere" in page.screen
    assert workspace.finished == {}


async def test_backspace_goes_back_and_the_next_key_takes_the_place_of_the_first():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN, "3", "1", "1", "4", "backspace", "2", "1", "1", "1", "enter")
    assert answers(workspace)[0][2] == ["started", "not-yet", "not-yet", "not-yet"]


async def test_a_row_without_anything_is_pointed_at_before_the_check():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN, "3", "1", "1", "down", "2", "2", "2")
        assert "This line has nothing yet." in page.line
        await page.press("4")
        await page.press("enter")
        assert "Read it back." in page.line
    assert workspace.finished == {}


async def test_a_line_found_wrong_on_reading_back_is_keyed_anew():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN, *SHEET, "down", "down", "down", "2", "enter")
    assert answers(workspace)[0][2][0] == "started"


async def test_keyed_twice_the_first_time_is_out_of_sight_and_alike_is_said():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN_TWICE, *SHEET)
        assert "Now type in the same sheet a second time." in page.line
        assert "Everywhere  " not in page.screen.split("─")[0]
        await page.press(*SHEET)
        assert "Both times the same. Press Enter to save the sheet." in page.line
        await page.press("enter")
    assert len(workspace.finished) == 1


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_where_two_keyings_differ_the_sheet_decides_by_a_key(size: tuple[int, int], golden: Golden):
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection), size) as page:
        await page.press(*BEGIN_TWICE, *SHEET, "3", "1", "1", "4", "x", "s", "2")
        assert "In 2 lines the two differ." in page.line
        golden(f"tui-keying-differ-{name_of(size)}.txt", page.screen)
        await page.press("enter")
        assert workspace.finished == {}
        await page.press("x", "1")
        assert "Every line has been looked at. Press Enter to save the sheet." in page.line
        await page.press("enter")
    assert answers(workspace)[0][2] == ["everywhere", "not-applicable", "skipped", "not-yet"]


async def test_a_half_keyed_sheet_is_stored_as_nothing_and_stands_there_when_one_comes_back():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN, *SHEET, "enter", "3", "escape")
        assert page.given == [True]
        page.app.push_screen(KeyingPage(services, reflection))
        await page.press()
        assert "Sheet 2 of 2" in page.screen
        assert "This sheet was begun before. Go on with it." in page.line
    assert len(workspace.finished) == 1
    assert workspace.unfinished == {}


async def test_what_cannot_be_kept_is_said_and_the_same_sheet_is_kept_once():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN, "3", "1", "2", *SHEET[3:])
        workspace.fails = NotSaved("The stick is full.", "Make room.")
        await page.press("enter")
        assert "Not saved yet: The stick is full. Make room." in page.line
        workspace.fails = None
        await page.press("enter", "escape")
    assert len(workspace.finished) == 1
    assert len(workspace.helped) == 1


async def test_a_sheet_whose_help_could_not_be_counted_is_not_kept_twice(monkeypatch: pytest.MonkeyPatch):
    services, workspace, reflection, _ = room_services()
    save_helped = workspace.save_helped

    def fails(*_: str) -> None:
        monkeypatch.setattr(workspace, "save_helped", save_helped)
        raise NotSaved("The stick is full.", "Make room.")

    monkeypatch.setattr(workspace, "save_helped", fails)
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN, "3", "1", "2", *SHEET[3:], "enter")
        assert "Not saved yet" in page.line
        await page.press("enter")
        assert "Sheet 2 of 2" in page.screen
    assert len(workspace.finished) == 1
    assert len(workspace.helped) == 1


async def test_a_sheet_tried_again_is_the_same_response(monkeypatch: pytest.MonkeyPatch):
    services, workspace, reflection, _ = room_services()
    finish = workspace.finish

    def fails_after_all(finished: Finished, draft: Draft) -> None:
        finish(finished, draft)
        monkeypatch.setattr(workspace, "finish", finish)
        raise NotSaved("The folder cannot be reached.", "Try again.")

    monkeypatch.setattr(workspace, "finish", fails_after_all)
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN, *SHEET, "enter")
        assert "Not saved yet" in page.line
        await page.press("enter")
        assert "Sheet 2 of 2" in page.screen
    assert len(workspace.finished) == 1


async def test_a_note_on_a_sheet_is_for_the_contact_alone_unless_ticked():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press(*BEGIN, "3", "1", "1", "c")
        await page.type("It is cold.\nIn winter.")
        await page.press("escape")
        assert "+ note" in page.screen
        await page.press("1", "1", "1", "1", "enter")
    (note,) = next(iter(workspace.finished.values())).notes
    assert (note.text, note.sharing, note.item, note.response) == (
        "It is cold.\nIn winter.",
        "facilitator",
        "garden-1-1",
        "",
    )


async def test_a_sheet_that_was_not_counted_can_be_added_at_the_end():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press("1", "enter", "enter", *SHEET, "enter", "m")
        assert "Sheet 2 of 2" in page.screen
        await page.press(*SHEET, "enter")
        assert "Every sheet is saved." in page.line
    assert len(workspace.finished) == 2


async def test_a_long_sheet_is_kept_only_once_its_last_line_has_been_in_sight():
    services, workspace, reflection, _ = room_services(None, bank(sections=5, items=8))
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press("1", "enter", "enter", "3", "1", "1", *["2"] * 40)
        assert "Read it back." in page.line
        assert "garden-5-8" not in page.screen
        await page.press("enter")
        assert workspace.finished == {}
        while "The sheet is saved." not in page.line:
            assert workspace.finished == {}
            last_was_in_sight = "garden-5-8" in page.screen
            await page.press("enter")
        assert last_was_in_sight


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_any_text_stands_as_typed_and_the_keys_stay_in_view(size: tuple[int, int]):
    services, _, reflection, _ = room_services(None, hostile_bank())
    async with at_page(services, KeyingPage(services, reflection), size) as page:
        await page.press(*BEGIN, "3", "1", "1")
        assert AS_SHOWN in page.screen
        assert "Esc leave" in page.line


async def test_after_the_last_sheet_the_keys_still_stand_at_the_foot_of_the_screen():
    services, _, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press("1", "enter", "enter", *SHEET, "enter")
        assert "Enter close" in page.screen.splitlines()[-1]


async def test_enter_held_down_keeps_the_last_sheet_and_stays_to_say_so():
    services, workspace, reflection, _ = room_services()
    app = CoreflectApp(services, timing=Timing(now=lambda: 1.0))
    async with app.run_test(size=USUAL) as pilot:
        app.push_screen(KeyingPage(services, reflection))
        await pilot.pause()
        await pilot.press("1", "enter", "z", "enter", *SHEET, "enter", "enter", "enter")
        await pilot.pause()
        assert len(workspace.finished) == 1
        assert "The sheet is saved." in shown(app)
