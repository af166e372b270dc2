"""A question is found by its words, and the palette holds what can be done on the page that is open."""

from __future__ import annotations

from tests.support.screens.answering import at_question


async def test_a_slash_on_the_list_finds_a_question_by_its_words():
    async with at_question() as person:
        await person.press("g", "slash", "2", "minus", "1")
        assert "1 question" in person.screen
        await person.press("enter", "enter")
        assert "· 3 of 4" in person.screen


async def test_the_palette_holds_the_keys_of_the_page():
    async with at_question() as person:
        await person.press("q")
        named = [command.title for command in person.app.get_system_commands(person.app.screen)]
        assert named[0] == "Go on"
        assert named[-1] == "Leave"
