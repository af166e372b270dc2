"""What the room says, settles and plans is a record a file, leads to no person, and is never written over unseen.

A save that finds another revision than the one that it replaces goes to a second file: a conflict, and not a loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from coreflect.core.errors import Damaged, NotKept
from coreflect.core.keeping_until import NO_NEW_ONES, WHAT_STAYS
from coreflect.core.model import Action, Note, RoomCount
from coreflect.core.ports import Ids
from coreflect.core.revisions import goes_with_answers
from coreflect.workspace.held import held
from coreflect.workspace.layout import RoundFolder, room_name, safe_id
from coreflect.workspace.record_files import RecordFiles
from coreflect.workspace.room_documents import (
    RoomRecord,
    action_tables,
    note_tables,
    read_room_record_of,
    room_tables,
)
from coreflect.workspace.storage import Tables
from coreflect.workspace.withdrawals import Withdrawals


class RoomKept:
    """The rooms of a workspace's rounds. `day` is always the round's date, which the files bear."""

    def __init__(self, files: RecordFiles, withdrawals: Withdrawals, ids: Ids) -> None:
        self._files = files
        self._withdrawals = withdrawals
        self._ids = ids
        self._tried: dict[Path, str] = {}

    def keep_helped(self, folder: RoundFolder, kind: str, day: str) -> None:
        """Count one person who had this kind of help, in a record that names nobody.

        Raises:
            NotKept: it did not reach the disk.
        """
        count = RoomCount(self._ids.record(), self._ids.record(), (), folder.id, "helped", "", "", None, "", kind, 1)
        self._keep(folder, count, room_tables((count,)), day)

    def keep_counts(self, folder: RoundFolder, counts: Sequence[RoomCount], day: str) -> None:
        """Keep one count of the room with all its rows.

        Raises:
            NotKept: it did not reach the disk.
        """
        if counts:
            self._keep(folder, counts[0], room_tables(counts), day)

    def keep_note(self, folder: RoundFolder, note: Note, day: str) -> None:
        """Keep what the room wrote down.

        Raises:
            NotKept: it did not reach the disk.
        """
        self._keep(folder, note, note_tables(note), day)

    def keep_action(self, folder: RoundFolder, action: Action, day: str) -> None:
        """Keep an action.

        Raises:
            NotKept: it did not reach the disk.
        """
        self._keep(folder, action, action_tables(action), day)

    def records(self, folder: RoundFolder) -> tuple[RoomRecord, ...]:
        """Every record that can be read and that no other replaces, by id and revision; both of two in conflict.

        Of a forgotten round these are where the room stands, and what will be done.
        """
        found = sorted(self._readable(folder), key=lambda one: (one.head.id, one.head.revision))
        if self._withdrawals.is_forgotten(folder):
            found = [one for one in found if stays(one.head)]
        replaced = {(one.head.id, revision) for one in found for revision in one.head.replaces}
        return tuple(one for one in found if (one.head.id, one.head.revision) not in replaced)

    def _readable(self, folder: RoundFolder) -> Iterable[RoomRecord]:
        for name in self._files.names(folder.room):
            said = room_name(name)
            if said is None:
                continue
            found = self._files.load_or_pass_over(folder.room / name, read_room_record_of(folder.id, said[0]))
            if found is not None:
                yield found

    def _keep(self, folder: RoundFolder, head: RoomCount | Note | Action, tables: Tables, day: str) -> None:
        safe_id(head.revision)
        if folder.facts.is_file():
            self._files.make(folder.room)
        with held(folder.room):
            if not stays(head) and self._withdrawals.is_forgotten(folder):
                raise NotKept(NO_NEW_ONES, WHAT_STAYS)
            path = self._place_of(folder, head)
            # A save whose last fsync failed may be there all the same: trying again is no second version.
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
        for name in self._files.names(folder.room) if head.replaces else ():
            said = room_name(name)
            if said and said[0] == head.id and said[1] in head.replaces:
                # One that cannot be removed is known as replaced by the revision that replaces it.
                with suppress(OSError):
                    (folder.room / name).unlink(missing_ok=True)


def stays(head: RoomCount | Note | Action) -> bool:
    """Whether a record stays when its round is forgotten."""
    return isinstance(head, Action) or not goes_with_answers(head)
