"""The doctor finds by reading alone, says what each thing means, and mends without destroying what people wrote."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from coreflect.core.reflections.responses import amend
from coreflect.core.reflections.rounds import mended
from coreflect.workspace import folders as layout
from coreflect.workspace.doctor import Doctor, Finding, mend
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.responses import FinishedFile, StoredResponses, finished_tables
from coreflect.workspace.storage import encode
from coreflect.workspace.withdrawals import Withdrawals
from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import (
    FILES,
    a_workspace,
    answered,
    begun,
    files_in,
    finished_from,
    finished_in,
    folder_of,
    kept_round,
    reopened,
)

ROUND = kept_round().id


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with everything in it, and nothing wrong."""
    workspace = a_workspace(tmp_path / "w")
    finished_in(workspace)
    begun(workspace, "kresponse2", words="harbour maple")
    workspace.save_helped(ROUND, "paid")
    workspace.note_handed_over(ROUND, "may.zip", ["kresponse1"])
    workspace.withdraw(ROUND, "kelsewhere")
    return workspace


def found_in(workspace: Workspace) -> tuple[Finding, ...]:
    before = files_in(workspace.root)
    found = Doctor(reopened(workspace.root, shared=workspace.place().shared)).examine()
    assert files_in(workspace.root) == before
    for finding in found:
        assert finding.what.endswith(".")
        assert bool(finding.mending) == bool(finding.remedy)
    return found


def one_in(workspace: Workspace) -> Finding:
    (finding,) = found_in(workspace)
    return finding


def mended_of(workspace: Workspace) -> tuple[Finding, ...]:
    return mend(workspace, found_in(workspace))


def set_aside(workspace: Workspace) -> dict[str, bytes]:
    return files_in(workspace.root / "set-aside")


def test_nothing_is_found_where_nothing_is_wrong(workspace: Workspace) -> None:
    assert found_in(workspace) == ()
    assert found_in(reopened(workspace.root / "nowhere")) == ()


