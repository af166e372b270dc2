"""What one merge holds that another does not: brought back together with it, the part makes the whole again, exactly.

Nothing stands in the part that is there already, but for the facts of the rounds that its records belong to.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from coreflect.core.merging.revisions import forgotten_rounds, goes_with_answers
from coreflect.core.model import Note, Records, Response, RoomCount, Withdrawn
from coreflect.package.cells import row_of
from coreflect.package.package import Extras, MergedPackages, Package
from coreflect.package.read import open_package
from coreflect.package.schema import ANSWERS, BY_NAME, RESPONSES
from coreflect.package.tables import NO_UNKNOWN_COLUMNS, Key, UnknownTable, room_records
from coreflect.package.unknown import naming_only, standing_only

Pair = tuple[str, str]
"""(record id, revision)"""

_VERSIONED = ("rounds", "responses", "room", "notes", "actions")
_OTHERS = ("withdrawn", "aliases", "guards")


@dataclass(frozen=True, slots=True)
class _New:
    """What is to be in the part: (record, revision) pairs by table, and the values that are no versions of a record."""

    pairs: Mapping[str, Collection[Pair]]
    values: Mapping[str, tuple[Any, ...]]


def difference(whole: MergedPackages, before: MergedPackages) -> MergedPackages | None:
    """The part of `whole` that `before` lacks, as a merge that can be written; None where it lacks nothing.

    Takes two merges, the second of some of the packages of the first.
    """
    new = _New(
        {table: _pairs(table, whole, before) for table in _VERSIONED},
        {table: _values(table, whole, before) for table in _OTHERS},
    )
    known = {file.name for file in before.records.bank_files}
    banks = {file.name for file in whole.records.bank_files} - known
    tables = _new_tables(whole.extras, before.extras)
    columns = any(_columns(whole, name) - _columns(before, name) for name in whole.extras.columns)
    if not (any(new.pairs.values()) or any(new.values.values()) or banks or tables or columns):
        return None
    records = _records(whole.records, new, banks)
    answers = _answers_of(whole.answers, {(one.id, one.revision) for one in records.responses})
    extras = standing_only(Extras(tables, whole.extras.columns), records)
    return replace(whole, records=records, answers=answers, conflicts=(), extras=extras)


def _pairs(table: str, whole: MergedPackages, before: MergedPackages) -> set[Pair]:
    """The versions of a table that are to be in the part.

    One that is there already comes along only where nothing else tells of its earlier revisions, or of its cells in
    columns that this version does not know.
    """
    held = {(one.id, one.revision): one.replaces for one in _versions(table, before.records)}
    versions = _versions(table, whole.records)
    found = {(one.id, one.revision) for one in versions if (one.id, one.revision) not in held}
    told = {record for record, _ in found}
    more = {(key[0], key[1]) for key in _told_more(table, whole, before)}
    if table == RESPONSES.name:
        more |= {(key[0], key[1]) for key in _told_more(ANSWERS.name, whole, before)}
    for one in versions:
        pair = (one.id, one.revision)
        grown = one.id not in told and pair in held and len(one.replaces) > len(held[pair])
        if grown or pair in more:
            found.add(pair)
    return found


def _values(table: str, whole: MergedPackages, before: MergedPackages) -> tuple[Any, ...]:
    """The values of a table without revisions that are to be in the part."""
    held = set(getattr(before.records, table))
    more = _told_more(table, whole, before)
    at = [BY_NAME[table].header.index(column) for column in BY_NAME[table].key] if more else []
    return tuple(
        one
        for one in getattr(whole.records, table)
        if one not in held or (more and tuple(row_of(one)[index] for index in at) in more)
    )


def _versions(table: str, records: Records) -> Sequence[Any]:
    return room_records(records.room) if table == "room" else getattr(records, table)


def _told_more(table: str, whole: MergedPackages, before: MergedPackages) -> set[Key]:
    """The rows of which the whole knows cells, in unknown columns, that are not there yet."""
    known = before.extras.columns.get(table, NO_UNKNOWN_COLUMNS).cells
    cells = whole.extras.columns.get(table, NO_UNKNOWN_COLUMNS).cells
    return {key for key, its in cells.items() if its != known.get(key, {})}


def _columns(merged: MergedPackages, table: str) -> frozenset[str]:
    return merged.extras.columns.get(table, NO_UNKNOWN_COLUMNS).columns


def _new_tables(whole: Extras, before: Extras) -> dict[str, UnknownTable]:
    found: dict[str, UnknownTable] = {}
    for path, table in whole.tables.items():
        known = before.tables.get(path)
        if known is None:
            found[path] = table
        elif table.rows - known.rows or table.columns - known.columns:
            found[path] = UnknownTable(table.columns, table.rows - known.rows)
    return found


def _records(whole: Records, new: _New, banks: Collection[str]) -> Records:
    part: dict[str, tuple[Any, ...]] = {
        table: tuple(one for one in getattr(whole, table) if (one.id, one.revision) in new.pairs[table])
        for table in _VERSIONED
    }
    told = {one.id for one in part["rounds"]}
    named = {one.round for its in (*part.values(), new.values["withdrawn"], new.values["guards"]) for one in _in(its)}
    # Whatever belongs to a round travels with the facts of that round.
    part["rounds"] += tuple(one for one in whole.rounds if one.id in named - told)
    asked = {name for one in part["rounds"] for bank in one.banks for name in bank.file_names()}
    files = tuple(file for file in whole.bank_files if file.name in asked or file.name in banks)
    return Records(**part, **new.values, bank_files=files)


def _in(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Those that belong to a round; the facts of rounds are none."""
    return tuple(one for one in values if hasattr(one, "round"))


