"""A program that is ended from outside while a page opens ends as it was asked to, and by no fault."""

from __future__ import annotations

from pathlib import Path

from coreflect.tui.app import CoreflectApp
from coreflect.tui.pages import ReadingPage
from tests.support.builders.shown_counts import looked_at
from tests.support.screens.shown import unhurried


async def test_a_page_that_opens_while_the_program_ends_is_no_fault(tmp_path: Path) -> None:
    app = CoreflectApp(looked_at(tmp_path / "w").services, timing=unhurried())
    async with app.run_test() as pilot:
        await pilot.pause()
        app.exit(return_code=143)
        app.push_screen(ReadingPage(("Your answers and notes are removed.",)))
    assert (app.fault, app.return_code) == (None, 143)
