"""Phones line by line: who else can reach them, the address and the letters aloud, and the hands that they raise."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coreflect.plain.app import run_meeting
from coreflect.services.meeting import reveal_unasked
from coreflect.web import addresses, server
from coreflect.web.addresses import Address
from coreflect.web.served import _SERVED
from tests.support.builders.phones import LOOPBACK, Phone, reflection_in, services_in
from tests.support.builders.workspaces import a_workspace, finished_in, kept_round, reopened
from tests.support.screens.typed_keys import Said, heard

JOIN = "j"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    a_workspace(tmp_path / "w", kept_round())
    return tmp_path / "w"


@pytest.fixture(autouse=True)
def on_the_loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(addresses, "addresses", lambda: (Address(LOOPBACK, "Wi-Fi"),))
    monkeypatch.setattr(server, "USUAL_PORT", 0)  # tests that run beside one another take none from each other
    yield
    assert not _SERVED, "what is served ends with the program"


def at_phones(root: Path, *lines: str | Callable[[], str], phones: bool = False) -> Said:
    """Hear these lines in the meeting; one that is a function does something in the room before it is typed."""
    services, reflection = services_in(root), reflection_in(root)
    typed = (line if isinstance(line, str) else line() for line in lines)
    return heard(typed, lambda terminal: run_meeting(services, reflection, terminal, phones=phones))


def phone_in_the_room(then: Callable[[Phone], object] = lambda _: None, types: str = "1") -> Callable[[], str]:
    """Let somebody join on a phone and do something there before this line is typed."""

    def acts() -> str:
        ((_, now),) = _SERVED.items()
        phone = Phone(now.serving.host)
        phone.join(now.serving.room.code)
        then(phone)
        return types

    return acts


def test_it_says_who_can_reach_it_then_the_address_and_the_letters_one_by_one(root: Path) -> None:
    said = at_phones(root, JOIN, "", "b", "q")
    assert "someone on this Wi-Fi with the right tools could" in " ".join(said.text.split())
    assert f"1. Start on {LOOPBACK}, Wi-Fi." in said
    assert f"The address is http, colon, two slashes, {LOOPBACK.replace('.', ' dot ')}, colon, " in said
    assert re.search(r"The letters are [A-Z](, [A-Z]){5}\.", said.text)
    assert "Phones go on. The meeting page stops them." in said
    assert said.code == 0


def test_no_picture_is_drawn_until_it_is_asked_for(root: Path) -> None:
    assert "█" not in at_phones(root, JOIN, "", "b", "q").text
    assert "█" in at_phones(root, JOIN, "", "2", "b", "q").text
    assert "█" in at_phones(root, JOIN, "", "3", "Library guests", "teapot-41", "b", "q").text


def test_asked_again_it_says_how_many_joined_and_finished_and_never_who(root: Path) -> None:
    finishes = phone_in_the_room(lambda phone: phone.send("/finish", {}))
    said = at_phones(root, JOIN, "", "1", phone_in_the_room(), finishes, "b", "0", "q")
    assert "Nobody has joined on a phone yet." in said
    assert "1 person joined on a phone, 0 finished." in said
    assert said.text.count("2 people joined on a phone, 1 finished.") == 3
    assert "supported" not in said.text.lower()


def test_phones_are_stopped_once_it_was_asked(root: Path) -> None:
    said = at_phones(root, JOIN, "", "4", "1", "4", "2", "q")
    assert said.text.count("Stop phones?") == 2
    assert "Phones are stopped. What was saved is saved." in said


def test_leaving_before_the_start_serves_nothing(root: Path) -> None:
    said = at_phones(root, JOIN, "q", "q")
    assert "The letters are" not in said
    assert "Phones go on." not in said


def test_a_show_of_hands_takes_the_hands_of_phones_into_the_count(root: Path) -> None:
    def raises(phone: Phone) -> None:
        ((_, now),) = _SERVED.items()
        asked = now.serving.room.hands_asked
        assert asked
        phone.send("/hands", {"item": asked.item.id, "answer": asked.scale.level_ids[1]})

    said = at_phones(
        root, JOIN, "", "b", "4", "1", phone_in_the_room(raises), phone_in_the_room(raises, "2"), *[""] * 7, "1", "q"
    )
    assert "0 hands are up on phones." in said
    assert "1 hand is up on phones." in said
    assert "Sometimes (Enter takes 2):" in said.text
    (row,) = services_in(root).workspace.room(reflection_in(root).id)
    assert (row.answer, row.count) == ("sometimes", 2)


def test_hands_can_be_counted_without_those_of_phones(root: Path) -> None:
    said = at_phones(root, JOIN, "", "b", "4", "1", "3", "1", *[""] * 6, "1", "q")
    assert "Phones are asked too." in said
    (row,) = services_in(root).workspace.room(reflection_in(root).id)
    assert (row.answer, row.count) == ("never", 1)


def test_once_the_answers_are_shown_nobody_joins_and_hands_still_reach_phones(root: Path) -> None:
    def shows() -> str:
        reveal_unasked(services_in(root), reflection_in(root), leave_out_unfinished=True)
        return "1"

    said = at_phones(root, JOIN, "", phone_in_the_room(lambda phone: phone.send("/finish", {})), shows, "b", "q")
    assert "nobody can join" in said
    assert "1. Ask again how many have joined.\n2. Stop phones." in said


def test_the_command_begins_with_phones(root: Path) -> None:
    said = at_phones(root, "", "b", "q", phones=True)
    assert said.text.index("Everyone at once, on their own phones") < said.text.index("Nobody has begun yet.")


def test_without_the_libraries_one_sentence_says_how_to_get_them(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("coreflect.web.server")
    monkeypatch.setitem(sys.modules, "coreflect.web.server", None)
    said = at_phones(root, JOIN, "q")
    assert 'Get it with: pip install "coreflect[web]"' in " ".join(said.text.split())


def test_in_no_network_it_says_what_can_be_done(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "addresses", lambda: ())
    assert "This laptop is not on a network." in at_phones(root, JOIN, "q")


def test_once_the_answers_are_shown_phones_cannot_be_started(root: Path) -> None:
    finished_in(reopened(root))
    reveal_unasked(services_in(root), reflection_in(root), leave_out_unfinished=True)
    said = at_phones(root, "1", "q", phones=True)
    assert "The answers have been shown, so nobody can join on a phone." in said
    assert "The letters are" not in said
