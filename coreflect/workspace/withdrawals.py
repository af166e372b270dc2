"""What was taken back stays taken back: it is said first, removed then, and a crash between the two changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from coreflect.core.errors import Damaged
from coreflect.core.model import Withdrawn
from coreflect.core.ports import HandedOver, Ids
from coreflect.files.atomic import remove
from coreflect.workspace.documents import (
    handed_over_tables,
    read_handed_over,
    read_withdrawn,
    withdrawn_tables,
)
from coreflect.workspace.layout import RoundFolder, record_name, safe_id
from coreflect.workspace.record_files import RecordFiles


class Withdrawals:
    """What was taken back from the rounds of a workspace, and which packages had been handed over before."""

    def __init__(self, files: RecordFiles, ids: Ids) -> None:
        self._files = files
        self._ids = ids

    def holds(self, folder: RoundFolder, response: str) -> bool:
        """Whether this response was taken back."""
        return folder.tombstone(response).exists()

    def responses(self, folder: RoundFolder) -> frozenset[str]:
        """The ids of the responses that were taken back, from names alone: a damaged file takes back all the same."""
        names = self._files.names(folder.withdrawn)
        return frozenset(found for name in names if (found := record_name(name)) is not None)

    def records(self, folder: RoundFolder) -> tuple[Withdrawn, ...]:
        """Everything of a round that was taken back, responses and notes."""
        said: set[Withdrawn] = set()
        for response in self.responses(folder):
            said.add(Withdrawn(response, folder.id))
            said.update(self._files.load_or_pass_over(folder.tombstone(response), read_withdrawn) or ())
        return tuple(sorted(said, key=lambda one: one.record))

    def keep(self, folder: RoundFolder, response: str, records: Iterable[Withdrawn], day: str) -> None:
        """Take back a response and the records that went with it, then remove its files.

        Raises:
            NotKept: it did not reach the disk, or a file could not be removed; the records are taken back all the same
                once the first of the two is done.
        """
        self._files.make(folder.withdrawn)
        tombstone = folder.tombstone(response)
        said = {Withdrawn(response, folder.id), *records}
        # A damaged tombstone cannot be written over, and takes the response back by its name.
        with suppress(Damaged):
            said |= set(self._files.load(tombstone, read_withdrawn) or ())
            self._files.save(tombstone, withdrawn_tables(said), day)
        self.remove(folder, response)

    def remove(self, folder: RoundFolder, response: str, *, drafts_only: bool = False) -> None:
        """Remove every file of a response, or of its drafts.

        Raises:
            NotKept: one of them could not be removed.
        """
        for path in self._files_of(folder, {response}):
            if not drafts_only or ".draft.json" in path.name:
                remove(path)

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """Files of responses that were taken back, which a crash has left."""
        taken_back = self.responses(folder)
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

    def handed_over_with(self, folder: RoundFolder, response: str) -> tuple[HandedOver, ...]:
        """The packages that held a response, one for each file name."""
        found: dict[str, HandedOver] = {}
        for name in self._files.names(folder.handed_over):
            if record_name(name) is not None:
                package = self._files.load_or_pass_over(folder.handed_over / name, read_handed_over)
                if package and response in package.responses:
                    found[package.file] = package
        return tuple(found[file] for file in sorted(found))

    def _files_of(self, folder: RoundFolder, responses: frozenset[str] | set[str]) -> tuple[Path, ...]:
        names = self._files.names(folder.responses)
        return tuple(folder.responses / name for name in names if name.partition(".")[0] in responses)
