"""The door for phones: who is let in, that each reaches their own answers alone, and when it is shut."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import wait
from pathlib import Path
from threading import Thread

import pytest

from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.services.app import Services
from coreflect.services.meeting import reveal_unasked
from coreflect.services.phones import (
    MOST_OF_ONE,
    MOST_PHONES,
    MOST_WRONG_CODES,
    MOST_WRONG_WORDS,
    DoorShut,
    NotLetIn,
    PhoneRoom,
)
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import Workspace
from tests.support.builders.examples import a_draft
from tests.support.builders.phones import reflection_in, room_in, services_in
from tests.support.builders.services import with_other
from tests.support.builders.workspaces import FILES, a_workspace, kept_round


@pytest.fixture
def root(tmp_path: Path) -> Path:
    a_workspace(tmp_path / "workspace")
    return tmp_path / "workspace"


@pytest.fixture
def room(root: Path) -> PhoneRoom:
    return room_in(root)


def begun(room: PhoneRoom, perspective: str = "carer") -> str:
    token = room.let_in(room.code)
    room.begin(token, perspective, "standard")
    return token


def turnout(root: Path) -> tuple[int, int]:
    return tuple(services_in(root).workspace.turnout(reflection_in(root).id))


@pytest.mark.parametrize("written", [str.upper, " - ".join, lambda code: f"\u200a{code[:3]} {code[3:]}\n"])
def test_the_code_opens_however_it_is_typed_and_nothing_is_stored_before_somebody_begins(
    room: PhoneRoom, root: Path, written: Callable[[str], str]
) -> None:
    token = room.let_in(written(room.code))
    assert not room.phone(token).has_begun
    assert (room.joined, turnout(root)) == (0, (0, 0))


def test_the_key_of_the_picture_opens_as_well(room: PhoneRoom) -> None:
    assert room.phone(room.let_in(room.key.upper()))


@pytest.mark.parametrize("wrong", ["", "x", "bcdfgh", "\x00", "é" * 6, "b" * 10_000])
def test_another_code_opens_nothing(room: PhoneRoom, wrong: str) -> None:
    with pytest.raises(NotLetIn):
        room.let_in(wrong)


def test_after_many_wrong_codes_none_is_taken_but_the_picture_still_opens(room: PhoneRoom) -> None:
    for _ in range(MOST_WRONG_CODES):
        with pytest.raises(NotLetIn):
            room.let_in("bbbbbb")
    with pytest.raises(NotLetIn):
        room.let_in(room.code)
    assert room.let_in(room.key)


def test_a_phone_that_begins_twice_is_one_person(room: PhoneRoom, root: Path) -> None:
    token = room.let_in(room.code)
    first = room.begin(token, "carer", "standard", "chosen")
    assert room.begin(token, "staff", "standard", "paid") == first
    assert turnout(root) == (1, 0)
    assert room.sitting(token).walkthrough.draft.perspective == "carer"


def while_words_are_marked(room: PhoneRoom, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> list[object]:
    """Let another phone do something while two words are marked, once; returns what came of it, when it has."""
    workspace, came = room._services.workspace, []
    mark = workspace.words_mark

    def marked(round_id: str, words: str) -> str:
        if act not in came:
            came.append(act)
            other = Thread(target=lambda: came.append(act()), daemon=True)
            other.start()
            other.join(20)
        return mark(round_id, words)

    wait([*room._drawing.values()])
    room._drawing.clear()  # what was drawn before somebody began
    monkeypatch.setattr(workspace, "words_mark", marked)
    return came


def test_nobody_waits_while_the_two_words_of_another_are_marked(
    room: PhoneRoom, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = begun(room), room.let_in(room.code)
    came = while_words_are_marked(room, monkeypatch, lambda: room.give(first, {"answer-1": "never"}))
    room.begin(second, "staff", "standard")
    assert (len(came), turnout(root)) == (2, (2, 0))


def test_two_words_are_drawn_while_somebody_reads_the_first_page(
    room: PhoneRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = room.let_in(room.code)
    wait([*room._drawing.values()])
    monkeypatch.delattr(Workspace, "words_mark")
    assert room.begin(token, "staff", "standard").words


def test_words_that_were_drawn_before_another_reflection_began_are_drawn_again(room: PhoneRoom, root: Path) -> None:
    token = room.let_in(room.code)
    wait([*room._drawing.values()])
    drawn = next(iter(room._drawing.values())).result()
    workspace = services_in(root).workspace
    workspace.save_round(kept_round(id="other", revision="other-1"), FILES)
    workspace.save_draft(a_draft(response="kother", round="other", words=workspace.words_mark("other", drawn.words)))
    assert room.begin(token, "staff", "standard").words != drawn.words


def test_a_phone_that_begins_twice_at_once_is_one_person(
    room: PhoneRoom, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = room.let_in(room.code)
    came = while_words_are_marked(room, monkeypatch, lambda: room.begin(token, "staff", "standard"))
    assert room.begin(token, "carer", "standard") == came[1]
    assert (room.joined, turnout(root)) == (1, (1, 0))


def test_two_words_that_somebody_has_are_drawn_again(root: Path) -> None:
    class Repeating(SystemIds):
        drawn = iter([("lantern", "meadow")] * 2 + [("meadow", "lantern"), ("teapot", "canoe")])

        def return_words(self) -> tuple[str, str]:
            return next(self.drawn)

    room = PhoneRoom(with_other(services_in(root), ids=Repeating()), reflection_in(root))
    assert [room.phone(begun(room)).words for _ in range(2)] == ["lantern meadow", "teapot canoe"]


@pytest.mark.parametrize(
    "given", [("queen", "standard", ""), ("carer", "klingon", ""), ("carer", "standard", "butler"), ("", "", "")]
)
def test_what_cannot_be_chosen_begins_nothing(room: PhoneRoom, root: Path, given: tuple[str, str, str]) -> None:
    with pytest.raises(Misuse):
        room.begin(room.let_in(room.code), *given)
    assert turnout(root) == (0, 0)


def test_what_a_phone_gives_is_on_the_disk_and_opens_at_the_laptop_with_its_words(room: PhoneRoom, root: Path) -> None:
    token = begun(room)
    room.give(token, {"answer-1": "sometimes"})

    words = room.phone(token).words
    found = services_in(root).workspace.returning(words)
    assert found is not None
    assert found.draft is not None
    assert dict(found.draft.choices) == {("tiny", "deciding-1"): "sometimes"}


def test_finished_again_without_a_change_nothing_is_counted_twice(room: PhoneRoom, root: Path) -> None:
    token = begun(room)
    room.give(token, {"answer-1": "sometimes"})
    room.finish(token)
    room.give(token, {"answer-1": "sometimes"})
    room.finish(token)

    assert (room.joined, room.finished, turnout(root)) == (1, 1, (1, 1))
    (response,) = services_in(root).workspace.records([reflection_in(root).id]).responses
    assert not response.replaces


def test_a_change_counts_once_it_is_finished_again(room: PhoneRoom, root: Path) -> None:
    token = begun(room)
    room.finish(token)
    room.give(token, {"answer-1": "always"})
    assert room.finished == 0
    room.finish(token)
    (response,) = services_in(root).workspace.records([reflection_in(root).id]).responses
    assert [answer.answer for answer in response.answers] == ["always", "skipped", "skipped"]


def test_a_repeat_code_is_kept_made_and_refused_when_mistyped(room: PhoneRoom) -> None:
    token = begun(room)
    with pytest.raises(Misuse):
        room.finish(token, "fhk-222")
    made = room.finish(token, "", new_code=True).walkthrough.draft.code
    assert made
    assert room.finish(token, "", new_code=True).walkthrough.draft.code == made
    assert room.finish(token, made.upper(), shown=made).walkthrough.draft.code == made
    assert room.finish(token, made, shown=made, new_code=True).walkthrough.draft.code not in ("", made)
    assert room.finish(token, made).walkthrough.draft.code == made
    assert not room.finish(token, "", shown=made).walkthrough.draft.code


def test_a_person_goes_on_from_another_phone_and_both_are_one(room: PhoneRoom, root: Path) -> None:
    token = begun(room)
    other = room.go_on(room.code, room.phone(token).words.upper())
    room.give(other, {"answer-2": "always"})
    room.finish(other)
    assert room.phone(token).has_finished
    assert (room.joined, room.finished, turnout(root)) == (1, 1, (1, 1))


def test_two_people_on_one_phone_one_after_the_other_are_two(room: PhoneRoom, root: Path) -> None:
    first = begun(room)
    room.finish(first)
    room.forget(first)
    begun(room)
    assert (room.joined, room.finished, turnout(root)) == (2, 1, (2, 1))


def test_after_the_laptop_was_started_again_two_words_go_on_and_a_token_does_not(room: PhoneRoom, root: Path) -> None:
    token = begun(room)
    words = room.phone(token).words
    room.give(token, {"answer-1": "always"})

    again = room_in(root)
    with pytest.raises(NotLetIn):
        again.give(token, {"answer-1": "never"})
    sitting = again.sitting(again.go_on(again.code, words))
    assert [answer for _, answer in sitting.walkthrough.draft.choices] == ["always"]


def test_two_words_cannot_be_guessed_for_long(room: PhoneRoom) -> None:
    words = room.phone(begun(room)).words
    for _ in range(MOST_WRONG_WORDS):
        with pytest.raises(NotLetIn):
            room.go_on(room.code, "lantern meadow")
    with pytest.raises(NotLetIn):
        room.go_on(room.code, words)


def test_nobody_reaches_anybody_elses_answers(room: PhoneRoom) -> None:
    token, other = begun(room), begun(room)
    room.give(token, {"answer-1": "always"})
    room.take_out(other)
    assert [answer for _, answer in room.sitting(token).walkthrough.draft.choices] == ["always"]
    with pytest.raises(NotLetIn):
        room.sitting(other)
    for wrong in ("", token[:-1], f"{token}x", token.swapcase(), "*"):
        with pytest.raises(NotLetIn):
            room.give(wrong, {"answer-1": "never"})


def test_answers_that_were_taken_out_at_the_laptop_never_come_back_from_a_phone(room: PhoneRoom, root: Path) -> None:
    token = begun(room)
    room.give(token, {"answer-1": "always"})
    workspace = services_in(root).workspace
    found = workspace.returning(room.phone(token).words)
    assert found is not None
    workspace.withdraw(found.round.id, found.response)

    with pytest.raises(NotLetIn):
        room.give(token, {"answer-1": "always"})
    assert (room.joined, turnout(root)) == (0, (0, 0))


def draws_alike(room: PhoneRoom, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Mark two words at once, and note them; a slow mark for a hundred phones would take long."""
    drawn: list[str] = []

    def marked(round_id: str, words: str) -> str:
        drawn.append(words)
        return f"{round_id} {words}"

    monkeypatch.setattr(room._services.workspace, "words_mark", marked)
    return drawn


