"""Processes that keep answers until they are killed; each says what it was told is kept, and nothing before.

Started as a program it is a spawner: each line "go" on its input forks a process that keeps answers for ever, and
writes its lines to the same output: "pid", "draft" and "finished" when begun and kept. "dead" follows its end.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from coreflect.core.reflections.responses import Draft, DraftNote
from coreflect.workspace.ids import SystemIds
from tests.support.builders.workspaces import (
    LEVELS,
    answered,
    finished_from,
    folder_of,
    kept_round,
    reopened,
    responses_of,
)

SAVES_A_PERSON = 7


def say(*words: object) -> None:
    """Write one short line at once; a pipe takes it whole."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def state(draft: Draft, number: int) -> Draft:
    """The draft in its state of this number: every choice and the note say the same number."""
    note = DraftNote(("tiny", "doing-1"), f"n{draft.response}", f"{number} " * 300, "room")
    return replace(answered(draft, LEVELS[number % 3]), notes=(note,), at=number)


def keep_answers(root: Path, people: int | None = None) -> None:
    """Answer as one person after the other, saying each answer that is kept."""
    workspace = reopened(root)
    ids = SystemIds()
    while people is None or people > 0:
        draft = Draft(ids.record(), kept_round().id, "carer")
        for number in range(SAVES_A_PERSON):
            draft = workspace.save_draft(state(draft, number))
            say("draft", draft.response, number)
        workspace.finish(finished_from(workspace, draft), draft)
        say("finished", draft.response, SAVES_A_PERSON - 1)
        people = None if people is None else people - 1


def spawn(root: Path) -> None:
    """Fork one keeper for each line read."""
    reopened(root).banks(kept_round().id)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            say("pid", os.getpid())
            try:
                keep_answers(root)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        say("dead", os.waitstatus_to_exitcode(status))


def amend_one(root: Path, name: str) -> None:
    """Once something is typed, save the draft of the one person there is twenty times, under this name."""
    workspace = reopened(root)
    draft = responses_of(workspace).draft(folder_of(workspace), "kresponse1")
    assert draft
    say("ready")
    sys.stdin.readline()
    for number in range(20):
        draft = workspace.save_draft(replace(draft, code=name, at=number))


if __name__ == "__main__":
    what, folder, *more = sys.argv[1:]
    if what == "spawn":
        spawn(Path(folder))
    elif what == "answer":
        keep_answers(Path(folder), int(more[0]))
    else:
        amend_one(Path(folder), more[0])
