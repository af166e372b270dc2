"""Makes the records of a room: shows of hands, agreed levels, and the items that were chosen to talk about.

The id of a record is made from its reflection, kind and item, so that two laptops' versions of it come into conflict
and are not added up. In a private reflection a show of hands counts everyone together, and never groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from coreflect.core.answers import (
    EVERYONE,
    GROUP_NAMES,
    NO_SIDE,
    NOT_SAID,
    OFFERED,
    PERSPECTIVES,
    SIDE_OF,
    SIDES_BEFORE,
    is_on,
)
from coreflect.core.banks.bank import Scale
from coreflect.core.errors import Misuse
from coreflect.core.merging.revisions import room_revisions, said_again
from coreflect.core.model import Reflection, RoomCount, RoomKind
from coreflect.core.names import hashed_letters
from coreflect.core.reflections.responses import Question

if TYPE_CHECKING:
    from coreflect.core.ports import Ids

DIFFERENTLY = "differently"
NOT_REACHED = "not-reached"
MOST_TO_TALK = 3
MOST_HANDS = 9999

ItemKey = tuple[str, str, int]
"""(bank id, item id, item edition)"""
By = Literal["everyone", "sides", "perspectives"]
"""The groups in which a show of hands is counted."""


def item_key_of(question: Question) -> ItemKey:
    """Return the key under which a room's records are stored for this question."""
    return (*question.key, question.item.edition)


def record_id(round_id: str, kind: RoomKind, bank: str = "", item: str = "") -> str:
    """Make the id of a round's only record of this kind on this item: ten letters, the same on every laptop."""
    return hashed_letters("\n".join((round_id, kind, bank, item)), 10)


def tally(
    round_id: str, key: ItemKey, counted: Mapping[tuple[str, str], int], before: Sequence[RoomCount], ids: Ids
) -> tuple[RoomCount, ...]:
    """Make a show of hands on an item; it replaces the earlier one.

    `counted` maps (group, answer) to the number of hands; `before` holds the rows of the earlier show of hands.
    """
    shown = [(group, answer, number) for (group, answer), number in sorted(counted.items()) if number]
    return _rows(round_id, "tally", key, shown or [(EVERYONE, "", 0)], before, ids)


def agreed(round_id: str, key: ItemKey, answer: str, before: Sequence[RoomCount], ids: Ids) -> tuple[RoomCount, ...]:
    """Make the record of what the room agreed on an item: a level's id, `differently` or `not-reached`."""
    return _rows(round_id, "agreed", key, [("", answer, 1)], before, ids)


def to_talk(round_id: str, chosen: Sequence[ItemKey], before: Sequence[RoomCount], ids: Ids) -> tuple[RoomCount, ...]:
    """Make the record of the items chosen to talk about, in order; where none is, it has one row without an item.

    Raises:
        Misuse: more than three items were chosen, or an item twice.
    """
    if len(chosen) > MOST_TO_TALK:
        raise Misuse(f"Choose {MOST_TO_TALK} questions at most.", "The others stay in the list, so none is lost.")
    if len(set(chosen)) < len(chosen):
        raise Misuse("A question was chosen twice.", "Choose each once.")
    revision, replaces = ids.record(), _replaces(before)
    record = record_id(round_id, "to-talk")
    return tuple(
        RoomCount(record, revision, replaces, round_id, "to-talk", bank, item, edition, "", "", place)
        for place, (bank, item, edition) in enumerate(chosen, start=1)
    ) or (RoomCount(record, revision, replaces, round_id, "to-talk", "", "", None, "", "", 0),)


def ways(reflection: Reflection) -> tuple[By, ...]:
    """List the ways in which this reflection may count a show of hands, the coarsest first."""
    return ("everyone",) if reflection.is_private else ("everyone", "sides", "perspectives")


def groups(by: By) -> tuple[tuple[str, str], ...]:
    """List (group, name) of each group that is counted separately."""
    if by == "sides":
        # Hands are counted so that nobody is left over.
        return tuple((side, GROUP_NAMES[side]) for side in SIDES_BEFORE)
    if by == "perspectives":
        return tuple((perspective.code, perspective.name) for perspective in PERSPECTIVES)
    return ((EVERYONE, GROUP_NAMES[EVERYONE]),)


