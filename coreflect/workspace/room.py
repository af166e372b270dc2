"""Stores the records of a reflection's room (counts, notes and actions), each in a file of its own.

No record leads to a person. A save that finds a revision that it does not replace goes to a second file, so that there
is a conflict and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from coreflect.core.errors import Damaged, NotSaved
from coreflect.core.merging.revisions import goes_with_answers
from coreflect.core.model import Action, Note, Progress, RoomCount, RoomKind, Sharing
from coreflect.core.ports import Ids
from coreflect.core.texts.actions import HAPPENED, PROGRESS
from coreflect.core.texts.home import NO_NEW_ONES, WHAT_STAYS
from coreflect.files.atomic import remove
from coreflect.workspace.folders import RoundFolder, locked, room_name, safe_id
from coreflect.workspace.storage import DocumentReader, NoRecord, RecordFiles, Tables, expected, without_field
from coreflect.workspace.withdrawals import Withdrawals


class StoredRoom:
    """Stores and reads the rooms of a workspace's rounds; `day` is always the round's date, for the file's time."""

    def __init__(self, files: RecordFiles, withdrawals: Withdrawals, ids: Ids) -> None:
        self._files = files
        self._withdrawals = withdrawals
        self._ids = ids
        self._tried: dict[Path, str] = {}

    def save_helped(self, folder: RoundFolder, kind: str, record: str, day: str) -> None:
        """Save that one person had this kind of help, in a record with this id (or a new one); it names nobody.

        Saved again with the same id after a failure, it still counts one person.

        Raises:
            NotSaved: it did not reach the disk.
        """
        record = record or self._ids.record()
        count = RoomCount(record, self._ids.record(), (), folder.id, "helped", "", "", None, "", kind, 1)
        self._save(folder, count, room_tables((count,)), day)

    def drop_helped(self, folder: RoundFolder, record: str) -> None:
        """Remove the count of one person who had help, if it exists.

        Raises:
            NotSaved: it could not be removed.
        """
        remove(folder.room_record(record))

    def save_counts(self, folder: RoundFolder, counts: Sequence[RoomCount], day: str) -> None:
        """Save one count of the room with all its rows.

        Raises:
            NotSaved: it did not reach the disk.
        """
        if counts:
            self._save(folder, counts[0], room_tables(counts), day)

    def save_note(self, folder: RoundFolder, note: Note, day: str) -> None:
        """Save a note of the room.

        Raises:
            NotSaved: it did not reach the disk.
        """
        self._save(folder, note, note_tables(note), day)

    def save_action(self, folder: RoundFolder, action: Action, day: str) -> None:
        """Save an action, new or as a new revision.

        Raises:
            NotSaved: it did not reach the disk.
        """
        self._save(folder, action, action_tables(action), day)

    def drop(self, folder: RoundFolder, record: str, revision: str) -> None:
        """Remove the file that holds this revision of a record; another revision stays.

        Raises:
            NotSaved: it could not be removed.
        """
        with locked(folder.room):
            for path in (folder.room_record(record), folder.room_record(record, revision)):
                there = self._files.load(path, read_room_record_of(folder.id, record))
                if there and there.head.revision == revision:
                    remove(path)

    def records(self, folder: RoundFolder) -> tuple[RoomRecord, ...]:
        """List the readable records that no other replaces, by id and revision; a conflict is listed with all versions.

        For a forgotten round these are the agreed levels and the actions.
        """
        found = sorted(self._readable(folder), key=lambda record: (record.head.id, record.head.revision))
        if self._withdrawals.is_forgotten(folder):
            found = [record for record in found if stays(record.head)]
        replaced = {(record.head.id, revision) for record in found for revision in record.head.replaces}
        return tuple(record for record in found if (record.head.id, record.head.revision) not in replaced)

    def _readable(self, folder: RoundFolder) -> Iterable[RoomRecord]:
        for file_name in self._files.names(folder.room):
            name = room_name(file_name)
            if name is None:
                continue
            record = self._files.load_or_pass_over(folder.room / file_name, read_room_record_of(folder.id, name[0]))
            if record is not None:
                yield record

    def _save(self, folder: RoundFolder, head: RoomCount | Note | Action, tables: Tables, day: str) -> None:
        safe_id(head.revision)
        if folder.reflection.is_file():
            self._files.make(folder.room)
        with locked(folder.room):
            if not stays(head) and self._withdrawals.is_forgotten(folder):
                raise NotSaved(NO_NEW_ONES, WHAT_STAYS)
            path = self._place_of(folder, head)
            # A save whose last fsync failed may be on the disk: trying again must not make a second version.
            self._tried[path] = head.revision
            self._files.save(path, tables, day)
            del self._tried[path]
            self._clear_replaced(folder, head)

    def _place_of(self, folder: RoundFolder, head: RoomCount | Note | Action) -> Path:
        usual = folder.room_record(head.id)
        try:
            there = self._files.load(usual, read_room_record_of(folder.id, head.id))
        except Damaged:
            return folder.room_record(head.id, head.revision)
        earlier = (*head.replaces, head.revision, self._tried.get(usual))
        if there is None or there.head.revision in earlier:
            return usual
        return folder.room_record(head.id, head.revision)

    def _clear_replaced(self, folder: RoundFolder, head: RoomCount | Note | Action) -> None:
        for file_name in self._files.names(folder.room) if head.replaces else ():
            name = room_name(file_name)
            if name and name[0] == head.id and name[1] in head.replaces:
                # A file that cannot be removed is known to be replaced, because a newer revision says so.
                with suppress(OSError):
                    (folder.room / file_name).unlink(missing_ok=True)


