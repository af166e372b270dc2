"""How a show of hands may be counted: in groups only where the reflection is open, and never in two ways at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from coreflect.core.answers import EVERYONE, GROUP_NAMES, OFFERED, PERSPECTIVES, SIDES
from coreflect.core.bank import Scale
from coreflect.core.model import RoomCount, Round
from coreflect.core.room import ItemKey, record_id

By = Literal["everyone", "sides", "perspectives"]
MOST_HANDS = 9999


def ways(facts: Round) -> tuple[By, ...]:
    """The ways in which this reflection may count hands, the coarsest first."""
    return ("everyone",) if facts.is_private else ("everyone", "sides", "perspectives")


def groups(by: By) -> tuple[tuple[str, str], ...]:
    """(group, name) of each group that shows its hands by itself."""
    if by == "sides":
        return tuple((side, GROUP_NAMES[side]) for side in SIDES)
    if by == "perspectives":
        return tuple((each.code, each.name) for each in PERSPECTIVES)
    return ((EVERYONE, GROUP_NAMES[EVERYONE]),)


def answers(scale: Scale) -> tuple[tuple[str, str], ...]:
    """(answer, words) of everything that a hand can be shown for: the levels, then the answers beside them."""
    return (
        *((level.id, level.label.say()) for level in scale.levels),
        *((each.code, each.label) for each in OFFERED),
    )


def tally_of(round_id: str, key: ItemKey, room: Sequence[RoomCount]) -> tuple[RoomCount, ...]:
    """The rows of the show of hands on this item, of everything that the room counted; none before the first."""
    record = record_id(round_id, "tally", key[0], key[1])
    return tuple(row for row in room if row.id == record)


def start_of(before: Sequence[RoomCount]) -> dict[tuple[str, str], int]:
    """The numbers by (group, answer) that a new count starts from: those before, but of two versions neither.

    Mixed, two laptops' versions would be a third that nobody counted.
    """
    versions = {row.revision for row in before}
    return {(row.side, row.answer): row.count for row in before if row.answer} if len(versions) == 1 else {}


def counted_by(facts: Round, before: Sequence[RoomCount]) -> By:
    """How the earlier show of hands was counted, where this reflection may count so; else everyone together."""
    named = {row.side for row in before}
    for by in ways(facts):
        if named and named <= {group for group, _ in groups(by)}:
            return by
    return "everyone"


def people_here(facts: Round, key: ItemKey, room: Sequence[RoomCount]) -> int | None:
    """How many people to expect: as the earlier show on this item, as most shows of this meeting, or as invited.

    Two versions of one show, from two laptops, are two counts of the same people.
    """
    totals: Counter[tuple[str, str, str]] = Counter()
    for row in room:
        if row.kind == "tally":
            totals[row.bank, row.item, row.revision] += row.count
    of_this = [total for (bank, item, _), total in totals.items() if (bank, item) == key[:2] and total]
    if len(of_this) == 1:
        return of_this[0]
    usual = Counter(total for total in totals.values() if total).most_common(1)
    return usual[0][0] if usual else facts.invited
