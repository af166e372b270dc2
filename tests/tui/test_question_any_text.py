"""Whatever stands in a file or was typed, every page shows it without crashing, and no control character gets out."""

from __future__ import annotations

import asyncio
import unicodedata
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coreflect.core.banks.bank import STANDARD, Words
from coreflect.core.reflections.responses import DraftNote
from tests.support.answering import at_question
from tests.support.examples import a_draft, a_round, bank

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


@settings(deadline=None, max_examples=20)
@given(any_text, any_text, any_text)
def test_any_text_survives_every_page(in_bank: str, in_round: str, in_note: str):
    reflection = a_round(team_name=in_round, about=in_round, period=in_round, contact=in_round)
    note = (DraftNote(("garden", "garden-1-1"), "knote", in_note, "facilitator"),) if in_note.strip() else ()

    async def walk() -> list[str]:
        async with at_question(
            spoken(bank(sections=1), in_bank), reflection=reflection, draft=a_draft(notes=note), introduced=False
        ) as person:
            return [await person.press(*keys.split()) for keys in PAGES]

    for screen in asyncio.run(walk()):
        assert not [c for c in screen if c != "\n" and unicodedata.category(c) == "Cc"]
