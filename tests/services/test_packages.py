"""Invitations and exports hold what they are to hold, and nothing that stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.core.errors import Misuse, Refused
from coreflect.package.read import read_records
from coreflect.services.packages import PackageFiles
from coreflect.workspace.workspace import open_workspace
from tests.support.builders.filled_workspace import filled
from tests.support.builders.importing import put
from tests.support.builders.packages import ROUND, note, reflection, response


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_an_invitation_holds_a_reflection_and_nobodys_answers(tmp_path: Path) -> None:
    workspace = filled(tmp_path / "kept", responses=[response("p1")])
    file = PackageFiles(workspace).write_invitation(workspace.round(ROUND))
    assert Path(file) == Path("exports", f"invitation-{ROUND}.zip").resolve()
    assert read_records(Path(file)).responses == ()
    opened = PackageFiles(open_workspace(str(tmp_path / "other"))).open_invitation(file)
    assert opened == workspace.round(ROUND)


def test_an_invitation_goes_where_it_is_told(tmp_path: Path) -> None:
    workspace = filled(tmp_path / "kept", responses=[])
    assert PackageFiles(workspace).write_invitation(workspace.round(ROUND), "to-you.zip") == "to-you.zip"
    assert not Path("exports").exists()


def test_what_is_no_invitation_is_refused(tmp_path: Path) -> None:
    packages = PackageFiles(open_workspace(str(tmp_path / "kept")))
    with pytest.raises(Misuse, match="There is no file"):
        packages.open_invitation("nowhere.zip")
    put("two.zip", rounds=(reflection(), reflection(id="another")))
    with pytest.raises(Refused, match="holds 2 reflections, and a questions file holds one"):
        packages.open_invitation("two.zip")


def test_an_export_is_remembered_and_says_what_stays_behind(tmp_path: Path) -> None:
    workspace = filled(tmp_path / "kept", responses=[response("p1")], notes=[note("n1", response="p1")], drafts=2)
    export = PackageFiles(workspace).export([ROUND])
    written = export.write_package("out.zip")
    assert written == ("out.zip", 1, 1)
    assert [one.id for one in read_records(Path("out.zip")).responses] == ["p1"]
    assert [one.file for one in workspace.copies(ROUND)] == ["out.zip"]
    assert export.unfinished == 2
    assert export.conflicts is None


def test_a_private_reflection_of_few_people_with_notes_is_named(tmp_path: Path) -> None:
    private = reflection(privacy="private", smallest_group=5)
    alone = {"round_facts": private, "responses": [response("p1")]}
    (small,) = PackageFiles(filled(tmp_path / "noted", notes=[note("n1", response="p1")], **alone)).export().small
    assert (small.reflection.id, small.responses, small.smallest_group) == (ROUND, 1, 5)
    assert PackageFiles(filled(tmp_path / "plain", **alone)).export().small == ()


def test_where_there_is_nothing_an_export_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="nothing to export yet"):
        PackageFiles(open_workspace(str(tmp_path / "kept"))).export()
