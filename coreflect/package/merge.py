"""Merging is the union of all records, less what is replaced or withdrawn: in any order, as often as one likes.

What is in conflict is kept and named; nothing decides by itself, and nothing makes a round less protected than it was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from coreflect.core.banks.bank import BankFile
from coreflect.core.banks.toml import quoted
from coreflect.core.errors import Misuse
from coreflect.core.merging.revisions import (
    Fate,
    NothingLeft,
    Settled,
    TwoContents,
    Versioned,
    forgotten_rounds,
    gone_with,
    guarded,
    resolution,
    settle,
)
from coreflect.core.model import Alias, Records, Withdrawn
from coreflect.package.answers import Pair, answer_rows, answers_text
from coreflect.package.faults import refused
from coreflect.package.outcomes import RECORD_TABLES, Counted, tallies
from coreflect.package.package import Conflict, MergedPackages, MergeReport, Package
from coreflect.package.read import Banks, open_package
from coreflect.package.read_many import no_collector
from coreflect.package.remarks import remarks
from coreflect.package.schema import ANSWERS, ROUNDS
from coreflect.package.tables import NO_UNKNOWN_COLUMNS, room_records
from coreflect.package.unknown import joined_extras, standing_only
from coreflect.package.write import assembled, package_bytes

OWN = "this workspace"

V = TypeVar("V", bound=Versioned)


@dataclass(frozen=True, slots=True)
class _Table:
    """The versions of one table in every package, and what stands of them."""

    name: str
    by_package: tuple[tuple[Any, ...], ...]
    settled: Settled[Any]


@no_collector()
def merge(
    packages: Sequence[Package], *, aliases: Iterable[Alias] = (), keep: Sequence[tuple[str, str]] = ()
) -> MergedPackages:
    """Merge packages into one.

    Takes opened packages in any order, names that are declared to be the same, and for each conflict to be ended the
    (record, revision) that is kept.

    Raises:
        Refused: one revision has two contents, or the revisions of a record replace one another in a circle.
        Misuse: `keep` names a record or a revision that is not there.
    """
    taken_back = {one for package in packages for one in package.records.withdrawn}
    forgotten = gone_with(forgotten_rounds(taken_back), (package.records for package in packages))
    withdrawn = {one.record for one in taken_back} | forgotten
    tables, resolved, unresolved = _settled(packages, withdrawn, keep)
    survivors = {table.name: table.settled.survivors for table in tables}
    banks = _banks(packages)
    standing = {(one.id, one.revision) for one in survivors["responses"]}
    answers = answer_rows(packages, Banks(banks), standing, resolved)
    known = {alias for package in packages for alias in package.records.aliases}.union(aliases)
    records = Records(
        rounds=survivors["rounds"],
        responses=survivors["responses"],
        room=tuple(count for one in survivors["room"] for count in one.counts()),
        notes=survivors["notes"],
        actions=survivors["actions"],
        withdrawn=tuple(sorted(taken_back, key=_cells)),
        aliases=tuple(sorted(known, key=_cells)),
        guards=guarded(
            (guard for package in packages for guard in package.records.guards),
            (one for package in packages for one in package.records.rounds),
        ),
        bank_files=tuple(BankFile(name, banks[name]) for name in sorted(banks)),
    )
    extras = standing_only(joined_extras(packages, withdrawn, resolved), records)
    said = (*unresolved, *remarks(records.rounds, records.guards, records.aliases))
    return MergedPackages(records, answers, _conflicts(tables), _report(packages, tables, records, said), extras)


def merge_records(
    records: Records,
    packages: Sequence[Package] = (),
    *,
    aliases: Iterable[Alias] = (),
    keep: Sequence[tuple[str, str]] = (),
) -> MergedPackages:
    """Merge a workspace's own records, answers included, with packages that were brought in; raises as `merge` does."""
    own = open_package(package_bytes(records), OWN)
    return merge([own, *packages], aliases=aliases, keep=keep)


def merged_package(merged: MergedPackages) -> bytes:
    """The package that holds what a merge left."""
    beside = merged.extras.columns.get(ANSWERS.name, NO_UNKNOWN_COLUMNS)
    return assembled(merged.records, answers_text(merged.answers, beside), merged.extras)


