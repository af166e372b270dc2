"""A workspace on disk with a round, finished responses, notes and a draft, filled as the faces would fill it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coreflect.core.model import Note, Reflection, Response
from coreflect.core.reflections.responses import Draft, Finished
from coreflect.workspace.workspace import Workspace, open_workspace
from tests.support.builders.packages import BANK_FILE, ROUND, reflection, response


def filled(
    folder: Path,
    *,
    round_facts: Reflection | None = None,
    responses: Sequence[Response] = (),
    notes: Sequence[Note] = (),
    drafts: int = 0,
) -> Workspace:
    """A workspace in this folder; the notes go with the first response."""
    workspace = open_workspace(str(folder))
    workspace.save_round(round_facts or reflection(), [BANK_FILE])
    for number, one in enumerate(responses):
        draft = workspace.save_draft(Draft(one.id, one.round, one.perspective))
        workspace.finish(Finished(one, tuple(notes) if number == 0 else (), (), ""), draft)
    for number in range(drafts):
        workspace.save_draft(Draft(f"draft{number}", (round_facts or reflection()).id, "carer"))
    return workspace


__all__ = ["ROUND", "filled", "response"]
