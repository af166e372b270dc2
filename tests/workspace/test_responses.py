"""Answers on disk: kept at once, taken up again, finished, amended; what two terminals save is never lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coreflect.core.errors import NotSaved
from coreflect.core.reflections.responses import Draft, DraftNote, Turnout, amend
from coreflect.workspace.responses import StoredResponses
from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import (
    WORDS,
    FaultySystem,
    a_workspace,
    answered,
    begun,
    files_in,
    finished_from,
    finished_in,
    folder_of,
    kept_round,
    reopened,
    responses_of,
    use_system,
)

ROUND = kept_round().id


def draft_found(workspace: Workspace, words: str = WORDS) -> Draft:
    found = reopened(workspace.root).returning(words)
    assert found is not None
    assert found.draft is not None
    return found.draft


def names(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in folder_of(workspace).responses.iterdir())


def test_a_draft_comes_back_with_the_two_words_in_another_process(workspace: Workspace) -> None:
    note = DraftNote(("tiny", "doing-1"), "kn1", "It went [red]well[/].\x1b", "facilitator")
    kept = workspace.save_draft(replace(answered(begun(workspace), "always", 2), notes=(note,), at=2, reached=2))
    found = reopened(workspace.root).returning("MEADOW,lantern")
    assert found is not None
    assert (found.round, found.draft, found.finished) == (kept_round(), kept, None)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=60))
def test_any_note_survives_a_save_and_a_read(workspace: Workspace, text: str) -> None:
    note = DraftNote(("tiny", "doing-1"), "kn1", text, "room")
    kept = workspace.save_draft(replace(begun(workspace, "knote", words="", notes=(note,))))
    assert responses_of(workspace).draft(folder_of(workspace), "knote") == kept
    workspace.drop_draft(kept)


def test_every_save_gives_a_new_mark(workspace: Workspace) -> None:
    draft = begun(workspace)
    marks = {draft.mark}
    for level in ("never", "sometimes", "always"):
        draft = workspace.save_draft(answered(draft, level))
        marks.add(draft.mark)
    assert len(marks) == 4
    assert names(workspace) == ["kresponse1.draft.json"]


def test_a_save_of_one_answer_makes_two_fsyncs(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = begun(workspace)
    system = use_system(monkeypatch, FaultySystem())
    workspace.save_draft(answered(draft, "always"))
    assert [step for step in system.steps if step != "write"] == ["fsync", "replace", "fsync"]


def test_finishing_takes_the_place_of_the_draft(workspace: Workspace) -> None:
    finished = finished_in(workspace)
    assert names(workspace) == ["kresponse1.json"]
    found = reopened(workspace.root).returning(WORDS)
    assert found is not None
    assert (found.draft, found.finished) == (None, finished)
    assert workspace.records().responses == (finished.response,)


def test_finishing_makes_two_fsyncs(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = workspace.save_draft(answered(begun(workspace), "always"))
    finished = finished_from(workspace, draft)
    system = use_system(monkeypatch, FaultySystem())
    workspace.finish(finished, draft)
    assert [step for step in system.steps if step != "write"] == ["fsync", "replace", "fsync"]


def test_files_bear_the_rounds_date_and_no_name_or_time(workspace: Workspace) -> None:
    finished_in(workspace)
    begun(workspace, "kresponse2")
    workspace.save_helped(ROUND, "paid")
    noon = 1_778_587_200.0  # 12 May 2026, 12:00 UTC
    folder = folder_of(workspace)
    for path in (folder.reflection, *folder.responses.iterdir(), *folder.room.iterdir()):
        assert path.stat().st_mtime == noon


def test_a_crash_between_finishing_and_letting_go_of_the_draft_leaves_no_second_start(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = workspace.save_draft(answered(begun(workspace), "always"))
    finished = finished_from(workspace, draft)
    with monkeypatch.context() as patch:
        patch.setattr(StoredResponses, "_clear", lambda *_: None)
        workspace.finish(finished, draft)
    assert names(workspace) == ["kresponse1.draft.json", "kresponse1.json"]
    fresh = reopened(workspace.root)
    found = fresh.returning(WORDS)
    assert found is not None
    assert (found.draft, found.finished) == (None, finished)
    assert fresh.turnout(ROUND) == Turnout(1, 1)
    assert fresh.drafts(ROUND) == 0
    amended = fresh.save_draft(amend(finished))
    assert names(workspace) == ["kresponse1.draft.json", "kresponse1.json"]
    assert draft_found(workspace) == amended


def test_finished_answers_stand_while_they_are_amended_and_until_they_are_finished_again(
    workspace: Workspace,
) -> None:
    finished = finished_in(workspace)
    draft = workspace.save_draft(answered(amend(finished), "never"))
    assert workspace.records().responses == (finished.response,)
    assert workspace.turnout(ROUND) == Turnout(1, 1)
    assert workspace.drafts(ROUND) == 1
    again = finished_from(workspace, draft, finished)
    workspace.finish(again, draft)
    assert names(workspace) == ["kresponse1.json"]
    (response,) = workspace.records().responses
    assert response == again.response
    assert response.replaces == (finished.response.revision,)


def test_dropping_an_amendment_leaves_the_finished_answers(workspace: Workspace) -> None:
    finished = finished_in(workspace)
    workspace.drop_draft(workspace.save_draft(amend(finished)))
    assert names(workspace) == ["kresponse1.json"]
    workspace.drop_draft(amend(finished))


def test_dropping_a_draft_leaves_nothing_of_it_second_versions_included(workspace: Workspace) -> None:
    draft = begun(workspace)
    workspace.save_draft(answered(draft, "always"))
    reopened(workspace.root).save_draft(answered(draft, "never"))
    assert len(names(workspace)) == 2
    workspace.drop_draft(draft)
    assert names(workspace) == []
    assert workspace.returning(WORDS) is None


def test_two_terminals_on_one_draft_keep_a_file_each_and_go_on_there(workspace: Workspace) -> None:
    draft = begun(workspace)
    other = reopened(workspace.root)
    here = workspace.save_draft(answered(draft, "always", 1))
    there = other.save_draft(answered(draft, "never", 1))
    assert names(workspace) == sorted([f"kresponse1.{there.mark}.draft.json", "kresponse1.draft.json"])
    here = workspace.save_draft(answered(here, "always", 2))
    there = other.save_draft(answered(there, "never", 3))
    assert len(names(workspace)) == 2
    assert workspace.turnout(ROUND) == Turnout(1, 0)
    assert draft_found(workspace) == there
    third = reopened(workspace.root)
    third.save_draft(answered(there, "sometimes", 3))
    third.save_draft(answered(here, "sometimes", 2))
    assert len(names(workspace)) == 2


def test_a_draft_from_elsewhere_finds_its_own_second_file_again(workspace: Workspace) -> None:
    draft = begun(workspace)
    workspace.save_draft(answered(draft, "always", 1))
    there = reopened(workspace.root).save_draft(answered(draft, "never", 3))
    finished = finished_from(workspace, there)
    fresh = reopened(workspace.root)
    fresh.save_draft(there)
    fresh.finish(finished, there)
    assert "kresponse1.json" in names(workspace)


def test_two_terminals_that_finish_the_same_answers_leave_one_version(workspace: Workspace) -> None:
    draft = workspace.save_draft(answered(begun(workspace), "always"))
    other = reopened(workspace.root)
    first, second = finished_from(workspace, draft), finished_from(workspace, draft)
    workspace.finish(first, draft)
    other.finish(second, draft)
    assert reopened(workspace.root).records().responses == (first.response,)


def test_two_terminals_that_finish_one_draft_make_a_conflict_and_no_loss(workspace: Workspace) -> None:
    draft = workspace.save_draft(answered(begun(workspace), "always"))
    other = reopened(workspace.root)
    here, there = finished_from(workspace, draft), finished_from(workspace, answered(draft, "never"))
    workspace.finish(here, draft)
    other.finish(there, draft)
    assert set(workspace.records().responses) == {here.response, there.response}
    assert names(workspace) == sorted(["kresponse1.json", f"kresponse1.{there.response.revision}.json"])
    assert workspace.turnout(ROUND) == Turnout(1, 1)


def test_an_amendment_that_replaces_both_ends_the_conflict(workspace: Workspace) -> None:
    draft = workspace.save_draft(answered(begun(workspace), "always"))
    here, there = finished_from(workspace, draft), finished_from(workspace, answered(draft, "never"))
    workspace.finish(here, draft)
    reopened(workspace.root).finish(there, draft)
    both = replace(here.response, replaces=(there.response.revision,))
    settled = finished_from(workspace, workspace.save_draft(amend(replace(here, response=both))), here)
    workspace.finish(settled, draft)
    assert names(workspace)[0] == "kresponse1.draft.json"
    assert workspace.records().responses == (settled.response,)


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 300])
def test_a_damaged_draft_is_never_written_over(workspace: Workspace, damage: bytes) -> None:
    draft = begun(workspace)
    path = folder_of(workspace).draft("kresponse1")
    path.write_bytes(damage)
    kept = workspace.save_draft(answered(draft, "always"))
    assert path.read_bytes() == damage
    assert draft_found(workspace) == kept
    assert workspace.save_draft(answered(kept, "never")).mark
    assert len(names(workspace)) == 2


def test_a_damaged_finished_file_is_never_written_over_and_is_named(workspace: Workspace) -> None:
    finished = finished_in(workspace)
    draft = workspace.save_draft(answered(amend(finished), "never"))
    path = folder_of(workspace).finished("kresponse1")
    path.write_bytes(path.read_bytes()[:200])
    again = finished_from(workspace, draft, finished)
    workspace.finish(again, draft)
    fresh = reopened(workspace.root)
    assert fresh.records().responses == (again.response,)
    (said,) = fresh.faults()
    assert "responses/kresponse1.json cannot be read" in said


def test_reading_a_workspace_changes_no_byte_and_no_time_of_it(workspace: Workspace) -> None:
    finished_in(workspace)
    begun(workspace, "kresponse2")
    (folder_of(workspace).responses / "kresponse3.json").write_bytes(b"half")
    (folder_of(workspace).responses / "kresponse1 (copy).json").write_bytes(b"{}")
    before = files_in(workspace.root)
    times = {path: path.stat().st_mtime_ns for path in workspace.root.rglob("*")}
    fresh = reopened(workspace.root)
    fresh.tidy()
    fresh.rounds(), fresh.records(), fresh.returning(WORDS), fresh.faults(), fresh.drafts(ROUND)
    fresh.turnout(ROUND), fresh.banks(ROUND)
    assert files_in(workspace.root) == before
    assert {path: path.stat().st_mtime_ns for path in workspace.root.rglob("*")} == times


def test_turnout_comes_from_names_alone(workspace: Workspace) -> None:
    for name in ("ka.json", "kb.json", "kb.draft.json", "kc.draft.json", "kd.km.draft.json", "ke.kr.json"):
        (folder_of(workspace).responses / name).write_bytes(b"")
    for name in (".coreflect-1.tmp", "kf.json.bak", "Kg.json", "kh (copy).json", "desktop.ini"):
        (folder_of(workspace).responses / name).write_bytes(b"")
    assert workspace.turnout(ROUND) == Turnout(5, 3)
    assert workspace.turnout(ROUND).unfinished == 2


def test_a_file_that_holds_another_persons_answers_than_its_name_says_is_no_record(workspace: Workspace) -> None:
    finished_in(workspace)
    folder = folder_of(workspace)
    folder.finished("kother").write_bytes(folder.finished("kresponse1").read_bytes())
    assert len(workspace.records().responses) == 1
    assert "kother.json cannot be read" in workspace.faults()[0]


@pytest.mark.parametrize("response", ["../x", "a/b", "A", "con", "", "k.json"])
def test_no_id_of_a_response_leads_out_of_its_folder(workspace: Workspace, response: str) -> None:
    before = files_in(workspace.root)
    with pytest.raises(Exception, match="not an id"):
        begun(workspace, response)
    assert files_in(workspace.root) == before


def test_words_that_fit_nothing_open_nothing(workspace: Workspace) -> None:
    begun(workspace)
    assert workspace.returning("lantern river") is None
    assert workspace.returning("") is None
    assert workspace.returning(" , ") is None


def test_words_that_fit_two_people_of_a_round_open_neither(workspace: Workspace) -> None:
    begun(workspace, "kresponse1")
    begun(workspace, "kresponse2")
    assert workspace.returning(WORDS) is None


def test_the_same_words_in_two_rounds_open_the_newer_one(tmp_path: Path) -> None:
    later = kept_round(id="mill-lane-2026-11-02-bcdfgj", date="2026-11-02")
    workspace = a_workspace(tmp_path / "w", kept_round(), later)
    begun(workspace)
    mark = workspace.words_mark(later.id, WORDS)
    workspace.save_draft(Draft("kresponse2", later.id, "carer", words=mark))
    found = workspace.returning(WORDS)
    assert found is not None
    assert found.round == later


def test_the_words_themselves_are_nowhere_on_the_disk(workspace: Workspace) -> None:
    finished_in(workspace)
    for content in files_in(workspace.root).values():
        assert b"lantern" not in content
        assert b"meadow" not in content


def test_answers_are_kept_though_the_facts_of_their_round_are_damaged(workspace: Workspace) -> None:
    draft = begun(workspace)
    folder_of(workspace).reflection.write_bytes(b"")
    fresh = reopened(workspace.root)
    kept = fresh.save_draft(answered(draft, "always"))
    assert kept.mark != draft.mark


def test_answers_are_not_kept_where_their_round_is_gone(workspace: Workspace, tmp_path: Path) -> None:
    draft = begun(workspace)
    folder_of(workspace).path.rename(tmp_path / "away")
    with pytest.raises(NotSaved, match="is not there any more"):
        workspace.save_draft(answered(draft, "always"))
    assert workspace.round_folders() == ()


def test_an_empty_folder_that_a_copy_left_out_is_made_again(workspace: Workspace) -> None:
    for folder in folder_of(workspace).folders[1:]:
        folder.rmdir()
    fresh = reopened(workspace.root)
    finished_in(fresh)
    fresh.save_helped(ROUND, "paid")
    assert fresh.withdraw(ROUND, "kresponse1") == ()


def test_people_who_had_help_are_counted_one_record_each(workspace: Workspace) -> None:
    for kind in ("chosen", "paid", "paid"):
        workspace.save_helped(ROUND, kind)
    room = reopened(workspace.root).records().room
    assert sorted(count.answer for count in room) == ["chosen", "paid", "paid"]
    assert {(count.kind, count.count, count.item, count.replaces) for count in room} == {("helped", 1, "", ())}
    assert len({count.id for count in room}) == 3
