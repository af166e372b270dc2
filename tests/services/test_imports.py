"""An import is known before anything is written, done in one step, and undone whole."""

from __future__ import annotations

import os
from itertools import permutations
from pathlib import Path

import pytest

from coreflect.core.errors import Misuse
from coreflect.core.merging.importing import Decided, PeopleCount, RoundPreview, SimilarNames
from coreflect.core.model import Response, Withdrawn
from coreflect.core.names import slug
from coreflect.core.texts.packages import alike_lines
from coreflect.package.merge import merged_package
from coreflect.package.read import read_records
from coreflect.package.write import package_bytes
from coreflect.services.all_records import AllRecords
from coreflect.services.exports import gather_export
from coreflect.services.imports import Imports
from coreflect.workspace.workspace import Workspace, open_workspace
from tests.support.builders.filled_workspace import filled
from tests.support.builders.importing import everything, put, summed
from tests.support.builders.packages import ROUND, note, records, reflection, response
from tests.support.builders.six_files import AGREED, MAY, OLDER, REFUSED, SECOND, SOUND, TWICE, first_laptop
from tests.support.builders.workspaces import files_in


def test_a_look_at_six_files_says_all_of_it_and_writes_nothing(
    six: tuple[str, ...], imports: Imports, tmp_path: Path
) -> None:
    before = files_in(tmp_path)
    seen = imports.look(six)
    assert files_in(tmp_path) == before
    assert not (tmp_path / "kept").exists()
    assert [one.name for one in seen.refused] == [*REFUSED]
    assert all(one.name in one.why for one in seen.refused)
    assert [(one.name, one.same_as) for one in seen.files if one.same_as] == [(SOUND[1], SOUND[0])]
    assert seen.rounds[0] == RoundPreview(
        "Mill Lane", MAY, "2026-05-12", 10, 10, 0, 0, 4, PeopleCount(new=7, in_conflict=1), 3
    )
    assert summed(seen) == sum(one.records for one in seen.files) == 31
    assert seen.similar_names == (SimilarNames("team", "mill-lanes", "mill-lane", "Mill Lanes", "Mill Lane"),)
    assert [one.label for one in seen.conflicts] == [
        "one person's answers, Mill Lane, 12 May 2026",
        "what we agreed on “We choose the beds together”, Mill Lane, 12 May 2026",
    ]
    assert [version.where for version in seen.conflicts[1].versions] == [(SOUND[0],), (SECOND,)]
    assert [version.differences for version in seen.conflicts[1].versions] == [("Often",), ("Seldom",)]
    assert seen.remarks == ()
    assert seen.changes


def test_a_folder_is_looked_through_and_what_is_no_package_in_it_is_no_fault(
    six: tuple[str, ...], imports: Imports
) -> None:
    Path("minutes.txt").write_text("hello", encoding="utf-8")
    seen = imports.look(["."])
    assert [one.name for one in seen.files if one.why] == [*REFUSED, "minutes.txt"]
    assert [one.name for one in seen.refused] == [*REFUSED]
    with pytest.raises(Misuse, match=r"There is no file nowhere\.zip"):
        imports.look(["nowhere.zip"])
    Path("empty").mkdir()
    with pytest.raises(Misuse, match="There is no coreflect file there"):
        imports.look(["empty"])


@pytest.mark.parametrize("order", list(permutations(SOUND, 4))[::5])
def test_any_order_or_grouping_gives_the_same_and_again_changes_nothing(
    order: tuple[str, ...], six: tuple[str, ...], tmp_path: Path
) -> None:
    at_once, spelled_out = (open_workspace(str(tmp_path / name)) for name in ("at-once", "one-by-one"))
    Imports(at_once).import_files(SOUND)
    for name in order:
        Imports(spelled_out).import_files([name])
    assert everything(spelled_out) == everything(at_once)
    assert len(spelled_out.imports()) == 3
    (tmp_path / "exported.zip").write_bytes(merged_package(gather_export(at_once).merged))
    for names in (order, [*order, "exported.zip"], ["exported.zip"], [str(at_once.imports()[0])]):
        for each in (at_once, spelled_out):
            before = files_in(each.root)
            assert not Imports(each).look(names).changes
            assert not Imports(each).import_files(names).preview.changes
            assert files_in(each.root) == before


