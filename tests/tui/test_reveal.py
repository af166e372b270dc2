"""Answers are shown once, knowingly: unfinished ones are asked about, and Enter alone changes nothing."""

from __future__ import annotations

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.reflections.responses import Turnout
from coreflect.core.reflections.rounds import revealed
from coreflect.core.results import PublishedRound
from coreflect.core.texts.meeting import reveal_title, what_revealing_does
from coreflect.services.meeting import came_later
from coreflect.services.results import Results
from coreflect.tui.meeting.results import ResultsPage
from tests.support.builders.examples import CountingIds, a_round
from tests.support.builders.services import TemporaryWorkspace, with_other
from tests.support.builders.talking import a_room, begin, finish, settled
from tests.support.readers.goldens import Golden
from tests.support.screens.home_services import until
from tests.support.screens.shown import shown
from tests.tui.test_meeting import meeting, page_of


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_those_who_have_not_finished_are_asked_about(golden: Golden, size: tuple[int, int]) -> None:
    services, workspace = a_room(revealed=False)
    begin(workspace, 2)
    async with meeting(services).run_test(size=size) as pilot:
        await pilot.press("3")
        seen = await until(pilot, "Wait for them, or go on without them? Their unfinished answers stay saved.")
        assert f"2 have begun and not finished. {'━' if size == (80, 24) else '█'}" in seen
        golden(f"tui-meeting-reveal-{size[0]}x{size[1]}.txt", shown(pilot.app))


async def test_enter_alone_waits_and_shows_nothing() -> None:
    services, workspace = a_room(revealed=False)
    begin(workspace, 2)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await until(pilot, "1 Wait for them")
        await pilot.press("enter")
        await until(pilot, "9 have begun, 7 have finished.")
    assert workspace.round(a_round().id).state == "running"


async def test_leaving_them_out_counts_those_who_have_finished_and_leaves_their_answers_as_they_are() -> None:
    services, workspace = a_room(revealed=False)
    begin(workspace, 2)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await until(pilot, "2 Go on without them")
        await pilot.press("2")
        await settled(pilot, "7 of 8 people answered.")
    reflection = workspace.round(a_round().id)
    assert (reflection.state, len(reflection.counted), workspace.drafts(reflection.id)) == ("revealed", 7, 2)


async def test_where_it_cannot_be_kept_that_is_said_and_it_can_be_tried_again() -> None:
    services, workspace = a_room(revealed=False)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await until(pilot, "Show the answers to everyone?")
        workspace.fails = NotSaved("The stick is full.", "Make room.")
        await pilot.press("2")
        await settled(pilot, "nothing is shown yet. The stick is full. Make room.")
        workspace.fails = None
        await pilot.press("2")
        await settled(pilot, "Where our answers agree")


async def test_where_another_terminal_was_quicker_its_reveal_stands() -> None:
    services, workspace = a_room(revealed=False)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await until(pilot, "Show the answers to everyone?")
        services.results.reveal(a_round().id)
        before = workspace.round(a_round().id)
        await pilot.press("2")
        await settled(pilot, "Where our answers agree")
    assert workspace.round(a_round().id) == before


async def test_where_somebody_finishes_meanwhile_it_is_asked_again() -> None:
    services, workspace = a_room(people=6, revealed=False)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await until(pilot, "the 6 people who have finished")
        finish(workspace, 7)
        begin(workspace, 1)
        await pilot.press("2")
        seen = await until(pilot, "Somebody has begun or finished in the meantime.")
        assert "1 has begun and not finished." in seen
        assert "the 7 people who have finished" in seen
        assert workspace.round(a_round().id).state == "running"
        await pilot.press("2")
        await settled(pilot, "7 of 8 people answered.")


async def test_where_nobody_has_finished_there_is_nothing_to_show() -> None:
    services, workspace = a_room(people=0, revealed=False)
    begin(workspace, 1)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        seen = await until(pilot, "Nobody has finished yet, so there is nothing to show.")
        assert "Leave them out" not in seen


@pytest.mark.parametrize("privacy", ["private", "open"])
async def test_before_it_is_revealed_no_page_shows_more_than_how_many_have_finished(privacy: str) -> None:
    services, _ = a_room(revealed=False, privacy=privacy)
    async with meeting(services, a_round(privacy=privacy)).run_test(size=(80, 24)) as pilot:
        seen = await until(pilot, "7 have finished.")
        assert "garden-1-1" not in seen
        assert "Look at the answers" not in seen


