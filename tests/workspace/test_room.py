"""What the room settles is on the disk once it is said to be kept, and no terminal writes over what another kept."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.meeting.actions import Planned, new_action, updated
from coreflect.core.meeting.room import agreed, record_id, tally, to_talk
from coreflect.core.model import Action, Note, RoomCount
from coreflect.package.read import read_records
from coreflect.package.write import package_bytes
from coreflect.workspace import room as room_documents
from coreflect.workspace.doctor import Doctor
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.storage import NoRecord, encode
from coreflect.workspace.workspace import Workspace
from tests.support.builders.examples import CountingIds
from tests.support.builders.room_keeping import KEY, SHARED_ACTION
from tests.support.builders.workspaces import (
    FaultySystem,
    a_workspace,
    begun,
    files_in,
    finished_in,
    folder_of,
    kept_round,
    reopened,
    use_system,
)

ROUND = kept_round().id
REPOSITORY = Path(__file__).parents[2]
ANY_TEXT = st.text(st.characters(), max_size=60)
OTHER_KEY = ("tiny", "deciding-1", 1)
PLANNED = Planned("Put a bench by the gate", "Priya", "the fair", "Tom", "tiny", "doing-1")


def hands(before: tuple[RoomCount, ...] = (), **counts: int) -> tuple[RoomCount, ...]:
    shown = {("everyone", answer.replace("_", "-")): count for answer, count in counts.items()}
    return tally(ROUND, KEY, shown, before, SystemIds())


def a_note(**changes: object) -> Note:
    return replace(Note("kn1", "kr1", (), ROUND, "tiny", "doing-1", "", "room", "The gate is heavy."), **changes)  # type: ignore[arg-type]


def room_files(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in folder_of(workspace).room.iterdir())


def test_a_show_of_hands_comes_back_with_all_its_rows_in_another_process(workspace: Workspace) -> None:
    rows = hands(always=3, never=2, not_sure=1)
    workspace.save_room(rows)
    assert sorted(reopened(workspace.root).room(ROUND), key=lambda row: row.answer) == sorted(
        rows, key=lambda row: row.answer
    )
    assert room_files(workspace) == [f"{rows[0].id}.json"]


def test_each_kind_of_record_lies_in_a_file_of_its_own_in_the_rounds_room(workspace: Workspace) -> None:
    workspace.save_room(hands(always=3))
    workspace.save_room(agreed(ROUND, KEY, "differently", (), SystemIds()))
    workspace.save_room(to_talk(ROUND, [KEY, OTHER_KEY], (), SystemIds()))
    workspace.save_room_note(a_note())
    workspace.save_action(new_action(ROUND, PLANNED, SystemIds()))
    workspace.save_helped(ROUND, "paid")
    fresh = reopened(workspace.root)
    assert len(room_files(workspace)) == 6
    assert {row.kind for row in fresh.room(ROUND)} == {"tally", "agreed", "to-talk"}
    assert [row.item for row in fresh.room(ROUND) if row.kind == "to-talk"] == ["doing-1", "deciding-1"]
    assert fresh.room_notes(ROUND) == (a_note(),)
    assert [one.what for one in fresh.actions()] == ["Put a bench by the gate"]
    assert fresh.faults() == ()
    assert Doctor(fresh).examine() == ()


def test_that_nothing_is_chosen_to_talk_about_is_kept_in_place_of_what_was(workspace: Workspace) -> None:
    ids = SystemIds()
    chosen = to_talk(ROUND, [KEY], (), ids)
    workspace.save_room(chosen)
    workspace.save_room(to_talk(ROUND, [], chosen, ids))
    fresh = reopened(workspace.root)
    assert [(row.item, row.count) for row in fresh.room(ROUND)] == [("", 0)]
    assert len(room_files(workspace)) == 1
    assert Doctor(fresh).examine() == ()


def test_a_second_count_takes_the_place_of_the_first(workspace: Workspace) -> None:
    first = hands(always=3)
    workspace.save_room(first)
    second = hands(first, always=5)
    workspace.save_room(second)
    assert reopened(workspace.root).room(ROUND) == second
    assert len(room_files(workspace)) == 1


def test_a_count_that_another_terminal_made_meanwhile_is_kept_beside_and_not_lost(workspace: Workspace) -> None:
    mine, theirs = hands(always=3), hands(always=4)
    workspace.save_room(mine)
    other = reopened(workspace.root)
    other.save_room(theirs)
    record = mine[0].id
    assert sorted(room_files(workspace)) == sorted([f"{record}.json", f"{record}.{theirs[0].revision}.json"])
    assert {row.revision for row in workspace.room(ROUND)} == {mine[0].revision, theirs[0].revision}
    (found,) = Doctor(workspace).examine()
    assert (found.kind, found.mending) == ("two-versions", "")


def test_whoever_counts_again_replaces_both(workspace: Workspace) -> None:
    workspace.save_room(hands(always=3))
    workspace.save_room(hands(always=4))
    again = hands(workspace.room(ROUND), always=5)
    workspace.save_room(again)
    assert workspace.room(ROUND) == again
    assert room_files(workspace) == [f"{again[0].id}.json"]


def test_an_update_of_an_action_from_an_old_copy_is_kept_beside_the_newer_one(workspace: Workspace) -> None:
    action = new_action(ROUND, PLANNED, SystemIds())
    workspace.save_action(action)
    mine = updated(action, SystemIds(), progress="doing")
    theirs = updated(action, SystemIds(), progress="done")
    workspace.save_action(mine)
    reopened(workspace.root).save_action(theirs)
    assert {one.progress for one in workspace.actions()} == {"doing", "done"}
    assert {one.revision for one in workspace.records().actions} == {mine.revision, theirs.revision}


def test_the_room_is_in_what_an_export_takes_and_survives_it(workspace: Workspace) -> None:
    workspace.save_room(hands(always=3))
    workspace.save_room_note(a_note())
    action = new_action(ROUND, PLANNED, SystemIds())
    workspace.save_action(action)
    finished_in(workspace)
    records = workspace.records([ROUND])
    read = read_records(package_bytes(records), "it")
    assert (read.notes, read.actions) == ((a_note(),), (action,))
    assert [(row.kind, row.answer, row.count) for row in read.room] == [("tally", "always", 3)]


def test_notes_of_the_room_are_not_notes_of_people_who_answered(workspace: Workspace) -> None:
    finished_in(workspace)
    assert reopened(workspace.root).room_notes(ROUND) == ()


def test_a_teams_actions_come_by_the_date_of_their_round(tmp_path: Path) -> None:
    earlier = kept_round(id="mill-lane-2025-11-01-zzzzzz", date="2025-11-01", revision="k0other")
    elsewhere = kept_round(id="quay-2025-01-01-bbbbbb", date="2025-01-01", team="quay", revision="k0third")
    workspace = a_workspace(tmp_path / "w", kept_round(), earlier, elsewhere)
    for reflection in (kept_round(), earlier, elsewhere):
        workspace.save_action(new_action(reflection.id, PLANNED._replace(what=reflection.date), SystemIds()))
    assert [one.what for one in workspace.actions("mill-lane")] == ["2025-11-01", "2026-05-12"]
    assert [one.what for one in workspace.actions()] == ["2025-01-01", "2025-11-01", "2026-05-12"]


def test_how_many_are_unfinished_counts_who_amends_and_no_crash(workspace: Workspace) -> None:
    assert workspace.drafts(ROUND) == 0
    begun(workspace, "kresponse1")
    finished_in(workspace, "kresponse2")
    assert (workspace.drafts(ROUND), workspace.turnout(ROUND).unfinished) == (1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are another thing there")
def test_files_of_the_room_are_for_their_owner_and_bear_the_rounds_date(workspace: Workspace) -> None:
    workspace.save_action(new_action(ROUND, PLANNED, SystemIds()))
    (path,) = folder_of(workspace).room.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert f"{datetime.fromtimestamp(path.stat().st_mtime, UTC):%Y-%m-%d}" == kept_round().date


def test_a_damaged_record_is_named_passed_over_and_never_written_over(workspace: Workspace) -> None:
    first = hands(always=3)
    workspace.save_room(first)
    path = folder_of(workspace).room / f"{first[0].id}.json"
    path.write_bytes(b"half")
    assert workspace.room(ROUND) == ()
    assert first[0].id in workspace.faults()[0]
    second = hands(first, always=4)
    workspace.save_room(second)
    assert path.read_bytes() == b"half"
    assert workspace.room(ROUND) == second


def test_a_record_under_another_ones_name_or_in_another_round_is_no_record(workspace: Workspace) -> None:
    rows = hands(always=3)
    workspace.save_room(rows)
    path = folder_of(workspace).room / f"{rows[0].id}.json"
    path.rename(path.with_name("kother.json"))
    assert workspace.room(ROUND) == ()
    path.write_bytes(encode(room_documents.room_tables([replace(row, round="another") for row in rows])))
    assert reopened(workspace.root).room(ROUND) == ()


def test_an_id_that_leads_out_of_the_folder_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Misuse):
        workspace.save_action(replace(new_action(ROUND, PLANNED, SystemIds()), id="../../round"))
    with pytest.raises(Misuse):
        workspace.save_room_note(a_note(revision="../x"))


def test_reading_the_room_changes_nothing(workspace: Workspace) -> None:
    workspace.save_room(hands(always=3))
    before = files_in(workspace.root)
    fresh = reopened(workspace.root)
    fresh.room(ROUND), fresh.room_notes(ROUND), fresh.actions(), fresh.drafts(ROUND), fresh.revisions(ROUND)
    assert files_in(workspace.root) == before


def test_a_failure_at_any_step_leaves_the_earlier_count_and_the_next_try_is_no_second_version(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = hands(always=3)
    workspace.save_room(first)
    counting = FaultySystem()
    with monkeypatch.context() as patched:
        use_system(patched, counting)
        workspace.save_room(first)
    for step in range(len(counting.steps)):
        second = hands(workspace.room(ROUND), always=step)
        with monkeypatch.context() as patched:
            use_system(patched, FaultySystem(step, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
            with pytest.raises(NotSaved):
                workspace.save_room(second)
        assert len({row.revision for row in reopened(workspace.root).room(ROUND)}) == 1
        workspace.save_room(second)
        assert workspace.room(ROUND) == second
        assert len(room_files(workspace)) == 1


@given(what=ANY_TEXT, who=ANY_TEXT, outcome=ANY_TEXT, happened=st.sampled_from(["", "yes", "partly", "no", "not-sure"]))
def test_any_text_in_an_action_comes_back(what: str, who: str, outcome: str, happened: str) -> None:
    action = Action(
        "ka1",
        "kr1",
        ("kr0",),
        ROUND,
        "",
        "",
        what,
        who,
        outcome,
        what,
        "doing",
        happened,
        outcome,  # type: ignore[arg-type]
    )
    tables = json.loads(encode(room_documents.action_tables(action)))
    del tables["format"]
    assert room_documents.read_room_record(tables) == action


@given(ANY_TEXT)
def test_any_text_in_a_note_of_the_room_comes_back(text: str) -> None:
    tables = json.loads(encode(room_documents.note_tables(a_note(text=text))))
    del tables["format"]
    assert room_documents.read_room_record(tables) == a_note(text=text)


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {"tally": {}},
        {"tally": {"k1": {"revision": "r", "replaces": [], "round": ROUND, "rows": []}}},
        {"tally": {"k1": {"revision": "r", "replaces": [], "round": ROUND, "rows": ["x"]}}},
        {"tally": {"k1": {"revision": 1, "replaces": [], "round": ROUND, "rows": [{}]}}},
        {"helped": {"k1": {}}},
        {"note": {"k1": {}}},
        {"action": {"k1": {}}},
        {"note": {"k1": {}}, "action": {"k1": {}}},
        {"something": {"k1": {}}},
    ],
)
def test_what_has_another_shape_is_no_record(tables: dict[str, dict[str, object]]) -> None:
    with pytest.raises(NoRecord):
        room_documents.read_room_record(tables)  # type: ignore[arg-type]


def test_an_action_that_was_kept_before_anybody_could_be_asked_has_no_answer_yet() -> None:
    action = new_action(ROUND, PLANNED, CountingIds())
    tables = json.loads(encode(room_documents.action_tables(action)))
    del tables["format"], tables["action"][action.id]["happened"]
    assert room_documents.read_room_record(tables) == action


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be held there")
@pytest.mark.parametrize(("processes", "times"), [(2, 12), (4, 6)])
def test_terminals_that_record_at_the_same_time_lose_nothing(tmp_path: Path, processes: int, times: int) -> None:
    workspace = a_workspace(tmp_path / "w")
    workspace.save_action(replace(new_action(ROUND, PLANNED, SystemIds()), id=SHARED_ACTION))
    command = [sys.executable, "-m", "tests.support.builders.room_keeping", str(tmp_path / "w")]
    started = [
        subprocess.Popen(
            [*command, f"t{number}", str(times)],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0] for process in started]
    assert [process.returncode for process in started] == [0] * processes
    kept = {tuple(line.split()) for lines in said for line in lines.splitlines()}
    assert len(kept) == processes * times * 5
    records = reopened(tmp_path / "w").records()
    there: set[tuple[str, str, str]] = set()
    for table in ("room", "notes", "actions"):
        for one in getattr(records, table):
            there |= {(table, one.id, revision) for revision in (one.revision, *one.replaces)}
    assert kept - there == set()


def test_two_laptops_counts_of_one_thing_have_one_name_and_two_things_two() -> None:
    names = {record_id(ROUND, kind, "tiny", item) for kind in ("tally", "agreed") for item in ("doing-1", "doing-2")}  # type: ignore[arg-type]
    assert len(names) == 4
    assert hands(always=1)[0].id == hands(never=2)[0].id
