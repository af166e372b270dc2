"""A question is found by its words, and the palette holds what can be done on the page that is open.

That it does so on every page is seen with all else that every page keeps, in test_every_screen.
"""

from __future__ import annotations

from coreflect.tui.find import FindCard
from tests.support.screens.answering import at_question
from tests.support.screens.every_screen import opened


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


async def test_what_is_chosen_in_the_palette_is_done_on_the_page() -> None:
    async with opened("results") as at:
        await at.press("ctrl+p", *"find a question", "down", "enter")
        assert isinstance(at.app.screen, FindCard)
