"""One question on the wall: all of it that may be shown, the prompt on asking alone, and what the room keeps."""

from __future__ import annotations

import pytest

from coreflect.core.errors import Damaged
from coreflect.core.meeting.room import ItemKey, agreed, tally
from coreflect.core.model import Note
from coreflect.services.app import Services
from coreflect.services.discussion import Discussion
from coreflect.tui.app import CoreflectApp
from coreflect.tui.meeting.result_item import ResultItemPage
from tests.support.builders.examples import CountingIds, a_round
from tests.support.builders.services import TemporaryWorkspace
from tests.support.builders.talking import ALIKE, APART, MIXED, UNSURE, a_room, an_action, settled
from tests.support.readers.goldens import Golden
from tests.support.screens.home_services import typed, until
from tests.support.screens.shown import shown, unhurried
from tests.tui.test_meeting import at_two
from tests.tui.test_results import discussion_of

SIZES = [(80, 24), (120, 40), (60, 20)]
ROUND = a_round().id


def key(item: str) -> ItemKey:
    return ("garden", item, 1)


def at_item(services: Services, item: str = APART, discussion: Discussion | None = None) -> CoreflectApp:
    """The app with one question of the garden round to come first."""
    app = CoreflectApp(services, timing=unhurried())
    page = ResultItemPage(discussion or discussion_of(services), key(item), at_two())
    app.get_default_screen = lambda: page  # type: ignore[method-assign]
    return app


def a_note(text: str, sharing: str = "room") -> Note:
    return Note(f"n{sharing}", "n1a", (), ROUND, "garden", APART, "", sharing, text)  # type: ignore[arg-type]


def talked_through(workspace: TemporaryWorkspace) -> None:
    """Let the room have settled, said and planned something on the question that is seen differently."""
    workspace.save_room(agreed(ROUND, key(APART), "differently", (), CountingIds("s")))
    workspace.save_room_note(a_note("Some of us have a key, and some have not."))
    workspace.save_action(an_action())


@pytest.mark.parametrize("size", SIZES)
async def test_one_question_fills_the_screen(golden: Golden, size: tuple[int, int]) -> None:
    services, _ = a_room()
    async with at_item(services).run_test(size=size) as pilot:
        await until(pilot, "We show no groups here, to protect people.")
        golden(f"tui-result-item-{size[0]}x{size[1]}.txt", shown(pilot.app))


@pytest.mark.parametrize("size", SIZES)
async def test_an_open_reflection_has_a_row_a_perspective(golden: Golden, size: tuple[int, int]) -> None:
    services, _ = a_room(privacy="open", smallest_group=0)
    async with at_item(services).run_test(size=size) as pilot:
        await until(pilot, "Unpaid carers and family")
        golden(f"tui-result-item-open-{size[0]}x{size[1]}.txt", shown(pilot.app))


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_room_keeps_stands_under_the_answers(golden: Golden, size: tuple[int, int]) -> None:
    services, workspace = a_room()
    talked_through(workspace)
    async with at_item(services).run_test(size=size) as pilot:
        await until(pilot, "Answers differ. Both can be true.")
        golden(f"tui-result-item-kept-{size[0]}x{size[1]}.txt", shown(pilot.app))


async def test_the_prompt_shows_on_asking_alone_and_goes_with_its_question() -> None:
    services, _ = a_room()
    async with at_item(services).run_test(size=(80, 24)) as pilot:
        assert "What have you seen?" not in (await until(pilot, "About garden-1-2"))
        await pilot.press("p")
        await until(pilot, "About garden-1-2 What have you seen?")
        await pilot.press("right")
        assert "What have you seen?" not in (await until(pilot, "About garden-2-1"))


async def test_left_and_right_go_through_those_chosen_or_through_the_whole_list() -> None:
    services, _ = a_room()
    discussion = discussion_of(services)
    assert [discussion.neighbour(key(item), 1)[1] for item in (APART, UNSURE, ALIKE, MIXED)] == [
        UNSURE,
        ALIKE,
        MIXED,
        MIXED,
    ]
    discussion.toggle(key(MIXED))
    discussion.toggle(key(ALIKE))
    assert discussion.neighbour(key(MIXED), 1) == key(ALIKE)
    assert discussion.neighbour(key(ALIKE), 1) == key(ALIKE)
    assert discussion.neighbour(key(APART), 1) == key(UNSURE)
    async with at_item(services, MIXED, discussion).run_test(size=(80, 24)) as pilot:
        await until(pilot, "To talk about · 1 of 2")
        await pilot.press("right")
        await until(pilot, "To talk about · 2 of 2")
        await pilot.press("t", "left")
        await until(pilot, "Where many are not sure · 1 of 1")


