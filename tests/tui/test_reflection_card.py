"""One reflection for whoever runs it: what it is, and the files that travel."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.core.errors import NotSaved
from coreflect.services.finding import find_file
from coreflect.services.written import Written
from coreflect.tui.home.reflection_card import WrittenCard
from tests.support.builders.examples import a_round, bank
from tests.support.builders.services import refusing
from tests.support.readers.goldens import Golden
from tests.support.screens.home_services import home_app, home_services, typed, until
from tests.support.screens.shown import shown


async def test_the_card_reads_the_reflection_back_and_says_what_can_be_done(golden: Golden) -> None:
    app = home_app(home_services(reflections=1)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await until(pilot, "Answer on this laptop")
        golden("tui-home-round-card.txt", shown(app))


async def test_the_choices_stay_in_view_on_a_small_screen() -> None:
    app = home_app(home_services(reflections=2)[0])
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("down", "m")
        await until(pilot, "5 Close")
        assert "[b]roads[/]" in shown(app)


@pytest.mark.parametrize("height", range(19, 28))
async def test_the_keys_stay_in_view_however_much_the_card_says(height: int) -> None:
    services, workspace = home_services(reflections=1)
    workspace.put(a_round(about="How we plan people's weeks and evenings, and weekends", date="2026-05-29"), bank())
    app = home_app(services)
    async with app.run_test(size=(80, height)) as pilot:
        await pilot.press("m")
        await until(pilot, "5 Close")
        await pilot.pause()
        assert "Esc close" in shown(app)
        assert app.screen.max_scroll_y == 0


@pytest.mark.parametrize(("key", "kind"), [("1", "paper"), ("2", "slips"), ("4", "export")])
async def test_files_that_travel_are_written_and_named_in_full(
    key: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    services, _ = home_services(reflections=1)
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await until(pilot, "Answer on this laptop")
        await pilot.press("3", key)
        await until(pilot, "› Close")
        await app.workers.wait_for_complete()
        (written,) = (tmp_path / "exports").iterdir()
        assert written.name in shown(app).replace("\n", "").replace(" ", "").replace("│", "")


async def test_an_export_says_how_many_stay_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    services, workspace = home_services(reflections=1)
    workspace.put_people("team-0-x", begun=4, finished=3)
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await until(pilot, "Answer on this laptop")
        await pilot.press("3", "4")
        seen = await until(pilot, "It holds the answers of 3 people.")
        assert "The unfinished answers of 1 person stay behind." in seen
        assert "whoever opens it may match notes to people" in seen


async def test_enter_never_says_for_a_group_that_it_has_read_the_report() -> None:
    services, workspace = home_services(reflections=1)
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(
            WrittenCard(services, workspace.round("team-0-x"), Written("The report", ("It is here.",), is_draft=True))
        )
        assert "The group has read it and agrees to send it" in await until(pilot, "› 1 Close")


async def test_what_was_set_up_is_mended_and_the_card_says_so() -> None:
    services, workspace = home_services(reflections=1)
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "4", "1")
        await until(pilot, "Correct what was set up")
        await typed(pilot, "s")
        await pilot.press("f2")
        await until(pilot, "Team Team 0s,")
    assert workspace.rounds()[0].team_name == "Team 0s"


async def test_one_that_was_set_up_by_mistake_is_deleted_once_that_is_confirmed() -> None:
    services, workspace = home_services(reflections=1)
    workspace.put_people("team-0-x", begun=0, finished=0)
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "4", "2")
        await until(pilot, "Delete this reflection?")
        await pilot.press("2")
        await until(pilot, "Where would you like to begin?")
        await until(pilot, "It is deleted.")
    assert workspace.rounds() == ()


async def test_a_file_that_cannot_be_written_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    services, _ = home_services(reflections=1)
    fault = NotSaved("exports cannot be written.", "Look at who may write there.")
    monkeypatch.setattr(services.packages, "write_invitation", refusing(fault))
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await until(pilot, "Answer on this laptop")
        await pilot.press("3", "3")
        await until(pilot, "exports cannot be written.")
        assert "Look at who may write there." in shown(app)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("  a.zip ", "a.zip"),
        ("'/media/My stick/a.zip'", "/media/My stick/a.zip"),
        ('"C:\\My files\\a.zip"', "C:\\My files\\a.zip"),
        ("C:\\ (new)\\a.zip", "C:\\ (new)\\a.zip"),
        ("/media/My\\ stick/a\\(1\\).zip", "/media/My stick/a(1).zip"),
        ("file:///media/My%20stick/a.zip", "/media/My stick/a.zip"),
        ("", ""),
        ("'", "'"),
    ],
)
def test_a_dragged_file_s_name_loses_what_the_terminal_put_around_it(given: str, meant: str) -> None:
    assert find_file(given) == meant
