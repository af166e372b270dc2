"""The page of whoever runs a meeting: how many and never who, what can be done now, and a plan that hurries nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot

from coreflect.core.errors import Damaged
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Turnout
from coreflect.core.texts.meeting import how_many_finished, plan
from coreflect.services.app import Services
from coreflect.services.meeting import available_steps
from coreflect.tui.app import CoreflectApp
from coreflect.tui.meeting.meeting import MeetingPage, we_said
from coreflect.tui.meeting.plan import MeetingClock, MeetingPlanPage, plan_lines
from tests.support.builders.examples import a_round, bank
from tests.support.builders.talking import a_room, an_action, begin, settled
from tests.support.readers.goldens import Golden
from tests.support.screens.home_services import home_app, home_services, until
from tests.support.screens.shown import shown, unhurried

SIZES = [(80, 24), (120, 40)]
TWO_O_CLOCK = datetime(2026, 5, 12, 14, 0)


def at_two() -> MeetingClock:
    return MeetingClock(now=lambda: TWO_O_CLOCK)


def meeting(
    services: Services, reflection: Reflection | None = None, clock: MeetingClock | None = None
) -> CoreflectApp:
    """The app with the page of the garden round's meeting to come first."""
    app = CoreflectApp(services, timing=unhurried())
    page = MeetingPage(services, reflection or a_round(), clock or at_two())
    app.get_default_screen = lambda: page  # type: ignore[method-assign]
    return app


def page_of(pilot: Pilot[None]) -> MeetingPage:
    page = next(screen for screen in pilot.app.screen_stack if isinstance(screen, MeetingPage))
    assert isinstance(page, MeetingPage)
    return page


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_says_how_many_have_begun_and_finished_and_what_can_be_done(
    golden: Golden, size: tuple[int, int]
) -> None:
    services, workspace = a_room(people=5, revealed=False)
    begin(workspace, 2)
    async with meeting(services).run_test(size=size) as pilot:
        await until(pilot, "7 have begun, 5 have finished.")
        golden(f"tui-meeting-{size[0]}x{size[1]}.txt", shown(pilot.app))


async def test_the_line_follows_what_other_terminals_keep_and_never_says_who() -> None:
    services, workspace = a_room(people=0, revealed=False)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await until(pilot, "Nobody has begun yet. 8 were invited.")
        begin(workspace, 3)
        page_of(pilot).look()
        seen = await until(pilot, "3 have begun, 0 have finished.")
        assert "d00000" not in seen
        assert "carer" not in seen.lower()


async def test_a_look_that_fails_is_passed_over_and_what_was_seen_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    services, workspace = a_room(people=5, revealed=False)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await until(pilot, "5 have begun, 5 have finished.")

        def torn(_: str) -> Turnout:
            raise Damaged("round.json is half there.", "Wait.")

        monkeypatch.setattr(workspace, "turnout", torn)
        page_of(pilot).look()
        await until(pilot, "5 have begun, 5 have finished.")
        monkeypatch.undo()
        begin(workspace, 1)
        page_of(pilot).look()
        await until(pilot, "6 have begun, 5 have finished.")


async def test_when_another_terminal_shows_the_answers_this_one_follows() -> None:
    services, _ = a_room(revealed=False)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await until(pilot, "7 have begun, 7 have finished.")
        services.results.reveal(a_round().id)
        page_of(pilot).look()
        await settled(pilot, "Where our answers agree")
        await pilot.press("escape", "escape")
        await until(pilot, "The answers have been shown. 7 people had finished by then.")


async def test_a_page_above_is_not_taken_away_when_another_terminal_shows_the_answers() -> None:
    services, _ = a_room(revealed=False)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await until(pilot, "Press the space bar when you begin")
        services.results.reveal(a_round().id)
        page_of(pilot).look()
        await until(pilot, "Press the space bar when you begin")
        await pilot.press("escape")
        await until(pilot, "The answers have been shown.")


async def test_it_opens_with_what_was_said_last_time_before_anybody_has_begun() -> None:
    services, workspace = a_room(people=0, revealed=False)
    workspace.put(a_round(id="mill-lane-2025-11-12-bcdfgh", date="2025-11-12"), bank())
    for number in range(1, 6):
        workspace.save_action(an_action(number, round="mill-lane-2025-11-12-bcdfgh", what=f"Bench {number}"))
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await until(pilot, "Tom was going to check. Did it happen?")
        await pilot.press("escape")
        seen = await until(pilot, "We said: Bench 1. Priya, by the summer fair.")
        assert "And 2 more." in seen
        assert "8 We said … Did it happen?" in seen


async def test_once_somebody_has_begun_what_was_said_last_time_stands_on_the_page_alone() -> None:
    services, workspace = a_room(people=1, revealed=False)
    workspace.put(a_round(id="mill-lane-2025-11-12-bcdfgh", date="2025-11-12"), bank())
    workspace.save_action(an_action(round="mill-lane-2025-11-12-bcdfgh"))
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        seen = await until(pilot, "We said: Put a bench by the gate. Priya, by the summer fair.")
        assert "1 has begun, 1 has finished." in seen


