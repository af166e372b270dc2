"""A file is the old one or the new one, whatever fails and whenever."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path

import pytest

from coreflect.core.errors import NotSaved
from coreflect.files import atomic
from coreflect.files.atomic import make_folder, remove, stray, sweep, write_whole
from tests.support.builders.workspaces import BrokenSystem, FaultySystem, files_in, use_system

OLD, NEW = b"old " * 500, b"new " * 700
LAST = 7
"""Counted from 0: five writes of 400 bytes, the file's fsync, the replace, the folder's fsync."""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    write_whole(path, OLD)
    write_whole(path, NEW)
    assert files_in(tmp_path) == {"record.json": NEW}


def test_an_empty_file_is_a_file_too(tmp_path: Path) -> None:
    write_whole(tmp_path / "record.json", b"")
    assert files_in(tmp_path) == {"record.json": b""}


def test_a_save_makes_two_fsyncs_the_file_before_the_replace_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = use_system(monkeypatch, FaultySystem())
    write_whole(tmp_path / "record.json", OLD)
    assert system.steps == ["write"] * 5 + ["fsync", "replace", "fsync"]


@pytest.mark.parametrize("step", range(LAST + 1))
def test_a_fault_at_any_step_leaves_the_old_file_or_the_new_one_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    path = tmp_path / "record.json"
    write_whole(path, OLD)
    system = use_system(monkeypatch, FaultySystem(fails_at=step))
    with pytest.raises(NotSaved):
        write_whole(path, OLD[::-1])
    assert len(system.steps) == step + 1
    assert files_in(tmp_path) == {"record.json": OLD[::-1] if step == LAST else OLD}


def test_a_save_that_is_interrupted_leaves_nothing_and_stays_an_interruption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_system(monkeypatch, FaultySystem(fails_at=3, error=KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "record.json", NEW)
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EROFS, "Nothing can be written to"),
        (errno.EACCES, "Nothing can be written to"),
        (errno.ENOENT, "is not there any more"),
        (errno.ESTALE, "is not there any more"),
        (errno.EIO, "was not saved in"),
    ],
)
def test_each_fault_is_told_in_one_sentence_that_names_the_file_and_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    use_system(monkeypatch, BrokenSystem("write", number))
    with pytest.raises(NotSaved) as caught:
        write_whole(tmp_path / "record.json", NEW)
    message = caught.value.message
    assert said in message
    assert "record.json" in message
    assert str(tmp_path) in message
    assert message.endswith(".")
    assert "\n" not in message
    assert caught.value.hint.startswith("Nothing saved before is lost.")


def test_a_folder_that_vanished_is_told_and_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="not there any more"):
        write_whole(tmp_path / "gone" / "record.json", NEW)
    assert files_in(tmp_path) == {}


def test_a_name_with_a_control_character_reaches_no_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotSaved) as caught:
        write_whole(tmp_path / "go\x1b[31mne" / "record.json", NEW)
    assert "\x1b" not in str(caught.value)


def test_a_private_file_is_for_its_owner_alone_and_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(OLD)
    path.chmod(0o664)
    write_whole(path, NEW, private=True)
    assert mode(path) == 0o600


def test_a_shared_file_keeps_its_own_mode(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(OLD)
    path.chmod(0o660)
    write_whole(path, NEW, private=False)
    assert mode(path) == 0o660


def test_a_new_shared_file_gets_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "record.json", NEW, private=False)
    finally:
        os.umask(before)
    assert mode(tmp_path / "record.json") == 0o640


def test_a_file_bears_the_time_that_it_is_given(tmp_path: Path) -> None:
    write_whole(tmp_path / "record.json", NEW, modified=1_000_000_000.0)
    assert (tmp_path / "record.json").stat().st_mtime == 1_000_000_000.0


class RefusingWindows(FaultySystem):
    """Refuses the first so many replaces, as Windows does while another program looks at a file."""

    def __init__(self, refusals: int) -> None:
        super().__init__()
        self._refusals = refusals

    def replace(self, old: object, new: object) -> None:
        if self._refusals:
            self._refusals -= 1
            error = PermissionError(errno.EACCES, "Access is denied")
            error.winerror = 5  # type: ignore[attr-defined, unused-ignore]
            raise error
        super().replace(old, new)


class PatientClock:
    """A clock on which each pause takes as long as it says, at once."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_replace_that_windows_refuses_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_system(monkeypatch, RefusingWindows(refusals=20))
    monkeypatch.setattr(atomic, "time", PatientClock())
    write_whole(tmp_path / "record.json", NEW)
    assert files_in(tmp_path) == {"record.json": NEW}


