"""Prepares an import: what it would do with every record, and the difference that it would write. Loads pandas.

A file that cannot be merged with what is here is told apart from the others, and reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from coreflect.core.errors import CoreflectError, Refused
from coreflect.core.merging.importing import NOBODY, Decided, PeopleCount, Preview, RoundPreview, pair_of
from coreflect.core.merging.shown_counts import ShownCounts, all_shown_counts_of, cut_where_changed, shown_revisions
from coreflect.core.model import Action, Alias, Note, Records, RoomCount
from coreflect.core.reflections.responses import CameInFile
from coreflect.core.texts.versions import BEFORE, HERE, neither_is_shown, reflection_label
from coreflect.package.envelope import LARGEST_UNPACKED
from coreflect.package.merge import OWN, merge, merged_package, outcomes_of
from coreflect.package.package import MergedPackages, Package
from coreflect.package.read import open_package
from coreflect.package.subset import difference
from coreflect.package.write import package_bytes
from coreflect.services.all_records import AllRecords
from coreflect.services.packages import OpenedFiles
from coreflect.services.shown_counts import missing_shown_counts
from coreflect.services.two_versions import places_of, two_versions
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
                *tally.numbers,
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
