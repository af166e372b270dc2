"""Merges packages: named files with everything that a workspace holds, or files alone.

`prepare` finds the difference that an import writes; `merge_files` makes the whole that the command `merge` writes.
Both describe what is left in conflict without anybody's answers or the text of a note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import chain
from typing import Any, NamedTuple

from coreflect.core.errors import ConflictsLeft, CoreflectError, Refused
from coreflect.core.merging.importing import (
    NOBODY,
    Decided,
    PeopleCount,
    Preview,
    RoundPreview,
    TwoVersions,
    Version,
    pair_of,
)
from coreflect.core.merging.shown_counts import (
    ShownCounts,
    all_shown_counts_of,
    cut_where_changed,
    shown_revisions,
)
from coreflect.core.model import Action, Alias, Note, Records, Reflection, Response, RoomCount, ShownCount
from coreflect.core.names import quoted, shown
from coreflect.core.reflections.responses import CameInFile
from coreflect.core.texts.importing import MERGING, READING
from coreflect.core.texts.packages import alike_lines, round_line
from coreflect.core.texts.versions import (
    BEFORE,
    HERE,
    OTHER_COUNTS,
    OTHER_NOTE,
    action_version,
    neither_is_shown,
    record_label,
    reflection_label,
    reflection_version,
    response_version,
    room_version,
)
from coreflect.core.texts.words import counted
from coreflect.package.envelope import LARGEST_UNPACKED
from coreflect.package.merge import OWN, merge, merged_package, outcomes_of
from coreflect.package.package import Conflict, MergedPackages, Package, Tally
from coreflect.package.read import Banks, RoundItem, open_package
from coreflect.package.remarks import answered_differently
from coreflect.package.subset import difference
from coreflect.package.tables import written
from coreflect.package.write import package_bytes
from coreflect.services.all_records import AllRecords
from coreflect.services.finding import find_aliases, find_versions
from coreflect.services.output import check_ending, exports_folder, output_name, write_file
from coreflect.services.packages import OpenedFiles, open_all
from coreflect.services.releases import WHOLE, Notify, OnProgress, conflicts_left, steps_of
from coreflect.services.shown_counts import missing_shown_counts
from coreflect.workspace.workspace import Workspace

SaidAgain = Mapping[tuple[str, str], str]
"""Each (record, revision) that says what another says, and the revision that is read."""


class Prepared(NamedTuple):
    """What an import would do, and what it would write: everything that is not here yet, or None.

    `shown_counts` are those of the workspace's own rounds that are to be stored before, and `came` what is to be stored
    of answers files.
    """

    preview: Preview
    difference: MergedPackages | None
    shown_counts: tuple[ShownCounts, ...] = ()
    came: tuple[CameInFile, ...] = ()

    def content(self) -> bytes:
        """Make the package to write; empty if nothing is new.

        Raises:
            CoreflectError: it is more than one file can hold.
        """
        if self.difference is None:
            return b""
        content = merged_package(self.difference)
        if len(content) > LARGEST_UNPACKED:
            raise CoreflectError("This is more than one file can hold.", "Add some of the files at a time.")
        return content


def prepare(workspace: Workspace, all_records: AllRecords, files: OpenedFiles, decided: Decided) -> Prepared:
    """Merge these files with everything that a workspace holds, by these decisions, and count every record's outcome.

    Raises:
        Refused: what is here cannot be merged by itself.
        Misuse: a record or a revision to keep is not there.
    """
    own = open_package(package_bytes(workspace.records(None)), OWN)
    imported, damaged = all_records.readable_packages()
    stored = (own, *imported)
    passed_over = (f"Skipped: {fault}" for fault in damaged.values())
    faults = (*passed_over, *workspace.faults())
    before = merge(stored)
    files, merged = _merge_sound(stored, files, decided)
    new = difference(merged, before)
    shown_counts: tuple[ShownCounts, ...] = ()
    if new is not None:
        # What was shown before it was stored is stored before an import can change anything about its answers.
        missing, ids = missing_shown_counts(before), {reflection.id for reflection in own.records.rounds}
        here = tuple(record for record in missing if record.round in ids)
        shown_counts = (*here, *_cut_here(own, merged))
        if missing:
            before = merge((*stored, _with_these(here)))
            merged = _merge_sound((*stored, _with_these(missing)), files, decided)[1]
            new = difference(merged, before)
        faults = (*faults, *_not_chosen_here((*shown_revisions(own.records.shown_counts), *here), merged, before))
    different = workspace.different_names.all() | {pair_of(pair) for pair in decided.different}
    preview = _preview(files, stored, before, merged, faults, different, changes=new is not None)
    return Prepared(preview, new, shown_counts, tuple(files.came.values()))


def _with_these(shown_counts: Sequence[ShownCounts]) -> Package:
    return Package(OWN, Records(shown_counts=tuple(row for record in shown_counts for row in record.counts())))


def _not_chosen_here(shown: Sequence[ShownCounts], merged: MergedPackages, before: MergedPackages) -> Iterator[str]:
    """Name each private reflection of which an import decides for other counts than this workspace has shown."""
    new = {*merged.records.withdrawn} - {*before.records.withdrawn}
    gone = {withdrawn.record for withdrawn in new}
    rounds = {record.round for record in shown if record.is_private and record.id in gone}
    for round_id in sorted(rounds):
        if all_shown_counts_of(round_id) not in gone:
            yield neither_is_shown(next(each for each in merged.records.rounds if each.id == round_id))


def _cut_here(own: Package, merged: MergedPackages) -> tuple[ShownCounts, ...]:
    """List the workspace's own shown counts of open rounds as an import leaves them: everyone together alone."""
    gone = {withdrawn.record for withdrawn in merged.records.withdrawn}
    return cut_where_changed(shown_revisions(own.records.shown_counts), merged.records.responses, gone)


