"""In a wide window what a person answers keeps its measure, and beside it stands what is looked at in passing."""

from __future__ import annotations

import pytest
from textual.widget import Widget
from textual.widgets import OptionList, Static, TextArea

from coreflect.core.texts import answering as sentences
from coreflect.services.settings import THEMES
from coreflect.tui.answering.jump_list import JumpPage
from coreflect.tui.answering.question import ItemView, QuestionPage
from coreflect.tui.widgets.choice_list import ChoiceList
from coreflect.tui.widgets.lists import Panes
from tests.support.builders.examples import a_draft, bank
from tests.support.screens.answering import at_question
from tests.support.screens.contrast import ENOUGH, too_faint
from tests.support.screens.every_screen import Package, opened
from tests.support.screens.shown import shown
from tests.tui.test_question_sizes import BANKS, settled, shipped

ASKING = ("helper", "perspective", "wording", "practice", "question", "note", "code", "leaving")
"""Pages with something to choose or to write in, at the left of what stands beside them."""
WITH_A_BOX = (*ASKING, "welcome", "words-given", "bank-intro", "finishing", "code-typed")
EDGE = 2
"""How many cells stand free at the edges of a page."""
ROWS_OF_FOUR_ANSWERS = 10
FILLS_ITS_PANE = {80: 78, 120: 78, 200: 92}
"""Where what fills the first pane ends, by the width of the window."""


def box(at: Package) -> Widget | None:
    """The box at the right, if there is one."""
    boxes = at.app.screen.query("#beside, #apart")
    return next((one for one in boxes if one.region and one.styles.border_left[0]), None)


def cut(at: Package) -> list[Widget]:
    """What is wider than the body in which it stands, or than its own place, and so cut."""
    body = at.app.screen.query_one("#body")
    return [each for each in body.query("*") if each.region.right > body.scrollable_content_region.right]


@pytest.mark.parametrize("name", ASKING)
async def test_all_that_fills_the_first_pane_ends_at_one_edge_at_every_width(name: str) -> None:
    ends: dict[int, set[int]] = {}
    async with opened(name) as at:
        for width in FILLS_ITS_PANE:
            await at.pilot.resize_terminal(width, 40)
            await at.pilot.pause()
            filling = [*at.app.screen.query(ChoiceList), *at.app.screen.query(TextArea)]
            ends[width] = {each.region.right for each in filling}
    assert ends == {width: {end} for width, end in FILLS_ITS_PANE.items()}


@pytest.mark.parametrize("width", [110, 120, 200])
async def test_the_box_stands_in_one_place_on_every_page_of_a_person(width: int) -> None:
    places = set()
    for name in WITH_A_BOX:
        async with opened(name, size=(width, 40)) as at:
            found = box(at)
            assert found is not None, name
            assert found.region.right == at.app.screen.size.width - EDGE, name
            assert not cut(at), name
            places.add((found.region.x, found.region.y))
            assert found.region.bottom > at.app.screen.size.height - 2 * 4, name
    assert len({y for _, y in places}) <= 2
    assert len({x for x, _ in places}) == 1, places


@pytest.mark.parametrize("name", WITH_A_BOX)
async def test_below_110_columns_there_is_no_box(name: str) -> None:
    async with opened(name, size=(109, 40)) as at:
        assert box(at) is None
        assert sentences.ALL_QUESTIONS not in shown(at.app)


@pytest.mark.parametrize("name", WITH_A_BOX)
async def test_tab_passes_the_box_by(name: str) -> None:
    async with opened(name, size=(120, 40)) as at:
        assert "Tab read beside it" not in shown(at.app)
        assert not [each for each in at.app.screen.focus_chain if each.id in {"beside", "apart"}]


async def test_the_parts_say_how_many_are_answered_where_the_person_is_and_never_how() -> None:
    async with at_question(bank(), draft=a_draft(at=1, reached=1), size=(120, 40)) as person:
        assert "│ › Part 1  " in person.screen
        assert "0 of 2 answered" in person.screen
        chosen = await person.press("2")
        assert "━  1 of 2 answered" in chosen or "─  1 of 2 answered" in chosen
        assert "0 of 2 answered" in await person.press("s", "b", "n", "n")
        there = await person.press("1", "enter")
        assert "│ › Part 2  " in there
        assert "│   Part 1  " in there
        beside = person.app.screen.query_one("#beside", Static)
        words = "\n".join(beside.render_line(y).text for y in range(beside.size.height))
        assert not [label for label in ("Not yet", "Started", "Not sure", "left blank") if label in words]


async def test_the_parts_are_said_in_the_wording_that_is_shown() -> None:
    async with at_question(bank(), size=(120, 40)) as person:
        names = [part.section.title for part in person.sitting.walkthrough.parts]
        await person.press("w")
        wording = person.sitting.walkthrough.wording
        assert wording != "standard"
        assert all(title.say(wording) in person.screen for title in names)


