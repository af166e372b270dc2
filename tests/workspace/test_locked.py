"""A save waits for another of the same folder, sees what it saved, and waits for nobody for ever."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from coreflect.core.reflections.responses import Draft
from coreflect.workspace import folders
from coreflect.workspace.folders import PATIENCE, locked
from tests.support.builders.workspaces import a_workspace, answered, begun, folder_of, reopened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is held there")


class WatchedClock:
    """The real clock, which says when somebody begins to wait."""

    def __init__(self) -> None:
        self.somebody_waits = threading.Event()

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        self.somebody_waits.set()
        time.sleep(seconds)


class FastClock:
    """A clock on which each pause takes as long as it says, at once."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_save_that_waited_sees_what_was_saved_meanwhile_and_writes_not_over_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = a_workspace(tmp_path / "w")
    draft = begun(workspace)
    folder = folder_of(workspace)
    usual = folder.draft("kresponse1")
    before = usual.read_bytes()
    theirs = reopened(workspace.root).save_draft(answered(draft, "never"))
    saved_by_them = usual.read_bytes()
    usual.write_bytes(before)

    clock = WatchedClock()
    monkeypatch.setattr(folders, "time", clock)
    kept: list[Draft] = []
    thread = threading.Thread(target=lambda: kept.append(workspace.save_draft(answered(draft, "always"))))
    with locked(folder.responses):
        thread.start()
        assert clock.somebody_waits.wait(10)
        usual.write_bytes(saved_by_them)
    thread.join(10)
    assert usual.read_bytes() == saved_by_them
    assert kept[0].mark != theirs.mark
    assert folder.draft("kresponse1", kept[0].mark).exists()


def test_a_save_goes_on_after_two_seconds_though_another_was_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = a_workspace(tmp_path / "w")
    clock = FastClock()
    monkeypatch.setattr(folders, "time", clock)
    with locked(folder_of(workspace).responses):
        assert begun(workspace).mark
    assert PATIENCE <= clock.now < PATIENCE + 0.1


def test_a_folder_is_let_go_of_after_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FastClock()
    monkeypatch.setattr(folders, "time", clock)
    with pytest.raises(ValueError, match="fault"), locked(tmp_path):
        raise ValueError("fault")
    with locked(tmp_path):
        assert clock.now == 0.0


def test_a_folder_that_is_not_there_is_no_fault_here(tmp_path: Path) -> None:
    with locked(tmp_path / "gone"):
        pass
    assert list(tmp_path.iterdir()) == []
