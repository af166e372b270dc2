"""Makes the records of what a room settles: a show of hands, where it stands, and what to talk about.

The id of a record is made from its reflection, kind and item, so that two laptops' versions of one thing meet and
conflict instead of adding up. Hands are counted in groups only where the reflection is open, and never in two ways.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from coreflect.core.answers import EVERYONE, GROUP_NAMES, OFFERED, PERSPECTIVES, SIDES
from coreflect.core.banks.bank import Scale
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection, RoomCount, RoomKind
from coreflect.core.names import HASH_LETTERS
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
"""In which groups hands are counted."""


def question_key(question: Question) -> ItemKey:
    """The key under which a room keeps something about this question."""
    return (*question.key, question.item.edition)


def record_id(round_id: str, kind: RoomKind, bank: str = "", item: str = "") -> str:
    """The id of the one record of this kind, on this item, in this round: ten letters, the same on every laptop."""
    marks = hashlib.sha256("\n".join((round_id, kind, bank, item)).encode()).digest()
    return "".join(HASH_LETTERS[byte % len(HASH_LETTERS)] for byte in marks[:10])


def tally(
    round_id: str, key: ItemKey, counted: Mapping[tuple[str, str], int], before: Sequence[RoomCount], ids: Ids
) -> tuple[RoomCount, ...]:
    """Make a show of hands on an item, in place of the one before it.

    `counted` holds how many showed each answer in each group, by (group, answer); `before` the rows of the earlier one.
    """
    shown = [(group, answer, number) for (group, answer), number in sorted(counted.items()) if number]
    return _rows(round_id, "tally", key, shown or [(EVERYONE, "", 0)], before, ids)


def agreed(round_id: str, key: ItemKey, answer: str, before: Sequence[RoomCount], ids: Ids) -> tuple[RoomCount, ...]:
    """Make where the room stands on an item: a level's id, `differently` or `not-reached`."""
    return _rows(round_id, "agreed", key, [("", answer, 1)], before, ids)


def to_talk(round_id: str, chosen: Sequence[ItemKey], before: Sequence[RoomCount], ids: Ids) -> tuple[RoomCount, ...]:
    """Make the choice of items to talk about, in order; where none is chosen, one row without an item says so.

    Raises:
        Misuse: more than three were chosen, or one twice.
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
    """The ways in which this reflection may count hands, the coarsest first."""
    return ("everyone",) if reflection.is_private else ("everyone", "sides", "perspectives")


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


def counted_by(reflection: Reflection, before: Sequence[RoomCount]) -> By:
    """How the earlier show of hands was counted, where this reflection may count so; else everyone together."""
    named = {row.side for row in before}
    for by in ways(reflection):
        if named and named <= {group for group, _ in groups(by)}:
            return by
    return "everyone"


def people_here(reflection: Reflection, key: ItemKey, room: Sequence[RoomCount]) -> int | None:
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
    return usual[0][0] if usual else reflection.invited


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
    return tuple(dict.fromkeys(each for row in before for each in (*row.replaces, row.revision)))
