"""A forgotten round keeps its facts, where the room stands and what will be done; nothing else, anywhere."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.meeting.actions import Planned, new_action
from coreflect.core.meeting.room import agreed, tally
from coreflect.core.model import Note, Withdrawn
from coreflect.core.reflections.responses import Turnout
from coreflect.package.merge import merge
from coreflect.package.read import open_package, records_of
from coreflect.workspace.doctor import Doctor, mend
from coreflect.workspace.folders import RoundFolder
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.taking_out import Forgetting
from coreflect.workspace.workspace import Workspace
from tests.support.builders.forgetting import (
    KEY,
    OTHER,
    ROUND,
    SECRETS,
    answers_left,
    everything_in,
    filled,
    with_reader,
)
from tests.support.builders.workspaces import (
    WORDS,
    BrokenSystem,
    FaultySystem,
    a_workspace,
    answered,
    begun,
    files_in,
    finished_from,
    finished_in,
    kept_round,
    use_system,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return filled(tmp_path / "w")


def folder_of(workspace: Workspace, round_id: str = ROUND) -> RoundFolder:
    return next(one for one in workspace.round_folders() if one.id == round_id)


def test_before_it_everything_is_there(workspace: Workspace) -> None:
    left = answers_left(workspace.root)
    assert set(SECRETS) <= set(left)
    assert not workspace.is_forgotten(ROUND)


def test_nothing_that_anybody_answered_or_wrote_is_left_in_any_file(workspace: Workspace) -> None:
    workspace.forget(ROUND)
    assert answers_left(workspace.root) == []
    assert workspace.is_forgotten(ROUND)
    assert list(folder_of(workspace).responses.iterdir()) == []
    assert list(folder_of(workspace).handed_over.iterdir()) == []


def test_its_facts_where_the_room_stands_and_what_will_be_done_stay(workspace: Workspace) -> None:
    workspace.forget(ROUND)
    fresh = with_reader(workspace.root)
    assert fresh.round(ROUND) == kept_round()
    assert fresh.turnout(ROUND) == Turnout(0, 0)
    assert {row.kind for row in fresh.room(ROUND)} == {"agreed"}
    assert fresh.room_notes(ROUND) == ()
    assert [action.what for action in fresh.actions(kept_round().team)] == ["A bench"]
    assert fresh.returning(WORDS) is None
    records = fresh.records([ROUND])
    assert (records.responses, records.notes) == ((), ())
    assert {row.kind for row in records.room} == {"agreed"}
    assert len(records.actions) == 1
    gone = {one.record for one in records.withdrawn}
    assert {ROUND, "kresponse1", "knote1", "kroom1"} <= gone
    assert {one.round for one in records.withdrawn} == {ROUND}


def test_a_damaged_action_stays_and_a_damaged_note_goes(workspace: Workspace) -> None:
    workspace.forget(ROUND)
    names = {path.name for path in folder_of(workspace).room.iterdir()}
    assert "kroom8.json" in names
    assert "kroom9.json" not in names


def test_other_rounds_keep_everything_here_and_in_what_was_brought_in(workspace: Workspace) -> None:
    workspace.forget(ROUND)
    (package,) = workspace.imports()
    records = records_of(open_package(package))
    assert [one.id for one in records.responses] == ["kstays"]
    assert [one.text for one in records.notes] == ["of the quay"]
    assert {one.kind for one in records.room} == {"agreed"}
    assert [one.what for one in records.actions] == ["A gate"]
    assert {one.id for one in records.rounds} == {ROUND, OTHER}
    assert Withdrawn(ROUND, ROUND) in records.withdrawn
    assert b"set aside of the other" in everything_in(workspace.root)


def test_a_file_from_another_laptop_does_not_bring_it_back(workspace: Workspace) -> None:
    before = open_package(workspace.imports()[0].read_bytes(), "old.zip")
    workspace.forget(ROUND)
    from coreflect.package.merge import merge_records

    merged = merge_records(workspace.records(), [before])
    assert [one.id for one in merged.records.responses] == ["kstays"]
    assert {one.round for one in merged.records.notes} == {OTHER}
    assert merge([before]).records.responses != ()


def test_a_forgotten_round_takes_no_new_answers(workspace: Workspace) -> None:
    draft = begun(workspace, "klate", words="")
    finished = finished_from(workspace, draft)
    ids = SystemIds()
    other = with_reader(workspace.root)
    other.forget(ROUND)
    before = files_in(workspace.root)
    for step in (
        partial(workspace.save_draft, answered(draft, "never")),
        partial(workspace.finish, finished, draft),
        partial(workspace.save_helped, ROUND, "paid"),
        partial(workspace.save_room, tally(ROUND, KEY, {("everyone", "always"): 1}, (), ids)),
        partial(workspace.save_room_note, Note("kn", "kna", (), ROUND, "", "", "", "room", "late")),
    ):
        with pytest.raises(NotSaved, match="it takes no new ones"):
            step()
    assert files_in(workspace.root) == before
    assert answers_left(workspace.root) == []


def test_where_the_room_stands_and_what_will_be_done_can_still_be_changed(workspace: Workspace) -> None:
    workspace.forget(ROUND)
    ids = SystemIds()
    workspace.save_room(agreed(ROUND, ("tiny", "deciding-2", 1), "always", (), ids))
    workspace.save_action(new_action(ROUND, Planned("A kettle", "Priya", "", "Tom"), ids))
    assert len(workspace.room(ROUND)) == 2
    assert {action.what for action in workspace.actions(kept_round().team)} == {"A bench", "A kettle"}


def test_forgetting_twice_is_forgetting_once(workspace: Workspace) -> None:
    workspace.forget(ROUND)
    before = files_in(workspace.root)
    workspace.forget(ROUND)
    assert files_in(workspace.root) == before


def test_a_round_that_is_nowhere_is_named(workspace: Workspace) -> None:
    before = files_in(workspace.root)
    with pytest.raises(Misuse, match="There is no reflection"):
        workspace.forget("nowhere-2026-05-12-bcdfgh")
    assert files_in(workspace.root) == before


def test_a_round_that_came_in_a_file_alone_is_forgotten_too_and_its_facts_are_kept(tmp_path: Path) -> None:
    source = filled(tmp_path / "there")
    root = tmp_path / "here"
    (root / "imports").mkdir(parents=True)
    package = root / "imports" / "0001.zip"
    package.write_bytes(source.imports()[0].read_bytes())
    workspace = with_reader(root)
    workspace.forget(ROUND)
    assert workspace.is_forgotten(ROUND)
    assert workspace.round(ROUND) == kept_round()
    assert answers_left(root) == []
    records = open_package(package).records
    assert [one.what for one in records.actions] == ["A gate"]
    assert [one.kind for one in records.room] == ["agreed"]


def test_a_package_that_cannot_be_read_is_named_kept_and_cleared_once_it_can(workspace: Workspace) -> None:
    (package,) = workspace.imports()
    whole = package.read_bytes()
    package.write_bytes(whole[:400])
    workspace.forget(ROUND)
    assert package.read_bytes() == whole[:400]
    assert any("0001.zip" in fault for fault in workspace.faults())
    assert workspace.is_forgotten(ROUND)
    assert "0001.zip" in " ".join(one.file for one in Doctor(with_reader(workspace.root)).examine())
    package.write_bytes(whole)
    with_reader(workspace.root).tidy()
    assert answers_left(workspace.root) == []


def test_withdrawing_takes_a_persons_answers_out_of_what_was_brought_in(workspace: Workspace) -> None:
    workspace.withdraw(ROUND, "kresponse1")
    records = open_package(workspace.imports()[0]).records
    assert {one.id for one in records.responses} == {"kfaraway", "kstays"}
    assert Withdrawn("kresponse1", ROUND) in records.withdrawn


def test_what_has_nothing_of_it_is_not_written_anew(workspace: Workspace) -> None:
    (package,) = workspace.imports()
    before = package.stat().st_mtime_ns
    workspace.withdraw(ROUND, "kdraft1")
    assert package.stat().st_mtime_ns == before


class InLargePieces(FaultySystem):
    """Writes a package in a few steps, so that each of them can be tried."""

    def write(self, file: int, content: bytes) -> int:
        self._step("write")
        return os.write(file, content[:4000])


def test_stopped_at_any_step_it_is_there_or_forgotten_and_a_later_start_finishes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_was = filled(tmp_path / "as it was").root
    for step in count():
        root = tmp_path / str(step)
        shutil.copytree(as_it_was, root)
        workspace = with_reader(root)
        everything = workspace.records([ROUND])
        stopped = False
        with monkeypatch.context() as patch:
            fault = OSError(errno.EIO, "broken") if step % 2 else KeyboardInterrupt()
            system = use_system(patch, InLargePieces(fails_at=step, error=fault))
            try:
                workspace.forget(ROUND)
            except (NotSaved, KeyboardInterrupt):
                stopped = True
        fresh = with_reader(root)
        if fresh.is_forgotten(ROUND):
            assert fresh.records([ROUND]).responses == ()
            assert fresh.records([ROUND]).notes == ()
            fresh.tidy()
            assert answers_left(root) == []
            assert fresh.taking_out.leftovers(folder_of(fresh)) == ()
        else:
            assert stopped
            assert fresh.records([ROUND]) == everything
            fresh.forget(ROUND)
            assert answers_left(root) == []
        assert [path.name for path in folder_of(fresh).withdrawn.glob("*.json")] == [f"{ROUND}.json"]
        if len(system.steps) <= step:
            assert step > 10
            break


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not held there")
def test_of_people_who_answer_in_other_terminals_meanwhile_nothing_is_left(tmp_path: Path) -> None:
    root = tmp_path / "w"
    a_workspace(root)
    command = [sys.executable, "-m", "tests.support.builders.keeping", "answer", str(root), "10000"]
    others = [
        subprocess.Popen(
            command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for other in others:
        assert other.stdout
        for _ in range(20):
            assert other.stdout.readline()
    workspace = with_reader(root)
    workspace.forget(ROUND)
    for other in others:
        _, said = other.communicate(timeout=60)
        assert "it takes no new ones" in said
    assert list(folder_of(workspace).responses.iterdir()) == []
    assert workspace.turnout(ROUND) == Turnout(0, 0)


def test_on_a_full_disk_nothing_is_taken_out_and_that_is_said(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(workspace.root)
    with monkeypatch.context() as patch:
        use_system(patch, BrokenSystem("write", errno.ENOSPC))
        with pytest.raises(NotSaved, match="The disk is full"):
            workspace.forget(ROUND)
    assert files_in(workspace.root) == before
    assert not workspace.is_forgotten(ROUND)


def test_after_a_crash_before_anything_is_removed_nothing_counts_and_the_doctor_names_each_file(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Forgetting, "remove", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            workspace.forget(ROUND)
    fresh = with_reader(workspace.root)
    assert fresh.turnout(ROUND) == Turnout(0, 0)
    assert fresh.room_notes(ROUND) == ()
    assert fresh.returning(WORDS) is None
    findings = Doctor(fresh).examine()
    left = {finding.file for finding in findings if finding.kind == "left-over"}
    assert f"rounds/{ROUND}/responses/kresponse1.json" in left
    assert "imports/0001.zip" in left
    assert not any(finding.remedy == "" and finding.kind == "left-over" for finding in findings)
    mend(fresh, findings)
    assert answers_left(workspace.root) == []


def test_names_that_are_one_reflection_are_forgotten_together(tmp_path: Path) -> None:
    from dataclasses import replace

    from coreflect.core.model import Alias
    from coreflect.package.write import write_package
    from tests.support.builders.forgetting import from_elsewhere

    workspace = filled(tmp_path / "w")
    joined = replace(from_elsewhere(), aliases=(Alias("round", OTHER, ROUND),))
    write_package(joined, workspace.imports()[0])
    finished_in(workspace, "kresponse7", words="harbour maple")
    workspace.forget(ROUND)
    assert workspace.is_forgotten(OTHER)
    assert answers_left(workspace.root) == []
    assert b"of the quay" not in everything_in(workspace.root)


def test_a_start_after_it_is_finished_opens_no_file(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.forget(ROUND)
    fresh = with_reader(workspace.root)

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", opened)
        patch.setattr(Path, "open", opened)
        fresh.tidy()


def test_the_packages_that_may_hold_it_are_named_until_then(workspace: Workspace) -> None:
    assert [one.file for one in workspace.copies(ROUND)] == ["may.zip"]
    workspace.forget(ROUND)
    assert workspace.copies(ROUND) == ()