@dataclass(frozen=True, slots=True)
class FileMerge:
    """Named packages, merged into one."""

    merged: MergedPackages

    def write(self, path: str | None) -> str:
        """Write the merged package, into the folder `exports` unless a path is named; returns the file's name.

        Raises:
            Misuse: a folder is named, or one that is not there.
            NotSaved: it did not reach the disk.
        """
        check_ending(path, ".zip")
        content = merged_package(self.merged)
        file = path or str(exports_folder() / "merged.zip")
        write_file(file, content)
        return output_name(file)

    @property
    def lines(self) -> tuple[str, ...]:
        """Write a line on each file and each reflection, and what people should look at."""
        report = self.merged.report
        files = (f"{shown(name)}: {counted(read, 'record')}" for name, read in self._files)
        rounds = (round_line(tally.team, tally.round, _numbers(tally)) for tally in report.tallies)
        return (*files, *rounds, *report.remarks, *alike_lines(report.similar, in_workspace=False))

    @property
    def version_lines(self) -> tuple[str, ...]:
        """Write a line on each version of the records in conflict."""
        return version_lines(self.merged)

    @property
    def conflicts(self) -> ConflictsLeft | None:
        """The fault to end with if records are in conflict, otherwise None."""
        return conflicts_left(self.merged) if self.merged.conflicts else None

    def as_data(self, written: str) -> dict[str, Any]:
        """Return what was merged as values that JSON can hold; `written` is the file that was written, if any."""
        report = self.merged.report
        return {
            "files": [{"file": name, "records": read} for name, read in self._files],
            "rounds": [asdict(tally) for tally in report.tallies],
            "conflicts": [asdict(conflict) for conflict in self.merged.conflicts],
            "remarks": [*report.remarks, *alike_lines(report.similar, in_workspace=False)],
            "written": written,
        }

    @property
    def _files(self) -> list[tuple[str, int]]:
        report = self.merged.report
        return list(zip(report.files, report.read, strict=True))


