"""What is brought in stands under a number of its own, the latest can go again, and nothing older can."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coreflect.core.errors import NotSaved
from coreflect.workspace.import_history import ImportHistory
from tests.support.builders.workspaces import BrokenSystem, a_workspace, files_in, finished_in, reopened, use_system


def test_numbers_rise_and_the_latest_goes_first(tmp_path: Path) -> None:
    kept = ImportHistory(reopened(tmp_path / "w"))
    files = [kept.add(b"x", letters, kept.import_state()) for letters in ("zz", "yy", "aa")]
    assert [file.name for file in files if file] == ["0001-zz.zip", "0002-yy.zip", "0003-aa.zip"]
    assert kept.latest() == files[2]
    assert not kept.take_back(files[0] or Path())
    assert kept.take_back(files[2] or Path())
    assert kept.latest() == files[1]
    again = kept.add(b"x", "bb", kept.import_state())
    assert again is not None
    assert again.name == "0003-bb.zip"


def test_a_file_put_there_by_hand_is_older_than_all_and_ten_thousand_still_count(tmp_path: Path) -> None:
    workspace = reopened(tmp_path / "w")
    kept = ImportHistory(workspace)
    (tmp_path / "w" / "imports").mkdir(parents=True)
    for name in ("zebra.zip", "9999-b.zip", "10000-b.zip", ".hidden.zip", "notes.txt"):
        (tmp_path / "w" / "imports" / name).write_bytes(b"x")
    latest = kept.latest()
    assert latest is not None
    assert latest.name == "10000-b.zip"
    file = kept.add(b"x", "c", kept.import_state())
    assert file is not None
    assert file.name == "10001-c.zip"


def test_nothing_is_kept_once_something_else_stands_there(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    kept = ImportHistory(workspace)
    before = kept.import_state()
    finished = finished_in(workspace)
    assert kept.import_state() == before
    workspace.withdraw(finished.response.round, finished.response.id)
    assert kept.add(b"x", "a", before) is None
    now = kept.import_state()
    assert kept.add(b"x", "a", now)
    assert kept.add(b"y", "b", now) is None
    assert len(workspace.imports()) == 1


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_what_does_not_reach_the_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    workspace = a_workspace(tmp_path / "w")
    before = files_in(workspace.root)
    use_system(monkeypatch, BrokenSystem(step, 5))
    kept = ImportHistory(workspace)
    with pytest.raises(NotSaved):
        kept.add(b"x", "a", kept.import_state())
    assert files_in(workspace.root) == before
    assert not (workspace.root / "imports").exists()


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_a_shared_folder_keeps_its_own_modes(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    for shared, mode in ((True, usual.stat().st_mode & 0o777), (False, 0o600)):
        kept = ImportHistory(reopened(tmp_path / f"w{mode}", shared=shared))
        file = kept.add(b"x", "a", kept.import_state())
        assert file is not None
        assert file.stat().st_mode & 0o777 == mode
