"""What the room said as a whole is a record of its own, and never leads to a person."""

from __future__ import annotations

from coreflect.core.model import RoomCount
from coreflect.core.ports import Ids
from coreflect.workspace.documents import read_room, room_tables
from coreflect.workspace.layout import RoundFolder, record_name, safe_id
from coreflect.workspace.record_files import RecordFiles


class RoomKept:
    """The counts of the room in a workspace's rounds."""

    def __init__(self, files: RecordFiles, ids: Ids) -> None:
        self._files = files
        self._ids = ids

    def keep_helped(self, folder: RoundFolder, kind: str, day: str) -> None:
        """Count one person who had this kind of help, in a record that names nobody.

        Raises:
            NotKept: it did not reach the disk.
        """
        record, revision = self._ids.record(), self._ids.record()
        count = RoomCount(record, revision, (), folder.id, "helped", "", "", None, "", kind, 1)
        if folder.facts.is_file():
            self._files.make(folder.room)
        self._files.save(folder.room / f"{safe_id(record)}.json", room_tables(count), day)

    def counts(self, folder: RoundFolder) -> tuple[RoomCount, ...]:
        """Every count of a round that can be read, by id."""
        paths = [folder.room / name for name in self._files.names(folder.room) if record_name(name) is not None]
        found = [self._files.load_or_pass_over(path, read_room) for path in paths]
        return tuple(count for count in found if count is not None)