PLACES = [
    "responses/kresponse1.json",
    "responses/kresponse2.draft.json",
    "room/kroom.json",
    "handed-over/khanded.json",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_damaged_file_is_set_aside_whole(workspace: Workspace, place: str) -> None:
    path = folder_of(workspace).path / place
    path.write_bytes(b'{"half')
    path.chmod(0o600)
    finding = one_in(workspace)
    assert (finding.kind, finding.file) == ("damaged", f"rounds/{ROUND}/{place}")
    assert "is moved to set-aside" in finding.mending
    assert mended_of(workspace) == ()
    assert not path.exists()
    assert list(set_aside(workspace).values()) == [b'{"half']


def test_two_damaged_files_of_one_name_are_both_kept_aside(workspace: Workspace) -> None:
    path = folder_of(workspace).finished("kresponse1")
    for content in (b"one", b"two"):
        path.write_bytes(content)
        mended_of(workspace)
    assert sorted(set_aside(workspace).values()) == [b"one", b"two"]


def test_the_copy_of_an_older_format_takes_a_damaged_files_place(workspace: Workspace) -> None:
    path = folder_of(workspace).finished("kresponse1")
    path.with_name("kresponse1.json.bak").write_bytes(path.read_bytes())
    path.with_name("kresponse1.json.bak").chmod(0o600)
    good = workspace.records().responses
    path.write_bytes(b"")
    assert "the copy beside it takes its place" in one_in(workspace).mending
    assert mended_of(workspace) == ()
    assert reopened(workspace.root).records().responses == good
    assert list(set_aside(workspace).values()) == [b""]


def test_a_copy_that_is_damaged_too_takes_no_place(workspace: Workspace) -> None:
    path = folder_of(workspace).finished("kresponse1")
    path.write_bytes(b"")
    path.with_name("kresponse1.json.bak").write_bytes(b"")
    path.with_name("kresponse1.json.bak").chmod(0o600)
    assert one_in(workspace).remedy == "set-aside"


def test_damaged_facts_are_set_aside_and_then_the_answers_lack_their_round(workspace: Workspace) -> None:
    path = folder_of(workspace).reflection
    invitation = workspace.records_of_invitation(ROUND)
    path.write_bytes(b"{}")
    assert one_in(workspace).remedy == "set-aside"
    (left,) = mended_of(workspace)
    assert "open its questions file again" in left.what
    fresh = reopened(workspace.root)
    fresh.save_rounds(invitation)
    assert found_in(workspace) == ()
    assert len(fresh.records().responses) == 1


def test_a_damaged_tombstone_is_written_anew_and_takes_back_all_the_while(workspace: Workspace) -> None:
    path = folder_of(workspace).tombstone("kelsewhere")
    good = path.read_bytes()
    path.write_bytes(b"half")
    assert one_in(workspace).remedy == "rewrite"
    assert mended_of(workspace) == ()
    assert path.read_bytes() == good


def test_a_newer_file_is_named_and_left_to_a_newer_coreflect(workspace: Workspace) -> None:
    path = folder_of(workspace).finished("kresponse1")
    path.write_bytes(path.read_bytes().replace(b'"number": 1', b'"number": 2'))
    finding = one_in(workspace)
    assert finding.kind == "newer"
    assert "Install the newest coreflect" in finding.what
    before = files_in(workspace.root)
    assert mended_of(workspace) == (finding,)
    assert files_in(workspace.root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="the age of a file alone says it there")
def test_what_a_cut_off_save_left_is_removed_and_a_save_under_way_is_left_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    import fcntl

    folder, handed_to = folder_of(workspace).responses, tmp_path / "stick"
    handed_to.mkdir()
    workspace.note_handed_over(ROUND, "may.zip", ["kresponse1"], str(handed_to))
    left, outside, under_way = (
        each / f".coreflect-{number}.tmp" for number, each in enumerate((folder, handed_to, folder))
    )
    for path in (left, outside, under_way):
        path.write_bytes(b"half")
        path.chmod(0o600)
    with under_way.open("rb") as writing:
        fcntl.flock(writing, fcntl.LOCK_EX)
        found = Doctor(workspace).examine()
        assert [(one.kind, workspace.root / one.file) for one in found] == [("stray", outside), ("stray", left)]
        assert mend(workspace, found) == ()
        assert [path.exists() for path in (left, outside, under_way)] == [False, False, True]


def test_a_draft_that_was_finished_is_removed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = workspace.save_draft(answered(begun(workspace, "kresponse3", words="amber violin"), "always"))
    monkeypatch.setattr(StoredResponses, "_clear", lambda *_: None)
    workspace.finish(finished_from(workspace, draft), draft)
    assert one_in(workspace).kind == "stale-draft"
    assert mended_of(workspace) == ()
    assert workspace.turnout(ROUND).finished == 2


def test_a_draft_that_amends_is_nothing_to_mend(workspace: Workspace) -> None:
    found = workspace.returning("lantern meadow")
    assert found
    assert found.finished
    workspace.save_draft(amend(found.finished))
    assert found_in(workspace) == ()


def test_what_a_crash_left_of_withdrawn_answers_is_removed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Withdrawals, "remove", lambda *_, **__: None)
        workspace.withdraw(ROUND, "kresponse1")
    assert one_in(workspace).kind == "left-over"
    assert mended_of(workspace) == ()
    assert not folder_of(workspace).finished("kresponse1").exists()


def test_two_versions_are_named_and_left_for_people(workspace: Workspace) -> None:
    draft = begun(workspace, "kresponse3", words="amber violin")
    other = reopened(workspace.root)
    here = workspace.save_draft(answered(draft, "always"))
    other.save_draft(answered(draft, "never"))
    assert one_in(workspace).kind == "two-versions"
    workspace.finish(finished_from(workspace, here), here)
    other.finish(finished_from(workspace, draft), draft)
    for about in ("the garden", "the kitchen"):
        workspace.save_round(mended(kept_round(), {"about": about}, SystemIds()), ())
    found = found_in(workspace)
    assert [finding.kind for finding in found] == ["two-versions"] * 3
    before = files_in(workspace.root)
    assert mended_of(workspace) == found
    assert files_in(workspace.root) == before


def test_answers_that_are_here_twice_word_for_word_are_mended(workspace: Workspace) -> None:
    finished = finished_in(workspace, "kresponse4", words="amber violin")
    twice = replace(finished, response=replace(finished.response, revision="kother"))
    second = folder_of(workspace).finished("kresponse4", "kother")
    second.write_bytes(encode(finished_tables(FinishedFile(twice, "m"))))
    second.chmod(0o600)
    assert (one_in(workspace).kind, one_in(workspace).remedy) == ("two-versions", "remove")
    assert mended_of(workspace) == ()
    assert not second.exists()