@pytest.mark.parametrize(
    ("turnout", "invited", "said"),
    [
        (Turnout(0, 0), None, "Nobody has begun yet."),
        (Turnout(1, 0), 1, "1 has begun, 0 have finished. 1 was invited."),
        (Turnout(7, 5), None, "7 have begun, 5 have finished."),
        (Turnout(1_000, 1), None, "1,000 have begun, 1 has finished."),
    ],
)
def test_how_many_is_said_in_whole_sentences(turnout: Turnout, invited: int | None, said: str) -> None:
    assert how_many_finished(a_round(invited=invited), turnout, 0) == said


def test_before_the_answers_are_shown_nothing_leads_to_them_and_after_it_nothing_asks_for_more() -> None:
    before = [name for name, _ in available_steps(a_round(), last_time=False)]
    after = [name for name, _ in available_steps(a_round(state="revealed"), last_time=True)]
    assert before == ["answer", "paper", "phones", "show", "hands", "actions", "plan", "closing"]
    assert after == ["answer", "paper", "look", "hands", "actions", "plan", "closing", "last-time"]


def test_phones_that_are_served_can_be_stopped_whatever_else_can_be_done() -> None:
    for changed in ({}, {"forgotten": True}):
        steps = dict(available_steps(a_round(state="revealed"), last_time=False, phones=True, **changed))
        assert steps["phones"].endswith("stop them")


def test_nothing_is_said_where_nothing_is_open() -> None:
    assert we_said(()) == ()


async def test_from_the_first_screen_t_opens_the_meeting_and_answering_leaves_it() -> None:
    app = home_app(home_services(reflections=1)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await until(pilot, "Team 0 · the day centre, short breaks · The meeting")
        await pilot.press("1")
        await until(pilot, "There are 4 questions about the day centre")
        assert not any(isinstance(screen, MeetingPage) for screen in app.screen_stack)


async def test_the_card_of_a_reflection_opens_the_meeting_too() -> None:
    app = home_app(home_services(reflections=1)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await until(pilot, "2 The meeting")
        await pilot.press("2")
        await until(pilot, "This updates by itself.")


async def test_a_show_of_hands_begins_with_the_question() -> None:
    services, _ = a_room(revealed=False)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        seen = await until(pilot, "A show of hands: on which question?")
        assert "Part 2" in seen
        await pilot.press("down", "enter")
        await until(pilot, "About garden-1-2")
        await until(pilot, "Ask everyone to show at the same time")


@pytest.mark.parametrize("size", SIZES)
async def test_the_plan_stands_with_its_times_once_the_meeting_has_begun(golden: Golden, size: tuple[int, int]) -> None:
    services, _ = a_room(revealed=False)
    clock = at_two()
    app = CoreflectApp(services, timing=unhurried())
    async with app.run_test(size=size) as pilot:
        await app.push_screen(MeetingPlanPage(clock, plan(9, 4)))
        await until(pilot, "Press the space bar when you begin")
        await pilot.press("space")
        await until(pilot, "› 14:00 10 min Welcome")
        golden(f"tui-meeting-plan-{size[0]}x{size[1]}.txt", shown(app))


async def test_the_clock_can_be_turned_off_and_stays_off_for_the_session() -> None:
    services, _ = a_room(revealed=False)
    clock = at_two()
    async with meeting(services, clock=clock).run_test(size=(80, 24)) as pilot:
        await until(pilot, "14:00")
        await pilot.press("6", "k")
        seen = await until(pilot, "turn the clock on")
        assert "14:00" not in seen
        await pilot.press("escape")
        assert "14:00" not in await until(pilot, "have finished")
    async with meeting(services, clock=clock).run_test(size=(80, 24)) as pilot:
        assert "14:00" not in await until(pilot, "have finished")


async def test_the_clock_goes_on_by_itself() -> None:
    services, _ = a_room(revealed=False)
    now = [TWO_O_CLOCK]
    clock = MeetingClock(now=lambda: now[0])
    async with meeting(services, clock=clock).run_test(size=(80, 24)) as pilot:
        await until(pilot, "14:00")
        now[0] += timedelta(minutes=7)
        page_of(pilot).query_one("ClockCorner").look()  # type: ignore[attr-defined]
        await until(pilot, "14:07")


def test_the_sign_of_the_plan_stands_at_the_part_of_now() -> None:
    lines = plan_lines(plan(None, 22), TWO_O_CLOCK, TWO_O_CLOCK + timedelta(minutes=36)).lines(80)
    assert [line.plain for line in lines if line.plain.startswith("›")] == [
        "› 14:30  45 min  Talk about three questions, 15 minutes each"
    ]


def test_without_a_beginning_the_plan_says_minutes_alone() -> None:
    assert plan_lines(plan(None, 22), None, TWO_O_CLOCK).lines(80)[0].plain == "  10 min  Welcome"
