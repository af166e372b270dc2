"""One person after another, from the welcome to the page that shows nothing of what was said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from coreflect.cli.faults import note_fault
from coreflect.core.errors import NotSaved
from coreflect.core.reflections.responses import Draft, Finished, finish, questions
from coreflect.core.texts.answering import COMES_AFTER
from coreflect.services.sitting import sitting_of
from coreflect.tui.app import CoreflectApp, Timing
from coreflect.tui.pages import OpenAnswering, OpenMeeting
from tests.support.builders.examples import CountingIds, a_draft, a_round, bank
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.builders.talking import a_room
from tests.support.readers.goldens import Golden
from tests.support.screens.answering import USUAL, AtQuestion
from tests.support.screens.shown import shown, unhurried

ROUND = a_round()
WORDS = "lantern river2"
TYPED = "they are rough with me"
FIRST = ("garden", "garden-1-1")


@asynccontextmanager
async def seated(
    stored: Draft | Finished | None = None,
    timing: Timing | None = None,
    words: str = "",
    fails: NotSaved | None = None,
    handed_over: str = "",
) -> AsyncIterator[Person]:
    """The app at the welcome of the garden round, or where these words lead."""
    services, workspace = some_services(ROUND, bank(sections=1))
    if isinstance(stored, Draft):
        workspace.put_draft(stored)
    elif stored:
        workspace.put_finished(stored)
    if handed_over:
        workspace.note_handed_over(ROUND.id, handed_over, list(workspace.finished))
    workspace.fails = fails
    app = CoreflectApp(services, None if words else ROUND.id, timing or unhurried())
    async with app.run_test(size=USUAL) as pilot:
        if words:
            sitting = sitting_of(services, words)
            assert sitting
            app.post_message(OpenAnswering(sitting.reflection, sitting))
        await pilot.pause()
        yield Person(app, pilot, workspace)


class Person(AtQuestion):
    """Somebody in front of the app, wherever they stand."""

    def __init__(self, app: CoreflectApp, pilot: object, workspace: TemporaryWorkspace) -> None:
        self.app = app
        self.pilot = pilot  # type: ignore[assignment]
        self.workspace = workspace


def a_finished(**changes: object):
    asked = questions(ROUND, (bank(sections=1),))
    mark = TemporaryWorkspace().words_mark(ROUND.id, WORDS)
    draft = a_draft(choices=((FIRST, "started"),), words=mark, **changes)
    return finish(draft, asked, ROUND, None, CountingIds("f"))


async def test_a_person_goes_from_the_welcome_to_the_hand_over(golden: Golden):
    async with seated() as person:
        golden("tui-welcome.txt", person.screen)
        golden("tui-helper.txt", await person.press("enter"))
        golden("tui-helper-card.txt", await person.press("3", "enter"))
        golden("tui-perspective.txt", await person.press("enter"))
        golden("tui-wording.txt", await person.press("2", "enter"))
        golden("tui-practice.txt", await person.press("enter"))
        assert person.workspace.unfinished == {}
        assert person.workspace.helped == []
        golden("tui-words-given.txt", await person.press("4", "enter"))
        assert person.workspace.helped == [(ROUND.id, "paid")]
        golden("tui-bank-intro.txt", await person.press("enter"))
        golden("tui-question.txt", await person.press("enter"))
        (draft,) = person.workspace.unfinished.values()
        assert (draft.perspective, draft.choices) == ("carer", ())
        assert draft.words == person.workspace.words_mark(ROUND.id, WORDS)


async def test_a_person_finishes_and_the_next_one_sees_nothing_of_it(golden: Golden):
    mark = TemporaryWorkspace().words_mark(ROUND.id, WORDS)
    draft = a_draft(choices=((FIRST, "started"),), words=mark, at=1, reached=1)
    async with seated(draft, words=WORDS) as person:
        golden("tui-welcome-back.txt", person.screen)
        await person.press("enter", "enter")
        golden("tui-question-chosen.txt", await person.press("2"))
        golden("tui-finishing.txt", await person.press("enter"))
        golden("tui-thanks.txt", await person.press("enter"))
        golden("tui-hand-over.txt", await person.press("enter"))
        assert "Welcome." in await person.press("enter")
        assert list(person.workspace.finished) == [draft.response]
        assert person.workspace.unfinished == {}


async def test_the_pages_beside_the_questions(golden: Golden):
    draft = a_draft(choices=((FIRST, "started"),), words=TemporaryWorkspace().words_mark(ROUND.id, WORDS))
    async with seated(draft, words=WORDS) as person:
        await person.press("enter", "enter")
        golden("tui-jump-list.txt", await person.press("g"))
        await person.press("escape")
        golden("tui-help.txt", await person.press("question_mark"))
        await person.press("escape")
        golden("tui-leaving.txt", await person.press("q"))
        await person.press("escape", "c", "H", "i")
        golden("tui-note.txt", await person.press("tab"))


async def test_somebody_who_means_to_come_back_sees_their_words_again_and_then_nothing():
    draft = a_draft(words=TemporaryWorkspace().words_mark(ROUND.id, WORDS))
    async with seated(draft, words=WORDS) as person:
        screen = await person.press("enter", "enter", "q", "1", "enter")
        assert WORDS in screen
        assert "Ready for the next person." in await person.press("enter")
        assert person.workspace.unfinished[draft.response].words == draft.words


async def test_one_can_go_back_through_the_steps_and_the_choice_is_still_there():
    async with seated() as person:
        await person.press("enter", "1", "enter")
        screen = await person.press("b")
        assert "Is someone helping you" in screen
        assert "(•) 1  No" in screen
        assert "Which of these" in await person.press("enter")


async def test_somebody_who_leaves_at_the_welcome_leaves_nothing_and_stands_at_the_first_page():
    async with seated() as person:
        await person.press("enter", "q")
        assert type(person.app.screen).__name__ == "HomePage"
        assert person.workspace.unfinished == {}


async def test_the_words_are_not_shown_until_they_are_kept():
    async with seated(fails=NotSaved("The disk is full.", "Make some room.")) as person:
        screen = await person.press("enter", "1", "enter", "6", "enter", "enter", "1", "enter")
        assert "Not saved yet:" in screen
        assert "lantern" not in screen
        person.workspace.fails = None
        assert "lantern river2" in await person.press("enter")


async def test_finished_answers_stand_until_their_amendment_is_finished():
    finished = a_finished()
    async with seated(finished, words=WORDS) as person:
        assert "Look at my answers, or change them" in person.screen
        await person.press("enter", "enter", "4")
        assert person.workspace.finished[finished.response.id] == finished
        await person.press("enter", "s", "enter")
        amended = person.workspace.finished[finished.response.id]
        assert amended.response.answers[0].answer == "everywhere"
        assert amended.response.replaces == (finished.response.revision,)


async def test_finished_answers_are_taken_out_for_good_and_the_copies_are_named():
    finished = a_finished()
    async with seated(finished, words=WORDS, handed_over="mill-lane.zip") as person:
        assert "They will not come back." in await person.press("2", "enter")
        assert "Welcome back." in await person.press("enter")
        assert not person.workspace.withdrawn
        screen = await person.press("2", "enter", "2", "enter")
        assert "They will not come back." in screen
        assert "mill-lane.zip" in screen
        assert [one.record for one in person.workspace.withdrawn] == [finished.response.id]


async def test_an_unattended_screen_rests_and_keeps_what_is_being_typed(golden: Golden):
    draft = a_draft(words=TemporaryWorkspace().words_mark(ROUND.id, WORDS))
    now = [0.0]
    timing = Timing(now=lambda: now[0])
    async with seated(draft, timing=timing, words=WORDS) as person:
        for key in ("enter", "b", "enter", "c", "h"):
            now[0] += 1
            await person.press(key)
        await person.app.rest_if_idle()
        assert "Who may read this note?" in person.screen
        now[0] += 301
        await person.app.rest_if_idle()
        await person.pilot.pause()
        golden("tui-resting.txt", person.screen)
        assert person.workspace.unfinished[draft.response].notes[0].text == "h"
        assert "Welcome." in await person.press("enter")


async def test_what_cannot_be_kept_is_hidden_and_not_closed_when_the_screen_rests():
    draft = a_draft(words=TemporaryWorkspace().words_mark(ROUND.id, WORDS))
    now = [0.0]
    async with seated(draft, Timing(now=lambda: now[0]), words=WORDS) as person:
        for key in ("enter", "b", "enter"):
            now[0] += 1
            await person.press(key)
        person.workspace.fails = NotSaved("The folder is gone.")
        await person.press("2")
        now[0] += 301
        await person.app.rest_if_idle()
        await person.pilot.pause()
        assert person.screen.strip() == ""
        person.workspace.fails = None
        screen = await person.press("a", "b")
        assert "(•) 2" in screen


async def test_a_round_that_is_not_there_is_said_at_the_first_page():
    services, _ = some_services()
    app = CoreflectApp(services, "no-such-round", unhurried())
    async with app.run_test(size=USUAL, notifications=True) as pilot:
        await pilot.pause()
        assert "There is no reflection" in shown(app)


async def test_an_unforeseen_error_is_told_without_anything_that_was_typed(capsys):
    services, workspace = some_services(replace(ROUND), bank(sections=1))
    app = CoreflectApp(services, ROUND.id, unhurried())

    def breaks(*_: object) -> None:
        raise KeyError(TYPED)

    workspace.words_mark = breaks  # type: ignore[assignment,method-assign]

    async def walk() -> None:
        async with app.run_test(size=USUAL) as pilot:
            await pilot.press("enter", "1", "enter", "1", "enter", "enter", "1", "enter")
            await pilot.pause()

    with pytest.raises(Exception, match="rough"):
        await walk()
    assert app.return_code == 1
    assert isinstance(app.fault, KeyError)
    where, log = note_fault(app.fault)
    assert log is not None
    for said in (where, log.read_text(encoding="utf-8"), *capsys.readouterr()):
        assert "rough" not in said


async def test_whoever_begins_after_the_answers_were_shown_in_the_same_meeting_is_told_that_theirs_come_after() -> None:
    services, _ = a_room(revealed=False)
    (before,) = services.workspace.rounds()
    app = CoreflectApp(services, timing=unhurried())
    async with app.run_test(size=USUAL) as pilot:
        app.post_message(OpenMeeting(before))
        await pilot.pause()
        services.results.reveal(before.id)
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert COMES_AFTER in " ".join(shown(app).split())
