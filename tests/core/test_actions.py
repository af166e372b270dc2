"""An action names who will check that it is done, and that is not the one who does it; dropping it needs a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.errors import Misuse
from coreflect.core.meeting.actions import LONGEST_TEXT, Planned, asked_again, is_overdue, new_action, updated
from coreflect.core.texts.actions import action_sentence
from tests.support.builders.examples import CountingIds

ROUND = "mill-lane-2026-05-12-bcdfgh"
BENCH = Planned("Put a bench by the gate", "Priya", "the summer fair", "Tom", "garden", "beds")


def test_a_new_action_is_to_do_and_nobody_has_been_asked() -> None:
    action = new_action(ROUND, BENCH, CountingIds())
    assert (action.progress, action.happened, action.outcome, action.replaces) == ("to-do", "", "", ())
    assert (action.bank, action.item, action.round) == ("garden", "beds", ROUND)
    assert action_sentence(action) == (
        "Put a bench by the gate: Priya, by the summer fair. Tom will check that it is done."
    )


@pytest.mark.parametrize("checker", ["Priya", " priya ", "PRIYA"])
def test_the_one_who_does_it_cannot_say_that_it_is_done(checker: str) -> None:
    with pytest.raises(Misuse, match="cannot also check") as caught:
        new_action(ROUND, BENCH._replace(checked_by=checker), CountingIds())
    assert caught.value.field == "checked_by"


@pytest.mark.parametrize("field", ["what", "who", "checked_by"])
def test_what_is_missing_is_named(field: str) -> None:
    with pytest.raises(Misuse) as caught:
        new_action(ROUND, BENCH._replace(**{field: " \n "}), CountingIds())
    assert caught.value.field == field


def test_by_when_may_be_left_open() -> None:
    action = new_action(ROUND, BENCH._replace(due=""), CountingIds())
    assert action_sentence(action) == "Put a bench by the gate: Priya. Tom will check that it is done."


@pytest.mark.parametrize("field", ["what", "who", "due", "checked_by"])
def test_too_many_words_are_refused(field: str) -> None:
    with pytest.raises(Misuse, match="shorter") as caught:
        new_action(ROUND, BENCH._replace(**{field: "x" * (LONGEST_TEXT + 1)}), CountingIds())
    assert caught.value.field == field


def test_an_update_is_a_new_revision_that_replaces_all_before_it() -> None:
    ids = CountingIds()
    first = new_action(ROUND, BENCH, ids)
    second = updated(first, ids, progress="doing")
    third = updated(second, ids, progress="done", happened="partly", outcome="It stands, and wobbles")
    assert third.id == first.id
    assert third.replaces == (first.revision, second.revision)
    assert (third.progress, third.happened, third.outcome) == ("done", "partly", "It stands, and wobbles")


def test_dropping_needs_a_reason_in_words() -> None:
    action = new_action(ROUND, BENCH, CountingIds())
    with pytest.raises(Misuse, match="why you decided not to do it") as caught:
        updated(action, CountingIds("v"), progress="dropped", outcome="  ")
    assert caught.value.field == "outcome"
    assert updated(action, CountingIds("v"), progress="dropped", outcome="The gate moves").progress == "dropped"


@pytest.mark.parametrize(("field", "value"), [("progress", "finished"), ("progress", ""), ("happened", "maybe")])
def test_only_the_words_that_are_offered_can_be_said(field: str, value: str) -> None:
    with pytest.raises(Misuse) as caught:
        updated(new_action(ROUND, BENCH, CountingIds()), CountingIds("v"), **{field: value})
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("changes", "again"),
    [
        ({}, True),
        ({"progress": "done"}, True),
        ({"happened": "partly"}, True),
        ({"happened": "not-sure", "progress": "done"}, True),
        ({"happened": "yes"}, False),
        ({"progress": "dropped", "outcome": "No bench"}, False),
    ],
)
def test_the_next_reflection_asks_until_somebody_says_yes(changes: dict[str, str], again: bool) -> None:
    assert asked_again(updated(new_action(ROUND, BENCH, CountingIds()), CountingIds("v"), **changes)) is again


@given(st.text(max_size=LONGEST_TEXT))
def test_any_words_are_kept_on_one_line_or_refused_in_a_sentence(text: str) -> None:
    try:
        action = new_action(ROUND, BENCH._replace(what=text), CountingIds())
    except Misuse:
        assert not text.strip()
    else:
        assert action.what == " ".join(text.split())


@pytest.mark.parametrize(
    ("due", "overdue"),
    [
        ("2026-11-25", True),
        ("2026-11-26", False),
        ("25/11/2026", True),
        ("26 May", True),
        ("in six months", True),
        ("the summer fair", False),
        ("1/2/26 or later", False),
        ("1-2-26", False),
        ("31 February 2026", False),
        ("", False),
    ],
)
def test_what_is_not_done_by_its_day_is_overdue_and_other_words_never_are(due: str, overdue: bool) -> None:
    action = replace(new_action(ROUND, BENCH, CountingIds()), due=due)
    assert is_overdue(action, "2026-05-12", "2026-11-26") is overdue
    for changes in ({"progress": "done"}, {"progress": "dropped", "outcome": "No"}, {"happened": "yes"}):
        assert not is_overdue(replace(action, **changes), "2026-05-12", "2026-11-26")
