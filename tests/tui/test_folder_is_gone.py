"""The folder of the workspace goes while a page is open: the page says so, and nothing is shown that is not so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coreflect.tui.app import CoreflectApp
from tests.support.builders.shown_counts import SEVEN, looked_at
from tests.support.screens.home_services import until
from tests.support.screens.shown import unhurried

GONE = "is not there any more"


@asynccontextmanager
async def opened_and_gone(folder: Path, *keys: str) -> AsyncIterator[tuple[CoreflectApp, Pilot[None]]]:
    """The app at the page that these keys open; then the folder goes, as with a drive that is pulled out."""
    room = looked_at(folder / "w")
    room.answer(SEVEN)
    app = CoreflectApp(room.services, timing=unhurried())
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await app.workers.wait_for_complete()
        (folder / "w").rename(folder / "away")
        yield app, pilot
    assert app.fault is None


async def test_a_meeting_that_cannot_be_read_says_why_and_not_that_nobody_has_begun(tmp_path: Path) -> None:
    async with opened_and_gone(tmp_path) as (app, pilot):
        await pilot.press("enter")
        assert "Nobody has begun" not in await until(pilot, GONE)
        (tmp_path / "away").rename(tmp_path / "w")
        app.screen.look()  # type: ignore[attr-defined]
        assert GONE not in await until(pilot, "7 have begun, 7 have finished.")


@pytest.mark.parametrize(
    ("way", "act"),
    [
        (("enter", "2", "2", "enter", "enter"), ("2", "1", "1", "1", "1", "1", "enter", "enter")),
        (("enter", "4", "enter", "enter"), ("8", "f2")),
        (("enter", "5", "a"), (*"bench", "tab", *"Priya", "tab", "tab", *"Tom", "f2")),
        (("enter", "3"), ("2", "enter")),
    ],
    ids=["a sheet", "a show of hands", "what we will do", "showing the answers"],
)
async def test_what_cannot_be_saved_or_shown_says_so_and_the_page_stays(
    tmp_path: Path, way: tuple[str, ...], act: tuple[str, ...]
) -> None:
    async with opened_and_gone(tmp_path, *way) as (app, pilot):
        for key in act:
            await pilot.press(key)
            await pilot.pause()
        await app.workers.wait_for_complete()
        await until(pilot, GONE)
        assert app.is_running
    assert [path.name for path in tmp_path.iterdir()] == ["away"]
