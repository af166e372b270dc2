"""Counts, for each record, whether a merge found it new, known, replaced, withdrawn or in conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from coreflect.core.merging.revisions import Fate
from coreflect.core.model import Records, Reflection
from coreflect.package.package import MergedPackages, Package, Tally

RECORD_TABLES = ("rounds", "responses", "room", "notes", "actions")


def outcomes_of(packages: Sequence[Package], known: Sequence[Package], merged: MergedPackages) -> tuple[Tally, ...]:
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
    for table in RECORD_TABLES:
        seen: set[tuple[str, str]] = set()
        for one in getattr(records, table):
            if table == "room":
                if (one.id, one.revision) in seen:
                    continue
                seen.add((one.id, one.revision))
            yield table, getattr(one, "round", one.id), one.id, one.revision


Counted = tuple[str, str, str, str]
"""(table, round id, record id, revision)"""


def tallies(
    read: Iterable[Counted],
    fates: Mapping[tuple[str, str, str], Fate],
    rounds: Sequence[Reflection],
    known: Collection[tuple[str, str, str]] = (),
) -> tuple[Tally, ...]:
    """One tally a round, by team and round.

    Takes every record of every file, what became of each (table, record, revision), the rounds that are left, and the
    (table, record, revision) of all that was there before the files were.
    """
    numbers: dict[str, dict[str, int]] = {}
    seen = set(known)
    for table, round_id, record, revision in read:
        key = (table, record, revision)
        fate = "same" if key in seen else fates[key]
        seen.add(key)
        counts = numbers.setdefault(round_id, {})
        counts[fate] = counts.get(fate, 0) + 1
    teams = {one.id: one.team_name for one in reversed(rounds)}
    made = (
        Tally(
            teams[one],
            one,
            *(counts.get(fate, 0) for fate in ("new", "same", "replaced", "withdrawn", "in conflict")),
        )
        for one, counts in numbers.items()
    )
    return tuple(sorted(made, key=lambda tally: (tally.team, tally.round)))
