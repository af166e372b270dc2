"""What is taken back stays taken back, after any crash and in any other file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.model import Withdrawn
from coreflect.core.reflections.responses import DraftNote, Finished, HandedOver, Turnout, amend
from coreflect.workspace.folders import SET_ASIDE
from coreflect.workspace.withdrawals import Withdrawals
from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import (
    WORDS,
    FaultySystem,
    answered,
    begun,
    files_in,
    finished_from,
    finished_in,
    folder_of,
    kept_round,
    reopened,
    use_system,
)

ROUND = kept_round().id


def with_notes(workspace: Workspace, *note_ids: str) -> Finished:
    keys = [("tiny", item) for item in ("deciding-1", "deciding-2", "doing-1")]
    notes = tuple(
        DraftNote(key, note_id, f"about {note_id}", "room") for key, note_id in zip(keys, note_ids, strict=False)
    )
    draft = workspace.save_draft(replace(begun(workspace), notes=notes))
    finished = finished_from(workspace, draft)
    workspace.finish(finished, draft)
    return finished


def gone(*records: str) -> tuple[Withdrawn, ...]:
    return tuple(Withdrawn(record, ROUND) for record in records)


def test_a_response_goes_with_its_notes_and_every_file_of_it(workspace: Workspace) -> None:
    finished = with_notes(workspace, "kn1", "kn2")
    workspace.save_draft(answered(amend(finished), "never"))
    folder = folder_of(workspace)
    (folder.responses / "kresponse1.json.bak").write_bytes(b"older")
    (folder.responses / "kresponse1.kr2.json").write_bytes(b"damaged")
    assert workspace.withdraw(ROUND, "kresponse1") == ()
    assert list(folder.responses.iterdir()) == []
    fresh = reopened(workspace.root)
    assert fresh.returning(WORDS) is None
    assert fresh.turnout(ROUND) == Turnout(0, 0)
    assert fresh.records().responses == ()
    assert fresh.records().notes == ()
    assert fresh.records().withdrawn == gone("kn1", "kn2", "kresponse1")


def test_a_note_taken_off_an_amended_response_is_withdrawn_and_stays_so(workspace: Workspace) -> None:
    finished = with_notes(workspace, "kn1", "kn2")
    draft = workspace.save_draft(replace(amend(finished), notes=amend(finished).notes[:1]))
    workspace.finish(finished_from(workspace, draft, finished), draft)
    assert [note.id for note in workspace.records().notes] == ["kn1"]
    assert workspace.records().withdrawn == gone("kn2")
    workspace.withdraw(ROUND, "kresponse1")
    assert workspace.records().withdrawn == gone("kn1", "kn2", "kresponse1")


def test_taking_back_what_is_not_here_says_so_for_ever_all_the_same(workspace: Workspace) -> None:
    workspace.withdraw(ROUND, "kelsewhere")
    workspace.withdraw(ROUND, "kelsewhere")
    assert workspace.records().withdrawn == gone("kelsewhere")


def test_nothing_that_a_killed_save_or_the_doctor_left_of_it_stays(workspace: Workspace, tmp_path: Path) -> None:
    finished_in(workspace, "kresponse1")
    handed_to = tmp_path / "stick"
    workspace.note_handed_over(ROUND, "may.zip", ["kresponse1"], str(handed_to))
    aside = workspace.root / SET_ASIDE
    left = [
        each / ".coreflect-0.tmp" for each in (folder_of(workspace).responses, folder_of(workspace).room, handed_to)
    ]
    left += [aside / f"rounds.{ROUND}.responses.kresponse1.json", aside / f"rounds.{ROUND}.responses.kresponse12.json"]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"answers")
    workspace.withdraw(ROUND, "kresponse1")
    assert [path for path in left if path.exists()] == left[-1:]


def test_other_peoples_answers_stay(workspace: Workspace) -> None:
    finished_in(workspace, "kresponse1")
    other = finished_in(workspace, "kresponse12", words="harbour maple")
    workspace.withdraw(ROUND, "kresponse1")
    assert workspace.records().responses == (other.response,)


def test_the_packages_that_may_still_hold_it_are_named_once_each(workspace: Workspace) -> None:
    finished_in(workspace)
    workspace.note_handed_over(ROUND, "may.zip", ["kresponse2", "kresponse1"])
    workspace.note_handed_over(ROUND, "may.zip", ["kresponse1"])
    workspace.note_handed_over(ROUND, "june.zip", ["kresponse2"])
    workspace.note_handed_over(ROUND, "july.zip", ["kresponse1"])
    held = reopened(workspace.root).withdraw(ROUND, "kresponse1")
    assert [package.file for package in held] == ["july.zip", "may.zip"]
    assert HandedOver("july.zip", ("kresponse1",)) in held


@pytest.mark.parametrize("damage", [b"", b"{}", b"half"])
def test_a_damaged_note_of_a_package_is_named_and_hinders_nothing(workspace: Workspace, damage: bytes) -> None:
    finished_in(workspace)
    (folder_of(workspace).handed_over / "khanded.json").write_bytes(damage)
    assert workspace.withdraw(ROUND, "kresponse1") == ()
    assert "handed-over/khanded.json cannot be read" in workspace.faults()[0]


def test_after_a_crash_before_the_files_are_removed_they_count_no_more_and_the_next_start_clears_them(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished_in(workspace)
    begun(workspace, "kresponse2", words="harbour maple")
    with monkeypatch.context() as patch:
        patch.setattr(Withdrawals, "remove", lambda *_, **__: None)
        workspace.withdraw(ROUND, "kresponse1")
    fresh = reopened(workspace.root)
    assert folder_of(fresh).finished("kresponse1").exists()
    assert fresh.records().responses == ()
    assert fresh.returning(WORDS) is None
    assert fresh.turnout(ROUND) == Turnout(1, 0)
    fresh.tidy()
    assert [path.name for path in folder_of(fresh).responses.iterdir()] == ["kresponse2.draft.json"]


def test_a_tombstone_that_is_damaged_takes_back_all_the_same(workspace: Workspace) -> None:
    finished_in(workspace)
    workspace.withdraw(ROUND, "kresponse1")
    folder_of(workspace).tombstone("kresponse1").write_bytes(b"")
    assert reopened(workspace.root).records().withdrawn == gone("kresponse1")


def test_another_terminal_cannot_bring_it_back(workspace: Workspace) -> None:
    finished = finished_in(workspace)
    other = reopened(workspace.root)
    draft = other.save_draft(amend(finished))
    workspace.withdraw(ROUND, "kresponse1")
    before = files_in(workspace.root)
    with pytest.raises(NotSaved, match="removed on another screen"):
        other.save_draft(answered(draft, "never"))
    with pytest.raises(NotSaved, match="removed on another screen"):
        other.finish(finished, draft)
    assert files_in(workspace.root) == before


@pytest.mark.parametrize("step", range(8))
def test_a_fault_at_any_step_leaves_it_there_or_taken_back_and_trying_again_takes_it_back(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    finished = with_notes(workspace, "kn1")
    with monkeypatch.context() as patch:
        use_system(patch, FaultySystem(fails_at=step))
        failed = False
        try:
            workspace.withdraw(ROUND, "kresponse1")
        except NotSaved:
            failed = True
    records = reopened(workspace.root).records()
    assert (records.responses, records.withdrawn) in (((finished.response,), ()), ((), gone("kn1", "kresponse1")))
    assert failed or not records.responses
    workspace.withdraw(ROUND, "kresponse1")
    assert reopened(workspace.root).records().withdrawn == gone("kn1", "kresponse1")
    assert list(folder_of(workspace).responses.iterdir()) == []
