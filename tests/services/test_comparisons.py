"""A comparison is read, counted, checked, remembered and written in this order, and says how far it is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from coreflect.core.errors import CoreflectError, Misuse, NotSaved
from coreflect.core.model import Records
from coreflect.package.write import write_package
from coreflect.services.comparisons import ALL_TEAMS, COMPARISON, WORKBOOK, compare, write_workbook
from coreflect.services.merging import merge_files
from coreflect.services.releases import WHOLE
from coreflect.workspace.released import StoredReleases
from coreflect.workspace.storage import RecordFiles
from tests.support.builders.examples import a_round
from tests.support.builders.merging import asked, bank_toml, people

BANK, FILE = asked(bank_toml(items=("beds",)))


def a_package(folder: Path, number: int) -> str:
    """A package of one private round with so many carers."""
    there = people("m-1", ("carer",) * 20, [["often"]] * 20)[:number]
    path = folder / f"{number}.zip"
    write_package(Records(rounds=(a_round(id="m-1", banks=(BANK,)),), responses=there, bank_files=(FILE,)), path)
    return str(path)


def memory(folder: Path) -> StoredReleases:
    return StoredReleases(folder, RecordFiles(private=True))


def compared(folder: Path, number: int, output: str | None, **options: bool) -> tuple[Path, ...]:
    merged = merge_files((a_package(folder, number),), pytest.fail).merged
    return compare(merged, memory(folder), output, release=True, **options).files


def test_every_table_is_written_into_the_folder_that_is_named(tmp_path: Path) -> None:
    board = tmp_path / "board"

    written = compared(tmp_path, 6, str(board))

    assert written == (board / COMPARISON, board / ALL_TEAMS)
    assert {path.name for path in board.iterdir()} == {COMPARISON, ALL_TEAMS}


def test_a_release_that_differs_by_few_people_is_held_back_and_changes_no_file(tmp_path: Path) -> None:
    board = tmp_path / "board"
    compared(tmp_path, 6, str(board))
    before = {path.name: path.read_bytes() for path in board.iterdir()}

    with pytest.raises(CoreflectError, match="differs by too few people"):
        compared(tmp_path, 7, str(board))

    assert {path.name: path.read_bytes() for path in board.iterdir()} == before
    with pytest.raises(CoreflectError, match="differs by too few people"):
        compared(tmp_path, 7, str(tmp_path / "another board"))
    assert compared(tmp_path, 7, str(board), again=True)


def test_the_workbook_on_a_workspace_goes_to_exports_and_its_whole_path_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    merged = merge_files((a_package(tmp_path, 6),), pytest.fail).merged

    path = write_workbook(merged, memory(tmp_path))

    assert path == (tmp_path / "exports" / WORKBOOK).resolve()
    assert {each.name for each in path.parent.iterdir()} == {WORKBOOK}
    assert path.read_bytes().startswith(b"PK")


def test_a_workbook_that_does_not_reach_the_disk_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "board.xlsx"
    merged = merge_files((a_package(tmp_path, 6),), pytest.fail).merged
    before = write_workbook(merged, memory(tmp_path), str(book)).read_bytes()
    replace = os.replace

    def full(old: Path, new: Path) -> None:
        if Path(new) == book:
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(old, new)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(NotSaved):
        write_workbook(merge_files((a_package(tmp_path, 16),), pytest.fail).merged, memory(tmp_path), str(book))

    assert book.read_bytes() == before
    assert not list(tmp_path.glob(".coreflect-*"))


def test_standard_output_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(Misuse):
        compared(tmp_path, 6, "-")


def test_progress_never_goes_back(tmp_path: Path) -> None:
    told: list[float] = []
    merged = merge_files((a_package(tmp_path, 6),), pytest.fail, lambda _, done: told.append(done), end=25).merged
    compare(
        merged,
        StoredReleases(tmp_path, RecordFiles(private=True)),
        str(tmp_path / "board"),
        release=True,
        on_progress=lambda _, done: told.append(done),
    )

    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] < WHOLE
