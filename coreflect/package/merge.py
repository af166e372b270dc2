"""Merges packages: the result is the union of their records, less what is replaced or withdrawn.

The order of the packages makes no difference, and neither does a package that comes twice. Conflicts are kept and
reported, and only people decide them. No merge makes a round less protected than it was. pandas is loaded by the first
merge, not by the import.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from coreflect.core.banks.bank import BankFile
from coreflect.core.errors import Misuse, refused
from coreflect.core.merging.revisions import (
    RECORD_TABLES,
    NothingLeft,
    Outcome,
    RecordKey,
    SettledVersions,
    TwoContents,
    Versioned,
    forgotten_rounds,
    gone_with,
    guarded,
    record_keys,
    resolution,
    room_revisions,
    said_again,
    settle,
)
from coreflect.core.merging.shown_counts import (
    ShownCounts,
    cut_where_changed,
    gone_shown_counts,
    not_chosen,
    shown_revisions,
)
from coreflect.core.model import Alias, Records, Reflection, Withdrawn
from coreflect.core.names import natural_order, quoted
from coreflect.package.package import Conflict, MergedPackages, MergeReport, Package, Tally
from coreflect.package.read import Banks, open_package
from coreflect.package.read_many import no_collector
from coreflect.package.remarks import remarks, similar_names
from coreflect.package.schema import ANSWERS, RESPONSES, ROUNDS
from coreflect.package.tables import NO_UNKNOWN_COLUMNS
from coreflect.package.unknown import UnknownData, join_unknown_data, keep_surviving_rows
from coreflect.package.write import assembled, package_bytes

if TYPE_CHECKING:
    import pandas as pd

    from coreflect.package.answers import Pair

OWN = "this workspace"

V = TypeVar("V", bound=Versioned)

Version = tuple[str, str, str]
"""(table, record id, revision)"""


@dataclass(frozen=True, slots=True)
class _Table:
    """The versions of one table in every package, and which of them survive."""

    name: str
    by_package: tuple[tuple[Any, ...], ...]
    settled: SettledVersions[Any]

    @property
    def round_of(self) -> Callable[[Any], str]:
        """A function that returns the round's id of a record of this table."""
        return attrgetter("id" if self.name == ROUNDS.name else "round")

    def keys(self) -> Iterator[RecordKey]:
        """List every record of every package, with its table, round, id and revision."""
        name, round_of = self.name, self.round_of
        versions = chain.from_iterable(self.by_package)
        return ((name, round_of(version), version.id, version.revision) for version in versions)


@no_collector()
def merge(
    packages: Sequence[Package], *, aliases: Iterable[Alias] = (), keep: Sequence[tuple[str, str]] = ()
) -> MergedPackages:
    """Merge packages into one.

    Takes packages in any order, aliases in addition to those in the packages, and for each conflict that is to be ended
    the (record, revision) that is kept.

    Raises:
        Refused: one revision has two contents, or the revisions of a record replace one another in a circle.
        Misuse: `keep` names a record or a revision that does not exist.
    """
    from coreflect.package.answers import answer_rows

    withdrawn_records = {withdrawn for package in packages for withdrawn in package.records.withdrawn}
    forgotten = gone_with(forgotten_rounds(withdrawn_records), (package.records for package in packages))
    counts_gone = gone_shown_counts(withdrawn_records, (package.records for package in packages))
    gone = {withdrawn.record for withdrawn in withdrawn_records} | forgotten | counts_gone
    tables, resolved, losing, unresolved = _settled(packages, gone, keep)
    survivors = {table.name: table.settled.survivors for table in tables}
    withdrawn_records |= losing
    gone |= {withdrawn.record for withdrawn in losing}
    banks = _banks(packages)
    standing = {(response.id, response.revision) for response in survivors["responses"]}
    answers = answer_rows(packages, Banks(banks), standing, resolved)
    all_aliases = {alias for package in packages for alias in package.records.aliases}.union(aliases)
    records = Records(
        rounds=survivors["rounds"],
        responses=survivors["responses"],
        room=tuple(count for revision in survivors["room"] for count in revision.counts()),
        notes=survivors["notes"],
        actions=survivors["actions"],
        shown_counts=tuple(count for record in survivors["shown_counts"] for count in record.counts()),
        withdrawn=tuple(sorted(withdrawn_records, key=_cells)),
        aliases=tuple(sorted(all_aliases, key=_cells)),
        guards=guarded(
            (guard for package in packages for guard in package.records.guards),
            (reflection for package in packages for reflection in package.records.rounds),
        ),
        bank_files=tuple(BankFile(name, banks[name]) for name in sorted(banks)),
    )
    joined = join_unknown_data([(package.name, package.unknown_data) for package in packages], gone, resolved)
    again = _said_again(tables, records, answers, joined)
    conflicts = _conflicts(tables, again)
    all_remarks = (*unresolved, *remarks(records.rounds, records.guards))
    report = _report(packages, tables, records, conflicts, all_remarks)
    unknown_data = keep_surviving_rows(joined, records)
    return MergedPackages(records, answers, conflicts, report, unknown_data, said_again=again)


