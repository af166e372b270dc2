"""What a merge did adds up: every record of every file is counted once, under what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from coreflect.core.model import Round
from coreflect.core.revisions import Fate
from coreflect.package.merged import Tally

Counted = tuple[str, str, str, str]
"""(table, round id, record id, revision)"""


def tallies(
    read: Iterable[Counted],
    fates: Mapping[tuple[str, str, str], Fate],
    rounds: Sequence[Round],
    known: Collection[tuple[str, str, str]] = (),
) -> tuple[Tally, ...]:
    """One tally a round, by team and round.

    Takes every record of every file, what became of each (table, record, revision), the rounds that are left, and the
    (table, record, revision) of all that was there before the files were.
    """
    numbers: dict[str, dict[str, int]] = {}
    seen = set(known)
    for table, round_id, record, revision in read:
        key = (table, record, revision)
        fate = "same" if key in seen else fates[key]
        seen.add(key)
        counts = numbers.setdefault(round_id, {})
        counts[fate] = counts.get(fate, 0) + 1
    teams = {one.id: one.team_name for one in reversed(rounds)}
    made = (
        Tally(
            teams[one],
            one,
            *(counts.get(fate, 0) for fate in ("new", "same", "replaced", "withdrawn", "in conflict")),
        )
        for one, counts in numbers.items()
    )
    return tuple(sorted(made, key=lambda tally: (tally.team, tally.round)))
