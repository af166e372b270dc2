"""What a room hears is plain, safe to show, and has one form for one and another for many."""

from __future__ import annotations

from coreflect.core.texts import actions as texts
from coreflect.core.texts import meeting as sentences
from tests.support.builders.examples import a_round
from tests.support.screens.meeting_services import AS_SHOWN, HOSTILE, an_action


def test_one_and_many_are_said_as_people_say_them():
    assert sentences.hands_counted(0) == "No hands counted yet."
    assert sentences.hands_counted(1) == "1 hand counted."
    assert sentences.hands_counted(1200) == "1,200 hands counted."


def test_an_action_is_said_with_what_is_known_of_it():
    assert texts.we_said(an_action(due="")) == "We said: Put a bench by the gate. Priya."
    assert texts.who_answers(an_action()) == "Tom was going to check. Did it happen?"
    detail = texts.action_detail(an_action(progress="doing", happened="partly", outcome="One leg."))
    assert detail == (
        "Doing · Priya, by the summer fair · Tom will check that it is done · Did it happen? Partly · One leg."
    )
    late = texts.action_detail(an_action(), overdue=True)
    assert late == "Overdue · To do · Priya, by the summer fair · Tom will check that it is done"


def test_what_people_typed_is_safe_in_every_sentence():
    hostile = an_action(**dict.fromkeys(("what", "who", "due", "checked_by", "outcome"), HOSTILE), happened="no")
    said = (
        texts.action_detail(hostile),
        texts.asked_who_checks(hostile),
        texts.we_said(hostile),
        texts.who_answers(hostile),
        sentences.room_note_readers(a_round(contact=HOSTILE))[1][1],
    )
    for sentence in said:
        assert AS_SHOWN in sentence
        assert "\x1b" not in sentence