def stays(head: RoomCount | Note | Action) -> bool:
    """Whether a record stays when its round is forgotten."""
    return isinstance(head, Action) or not goes_with_answers(head)


HELPED = "room"
"""The table of the count of one person who had help; it has had this name in files since the first version."""
SETTLED: tuple[RoomKind, ...] = ("tally", "agreed", "to-talk")
"""The tables of the other counts: one record of several rows."""

_OF_RECORD = ("id", "revision", "replaces", "round", "kind")
_SHARINGS = ("room", "facilitator")
_ACTION_TEXTS = ("revision", "round", "bank", "item", "what", "who", "due", "checked_by", "outcome")

RoomContent = tuple[RoomCount, ...] | Note | Action
"""The rows of one count, a note, or an action."""


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """One stored record of a round's room."""

    content: RoomContent

    @property
    def head(self) -> RoomCount | Note | Action:
        """The value that has the record's id, revision and round; all rows of a count have the same."""
        return self.content[0] if isinstance(self.content, tuple) else self.content


def room_tables(counts: Sequence[RoomCount]) -> Tables:
    """Write one count of the room, with all its rows, as tables."""
    first = counts[0]
    if first.kind == "helped":
        return {HELPED: {first.id: without_field(asdict(first), "id")}}
    rows = [{name: value for name, value in asdict(row).items() if name not in _OF_RECORD} for row in counts]
    record = {"revision": first.revision, "replaces": first.replaces, "round": first.round, "rows": rows}
    return {first.kind: {first.id: record}}


def note_tables(note: Note) -> Tables:
    """Write a note of the room as tables."""
    return {"note": {note.id: without_field(asdict(note), "id")}}


def action_tables(action: Action) -> Tables:
    """Write an action as tables."""
    return {"action": {action.id: without_field(asdict(action), "id")}}


def read_room_record_of(round_id: str, record: str) -> Callable[[Tables], RoomRecord]:
    """Return the function that reads this record from its file's tables; it raises NoRecord where they lack it."""

    def fits(found: RoomRecord) -> bool:
        return (found.head.id, found.head.round) == (record, round_id)

    return lambda tables: expected(RoomRecord(read_room_record(tables)), fits)


def read_room_record(tables: Tables) -> RoomContent:
    """Read a count, a note or an action from tables.

    Raises:
        NoRecord: they hold none, or several.
    """
    if len(tables) != 1:
        raise NoRecord("tables")
    (table,) = tables
    if table == "note":
        return _note(*DocumentReader.only(tables, table))
    if table == "action":
        return _action(*DocumentReader.only(tables, table))
    if table == HELPED:
        key, values = DocumentReader.only(tables, table)
        return (_row(key, "helped", values, values),)
    if table not in SETTLED:
        raise NoRecord(table)
    key, values = DocumentReader.only(tables, table)
    rows = tuple(_row(key, table, values, DocumentReader(row)) for row in values.many("rows"))
    if not rows:
        raise NoRecord("rows")
    return rows


def _row(key: str, kind: RoomKind, record: DocumentReader, row: DocumentReader) -> RoomCount:
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


def _note(key: str, values: DocumentReader) -> Note:
    return Note(
        id=key,
        replaces=values.texts("replaces"),
        sharing=cast("Sharing", values.one_of("sharing", _SHARINGS)),
        **{name: values.text(name) for name in ("revision", "round", "bank", "item", "response", "text")},
    )


def _action(key: str, values: DocumentReader) -> Action:
    happened = values.text_if_there("happened")
    if happened not in ("", *dict(HAPPENED)):
        raise NoRecord("happened")
    return Action(
        id=key,
        replaces=values.texts("replaces"),
        progress=cast("Progress", values.one_of("progress", dict(PROGRESS))),
        happened=happened,
        known_by=values.text_if_there("known_by"),
        **{name: values.text(name) for name in _ACTION_TEXTS},
    )
