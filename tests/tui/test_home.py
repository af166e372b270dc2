"""The first screen: what is in progress, two words, and what else can be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.core.errors import Damaged
from coreflect.core.reflections.responses import Place, Turnout
from coreflect.core.texts.home import reflections_here
from coreflect.services.reflections import ListedReflection
from coreflect.tui.frame import ONE_LINE, KeyLine
from coreflect.tui.home.home import home_keys, home_lines, reflection_line
from tests.support.builders.examples import a_round
from tests.support.builders.services import refusing, some_services
from tests.support.readers.goldens import Golden
from tests.support.screens.home_services import home_app, home_services, typed, until
from tests.support.screens.shown import shown

SIZES = [(60, 20), (80, 24), (200, 60)]


async def test_a_first_start_says_what_this_is_and_offers_plain_choices(golden: Golden) -> None:
    app = home_app(home_services()[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "q leave")
        golden("tui-home-first.txt", shown(app))


async def test_reflections_in_progress_stand_with_team_about_date_and_how_many(golden: Golden) -> None:
    app = home_app(home_services(reflections=3)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "q leave")
        golden("tui-home.txt", shown(app))


@pytest.mark.parametrize("size", SIZES)
async def test_many_reflections_leave_the_two_words_and_the_keys_in_view(size: tuple[int, int]) -> None:
    services, workspace = home_services(reflections=40)
    workspace.unreadable = ("a is damaged.", "b is damaged.")
    app = home_app(services)
    async with app.run_test(size=size) as pilot:
        await until(pilot, "t the meeting w my words")
        assert "Your two words" in await until(pilot, "2 files could not be read and were skipped.")


async def test_enter_on_a_reflection_shows_only_the_welcome() -> None:
    app = home_app(home_services(reflections=1)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, "There are 4 questions about the day centre")
        assert "Reflections here" not in shown(app)


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("n", "Set up a reflection"),
        ("o", "Open a questions file"),
        ("v", "Six principles"),
        ("m", "Team 0, 8 people"),
    ],
)
async def test_each_key_of_the_first_screen_opens_its_page_and_esc_closes_it(key: str, page: str) -> None:
    app = home_app(home_services(reflections=1)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await until(pilot, page)
        await pilot.press("escape")
        await until(pilot, "Reflections here")


async def test_one_unreadable_file_is_named_and_the_rest_is_shown() -> None:
    services, workspace = home_services(reflections=1)
    workspace.unreadable = ("rounds/x/round.json is damaged.",)
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "One file was skipped: rounds/x/round.json is damaged." in shown(app)
        assert "Team 0" in shown(app)
        await pilot.press("f")
        await until(pilot, "Whoever looks after this laptop can put them right.")


async def test_a_workspace_that_cannot_be_read_is_said_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    services, workspace = home_services()

    def rounds() -> None:
        raise Damaged("The folder has gone.", "Plug the stick in again.")

    monkeypatch.setattr(workspace, "rounds", rounds)
    app = home_app(services)
    async with app.run_test(size=(80, 24)):
        assert "The folder has gone. Plug the stick in again." in shown(app)
        assert "Set up a reflection" in shown(app)


async def test_a_shared_folder_is_said_on_the_first_screen() -> None:
    app = home_app(home_services(place=Place("/share", shared=True), reflections=1)[0])
    async with app.run_test(size=(80, 24)):
        assert "Everything is saved in a folder that may be shared with others." in shown(app)


async def test_q_leaves() -> None:
    app = home_app(home_services()[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
    assert app.return_code == 0


async def test_a_file_that_is_refused_is_named_and_its_name_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    services, _ = home_services()
    fault = Damaged("[x].zip is cut off.", "Ask for it again.")
    monkeypatch.setattr(services.packages, "open_invitation", refusing(fault))
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await until(pilot, "Open a questions file from another laptop")
        await typed(pilot, "[x].zip")
        await pilot.press("enter")
        await until(pilot, "[x].zip is cut off. Ask for it again.")


async def test_an_invitation_brings_exactly_its_reflection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    elsewhere, _ = some_services()
    invitation = elsewhere.packages.write_invitation(elsewhere.workspace.round(a_round().id))
    services, _ = home_services()
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await until(pilot, "drag the file into this window")
        await typed(pilot, invitation)
        await pilot.press("enter")
        await until(pilot, "Team Mill Lane, 8 people")


def test_those_still_running_stand_first_and_a_gap_before_what_else_can_be_done() -> None:
    done = ListedReflection(a_round(id="a", state="revealed"), Turnout(9, 9))
    running = ListedReflection(a_round(id="b"), Turnout(1, 0))
    lines = home_lines((done, running))
    doings = ["-set-up", "-open", "-import", "-look-back", "-read", "-colours"]
    assert [line.id if line else None for line in lines] == ["b", "a", None, *doings]
    assert "looked at together" in reflection_line(done).detail


def test_the_heading_counts_the_people_who_have_not_finished() -> None:
    assert reflections_here(0, 0) == "Where would you like to begin?"
    assert reflections_here(1, 0) == "Reflections here"
    assert reflections_here(1, 1) == "Reflections here · 1 person has not finished"


async def test_a_key_for_a_reflection_takes_the_only_one_wherever_the_sign_stands() -> None:
    app = home_app(home_services(reflections=1)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down")
        await until(pilot, "› n Set up a reflection")
        await pilot.press("t")
        await until(pilot, "Team 0 · the day centre, short breaks · The meeting")


async def test_where_there_are_several_and_none_is_pointed_at_that_is_said() -> None:
    app = home_app(home_services(reflections=3)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up", "t")
        await until(pilot, "Go to a reflection with ↑ and ↓ first.")


async def test_arrows_lead_out_of_the_field_for_the_two_words() -> None:
    app = home_app(home_services(reflections=1)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w", "up", "t")
        await until(pilot, "Team 0 · the day centre, short breaks · The meeting")


def test_the_footer_names_what_can_be_done_with_a_reflection_before_what_begins_another_also_in_80_columns() -> None:
    (line,) = KeyLine((*home_keys(some=True, fits=False, enter="answer"), ("?", "help", ""))).lines(ONE_LINE)
    assert line.plain == "Enter answer  m more  t the meeting  w my words  q leave  ? all keys"