def test_a_copy_that_a_sharing_service_made_is_set_aside(workspace: Workspace) -> None:
    folder = folder_of(workspace)
    for path in (folder.responses / "kresponse1 (copy).json", folder.room / "K.json", folder.path / "notes.txt"):
        path.write_bytes(b"copy")
        path.chmod(0o600)
    for name in ("desktop.ini", ".DS_Store"):
        (folder.responses / name).write_bytes(b"")
        (folder.responses / name).chmod(0o600)
    assert [finding.kind for finding in found_in(workspace)] == ["unknown"] * 3
    assert mended_of(workspace) == ()
    assert list(set_aside(workspace).values()) == [b"copy"] * 3


def test_altered_questions_are_named_with_what_to_do(workspace: Workspace) -> None:
    (folder_of(workspace).banks / FILES[0].name).write_bytes(b"")
    finding = one_in(workspace)
    assert finding.kind == "questions"
    assert "Open its questions file again" in finding.what


def test_in_the_own_folder_what_others_can_open_is_closed(workspace: Workspace) -> None:
    folder_of(workspace).responses.chmod(0o755)
    folder_of(workspace).reflection.chmod(0o640)
    assert [finding.kind for finding in found_in(workspace)] == ["open-to-others"] * 2
    assert mended_of(workspace) == ()
    assert folder_of(workspace).responses.stat().st_mode & 0o777 == 0o700
    assert folder_of(workspace).reflection.stat().st_mode & 0o777 == 0o600


def test_in_a_shared_folder_its_own_modes_are_nothing_to_mend(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", shared=True)
    assert found_in(workspace) == ()


def test_everything_wrong_at_once_is_named_and_every_good_record_stays(workspace: Workspace) -> None:
    folder = folder_of(workspace)
    third = finished_in(workspace, "kresponse3", words="amber violin")
    folder.finished("kresponse1").write_bytes(b"\xff\x00")
    (folder.responses / "kresponse4.json").write_bytes(encode(finished_tables(FinishedFile(third, "km"))))
    (folder.responses / "bad\x1b[2J.json").write_bytes(b"")
    (folder.withdrawn / "kgone.json").write_bytes(b"[]")
    (folder.room / "kroom.json").write_bytes(b"[]")
    found = found_in(workspace)
    assert not any("\x1b" in finding.what for finding in found)
    assert {finding.kind for finding in found} >= {"damaged", "unknown", "open-to-others"}
    assert mended_of(workspace) == ()
    records = reopened(workspace.root).records()
    assert records.responses == (third.response,)
    assert "kgone" in {one.record for one in records.withdrawn}
    assert len(records.room) == 1
    assert workspace.turnout(ROUND).unfinished == 1


@pytest.mark.parametrize("name", ["rounds", "imports", f"rounds/{ROUND}/responses"])
def test_a_folder_that_cannot_be_opened_is_found_since_nothing_in_it_was_looked_at(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (workspace.root / "imports").mkdir(mode=0o700)
    list_names = layout.os.listdir

    def refused(folder: str | Path) -> list[str]:
        if Path(folder) == workspace.root / name:
            raise PermissionError(13, "Permission denied", str(folder))
        return list_names(folder)

    monkeypatch.setattr(layout.os, "listdir", refused)
    found = [one for one in Doctor(reopened(workspace.root)).examine() if one.kind == "not-opened"]
    assert [one.file for one in found] == [name]
    assert "cannot be opened: Permission denied. Whatever is in it is not seen" in found[0].what
    assert found[0].remedy == ""


def test_a_file_in_the_place_of_the_rounds_is_found(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir(mode=0o700)
    (tmp_path / "w" / "rounds").touch(mode=0o600)
    finding = one_in(reopened(tmp_path / "w"))
    assert (finding.kind, finding.file) == ("not-opened", "rounds")
    assert "a file is in its place" in finding.what


def test_a_tombstone_that_is_damaged_before_it_was_finished_takes_back_all_the_same(workspace: Workspace) -> None:
    tombstone = folder_of(workspace).tombstone("kresponse1", begun=True)
    tombstone.write_bytes(b"")
    tombstone.chmod(0o600)
    kinds = {one.kind for one in found_in(workspace)}
    assert {"damaged", "left-over"} <= kinds
    assert mend(workspace, found_in(workspace)) == ()
    assert "kresponse1" in {one.record for one in reopened(workspace.root).records().withdrawn}
