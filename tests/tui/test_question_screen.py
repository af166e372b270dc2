"""What each key of the question screen does, and what it never does."""

from __future__ import annotations

import pytest
from textual import events

from coreflect.core.errors import NotSaved
from coreflect.core.reflections.responses import DraftNote
from coreflect.core.texts.answering import CHOOSE_FIRST
from coreflect.tui.app import Timing
from coreflect.tui.widgets.choice_list import ChoiceList
from tests.support.builders.examples import a_draft, bank
from tests.support.screens.answering import at_question

FIRST = ("garden", "garden-1-1")
SECOND = ("garden", "garden-1-2")


async def test_a_digit_chooses_and_keeps_and_enter_goes_on():
    async with at_question() as person:
        screen = await person.press("3")
        assert "(•) 3  Some places" in screen
        assert "Saved" in screen
        assert person.draft.choice(FIRST) == "some-places"
        assert "· 2 of 4" in await person.press("enter")


async def test_enter_never_goes_on_with_nothing_chosen():
    async with at_question() as person:
        screen = await person.press("enter", "enter")
        assert CHOOSE_FIRST in screen
        assert "· 1 of 4" in screen


async def test_enter_chooses_what_the_arrows_moved_to_and_only_then_goes_on():
    async with at_question() as person:
        assert "› ( ) 2  Started" in await person.press("down", "down")
        screen = await person.press("enter")
        assert "› (•) 2  Started" in screen
        assert "· 1 of 4" in screen
        assert "· 2 of 4" in await person.press("enter")


@pytest.mark.parametrize(
    ("key", "code", "label"),
    [
        ("n", "not-sure", "Not sure"),
        ("x", "not-applicable", "Doesn't apply"),
        ("r", "rather-not-say", "Rather not say"),
    ],
)
async def test_a_letter_chooses_an_answer_beside_the_levels_and_again_takes_it_off(key: str, code: str, label: str):
    async with at_question() as person:
        assert f"(•) {key}  {label}" in await person.press(key)
        assert person.draft.choice(FIRST) == code
        screen = await person.press(key)
        assert "(•)" not in screen
        assert "Saved" not in screen
        assert person.draft.choice(FIRST) is None


async def test_s_leaves_blank_and_goes_on_and_b_comes_back_to_it():
    async with at_question() as person:
        assert "· 2 of 4" in await person.press("s")
        assert person.draft.choice(FIRST) == "skipped"
        screen = await person.press("b")
        assert "· 1 of 4" in screen
        assert "Left blank" in screen


async def test_the_right_arrow_goes_only_over_what_has_been_answered():
    draft = a_draft(choices=((FIRST, "started"),))
    async with at_question(draft=draft) as person:
        assert "· 2 of 4" in await person.press("right")
        screen = await person.press("right")
        assert "· 2 of 4" in screen
        assert CHOOSE_FIRST in screen


async def test_a_click_on_a_level_chooses_it():
    async with at_question() as person:
        await person.pilot.click(ChoiceList, offset=(12, 5))
        await person.pilot.pause()
        assert person.draft.choice(FIRST) == "some-places"


async def test_a_click_on_an_answer_beside_the_levels_chooses_it():
    async with at_question() as person:
        await person.pilot.click(".offered", offset=(8, 0))
        await person.pilot.pause()
        assert person.draft.choice(FIRST) == "not-sure"


async def test_w_says_the_same_question_in_other_words_and_keeps_the_answer():
    async with at_question(draft=a_draft(choices=((FIRST, "started"),))) as person:
        screen = await person.press("w")
        assert "Started (easier)" in screen
        assert "(•) 2" in screen
        assert person.draft.wording == "plain"