def _answers_of(answers: pd.DataFrame, pairs: Collection[Pair]) -> pd.DataFrame:
    """The rows of these revisions of responses; ids and revisions are compared as the codes of their categories."""
    if not pairs:
        return answers.iloc[:0]
    responses, revisions = answers["response"].cat, answers["revision"].cat
    at = pd.Index(responses.categories).get_indexer([one for one, _ in pairs]).astype(np.int64)
    of = pd.Index(revisions.categories).get_indexer([one for _, one in pairs]).astype(np.int64)
    whole = len(revisions.categories)
    wanted = (at * whole + of)[(at >= 0) & (of >= 0)]
    each = responses.codes.to_numpy(dtype=np.int64) * whole + revisions.codes.to_numpy(dtype=np.int64)
    return answers[np.isin(each, wanted)].reset_index(drop=True)


def select_rounds(merged: MergedPackages, rounds: Collection[str]) -> MergedPackages:
    """What belongs to these rounds, by id; rows that this version does not know stay where they name one of them."""
    every = merged.records
    reflection = tuple(one for one in every.rounds if one.id in rounds)
    files = {name for one in reflection for asked in one.banks for name in asked.file_names()}
    teams = {one.team for one in reflection}
    records = replace(
        every,
        rounds=reflection,
        responses=tuple(one for one in every.responses if one.round in rounds),
        room=tuple(one for one in every.room if one.round in rounds),
        notes=tuple(one for one in every.notes if one.round in rounds),
        actions=tuple(one for one in every.actions if one.round in rounds),
        withdrawn=tuple(one for one in every.withdrawn if one.round in rounds),
        aliases=tuple(one for one in every.aliases if {one.name, one.same_as} & {*rounds, *teams}),
        guards=tuple(one for one in every.guards if one.round in rounds),
        bank_files=tuple(file for file in every.bank_files if file.name in files),
    )
    responses = {one.id for one in records.responses}
    answers = merged.answers[merged.answers["response"].isin(responses)].reset_index(drop=True)
    return replace(
        merged,
        records=records,
        answers=answers,
        conflicts=tuple(one for one in merged.conflicts if one.round in rounds),
        extras=naming_only(standing_only(merged.extras, records), rounds),
    )


def without(package: Path, withdrawn: Collection[Withdrawn]) -> bytes | None:
    """The bytes of a package less these records, which it says for ever from then on.

    Takes the package's path, and what was taken back: a round named as a record takes all its answers and notes with
    it. Returns None where the package holds nothing of them. pandas is loaded only where it does.

    Raises:
        Refused: the package cannot be read.
    """
    opened = open_package(package)
    gone = _held(opened.records, withdrawn)
    if not gone and not _is_named_beside(opened, {one.record for one in withdrawn}):
        return None
    # Merging loads pandas, and most packages hold nothing of what was taken back.
    from coreflect.package.merge import merge, merged_package

    said = Package("what was taken out", Records(withdrawn=tuple({*gone, *withdrawn})))
    return merged_package(merge((opened, said)))


def facts_of(package: Path) -> Records:
    """What a package says of its rounds: facts, protection, questions and names that are one; nobody's answers.

    Raises:
        Refused: the package cannot be read.
    """
    records = open_package(package).records
    return Records(rounds=records.rounds, guards=records.guards, bank_files=records.bank_files, aliases=records.aliases)


def _held(records: Records, withdrawn: Collection[Withdrawn]) -> set[Withdrawn]:
    """Those of these records that stand here, and those that go with a round that was forgotten."""
    named = {one.record for one in withdrawn}
    forgotten = forgotten_rounds(withdrawn)
    of_answers: tuple[Response | Note | RoomCount, ...] = (*records.responses, *records.notes, *records.room)
    found = {
        Withdrawn(one.id, one.round)
        for one in of_answers
        if one.id in named or (one.round in forgotten and goes_with_answers(one))
    }
    found |= {Withdrawn(one.id, one.round) for one in records.notes if one.response in named}
    return found | {Withdrawn(one.id, one.round) for one in records.actions if one.id in named}


def _is_named_beside(opened: Package, records: Collection[str]) -> bool:
    """Whether a table that this version does not know names one of these records."""
    rows = (row for table in opened.extras.tables.values() for row in table.rows)
    return any(cell in records for row in rows for _, cell in row)
