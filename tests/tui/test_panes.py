"""What stands beside a list in a wide window can be reached and read to its end by keys, and says what it is."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from tests.support.screens.every_screen import opened
from tests.support.screens.shown import shown

WITH_TWO_PANES = {
    "results": "To talk about · 1 of 1",
    "look-back-team": "Everyone's answers, together · question 1 of 4",
    "bring-preview": "2 files cannot be used",
}
"""The title of the second pane as a page opens."""


@pytest.mark.parametrize("name", WITH_TWO_PANES)
async def test_tab_leads_to_the_titled_pane_beside_the_list_and_back(name: str) -> None:
    async with opened(name, size=(120, 24)) as at:
        page = at.app.screen
        assert f"╭─ {WITH_TWO_PANES[name]} ─" in shown(at.app)
        assert "Tab read beside it" in shown(at.app)
        await at.press("tab")
        assert page.focused is not None
        assert page.focused.id == "beside"
        assert f"┏━ {WITH_TWO_PANES[name]} ━" in shown(at.app)
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
        assert "To talk about · 1 of 1" in shown(at.app)


async def test_in_a_wide_window_the_first_page_reads_the_highlighted_reflection_back() -> None:
    async with opened("home", size=(120, 40)) as at:
        assert "╭─ Team 0 · the day centre, short breaks ─" in shown(at.app)
        assert "So far     7 have begun, 5 have finished, 2" in shown(at.app)
        await at.press("down", "down")
        assert "╭─ Team 2 · the day centre, short breaks ─" in shown(at.app)
        await at.press("down")
        assert "╭─ Team 2 · the day centre, short breaks ─" in shown(at.app)