async def test_the_list_shows_what_is_answered_and_goes_there():
    draft = a_draft(choices=((FIRST, "everywhere"), (SECOND, "skipped")), at=2, reached=2)
    async with at_question(draft=draft) as person:
        screen = await person.press("g")
        assert "1  answered    About garden-1-1" in screen
        assert "2  left blank  About garden-1-2" in screen
        assert "›   3  not yet" in screen
        assert "Everywhere" not in screen
        assert "· 2 of 4" in await person.press("up", "enter")


async def test_what_could_not_be_kept_is_said_and_tried_again_with_the_next_key():
    async with at_question() as person:
        person.workspace.fails = NotSaved("The disk is full.", "Make some room.")
        screen = await person.press("2")
        assert "Not saved yet: The disk is full. Make some room." in screen
        assert "· 1 of 4" in await person.press("enter")
        person.workspace.fails = None
        screen = await person.press("f5")
        assert "Not kept" not in screen
        assert "Saved" in screen
        assert person.draft.choice(FIRST) == "started"


async def test_a_held_enter_counts_once():
    """Both questions have answers, so that a second Enter would go on to the third."""
    draft = a_draft(choices=((FIRST, "started"), (SECOND, "started")))
    times = iter((0.0, 0.0, 0.03, 0.06, 0.09, 0.12))
    async with at_question(draft=draft, timing=Timing(now=lambda: next(times, 0.12))) as person:
        assert "· 2 of 4" in await person.press("enter", "enter", "enter")


async def test_enter_counts_again_at_once_after_another_key():
    times = iter(number / 100 for number in range(1000))
    async with at_question(timing=Timing(now=lambda: next(times))) as person:
        assert "· 3 of 4" in await person.press("1", "enter", "2", "enter")


async def test_what_the_keys_do_can_be_clicked():
    async with at_question() as person:
        await person.pilot.click("#hints", offset=(19, 0))
        await person.pilot.pause()
        assert "· 2 of 4" in person.screen


async def test_letters_are_inert_in_a_note_and_escape_keeps_it():
    async with at_question() as person:
        await person.press("c", *"qsn3", "enter", "x")
        screen = await person.press("escape")
        assert "· 1 of 4" in screen
        assert "Your note is saved, for the garden desk only" in screen
        (note,) = person.draft.notes
        assert (note.text, note.sharing) == ("qsn3\nx", "facilitator")
        assert person.draft.choice(FIRST) is None


async def test_who_may_read_a_note_is_asked_and_enter_takes_the_contact_alone():
    async with at_question() as person:
        screen = await person.press("c", "h", "tab")
        assert "› (•) 2  Only the garden desk." in screen
        assert "· 1 of 4" in await person.press("1", "enter")
        assert person.draft.notes[0].sharing == "room"


async def test_a_note_with_nothing_in_it_is_taken_off():
    draft = a_draft(notes=(DraftNote(FIRST, "knote", "a", "room"),))
    async with at_question(draft=draft) as person:
        await person.press("c", "delete", "escape")
        assert person.draft.notes == ()


async def test_a_note_that_could_not_be_kept_stays_and_is_tried_again():
    async with at_question() as person:
        person.workspace.fails = NotSaved("The disk is full.")
        screen = await person.press("c", "h", "escape")
        assert "Not saved yet: The disk is full." in screen
        person.workspace.fails = None
        await person.press("f5")
        assert person.draft.notes[0].text == "h"


async def test_the_full_stop_hides_the_page_at_once_and_asks_before_it_comes_back():
    async with at_question() as person:
        assert (await person.press("full_stop")).strip() == ""
        screen = await person.press("a")
        assert "Is it only you?" in screen
        assert "garden" not in screen
        assert (await person.press("full_stop")).strip() == ""
        assert "· 1 of 4" in await person.press("a", "a")