def merge_records(
    records: Records,
    packages: Sequence[Package] = (),
    *,
    aliases: Iterable[Alias] = (),
    keep: Sequence[tuple[str, str]] = (),
) -> MergedPackages:
    """Merge a workspace's own records, answers included, with imported packages; raises as `merge` does.

    What the workspace itself has shown stays known, whatever the packages withdraw.
    """
    own = open_package(package_bytes(records), OWN)
    merged = merge([own, *packages], aliases=aliases, keep=keep)
    return replace(merged, shown_here=shown_revisions(records.shown_counts))


def merged_package(merged: MergedPackages) -> bytes:
    """Write the package that holds the result of a merge."""
    from coreflect.package.answers import answers_text

    unknown_columns = merged.unknown_data.columns.get(ANSWERS.name, NO_UNKNOWN_COLUMNS)
    return assembled(merged.records, answers_text(merged.answers, unknown_columns), merged.unknown_data)


def outcomes_of(packages: Sequence[Package], known: Sequence[Package], merged: MergedPackages) -> tuple[Tally, ...]:
    """Count, for each round, whether a merge found the records of `packages` new, the same, replaced and so on.

    Takes the packages to count (one that came twice is in it twice), the packages that were there before (their records
    count as the same when they come again), and the merge of all of them.
    """
    records = merged.records
    standing = {(table, record, revision) for table, _, record, revision in record_keys(records)}
    left = {(table, record) for table, record, _ in standing}
    in_conflict = {(conflict.table, conflict.record) for conflict in merged.conflicts}
    outcomes: dict[Version, Outcome] = {}
    # All that is there already is seen before the first of the files is.
    before = {
        (table, record, revision) for package in known for table, _, record, revision in record_keys(package.records)
    }
    read: list[RecordKey] = []
    for package in packages:
        for table, round_id, record, revision in record_keys(package.records):
            read.append((table, round_id, record, revision))
            version = (table, record, revision)
            if version in standing:
                outcomes[version] = "in conflict" if (table, record) in in_conflict else "new"
            else:
                outcomes[version] = "replaced" if (table, record) in left else "withdrawn"
    return _tallies(read, outcomes, records.rounds, before)


