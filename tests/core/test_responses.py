"""Finishing writes an answer for every item asked; amending replaces, and notes keep their revision while unchanged."""

from __future__ import annotations

from coreflect.core.answers import LEFT_BLANK
from coreflect.core.model import AskedBank, Withdrawn
from coreflect.core.reflections.responses import amend, finish, questions
from coreflect.core.reflections.walkthrough import Walkthrough
from tests.support.builders.examples import CountingIds, a_draft, a_round, bank

FACTS = a_round()
ASKED = questions(FACTS, [bank()])


def test_the_short_form_asks_its_items_alone() -> None:
    short = questions(a_round(banks=(AskedBank("garden", "short", "d"),)), [bank()])
    assert [question.item.id for question in short] == ["garden-1-1", "garden-2-1"]


def test_finishing_leaves_blank_what_was_not_answered() -> None:
    walk = Walkthrough(ASKED, a_draft()).choose("started")
    finished = finish(walk.draft, ASKED, FACTS, None, CountingIds())
    assert [answer.answer for answer in finished.response.answers] == ["started", *[LEFT_BLANK.code] * 3]
    assert finished.response.replaces == ()


def test_amending_starts_from_what_was_finished_and_replaces_it_and_all_before() -> None:
    ids = CountingIds()
    first = finish(Walkthrough(ASKED, a_draft()).choose("started").draft, ASKED, FACTS, None, ids)
    second = finish(amend(first), ASKED, FACTS, first, ids)
    assert second.response.answers == first.response.answers
    third = finish(Walkthrough(ASKED, amend(second)).choose("everywhere").draft, ASKED, FACTS, second, ids)
    assert third.response.id == first.response.id
    assert third.response.replaces == (first.response.revision, second.response.revision)
    assert third.response.answers[0].answer == "everywhere"


def test_a_note_in_a_private_round_carries_no_response() -> None:
    draft = Walkthrough(ASKED, a_draft()).noted("A word", "room", "n1").draft
    private = finish(draft, ASKED, FACTS, None, CountingIds())
    assert private.notes[0].response == ""
    shown = finish(draft, ASKED, a_round(privacy="open"), None, CountingIds())
    assert shown.notes[0].response == draft.response


def test_an_unchanged_note_keeps_its_revision_a_changed_one_replaces_it_and_a_dropped_one_is_withdrawn() -> None:
    ids = CountingIds()
    walk = Walkthrough(ASKED, a_draft()).noted("Stays", "room", "n1")
    walk = walk.jump(1).noted("Changes", "room", "n2").jump(2).noted("Goes", "room", "n3")
    first = finish(walk.draft, ASKED, FACTS, None, ids)
    again = Walkthrough(ASKED, amend(first)).jump(1).noted("Changed", "room", "").jump(2).noted("", "room", "")
    second = finish(again.draft, ASKED, FACTS, first, ids)
    notes = {note.id: note for note in second.notes}
    before = {note.id: note for note in first.notes}
    assert notes["n1"] == before["n1"]
    assert notes["n2"].replaces == (before["n2"].revision,)
    assert "n3" not in notes
    assert second.withdrawn == (Withdrawn("n3", FACTS.id),)
