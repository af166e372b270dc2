"""Stores the counts that a reveal shows, so that they stay as they were shown, whatever becomes of the answers.

A reveal stores them before the round says that it is revealed. A round that was revealed before this was done gets them
before anything about its answers can change: at the next reveal, import, export, change, removal or forgetting. Where
somebody had changed answers by then, it gets none.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from coreflect.analysis import published
from coreflect.core.errors import Damaged, Refused
from coreflect.core.merging.revisions import same_names
from coreflect.core.merging.shown_counts import ShownCounts, is_of_shown_counts, shown_counts_of, shown_revisions
from coreflect.core.model import Records
from coreflect.core.reflections.rounds import shows
from coreflect.services.all_records import AllRecords

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.package.package import MergedPackages
    from coreflect.workspace.workspace import Workspace


def counted_for_reveal(merged: MergedPackages, reflections: Sequence[Reflection]) -> tuple[ShownCounts, ...]:
    """Count what these versions of rounds show, which are revealed or about to be; one that shows nothing has none.

    Only the answers that a version counts are looked at: who came later is shown by a later reveal.
    """
    if not reflections:
        return ()
    names = same_names(merged.records.aliases, "round")
    version_of = {names.get(reflection.id, reflection.id): reflection for reflection in reflections}
    records = merged.records

    def as_revealed(other: Reflection) -> Reflection:
        version = version_of.get(names.get(other.id, other.id))
        if version is None:
            return other
        return replace(
            other,
            state="revealed",
            counted=version.counted,
            counted_as=version.counted_as,
            helped=version.helped,
            joined=version.joined,
        )

    was_shown = {names.get(other.id, other.id) for other in records.rounds if shows(other)}
    first_shown = version_of.keys() - was_shown
    wanted = {response for version in reflections for response in version.counted}
    as_then = replace(
        records,
        rounds=tuple(map(as_revealed, records.rounds)),
        responses=tuple(
            response
            for response in records.responses
            if response.id in wanted or names.get(response.round, response.round) not in version_of
        ),
    )
    found = (
        (each, version_of[each.round])
        for each in published(replace(merged, records=as_then), first_shown=first_shown).rounds
        if each.round in version_of
    )
    made = (
        shown_counts_of(each, version) for each, version in found if {*each.counted_responses} == {*version.counted}
    )
    return tuple(record for record in made if record is not None)


def missing_shown_counts(merged: MergedPackages) -> tuple[ShownCounts, ...]:
    """Count what was shown of the rounds that were revealed before their counts were stored, where that is still known.

    It is where everybody who is counted is here with the answers of then.
    """
    merged = merged.as_read
    records = merged.records
    names = same_names(records.aliases, "round")
    known = shown_revisions(records.shown_counts)
    none_kept = {each.round for each in records.withdrawn if is_of_shown_counts(each)}
    here = {response.id: response.revision for response in records.responses}
    twice = len(here) < len(records.responses)
    versions: dict[str, list[Reflection]] = {}
    for reflection in records.rounds:
        versions.setdefault(names.get(reflection.id, reflection.id), []).append(reflection)
    wanted = [
        found[0]
        for every in versions.values()
        if len(found := [version for version in every if version.state == "revealed"]) == 1
        and len(every) == len({version.id for version in every})
        and not any(record.is_of(found[0]) for record in known)
        and found[0].id not in none_kept
        and _shows_something(found[0])
        and _unchanged(found[0], here)
    ]
    if twice:
        conflicts = {conflict.record for conflict in merged.conflicts}
        wanted = [version for version in wanted if conflicts.isdisjoint(version.counted)]
    return counted_for_reveal(merged, wanted)


def store_missing_shown_counts(workspace: Workspace, merged: MergedPackages) -> None:
    """Store such counts of the workspace's own rounds.

    Raises:
        NotSaved: they did not reach the disk.
    """
    own = {reflection.id for reflection in workspace.rounds()}
    for record in missing_shown_counts(merged):
        if record.round in own:
            workspace.save_shown_counts(record)


def with_shown_counts(workspace: Workspace, merged: MergedPackages) -> MergedPackages:
    """Store such counts, and add them to these records, those of rounds that are in imported files alone among them.

    Raises:
        NotSaved: they did not reach the disk.
    """
    missing = missing_shown_counts(merged)
    if not missing:
        return merged
    store_missing_shown_counts(workspace, merged)
    rows = (*merged.records.shown_counts, *(row for record in missing for row in record.counts()))
    return replace(merged, records=replace(merged.records, shown_counts=rows))


def store_before_change(workspace: Workspace, round_id: str) -> None:
    """Store what was shown of a round before answers of it are changed or removed; mostly it is there already.

    Where it cannot be found out, because a file cannot be read, the change is made all the same.

    Raises:
        NotSaved: it did not reach the disk.
    """
    if all(_is_stored(workspace, version) for version in workspace.revisions(round_id)):
        return
    with suppress(Refused, Damaged):
        store_missing_shown_counts(workspace, AllRecords(workspace).merged(team_of=workspace.round(round_id)))


def store_before_forgetting(workspace: Workspace, round_id: str) -> None:
    """Store what was shown of a round before its answers are taken out, also where it is in imported files alone.

    Raises:
        NotSaved: it did not reach the disk.
    """
    if workspace.revisions(round_id):
        store_before_change(workspace, round_id)
        return
    with suppress(Refused, Damaged):
        merged = AllRecords(workspace).merged()
        for record in missing_shown_counts(merged):
            if record.round == round_id:
                workspace.save_rounds(_facts_of(merged.records, round_id))
                workspace.save_shown_counts(record)


def _facts_of(records: Records, round_id: str) -> Records:
    """Take a round with its guard and bank files, and nobody's answers."""
    rounds = tuple(reflection for reflection in records.rounds if reflection.id == round_id)
    names = {name for reflection in rounds for asked in reflection.banks for name in asked.file_names()}
    return Records(
        rounds=rounds,
        guards=tuple(guard for guard in records.guards if guard.round == round_id),
        bank_files=tuple(file for file in records.bank_files if file.name in names),
    )


def _is_stored(workspace: Workspace, version: Reflection) -> bool:
    return not _shows_something(version) or any(record.is_of(version) for record in workspace.shown_counts(version.id))


def _shows_something(version: Reflection) -> bool:
    """Whether a version of a round is revealed, and counts as many people as it asks for."""
    return version.state == "revealed" and len(version.counted) >= max(1, version.smallest_group)


def _unchanged(version: Reflection, here: dict[str, str]) -> bool:
    """Whether everybody whom a version of a round counts is here, with the revisions of then where it names them."""
    revisions = {here.get(response, "") for response in version.counted}
    return "" not in revisions and (not version.counted_as or revisions <= {*version.counted_as})
