"""Processes that record what one room settles, at the same time; each says every revision that it was told is kept.

Started as a program: the workspace's folder, a name, and how many rounds of recording. It waits for a line first.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from coreflect.core.meeting.actions import Planned, new_action, updated
from coreflect.core.meeting.room import agreed, record_id, tally
from coreflect.core.model import Note
from coreflect.workspace.ids import SystemIds
from tests.support.builders.workspaces import kept_round, reopened

KEY = ("tiny", "doing-1", 1)
SHARED_ACTION = "kshared"


def say(*words: object) -> None:
    """Write one short line at once; a pipe takes it whole."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def record(root: Path, name: str, times: int) -> None:
    """Count hands, settle a level, write a note, add an action and update the one that all share, so many times."""
    workspace, ids, round_id = reopened(root), SystemIds(), kept_round().id
    workspace.room(round_id)
    say("ready")
    sys.stdin.readline()
    for number in range(times):
        for kind in ("tally", "agreed"):
            record_of = record_id(round_id, "tally" if kind == "tally" else "agreed", *KEY[:2])
            before = tuple(row for row in workspace.room(round_id) if row.id == record_of)
            if kind == "tally":
                rows = tally(round_id, KEY, {("everyone", "always"): number + 1}, before, ids)
            else:
                rows = agreed(round_id, KEY, "differently", before, ids)
            workspace.save_room(rows)
            say("room", rows[0].id, rows[0].revision)
        note = Note(ids.record(), ids.record(), (), round_id, *KEY[:2], "", "room", f"{name} {number}")
        workspace.save_room_note(note)
        say("notes", note.id, note.revision)
        action = new_action(round_id, Planned(f"{name} {number}", "Priya", "", "Tom"), ids)
        workspace.save_action(action)
        say("actions", action.id, action.revision)
        shared = next(one for one in workspace.actions() if one.id == SHARED_ACTION)
        changed = updated(shared, ids, outcome=f"{name} {number}")
        workspace.save_action(changed)
        say("actions", changed.id, changed.revision)


if __name__ == "__main__":
    record(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
