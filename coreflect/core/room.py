"""What a room settles together: a show of hands, where it stands, what to talk about; one record for each, by name.

The id of a record is made from its round, kind and item, so that two laptops' versions of one thing meet and conflict
instead of adding up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coreflect.core.errors import Misuse
from coreflect.core.model import RoomCount, RoomKind
from coreflect.core.names import HASH_LETTERS

if TYPE_CHECKING:
    from coreflect.core.ports import Ids

DIFFERENTLY = "differently"
NOT_REACHED = "not-reached"
MOST_TO_TALK = 3

WHERE_NOW_QUESTION = "Where does the room stand now?"
WHERE_NOW_OTHERS = (
    (DIFFERENTLY, "We see it differently, and leave it so"),
    (NOT_REACHED, "We did not get to it"),
)
"""The two answers beside the levels; the first stands in a report with the same weight as an agreed level."""
ASK_THE_OTHERS = "Does anyone see it another way? Ask those who spoke least, and those who use support, first."
HANDS_HELP = "Ask everyone to show at the same time, with cards or fingers held low. Count. Then talk."

ItemKey = tuple[str, str, int]
"""(bank id, item id, item edition)"""


def record_id(round_id: str, kind: RoomKind, bank: str = "", item: str = "") -> str:
    """The id of the one record of this kind, on this item, in this round: ten letters, the same on every laptop."""
    marks = hashlib.sha256("\n".join((round_id, kind, bank, item)).encode()).digest()
    return "".join(HASH_LETTERS[byte % len(HASH_LETTERS)] for byte in marks[:10])


def tally(
    round_id: str, key: ItemKey, hands: Mapping[tuple[str, str], int], before: Sequence[RoomCount], ids: Ids
) -> tuple[RoomCount, ...]:
    """A show of hands on an item, in place of the one before it.

    `hands` holds how many showed each answer in each group, by (group, answer); `before` the rows of the earlier tally.
    """
    bank, item, edition = key
    return _rows(
        round_id, "tally", key, [(group, answer, n) for (group, answer), n in sorted(hands.items()) if n], before, ids
    ) or _rows(round_id, "tally", (bank, item, edition), [("everyone", "", 0)], before, ids)


def agreed(round_id: str, key: ItemKey, answer: str, before: Sequence[RoomCount], ids: Ids) -> tuple[RoomCount, ...]:
    """Where the room stands on an item: a level's id, `differently` or `not-reached`."""
    return _rows(round_id, "agreed", key, [("", answer, 1)], before, ids)


def to_talk(round_id: str, chosen: Sequence[ItemKey], before: Sequence[RoomCount], ids: Ids) -> tuple[RoomCount, ...]:
    """The items that the room chose to talk about, in order; where it chose none, one row without an item says so.

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


def fits(total: int, people: int | None) -> str:
    """The sentence that questions a show of hands whose numbers do not fit the people; empty where they fit."""
    if people is None or total == people:
        return ""
    return f"That makes {total} of {people}. Count again, or is someone new here?"


def _rows(
    round_id: str,
    kind: RoomKind,
    key: ItemKey,
    rows: Sequence[tuple[str, str, int]],
    before: Sequence[RoomCount],
    ids: Ids,
) -> tuple[RoomCount, ...]:
    bank, item, edition = key
    if not rows:
        return ()
    record, revision, replaces = record_id(round_id, kind, bank, item), ids.record(), _replaces(before)
    return tuple(
        RoomCount(record, revision, replaces, round_id, kind, bank, item, edition, side, answer, count)
        for side, answer, count in rows
    )


def _replaces(before: Sequence[RoomCount]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for row in before for each in (*row.replaces, row.revision)))