async def test_results_of_a_reflection_that_is_not_revealed_say_how_many_and_nothing_else() -> None:
    services, _ = a_room(revealed=False)
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await pilot.app.push_screen(ResultsPage(services, a_round()))
        seen = await settled(pilot, "Nothing is shown before the answers are revealed.")
        assert "7 of 8 people answered." in seen
        assert "garden" not in seen


def test_too_few_people_are_told_so_before() -> None:
    said = " ".join(what_revealing_does(a_round(), Turnout(3, 3), shared=False))
    assert "The smallest group we show is 5, so with 3 nothing would be shown but how many answered." in said


def test_one_person_and_a_shared_folder_are_said_as_they_are() -> None:
    assert reveal_title(Turnout(2, 1)) == "1 has begun and not finished."
    said = " ".join(what_revealing_does(a_round(privacy="open"), Turnout(1, 1), shared=True))
    assert "the answers of the 1 person who has finished, and may guess whose" in said
    assert "on every laptop that shares this folder" in said


class Later:
    """Results that count everyone who has finished by a later reveal, or nobody else."""

    def __init__(self, workspace: TemporaryWorkspace, *, counts: bool) -> None:
        self._workspace, self._counts = workspace, counts

    def published(self, round_id: str) -> PublishedRound:
        return self.rounds_until(round_id)[-1]

    def rounds_until(self, round_id: str) -> tuple[PublishedRound, ...]:
        return Results(self._workspace, CountingIds("v")).rounds_until(round_id)

    def turnout(self, round_id: str) -> Turnout:
        return self._workspace.turnout(round_id)

    def reveal(self, round_id: str, seen: Turnout | None = None) -> PublishedRound:
        if self._counts:
            everyone = tuple(sorted(self._workspace.finished))
            self._workspace.save_round(revealed(self._workspace.round(round_id), everyone, CountingIds("w")), ())
        return self.published(round_id)


async def test_as_many_as_the_smallest_group_who_came_later_are_counted_by_showing_once_more() -> None:
    services, workspace = a_room(people=6)
    services = with_other(services, results=Later(workspace, counts=True))
    async with meeting(services).run_test(size=(80, 24)) as pilot:
        await until(pilot, "6 people had finished by then.")
        finish(workspace, 10)
        page_of(pilot).look()
        assert "since" not in shown(pilot.app)
        finish(workspace, 12)
        page_of(pilot).look()
        await until(pilot, "6 people had finished by then. 6 have finished since.")
        await pilot.press("9")
        await until(pilot, "6 have finished since the answers were shown.")
        await pilot.press("enter")
        await until(pilot, "9 Count people who finished later")
        assert len(workspace.round(a_round().id).counted) == 6
        await pilot.press("9", "2")
        await settled(pilot, "6 more have been counted. The answers of 12 are counted now.")
        await pilot.press("enter")
        await settled(pilot, "12 people answered.")
    assert len(workspace.round(a_round().id).counted) == 12


async def test_where_somebody_could_be_found_out_they_are_not_counted_and_that_is_said() -> None:
    services, workspace = a_room(people=6)
    finish(workspace, 12)
    async with meeting(with_other(services, results=Later(workspace, counts=False))).run_test(size=(80, 24)) as pilot:
        await until(pilot, "6 have finished since.")
        await pilot.press("9")
        await until(pilot, "Not now")
        await pilot.press("2")
        await settled(pilot, "They are not counted yet, to protect people.")
        await pilot.press("enter")
        await until(pilot, "3 Look at the answers together")


async def test_where_counting_them_cannot_be_kept_that_is_said_and_nothing_changes() -> None:
    services, workspace = a_room(people=6)
    finish(workspace, 12)
    async with meeting(with_other(services, results=Later(workspace, counts=True))).run_test(size=(80, 24)) as pilot:
        await until(pilot, "6 have finished since.")
        await pilot.press("9")
        await until(pilot, "Not now")
        workspace.fails = NotSaved("The stick is full.", "Make room.")
        await pilot.press("2")
        await settled(pilot, "The stick is full. Make room.")
    assert len(workspace.round(a_round().id).counted) == 6


def test_fewer_than_the_smallest_group_who_came_later_are_not_spoken_of() -> None:
    reflection = a_round(state="revealed", counted=("a", "b", "c", "d", "e"), smallest_group=5)
    assert [came_later(reflection, Turnout(many, many)) for many in (4, 5, 9, 10)] == [0, 0, 0, 5]
    assert came_later(a_round(state="revealed", privacy="open", smallest_group=0), Turnout(9, 9)) == 0
    assert came_later(a_round(), Turnout(9, 9)) == 0
