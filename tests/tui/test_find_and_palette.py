"""A question is found by its words, and the palette holds what can be done on the page that is open."""

from __future__ import annotations

import pytest

from coreflect.core.texts.words import begun
from coreflect.tui.find import FindCard
from coreflect.tui.frame import Framed
from coreflect.tui.help import done_on, help_on, named
from tests.support.screens.answering import at_question
from tests.support.screens.every_screen import EVERY, opened


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


NOT_SAID = {"help", "leave", "leave_field", "back"}
"""Actions that the palette has by another name, and those that lead out of a field or that a page may refuse."""


@pytest.mark.parametrize("name", EVERY)
async def test_the_palette_holds_every_action_of_every_page_and_the_help_names_every_key(name: str) -> None:
    async with opened(name) as at:
        page = at.app.screen
        if not isinstance(page, Framed):
            return
        offered = {action.removeprefix("screen.") for _, _, action in done_on(page)} | NOT_SAID
        bound = {active.binding.action for active in page.active_bindings.values() if active.node is page}
        assert not [
            action for action in bound - offered if "." not in action and not action.startswith(("choose_", "answer("))
        ]
        commands = list(at.app.get_system_commands(page))
        titles = [command.title for command in commands]
        assert len(titles) == len(set(titles))
        assert {begun(what) for key, what, action in page.keys if key and action != "screen.leave"} <= set(titles)
        text = help_on(type(page))
        told = {key for keys, _ in text.keys for key in named(keys)} if text else set()
        assert [key for keys, _, _ in page.keys for key in named(keys) if key not in {*told, "?", "↑", "↓"}] == []


async def test_what_is_chosen_in_the_palette_is_done_on_the_page() -> None:
    async with opened("results") as at:
        await at.press("ctrl+p", *"find a question", "down", "enter")
        assert isinstance(at.app.screen, FindCard)
