"""Looking back on the full screen: teams, rounds under each other, and one question over time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

import pytest

from coreflect.core.answers import EVERYONE
from coreflect.core.errors import Refused
from coreflect.core.results import Picture, Published
from coreflect.services.app import Services
from coreflect.tui.meeting.look_back import NOTHING_YET, LookBackItemPage, LookBackPage, LookBackTeamPage
from tests.support.builders.examples import a_round, bank
from tests.support.builders.four_rounds import ROUNDS, TEAM, four_rounds
from tests.support.builders.look_back import StillResults, look_back_services, many_rounds, many_teams
from tests.support.builders.results import an_item, move, picture_of, published_round
from tests.support.builders.services import import_package
from tests.support.builders.talking import a_room, settled
from tests.support.readers.goldens import Golden
from tests.support.screens.home_services import until
from tests.support.screens.meeting_services import AS_SHOWN, HOSTILE, SMALL, USUAL, WIDE, AtPage, at_page, name_of

SIZES = (USUAL, WIDE, SMALL)


@asynccontextmanager
async def looking_back(services: Services, size: tuple[int, int] = USUAL, team: str = "") -> AsyncIterator[AtPage]:
    """Stand at the first page of looking back, once its results are there."""
    async with at_page(services, LookBackPage(services, team), size) as at:
        await at.app.workers.wait_for_complete()
        await at.press()
        yield at


def some_services(published: Published) -> Services:
    services, _ = look_back_services(published)
    return services


@pytest.mark.parametrize("size", SIZES)
async def test_a_teams_rounds_and_one_question_over_them(golden: Golden, size: tuple[int, int]) -> None:
    async with looking_back(some_services(four_rounds()), size) as at:
        golden(f"tui-look-back-team-{name_of(size)}.txt", at.screen)
        golden(f"tui-look-back-item-{name_of(size)}.txt", await at.press("enter"))


@pytest.mark.parametrize("size", SIZES)
async def test_ten_rounds_stand_under_each_other(golden: Golden, size: tuple[int, int]) -> None:
    async with looking_back(some_services(many_rounds(10)), size) as at:
        golden(f"tui-look-back-ten-{name_of(size)}.txt", await at.press("enter"))


async def test_one_round_shows_that_round() -> None:
    async with looking_back(some_services(many_rounds(1))) as at:
        assert "15 January 2024" in at.screen
        assert "since the time before" not in at.screen
        await at.press("enter")
        assert isinstance(at.app.screen, LookBackItemPage)
        assert "2   2   2   4   4    5 chose a level" in at.screen


async def test_in_a_wide_window_the_highlighted_question_stands_beside_the_list() -> None:
    async with looking_back(some_services(four_rounds()), WIDE) as at:
        assert at.screen.count("We choose the tools together") == 1
        assert (await at.press("down")).count("We choose the tools together") == 2


async def test_whose_answers_are_shown_goes_round_the_groups_that_may_be() -> None:
    async with looking_back(some_services(four_rounds())) as at:
        await at.press("enter")
        seen = [at.screen] + [await at.press("space") for _ in range(4)]

    assert [screen.splitlines()[2].strip() for screen in seen] == [
        *("Everyone's answers, together", "Everyone else", "Staff and leaders"),
        *("A show of hands, counted by itself", "Everyone's answers, together"),
    ]


async def test_the_arrows_go_through_the_questions_and_the_list_keeps_the_last() -> None:
    async with looking_back(some_services(four_rounds())) as at:
        await at.press("enter")
        assert "question 1 of 4" in at.screen
        assert "question 1 of 4" in await at.press("left")
        assert "question 4 of 4" in await at.press(*["right"] * 5)
        await at.press("escape")
        assert "› We choose the gate together" in at.screen


async def test_pairs_what_was_settled_and_what_was_done_stand_with_the_question() -> None:
    async with looking_back(some_services(four_rounds()), WIDE) as at:
        await at.press("down", "down", "enter", "end")
        assert "5 chose an answer further up" in at.line
        assert "we ran out of time." in at.line
        assert "Put the budget on the wall" in at.line


async def test_two_hundred_teams_are_a_list_by_name() -> None:
    async with looking_back(some_services(many_teams(200))) as at:
        assert isinstance(at.app.screen, LookBackPage)
        assert at.line.index("Team 001") < at.line.index("Team 002")
        await at.press("enter")
        assert isinstance(at.app.screen, LookBackTeamPage)
        assert "Team 001 · Over time" in at.screen
        await at.press("escape")
        assert isinstance(at.app.screen, LookBackPage)


async def test_one_team_is_opened_at_once_and_esc_leads_back_where_one_came_from() -> None:
    async with looking_back(some_services(four_rounds())) as at:
        assert isinstance(at.app.screen, LookBackTeamPage)
        await at.press("escape")
        assert not isinstance(at.app.screen, (LookBackPage, LookBackTeamPage))


async def test_a_team_that_is_known_is_opened_among_many() -> None:
    both = Published((*four_rounds().rounds, *many_teams(3).rounds))
    async with looking_back(some_services(both), team=TEAM) as at:
        assert "Mill Lane · Over time" in at.screen


async def test_leaving_before_it_is_counted_and_help_meanwhile_break_nothing() -> None:
    services, results = look_back_services(four_rounds())
    may_go_on = Event()
    look = results.side_by_side

    def later() -> Published:
        may_go_on.wait()
        return look()

    results.side_by_side = later  # type: ignore[method-assign]
    async with at_page(services, LookBackPage(services)) as at:
        await at.press("escape")
        may_go_on.set()
        await at.app.workers.wait_for_complete()
        await at.press()
        assert "coreflect" in at.screen
    may_go_on.clear()
    async with at_page(services, LookBackPage(services)) as at:
        await at.press("f1")
        may_go_on.set()
        await at.app.workers.wait_for_complete()
        await at.press("escape")
        assert "Mill Lane" in at.line
        await at.press("enter")
        assert isinstance(at.app.screen, LookBackTeamPage)


async def test_with_nothing_to_look_back_at_that_is_said() -> None:
    async with looking_back(some_services(Published(()))) as at:
        assert NOTHING_YET in at.line


async def test_what_cannot_be_read_is_said_and_nothing_else_shown() -> None:
    services, results = look_back_services(four_rounds())

    def refuse() -> Published:
        raise Refused("0001.zip is damaged.", "Add it again.")

    results.side_by_side = refuse  # type: ignore[method-assign]
    async with looking_back(services) as at:
        assert "0001.zip is damaged." in at.line


async def test_a_private_reflection_that_came_with_files_shows_nothing_until_it_is_opened_and_revealed() -> None:
    reflection = a_round(id="m-1")
    running = published_round(withheld="not revealed", team=reflection.team)
    services, _ = look_back_services(Published((running,)))
    reflection = import_package(services.workspace, reflection, bank())
    async with looking_back(services) as at:
        assert "Nothing is shown before the answers are revealed." in at.line
        assert "o open it here" in at.line
        await at.press("o")
        assert "The answers stay in the file" in at.line
        await at.press("enter")
        assert "Mill Lane · the day centre · The meeting" in at.screen
        assert services.workspace.round("m-1") == reflection
        await at.press("escape")
        await at.app.workers.wait_for_complete()
        await at.press()
        assert "o open it here" not in at.line


async def test_leaving_the_card_opens_nothing() -> None:
    reflection = a_round(id="m-1")
    services, results = look_back_services(Published((published_round(withheld="not revealed", team=reflection.team),)))
    reflection = import_package(services.workspace, reflection, bank())
    async with looking_back(services) as at:
        await at.press("o", "escape")
        assert results.imported() == (reflection,)
        assert isinstance(at.app.screen, LookBackTeamPage)


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_stays_text(size: tuple[int, int]) -> None:
    item = an_item("a", HOSTILE, Picture(EVERYONE, picture_of((4, 0, 0, 4)), move()))
    item = item._replace(levels=(HOSTILE,) * 4, section=HOSTILE)
    one = published_round(team_name=HOSTILE, about=HOSTILE, period=HOSTILE, items=(item,))
    async with looking_back(some_services(Published((one,))), size) as at:
        assert AS_SHOWN.split()[0] in at.line
        await at.press("enter")
        assert AS_SHOWN.split()[0] in at.line
        assert "\x1b" not in at.screen


async def test_home_and_the_results_lead_here() -> None:
    services, workspace = a_room(privacy="open", smallest_group=0)
    from coreflect.tui.meeting.results import ResultsPage

    reflection = workspace.rounds()[0]
    async with at_page(services, ResultsPage(services, reflection, services.results.published(reflection.id))) as at:
        await at.press("escape", "l")
        await settled(at.pilot, "Mill Lane · Over time")
        await at.press("escape", "escape", "l")
        assert "Mill Lane · Over time" in await until(at.pilot, "Mill Lane · Over time")


def test_every_round_of_the_four_is_there() -> None:
    services, results = look_back_services(four_rounds())
    assert isinstance(results, StillResults)
    assert tuple(one.round for one in services.results.side_by_side().rounds) == ROUNDS
