"""A round with what its room kept, from the workspace and from the packages brought in alike: read, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from coreflect.cli.brought_in import BroughtIn, Holding

if TYPE_CHECKING:
    from coreflect.core.bank import Bank
    from coreflect.core.model import Action, Records, RoomCount, Round
    from coreflect.core.results import PublishedRound


class Reading(Holding, Protocol):
    """What is needed of a workspace to read a round of its own."""

    def banks(self, round_id: str) -> tuple[Bank, ...]:
        """The round's questions as they were asked."""

    def room(self, round_id: str) -> tuple[RoomCount, ...]:
        """What its room counted and settled."""

    def actions(self, team: str = "") -> tuple[Action, ...]:
        """What its team will do."""


class AsKept(NamedTuple):
    """A round, its questions as they were asked, what its room counted, settled and planned, and every round's date.

    `brought_in` says that it is in brought-in files alone.
    """

    facts: Round
    banks: tuple[Bank, ...]
    room: tuple[RoomCount, ...]
    actions: tuple[Action, ...]
    dates: Mapping[str, str]
    brought_in: bool = False


def as_kept(workspace: Holding, facts: Round) -> tuple[AsKept, PublishedRound]:
    """A round with what its room kept, and as it may be shown; a bank that cannot be read is left out."""
    from coreflect.cli.meeting import as_shown

    merged = BroughtIn(workspace).everything(team_of=facts)
    return _of(merged.records, facts), as_shown(merged, facts.id)


def kept_or_brought_in(workspace: Reading, facts: Round) -> AsKept:
    """A round as the workspace keeps it; where it does not, as the files say that were brought in."""
    own = {one.id: one.date for one in workspace.rounds()}
    if facts.id not in own:
        return as_kept(workspace, facts)[0]._replace(brought_in=True)
    actions = tuple(one for one in workspace.actions(facts.team) if one.round == facts.id)
    return AsKept(facts, workspace.banks(facts.id), workspace.room(facts.id), actions, own)


def every_action(workspace: Holding) -> tuple[Action, ...]:
    """What was agreed in every round, brought in or not, by the rounds' dates and ids; both of two in conflict."""
    records = BroughtIn(workspace).everything().records
    dates = {one.id: one.date for one in records.rounds}
    return tuple(sorted(records.actions, key=lambda one: (dates.get(one.round, ""), one.id, one.revision)))


def _of(records: Records, facts: Round) -> AsKept:
    from coreflect.core.bank_schema import read_bank

    files = {file.name: file.content for file in records.bank_files}
    banks = []
    for asked in facts.banks:
        name = asked.file_names()[0]
        if name in files:
            bank, _ = read_bank(f"{asked.bank}.toml", files[name])
            banks += [bank] if bank else []
    return AsKept(
        facts,
        tuple(banks),
        tuple(row for row in records.room if row.round == facts.id and row.kind != "helped"),
        tuple(one for one in records.actions if one.round == facts.id),
        {one.id: one.date for one in records.rounds},
    )