def test_each_import_is_undone_whole_the_latest_first(
    six: tuple[str, ...], imports: Imports, workspace: Workspace
) -> None:
    before: list[dict[str, bytes]] = []
    for name in (SOUND[0], OLDER, SECOND):
        before.append(files_in(workspace.root))
        imports.import_files([name])
    held = (("Mill Lane", "2026-05-12"),)
    assert [imports.last(), len(workspace.imports())] == [(workspace.imports()[-1].name, held), 3]
    while before:
        last = imports.last()
        assert imports.undo() == last
        assert files_in(workspace.root) == before.pop()
    assert imports.last() is None
    with pytest.raises(Misuse, match="Nothing has been added"):
        imports.undo()


def test_versions_are_decided_on_the_way_in_or_afterwards(
    six: tuple[str, ...], imports: Imports, workspace: Workspace
) -> None:
    imports.import_files(SOUND, Decided(keep=((AGREED, "g-second"),)))
    (left,) = imports.look(()).conflicts
    assert left.record == TWICE
    assert [one.where[-1] for one in left.versions] == [
        f"files added before, version {one.revision}" for one in left.versions
    ]
    decided = Decided(keep=((TWICE, "p0-other"),))
    assert imports.look((), decided).changes
    assert imports.import_files((), decided).preview.conflicts == ()
    merged = AllRecords(workspace).merged()
    assert merged.conflicts == ()
    answers = merged.answers[merged.answers["response"] == TWICE]["answer"].astype(str).tolist()
    assert answers == ["always", "always"]
    assert [row.answer for row in merged.records.room] == ["seldom"]
    assert not imports.import_files((), Decided()).preview.changes
    assert not imports.import_files(SOUND).preview.changes
    imports.undo()
    assert [one.record for one in imports.look(()).conflicts] == [TWICE]
    with pytest.raises(Misuse, match="no version"):
        imports.import_files((), Decided(keep=((TWICE, "nowhere"),)))


def test_names_that_are_joined_stay_joined(six: tuple[str, ...], imports: Imports) -> None:
    joined = imports.look(SOUND).similar_names
    imports.import_files(SOUND, Decided(joined=joined))
    assert imports.look(SOUND).similar_names == ()
    assert not imports.look(SOUND, Decided(joined=joined)).changes


def test_names_that_are_different_are_asked_about_once_and_named_by_nothing_after(tmp_path: Path) -> None:
    workspace = open_workspace(str(tmp_path / "kept"))
    imports = Imports(workspace)
    for team in ("Mill Lane", "Mill Lanes", "Mill-Lane", "Quay"):
        other = reflection(id=f"{slug(team)}-2026-05-13-xyz", team=slug(team), team_name=team)
        (tmp_path / f"{team}.zip").write_bytes(package_bytes(records(rounds=(other,))))
    files = [str(path) for path in sorted(tmp_path.glob("*.zip"))]
    pairs = imports.look(files).similar_names
    assert len(pairs) == 3
    (line,) = alike_lines(pairs)
    assert line.startswith(
        "Mill Lane, Mill Lanes and Mill-Lane look like one team. If so: `coreflect import --same-team "
    )
    assert not imports.look(files, Decided(different=pairs)).similar_names
    assert AllRecords(workspace).merged().report.similar == ()
    imports.import_files(files)
    assert len(AllRecords(workspace).merged().report.similar) == 3
    decided = imports.decisions((), (), (), (), ("Mill Lane=mill-lanes",), without_refused=False)
    imports.import_files((), decided)
    assert len(AllRecords(open_workspace(str(tmp_path / "kept"))).merged().report.similar) == 2
    imports.import_files((), Decided(different=pairs))
    assert AllRecords(workspace).merged().report.similar == imports.look(files).similar_names == ()
    with pytest.raises(Misuse, match="no team Harbour"):
        imports.decisions((), (), (), (), ("Mill Lane=Harbour",), without_refused=False)


