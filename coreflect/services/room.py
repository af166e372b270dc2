"""Saves what a room settles while it talks: shows of hands, where it stands now, and what was said.

The earlier record is read when a face begins. A version that another laptop saves after that is kept beside the new
one, and never overwritten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coreflect.core.answers import EVERYONE
from coreflect.core.meeting.room import (
    By,
    ItemKey,
    agreed,
    counted_by,
    groups,
    in_two_versions,
    item_key_of,
    people_here,
    record_id,
    start_of,
    tally,
    tally_of,
)
from coreflect.core.model import Note, Reflection, RoomCount, Sharing
from coreflect.core.reflections.responses import Question
from coreflect.core.reflections.rounds import smallest_of
from coreflect.core.texts.meeting import THE_HANDS, WHERE_IT_STOOD, WHERE_NOW_OTHERS, hands_to_question
from coreflect.services.app import Services

Place = tuple[str, str]
"""(group, answer)"""


@dataclass(frozen=True, slots=True)
class ShowOfHands:
    """What a show of hands on one question starts from: how the earlier one was counted, and its numbers.

    `people` is how many are expected. With `in_two_versions`, two laptops counted differently, and no number is given.
    """

    reflection: Reflection
    question: Question
    by: By
    start: Mapping[Place, int]
    people: int | None
    in_two_versions: bool
    before: tuple[RoomCount, ...]


def begin_show_of_hands(services: Services, reflection: Reflection, question: Question) -> ShowOfHands:
    """Read what a show of hands on this question starts from.

    Raises:
        CoreflectError: what the room has counted cannot be read.
    """
    room, key = services.workspace.room(reflection.id), item_key_of(question)
    before = tally_of(reflection.id, key, room)
    return ShowOfHands(
        reflection,
        question,
        by=counted_by(reflection, before),
        start=start_of(before),
        people=people_here(reflection, key, room),
        in_two_versions=in_two_versions(before),
        before=before,
    )


def save_show_of_hands(services: Services, show: ShowOfHands, counted: Mapping[Place, int]) -> None:
    """Save a show of hands; it replaces the one that it started from.

    Raises:
        CoreflectError: it could not be saved.
    """
    key = item_key_of(show.question)
    saved = tally(show.reflection.id, key, counted, show.before, services.ids)
    services.workspace.save_room(saved)
    services.steps.counted(THE_HANDS, saved, show.before)


def save_hands_of_group(
    services: Services, reflection: Reflection, question: Question, by: By, group: str, answers: Mapping[str, int]
) -> tuple[int, str]:
    """Save the hands of one group, beside those of the other groups that were counted in the same way.

    Takes how many showed each answer. Returns how many hands the show has now, and the sentence that questions numbers
    that do not fit the people (empty where they fit).

    Raises:
        CoreflectError: it could not be read or saved.
    """
    key, room = item_key_of(question), services.workspace.room(reflection.id)
    before, same_way = tally_of(reflection.id, key, room), dict(groups(by))
    others = {(row.side, row.answer): row.count for row in before if row.side in same_way and row.side != group}
    counted = others | {(group, answer): number for answer, number in answers.items()}
    total, is_whole = sum(counted.values()), by == "everyone"
    # Groups are counted one at a time, so that other shows of hands may have counted only some of the people.
    people = people_here(reflection, key, room) if is_whole else reflection.invited
    services.workspace.save_room(tally(reflection.id, key, counted, before, services.ids))
    return total, hands_to_question(total, people) if people is not None and (is_whole or total > people) else ""


@dataclass(frozen=True, slots=True)
class WhereNow:
    """What settling a question starts from; `stood` is where the room stood before, empty for nowhere."""

    reflection: Reflection
    question: Question
    stood: str
    before: tuple[RoomCount, ...]

    def asks_the_others(self, answer: str) -> bool:
        """Whether the others are asked before this answer is saved: only if it is a level."""
        return answer in self.question.scale.level_ids


def where_now_words(question: Question) -> dict[str, str]:
    """Map every answer to where the room stands to its words: the levels, then seen differently and not reached."""
    return {level.id: level.label.say() for level in question.scale.levels} | dict(WHERE_NOW_OTHERS)


def begin_where_now(services: Services, reflection: Reflection, question: Question) -> WhereNow:
    """Read where the room stood on this question; if there are two versions, it stood nowhere.

    Raises:
        CoreflectError: what the room has settled cannot be read.
    """
    record = record_id(reflection.id, "agreed", *question.key)
    before = tuple(row for row in services.workspace.room(reflection.id) if row.id == record)
    return WhereNow(reflection, question, before[0].answer if len(before) == 1 else "", before)


def save_where_now(services: Services, where: WhereNow, answer: str) -> None:
    """Save where the room stands; it replaces where it stood before.

    Raises:
        CoreflectError: it could not be saved.
    """
    key: ItemKey = item_key_of(where.question)
    saved = agreed(where.reflection.id, key, answer, where.before, services.ids)
    services.workspace.save_room(saved)
    services.steps.counted(WHERE_IT_STOOD, saved, where.before)


def notes_for_everyone(services: Services, reflection: Reflection, question: Question | None) -> tuple[Note, ...]:
    """List the notes on a question, or on the meeting as a whole, that everyone here may read.

    Raises:
        CoreflectError: it cannot be read.
    """
    key = question.key if question else ("", "")
    notes = services.workspace.room_notes(reflection.id)
    return tuple(note for note in notes if (note.bank, note.item) == key and note.sharing == "room")


def new_room_note(services: Services, reflection: Reflection, question: Question | None) -> Note:
    """Begin a note on a question, or on the meeting as a whole; it is not saved yet."""
    bank, item = question.key if question else ("", "")
    return Note(services.ids.record(), "", (), reflection.id, bank, item, "", "facilitator", "")


def save_room_note(services: Services, note: Note, text: str, sharing: Sharing) -> Note:
    """Save a note's new text and readers as its next revision; returns the changed note.

    Raises:
        CoreflectError: it could not be saved.
    """
    replaces = (*note.replaces, note.revision) if note.revision else ()
    revised = replace(note, revision=services.ids.record(), replaces=replaces, text=text, sharing=sharing)
    services.workspace.save_room_note(revised)
    services.steps.noted(revised, note if note.revision else None)
    return revised


def settled_as_data(services: Services, reflection: Reflection) -> dict[str, Any]:
    """Return what the room has settled, here and in imported files, as values that JSON can hold.

    Two versions of a record are two entries. In a private reflection, fewer hands than the smallest group are withheld,
    as in results.
    """
    from coreflect.services.imported_reflections import merged_reflection  # and TinyDB with it

    records: dict[tuple[str, str], list[RoomCount]] = {}
    for row in merged_reflection(services.workspace, reflection).room:
        records.setdefault((row.id, row.revision), []).append(row)
    versions = [record for record, _ in records]
    data: dict[str, Any] = {"to_talk": [], "hands": [], "agreed": []}
    for (record, _), rows in records.items():
        first = rows[0]
        conflict = {"versions": versions.count(record)} if versions.count(record) > 1 else {}
        if first.kind == "to-talk":
            chosen = sorted((row for row in rows if row.item), key=lambda row: row.count)
            data["to_talk"] += [_item_as_data(row) | conflict for row in chosen]
        elif first.kind == "tally":
            data["hands"].append(_item_as_data(first) | _hands_as_data(rows, reflection) | conflict)
        elif first.kind == "agreed":
            data["agreed"].append(_item_as_data(first) | {"stands": first.answer} | conflict)
    return data


def _hands_as_data(rows: Sequence[RoomCount], reflection: Reflection) -> dict[str, Any]:
    """List the hands of each group; in a private reflection the sums of all groups, unless they are too few to show."""
    if reflection.is_private:
        together: Counter[str] = Counter()
        for row in rows:
            together[row.answer] += row.count
        if together.total() < smallest_of(reflection.smallest_group):
            return {"counted": [], "withheld": "all"}
        return {"counted": [_group_as_data(EVERYONE, answer, hands) for answer, hands in together.items() if answer]}
    return {"counted": [_group_as_data(row.side, row.answer, row.count) for row in rows if row.answer]}


def _group_as_data(group: str, answer: str, hands: int) -> dict[str, Any]:
    return {"group": group, "answer": answer, "hands": hands}


def _item_as_data(row: RoomCount) -> dict[str, Any]:
    return {"bank": row.bank, "item": row.item, "item_edition": row.edition}
