"""Where the workspace lies, who may open it, and what its files and folders let others do."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coreflect.core.errors import Misuse
from coreflect.core.reflections.responses import Place
from coreflect.workspace.folders import find_folder, workspace_folder
from coreflect.workspace.workspace import open_workspace
from tests.support.builders.workspaces import FILES, begun, finished_in, kept_round


def test_without_a_word_it_lies_in_the_systems_own_folder_for_one_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = find_folder(None, {})
    assert not folder.shared
    assert folder.path.name == "coreflect"
    if sys.platform == "linux":
        assert folder.path == tmp_path / "data" / "coreflect"


def test_a_folder_that_was_named_may_be_shared(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert open_workspace(str(stick)).place() == Place(str(stick), shared=True)


def test_the_command_line_comes_before_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COREFLECT_WORKSPACE", str(tmp_path / "variable"))
    assert find_folder(str(tmp_path / "line")).path == tmp_path / "line"
    assert workspace_folder(None) == tmp_path / "variable"
    assert find_folder(None).shared


def test_an_empty_variable_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COREFLECT_WORKSPACE", "")
    assert not find_folder(None).shared


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert find_folder("~/reflections").path == tmp_path / "reflections"


def test_a_file_where_a_folder_is_needed_is_called_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "coreflect").write_text("x", encoding="utf-8")
    with pytest.raises(Misuse, match=r"coreflect is a file, so it cannot be the workspace"):
        find_folder(str(tmp_path / "coreflect"))
    with pytest.raises(Misuse, match=r"coreflect is a file, so no folder can be in it"):
        find_folder(str(tmp_path / "coreflect" / "below"))
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "coreflect"))
    with pytest.raises(Misuse, match=r"coreflect is a file, and the laptop's own folder belongs there"):
        find_folder(None, {})


@pytest.mark.parametrize("named", ["{}/file", "{}/none/below", "{}/file/below", "~nobody-of-this-name/x", "a\0b"])
def test_what_can_be_no_folder_is_said_before_anything_is_written(tmp_path: Path, named: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Misuse):
        open_workspace(named.format(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_opening_a_workspace_writes_nothing(tmp_path: Path) -> None:
    workspace = open_workspace(str(tmp_path / "new"))
    assert workspace.rounds() == ()
    assert workspace.faults() == ()
    assert workspace.imports() == ()
    assert list(tmp_path.iterdir()) == []


def modes(root: Path) -> set[str]:
    return {
        oct(stat.S_IMODE(path.stat().st_mode)) + ("/" if path.is_dir() else "") for path in (root, *root.rglob("*"))
    }


def test_in_the_own_folder_everything_is_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "not" / "there" / "yet"))
    before = os.umask(0)
    try:
        workspace = open_workspace(None)
        workspace.save_round(kept_round(), FILES)
        finished_in(workspace)
        begun(workspace, "kresponse2")
        workspace.save_helped(kept_round().id, "paid")
    finally:
        os.umask(before)
    assert modes(workspace.root) == {"0o700/", "0o600"}


def test_a_folder_that_was_named_keeps_its_own_modes(tmp_path: Path) -> None:
    before = os.umask(0o002)
    try:
        workspace = open_workspace(str(tmp_path / "shared"))
        workspace.save_round(kept_round(), FILES)
        finished_in(workspace)
    finally:
        os.umask(before)
    assert modes(workspace.root) == {"0o775/", "0o664"}


def test_packages_brought_in_are_listed_by_name(tmp_path: Path) -> None:
    (tmp_path / "imports").mkdir()
    for name in ("b.zip", "a.zip", ".hidden.zip", "notes.txt"):
        (tmp_path / "imports" / name).write_bytes(b"")
    assert [path.name for path in open_workspace(str(tmp_path)).imports()] == ["a.zip", "b.zip"]


def test_the_workspace_loads_no_heavy_library() -> None:
    script = (
        "import sys, coreflect.workspace.workspace as s; s.open_workspace('.').rounds(); "
        "print(sorted({'pandas', 'textual', 'questionary', 'click', 'platformdirs', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"
