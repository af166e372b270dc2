"""What we will do, what we said last time, and how a meeting closes, line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.model import Action
from coreflect.services.app import Services
from tests.support.builders.examples import a_round, bank
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.screens.plain_meeting import at_meeting
from tests.support.screens.typed_keys import Said, answering

ACTIONS, CLOSE = "5", "7"
NOW = a_round(id="mill-lane-2026-11-12-ghjkmn", date="2026-11-12")


def an_action(**changes: object) -> Action:
    fields: dict[str, object] = {
        "bank": "",
        "item": "",
        "what": "A bench by the gate",
        "who": "Priya",
        "due": "the summer fair",
        "checked_by": "Tom",
        "progress": "to-do",
        "happened": "",
        "outcome": "",
    }
    return Action("ka", "ka1", (), a_round().id, **(fields | changes))  # type: ignore[arg-type]


def with_actions(*actions: Action) -> tuple[Services, TemporaryWorkspace]:
    services, workspace = some_services()
    for action in actions:
        workspace.save_action(action)
    return services, workspace


def next_time(*actions: Action) -> tuple[Services, TemporaryWorkspace]:
    """The team's next reflection, with what was agreed in the one before."""
    services, workspace = with_actions(*actions)
    workspace.put(NOW, bank())
    return services, workspace


def doing(*lines: str, **changes: object) -> tuple[Said, Action]:
    services, workspace = with_actions(an_action(**changes))
    said = at_meeting(services, a_round(), ACTIONS, *lines)
    (action,) = workspace.planned.values()
    return said, action


def test_an_action_is_asked_for_one_thing_at_a_time() -> None:
    services, workspace = some_services()
    said = at_meeting(
        services, a_round(), ACTIONS, "a", "A bench", "b", "A big bench", "Priya", "", "Tom", "", "", "b", "q"
    )
    (action,) = workspace.planned.values()
    assert (action.what, action.who, action.due, action.checked_by) == ("A big bench", "Priya", "", "Tom")
    assert (action.bank, action.item, action.round) == ("", "", a_round().id)
    assert 'If someone unpaid takes this on, ask: "Is this fair to you? Do you have what you need?"' in said
    assert "1. A big bench: Priya. Tom will check that it is done. To do." in said
    assert said.code == 0


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (("",), "Please answer: What will we do?"),
        (("x" * 401,), "Please make it shorter."),
        (("A bench", "-"), "Please answer: Who?"),
        (("A bench", "Priya", "", " priya "), "The person who does it cannot also check it."),
    ],
)
def test_what_cannot_be_taken_is_said_at_once_and_asked_again(lines: tuple[str, ...], sentence: str) -> None:
    services, workspace = some_services()
    assert sentence in at_meeting(services, a_round(), ACTIONS, "a", *lines)
    assert workspace.planned == {}


def test_an_action_can_be_changed_before_it_is_kept_and_left_without_a_trace() -> None:
    services, workspace = some_services()
    at_meeting(
        services, a_round(), ACTIONS, "a", "A bench", "Priya", "", "Tom", "", "2", "", "Ana", "", "", "", "1", "b", "q"
    )
    (action,) = workspace.planned.values()
    assert (action.what, action.who) == ("A bench", "Ana")
    services, workspace = some_services()
    said = at_meeting(services, a_round(), ACTIONS, "a", "A bench", "q", "b", "q")
    assert workspace.planned == {}
    assert said.code == 0


def test_how_people_will_know_may_be_said_and_is_heard_with_the_action() -> None:
    services, workspace = some_services()
    said = at_meeting(
        services, a_round(), ACTIONS, "a", "A bench", "Priya", "", "Tom", "People sit on it.", "", "b", "q"
    )
    (action,) = workspace.planned.values()
    assert action.known_by == "People sit on it."
    assert "Tom will check that it is done. How we will know: People sit on it." in said


def test_how_far_it_is_is_said_by_one_number() -> None:
    said, action = doing("1", "2", "b", "q")
    assert (action.progress, action.replaces) == ("doing", ("ka1",))
    assert "Doing." in said
    assert said.code == 0


def test_dropping_one_needs_a_reason_in_words() -> None:
    said, action = doing("1", "4", "", "It cost too much.", "b", "q")
    assert "Please say why you decided not to do it." in said
    assert (action.progress, action.outcome) == ("dropped", "It cost too much.")
    _, left = doing("1", "4", "b", "b", "q")
    assert left.progress == "to-do"


def test_done_asks_for_the_word_of_whoever_was_to_say_so() -> None:
    said, action = doing("1", "3", "1", "It stands.", "b", "q")
    assert "Marked as done. Has Tom confirmed it?" in said
    assert (action.progress, action.happened, action.outcome) == ("done", "yes", "It stands.")
    _, not_yet = doing("1", "3", "2", "b", "q")
    assert (not_yet.progress, not_yet.happened) == ("done", "")


def test_its_words_can_be_changed_and_what_stands_is_taken_with_enter() -> None:
    _, action = doing("1", "5", "", "", "-", "", "", "", "b", "q")
    assert (action.what, action.due) == ("A bench by the gate", "")


