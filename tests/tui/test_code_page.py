"""A code is taken at the end by whoever wants one; nobody else presses a key more, and no other screen shows it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from coreflect.core.banks.bank import EASIER
from coreflect.core.codes import MISTYPED, NOT_A_CODE, read_code
from coreflect.core.errors import NotSaved
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Draft, finish, questions
from coreflect.services.sitting import sitting_of
from coreflect.tui.app import CoreflectApp, Timing
from coreflect.tui.pages import OpenAnswering
from coreflect.tui.paper.keying import KeyingPage
from tests.support.builders.examples import CountingIds, a_draft, a_round, bank
from tests.support.builders.services import some_services
from tests.support.screens.answering import USUAL, AtQuestion
from tests.support.screens.meeting_services import at_page, room_services
from tests.support.screens.shown import unhurried

ROUND = a_round()
WORDS = "lantern river2"
GIVEN = "rkm-364"
CODE = re.compile(r"\b[fhkmrtwx]{3}-[2-9]{3}\b")
BANK = bank(sections=1)


@asynccontextmanager
async def at_the_end(
    reflection: Reflection = ROUND, *, timing: Timing | None = None, previous: bool = False, **changes: object
) -> AsyncIterator[AtQuestion]:
    """Somebody who has come back with their words, and stands after the last question."""
    services, workspace = some_services(reflection, BANK)
    choices = tuple((each.key, "started") for each in questions(reflection, (BANK,)))
    draft = a_draft(words=workspace.words_mark(reflection.id, WORDS), choices=choices, at=1, reached=1, **changes)
    if previous:
        workspace.put_finished(finish(draft, questions(reflection, (BANK,)), reflection, None, CountingIds("f")))
    else:
        workspace.put_draft(draft)
    app = CoreflectApp(services, None, timing or unhurried())
    async with app.run_test(size=USUAL) as pilot:
        sitting = sitting_of(services, WORDS)
        assert sitting
        app.post_message(OpenAnswering(sitting.reflection, sitting))
        await pilot.pause()
        person = AtQuestion(app, pilot, workspace, None)  # type: ignore[arg-type]
        await person.press("enter", "enter", *(("right",) if previous else ()), "enter")
        yield person


def kept(person: AtQuestion) -> Draft:
    (draft,) = person.workspace.unfinished.values()
    return draft


def code_of(person: AtQuestion) -> str:
    (finished,) = person.workspace.finished.values()
    return finished.response.code


async def test_who_does_not_care_finishes_with_the_one_key_that_it_always_took() -> None:
    async with at_the_end() as person:
        assert "A repeat code lets" in person.screen
        screen = await person.press("enter")
        assert "Thank you." in screen
        assert "code" not in screen
        assert code_of(person) == ""


async def test_a_new_code_is_kept_before_it_is_shown_and_shown_once_and_at_the_very_end() -> None:
    async with at_the_end() as person:
        screen = await person.press("k", "2", "enter")
        code = kept(person).code
        assert read_code(code) == code
        assert f" {code} " in screen
        assert "Write it down, or keep a photo." in screen
        assert WORDS not in screen
        screen = await person.press("enter")
        assert "Your repeat code is saved with your answers." in screen
        assert code not in screen
        screen = await person.press("enter")
        assert f"Your repeat code for next time is: {code}." in screen
        assert WORDS in screen
        assert code_of(person) == code
        assert code not in await person.press("enter")


async def test_nothing_is_chosen_by_enter_and_escape_takes_nothing() -> None:
    for keys in (("k", "enter"), ("k", "escape"), ("k", "3", "enter", "escape")):
        async with at_the_end() as person:
            assert "A repeat code lets" in await person.press(*keys)
            assert kept(person).code == ""


async def test_a_code_from_last_time_is_typed_as_people_type_and_not_shown_again() -> None:
    async with at_the_end() as person:
        await person.press("k", "3", "enter")
        screen = await person.press(*"RKM", "space", *"364", "enter")
        assert "Your repeat code is saved with your answers." in screen
        assert GIVEN not in screen
        assert kept(person).code == GIVEN


async def test_a_code_that_does_not_fit_is_said_and_nothing_is_kept() -> None:
    async with at_the_end() as person:
        await person.press("k", "3", "enter")
        assert NOT_A_CODE in await person.press(*"lantern", "enter")
        screen = await person.press(*(("backspace",) * 7), *"rkm365", "enter")
        assert MISTYPED[:50] in screen
        assert kept(person).code == ""


async def test_a_code_that_cannot_be_kept_is_not_shown() -> None:
    async with at_the_end() as person:
        person.workspace.fails = NotSaved("The disk is full.", "Make some room.")
        screen = await person.press("k", "2", "enter")
        assert "Not saved yet:" in screen
        assert not CODE.search(screen)
        person.workspace.fails = None
        assert kept(person).code in await person.press("enter")


async def test_somebody_who_comes_back_keeps_their_code_or_changes_it() -> None:
    async with at_the_end(previous=True, code=GIVEN) as person:
        screen = await person.press("k")
        assert "(•) 1  Keep the code that I have" in screen
        assert GIVEN not in screen
        await person.press("enter", "enter")
        assert code_of(person) == GIVEN
    async with at_the_end(previous=True, code=GIVEN) as person:
        await person.press("k", "2", "enter", "enter", "enter")
        assert code_of(person) not in ("", GIVEN)
    async with at_the_end(previous=True, code=GIVEN) as person:
        assert "You have no repeat code now." in await person.press("k", "4", "enter")
        await person.press("enter")
        assert code_of(person) == ""


async def test_once_the_answers_were_shown_no_code_is_offered_that_would_hide_them() -> None:
    reflection = a_round(state="revealed", counted=("kresponse1", "k2", "k3", "k4", "k5"))
    async with at_the_end(reflection, previous=True, code=GIVEN) as person:
        assert "code" not in person.screen
        assert "Every question has an answer." in await person.press("k")


async def test_easier_words_say_it_in_easier_words() -> None:
    async with at_the_end(wording=EASIER) as person:
        assert "Next time, you type it in." in person.screen
        assert "Show it to nobody." in await person.press("k", "2", "enter")


async def test_the_screen_is_hidden_and_rests_with_a_code_on_it_and_the_code_stays_kept() -> None:
    now = [0.0]

    def passing() -> float:
        now[0] += 1
        return now[0]

    async with at_the_end(timing=Timing(now=passing)) as person:
        await person.press("k", "2", "enter")
        code = kept(person).code
        assert code
        assert code in person.screen
        assert code not in await person.press("full_stop")
        await person.press("a")
        assert code in await person.press("a")
        now[0] += 301
        await person.app.rest_if_idle()
        await person.pilot.pause()
        assert "This screen is resting." in person.screen
        assert code not in person.screen
        assert kept(person).code == code


async def test_a_code_on_a_paper_sheet_is_keyed_in_and_not_shown_beside_the_sheet() -> None:
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press("1", "enter", "enter", "3", "k")
        screen = await page.press(*"rkm364", "enter")
        assert "with a repeat code" in screen
        assert GIVEN not in screen
        await page.press("1", "1", "1", "1", "1", "1", "enter")
    (finished,) = workspace.finished.values()
    assert finished.response.code == GIVEN


async def test_a_code_keyed_in_by_mistake_is_taken_off_again() -> None:
    services, workspace, reflection, _ = room_services()
    async with at_page(services, KeyingPage(services, reflection)) as page:
        await page.press("1", "enter", "enter", "k", *"rkm364", "enter")
        assert "with a code" not in await page.press("k", "enter")
        await page.press("3", "1", "1", "1", "1", "1", "1", "enter")
    (finished,) = workspace.finished.values()
    assert finished.response.code == ""
