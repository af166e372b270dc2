"""What was taken back stays taken back: it is said first, removed then, and a crash between the two changes nothing.

What says so has a name of its own until nothing is left of what it takes back, so that a later start can finish it. A
round that is named as a record taken back is forgotten: every answer and note of it goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from coreflect.core.errors import CoreflectError, Damaged
from coreflect.core.model import Withdrawn
from coreflect.core.ports import Ids
from coreflect.core.workspace import HandedOver
from coreflect.files.atomic import remove, rename
from coreflect.workspace.documents import (
    handed_over_tables,
    read_handed_over,
    read_withdrawn,
    withdrawn_tables,
)
from coreflect.workspace.folders import RoundFolder, record_name, safe_id, tombstone_name
from coreflect.workspace.record_files import RecordFiles


class Withdrawals:
    """What was taken back from the rounds of a workspace, and which packages had been handed over before."""

    def __init__(self, files: RecordFiles, ids: Ids) -> None:
        self._files = files
        self._ids = ids

    def has_any(self, folder: RoundFolder) -> bool:
        """Whether anything of the round was ever taken back: one look, which every save can afford."""
        return bool(self._files.names(folder.withdrawn))

    def holds(self, folder: RoundFolder, record: str) -> bool:
        """Whether this record was taken back."""
        return folder.tombstone(record).exists() or folder.tombstone(record, begun=True).exists()

    def is_forgotten(self, folder: RoundFolder) -> bool:
        """Whether every answer and note of the round was taken out."""
        return self.holds(folder, folder.id)

    def taken_back(self, folder: RoundFolder) -> frozenset[str]:
        """The ids of the responses that were taken back, and the round's own where it was forgotten.

        They are read from names alone: a damaged file takes back all the same.
        """
        return frozenset(record for record, _ in self._names(folder))

    def begun(self, folder: RoundFolder) -> tuple[str, ...]:
        """The records that were taken back, and of which something may still lie about; from names alone."""
        return tuple(record for record, begun in self._names(folder) if begun)

    def records(self, folder: RoundFolder) -> tuple[Withdrawn, ...]:
        """Everything of a round that was taken back, responses and notes."""
        said: set[Withdrawn] = set()
        for record in self.taken_back(folder):
            said.update(self.said(folder, record))
        return tuple(sorted(said, key=lambda one: one.record))

    def said(self, folder: RoundFolder, record: str) -> set[Withdrawn]:
        """A record that was taken back, with those that went with it."""
        said = {Withdrawn(record, folder.id)}
        for begun in (False, True):
            said.update(self._files.load_or_pass_over(folder.tombstone(record, begun=begun), read_withdrawn) or ())
        return said

    def say(self, folder: RoundFolder, record: str, with_it: Iterable[Withdrawn], day: str) -> None:
        """Take a record back, and those that go with it; what is left of them has still to be removed.

        Raises:
            NotKept: it did not reach the disk.
        """
        self._files.make(folder.withdrawn)
        said = {*self.said(folder, record), *with_it}
        # A damaged file cannot be written over, and takes the record back by its name.
        with suppress(Damaged):
            self._files.save(folder.tombstone(record, begun=True), withdrawn_tables(said), day)

    def done(self, folder: RoundFolder, record: str) -> None:
        """Say that nothing is left of what a record took with it; where that cannot be kept, a later start says it."""
        last = folder.tombstone(record)
        with suppress(CoreflectError):
            self._files.load(last, read_withdrawn)
            rename(folder.tombstone(record, begun=True), last)

    def remove(self, folder: RoundFolder, response: str, *, drafts_only: bool = False) -> None:
        """Remove every file of a response, or of its drafts.

        Raises:
            NotKept: one of them could not be removed.
        """
        for path in self._files_of(folder, {response}):
            if not drafts_only or ".draft.json" in path.name:
                remove(path)

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """Files of responses that were taken back, which a crash has left; from names alone."""
        taken_back = self.taken_back(folder)
        return self._files_of(folder, taken_back) if taken_back else ()

    def sweep(self, folder: RoundFolder) -> None:
        """Remove such files, as far as they can be removed."""
        for path in self.leftovers(folder):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def note_handed_over(self, folder: RoundFolder, package: HandedOver, day: str) -> None:
        """Keep the name of a package that was written, and the responses that it held.

        Raises:
            NotKept: it did not reach the disk.
        """
        self._files.make(folder.handed_over)
        key = self._ids.record()
        self._files.save(folder.handed_over / f"{safe_id(key)}.json", handed_over_tables(key, package), day)

    def handed_over(self, folder: RoundFolder, response: str = "") -> tuple[HandedOver, ...]:
        """The packages that were handed over, one for each file name; with `response` only those that held it."""
        found: dict[str, HandedOver] = {}
        for name in self._files.names(folder.handed_over):
            if record_name(name) is not None:
                package = self._files.load_or_pass_over(folder.handed_over / name, read_handed_over)
                if package and (not response or response in package.responses):
                    found[package.file] = package
        return tuple(found[file] for file in sorted(found))

    def _names(self, folder: RoundFolder) -> tuple[tuple[str, bool], ...]:
        return tuple(found for name in self._files.names(folder.withdrawn) if (found := tombstone_name(name)))

    def _files_of(self, folder: RoundFolder, responses: Collection[str]) -> tuple[Path, ...]:
        forgotten = folder.id in responses
        names = self._files.names(folder.responses)
        return tuple(folder.responses / one for one in names if forgotten or one.partition(".")[0] in responses)
