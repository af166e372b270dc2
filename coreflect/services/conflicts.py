"""What stands in two versions is called by what it is to people; nobody's answers and none of their words are said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from coreflect.core.answers import GROUP_NAMES, NON_ANSWERS
from coreflect.core.banks.toml import quoted
from coreflect.core.errors import ConflictsLeft
from coreflect.core.meeting.actions import HAPPENED, PROGRESS
from coreflect.core.meeting.room import WHERE_NOW_OTHERS
from coreflect.core.merging.importing import TwoVersions, Version
from coreflect.core.model import Action, Note, Reflection, Response, RoomCount
from coreflect.core.texts.words import counted, plain_date

if TYPE_CHECKING:
    from coreflect.package.package import Conflict, MergedPackages
    from coreflect.package.read import AskedItem

HERE = "this laptop"
BEFORE = "files brought in before"

_ROOM = {
    "tally": "a show of hands",
    "agreed": "where the room stands",
    "to-talk": "what the room chose to talk about",
    "helped": "how many had help",
}
_FACTS = (
    ("team_name", "Team"),
    ("about", "About"),
    ("period", "Looking back"),
    ("date", "Date"),
    ("missing", "Not here"),
    ("contact", "Someone to go to"),
    ("keep_until", "Answers are kept until"),
    ("next_date", "The next reflection"),
    ("invited", "People invited"),
    ("smallest_group", "Smallest group shown by itself"),
)
_DATES = frozenset({"date", "keep_until", "next_date"})
_OF_ACTION = (
    ("what", "What"),
    ("who", "Who"),
    ("due", "By when"),
    ("checked_by", "Who will say that it is done"),
    ("progress", "How far it is"),
    ("happened", "Did it happen"),
    ("outcome", "What came of it"),
)
_LABELS: dict[str, str] = {**dict(PROGRESS), **dict(HAPPENED)}


def called_round(reflection: Reflection) -> str:
    """A round as people call it."""
    return f"{reflection.team_name}, {plain_date(reflection.date)}"


def in_two_versions(merged: MergedPackages, where: Mapping[tuple[str, str], Sequence[str]]) -> tuple[TwoVersions, ...]:
    """Everything that a merge leaves in two versions or more.

    Takes the merge, and where each (record, revision) stands.
    """
    if not merged.conflicts:
        return ()
    words = _Words(merged)
    return tuple(
        TwoVersions(conflict.record, words.called(conflict), _told_apart(tuple(words.versions(conflict, where))))
        for conflict in merged.conflicts
    )


def _told_apart(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """The same; those that stand in the same places are told apart by their revisions."""
    places = Counter(one.where for one in versions)
    return tuple(
        one._replace(where=(*one.where[:-1], f"{one.where[-1]}, version {one.revision}"))
        if one.where and places[one.where] > 1
        else one
        for one in versions
    )


class _Words:
    """Finds the words for records of one merge."""

    def __init__(self, merged: MergedPackages) -> None:
        from coreflect.package.answers import answered_differently
        from coreflect.package.read import Banks

        self._merged = merged
        self._rounds = {one.id: one for one in reversed(merged.records.rounds)}
        self._banks = Banks({file.name: file.content for file in merged.records.bank_files})
        self._asked: dict[str, Mapping[tuple[str, str], AskedItem]] = {}
        self._differ = answered_differently(
            merged, [one.record for one in merged.conflicts if one.table == "responses"]
        )

    def called(self, conflict: Conflict) -> str:
        """What a record is to people."""
        reflection = self._rounds[conflict.round]
        if conflict.table == "rounds":
            return f"the facts of the reflection of {plain_date(reflection.date)}, {reflection.team_name}"
        return f"{self._what(conflict)}, {called_round(reflection)}"

    def versions(self, conflict: Conflict, where: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Version]:
        """Each version of a record, with what it alone says."""
        said = {revision: self._said(self._values(conflict, revision)) for revision in conflict.revisions}
        common = set.intersection(*(set(parts) for parts in said.values()))
        alone = conflict.table not in ("responses", "notes")
        for revision, parts in said.items():
            own = tuple(one for one in parts if not (alone and one in common))
            yield Version(revision, tuple(where.get((conflict.record, revision), ())), own)

    def _values(self, conflict: Conflict, revision: str) -> list[Any]:
        every = getattr(self._merged.records, conflict.table)
        return [one for one in every if one.id == conflict.record and one.revision == revision]

    def _what(self, conflict: Conflict) -> str:
        value = self._values(conflict, conflict.revisions[0])[0]
        if isinstance(value, Response):
            return "one person's answers"
        if isinstance(value, RoomCount):
            return f"{_ROOM[value.kind]}{self._on(value)}"
        return f"a note{self._on(value)}" if isinstance(value, Note) else f"what will be done{self._on(value)}"

    def _on(self, value: RoomCount | Note | Action) -> str:
        if not value.item or (isinstance(value, RoomCount) and value.kind == "to-talk"):
            return ""
        return f" on “{self._text(value.round, value.bank, value.item)}”"

    def _said(self, values: Sequence[Any]) -> tuple[str, ...]:
        first = values[0]
        if isinstance(first, Reflection):
            return tuple(self._of_reflection(first))
        if isinstance(first, Response):
            differ, whole = self._differ[first.id]
            if not differ:
                return ("the same answers; something else about them differs",)
            return (f"{counted(differ, 'question', 'questions')} of {whole} answered differently",)
        if isinstance(first, Note):
            return ("other words, or other people who may read them",)
        if isinstance(first, Action):
            return tuple(_fields(first, _OF_ACTION))
        return tuple(self._of_room(row) for row in values)

    def _of_reflection(self, reflection: Reflection) -> Iterator[str]:
        yield from _fields(reflection, _FACTS)
        yield "Without names" if reflection.is_private else "Openly"
        yield "Asks: " + ", ".join(f"{one.bank} ({one.form}, {one.digest})" for one in reflection.banks)
        yield (
            f"Shown, with {counted(len(reflection.counted), 'person', 'people')} counted"
            if reflection.counted
            else "Not shown"
        )
        if reflection.helped is not None:
            yield f"Had help: {reflection.helped}"

    def _of_room(self, row: RoomCount) -> str:
        if row.kind == "to-talk":
            chosen = f"{row.count}: {self._text(row.round, row.bank, row.item)}"
            return chosen if row.item else "nothing chosen"
        level = self._level(row)
        if row.kind == "agreed":
            return level
        group = GROUP_NAMES.get(row.side, row.side)
        return f"{', '.join(one for one in (level, group) if one) or 'nobody'}: {row.count}"

    def _level(self, row: RoomCount) -> str:
        asked = self._items(row.round).get((row.bank, row.item))
        others = {**dict(WHERE_NOW_OTHERS), **{one.code: one.label for one in NON_ANSWERS}}
        if asked and row.answer in asked.levels:
            return asked.levels[row.answer][1]
        return others.get(row.answer, row.answer)

    def _text(self, round_id: str, bank: str, item: str) -> str:
        asked = self._items(round_id).get((bank, item))
        return asked.text if asked else item

    def _items(self, round_id: str) -> Mapping[tuple[str, str], AskedItem]:
        if round_id not in self._asked:
            self._asked[round_id] = self._banks.items_of("", self._rounds[round_id].banks)
        return self._asked[round_id]


def _fields(value: Any, named: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, words in named:
        said = getattr(value, name)
        if said in ("", None):
            said = "nothing said"
        elif name in _DATES:
            said = plain_date(said)
        elif name in ("progress", "happened"):
            said = _LABELS[said]
        yield f"{words}: {said}"


_MOST = 20
_SHOWN = ("rounds", "room", "actions")
"""Tables whose versions are shown; responses and notes are a person's own."""
_NEVER_SHOWN = frozenset({"revision", "replaces"})