@pytest.mark.parametrize(
    ("opens", "keys"), [("full_stop", "vena"), ("question_mark", "\x1b\x1b\x1b"), ("g", "\x1b\x1b")]
)
async def test_keys_typed_faster_than_a_page_closes_close_nothing_under_it(opens: str, keys: str):
    async with at_question() as person:
        await person.press(opens)
        for key in keys:
            person.pilot.app.post_message(events.Key("escape" if key == "\x1b" else key, key))
        for _ in range(3):
            await person.pilot.pause()
        assert "· 1 of 4" in person.screen
        assert "· 2 of 4" in await person.press("1", "enter")


async def test_help_names_the_contact_and_closes_with_escape():
    async with at_question() as person:
        screen = await person.press("question_mark")
        assert "If someone is not safe, tell the garden desk" in screen
        assert "· 1 of 4" in await person.press("escape")


async def test_escape_on_a_question_does_nothing():
    async with at_question() as person:
        assert "(•) 1" in await person.press("1", "escape")


async def test_leaving_asks_one_question_and_escape_goes_back():
    async with at_question(draft=a_draft(choices=((FIRST, "started"),))) as person:
        screen = await person.press("q")
        assert "You have answered 1 of 4. They are saved." in screen
        assert "3  Remove my answers" in screen
        assert "· 1 of 4" in await person.press("escape")


async def test_ctrl_q_in_a_note_keeps_the_words_and_asks_about_leaving():
    async with at_question() as person:
        screen = await person.press("c", "h", "ctrl+q")
        assert "You have answered 0 of 4." in screen
        assert "count these" not in screen
        assert person.draft.notes[0].text == "h"


async def test_taking_answers_out_leaves_nothing():
    async with at_question(draft=a_draft(choices=((FIRST, "started"),))) as person:
        await person.press("q", "3", "enter")
        assert "1 of 4" in await person.press("enter")
        assert person.workspace.unfinished
        await person.press("q", "3", "enter", "2", "enter")
        assert person.workspace.unfinished == {}
        assert person.workspace.finished == {}


async def test_having_said_enough_lets_the_answers_count():
    async with at_question(draft=a_draft(choices=((FIRST, "started"),))) as person:
        await person.press("q", "2", "enter")
        (finished,) = person.workspace.finished.values()
        assert [answer.answer for answer in finished.response.answers] == ["started", "skipped", "skipped", "skipped"]


async def test_leaving_that_cannot_be_kept_says_so_and_stays():
    async with at_question() as person:
        person.workspace.fails = NotSaved("The folder is gone.")
        screen = await person.press("q", "1", "enter")
        assert "Not saved yet: The folder is gone." in screen
        person.workspace.fails = None
        await person.press("enter")
        assert "2 of" not in person.screen
        assert person.workspace.kept > 0


async def test_the_end_says_what_is_blank_and_leads_there():
    draft = a_draft(choices=((FIRST, "started"),), at=3, reached=3)
    async with at_question(draft=draft) as person:
        screen = await person.press("4", "enter")
        assert "2 left blank. That is fine. Press g to see them, or Enter to finish." in screen
        assert "›   2  not yet" in await person.press("g")
        assert "· 2 of 4" in await person.press("enter")
        assert person.workspace.finished == {}


async def test_a_whole_page_stands_between_banks_when_the_answers_change():
    other = bank("shed", sections=1, levels=("rarely", "often"))
    draft = a_draft(at=3, reached=3)
    async with at_question(bank(), other, draft=draft, introduced=False) as person:
        assert "These questions are about the garden." in person.screen
        screen = await person.press("enter", "1", "enter")
        assert "The next questions have different answers." in screen
        assert "The shed questions" in screen
        screen = await person.press("enter")
        assert "We do not keep this answer." in screen
        assert "2  Often" in screen
        screen = await person.press("2", "enter")
        assert "· 5 of 6" in screen
        assert person.draft.choice(("shed", "shed-1-1")) is None


async def test_leaving_from_an_introduction_and_coming_back_shows_it_again():
    async with at_question(introduced=False) as person:
        assert "They are saved." in await person.press("q")
        assert "These questions are about the garden." in await person.press("escape")