async def test_of_more_parts_than_fit_those_around_the_present_one_are_shown() -> None:
    async with at_question(bank(sections=40), size=(120, 24)) as person:
        assert "› Part 1 " in person.screen
        assert "Part 40" not in person.screen
        page = person.app.screen
        assert isinstance(page, QuestionPage)
        for part in (20, 40):
            first = [question.section.id for question in page.walkthrough.asked].index(f"part-{part}")
            page._move(page.walkthrough.jump(first))
            await settled(person.pilot)
            assert f"› Part {part} " in person.screen


async def test_a_window_that_grows_while_somebody_answers_keeps_the_answer_the_row_and_the_focus() -> None:
    async with at_question(bank()) as person:
        await person.press("2", "down")
        for width, height in ((120, 40), (200, 60), (80, 24), (120, 24), (80, 24)):
            await person.pilot.resize_terminal(width, height)
            await settled(person.pilot)
            assert isinstance(person.app.screen.focused, ChoiceList)
            assert "  (•) 2  Started" in person.screen
            assert "› ( ) 3  Some places" in person.screen
            assert ("1 of 2 answered" in person.screen) == (width >= 110)
            rows = person.app.screen.query_one(ChoiceList)
            assert rows.size.height == ROWS_OF_FOUR_ANSWERS + 3 * {24: 0, 40: 1, 60: 2}[height]
        assert "› (•) 3" in await person.press("enter")


async def test_in_a_tall_window_answers_stand_apart_and_only_their_own_lines_are_highlighted() -> None:
    async with at_question(bank(), size=(120, 40)) as person:
        await person.press("2")
        rows = person.app.screen.query_one(ChoiceList)
        lines = [rows.render_line(y) for y in range(rows.size.height)]
        told = [line.text.strip() for line in lines]
        assert told[told.index("It is started.") + 1] == ""
        assert told[-1]
        grounds = [{segment.style.bgcolor for segment in line if segment.style} for line in lines]
        here = told.index("› (•) 2  Started")
        assert grounds[here] == grounds[here + 1] != grounds[here + 2] == grounds[0]


@pytest.mark.parametrize("size", [(110, 24), (120, 38), (120, 54)])
@pytest.mark.parametrize("name", BANKS)
async def test_every_shipped_item_fits_a_wide_and_a_tall_window(name: str, size: tuple[int, int]) -> None:
    async with at_question(shipped(name), size=size) as person:
        page = person.app.screen
        assert isinstance(page, QuestionPage)
        for index in range(len(page.walkthrough.asked)):
            page._move(page.walkthrough.jump(index).choose("not-applicable"))
            await settled(person.pilot)
            hidden = page.query_one(ItemView).max_scroll_y
            assert not hidden, f"{page.walkthrough.question.key} needs {hidden} more lines"


async def test_the_welcome_is_read_in_the_same_order_whether_it_stands_in_a_box_or_not() -> None:
    for width in (80, 120):
        async with opened("welcome", size=(width, 40)) as at:
            whole = " ".join(str(each.content) for each in at.app.screen.query("#body Static").results(Static))
            walkthrough = at.sitting.walkthrough
            texts = sentences.welcome(at.reflection, len(walkthrough.asked), at.services.workspace.place())
            assert whole.split() == " ".join(texts).split()


async def test_beside_the_list_stands_the_question_in_hand_and_not_what_was_chosen() -> None:
    async with opened("jump-list", size=(120, 40)) as at:
        assert "╭─ Part 1 · 1 of 4 ─" in shown(at.app)
        beside = at.app.screen.query_one("#beside-text", Static)
        words = "\n".join(beside.render_line(y).text for y in range(beside.size.height))
        assert "About garden-1-1" in words
        assert "2  Started" in words
        assert "(•)" not in words
        assert "answered" not in words
        await at.press("down", "down")
        assert "╭─ Part 2 · 3 of 4 ─" in shown(at.app)
        await at.press("tab")
        assert "┏━ Part 2 · 3 of 4 ━" in shown(at.app)
        await at.press("tab")
        assert isinstance(at.app.screen.focused, OptionList)


@pytest.mark.parametrize("name", ["welcome", "question", "jump-list"])
async def test_in_a_wide_window_every_text_stands_out_in_every_theme(name: str) -> None:
    async with opened(name, size=(120, 40)) as at:
        for theme, _ in THEMES:
            at.app.theme = theme
            await at.pilot.pause()
            assert not too_faint(at.app, ENOUGH[theme]), theme


async def test_the_list_opens_with_the_question_in_hand_already_beside_it() -> None:
    async with opened("question", size=(120, 40)) as at:
        page = JumpPage(at.sitting.walkthrough, at.reflection)
        await at.app.push_screen(page)
        assert page.query_one(Panes).has_class("-filled")
