"""Describes the records that a merge leaves in two versions or more: where each version is, and what it alone says.

Nobody's answers and no text of a note are in it: of these it says only that they differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from coreflect.core.merging.importing import TwoVersions, Version
from coreflect.core.model import Action, Note, Reflection, Response, RoomCount, ShownCount
from coreflect.core.names import quoted
from coreflect.core.texts.versions import (
    OTHER_COUNTS,
    OTHER_NOTE,
    action_version,
    record_label,
    reflection_version,
    response_version,
    room_version,
)
from coreflect.package.package import Conflict, MergedPackages, Package
from coreflect.package.read import Banks, RoundItem
from coreflect.package.remarks import answered_differently
from coreflect.package.tables import written

Places = Mapping[tuple[str, str], Sequence[str]]
"""The packages that hold each (record, revision), by the names under which people know them."""

_MOST = 20
_NOTHING_ALONE = "nothing extra"
_SHOWN = ("rounds", "room", "actions")
"""Tables whose versions are shown; responses and notes are a person's own."""
_NEVER_SHOWN = frozenset({"revision", "replaces"})


def version_lines(merged: MergedPackages) -> tuple[str, ...]:
    """Write a line for each version of each record in conflict: the cells that only this version has."""
    shown = [conflict for conflict in merged.conflicts if conflict.table in _SHOWN]
    return tuple(line for conflict in shown[:_MOST] for line in _version_lines(merged, conflict))


def places_of(merged: MergedPackages, named: Sequence[tuple[str, Package]]) -> Places:
    """Find the packages in which each version of each record in conflict is.

    Takes the merge, and the packages with the names by which people know them.
    """
    conflicts = {(conflict.table, conflict.record) for conflict in merged.conflicts}
    places: dict[tuple[str, str], list[str]] = {}
    for table in {table for table, _ in conflicts}:
        for name, package in named:
            for record in getattr(package.records, table):
                if (table, record.id) in conflicts:
                    read = merged.said_again.get((record.id, record.revision), record.revision)
                    names = places.setdefault((record.id, read), [])
                    if name not in names:
                        names.append(name)
    return places


def two_versions(merged: MergedPackages, places: Places) -> tuple[TwoVersions, ...]:
    """Describe every record that a merge leaves in conflict."""
    if not merged.conflicts:
        return ()
    describing = _Describing(merged)
    return tuple(
        TwoVersions(
            conflict.record, describing.label(conflict), _distinguish(tuple(describing.versions(conflict, places)))
        )
        for conflict in merged.conflicts
    )


class _Describing:
    """Describes the records of one merge in words that people know."""

    def __init__(self, merged: MergedPackages) -> None:
        self._merged = merged
        self._rounds = {reflection.id: reflection for reflection in reversed(merged.records.rounds)}
        self._banks = Banks({file.name: file.content for file in merged.records.bank_files})
        self._items: dict[str, Mapping[tuple[str, str], RoundItem]] = {}
        responses = [conflict.record for conflict in merged.conflicts if conflict.table == "responses"]
        self._different_answers = answered_differently(merged, responses)

    def label(self, conflict: Conflict) -> str:
        """Describe a record in words that people know."""
        record = _rows(self._merged, conflict, conflict.revisions[0])[0]
        return record_label(record, self._rounds[conflict.round], self._item_of(record))

    def versions(self, conflict: Conflict, places: Places) -> Iterator[Version]:
        """List the versions of a record, each with what only that version says."""
        texts = {revision: self._texts(_rows(self._merged, conflict, revision)) for revision in conflict.revisions}
        # Answers and notes are described only as differing, in the same words for each version.
        common = (
            set()
            if conflict.table in ("responses", "notes", "shown_counts")
            else set.intersection(*map(set, texts.values()))
        )
        for revision, lines in texts.items():
            own = tuple(line for line in lines if line not in common)
            yield Version(revision, tuple(places.get((conflict.record, revision), ())), own)

    def _texts(self, rows: Sequence[Any]) -> tuple[str, ...]:
        record = rows[0]
        if isinstance(record, Reflection):
            return tuple(reflection_version(record))
        if isinstance(record, Response):
            return (response_version(*self._different_answers[record.id]),)
        if isinstance(record, Note):
            return (OTHER_NOTE,)
        if isinstance(record, ShownCount):
            return (OTHER_COUNTS,)
        if isinstance(record, Action):
            return tuple(action_version(record))
        return tuple(room_version(row, self._text(row), self._level(row)) for row in rows)

    def _item_of(self, record: Reflection | Response | RoomCount | Note | Action) -> str:
        """Return the text of the item that a record is on; empty if it is on none."""
        if isinstance(record, (Reflection, Response)) or not record.item:
            return ""
        return "" if isinstance(record, RoomCount) and record.kind == "to-talk" else self._text(record)

    def _text(self, record: RoomCount | Note | Action) -> str:
        asked = self._asked_items(record.round).get((record.bank, record.item))
        return asked.text if asked else record.item

    def _level(self, row: RoomCount) -> str:
        asked = self._asked_items(row.round).get((row.bank, row.item))
        return asked.levels[row.answer][1] if asked and row.answer in asked.levels else ""

    def _asked_items(self, round_id: str) -> Mapping[tuple[str, str], RoundItem]:
        if round_id not in self._items:
            self._items[round_id] = self._banks.items_of("", self._rounds[round_id].banks)
        return self._items[round_id]


def _distinguish(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Add the revision to the places of versions that are in the same places."""
    places = Counter(version.where for version in versions)
    return tuple(
        version._replace(where=(*version.where[:-1], f"{version.where[-1]}, version {version.revision}"))
        if version.where and places[version.where] > 1
        else version
        for version in versions
    )


def _version_lines(merged: MergedPackages, conflict: Conflict) -> Iterator[str]:
    cells = {revision: _cells(_rows(merged, conflict, revision), conflict.table) for revision in conflict.revisions}
    common = set.intersection(*map(set, cells.values()))
    for revision, texts in cells.items():
        own = [text for text in texts if text not in common] or [_NOTHING_ALONE]
        yield f"{quoted(conflict.record)}={revision} says {', '.join(own)}"


def _rows(merged: MergedPackages, conflict: Conflict, revision: str) -> list[Any]:
    """List the rows of a version of a record; only a room count has more than one."""
    every = getattr(merged.records, conflict.table)
    return [row for row in every if row.id == conflict.record and row.revision == revision]


def _cells(rows: Sequence[Any], table: str) -> list[str]:
    if table == "room":
        return [f"{quoted(' '.join(filter(None, (row.side, row.answer))))} {row.count}" for row in rows]
    return [
        f'{field.name.replace("_", " ")} "{quoted(written(getattr(row, field.name)))}"'
        for row in rows
        for field in fields(row)
        if field.name not in _NEVER_SHOWN
    ]
