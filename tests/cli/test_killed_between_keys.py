"""Whatever was shown as kept is there after a kill between any two keys, in both faces."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.banks.bank import Form
from coreflect.core.reflections.rounds import Plan, new_round
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import open_workspace
from tests.support.screens.terminal import Terminal, terminal

QUESTIONS = 6
LEVELS = ("done-to", "done-for", "done-with", "together")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one round on the short form of the first bank."""
    form: Form = "short"
    plan = Plan("Mill Lane", "the day centre", "2026-05-12", (("nesta-principles", form),), "the office", "2027-05-12")
    made = new_round(plan, Shelf().banks(), SystemIds())
    place = tmp_path / "kept"
    place.mkdir()
    open_workspace(str(place)).save_round(made.reflection, made.bank_files)
    return place


def walked_to_the_words(seat: Terminal) -> str:
    """From the welcome to the two words, in full screen; stands at the first question then."""
    for keys, marker in (
        (b"", "Welcome."),
        (b"\r", "helping you"),
        (b"1", "(•) 1"),
        (b"\r", "mainly here as"),
        (b"2", "(•) 2"),
        (b"\r", "Which words"),
        (b"\r", "one to try"),
        (b"1", "›"),
        (b"\r", "Your two words"),
    ):
        if keys:
            seat.type(keys)
        seat.until(marker)
        seat.settled()
    found = re.search(r"│\s+([a-z]+ [a-z]+)\s+│", seat.seen)
    assert found is not None, seat.seen
    return found[1]


@pytest.mark.parametrize("answered", [1, pytest.param(4, marks=pytest.mark.slow)])
def test_a_kill_loses_no_answer_that_was_shown_as_kept(folder: Path, answered: int) -> None:
    with terminal("-m", "coreflect", "--workspace", str(folder), "answer") as seat:
        words = walked_to_the_words(seat)
        seat.type(b"\r")
        seat.until("These questions are about")
        seat.settled()
        seat.type(b"\r")
        seat.until(f"1 of {QUESTIONS}")
        for number in range(answered):
            seat.settled()
            seat.type(str(number % 4 + 1).encode())
            seat.until("Saved")
            if number < answered - 1:
                seat.settled()
                seat.type(b"\r")
                seat.until(f"{number + 2} of")
        seat.kill()
    kept = open_workspace(str(folder)).returning(words)
    assert kept is not None
    assert kept.draft is not None
    assert [answer for _, answer in kept.draft.choices] == [LEVELS[number % 4] for number in range(answered)]
