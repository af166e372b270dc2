"""Lists what teams will do, own or imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coreflect.services.all_records import AllRecords

if TYPE_CHECKING:
    from coreflect.core.model import Action
    from coreflect.workspace.workspace import Workspace


def every_action(workspace: Workspace) -> tuple[Action, ...]:
    """List what was agreed in every reflection, own or imported, by the date and id of the reflection.

    Both of two versions in conflict are listed.
    """
    if not workspace.imports():
        return workspace.actions()
    records = AllRecords(workspace).merged().records
    dates = {reflection.id: reflection.date for reflection in records.rounds}
    return tuple(sorted(records.actions, key=lambda action: (dates.get(action.round, ""), action.id, action.revision)))
