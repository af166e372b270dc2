"""The folder of the workspace goes while a page is open: the page says so, and nothing is shown that is not so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from coreflect.tui.app import CoreflectApp
from coreflect.tui.home.home import HomePage
from tests.support.builders.shown_counts import SEVEN, looked_at
from tests.support.builders.workspaces import files_in
from tests.support.screens.every_screen import EVERY, Package, opened
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


WORDS, NAME = (*"lantern", "space", *"river"), (*"Team", "space", "0")


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("home", ("w", *WORDS, "enter")),
        ("set-up-read-back", ("enter",)),
        ("mend", ("a", "f2")),
        ("forget", (*NAME, "enter")),
        ("question", ("1",)),
        ("note", ("a", "escape")),
        ("leaving", ("3", "enter", "2", "enter")),
        ("finishing", ("enter",)),
        ("code", ("2", "enter")),
        ("results", ("t",) * 3),
        ("where-now", ("1", "f2", "enter")),
        ("room-note", ("a", "f2")),
        ("actions-opening", ("1", "enter")),
        ("closing", ("a", "f2")),
    ],
)
async def test_what_a_page_saves_or_looks_for_meanwhile_is_not_there_and_is_once_the_folder_is_back(
    name: str, act: tuple[str, ...]
) -> None:
    async with opened(name, size=(160, 45)) as page:
        root = page.services.workspace.root
        before = files_in(root)
        root.rename(root.with_name("away"))
        await page.press(*act)
        await settled(page)
        assert "note is saved" not in await until(page.pilot, GONE)
        assert not root.exists()
        root.with_name("away").rename(root)
        assert files_in(root) == before
        await finds_all_again(page)
    assert page.app.fault is None


LEAVING = ("leave", "close", "back", "quit")
"""What the actions are called that end a page or the program."""
PHONES = ("phones-start", "phones-start-fault")
"""The pages that serve a workspace in another thread, which those of these tests cannot be."""


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in EVERY if name not in PHONES])
async def test_every_key_of_every_page_may_be_pressed_while_the_folder_is_away(name: str) -> None:
    async with opened(name, size=(160, 45)) as page:
        root = page.services.workspace.root
        before = files_in(root)
        root.rename(root.with_name("away"))
        on = page.app.screen
        if isinstance(page.app.focused, Input | TextArea):
            await page.press("a")
        keys = [action for _, _, action in getattr(on, "keys", ()) if action and not action.endswith(LEAVING)]
        for action in keys:
            await page.app.run_action(action, page.app.screen)
            await settled(page)
            assert (page.app.is_running, page.app.fault, root.exists()) == (True, None, False), action
            await close_down_to(page, on)
            if page.app.screen is not on:
                break
        root.with_name("away").rename(root)
        assert files_in(root) == before
        await finds_all_again(page)
    assert page.app.fault is None


async def finds_all_again(page: Package) -> None:
    """Go back to the first page, now that the folder is there again: it names no fault."""
    await back_to_the_first_page(page)
    await page.press("f3", "escape")
    assert GONE not in await until(page.pilot, "Reflections here")


async def settled(page: Package) -> None:
    """Wait for what a key has begun; the round of those who answer goes on by itself."""
    await page.pilot.pause()
    threads = [worker for worker in page.app.workers if worker._thread_worker]
    if threads:
        await page.app.workers.wait_for_complete(threads)
    await page.pilot.pause()


async def close_down_to(page: Package, below: Screen[object]) -> None:
    """Close what a key has opened on top of a page, as long as the page is there."""
    while below in page.app.screen_stack and (top := page.app.screen) is not below:
        for key in ("escape", "q"):
            if page.app.screen is top:
                await page.press(key)
        assert page.app.screen is not top


async def back_to_the_first_page(page: Package) -> None:
    """Leave each page; where it asks how, by the first answer, which loses nothing."""
    for key in ("escape", "q", "1", "enter") * 4:
        if isinstance(page.app.screen, HomePage):
            return
        await page.press(key)
        await settled(page)