def test_after_two_seconds_of_refusals_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = PatientClock()
    use_system(monkeypatch, RefusingWindows(refusals=100_000))
    monkeypatch.setattr(atomic, "time", clock)
    with pytest.raises(NotSaved, match="Nothing can be written"):
        write_whole(tmp_path / "record.json", NEW)
    assert 2.0 <= clock.now < 2.1
    assert files_in(tmp_path) == {}


def test_elsewhere_a_refusal_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = PatientClock()
    use_system(monkeypatch, BrokenSystem("replace", errno.EACCES))
    monkeypatch.setattr(atomic, "time", clock)
    with pytest.raises(NotSaved):
        write_whole(tmp_path / "record.json", NEW)
    assert clock.now == 0.0


class NoFolderFsync(FaultySystem):
    """A drive on which a folder cannot be told to reach the disk."""

    def fsync(self, file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        super().fsync(file)


def test_a_drive_that_knows_no_fsync_of_folders_keeps_files_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_system(monkeypatch, NoFolderFsync())
    write_whole(tmp_path / "record.json", NEW)
    assert files_in(tmp_path) == {"record.json": NEW}


def leave_temporary(folder: Path, name: str, days: float) -> Path:
    path = folder / name
    path.write_bytes(b"half")
    then = time.time() - days * atomic.DAY
    os.utime(path, (then, then))
    return path


def test_temporary_files_older_than_a_day_are_swept_and_nothing_else(tmp_path: Path) -> None:
    old = leave_temporary(tmp_path, ".coreflect-00ff.tmp", 1.01)
    young = leave_temporary(tmp_path, ".coreflect-11ff.tmp", 0.9)
    record = leave_temporary(tmp_path, "record.json", 400)
    foreign = leave_temporary(tmp_path, "report.tmp", 400)
    assert stray(tmp_path) == (old,)
    assert sweep(tmp_path) == 1
    assert sorted(tmp_path.iterdir()) == sorted([young, record, foreign])


def test_sweeping_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert sweep(tmp_path / "gone") == 0


def test_a_folder_is_made_once_and_reaches_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = use_system(monkeypatch, FaultySystem())
    make_folder(tmp_path / "round")
    make_folder(tmp_path / "round")
    assert mode(tmp_path / "round") == 0o700
    assert system.steps == ["fsync"]


def test_a_file_where_a_folder_is_needed_is_told(tmp_path: Path) -> None:
    (tmp_path / "round").write_bytes(b"")
    with pytest.raises(NotSaved, match="There is a file where a folder is needed"):
        make_folder(tmp_path / "round")


def test_removing_reaches_the_disk_and_is_no_fault_where_there_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = use_system(monkeypatch, FaultySystem())
    (tmp_path / "record.json").write_bytes(OLD)
    remove(tmp_path / "record.json")
    remove(tmp_path / "record.json")
    assert files_in(tmp_path) == {}
    assert system.steps == ["fsync"]


def test_what_cannot_be_removed_is_told(tmp_path: Path) -> None:
    (tmp_path / "record.json").mkdir()
    with pytest.raises(NotSaved, match=r"record\.json was not removed"):
        remove(tmp_path / "record.json")
