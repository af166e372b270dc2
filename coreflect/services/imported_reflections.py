"""Reads a reflection with its room's records, whether it is stored in the workspace or only in imported files.

One that is only in imported files can be opened here, so that its meeting can go on; nobody's answers are copied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.banks.read import read_bank
from coreflect.core.errors import Misuse
from coreflect.core.names import shown
from coreflect.services.all_records import AllRecords

if TYPE_CHECKING:
    from coreflect.core.banks.bank import Bank
    from coreflect.core.model import Action, Records, Reflection, RoomCount
    from coreflect.workspace.workspace import Workspace

OPENED_HERE = "It came in a file that was added. Its questions are saved here now too, so that its meeting can go on."


class StoredReflection(NamedTuple):
    """A reflection, its questions as they were asked, what its room counted, settled and planned, and every date.

    `dates` holds the date of every reflection by its id; `imported` says that this one is in imported files alone.
    """

    reflection: Reflection
    banks: tuple[Bank, ...]
    room: tuple[RoomCount, ...]
    actions: tuple[Action, ...]
    dates: Mapping[str, str]
    imported: bool = False


def stored_reflection(workspace: Workspace, reflection: Reflection) -> StoredReflection:
    """Read a reflection as the workspace stores it; where it does not, as the imported files say."""
    own = {other.id: other.date for other in workspace.rounds()}
    if reflection.id not in own:
        return merged_reflection(workspace, reflection)._replace(imported=True)
    actions = tuple(action for action in workspace.actions(reflection.team) if action.round == reflection.id)
    return StoredReflection(reflection, workspace.banks(reflection.id), workspace.room(reflection.id), actions, own)


def merged_reflection(workspace: Workspace, reflection: Reflection) -> StoredReflection:
    """Read a reflection from the workspace and all imported files together."""
    return from_records(AllRecords(workspace).merged(team_of=reflection).as_read.records, reflection)


def from_records(records: Records, reflection: Reflection) -> StoredReflection:
    """Read a reflection from merged records; a bank that cannot be read is left out."""
    files = {file.name: file.content for file in records.bank_files}
    banks = []
    for asked in reflection.banks:
        name = asked.file_names()[0]
        if name in files:
            bank, _ = read_bank(f"{asked.bank}.toml", files[name])
            banks += [bank] if bank else []
    return StoredReflection(
        reflection,
        tuple(banks),
        tuple(row for row in records.room if row.round == reflection.id and row.kind != "helped"),
        tuple(action for action in records.actions if action.round == reflection.id),
        {other.id: other.date for other in records.rounds},
    )


def open_here(workspace: Workspace, round_id: str, all_records: AllRecords | None = None) -> Reflection:
    """Store a reflection that is in imported files alone, so that its meeting can be held here, and return it.

    Its questions and what its room settled are stored with it; nobody's answers are. One that is stored here already is
    left as it is.

    Raises:
        Misuse: no imported file holds it.
        Refused: such a file is damaged.
        NotSaved: it did not reach the disk.
    """
    if any(reflection.id == round_id for reflection in workspace.rounds()):
        return workspace.round(round_id)
    records = (all_records or AllRecords(workspace)).merged().records
    rounds = tuple(reflection for reflection in records.rounds if reflection.id == round_id)
    if not rounds:
        raise Misuse(f"There is no reflection {shown(round_id)} here.", "`coreflect rounds list` shows them all.")
    names = {name for reflection in rounds for asked in reflection.banks for name in asked.file_names()}
    workspace.save_rounds(
        replace(
            records,
            rounds=rounds,
            guards=tuple(guard for guard in records.guards if guard.round == round_id),
            bank_files=tuple(file for file in records.bank_files if file.name in names),
        )
    )
    # How many had help belongs to the answers, and stays with them.
    settled = [row for row in records.room if row.round == round_id and row.kind != "helped"]
    for _, rows in groupby(settled, key=lambda row: (row.id, row.revision)):
        workspace.save_room(tuple(rows))
    for action in records.actions:
        if action.round == round_id:
            workspace.save_action(action)
    return workspace.round(round_id)
