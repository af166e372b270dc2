"""The question screen fits 80×24 with every shipped item, stays usable at 60×20, and is calm at 200×60."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from coreflect.core.banks.bank import Bank
from coreflect.core.banks.read import read_bank
from coreflect.tui.answering.question import ItemView, QuestionPage
from tests.support.builders.examples import a_draft, a_round, bank
from tests.support.builders.searching import in_ci
from tests.support.readers.goldens import GOLDENS, Golden
from tests.support.screens.answering import at_question

SHIPPED = GOLDENS.parents[1] / "question_banks"
BANKS = sorted(path.name for path in SHIPPED.glob("*.toml") if path.name.count(".") == 1)
ABOUT = "the day centre and short breaks at Mill Lane"


def shipped(name: str) -> Bank:
    read, faults = read_bank(name, (SHIPPED / name).read_bytes())
    assert read, faults
    return read


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("wording", ["standard", *in_ci("plain")])
@pytest.mark.parametrize("name", BANKS)
async def test_every_shipped_item_fits_the_usual_terminal(name: str, wording: str):
    one = shipped(name)
    async with at_question(one, reflection=a_round(about=ABOUT), draft=a_draft(wording=wording)) as person:
        page = person.app.screen
        assert isinstance(page, QuestionPage)
        for index in range(len(page.walkthrough.asked)):
            page._move(page.walkthrough.jump(index).choose("not-applicable"))
            await settled(person.pilot)
            view = page.query_one(ItemView)
            hidden = view.virtual_size.height - view.size.height
            assert hidden <= 0, f"{page.walkthrough.question.key} needs {hidden} more lines"


async def test_a_small_terminal_scrolls_to_what_is_chosen_and_begins_with_the_question(golden: Golden):
    one = shipped("nesta-principles.toml")
    async with at_question(
        one, reflection=a_round(about=ABOUT), draft=a_draft(wording="plain"), size=(60, 20)
    ) as person:
        assert "Using what people" in person.screen
        assert "(•) 4" in await person.press("4")
        assert "(•) n" in await person.press("n")
        assert "› ( ) 1" in await person.press("down")
        assert "Writing about people" in await person.press("enter", "enter")


@pytest.mark.parametrize("size", [(60, 20), (200, 60)])
async def test_other_sizes_look_as_they_did(size: tuple[int, int], golden: Golden):
    async with at_question(bank(), size=size, draft=a_draft(at=1, reached=1)) as person:
        golden(f"tui-question-{size[0]}x{size[1]}.txt", await person.press("2"))


async def test_a_question_is_at_most_ninety_wide_and_stands_at_the_left_edge_of_every_page():
    async with at_question(bank(), size=(200, 60)) as person:
        region = person.app.screen.query_one(".item").region
        assert region.width <= 90
        assert region.x == person.app.screen.query_one("#hints").content_region.x


async def test_seven_levels_scroll_and_the_last_can_be_chosen_in_sight():
    one = bank(levels=tuple(f"step-{number}" for number in range(1, 8)))
    async with at_question(replace(one), size=(60, 20)) as person:
        assert "› (•) 7  Step 7" in await person.press("7")
