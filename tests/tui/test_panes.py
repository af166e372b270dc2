"""What stands beside a list in a wide window can be reached and read to its end by keys, and says what it is."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from tests.support.screens.every_screen import opened
from tests.support.screens.four_edges import frame_faults
from tests.support.screens.shown import shown

WITH_TWO_PANES = {
    "results": ("4 questions", "To talk about · 1 of 1"),
    "look-back-team": ("4 reflections", "Everyone's answers, together · question 1 of 4"),
    "bring-preview": ("6 files", "2 files cannot be used"),
    "jump-list": ("4 questions", "Part 1 · 1 of 4"),
    "bring-done": ("6 files", "By team and reflection"),
    "which-question": ("4 questions", "Part 1"),
    "actions": ("1 action", "To do"),
    "meeting": ("What comes next", "The plan of the meeting"),
}
"""The titles of both panes as a page opens."""


@pytest.mark.parametrize("name", WITH_TWO_PANES)
async def test_tab_leads_to_the_pane_beside_the_list_and_back_and_the_heavier_frame_says_where_it_led(
    name: str,
) -> None:
    listed, beside = WITH_TWO_PANES[name]
    async with opened(name, size=(120, 24)) as at:
        page = at.app.screen
        assert f"┏━ {listed} ━" in shown(at.app)
        assert f"╭─ {beside} ─" in shown(at.app)
        assert "Tab read beside it" in shown(at.app)
        await at.press("tab")
        assert page.focused is not None
        assert page.focused.id == "beside"
        assert f"╭─ {listed} ─" in shown(at.app)
        assert f"┏━ {beside} ━" in shown(at.app)
        assert "Tab the list" in shown(at.app)
        await at.press("tab")
        assert isinstance(page.focused, OptionList)


async def test_the_arrows_and_page_keys_read_the_pane_on_and_the_next_line_begins_at_its_top() -> None:
    async with opened("look-back-team", size=(120, 24)) as at:
        beside = at.app.screen.query_one("#beside")
        await at.press("tab", "down")
        assert beside.scroll_offset.y == 1
        await at.press("pagedown", "end")
        assert beside.scroll_offset.y == beside.max_scroll_y > 1
        await at.press("tab", "down")
        assert beside.scroll_offset.y == 0


@pytest.mark.parametrize("name", WITH_TWO_PANES)
async def test_where_the_list_is_alone_tab_is_not_named_and_leads_nowhere(name: str) -> None:
    async with opened(name, size=(100, 24)) as at:
        assert "Tab" not in shown(at.app).splitlines()[-1]
        await at.press("tab")
        assert isinstance(at.app.screen.focused, OptionList)


async def test_a_window_that_grows_gets_its_second_pane_and_the_key_that_leads_there() -> None:
    async with opened("results", size=(80, 24)) as at:
        await at.pilot.resize_terminal(120, 40)
        await at.pilot.pause()
        assert "Tab read beside it" in shown(at.app)
        assert "┏━ 4 questions ━" in shown(at.app)
        assert "╭─ To talk about · 1 of 1 ─" in shown(at.app)


async def test_in_a_wide_window_the_first_page_reads_the_highlighted_reflection_back() -> None:
    async with opened("home", size=(120, 40)) as at:
        assert "╭─ Team 0 · the day centre, short breaks ─" in shown(at.app)
        assert "So far     7 have begun, 5 have finished, 2" in shown(at.app)
        await at.press("down", "down")
        assert "╭─ Team 2 · the day centre, short breaks ─" in shown(at.app)
        await at.press("down")
        assert "╭─ Team 2 · the day centre, short breaks ─" in shown(at.app)


async def test_in_a_wide_window_the_plan_and_how_far_the_room_is_stand_beside_what_comes_next() -> None:
    async with opened("meeting", size=(80, 24)) as at:
        assert "Break, as long as it takes" not in shown(at.app)
        await at.pilot.resize_terminal(120, 40)
        await at.pilot.pause()
        seen = shown(at.app)
        assert "┏━ What comes next ━" in seen
        assert "╭─ The plan of the meeting ─" in seen
        assert seen.count("7 of 8") == 1
        assert seen.count("█░") == 3
        await at.press("6", "space", "escape")
        assert "│ › 14:00  10 min  Welcome" in shown(at.app)


@pytest.mark.parametrize(
    ("name", "pressed", "said"),
    [
        ("which-question", ("down",), "4  Everywhere"),
        ("actions", (), "Who will check  Tom"),
        ("bring-done", ("down",), "The answers of 8 people are new: not here yet."),
    ],
)
async def test_what_a_line_opens_stands_beside_it_in_a_wide_window_alone(
    name: str, pressed: tuple[str, ...], said: str
) -> None:
    async with opened(name, size=(120, 40)) as at:
        await at.press(*pressed)
        assert said in shown(at.app)
        await at.pilot.resize_terminal(80, 24)
        await at.pilot.pause()
        assert said not in shown(at.app)


async def test_a_page_without_lines_has_no_frames() -> None:
    async with opened("actions", size=(120, 40)) as at:
        at.services.workspace.actions = lambda _: ()  # type: ignore[method-assign]
        at.app.screen.refresh_page()  # type: ignore[attr-defined]
        await at.pilot.pause()
        assert "Nothing has been agreed yet." in shown(at.app)
        assert "━" not in shown(at.app)


async def test_in_a_wide_window_the_fields_of_a_set_up_stand_in_two_columns_that_reach_both_edges() -> None:
    async with opened("set-up", size=(120, 40)) as at:
        form, (first, second) = at.app.screen.query_one("#body"), at.app.screen.query("SetUpForm > Vertical")
        assert (first.region.y, first.region.x) == (second.region.y, 2)
        assert second.region.right == form.scrollable_content_region.right
        assert not form.show_vertical_scrollbar
        await at.press(*"Mill Lane")
        await at.pilot.resize_terminal(80, 24)
        await at.pilot.pause()
        assert (first.region.x, second.region.x) == (2, 2)
        assert at.app.focused is at.app.screen.query_one("#team_name")
        assert "Mill Lane" in shown(at.app)


@pytest.mark.parametrize("name", ["room-note", "sheet-note"])
async def test_a_note_of_the_room_reaches_the_right_edge(name: str) -> None:
    for size in ((80, 24), (120, 40), (200, 60)):
        async with opened(name, size=size) as at:
            assert at.app.screen.query_one("#text").region.right == size[0] - 2


async def test_the_window_may_change_its_size_under_a_menu_and_what_is_in_hand_stays_so() -> None:
    async with opened("meeting", size=(80, 24)) as at:
        await at.press("down", "down", "down")
        for size in ((120, 40), (60, 20), (200, 60), (80, 24)):
            await at.pilot.resize_terminal(*size)
            await at.pilot.pause()
            assert "› 3  Show the answers to everyone" in shown(at.app)
            assert at.app.focused is at.app.screen.query_one("#doings")


SIZES = ((80, 24), (100, 30), (110, 24), (120, 40), (200, 60))
FRAMED = ("home", "meeting", *WITH_TWO_PANES, "reveal", "round-card", "forget", "open-file", "bring-refused")


@pytest.mark.parametrize("name", FRAMED)
async def test_frames_and_cards_keep_the_edges_of_the_page_at_every_size(name: str) -> None:
    async with opened(name, size=SIZES[0]) as at:
        for size in SIZES:
            await at.pilot.resize_terminal(*size)
            await at.pilot.pause()
            assert not frame_faults(at.app), size
