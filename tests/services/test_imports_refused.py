"""A file with a fault is named and stops no other; where two contradict each other, neither is believed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coreflect.core.errors import CoreflectError, Refused
from coreflect.services.all_records import AllRecords
from coreflect.services.imports import Imports
from coreflect.workspace.workspace import Workspace
from tests.support.builders.filled_workspace import filled
from tests.support.builders.importing import WITHOUT, put, summed
from tests.support.builders.packages import action, reflection, response
from tests.support.builders.six_files import REFUSED, SOUND


def test_a_faulty_file_stops_all_unless_it_is_left_out(
    six: tuple[str, ...], imports: Imports, workspace: Workspace
) -> None:
    with pytest.raises(Refused) as refused:
        imports.import_files(six)
    assert all(name in refused.value.message for name in REFUSED)
    assert not workspace.root.exists()
    assert imports.import_files(six, WITHOUT).preview.changes
    assert [path.name[:5] for path in workspace.imports()] == ["0001-"]


def test_files_that_contradict_each_other_are_both_refused_and_stop_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, imports: Imports
) -> None:
    monkeypatch.chdir(tmp_path)
    names = [put(f"{number}.zip", responses=(response(f"p{number}"),)) for number in range(9)]
    put("3.zip", actions=(action(),))
    put("6.zip", actions=(action(what="Paint it"),))
    (tmp_path / "again.zip").write_bytes((tmp_path / "6.zip").read_bytes())
    for order in ([*names, "again.zip"], ["again.zip", *reversed(names)]):
        seen = imports.look(order)
        assert {one.name for one in seen.refused} == {"3.zip", "6.zip", "again.zip"}
        assert all("two contents under one revision" in one.why for one in seen.refused)
        assert summed(seen) == sum(one.records for one in seen.files) == 14


def test_a_file_that_contradicts_what_is_here_is_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = filled(tmp_path / "kept", responses=[response("p1")])
    names = [put("a.zip", responses=(response("p2"),)), put("b.zip", responses=(response("p1", "not-yet"),))]
    seen = Imports(workspace).look(names)
    assert [one.name for one in seen.refused] == ["b.zip"]
    assert "different answers under one revision" in seen.refused[0].why


def test_an_answer_that_cannot_be_is_found_in_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, imports: Imports
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = replace(response("p2").answers[0], answer="sideways")
    names = [put("a.zip", responses=(response("p1"),)), put("b.zip", responses=(response("p2", answers=(wrong,)),))]
    (refused,) = imports.look(names).refused
    assert refused.name == "b.zip"
    assert "sideways" in refused.why


def test_a_damaged_import_is_named_and_its_files_can_be_imported_again(
    six: tuple[str, ...], imports: Imports, workspace: Workspace
) -> None:
    imports.import_files([SOUND[0]])
    (file,) = workspace.imports()
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(Refused, match=f"imports/{file.name} is cut off"):
        AllRecords(workspace).merged()
    seen = imports.look([SOUND[0]])
    assert seen.changes
    assert file.name in seen.remarks[0]
    last = imports.last()
    assert last is not None
    assert last.file == file.name
    imports.undo()
    imports.import_files([SOUND[0]])
    assert len(AllRecords(workspace).merged().records.responses) == 5


class Huge(bytes):
    """Says that it is longer than any package may be."""

    def __len__(self) -> int:
        return 1 << 31


def test_more_than_one_file_can_hold_is_said_and_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, imports: Imports
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("coreflect.services.prepared_imports.merged_package", lambda _: Huge())
    with pytest.raises(CoreflectError, match="more than one file can hold"):
        imports.import_files([put("a.zip", responses=(response("p1"),))])
    assert not (tmp_path / "kept").exists()


def test_a_stricter_guard_that_came_with_an_import_outlives_its_undo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, imports: Imports, workspace: Workspace
) -> None:
    monkeypatch.chdir(tmp_path)
    first = put("a.zip", rounds=(reflection(privacy="open", smallest_group=0),), responses=(response("p1"),))
    stricter = reflection(revision="k1", replaces=("k0first",), privacy="private", smallest_group=4)
    imports.import_files([first])
    imports.import_files([put("b.zip", rounds=(stricter,), responses=(response("p2"),))])
    imports.undo()
    (guard,) = AllRecords(workspace).merged().records.guards
    assert (guard.privacy, guard.smallest_group) == ("private", 4)
    assert [each.id for each in AllRecords(workspace).merged().records.responses] == ["p1"]
    imports.undo()
    assert AllRecords(workspace).merged().records.responses == ()
