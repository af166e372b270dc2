"""A reflection that came in with files alone is gone on with here: its facts, questions and what its room kept go in.

Nobody's answers do: they stay in the file that was brought in, and go away with it when it is taken back.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from coreflect.cli.brought_in import BroughtIn, Holding
from coreflect.core.errors import Misuse
from coreflect.core.names import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coreflect.core.model import Action, Records, RoomCount, Round

OPENED = "It came with files that were brought in. Its questions are kept here now too, so that it can be gone on with."


class Opening(Holding, Protocol):
    """What is needed of a workspace here."""

    def round(self, round_id: str) -> Round:
        """The round with this id."""

    def take_in(self, records: Records) -> None:
        """Keep a round's facts, protection and questions."""

    def keep_room(self, counts: Sequence[RoomCount]) -> None:
        """Keep one record of the room."""

    def keep_action(self, action: Action) -> None:
        """Keep an action."""


def open_here(workspace: Opening, round_id: str, brought_in: BroughtIn | None = None) -> Round:
    """Keep a reflection that is in brought-in files alone, so that its meeting can be held here; returns its facts.

    One that is kept here already is left as it is.

    Raises:
        Misuse: no file that was brought in holds it.
        Refused: such a file is damaged.
        NotKept: it did not reach the disk.
    """
    if any(one.id == round_id for one in workspace.rounds()):
        return workspace.round(round_id)
    records = (brought_in or BroughtIn(workspace)).everything().records
    rounds = tuple(one for one in records.rounds if one.id == round_id)
    if not rounds:
        raise Misuse(f"There is no reflection {shown(round_id)} here.", "`coreflect rounds list` shows them all.")
    names = {name for facts in rounds for asked in facts.banks for name in asked.file_names()}
    workspace.take_in(
        replace(
            records,
            rounds=rounds,
            guards=tuple(one for one in records.guards if one.round == round_id),
            bank_files=tuple(one for one in records.bank_files if one.name in names),
        )
    )
    # How many had help belongs to the answers, and stays with them.
    said = [row for row in records.room if row.round == round_id and row.kind != "helped"]
    for _, rows in groupby(said, key=lambda row: (row.id, row.revision)):
        workspace.keep_room(tuple(rows))
    for action in records.actions:
        if action.round == round_id:
            workspace.keep_action(action)
    return workspace.round(round_id)
