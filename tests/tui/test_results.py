"""The list of results: each question once, up to three chosen to talk about, and none that leaves the list."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.meeting.room import agreed
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Finished
from coreflect.services.app import Services
from coreflect.services.discussion import Discussion
from coreflect.tui.app import CoreflectApp
from coreflect.tui.meeting.results import ResultsPage
from tests.support.builders.examples import CountingIds, a_response, a_round
from tests.support.builders.services import TemporaryWorkspace
from tests.support.builders.talking import ALIKE, APART, MIXED, UNSURE, a_room, settled
from tests.support.readers.goldens import GOLDENS, Golden
from tests.support.readers.never_said import never_said_in
from tests.support.screens.home_services import until
from tests.support.screens.shown import shown, unhurried
from tests.tui.test_meeting import at_two

SIZES = [(80, 24), (120, 40), (60, 20)]


def results(services: Services, reflection: Reflection | None = None) -> CoreflectApp:
    """The app with the results of the garden round to come first."""
    app = CoreflectApp(services, timing=unhurried())
    page = ResultsPage(services, reflection or services.workspace.round(a_round().id), clock=at_two())
    app.get_default_screen = lambda: page  # type: ignore[method-assign]
    return app


def discussion_of(services: Services) -> Discussion:
    reflection = services.workspace.round(a_round().id)
    return Discussion(services, reflection, services.results.published(reflection.id))


def items_chosen(workspace: TemporaryWorkspace) -> list[str]:
    rows = [row for row in workspace.room(a_round().id) if row.kind == "to-talk"]
    return [row.item for row in sorted(rows, key=lambda row: row.count)]


@pytest.mark.parametrize("size", SIZES)
async def test_results_open_with_the_sentence_and_one_question_seen_alike(
    golden: Golden, size: tuple[int, int]
) -> None:
    services, _ = a_room()
    async with results(services).run_test(size=size) as pilot:
        await settled(pilot, "Where our answers agree")
        golden(f"tui-results-opening-{size[0]}x{size[1]}.txt", shown(pilot.app))


@pytest.mark.parametrize("size", SIZES)
async def test_then_the_list_stands_with_what_is_seen_differently_first_in_hand(
    golden: Golden, size: tuple[int, int]
) -> None:
    services, _ = a_room()
    async with results(services).run_test(size=size) as pilot:
        await settled(pilot, "Where our answers agree")
        await pilot.press("enter")
        await until(pilot, "› ( ) About garden-1-2")
        await pilot.press("t")
        await until(pilot, "› (•) About garden-1-2")
        golden(f"tui-results-{size[0]}x{size[1]}.txt", shown(pilot.app))


async def test_g_shows_every_question_at_a_glance_by_section_with_its_marks_and_again_the_order_to_talk() -> None:
    services, _ = a_room()
    async with results(services).run_test(size=(100, 40)) as pilot:
        await settled(pilot, "Where our answers agree")
        await pilot.press("enter")
        in_order = await until(pilot, "g at a glance")
        await pilot.press("g")
        seen = await until(pilot, "At a glance")
        assert "answers differ" in seen
        assert "many are not sure" in seen
        assert seen.index(f"About {ALIKE}") < seen.index(f"› ( ) About {APART}") < seen.index(f"About {UNSURE}")
        await pilot.press("g")
        assert await until(pilot, "g at a glance") == in_order


async def test_in_a_wide_window_the_highlighted_question_stands_beside_the_list() -> None:
    services, _ = a_room()
    async with results(services).run_test(size=(110, 40)) as pilot:
        await settled(pilot, "Where our answers agree")
        await pilot.press("enter")
        seen = await until(pilot, "› ( ) About garden-1-2")
        assert (seen.count(f"About {APART}"), seen.count(f"About {UNSURE}")) == (2, 1)
        await pilot.press("down")
        seen = await until(pilot, "› ( ) About garden-2-1")
        assert (seen.count(f"About {APART}"), seen.count(f"About {UNSURE}")) == (1, 2)


async def test_up_to_three_are_chosen_and_the_fourth_is_told_so_while_all_stay_in_the_list() -> None:
    services, workspace = a_room()
    async with results(services).run_test(size=(100, 40)) as pilot:
        await settled(pilot, "Where our answers agree")
        await pilot.press("enter", "t", "down", "space", "down", "t")
        await until(pilot, "To talk about: 3 of 3.")
        await pilot.press("up", "up", "up", "t")
        seen = await until(pilot, "Choose 3 questions at most. The others stay in the list, so none is lost.")
        assert [seen.count(f"About {item}") for item in (ALIKE, APART, UNSURE, MIXED)] == [1, 1, 1, 1]
    assert items_chosen(workspace) == [APART, UNSURE, ALIKE]


async def test_a_question_taken_off_stays_in_its_place_and_the_last_one_can_be_taken_off_too() -> None:
    services, workspace = a_room()
    async with results(services).run_test(size=(120, 40)) as pilot:
        await settled(pilot, "Where our answers agree")
        await pilot.press("enter", "t", "down", "t", "up", "t")
        await until(pilot, "› ( ) About garden-1-2")
        assert items_chosen(workspace) == [UNSURE]
        await pilot.press("down", "t")
        await until(pilot, "Choose up to 3 to talk about.")
    assert items_chosen(workspace) == [""]
    assert discussion_of(services).chosen == ()


async def test_the_list_stands_at_the_question_that_was_open_last() -> None:
    services, _ = a_room()
    async with results(services).run_test(size=(80, 24)) as pilot:
        await settled(pilot, "Where our answers agree")
        await pilot.press("enter", "enter")
        await until(pilot, "Where our answers differ · 1 of 1")
        await pilot.press("right", "escape")
        await until(pilot, "› ( ) About garden-2-1")


async def test_what_another_terminal_chooses_shows_here_at_the_next_look() -> None:
    services, _ = a_room()
    app = results(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, "Where our answers agree")
        await pilot.press("enter")
        await until(pilot, "Choose up to 3")
        discussion_of(services).toggle(("garden", APART, 1))
        page = app.screen
        assert isinstance(page, ResultsPage)
        page.look()
        await until(pilot, "› (•) About garden-1-2")


def test_two_terminals_that_choose_at_once_undo_nothing_of_each_other() -> None:
    services, workspace = a_room()
    one, other = discussion_of(services), discussion_of(services)
    one.toggle(("garden", APART, 1))
    other.toggle(("garden", UNSURE, 1))
    other.toggle(("garden", APART, 1))
    assert items_chosen(workspace) == [UNSURE]


async def test_where_the_room_has_chosen_already_the_list_comes_at_once() -> None:
    services, _ = a_room()
    discussion_of(services).toggle(("garden", MIXED, 1))
    async with results(services).run_test(size=(80, 24)) as pilot:
        seen = await settled(pilot, "To talk about: 1 of 3.")
        assert "These answers are about how things are done, not about the people who do them." in seen


async def test_where_the_room_stands_takes_the_place_of_the_numbers() -> None:
    services, workspace = a_room()
    workspace.save_room(agreed(a_round().id, ("garden", APART, 1), "differently", (), CountingIds("s")))
    discussion_of(services).toggle(("garden", APART, 1))
    async with results(services).run_test(size=(80, 24)) as pilot:
        await settled(pilot, "What we agreed: We see this differently, and that is OK.")


async def test_a_choice_that_cannot_be_kept_is_said_and_not_shown_as_chosen() -> None:
    services, workspace = a_room()
    async with results(services).run_test(size=(80, 24)) as pilot:
        await settled(pilot, "Where our answers agree")
        await pilot.press("enter")
        workspace.fails = NotSaved("The stick is full.", "Make room.")
        await pilot.press("t")
        seen = await until(pilot, "The stick is full. Make room.")
        assert "(•)" not in seen


async def test_too_few_people_see_how_many_answered_and_the_one_sentence() -> None:
    services, _ = a_room(people=3)
    async with results(services).run_test(size=(80, 24)) as pilot:
        seen = await settled(pilot, "We show no answers here, to protect people.")
        assert "3 of 8 people answered." in seen
        assert "garden" not in seen
        await pilot.press("t", "enter")
        assert "garden" not in await until(pilot, "3 of 8 people answered.")


async def test_all_answers_are_read_by_section_and_the_list_stands_as_it_did() -> None:
    services, _ = a_room()
    async with results(services).run_test(size=(100, 40)) as pilot:
        await settled(pilot, "Where our answers agree")
        await pilot.press("enter")
        listed = await until(pilot, "d by section")
        await pilot.press("d")
        seen = await until(pilot, "By section All answers to the questions of each section, added up.")
        assert "Part 1: 14 answers from 7 people to 2 questions." in seen
        assert "Not yet: 3; Started: 5; Some places: 2; Everywhere: 4." in seen
        assert "d by" not in seen
        await pilot.press("escape")
        assert await until(pilot, "d by section") == listed


async def test_nothing_is_read_by_section_where_it_may_not_be_shown() -> None:
    services, _ = a_room(people=3)
    async with results(services).run_test(size=(80, 24)) as pilot:
        await settled(pilot, "We show no answers here, to protect people.")
        await pilot.press("d")
        seen = await until(pilot, "We show no answers here, to protect people.")
        assert "answers from" not in seen


async def test_where_all_see_it_alike_that_is_said_too() -> None:
    services, workspace = a_room(people=0, revealed=False)
    for number in range(6):
        response = a_response(number, dict.fromkeys((ALIKE, APART, UNSURE, MIXED), "started"))
        workspace.put_finished(Finished(response, (), (), ""))
    services.results.reveal(a_round().id)
    async with results(services).run_test(size=(100, 40)) as pilot:
        await settled(pilot, "Where our answers agree")
        await pilot.press("enter")
        await until(pilot, "Where our answers differ No question, as far as these answers show.")


def test_no_screen_of_the_meeting_says_a_word_that_we_never_say() -> None:
    seen = [path for kind in ("meeting", "result") for path in sorted(GOLDENS.glob(f"tui-{kind}*.txt"))]
    assert len(seen) >= len(SIZES) * 5
    assert {path.name: never_said_in(path.read_text(encoding="utf-8")) for path in seen} == {
        path.name: [] for path in seen
    }


async def test_the_results_of_a_thousand_responses_are_on_the_screen_within_a_second(
    record_property: Callable[[str, object], None],
) -> None:
    """Measured and written down; it fails only far beyond what is meant, since a busy machine is no fault."""
    services, _ = a_room(people=1_000)
    started = perf_counter()
    async with results(services).run_test(size=(80, 24)) as pilot:
        await settled(pilot, "1,000 people answered.")
        seconds = perf_counter() - started
    record_property("seconds", seconds)
    assert seconds < 10