def test_people_are_counted_once_by_what_becomes_of_their_answers(tmp_path: Path) -> None:
    here = [response(name) for name in ("p1", "p2", "p3", "p4")]
    imports = Imports(filled(tmp_path / "kept", responses=here))
    changed = response("p2", "not-yet", revision="p2b", replaces=("p2a",))
    content = records(
        responses=(here[0], changed, response("p5"), response("p6")),
        notes=(note("n1"),),
        withdrawn=(Withdrawn("p3", ROUND), Withdrawn("p7", ROUND)),
    )
    for name in ("one.zip", "two.zip"):
        (tmp_path / name).write_bytes(package_bytes(content))
    (tmp_path / "p7.zip").write_bytes(package_bytes(records(responses=(response("p7"),))))
    seen = imports.look([str(tmp_path / name) for name in ("one.zip", "two.zip", "p7.zip")])
    (only,) = seen.rounds
    assert (only.people, only.others) == (PeopleCount(new=2, changed=1, removed=2, same=1), 1)
    assert [file.people for file in seen.files] == [4, 4, 1]


def test_nobodys_own_answers_are_copied_and_they_can_still_be_taken_out(tmp_path: Path) -> None:
    own = [response("p1"), response("p2")]
    workspace = filled(tmp_path / "kept", responses=own, notes=[note("n1", response="p1")])
    (tmp_path / "back.zip").write_bytes(merged_package(gather_export(workspace).merged))
    Path(tmp_path / "more.zip").write_bytes(
        package_bytes(records(responses=(*own, response("p3")), notes=(note("n1", response="p1"),)))
    )
    imports = Imports(workspace)
    assert not imports.import_files([str(tmp_path / "back.zip")]).preview.changes
    imports.import_files([str(tmp_path / "more.zip")])
    (file,) = workspace.imports()
    assert [one.id for one in read_records(file).responses] == ["p3"]
    assert read_records(file).notes == ()
    workspace.withdraw(ROUND, "p1")
    left = AllRecords(workspace).merged().records
    assert [one.id for one in left.responses] == ["p2", "p3"]
    assert not imports.import_files([str(tmp_path / "more.zip"), str(tmp_path / "back.zip")]).preview.changes


def test_what_is_imported_counts_in_exports_too(six: tuple[str, ...], imports: Imports, workspace: Workspace) -> None:
    imports.import_files([SOUND[0]])
    (held,) = (one for one in gather_export(workspace, [MAY]).merged.records.rounds)
    assert held.id == MAY
    assert {one.id for one in gather_export(workspace).merged.records.responses} == {
        one.id for one in first_laptop().responses
    }


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_the_file_is_its_owners_alone_and_bears_no_name_of_anybodys(
    six: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_workspace()
    Imports(workspace).import_files(SOUND)
    (file,) = workspace.imports()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.name.startswith("0001-")
    assert len(file.name) == len("0001-bcdfgh.zip")


def test_changed_answers_of_a_file_are_read_anew(tmp_path: Path, imports: Imports) -> None:
    def seen(*responses: Response) -> int:
        path = tmp_path / "a.zip"
        path.write_bytes(package_bytes(records(responses=responses)))
        return imports.look([str(path)]).files[0].records

    assert [seen(), seen(response("p1")), seen(response("p1"), response("p2"))] == [1, 2, 3]


def test_an_import_says_whether_it_holds_reflections_that_are_not_open_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, imports: Imports
) -> None:
    monkeypatch.chdir(tmp_path)
    names = [put("a.zip", responses=(response("p2"),))]
    assert imports.import_files(names).in_files_alone
    assert not Imports(filled(tmp_path / "other", responses=[response("p1")])).import_files(names).in_files_alone
