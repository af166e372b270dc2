"""Opening a workspace reads the facts of rounds and the names of files, however many people have answered."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from coreflect.core.reflections.responses import Turnout
from coreflect.files.atomic import DAY
from coreflect.workspace.doctor import Doctor
from coreflect.workspace.storage import WholeFile
from coreflect.workspace.workspace import open_workspace
from tests.support.builders.workspaces import a_workspace, begun, finished_in, folder_of, kept_round, reopened


def test_no_response_is_read_at_a_start_nor_to_say_how_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = a_workspace(tmp_path / "w")
    finished_in(workspace)
    begun(workspace, "kresponse2", words="harbour maple")
    read: list[str] = []
    real = WholeFile.read

    def watched(self: WholeFile) -> object:
        read.append(self._path.name)
        return real(self)

    monkeypatch.setattr(WholeFile, "read", watched)
    opened = open_workspace(str(workspace.root))
    opened.rounds()
    opened.faults()
    assert opened.turnout(kept_round().id) == Turnout(2, 1)
    assert opened.drafts(kept_round().id) == 1
    assert set(read) == {"round.json"}


def test_a_start_clears_temporary_files_older_than_a_day_in_every_folder(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    folder = folder_of(workspace)
    old = [each / ".coreflect-00ff.tmp" for each in (workspace.root, folder.path, *folder.folders)]
    young = [each / ".coreflect-11ff.tmp" for each in (workspace.root, folder.path, *folder.folders)]
    for path in (*old, *young):
        path.write_bytes(b"half")
    for path in old:
        os.utime(path, (time.time() - DAY - 60,) * 2)
    open_workspace(str(workspace.root))
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in young)


def test_a_workspace_that_cannot_be_written_to_is_opened_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = a_workspace(tmp_path / "w")
    finished_in(workspace)
    path = folder_of(workspace).responses / ".coreflect-00ff.tmp"
    path.write_bytes(b"half")
    os.utime(path, (0, 0))

    def refused(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refused)
    opened = open_workspace(str(workspace.root))
    assert opened.rounds() == (kept_round(),)
    assert len(opened.records().responses) == 1


@pytest.mark.parametrize("name", ["rounds", "responses", "room", "withdrawn", "handed-over", "imports"])
def test_a_folder_that_cannot_be_opened_is_named_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    workspace = a_workspace(tmp_path / "w")
    (workspace.root / "imports").mkdir()
    real = os.listdir

    def refused(folder: Path) -> list[str]:
        if folder.name == name:
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "listdir", refused)
    opened = reopened(workspace.root)
    opened.tidy()
    opened.rounds(), opened.records(), opened.imports(), opened.returning("lantern meadow")
    if name != "rounds":
        opened.withdraw(kept_round().id, "kelsewhere")
    Doctor(opened).examine()
    assert f"{name} cannot be opened: Permission denied." in opened.faults()[0]


def test_rounds_of_many_teams_keep_their_answers_apart(tmp_path: Path) -> None:
    rounds = [kept_round(id=f"team-{letter}-2026-05-12-bcdfgh") for letter in "abc"]
    workspace = a_workspace(tmp_path / "w", kept_round(), *rounds)
    finished_in(workspace)
    assert [workspace.turnout(reflection.id).finished for reflection in rounds] == [0, 0, 0]
    assert workspace.records([rounds[0].id]).responses == ()
    assert len(workspace.records().rounds) == 4
    assert len(workspace.records().bank_files) == 2


def test_a_round_asked_for_twice_is_gathered_once(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    finished_in(workspace)
    assert workspace.records([kept_round().id] * 2) == reopened(workspace.root).records()
