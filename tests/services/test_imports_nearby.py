"""Which files are offered to import: those in exports, else those in the folder where one stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.services.imports import Imports


def test_files_in_exports_are_offered_by_name_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, imports: Imports
) -> None:
    monkeypatch.chdir(tmp_path)
    exports = tmp_path / "exports"
    exports.mkdir()
    answers = "answers-x.coreflect (1).json"
    for name in ("b.zip", "a.ZIP", "notes.txt", ".hidden.zip", answers):
        (exports / name).write_bytes(b"")
    (exports / "folder.zip").mkdir()
    (tmp_path / "beside.zip").write_bytes(b"")
    assert imports.nearby() == tuple(str(Path("exports") / name) for name in ("a.ZIP", answers, "b.zip"))


def test_without_exports_those_of_the_current_folder_are_offered_and_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, imports: Imports
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "beside.zip").write_bytes(b"")
    assert imports.nearby() == ("beside.zip",)
    assert not (tmp_path / "exports").exists()


def test_an_empty_place_offers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, imports: Imports) -> None:
    monkeypatch.chdir(tmp_path)
    assert imports.nearby() == ()
