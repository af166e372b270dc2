"""A package less what was taken back: written anew as the merge of what it holds with what says so."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from coreflect.core.model import Note, Records, Response, RoomCount, Withdrawn
from coreflect.core.revisions import forgotten_rounds, goes_with_answers
from coreflect.package.opened import Opened
from coreflect.package.read import open_package


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

    said = Opened("what was taken out", Records(withdrawn=tuple({*gone, *withdrawn})))
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


def _is_named_beside(opened: Opened, records: Collection[str]) -> bool:
    """Whether a table that this version does not know names one of these records."""
    rows = (row for table in opened.extras.tables.values() for row in table.rows)
    return any(cell in records for row in rows for _, cell in row)