def group_of(perspective: str, by: By) -> str:
    """Say in which group the hand of somebody with this perspective is counted."""
    side = SIDE_OF.get(perspective, NO_SIDE)
    if by == "sides":
        return next(group for group in SIDES_BEFORE if is_on(group, side))
    return (perspective if perspective in SIDE_OF else NOT_SAID) if by == "perspectives" else EVERYONE


def answers(scale: Scale) -> tuple[tuple[str, str], ...]:
    """List (answer, words) of everything that a hand can be raised for: the levels, then the non-answers."""
    return (
        *((level.id, level.label.say()) for level in scale.levels),
        *((non_answer.code, non_answer.label) for non_answer in OFFERED),
    )


def tally_of(round_id: str, key: ItemKey, room: Sequence[RoomCount]) -> tuple[RoomCount, ...]:
    """Find the rows of the show of hands on this item among a room's counts; none before the first show."""
    record = record_id(round_id, "tally", key[0], key[1])
    return tuple(row for row in room if row.id == record)


def start_of(before: Sequence[RoomCount]) -> dict[tuple[str, str], int]:
    """Return the numbers, by (group, answer), that a new count starts from: those of the earlier show of hands.

    Empty where that stands in two versions: a mixture of two laptops' counts would be one that nobody made.
    """
    return {} if in_two_versions(before) else {(row.side, row.answer): row.count for row in before if row.answer}


def in_two_versions(rows: Sequence[RoomCount]) -> bool:
    """Whether the rows of one record are two revisions that say different things."""
    versions = room_revisions(rows)
    return len(versions) - len(said_again(versions)) > 1


def counted_by(reflection: Reflection, before: Sequence[RoomCount]) -> By:
    """Say how the earlier show of hands was counted, if this reflection may count that way; otherwise `everyone`."""
    named = {row.side for row in before}
    for by in ways(reflection):
        if named and named <= {group for group, _ in groups(by)}:
            return by
    return "everyone"


def people_here(reflection: Reflection, key: ItemKey, room: Sequence[RoomCount]) -> int | None:
    """Estimate how many people are in the room.

    That is the commonest total among the shows of hands on other items, if two of them have it; else the one nearest to
    the number invited that is no more than half as many again; else that number, or None. So one mistaken show of hands
    is not what later ones are held against, and a correction is not held against what it corrects.
    """
    totals: Counter[tuple[str, str, str]] = Counter()
    for row in room:
        if row.kind == "tally" and (row.bank, row.item) != key[:2]:
            totals[row.bank, row.item, row.revision] += row.count
    shows = Counter(total for total in totals.values() if total)
    usual, times = shows.most_common(1)[0] if shows else (0, 0)
    if times > 1:
        return usual
    invited = reflection.invited or 0
    likely = (total for total in shows if total * 2 <= invited * 3)
    return min(likely, key=lambda total: abs(total - invited), default=reflection.invited)


def hands_are_doubtful(total: int, people: int | None) -> bool:
    """Whether a show of hands is questioned before it is saved.

    It is where no hand was raised, or where hands and people in the room were counted and differ. It is never refused:
    somebody may have come in, or may not want to raise a hand.
    """
    return not total or (people is not None and total != people)


def _rows(
    round_id: str,
    kind: RoomKind,
    key: ItemKey,
    rows: Sequence[tuple[str, str, int]],
    before: Sequence[RoomCount],
    ids: Ids,
) -> tuple[RoomCount, ...]:
    bank, item, edition = key
    record, revision, replaces = record_id(round_id, kind, bank, item), ids.record(), _replaces(before)
    return tuple(
        RoomCount(record, revision, replaces, round_id, kind, bank, item, edition, side, answer, count)
        for side, answer, count in rows
    )


def _replaces(before: Sequence[RoomCount]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(revision for row in before for revision in (*row.replaces, row.revision)))