async def test_where_the_room_stands_is_on_the_screen_once_kept_and_a_level_asks_the_others_first() -> None:
    services, workspace = a_room()
    async with at_item(services).run_test(size=(80, 24)) as pilot:
        await until(pilot, "About garden-1-2")
        await pilot.press("e")
        await until(pilot, "Which answer do we agree on?")
        await pilot.press("3", "enter")
        await until(pilot, "Does anyone see it differently?")
        assert not workspace.room_records
        await pilot.press("enter")
        await until(pilot, 'What we agreed: "Some places".')


async def test_an_action_agreed_here_stands_here() -> None:
    services, workspace = a_room()
    async with at_item(services).run_test(size=(80, 24)) as pilot:
        await until(pilot, "About garden-1-2")
        await pilot.press("a")
        await until(pilot, "What will we do?")
        for text in ("Cut a second key", "Sam", "June", "Ola", ""):
            await typed(pilot, text)
            await pilot.press("enter")
        await until(pilot, "What we will do: Cut a second key: Sam, by June. Ola will check")
    (action,) = workspace.planned.values()
    assert (action.bank, action.item) == ("garden", APART)


async def test_a_note_for_the_contact_alone_never_stands_on_the_wall() -> None:
    services, workspace = a_room()
    workspace.save_room_note(a_note("Somebody is afraid.", "facilitator"))
    workspace.save_room_note(a_note("Two lines\nof ours \x1b[31m[red]."))
    async with at_item(services).run_test(size=(80, 24)) as pilot:
        seen = await until(pilot, "What was said: Two lines")
        assert "of ours \N{REPLACEMENT CHARACTER}[31m[red]." in seen
        assert "afraid" not in seen


async def test_what_another_terminal_settles_shows_here_at_the_next_look() -> None:
    services, workspace = a_room()
    app = at_item(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "About garden-1-2")
        talked_through(workspace)
        assert isinstance(app.screen, ResultItemPage)
        app.screen.look()
        await until(pilot, "What we agreed: We see this differently, and that is OK.")


async def test_a_show_of_hands_stands_apart_from_the_answers_once_it_is_counted() -> None:
    services, workspace = a_room()
    app = at_item(services)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, "About garden-1-2")
        hands = {("everyone", "started"): 5, ("everyone", "everywhere"): 3}
        workspace.save_room(tally(ROUND, key(APART), hands, (), CountingIds("s")))
        assert isinstance(app.screen, ResultItemPage)
        app.screen._hands_shown()
        await settled(pilot, "A show of hands, counted by itself 2 2 2 2 2 4 4 4 8 chose a level")


async def test_where_it_stood_last_time_is_said_beside_it() -> None:
    services, workspace = a_room()
    before = a_round(id="mill-lane-2025-11-12-bcdfgh", date="2025-11-12")
    workspace.put(before, *workspace.banks(ROUND))
    workspace.save_room(agreed(before.id, key(APART), "differently", (), CountingIds("s")))
    async with at_item(services).run_test(size=(80, 24)) as pilot:
        await until(pilot, "On 12 November 2025 we saw this differently, and that is OK.")


async def test_where_the_questions_cannot_be_read_results_stay_and_keeping_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services, workspace = a_room()
    published = services.results.published(ROUND)

    def banks(_: str) -> None:
        raise Damaged("The questions are damaged.", "Mend them.")

    monkeypatch.setattr(workspace, "banks", banks)
    discussion = Discussion(services, workspace.round(ROUND), published)
    async with at_item(services, discussion=discussion).run_test(size=(80, 24)) as pilot:
        await until(pilot, "About garden-1-2")
        await pilot.press("e")
        await until(pilot, "The questions of this reflection cannot be read")


@pytest.mark.parametrize("size", [(60, 20), (40, 12)])
async def test_a_small_screen_scrolls_to_everything(size: tuple[int, int]) -> None:
    services, workspace = a_room()
    talked_through(workspace)
    async with at_item(services).run_test(size=size) as pilot:
        await until(pilot, "About garden-1-2")
        await pilot.press("end")
        await until(pilot, "done.")
        assert "Esc list" in shown(pilot.app)


async def test_no_more_than_six_keys_and_help_stand_at_the_foot() -> None:
    services, _ = a_room()
    async with at_item(services).run_test(size=(80, 24)) as pilot:
        seen = await until(pilot, "Esc list")
        assert seen.endswith("p prompt c note s hands e what we agree a action Esc list ? help")