def test_settled_actions_stand_after_those_that_are_open() -> None:
    services, workspace = with_actions(an_action(progress="done"))
    other = an_action(what="A key for everyone")
    workspace.save_action(Action("kz", *[getattr(other, name) for name in other.__slots__[1:]]))
    said = at_meeting(services, a_round(), ACTIONS, "b", "q")
    assert said.text.index("A key for everyone") < said.text.index("A bench by the gate")


def test_an_action_that_cannot_be_kept_says_so() -> None:
    services, workspace = some_services()
    workspace.fails = NotSaved("The disk is full.", "Make room.")
    said = at_meeting(services, a_round(), ACTIONS, "a", "A bench", "Priya", "", "Tom", "", "", "b", "b", "q")
    assert "It is not saved." in said
    assert said.code == 0


def test_the_next_reflection_opens_with_what_was_said_before_anything_else() -> None:
    services, workspace = next_time(an_action())
    said = at_meeting(services, NOW, "2", "One bench of two.", "q")
    (action,) = workspace.planned.values()
    (note,) = workspace.notes_of_room.values()
    assert said.text.index("We said: A bench by the gate.") < said.text.index("Nobody has begun yet.")
    assert "Tom was going to check. Did it happen?" in said
    assert (action.happened, action.outcome, action.progress) == ("partly", "One bench of two.", "to-do")
    assert note.round == NOW.id
    assert said.code == 0


def test_it_is_asked_once_in_a_reflection() -> None:
    services, workspace = next_time(an_action())
    at_meeting(services, NOW, "3", "", "q")
    kept = workspace.kept
    again = at_meeting(services, NOW, "q")
    assert "We said" not in again
    assert workspace.kept == kept


def test_where_who_was_to_say_it_is_not_here_it_stays_open() -> None:
    services, workspace = next_time(an_action())
    said = at_meeting(services, NOW, "5", "8", "1", "", "q")
    assert said.text.count("Tom was going to check. Did it happen?") == 2
    (action,) = workspace.planned.values()
    assert (action.happened, action.progress) == ("yes", "done")


def test_leaving_it_keeps_nothing_and_the_meeting_goes_on() -> None:
    services, workspace = next_time(an_action())
    said = at_meeting(services, NOW, "q", "q")
    assert workspace.notes_of_room == {}
    assert said.code == 0


def test_the_reflection_that_agreed_it_does_not_open_with_it() -> None:
    services, _ = next_time(an_action())
    assert "We said" not in at_meeting(services, a_round(), "q")


def test_nobody_who_answers_alone_is_asked_about_it() -> None:
    services, _ = next_time(an_action())
    assert "did it happen?" not in answering(services, NOW, "q").text


def test_a_slip_is_taken_back_and_asked_about_again() -> None:
    services, workspace = next_time(an_action(), replace(an_action(), id="k2", revision="k2a"))
    said = at_meeting(services, NOW, "3", "", "u", "q", "q")
    assert "Undone: the answer about" in said
    assert said.text.count("was going to check. Did it happen?") == 3
    assert workspace.notes_of_room == {}


def test_closing_keeps_each_answer_as_it_is_given() -> None:
    services, workspace = some_services()
    said = at_meeting(services, a_round(), CLOSE, "night staff", "good long fair", "2", "2026-11-12", "b", "q")
    reflection = workspace.round(a_round().id)
    (note,) = workspace.notes_of_room.values()
    assert (reflection.missing, reflection.next_date) == ("night staff", "2026-11-12")
    assert (note.bank, note.item, note.sharing, note.text) == ("", "", "room", "How was this for you? good long fair")
    assert "The next one is on Thursday 12 November 2026." in said
    assert said.code == 0


def test_how_it_was_is_not_kept_unless_the_group_wants_it() -> None:
    services, workspace = some_services()
    at_meeting(services, a_round(), CLOSE, "", "good long fair", "", "", "q")
    assert workspace.notes_of_room == {}
    assert workspace.kept == 0


def test_closing_never_undoes_what_another_terminal_did_meanwhile() -> None:
    from tests.support.screens.plain_meeting import a_room

    services, workspace, reflection = a_room(revealed=False)
    read = workspace.round
    looks = iter(range(4))

    def round_of(round_id: str) -> object:
        if next(looks, None) == 3:
            services.results.reveal(round_id)
        return read(round_id)

    workspace.round = round_of  # type: ignore[method-assign, assignment]
    at_meeting(services, reflection, CLOSE, "night staff", "", "", "q")
    assert (read(reflection.id).state, read(reflection.id).missing) == ("revealed", "night staff")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (("x" * 201,), "Please make who was not here shorter."),
        (("", "", "soon"), "“soon” is not a date."),
        (("", "", "2026-05-12"), "The next reflection would be on or before this one."),
    ],
)
def test_a_closing_answer_that_cannot_be_taken_is_asked_again(lines: tuple[str, ...], sentence: str) -> None:
    services, workspace = some_services()
    assert sentence in at_meeting(services, a_round(), CLOSE, *lines)
    assert workspace.kept == 0


def test_b_goes_back_one_question_at_the_close_and_q_leaves() -> None:
    services, workspace = some_services()
    said = at_meeting(services, a_round(), CLOSE, "night", "b", "night staff", "", "q", "q")
    assert workspace.round(a_round().id).missing == "night staff"
    assert said.code == 0
