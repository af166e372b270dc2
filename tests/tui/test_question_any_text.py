"""Whatever stands in a file or was typed, every page shows it without crashing, and no control character gets out."""

from __future__ import annotations

import asyncio
import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.banks.bank import STANDARD, Words
from coreflect.core.reflections.responses import DraftNote
from coreflect.tui.answering.question import QuestionPage
from tests.support.builders.examples import a_draft, a_round, bank
from tests.support.builders.searching import searched
from tests.support.screens.answering import AtQuestion, at_question, sitting_at

NASTY = (
    "[",
    "]",
    "[/]",
    "[red]",
    "[@click=app.quit]",
    "\x1b[2J",
    "\x00",
    "\x9b",
    "\u202e",
    "‏",
    "漢字",
    "e\u0301",
    "👩‍👩‍👧",
    "\t",
    "\r\n",
    "{period}",
    "{",
    "%s",
    "\\",
)
PAGES = ("enter", "2", "c", "escape g", "escape question_mark", "escape q")
any_text = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(NASTY), max_size=6).map("".join))


def spoken(one, text: str):
    """The bank with this text in every place that a person reads."""
    words = Words(((STANDARD, text), ("plain", text)))
    levels = tuple(replace(level, label=words, meaning=words) for level in one.scales[0].levels)
    sections = tuple(
        replace(
            section,
            title=words,
            items=tuple(replace(item, text=words, lowest=words, highest=words) for item in section.items),
        )
        for section in one.sections
    )
    scale = replace(one.scales[0], levels=levels)
    return replace(one, title=words, intro=words, stem=words, practice=words, scales=(scale,), sections=sections)


async def walked(person: AtQuestion, in_bank: str, in_round: str, in_note: str) -> list[str]:
    """What stands on each page of a reflection with these texts; then the app is where it was."""
    reflection = a_round(team_name=in_round, about=in_round, period=in_round, contact=in_round)
    note = (DraftNote(("garden", "garden-1-1"), "knote", in_note, "facilitator"),) if in_note.strip() else ()
    _, workspace, sitting = sitting_at(
        spoken(bank(sections=1), in_bank), reflection=reflection, draft=a_draft(notes=note), introduced=False
    )
    pages_before = len(person.app.screen_stack)
    person.app.push_screen(QuestionPage(sitting, workspace.place()))
    await person.pilot.pause()
    screens = [await person.press(*keys.split()) for keys in PAGES]
    while len(person.app.screen_stack) > pages_before:
        await person.app.pop_screen()
    return screens


def test_any_text_survives_every_page():
    with asyncio.Runner() as runner:

        @searched(20)
        @given(any_text, any_text, any_text)
        def shows_no_control_character(in_bank: str, in_round: str, in_note: str) -> None:
            for screen in runner.run(walked(person, in_bank, in_round, in_note)):
                assert not [c for c in screen if c != "\n" and unicodedata.category(c) == "Cc"]

        # One app for all of them: starting one takes longer than every page of an example.
        started = at_question()
        person = runner.run(started.__aenter__())
        try:
            shows_no_control_character()
        finally:
            runner.run(started.__aexit__(None, None, None))