def conflicts_left(merged: MergedPackages, *, here: bool = False) -> ConflictsLeft:
    """What is said where revisions stand in conflict: each record, its revisions, and what to do.

    `here` says that they stand in the workspace, and not in files alone.
    """
    conflicts = merged.conflicts
    named = "; ".join(f"{one.table} {quoted(one.record)}: {', '.join(one.revisions)}" for one in conflicts[:_MOST])
    more = f"; and {len(conflicts) - _MOST} more" if len(conflicts) > _MOST else ""
    how = "import" if here else "merge FILE…"
    what = "1 record stands" if len(conflicts) == 1 else f"{len(conflicts)} records stand"
    return ConflictsLeft(
        f"{what} in two versions, and neither version is counted: {named}{more}.",
        f"Decide together which is right, then `coreflect {how} --keep RECORD=REVISION`.",
    )


def versions_told(merged: MergedPackages) -> tuple[str, ...]:
    """One line for each version of what is in conflict: what it says that the others do not."""
    shown = [one for one in merged.conflicts if one.table in _SHOWN]
    return tuple(line for conflict in shown[:_MOST] for line in _versions(merged, conflict))


def _versions(merged: MergedPackages, conflict: Conflict) -> Iterator[str]:
    values = [one for one in getattr(merged.records, conflict.table) if one.id == conflict.record]
    said = {
        revision: _said([one for one in values if one.revision == revision], conflict.table)
        for revision in conflict.revisions
    }
    common = set.intersection(*(set(parts) for parts in said.values()))
    for revision, parts in said.items():
        own = [part for part in parts if part not in common] or ["nothing that the others do not say"]
        yield f"{quoted(conflict.record)}={revision} says {', '.join(own)}"


def _said(values: Sequence[Any], table: str) -> list[str]:
    from coreflect.package.tables import written

    if table == "room":
        return [f"{quoted(' '.join(filter(None, (one.side, one.answer))))} {one.count}" for one in values]
    return [
        f'{field.name.replace("_", " ")} "{quoted(written(getattr(one, field.name)))}"'
        for one in values
        for field in fields(one)
        if field.name not in _NEVER_SHOWN
    ]
