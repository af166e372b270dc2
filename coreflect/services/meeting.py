"""What a room does when it meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coreflect.core.meeting.steps import to_ask
from coreflect.core.model import Action, Reflection

if TYPE_CHECKING:
    from coreflect.workspace.workspace import Workspace


def open_with(workspace: Workspace, reflection: Reflection) -> tuple[Action, ...]:
    """The actions that this reflection opens with, from what is kept.

    Raises:
        CoreflectError: what is kept cannot be read.
    """
    actions = workspace.actions(reflection.team)
    return to_ask(reflection, actions, workspace.rounds(), workspace.room_notes(reflection.id)) if actions else ()
