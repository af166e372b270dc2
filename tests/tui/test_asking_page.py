"""What a group asks of a board is written from the report's card, is saved on leaving, and stands in the next draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.core.meeting.asking import Asking
from coreflect.tui.home.reflection_card import written_card
from coreflect.tui.meeting.asking import AskingPage
from tests.support.readers.goldens import Golden
from tests.support.screens.meeting_services import USUAL, WIDE, at_page, name_of, room_services


@pytest.mark.parametrize("size", [USUAL, WIDE])
async def test_the_page_looks_as_it_did(size: tuple[int, int], golden: Golden) -> None:
    services, _, reflection, _ = room_services()
    async with at_page(services, AskingPage(services, reflection), size) as page:
        await page.type("Pay bus fares.")
        golden(f"tui-asking-{name_of(size)}.txt", await page.press("enter"))


async def test_from_the_report_the_group_writes_what_it_asks_and_the_draft_is_written_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    services, workspace, reflection, _ = room_services()
    async with at_page(services, written_card(services, reflection, "report")) as page:
        (file,) = (tmp_path / "exports").glob("*report.html")
        assert "Nothing is written here yet" in file.read_text(encoding="utf-8")
        await page.press("2")
        await page.type("Pay bus fares.")
        await page.press("down", "down", "down")
        assert "Thursday 12 November 2026" in await page.type("in six months")
        await page.press("enter", "enter")
        assert "It is a draft" in page.line
        assert "Pay bus fares." in file.read_text(encoding="utf-8")
        await page.press("3")
        assert "agreed to send it" in page.line
        assert "Pay bus fares." in file.read_text(encoding="utf-8")
    assert workspace.asked.read(reflection.id) == Asking(("Pay bus fares.",), "2026-11-12")


async def test_leaving_saves_and_what_cannot_be_saved_says_what_is_missing() -> None:
    services, workspace, reflection, _ = room_services()
    async with at_page(services, AskingPage(services, reflection)) as page:
        await page.type("Come.")
        await page.press("down", "down", "down")
        await page.type("soon")
        assert "“soon” is not a date" in await page.press("escape")
        assert workspace.asked.read(reflection.id) == Asking()
        await page.press("ctrl+u", "escape")
        assert page.given == [True]
    assert workspace.asked.read(reflection.id) == Asking(("Come.",))
    async with at_page(services, AskingPage(services, reflection)) as page:
        assert "Come." in page.screen
        await page.press("escape")
        assert page.given == [False]


async def test_more_than_the_page_has_lines_for_is_not_lost() -> None:
    services, workspace, reflection, _ = room_services()
    workspace.asked.save(reflection.id, Asking(("One.", "Two.", "Three.", "Four.")))
    async with at_page(services, AskingPage(services, reflection)) as page:
        await page.type(" Please.")
        await page.press("f2")
    assert workspace.asked.read(reflection.id).asks == ("One. Please.", "Two.", "Three.", "Four.")
