"""What a merge did adds up: every record of every file is counted once, under what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from coreflect.core.model import Round
from coreflect.core.revisions import Fate
from coreflect.package.merged import Tally

FATES = ("new", "same", "replaced", "withdrawn", "in conflict")


class Counted(NamedTuple):
    """The records of one table in every file, as (round id, record id, revision); and what became of each."""

    read: Iterable[tuple[str, str, str]]
    fates: Mapping[tuple[str, str], Fate]


def tallies(tables: Iterable[Counted], rounds: Sequence[Round]) -> tuple[Tally, ...]:
    """One tally a round, by team and round.

    Takes what was read of each table, and the rounds that are left.
    """
    numbers: defaultdict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(FATES, 0))
    for table in tables:
        left: dict[tuple[str, str], str] = dict(table.fates)
        for round_id, record, revision in table.read:
            # What has been counted once comes more than once.
            numbers[round_id][left.pop((record, revision), "same")] += 1
    teams = {one.id: one.team_name for one in reversed(rounds)}
    made = (Tally(teams[one], one, *counts.values()) for one, counts in numbers.items())
    return tuple(sorted(made, key=lambda tally: (tally.team, tally.round)))
