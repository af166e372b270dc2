"""What the room settles, writes down and plans as tables, and back: a table's name says what a file holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import cast

from coreflect.core.actions import HAPPENED, PROGRESS
from coreflect.core.model import Action, Note, Progress, RoomCount, RoomKind, Sharing
from coreflect.workspace.fields import Fields, NoRecord, expected, without
from coreflect.workspace.storage import Tables

HELPED = "room"
"""The table of one person's help with answering: a single count, whose file has this name since the first version."""
SETTLED: tuple[RoomKind, ...] = ("tally", "agreed", "to-talk")
"""The tables of what a room settles: one record of several rows."""

_OF_RECORD = ("id", "revision", "replaces", "round", "kind")
_SHARINGS = ("room", "facilitator")
_ACTION_TEXTS = ("revision", "round", "bank", "item", "what", "who", "due", "checked_by", "outcome")

Said = tuple[RoomCount, ...] | Note | Action


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """One record of a round's room: the rows of a count, a note, or an action."""

    said: Said

    @property
    def head(self) -> RoomCount | Note | Action:
        """What bears the record's id, revision and round; every row of a count bears the same."""
        return self.said[0] if isinstance(self.said, tuple) else self.said


def room_tables(counts: Sequence[RoomCount]) -> Tables:
    """The tables of the file of one count of the room, with all its rows."""
    first = counts[0]
    if first.kind == "helped":
        return {HELPED: {first.id: without(asdict(first), "id")}}
    rows = [{name: value for name, value in asdict(row).items() if name not in _OF_RECORD} for row in counts]
    record = {"revision": first.revision, "replaces": first.replaces, "round": first.round, "rows": rows}
    return {first.kind: {first.id: record}}


def note_tables(note: Note) -> Tables:
    """The tables of the file of what the room wrote down."""
    return {"note": {note.id: without(asdict(note), "id")}}


def action_tables(action: Action) -> Tables:
    """The tables of an action's file."""
    return {"action": {action.id: without(asdict(action), "id")}}


def read_room_record_of(round_id: str, record: str) -> Callable[[Tables], RoomRecord]:
    """What reads the record of a room with this id, and raises NoRecord where the tables do not hold it."""

    def fits(found: RoomRecord) -> bool:
        return (found.head.id, found.head.round) == (record, round_id)

    return lambda tables: expected(RoomRecord(read_room_record(tables)), fits)


def read_room_record(tables: Tables) -> Said:
    """The count, the note or the action that these tables hold.

    Raises:
        NoRecord: they hold none, or several.
    """
    if len(tables) != 1:
        raise NoRecord("tables")
    (table,) = tables
    if table == "note":
        return _note(*Fields.only(tables, table))
    if table == "action":
        return _action(*Fields.only(tables, table))
    if table == HELPED:
        key, values = Fields.only(tables, table)
        return (_row(key, "helped", values, values),)
    if table not in SETTLED:
        raise NoRecord(table)
    key, values = Fields.only(tables, table)
    rows = tuple(_row(key, table, values, Fields(row)) for row in values.many("rows"))
    if not rows:
        raise NoRecord("rows")
    return rows


def _row(key: str, kind: RoomKind, record: Fields, row: Fields) -> RoomCount:
    return RoomCount(
        id=key,
        revision=record.text("revision"),
        replaces=record.texts("replaces"),
        round=record.text("round"),
        kind=kind,
        bank=row.text("bank"),
        item=row.text("item"),
        edition=row.whole_or_none("edition"),
        side=row.text("side"),
        answer=row.text("answer"),
        count=row.whole("count"),
    )


def _note(key: str, values: Fields) -> Note:
    return Note(
        id=key,
        replaces=values.texts("replaces"),
        sharing=cast("Sharing", values.one_of("sharing", _SHARINGS)),
        **{name: values.text(name) for name in ("revision", "round", "bank", "item", "response", "text")},
    )


def _action(key: str, values: Fields) -> Action:
    happened = values.text_if_there("happened")
    if happened not in ("", *dict(HAPPENED)):
        raise NoRecord("happened")
    return Action(
        id=key,
        replaces=values.texts("replaces"),
        progress=cast("Progress", values.one_of("progress", dict(PROGRESS))),
        happened=happened,
        **{name: values.text(name) for name in _ACTION_TEXTS},
    )
