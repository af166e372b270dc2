"""A part of what a merge left: whole rounds with all that belongs to them, and nothing of any other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from coreflect.package.beside import naming_only, standing_only
from coreflect.package.merged import Merged


def only_rounds(merged: Merged, rounds: Collection[str]) -> Merged:
    """What belongs to these rounds, by id; rows that this version does not know stay where they name one of them."""
    every = merged.records
    facts = tuple(one for one in every.rounds if one.id in rounds)
    files = {name for one in facts for asked in one.banks for name in asked.file_names()}
    teams = {one.team for one in facts}
    records = replace(
        every,
        rounds=facts,
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
