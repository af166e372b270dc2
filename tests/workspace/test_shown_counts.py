"""A reveal is stopped at each of its steps: what it shows is on disk before it says so, and never without it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coreflect.core.errors import CoreflectError
from tests.support.builders.shown_counts import ROUND, SEVEN, LookedAt, looked_at, spread_of
from tests.support.builders.workspaces import FaultySystem, files_in, folder_of, use_system

MOST_STEPS = 40


class Killed(BaseException):
    """The process is gone; nothing cleans up after it."""


def stopped_at_each_step(
    room: LookedAt, what: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> list[LookedAt]:
    """The workspaces that are left where `what` is stopped at its first step on the disk, its second, and so on."""
    left: list[LookedAt] = []
    for step in range(MOST_STEPS):
        copy = LookedAt(room.root.parent / f"{what}-{step}")
        shutil.copytree(room.root, copy.root)
        system = FaultySystem(step, error)
        with monkeypatch.context() as patched:
            use_system(patched, system)
            try:
                getattr(copy, what)() if what != "take_out" else copy.take_out(2)
            except (Killed, CoreflectError):
                pass
            else:
                return left
        left.append(copy)
    raise AssertionError("it never ended")


@pytest.fixture
def room(tmp_path: Path) -> LookedAt:
    room = looked_at(tmp_path / "w")
    room.answer(SEVEN)
    return room


@pytest.mark.parametrize("error", [Killed(), OSError(28, "No space left on device")], ids=["killed", "disk full"])
def test_a_reveal_that_is_stopped_has_its_counts_or_did_not_happen(
    room: LookedAt, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = stopped_at_each_step(room, "reveal", error, monkeypatch)

    assert len(left) >= 4
    was_revealed = []
    for stopped in left:
        revealed = stopped.workspace.round(ROUND).state == "revealed"
        was_revealed.append(revealed)
        assert len(stopped.stored) == revealed
        stopped.answer(["never"], start=8)
        again = stopped.reveal()
        assert again.counted == (7 if revealed else 8)
        (record,) = stopped.stored
        assert record.is_of(stopped.workspace.round(ROUND))
        assert len(list(folder_of(stopped.workspace).shown_counts.glob("*.json"))) == 1
    assert not was_revealed[0]


def test_a_removal_that_is_stopped_keeps_what_was_shown_in_a_workspace_from_before(
    room: LookedAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = room.reveal()
    room.forget_shown_counts()

    left = stopped_at_each_step(room, "take_out", Killed(), monkeypatch)

    assert len(left) >= 4
    for stopped in left:
        stopped.workspace.tidy()
        assert spread_of(stopped.look()) == spread_of(before)
        gone = b"kresponse2" not in b"".join(files_in(folder_of(stopped.workspace).responses).values())
        assert not gone or stopped.stored
