"""Stores shown counts: the published counts of each reveal, in a file of their own, so that they stay as shown.

They are stored before the round says that it is revealed. Where a crash came between the two, no version of the round
comes from their reveal, and they are neither shown nor exported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from coreflect.core.merging.shown_counts import (
    ShownCounts,
    all_shown_counts_of,
    cut,
    fault_in,
    shown_revisions,
)
from coreflect.core.model import Reflection, ShownCount, Withdrawn
from coreflect.files.atomic import is_temporary, remove
from coreflect.workspace.folders import RoundFolder, locked, record_name, safe_id
from coreflect.workspace.storage import DocumentReader, NoRecord, RecordFiles, Tables, expected
from coreflect.workspace.withdrawals import Withdrawals

TABLE = "shown_counts"
_OF_RECORD = ("id", "revision", "replaces", "round")


class StoredShownCounts:
    """Stores and reads the shown counts of a workspace's rounds; `day` is the round's date, for the file's time."""

    def __init__(self, files: RecordFiles, withdrawals: Withdrawals) -> None:
        self._files = files
        self._withdrawals = withdrawals

    def save(self, folder: RoundFolder, record: ShownCounts, day: str) -> None:
        """Save shown counts; those of this reveal that are there already stay, unless these replace them.

        Raises:
            NotSaved: they did not reach the disk.
            Damaged: what is there cannot be read, so it is not overwritten.
        """
        path = folder.shown_counts_of(safe_id(record.id))
        for each in (folder.path.parent, folder.path, folder.shown_counts):
            self._files.make(each)
        with locked(folder.shown_counts):
            there = self._files.load(path, read_shown_counts_of(folder.id, record.id))
            if there is None or there.revision in record.replaces:
                self._files.save(path, shown_counts_tables(record), day)

    def records(self, folder: RoundFolder) -> tuple[ShownCounts, ...]:
        """List all that can be read and were not withdrawn, by id."""
        names = self._files.names(folder.shown_counts)
        if not names:
            return ()
        withdrawn = {each.record for each in self._withdrawals.records(folder)}
        if all_shown_counts_of(folder.id) in withdrawn:
            return ()
        return tuple(record for record in self._readable(folder, names) if record.id not in withdrawn)

    def revealed(self, folder: RoundFolder, reflections: Iterable[Reflection]) -> tuple[ShownCounts, ...]:
        """List those whose reveal one of these versions of the round comes from."""
        versions = tuple(reflections)
        return tuple(record for record in self.records(folder) if record.was_revealed(versions))

    def drop(self, folder: RoundFolder, reflections: Iterable[Reflection], unseen: Collection[str]) -> None:
        """Remove what was stored for a reveal that never was, and for these reveals, which nobody saw.

        Raises:
            NotSaved: one of them could not be removed.
        """
        versions = tuple(reflections)
        for record in self.records(folder):
            if record.head.reveal in unseen or not record.was_revealed(versions):
                remove(folder.shown_counts_of(record.id))

    def cut_for(self, folder: RoundFolder, response: str, day: str) -> None:
        """Cut those of an open round that count this response (any, where it is the round's id) to everyone together.

        Raises:
            NotSaved: they could not be saved.
        """
        for record in self.records(folder):
            if not record.is_private and (response in record.people or response == folder.id):
                left = cut(record)
                if left is not record:
                    self.save(folder, left, day)

    def goes(self, folder: RoundFolder) -> set[Withdrawn]:
        """List what is withdrawn where all shown counts of a round are, here and on other laptops."""
        names = (record_name(name) for name in self._files.names(folder.shown_counts))
        found = {Withdrawn(name, folder.id) for name in names if name}
        return found | {Withdrawn(all_shown_counts_of(folder.id), folder.id)}

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """List the files of those that were withdrawn."""
        names = self._files.names(folder.shown_counts)
        withdrawn = {each.record for each in self._withdrawals.records(folder)} if names else set()
        every = all_shown_counts_of(folder.id) in withdrawn
        return tuple(
            folder.shown_counts / name
            for name in names
            if record_name(name) in withdrawn or (every and (record_name(name) or is_temporary(name)))
        )

    def _readable(self, folder: RoundFolder, names: Iterable[str]) -> Iterator[ShownCounts]:
        for name in names:
            record_id = record_name(name)
            if record_id is not None:
                path = folder.shown_counts / name
                record = self._files.load_or_pass_over(path, read_shown_counts_of(folder.id, record_id))
                if record is not None:
                    yield record


def shown_counts_tables(record: ShownCounts) -> Tables:
    """Write shown counts as the tables of their file."""
    rows = [{name: value for name, value in asdict(row).items() if name not in _OF_RECORD} for row in record.rows]
    fields = {"revision": record.revision, "replaces": record.replaces, "round": record.round, "rows": rows}
    return {TABLE: {record.id: fields}}


def read_shown_counts_of(round_id: str, record: str) -> Callable[[Tables], ShownCounts]:
    """Return the function that reads this record from its file's tables; it raises NoRecord where they lack it."""
    return lambda tables: expected(
        read_sound_shown_counts(tables), lambda found: (found.id, found.round) == (record, round_id)
    )


def read_sound_shown_counts(tables: Tables) -> ShownCounts:
    """Read shown counts that keep to the small-group rule from the tables of their file.

    Raises:
        NoRecord: they hold none.
    """
    return expected(read_shown_counts(tables), lambda found: fault_in(found) is None)


def read_shown_counts(tables: Tables) -> ShownCounts:
    """Read shown counts from the tables of their file.

    Raises:
        NoRecord: they hold none.
    """
    key, values = DocumentReader.only(tables, TABLE)
    replaces = values.texts("replaces")
    rows = [_row(key, values, replaces, DocumentReader(fields)) for fields in values.many("rows")]
    if not rows:
        raise NoRecord("rows")
    (record,) = shown_revisions(rows)
    return record


def _row(key: str, record: DocumentReader, replaces: tuple[str, ...], row: DocumentReader) -> ShownCount:
    return ShownCount(
        id=key,
        revision=record.text("revision"),
        replaces=replaces,
        round=record.text("round"),
        counted=row.texts("counted"),
        groups=row.texts("groups"),
        levels=row.wholes("levels"),
        reveal=row.text("reveal"),
        shown_on=row.text("shown_on"),
        privacy=row.text("privacy"),
        smallest_group=row.whole_or_none("smallest_group"),
        helped=row.whole_or_none("helped"),
        group=row.text("group"),
        bank=row.text("bank"),
        item=row.text("item"),
        edition=row.whole_or_none("edition"),
        not_sure=row.whole_or_none("not_sure"),
        not_applicable=row.whole_or_none("not_applicable"),
        rather_not_say=row.whole_or_none("rather_not_say"),
        left_blank=row.whole_or_none("left_blank"),
    )