def _settled(
    packages: Sequence[Package], withdrawn: Collection[str], keep: Sequence[tuple[str, str]]
) -> tuple[tuple[_Table, ...], dict[Pair, str], set[Withdrawn], tuple[str, ...]]:
    """Settle each table.

    Also returns the new revision of each (record, revision) in `keep`, the shown counts that are withdrawn because
    those of another reveal were kept, and remarks on `keep`.
    """
    if len({record for record, _ in keep}) < len(keep):
        raise Misuse("Two versions of one record were named.", "Name each record once.")
    tables: list[_Table] = []
    resolved: dict[Pair, str] = {}
    found: dict[str, bool] = {}
    losing: set[Withdrawn] = set()
    for name in RECORD_TABLES:
        by_package = tuple(_versions(package, name) for package in packages)
        gone = () if name == "rounds" else withdrawn
        settled = _settle(name, packages, by_package, (), gone)
        notes = settled.survivors if name == "notes" else ()
        of_withdrawn = {note.id for note in notes if note.response in withdrawn}
        ends = [end for record, revision in keep for end in _resolutions(settled, record, revision, resolved, found)]
        if name == "shown_counts" and settled.survivors:
            standing = {table.name: table.settled.survivors for table in tables}
            losing = _losing(settled.survivors, standing["rounds"], resolved)
            ends += cut_where_changed(settled.survivors, standing["responses"], withdrawn)
            of_withdrawn = {withdrawn.record for withdrawn in losing}
        if of_withdrawn or ends:
            settled = _settle(name, packages, by_package, ends, {*gone, *of_withdrawn})
        tables.append(_Table(name, by_package, settled))
    for record, _ in keep:
        if record not in found:
            raise Misuse(f"There is no record {quoted(record)} here.", "`coreflect merge` names those in two versions.")
    unresolved = tuple(
        f"{quoted(record)} is not in two versions, so nothing was changed in it."
        for record, _ in keep
        if not found[record]
    )
    return tuple(tables), resolved, losing, unresolved


def _losing(shown: Sequence[ShownCounts], rounds: Sequence[Reflection], resolved: Mapping[Pair, str]) -> set[Withdrawn]:
    """Find the shown counts of the reveals that were not kept, where they are too near to those of the one that was."""
    kept = (reflection for reflection in rounds if reflection.revision in resolved.values())
    return {withdrawn for reflection in kept for withdrawn in not_chosen(reflection, shown)}


def _resolutions(
    settled: SettledVersions[V], record: str, revision: str, resolved: dict[Pair, str], found: dict[str, bool]
) -> list[V]:
    if not any(known == record for known, _ in settled.outcomes):
        return []
    found[record] = record in settled.conflicts
    if not found[record]:
        return []
    versions = [version for version in settled.survivors if version.id == record]
    if revision not in settled.conflicts[record]:
        choices = ", ".join(settled.conflicts[record])
        raise Misuse(f"{quoted(record)} has no version {quoted(revision)} to choose from.", f"Keep one of {choices}.")
    ended = resolution(versions, revision)
    resolved[record, revision] = ended.revision
    return [ended]


def _versions(package: Package, table: str) -> tuple[Any, ...]:
    if table == "room":
        return room_revisions(package.records.room)
    if table == "shown_counts":
        return shown_revisions(package.records.shown_counts)
    records: tuple[Any, ...] = getattr(package.records, table)
    return records


def _settle(
    table: str,
    packages: Sequence[Package],
    by_package: Sequence[Sequence[V]],
    ends: Sequence[V],
    withdrawn: Collection[str],
) -> SettledVersions[V]:
    def holders(holds: Callable[[V], bool]) -> str:
        found = zip(packages, by_package, strict=True)
        return " and ".join(package.name for package, versions in found if any(map(holds, versions)))

    try:
        return settle((*chain.from_iterable(by_package), *ends), withdrawn)
    except TwoContents as fault:
        key = (fault.record, fault.revision)
        what = f"hold {quoted(fault.record)} in the table {table} with two contents under one revision."
        names = holders(lambda version: (version.id, version.revision) == key)
        raise refused(names, what, "One of them is damaged: ask for them again.") from None
    except NothingLeft as fault:
        circular = fault.record
        what = f"hold revisions of {quoted(circular)} in the table {table} that replace one another in a circle."
        raise refused(holders(lambda version: version.id == circular), what) from None


def _banks(packages: Sequence[Package]) -> dict[str, bytes]:
    banks: dict[str, bytes] = {}
    for package in packages:
        for file in package.records.bank_files:
            if banks.setdefault(file.name, file.content) != file.content:
                raise refused(package.name, f"holds another bank under the name {quoted(file.name)}.")
    return banks


def _said_again(
    tables: Sequence[_Table], records: Records, answers: pd.DataFrame, unknown_data: UnknownData
) -> dict[Pair, str]:
    """Find the standing versions that say what another says, answers and unknown columns included."""
    cited = {
        *(revision for reflection in records.rounds for revision in reflection.counted_as),
        *(row.reveal for row in records.shown_counts),
        *(counted.partition(":")[2] for row in records.shown_counts for counted in row.counted),
    }
    found: dict[Pair, str] = {}
    for table in tables:
        versions = [version for version in table.settled.survivors if version.id in table.settled.conflicts]
        if versions:
            besides = _said_besides(table.name, {version.id for version in versions}, answers, unknown_data)
            found |= said_again(versions, besides, cited)
    return found


