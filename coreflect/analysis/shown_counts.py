"""Publishes a round from its shown counts, and puts these to the small-group rule as it stands now."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.count import SLOTS, Counts
from coreflect.analysis.protect import Allowed
from coreflect.core.answers import EVERY_SIDE, EVERYONE, NON_ANSWERS, PERSPECTIVES, SHOW_OF_HANDS, is_on
from coreflect.core.merging.shown_counts import (
    FEWEST_OPENLY,
    ShownCounts,
    cut,
    groups_allowed,
    slots,
)
from coreflect.core.model import Reflection, ShownCount
from coreflect.core.reflections.rounds import smallest_of

_PLACE_OF = {perspective.code: place for place, perspective in enumerate(PERSPECTIVES)}
_OF_GROUP = {
    side: next(_PLACE_OF[perspective.code] for perspective in PERSPECTIVES if is_on(side, perspective.side))
    for side in EVERY_SIDE
}
"""The perspective under which a group's shown counts are put, by group."""
_REST = _PLACE_OF["not-said"]


def what_stays(reflection: Reflection, record: ShownCounts, *, forgotten: bool) -> Allowed:
    """Decide what is shown of a round that is published from its shown counts.

    Takes the reflection with the strictest protection that any revision asked for; a stricter one than they were shown
    under hides what no longer passes. An open round shows everyone together alone, from enough people on.
    """
    private = reflection.is_private or record.is_private
    smallest = smallest_of(reflection.smallest_group) if private else FEWEST_OPENLY
    left = cut(record)
    groups = groups_allowed(left, private=private, smallest=smallest)
    if not groups:
        return Allowed("forgotten" if forgotten else "all")
    sizes = ((group, left.sizes[group]) for group in groups)
    fewest = (*sizes, (SHOW_OF_HANDS, smallest if private else 1))
    return Allowed("" if len(groups) > 1 else "groups", tuple(sorted(left.people)), fewest)


def put_shown_counts(
    counts: Counts, start: int, items: Sequence[AskedItem], record: ShownCounts, groups: Collection[str]
) -> None:
    """Put shown counts where the answers of a round would have been counted.

    Takes the array that `count` returns, the index of the round's first item in it, its items, its shown counts, and
    the groups that may be shown. The counts of a group are put under one of its perspectives, and those of everyone
    else under another, so that everyone together is their sum.
    """
    for at, item in enumerate(items, start):
        rows = record.by_item.get(item.key, {})
        if EVERYONE not in rows or len(rows[EVERYONE].levels) != len(item.levels):
            continue
        rest = _slots(rows[EVERYONE])
        for group, place in _OF_GROUP.items():
            if group in rows and group in groups:
                counts[at, place] = _slots(rows[group])
                rest = rest - counts[at, place]
        counts[at, _REST] += rest


def _slots(row: ShownCount) -> Counts:
    found = np.zeros(SLOTS, dtype=np.int64)
    found[: len(row.levels)] = row.levels
    found[SLOTS - len(NON_ANSWERS) :] = slots(row)[len(row.levels) :]
    return found