def test_no_more_phones_answer_than_are_meant_to(room: PhoneRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    draws_alike(room, monkeypatch)
    tokens = [begun(room) for _ in range(MOST_PHONES)]
    with pytest.raises(NotLetIn):
        room.let_in(room.code)
    with pytest.raises(NotLetIn):
        room.go_on(room.code, room.phone(tokens[0]).words)
    room.forget(tokens[0])
    assert room.let_in(room.code)


def test_where_phones_are_too_many_the_one_that_has_waited_longest_makes_room(
    room: PhoneRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws_alike(room, monkeypatch)
    tokens = [room.let_in(room.code) for _ in range(MOST_PHONES)]
    room.begin(tokens[0], "carer", "standard")
    newcomer = room.let_in(room.code)
    with pytest.raises(NotLetIn):
        room.begin(tokens[1], "staff", "standard")
    for token in (tokens[0], tokens[2], newcomer):
        assert room.begin(token, "staff", "standard").has_begun


def test_nobody_who_answers_is_pushed_out_by_thousands_who_never_begin(
    room: PhoneRoom, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = draws_alike(room, monkeypatch)
    answering = [begun(room) for _ in range(20)]
    for _ in range(2000):
        room.let_in(room.code)
    for token in answering:
        room.give(token, {"answer-1": "always"})
        room.finish(token)
    assert begun(room) not in answering
    assert (room.joined, turnout(root)) == (21, (21, 20))
    assert len(drawn) <= MOST_PHONES + 1  # what was drawn for a phone that has gone is there for the next


def test_one_person_who_goes_on_again_and_again_keeps_nobody_out(
    room: PhoneRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws_alike(room, monkeypatch)
    first, other = begun(room), begun(room)
    words = room.phone(first).words
    went_on = [room.go_on(room.code, words) for _ in range(MOST_PHONES + 5)]
    with pytest.raises(NotLetIn):
        room.phone(first)
    for token in went_on[-MOST_OF_ONE:]:
        room.give(token, {"answer-1": "always"})
    room.give(other, {"answer-1": "never"})
    assert room.let_in(room.code)
    assert room.joined == 2


def test_two_words_of_somebody_who_has_begun_are_nobody_elses(room: PhoneRoom) -> None:
    first = begun(room)
    words = room.phone(first).words
    for _ in range(3):
        room.forget(room.let_in(room.code))
    room.forget(first)
    assert words not in {room.phone(begun(room)).words for _ in range(3)}


def refuses_everything(room: PhoneRoom, token: str) -> None:
    for refused in (
        lambda: room.let_in(room.code),
        lambda: room.go_on(room.code, "lantern meadow"),
        lambda: room.give(token, {"answer-1": "never"}),
        lambda: room.finish(token),
    ):
        with pytest.raises(DoorShut):
            refused()


def test_the_door_shuts_when_the_answers_are_shown_anywhere(room: PhoneRoom, root: Path) -> None:
    token = begun(room)
    room.finish(token)
    assert room.shut == ""
    reveal_unasked(services_in(root), reflection_in(root), leave_out_unfinished=True)
    assert room.shut == "revealed"
    refuses_everything(room, token)


def test_the_door_shuts_after_two_hours(root: Path) -> None:
    now = [0.0]
    services = services_in(root)
    room = PhoneRoom(services, reflection_in(root), lambda: now[0])
    token = begun(room)
    now[0] = 2 * 60 * 60 - 1
    room.give(token, {"answer-1": "never"})
    now[0] += 1
    assert room.shut == "over"
    refuses_everything(room, token)


def test_once_the_meeting_is_over_no_phone_is_known(room: PhoneRoom) -> None:
    token = begun(room)
    room.close()
    assert room.shut == "over"
    with pytest.raises(NotLetIn):
        room.sitting(token)


@pytest.fixture
def open_room(tmp_path: Path) -> PhoneRoom:
    a_workspace(tmp_path / "open", kept_round(privacy="open"))
    return room_in(tmp_path / "open")


def test_each_person_raises_one_hand_in_the_group_that_the_room_counts(open_room: PhoneRoom) -> None:
    room = open_room
    staff, carer = begun(room, "staff"), begun(room, "carer")
    question = room.asked[0]
    room.ask_for_hands(question)
    room.raise_hand(staff, question.item.id, "never")
    room.raise_hand(staff, question.item.id, "always")
    room.raise_hand(room.go_on(room.code, room.phone(staff).words), question.item.id, "always")
    room.raise_hand(carer, question.item.id, "not-sure")

    assert dict(room.hands("everyone")) == {("everyone", "always"): 1, ("everyone", "not-sure"): 1}
    assert dict(room.hands("sides")) == {("paid", "always"): 1, ("everyone-else", "not-sure"): 1}
    assert dict(room.hands("perspectives")) == {("staff", "always"): 1, ("carer", "not-sure"): 1}
    assert room.raised(carer) == "not-sure"


def test_a_hand_is_raised_on_the_question_in_hand_alone(room: PhoneRoom) -> None:
    token, question = begun(room), room.asked[0]
    with pytest.raises(DoorShut):
        room.raise_hand(token, question.item.id, "never")
    room.ask_for_hands(question)
    with pytest.raises(DoorShut):
        room.raise_hand(token, room.asked[1].item.id, "never")
    with pytest.raises(Misuse):
        room.raise_hand(token, question.item.id, "skipped")
    with pytest.raises(NotLetIn):
        room.raise_hand(room.let_in(room.code), question.item.id, "never")
    room.raise_hand(token, question.item.id, "never")
    room.stop_hands()
    assert not room.hands("everyone")


def test_a_reflection_that_takes_no_answers_opens_no_door(root: Path) -> None:
    reflection: Reflection = reflection_in(root)
    services: Services = services_in(root)
    services.workspace.forget(reflection.id)
    with pytest.raises(Misuse):
        PhoneRoom(services, reflection)
