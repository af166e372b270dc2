"""What becomes of the records of some packages among all that are merged: each is counted once, and they add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coreflect.core.model import Records
from coreflect.core.revisions import Fate
from coreflect.package.merged import Merged, Tally
from coreflect.package.opened import Opened
from coreflect.package.tallies import Counted, tallies

_TABLES = ("rounds", "responses", "room", "notes", "actions")


def fates_of(packages: Sequence[Opened], known: Sequence[Opened], merged: Merged) -> tuple[Tally, ...]:
    """One tally a round, of the records of `packages` alone.

    Takes the packages whose records are counted, one that comes twice named twice; those that were there before them,
    which makes a record that comes again the same; and the merge of all of them.
    """
    records = merged.records
    standing = {(table, record, revision) for table, _, record, revision in records_in(records)}
    left = {(table, record) for table, record, _ in standing}
    doubted = {(one.table, one.record) for one in merged.conflicts}
    fates: dict[tuple[str, str, str], Fate] = {}
    # All that is there already is seen before the first of the files is.
    before = {(table, record, revision) for one in known for table, _, record, revision in records_in(one.records)}
    read: list[Counted] = []
    for package in packages:
        for table, round_id, record, revision in records_in(package.records):
            read.append((table, round_id, record, revision))
            key = (table, record, revision)
            if key in standing:
                fates[key] = "in conflict" if (table, record) in doubted else "new"
            else:
                fates[key] = "replaced" if (table, record) in left else "withdrawn"
    return tallies(read, fates, records.rounds, before)


def records_in(records: Records) -> Iterator[Counted]:
    """Each record with its table, round, id and revision; the rows of one count of the room are one record."""
    for table in _TABLES:
        seen: set[tuple[str, str]] = set()
        for one in getattr(records, table):
            if table == "room":
                if (one.id, one.revision) in seen:
                    continue
                seen.add((one.id, one.revision))
            yield table, getattr(one, "round", one.id), one.id, one.revision