def _said_besides(
    table: str, ids: Collection[str], answers: pd.DataFrame, unknown_data: UnknownData
) -> dict[Pair, frozenset[tuple[str, ...]]]:
    """Collect what versions of these records say besides: their answers, and their cells in unknown columns."""
    found: dict[Pair, set[tuple[str, ...]]] = {}
    names = (table, ANSWERS.name) if table == RESPONSES.name else (table,)
    if table == RESPONSES.name:
        rows = answers[answers["response"].isin(list(ids))]
        for response, revision, *cells in zip(*(rows[column].astype(str) for column in rows.columns), strict=True):
            found.setdefault((response, revision), set()).add(tuple(cells))
    for name in names:
        for key, texts in unknown_data.columns.get(name, NO_UNKNOWN_COLUMNS).cells.items():
            if key[0] in ids and texts:
                said = (name, *key[2:], *(text for pair in sorted(texts.items()) for text in pair))
                found.setdefault((key[0], key[1]), set()).add(said)
    return {pair: frozenset(cells) for pair, cells in found.items()}


def _conflicts(tables: Sequence[_Table], again: Mapping[Pair, str]) -> tuple[Conflict, ...]:
    """List the records whose standing versions say different things; of those that say the same, one is named."""
    found: list[Conflict] = []
    for table in tables:
        rounds = {version.id: table.round_of(version) for version in reversed(table.settled.survivors)}
        for record, revisions in sorted(table.settled.conflicts.items()):
            different = tuple(revision for revision in revisions if (record, revision) not in again)
            if len(different) > 1:
                found.append(Conflict(table.name, record, rounds[record], different))
    return tuple(found)


def _cells(value: Alias | Withdrawn) -> tuple[str, ...]:
    cells: tuple[str, ...] = astuple(value)
    return cells


def _report(
    packages: Sequence[Package],
    tables: Sequence[_Table],
    records: Records,
    conflicts: Sequence[Conflict],
    all_remarks: tuple[str, ...],
) -> MergeReport:
    in_conflict = {(conflict.table, conflict.record) for conflict in conflicts}
    outcomes: dict[Version, Outcome] = {
        (table.name, *key): "new" if outcome == "in conflict" and (table.name, key[0]) not in in_conflict else outcome
        for table in tables
        for key, outcome in table.settled.outcomes.items()
    }
    read = chain.from_iterable(table.keys() for table in tables)
    return MergeReport(
        files=tuple(package.name for package in packages),
        tallies=_tallies(read, outcomes, records.rounds),
        remarks=all_remarks,
        similar=similar_names(records.rounds, records.aliases),
        read=tuple(sum(len(table.by_package[index]) for table in tables) for index in range(len(packages))),
    )


def _tallies(
    read: Iterable[RecordKey],
    outcomes: Mapping[Version, Outcome],
    rounds: Sequence[Reflection],
    known: Collection[Version] = (),
) -> tuple[Tally, ...]:
    """Make one tally for each round, ordered by team and round.

    Takes every record of every file, the outcome of each version, the surviving rounds, and the versions that were
    there before.
    """
    numbers: dict[str, dict[str, int]] = {}
    seen = set(known)
    for table, round_id, record, revision in read:
        version = (table, record, revision)
        outcome = "same" if version in seen else outcomes[version]
        seen.add(version)
        counts = numbers.setdefault(round_id, {})
        counts[outcome] = counts.get(outcome, 0) + 1
    teams = {reflection.id: reflection.team_name for reflection in reversed(rounds)}
    order = ("new", "same", "replaced", "withdrawn", "in conflict")
    made = (
        Tally(teams[round_id], round_id, *(counts.get(outcome, 0) for outcome in order))
        for round_id, counts in numbers.items()
    )
    return tuple(sorted(made, key=lambda tally: (natural_order(tally.team), tally.team, tally.round)))
