"""Stores which records were withdrawn, each in a file called a tombstone, and which packages were handed over before.

A tombstone is written before the record's files are removed, so that a crash in between does no harm. Its name contains
`begun` until all of them are gone, so that a later start can finish. A round whose own id has a tombstone is forgotten:
all of its answers and notes are withdrawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from coreflect.core.errors import CoreflectError, Damaged
from coreflect.core.model import Withdrawn
from coreflect.core.ports import Ids
from coreflect.core.reflections.responses import HandedOver
from coreflect.files.atomic import remove, rename
from coreflect.workspace.folders import RoundFolder, record_name, safe_id, tombstone_name
from coreflect.workspace.storage import DocumentReader, RecordFiles, Tables


class Withdrawals:
    """Stores and reads the tombstones of a workspace's rounds, and the packages that were handed over."""

    def __init__(self, files: RecordFiles, ids: Ids) -> None:
        self._files = files
        self._ids = ids

    def has_any(self, folder: RoundFolder) -> bool:
        """Whether anything of the round was ever withdrawn; lists one folder, which is quick enough for every save."""
        return bool(self._files.names(folder.withdrawn))

    def holds(self, folder: RoundFolder, record: str) -> bool:
        """Whether this record was withdrawn."""
        return folder.tombstone(record).exists() or folder.tombstone(record, begun=True).exists()

    def is_forgotten(self, folder: RoundFolder) -> bool:
        """Whether every answer and note of the round was withdrawn."""
        return self.holds(folder, folder.id)

    def withdrawn_ids(self, folder: RoundFolder) -> frozenset[str]:
        """Return the ids of the withdrawn responses, and the round's own where it was forgotten.

        They are read from names alone, so that a damaged tombstone still withdraws its record.
        """
        return frozenset(record for record, _ in self._names(folder))

    def begun(self, folder: RoundFolder) -> tuple[str, ...]:
        """Return the withdrawn records whose files may not all be removed yet, from names alone."""
        return tuple(record for record, begun in self._names(folder) if begun)

    def records(self, folder: RoundFolder) -> tuple[Withdrawn, ...]:
        """List every withdrawn record of a round, with those that were withdrawn with it."""
        found: set[Withdrawn] = set()
        for record in self.withdrawn_ids(folder):
            found.update(self.with_record(folder, record))
        return tuple(sorted(found, key=lambda withdrawn: withdrawn.record))

    def with_record(self, folder: RoundFolder, record: str) -> set[Withdrawn]:
        """Return a withdrawn record, with those that were withdrawn with it."""
        found = {Withdrawn(record, folder.id)}
        for begun in (False, True):
            found.update(self._files.load_or_pass_over(folder.tombstone(record, begun=begun), read_withdrawn) or ())
        return found

    def begin(self, folder: RoundFolder, record: str, with_it: Iterable[Withdrawn], day: str) -> None:
        """Withdraw a record and those that go with it; their files still have to be removed.

        Raises:
            NotSaved: it did not reach the disk.
        """
        self._files.make(folder.withdrawn)
        withdrawn = {*self.with_record(folder, record), *with_it}
        # A damaged tombstone cannot be overwritten, and withdraws the record by its name all the same.
        with suppress(Damaged):
            self._files.save(folder.tombstone(record, begun=True), withdrawn_tables(withdrawn), day)

    def end(self, folder: RoundFolder, record: str) -> None:
        """Mark that nothing of a withdrawn record is left; where that cannot be saved, a later start marks it."""
        last = folder.tombstone(record)
        with suppress(CoreflectError):
            self._files.load(last, read_withdrawn)
            rename(folder.tombstone(record, begun=True), last)

    def remove(self, folder: RoundFolder, response: str, *, drafts_only: bool = False) -> None:
        """Remove every file of a response, or of its drafts alone.

        Raises:
            NotSaved: one of them could not be removed.
        """
        for path in self._files_of(folder, {response}):
            if not drafts_only or ".draft.json" in path.name:
                remove(path)

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """List the files of withdrawn responses that a crash has left, from names alone."""
        withdrawn_ids = self.withdrawn_ids(folder)
        return self._files_of(folder, withdrawn_ids) if withdrawn_ids else ()

    def sweep(self, folder: RoundFolder) -> None:
        """Remove such files, as far as they can be removed."""
        for path in self.leftovers(folder):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def note_handed_over(self, folder: RoundFolder, package: HandedOver, day: str) -> None:
        """Save the name of a package that was written, and the ids of its responses.

        Raises:
            NotSaved: it did not reach the disk.
        """
        self._files.make(folder.handed_over)
        key = self._ids.record()
        self._files.save(folder.handed_over / f"{safe_id(key)}.json", handed_over_tables(key, package), day)

    def handed_over(self, folder: RoundFolder, response: str = "") -> tuple[HandedOver, ...]:
        """List the packages that were handed over, one for each file name; with `response` only those that hold it."""
        found: dict[str, HandedOver] = {}
        for name in self._files.names(folder.handed_over):
            if record_name(name) is not None:
                package = self._files.load_or_pass_over(folder.handed_over / name, read_handed_over)
                if package and (not response or response in package.responses):
                    found[package.file] = package
        return tuple(found[file] for file in sorted(found))

    def folders_handed_over(self, folder: RoundFolder) -> frozenset[Path]:
        """Return the folders to which packages of a round were written."""
        paths = (folder.handed_over / name for name in self._files.names(folder.handed_over) if record_name(name))
        packages = (self._files.load_or_pass_over(path, read_handed_over) for path in paths)
        return frozenset(Path(package.folder) for package in packages if package and package.folder)

    def _names(self, folder: RoundFolder) -> tuple[tuple[str, bool], ...]:
        return tuple(found for name in self._files.names(folder.withdrawn) if (found := tombstone_name(name)))

    def _files_of(self, folder: RoundFolder, responses: Collection[str]) -> tuple[Path, ...]:
        forgotten = folder.id in responses
        return tuple(
            each / name
            for each in (folder.responses, folder.words)
            for name in self._files.names(each)
            if forgotten or name.partition(".")[0] in responses
        )


def withdrawn_tables(withdrawn: Collection[Withdrawn]) -> Tables:
    """Write a tombstone as tables."""
    return {"withdrawn": {each.record: {"round": each.round} for each in withdrawn}}


def read_withdrawn(tables: Tables) -> tuple[Withdrawn, ...]:
    """Read a tombstone from its tables.

    Raises:
        NoRecord: they hold something else.
    """
    entries = sorted(tables.get("withdrawn", {}).items())
    return tuple(Withdrawn(record, DocumentReader(fields).text("round")) for record, fields in entries)


def handed_over_tables(key: str, package: HandedOver) -> Tables:
    """Write as tables which package was handed over."""
    return {
        "handed-over": {key: {"file": package.file, "responses": list(package.responses), "folder": package.folder}}
    }


def read_handed_over(tables: Tables) -> HandedOver:
    """Read from its tables which package was handed over.

    Raises:
        NoRecord: they name none.
    """
    _, values = DocumentReader.only(tables, "handed-over")
    return HandedOver(values.text("file"), values.texts("responses"), values.text_if_there("folder"))
