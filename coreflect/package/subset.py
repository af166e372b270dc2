"""Takes a subset of merged packages: what is new in them, some rounds alone, or everything except withdrawn records.

Merging a subset with what it was taken from gives exactly the whole again. pandas is loaded only where records are
taken out of a package.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coreflect.core.errors import Refused
from coreflect.core.merging.revisions import (
    RECORD_TABLES,
    forgotten_rounds,
    goes_with_answers,
    guarded,
    room_revisions,
)
from coreflect.core.merging.shown_counts import cut, cut_where_changed, gone_shown_counts, shown_revisions
from coreflect.core.model import Note, Records, Response, RoomCount, Withdrawn
from coreflect.package.merge import merge, merged_package
from coreflect.package.package import MergedPackages, Package
from coreflect.package.read import open_package
from coreflect.package.schema import ANSWERS, BY_NAME, RESPONSES
from coreflect.package.tables import NO_UNKNOWN_COLUMNS, Key, UnknownTable, row_of
from coreflect.package.unknown import UnknownData, keep_rows_naming, keep_surviving_rows
from coreflect.package.write import package_bytes

if TYPE_CHECKING:
    import pandas as pd

Pair = tuple[str, str]
"""(record id, revision)"""

_VALUE_TABLES = ("withdrawn", "aliases", "guards")


@dataclass(frozen=True, slots=True)
class _New:
    """The contents of a difference: (record, revision) pairs by table, and the values that have no revision."""

    pairs: Mapping[str, Collection[Pair]]
    values: Mapping[str, tuple[Any, ...]]


def difference(whole: MergedPackages, before: MergedPackages) -> MergedPackages | None:
    """Take everything that `whole` has and `before` lacks, as a merge that can be written; None where that is nothing.

    Takes two merges; the packages of the second are some of those of the first. The only records of `before` in the
    result are the reflections to which new records belong.
    """
    new = _New(
        {table: _new_pairs(table, whole, before) for table in RECORD_TABLES},
        {table: _new_values(table, whole, before) for table in _VALUE_TABLES},
    )
    known = {file.name for file in before.records.bank_files}
    banks = {file.name for file in whole.records.bank_files} - known
    tables = _new_tables(whole.unknown_data, before.unknown_data)
    columns = any(_columns(whole, name) - _columns(before, name) for name in whole.unknown_data.columns)
    if not (any(new.pairs.values()) or any(new.values.values()) or banks or tables or columns):
        return None
    records = _new_records(whole.records, new, banks)
    answers = _answers_of(whole.answers, {(response.id, response.revision) for response in records.responses})
    unknown_data = keep_surviving_rows(UnknownData(tables, whole.unknown_data.columns), records)
    return replace(whole, records=records, answers=answers, conflicts=(), unknown_data=unknown_data)


def select_rounds(merged: MergedPackages, rounds: Collection[str]) -> MergedPackages:
    """Take what belongs to the rounds with these ids; a row of an unknown table stays if it names one of them."""
    every = merged.records
    reflections = tuple(reflection for reflection in every.rounds if reflection.id in rounds)
    files = {name for reflection in reflections for asked in reflection.banks for name in asked.file_names()}
    names = {*rounds, *(reflection.team for reflection in reflections)}
    of_round = {
        table: tuple(record for record in getattr(every, table) if record.round in rounds)
        for table in ("responses", "room", "notes", "actions", "shown_counts", "withdrawn", "guards")
    }
    records = replace(
        every,
        rounds=reflections,
        aliases=tuple(alias for alias in every.aliases if {alias.name, alias.same_as} & names),
        bank_files=tuple(file for file in every.bank_files if file.name in files),
        **of_round,
    )
    responses = {response.id for response in records.responses}
    answers = merged.answers[merged.answers["response"].isin(responses)].reset_index(drop=True)
    return replace(
        merged,
        records=records,
        answers=answers,
        conflicts=tuple(conflict for conflict in merged.conflicts if conflict.round in rounds),
        unknown_data=keep_rows_naming(keep_surviving_rows(merged.unknown_data, records), rounds),
    )


def counts_alone(merged: MergedPackages, *, agreed: bool) -> MergedPackages:
    """Take the rounds whose shown counts are stored, with these and nothing that any single person said.

    The rounds are left as they are. Responses, answers, notes, codes and shows of hands are left out, and whatever this
    version does not know, since that could be anything. Of an open round everyone together stays alone. With `agreed`,
    the agreed levels and the actions go along.
    """
    every = merged.records
    left = [cut(record) for record in shown_revisions(every.shown_counts)]
    shown = tuple(record for record in left if record.pictures)
    rounds = {record.round for record in shown}
    part = select_rounds(merged, rounds)
    records = replace(
        part.records,
        responses=(),
        notes=(),
        room=tuple(row for row in part.records.room if agreed and row.kind == "agreed"),
        actions=part.records.actions if agreed else (),
        shown_counts=tuple(row for record in shown for row in record.counts()),
    )
    return replace(part, records=records, answers=merged.answers.iloc[:0], unknown_data=UnknownData())


def outliving(path: Path, others: Sequence[Package]) -> bytes:
    """Write what stays of a package that is undone: what it withdraws, and stricter guards of rounds that stay known.

    Takes its path, and the packages that stay. Returns no bytes where nothing does, or where it cannot be read.
    """
    try:
        records = open_package(path).records
    except Refused:
        return b""
    withdrawn = {*records.withdrawn}.difference(*(other.records.withdrawn for other in others))
    guards = guarded(
        (guard for other in others for guard in other.records.guards),
        (reflection for other in others for reflection in other.records.rounds),
    )
    known = {guard.round: guard for guard in guards}
    stricter = [
        guard
        for guard in guarded(records.guards, records.rounds)
        if guard.round in known and guard.joined(known[guard.round]) != known[guard.round]
    ]
    if not withdrawn and not stricter:
        return b""
    return package_bytes(Records(withdrawn=tuple(withdrawn), guards=tuple(stricter)))


def without_withdrawn(path: Path, withdrawn: Collection[Withdrawn]) -> bytes | None:
    """Write a package again without these records, which it then lists as withdrawn.

    Takes the package's path and the withdrawn records; where a round itself is one, all its answers and notes go too.
    Returns None where the package holds none of them.

    Raises:
        Refused: the package cannot be read.
    """
    package = open_package(path)
    gone = _withdrawn_in(package.records, withdrawn)
    names = {each.record for each in withdrawn}
    shown = shown_revisions(package.records.shown_counts)
    to_cut = cut_where_changed(shown, (), names) if shown else ()
    if not gone and not to_cut and not _unknown_tables_name(package, names):
        return None
    taken_out = Package("what was taken out", Records(withdrawn=tuple({*gone, *withdrawn})))
    return merged_package(merge((package, taken_out)))


def reflections_of(path: Path) -> Records:
    """Read the reflections of a package with their guards, bank files and aliases, and nobody's answers.

    Raises:
        Refused: the package cannot be read.
    """
    records = open_package(path).records
    return Records(rounds=records.rounds, guards=records.guards, bank_files=records.bank_files, aliases=records.aliases)


def _new_pairs(table: str, whole: MergedPackages, before: MergedPackages) -> set[Pair]:
    """Find the versions of a table that belong to the difference.

    A version that is in `before` belongs to it only where it now replaces more revisions, and no new version of its
    record lists these, or where its cells in unknown columns have changed.
    """
    known = {(version.id, version.revision): version.replaces for version in _versions(table, before.records)}
    versions = _versions(table, whole.records)
    found = {pair for version in versions if (pair := (version.id, version.revision)) not in known}
    new_records = {record for record, _ in found}
    changed = {(key[0], key[1]) for key in _changed_keys(table, whole, before)}
    if table == RESPONSES.name:
        changed |= {(key[0], key[1]) for key in _changed_keys(ANSWERS.name, whole, before)}
    for version in versions:
        pair = (version.id, version.revision)
        grown = version.id not in new_records and pair in known and len(version.replaces) > len(known[pair])
        if grown or pair in changed:
            found.add(pair)
    return found


def _new_values(table: str, whole: MergedPackages, before: MergedPackages) -> tuple[Any, ...]:
    """Find the values of a table without revisions that belong to the difference."""
    known = set(getattr(before.records, table))
    changed = _changed_keys(table, whole, before)
    at = [BY_NAME[table].header.index(column) for column in BY_NAME[table].key] if changed else []
    return tuple(
        value
        for value in getattr(whole.records, table)
        if value not in known or (changed and tuple(row_of(value)[index] for index in at) in changed)
    )


def _versions(table: str, records: Records) -> Sequence[Any]:
    if table == "shown_counts":
        return shown_revisions(records.shown_counts)
    return room_revisions(records.room) if table == "room" else getattr(records, table)


def _changed_keys(table: str, whole: MergedPackages, before: MergedPackages) -> set[Key]:
    """Find the keys of the rows whose cells in unknown columns have changed."""
    known = before.unknown_data.columns.get(table, NO_UNKNOWN_COLUMNS).cells
    cells = whole.unknown_data.columns.get(table, NO_UNKNOWN_COLUMNS).cells
    return {key for key, texts in cells.items() if texts != known.get(key, {})}


def _columns(merged: MergedPackages, table: str) -> frozenset[str]:
    return merged.unknown_data.columns.get(table, NO_UNKNOWN_COLUMNS).columns


def _new_tables(whole: UnknownData, before: UnknownData) -> dict[str, UnknownTable]:
    found: dict[str, UnknownTable] = {}
    for path, table in whole.tables.items():
        known = before.tables.get(path)
        if known is None:
            found[path] = table
        elif table.rows - known.rows or table.columns - known.columns:
            found[path] = UnknownTable(table.columns, table.rows - known.rows)
    return found


def _new_records(whole: Records, new: _New, banks: Collection[str]) -> Records:
    part: dict[str, tuple[Any, ...]] = {
        table: tuple(version for version in getattr(whole, table) if (version.id, version.revision) in new.pairs[table])
        for table in RECORD_TABLES
    }
    belonging = (*(part[table] for table in RECORD_TABLES[1:]), new.values["withdrawn"], new.values["guards"])
    named = {value.round for values in belonging for value in values}
    # Whatever belongs to a round travels with its reflection.
    missing = named - {reflection.id for reflection in part["rounds"]}
    part["rounds"] += tuple(reflection for reflection in whole.rounds if reflection.id in missing)
    asked = {name for reflection in part["rounds"] for bank in reflection.banks for name in bank.file_names()}
    files = tuple(file for file in whole.bank_files if file.name in asked or file.name in banks)
    return Records(**part, **new.values, bank_files=files)


def _answers_of(answers: pd.DataFrame, pairs: Collection[Pair]) -> pd.DataFrame:
    """Select the rows of these revisions of responses; they are compared by the codes of their categories."""
    if not pairs:
        return answers.iloc[:0]
    responses, revisions = answers["response"].cat, answers["revision"].cat
    response_codes = {text: code for code, text in enumerate(responses.categories)}
    revision_codes = {text: code for code, text in enumerate(revisions.categories)}
    count = len(revision_codes)
    wanted = {
        response_codes[response] * count + revision_codes[revision]
        for response, revision in pairs
        if response in response_codes and revision in revision_codes
    }
    codes = responses.codes.astype("int64") * count + revisions.codes.astype("int64")
    return answers[codes.isin(wanted)].reset_index(drop=True)


def _withdrawn_in(records: Records, withdrawn: Collection[Withdrawn]) -> set[Withdrawn]:
    """Find which of the withdrawn records are here, and which records are withdrawn with a forgotten round."""
    named = {each.record for each in withdrawn}
    forgotten = forgotten_rounds(withdrawn)
    with_answers: tuple[Response | Note | RoomCount, ...] = (*records.responses, *records.notes, *records.room)
    found = {
        Withdrawn(record.id, record.round)
        for record in with_answers
        if record.id in named or (record.round in forgotten and goes_with_answers(record))
    }
    found |= {Withdrawn(note.id, note.round) for note in records.notes if note.response in named}
    shown = named | gone_shown_counts(withdrawn, (records,)) if records.shown_counts else set()
    found |= {Withdrawn(row.id, row.round) for row in records.shown_counts if row.id in shown}
    return found | {Withdrawn(action.id, action.round) for action in records.actions if action.id in named}


def _unknown_tables_name(package: Package, records: Collection[str]) -> bool:
    """Whether a table that this version does not know names one of these records."""
    rows = (row for table in package.unknown_data.tables.values() for row in table.rows)
    return any(cell in records for row in rows for _, cell in row)