def _settled(
    packages: Sequence[Package], withdrawn: Collection[str], keep: Sequence[tuple[str, str]]
) -> tuple[tuple[_Table, ...], dict[Pair, str], tuple[str, ...]]:
    """Each table settled, the new revision of each (record, revision) that is kept, and remarks on the keeping."""
    if len({record for record, _ in keep}) < len(keep):
        raise Misuse("One record is to be kept in two revisions.", "Name each record once.")
    tables: list[_Table] = []
    resolved: dict[Pair, str] = {}
    found: dict[str, bool] = {}
    for name in RECORD_TABLES:
        by_package = tuple(_versions(package, name) for package in packages)
        gone = () if name == "rounds" else withdrawn
        settled = _settle(name, packages, by_package, (), gone)
        of_withdrawn = {one.id for one in settled.survivors if name == "notes" and one.response in withdrawn}
        ends = [one for record, revision in keep for one in _resolutions(settled, record, revision, resolved, found)]
        if of_withdrawn or ends:
            settled = _settle(name, packages, by_package, ends, {*gone, *of_withdrawn})
        tables.append(_Table(name, by_package, settled))
    for record, _ in keep:
        if record not in found:
            raise Misuse(f"There is no record {quoted(record)} here.", "`coreflect merge` names those in conflict.")
    remarked = tuple(
        f"{quoted(record)} is in no conflict, so nothing was changed in it." for record, _ in keep if not found[record]
    )
    return tuple(tables), resolved, remarked


def _resolutions(
    settled: Settled[V], record: str, revision: str, resolved: dict[Pair, str], found: dict[str, bool]
) -> list[V]:
    if not any(known == record for known, _ in settled.fates):
        return []
    found[record] = record in settled.conflicts
    if not found[record]:
        return []
    versions = [one for one in settled.survivors if one.id == record]
    if revision not in settled.conflicts[record]:
        choices = ", ".join(settled.conflicts[record])
        raise Misuse(f"{quoted(record)} has no revision {quoted(revision)} in conflict.", f"Keep one of {choices}.")
    ended = resolution(versions, revision)
    resolved[record, revision] = ended.revision
    return [ended]


def _versions(package: Package, table: str) -> tuple[Any, ...]:
    if table == "room":
        return room_records(package.records.room)
    records: tuple[Any, ...] = getattr(package.records, table)
    return records


def _settle(
    table: str,
    packages: Sequence[Package],
    by_package: Sequence[Sequence[V]],
    ends: Sequence[V],
    withdrawn: Collection[str],
) -> Settled[V]:
    try:
        return settle((*(one for versions in by_package for one in versions), *ends), withdrawn)
    except TwoContents as fault:
        record, revision = fault.record, fault.revision
        names = [
            package.name
            for package, versions in zip(packages, by_package, strict=True)
            if any((one.id, one.revision) == (record, revision) for one in versions)
        ]
        what = f"hold {quoted(record)} in the table {table} with two contents under one revision."
        raise refused(" and ".join(names), what, "One of them is damaged: ask for them again.") from None
    except NothingLeft as fault:
        names = [
            package.name
            for package, versions in zip(packages, by_package, strict=True)
            if any(one.id == fault.record for one in versions)
        ]
        what = f"hold revisions of {quoted(fault.record)} in the table {table} that replace one another in a circle."
        raise refused(" and ".join(names), what) from None


def _banks(packages: Sequence[Package]) -> dict[str, bytes]:
    banks: dict[str, bytes] = {}
    for package in packages:
        for file in package.records.bank_files:
            if banks.setdefault(file.name, file.content) != file.content:
                raise refused(package.name, f"holds another bank under the name {quoted(file.name)}.")
    return banks


def _conflicts(tables: Sequence[_Table]) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(table.name, record, round_id, table.settled.conflicts[record])
        for table in tables
        if table.settled.conflicts
        for record, round_id in sorted(
            {(one.id, _round_of(table)(one)) for one in table.settled.survivors if one.id in table.settled.conflicts}
        )
    )


def _cells(value: Alias | Withdrawn) -> tuple[str, ...]:
    cells: tuple[str, ...] = astuple(value)
    return cells


def _round_of(table: _Table) -> Callable[[Any], str]:
    return attrgetter("id" if table.name == ROUNDS.name else "round")


def _counted(table: _Table) -> Iterator[Counted]:
    round_of, name = _round_of(table), table.name
    return ((name, round_of(one), one.id, one.revision) for its in table.by_package for one in its)


def _report(
    packages: Sequence[Package], tables: Sequence[_Table], records: Records, said: tuple[str, ...]
) -> MergeReport:
    fates: dict[tuple[str, str, str], Fate] = {
        (table.name, *key): fate for table in tables for key, fate in table.settled.fates.items()
    }
    return MergeReport(
        files=tuple(package.name for package in packages),
        tallies=tallies(chain.from_iterable(map(_counted, tables)), fates, records.rounds),
        remarks=said,
        read=tuple(sum(len(table.by_package[index]) for table in tables) for index in range(len(packages))),
    )
