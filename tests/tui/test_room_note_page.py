"""What was said: kept however the page is closed, without who said it, and a record of its own each time."""

from __future__ import annotations

from coreflect.core.errors import NotSaved
from coreflect.core.model import Note
from coreflect.tui.meeting.result_item import RoomNotePage
from tests.support.screens.meeting_services import AS_SHOWN, HOSTILE, SMALL, at_page, room_services


async def test_esc_keeps_what_was_written_with_its_lines_and_letters_are_inert():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, RoomNotePage(services, reflection, asked[1])) as page:
        await page.press("q", "enter", "full_stop", "escape")
        assert page.given == [True]
    (note,) = workspace.room_notes(reflection.id)
    assert note.text == "q\n."
    assert (note.bank, note.item, note.response, note.sharing) == ("garden", "garden-1-2", "", "room")


async def test_who_may_read_it_can_be_chosen_and_only_what_is_for_everyone_is_shown_again():
    services, workspace, reflection, asked = room_services()
    for text, keys in (("for the desk", ("tab", "2")), ("for all", ())):
        async with at_page(services, RoomNotePage(services, reflection, asked[0])) as page:
            await page.type(text)
            await page.press(*keys, "escape")
    assert sorted(note.sharing for note in workspace.room_notes(reflection.id)) == ["facilitator", "room"]
    async with at_page(services, RoomNotePage(services, reflection, asked[0])) as page:
        assert "· for all" in page.screen
        assert "for the desk" not in page.screen


async def test_a_note_on_the_meeting_has_no_question():
    services, workspace, reflection, _ = room_services()
    async with at_page(services, RoomNotePage(services, reflection, None)) as page:
        assert "About the meeting" in page.screen
        await page.type("We began late.")
        await page.press("f2")
        assert page.given == [True]
    assert [(note.bank, note.item) for note in workspace.room_notes(reflection.id)] == [("", "")]


async def test_nothing_written_keeps_nothing():
    services, workspace, reflection, asked = room_services()
    async with at_page(services, RoomNotePage(services, reflection, asked[0])) as page:
        await page.press("space", "escape")
        assert page.given == [False]
    assert workspace.kept == 0


async def test_what_cannot_be_kept_is_said_and_the_words_stand_there_again():
    services, workspace, reflection, asked = room_services()
    workspace.fails = NotSaved("The stick is full.", "Make room.")
    async with at_page(services, RoomNotePage(services, reflection, asked[0])) as page:
        await page.type("Slow lifts.")
        await page.press("escape")
        assert "Not saved yet: The stick is full. Make room. Press Esc again to leave it for now." in page.line
        await page.press("escape")
        assert page.given == [False]
        page.given.clear()
        page.app.push_screen(RoomNotePage(services, reflection, asked[0]), page.given.append)
        await page.press()
        assert "Slow lifts." in page.screen
        workspace.fails = None
        await page.press("escape")
        assert page.given == [True]
    assert [note.text for note in workspace.room_notes(reflection.id)] == ["Slow lifts."]


async def test_any_text_stands_as_typed():
    services, workspace, reflection, asked = room_services()
    workspace.save_room_note(Note("kn", "kr", (), reflection.id, *asked[0].key, "", "room", HOSTILE))
    async with at_page(services, RoomNotePage(services, reflection, asked[0]), SMALL) as page:
        assert AS_SHOWN in page.screen
        assert "Esc save and close" in page.line
