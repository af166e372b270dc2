"""A reflection opens with what is still open from before it, each action once, and a later one asks again."""

from __future__ import annotations

import pytest

from coreflect.core.errors import Misuse
from coreflect.core.meeting.actions import answer_for_last_time, note_id, to_ask
from coreflect.core.model import Action, Note
from coreflect.core.names import is_safe_id
from tests.support.builders.examples import CountingIds, a_round
from tests.support.screens.meeting_services import an_action

MAY = a_round()
NOVEMBER = a_round(id="mill-lane-2026-11-12-bcdfgh", date="2026-11-12")
SPRING = a_round(id="mill-lane-2027-05-12-bcdfgh", date="2027-05-12")
ROUNDS = (SPRING, NOVEMBER, MAY)


def asked(*actions: Action, notes: tuple[Note, ...] = (), at: object = NOVEMBER) -> list[str]:
    return [action.id for action in to_ask(at, actions, ROUNDS, notes)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "is_asked"),
    [
        ({}, True),
        ({"progress": "done"}, True),
        ({"happened": "partly"}, True),
        ({"happened": "no"}, True),
        ({"happened": "not-sure"}, True),
        ({"happened": "yes"}, False),
        ({"progress": "dropped", "outcome": "The gate has gone."}, False),
        ({"round": NOVEMBER.id}, False),
        ({"round": SPRING.id}, False),
    ],
)
def test_what_is_still_open_from_before_is_asked_about(changes: dict[str, str], is_asked: bool):
    assert asked(an_action(**changes)) == (["kaction1"] if is_asked else [])


def test_what_was_answered_here_is_not_asked_here_again_and_is_asked_the_next_time():
    action, note = answer_for_last_time(an_action(), NOVEMBER, "partly", "It has one leg.", CountingIds())
    assert asked(action, notes=(note,)) == []
    assert asked(action, at=SPRING) == ["kaction1"]


def test_two_laptops_keep_the_answer_under_one_id():
    first = answer_for_last_time(an_action(), NOVEMBER, "no", "", CountingIds("a"))[1]
    second = answer_for_last_time(an_action(), NOVEMBER, "yes", "", CountingIds("b"))[1]
    assert first.id == second.id == note_id(NOVEMBER, an_action())
    assert is_safe_id(first.id)
    assert first.id != note_id(SPRING, an_action())


def test_the_note_names_no_person_s_answers_and_is_for_the_room():
    action, note = answer_for_last_time(an_action(), NOVEMBER, "yes", "", CountingIds())
    assert (note.response, note.bank, note.item, note.sharing, note.round) == ("", "", "", "room", NOVEMBER.id)
    assert note.text == "We said: Put a bench by the gate. Priya, by the summer fair. Did it happen? Yes."
    assert (action.progress, action.happened) == ("done", "yes")
    assert action.replaces == ("kaction1a",)


def test_words_said_before_stay_where_no_new_ones_are_given():
    action, _ = answer_for_last_time(an_action(outcome="Half of it."), NOVEMBER, "partly", "", CountingIds())
    assert action.outcome == "Half of it."


def test_too_many_words_are_a_misuse_of_their_field():
    with pytest.raises(Misuse) as caught:
        answer_for_last_time(an_action(), NOVEMBER, "yes", "x" * 401, CountingIds())
    assert caught.value.field == "outcome"