def merge_files(
    names: Sequence[str],
    notify: Notify,
    on_progress: OnProgress = lambda *_: None,
    end: int = WHOLE,
    *,
    same_team: Sequence[str] = (),
    same_round: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> FileMerge:
    """Merge the packages that are named, whatever a workspace holds; a file passed over is named to `notify`.

    Takes the pairs of names to join, A=B, and the versions to keep, RECORD=REVISION, as they were typed. `end`
    is how many hundredths of the whole work are done after it.

    Raises:
        Refused: a file is no sound package; all such files are named.
        Misuse: there is no such file, or what was typed means nothing here.
    """
    read = end * 7 // 10
    packages, passed_over = open_all(names, steps_of(on_progress, READING, 0, read))
    on_progress(MERGING, read)
    for sentence in passed_over:
        notify(sentence)
    reflections = tuple(reflection for package in packages for reflection in package.records.rounds)
    aliases = find_aliases(reflections, same_team, same_round)
    return FileMerge(merge(packages, aliases=aliases, keep=find_versions(keep)))


def merge_files_or_own(
    open_workspace: Callable[[], Workspace],
    files: Sequence[str],
    notify: Notify,
    on_progress: OnProgress,
    end: int = WHOLE,
) -> MergedPackages:
    """Merge the files that are named, or all that the workspace holds if none is, with `merge_files`.

    The workspace is opened only if no file is named; what it cannot read is named to `notify`.
    """
    if files:
        return merge_files(files, notify, on_progress, end).merged
    workspace = open_workspace()
    merged = AllRecords(workspace).merged()
    for fault in workspace.faults():
        notify(shown(fault))
    return merged


def _merge_sound(stored: Sequence[Package], files: OpenedFiles, decided: Decided) -> tuple[OpenedFiles, MergedPackages]:
    """Merge what is here with every file that can be merged with it; the others are reported among the files seen."""
    aliases = [Alias(pair.kind, pair.name, pair.same_as) for pair in decided.joined]
    while True:
        try:
            return files, merge([*stored, *files.packages], aliases=aliases, keep=decided.keep)
        except Refused:
            at_fault = _at_fault(stored, files.packages)
            if not at_fault:
                raise
            files = files.without(at_fault)


def _at_fault(stored: Sequence[Package], packages: Sequence[Package]) -> Mapping[str, str]:
    """Find the packages that the first fault is about, with the reason; none if what is here is itself at fault."""
    if not packages or _fault(stored, ()):
        return {}
    # The longest start of the list without a fault is found by halving: ten thousand merges would take too long.
    least, most = 0, len(packages)
    while most - least > 1:
        half = (least + most) // 2
        least, most = (least, half) if _fault(stored, packages[:half]) else (half, most)
    last = packages[most - 1]
    alone = _fault(stored, (last,))
    if alone:
        return {last.name: alone}
    first, end = 0, most - 1
    while end - first > 1:
        half = (first + end) // 2
        first, end = (half, end) if _fault(stored, packages[half:most]) else (first, half)
    other = packages[first]
    why = _fault(stored, packages[first:most])
    return {other.name: why, last.name: why}


def _fault(stored: Sequence[Package], packages: Sequence[Package]) -> str:
    """Say why these packages cannot be merged with what is here; empty where they can."""
    if not (stored or packages):
        return ""
    try:
        merge([*stored, *packages])
    except Refused as fault:
        return str(fault)
    return ""


def _preview(
    files: OpenedFiles,
    stored: Sequence[Package],
    before: MergedPackages,
    merged: MergedPackages,
    faults: Sequence[str],
    different: Collection[tuple[str, str, str]],
    *,
    changes: bool,
) -> Preview:
    people, others = _people_of_rounds(files, before, merged), _others_of_rounds(before, merged)
    records = merged.records
    rounds = {reflection.id: reflection for reflection in reversed(records.rounds)}
    own, *imported = stored
    named = [
        (HERE, own),
        *((BEFORE, package) for package in imported),
        *((package.name, package) for package in files.packages),
    ]

    def label(name: str, otherwise: str) -> str:
        return reflection_label(rounds[name]) if name in rounds else otherwise

    return Preview(
        files.seen,
        tuple(
            RoundPreview(
                tally.team,
                tally.round,
                rounds[tally.round].date,
                *_numbers(tally),
                people.get(tally.round, NOBODY),
                others[tally.round],
            )
            for tally in outcomes_of(files.package_of_each(), stored, merged)
        ),
        tuple(
            pair._replace(label=label(pair.name, pair.label), same_as_label=label(pair.same_as, pair.same_as_label))
            for pair in merged.report.similar
            if pair_of(pair) not in different
        ),
        two_versions(merged, places_of(merged, named)),
        (*faults, *merged.report.remarks),
        changes,
    )


def _people_of_rounds(files: OpenedFiles, before: MergedPackages, merged: MergedPackages) -> Mapping[str, PeopleCount]:
    """Count what would become of the answers of each person who is in the files, or is here and would not be."""
    earlier, later = (_revisions_of_people(each.records, merged.said_again) for each in (before, merged))
    came = {(each.round, each.id) for package in files.packages for each in package.records.responses}
    in_conflict = {conflict.record for conflict in merged.conflicts if conflict.table == "responses"}
    counts: dict[str, Counter[str]] = {}
    for person in came | (earlier.keys() - later.keys()):
        round_id, response = person
        if person not in later:
            outcome = "removed"
        elif response in in_conflict:
            outcome = "in_conflict"
        elif person not in earlier:
            outcome = "new"
        else:
            outcome = "same" if earlier[person] == later[person] else "changed"
        counts.setdefault(round_id, Counter())[outcome] += 1
    return {round_id: PeopleCount(**outcomes) for round_id, outcomes in counts.items()}


def _revisions_of_people(records: Records, again: SaidAgain) -> dict[tuple[str, str], set[str]]:
    """Collect the revisions of each person's answers; of those that say the same, the one that is read."""
    found: dict[tuple[str, str], set[str]] = {}
    for response in records.responses:
        read = again.get((response.id, response.revision), response.revision)
        found.setdefault((response.round, response.id), set()).add(read)
    return found


def _others_of_rounds(before: MergedPackages, merged: MergedPackages) -> Counter[str]:
    """Count the notes, counts of the room and actions of each round that are not here yet, or not as they would be."""
    new = _others_in(merged.records, merged.said_again) - _others_in(before.records, merged.said_again)
    return Counter(round_id for round_id, _ in {(round_id, record) for round_id, record, _ in new})


def _others_in(records: Records, again: SaidAgain) -> set[tuple[str, str, str]]:
    every: Iterator[Note | RoomCount | Action] = chain(records.notes, records.room, records.actions)
    return {(each.round, each.id, again.get((each.id, each.revision), each.revision)) for each in every}


def _numbers(tally: Tally) -> tuple[int, int, int, int, int]:
    """List the numbers of a tally in the order of RoundPreview."""
    return tally.new, tally.same, tally.replaced, tally.withdrawn, tally.in_conflict


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
