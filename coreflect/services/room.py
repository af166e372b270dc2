"""Saves what a room settles while it talks: shows of hands, where it stands now, and what was said.

What stood before is read when a face begins, so that another laptop's version in between is kept beside this one, and
never overwritten.
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
    people_here,
    question_key,
    record_id,
    start_of,
    tally,
    tally_of,
)
from coreflect.core.model import Note, Reflection, RoomCount, Sharing
from coreflect.core.reflections.responses import Question
from coreflect.core.reflections.rounds import SMALLEST_GROUPS
from coreflect.core.texts.meeting import WHERE_NOW_OTHERS, hands_to_question
from coreflect.services.app import Services

Place = tuple[str, str]
"""(group, answer)"""


@dataclass(frozen=True, slots=True)
class ShowOfHands:
    """A show of hands on one question, as it can begin: how the one before was counted, and its numbers.

    `people` is how many are expected; `in_two_versions` says that two laptops counted, and then no number stands.
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
    room, key = services.workspace.room(reflection.id), question_key(question)
    before = tally_of(reflection.id, key, room)
    return ShowOfHands(
        reflection,
        question,
        by=counted_by(reflection, before),
        start=start_of(before),
        people=people_here(reflection, key, room),
        in_two_versions=len({row.revision for row in before}) > 1,
        before=before,
    )


def save_show_of_hands(services: Services, show: ShowOfHands, counted: Mapping[Place, int]) -> None:
    """Save a show of hands, in place of the one that it began with.

    Raises:
        CoreflectError: it could not be saved.
    """
    key = question_key(show.question)
    services.workspace.save_room(tally(show.reflection.id, key, counted, show.before, services.ids))


def save_hands_of_group(
    services: Services, reflection: Reflection, question: Question, by: By, group: str, answers: Mapping[str, int]
) -> tuple[int, str]:
    """Save the hands of one group, beside those of the other groups that were counted in the same way.

    Takes how many showed each answer. Returns how many hands the show has now, and the sentence that questions numbers
    that do not fit the people (empty where they fit).

    Raises:
        CoreflectError: it could not be read or saved.
    """
    key, room = question_key(question), services.workspace.room(reflection.id)
    before, same_way = tally_of(reflection.id, key, room), dict(groups(by))
    others = {(row.side, row.answer): row.count for row in before if row.side in same_way and row.side != group}
    counted = others | {(group, answer): number for answer, number in answers.items()}
    total, is_whole = sum(counted.values()), by == "everyone"
    # Each group comes by itself, so that other shows of hands may count a part of the people.
    here = people_here(reflection, key, room) if is_whole else reflection.invited
    services.workspace.save_room(tally(reflection.id, key, counted, before, services.ids))
    return total, hands_to_question(total, here) if here is not None and (is_whole or total > here) else ""


@dataclass(frozen=True, slots=True)
class WhereNow:
    """Where the room stands on one question, as it can be settled; `stood` is the answer so far, empty for none."""

    reflection: Reflection
    question: Question
    stood: str
    before: tuple[RoomCount, ...]

    def asks_the_others(self, answer: str) -> bool:
        """Whether the others are asked before this is saved: a level is, leaving it so is not."""
        return answer in self.question.scale.level_ids


def where_now_words(question: Question) -> dict[str, str]:
    """Every answer to where the room stands, with its words: the levels, then leaving it so and not reached."""
    return {level.id: level.label.say() for level in question.scale.levels} | dict(WHERE_NOW_OTHERS)


def begin_where_now(services: Services, reflection: Reflection, question: Question) -> WhereNow:
    """Read where the room stood on this question; of two versions it stood on neither.

    Raises:
        CoreflectError: what the room has settled cannot be read.
    """
    record = record_id(reflection.id, "agreed", *question.key)
    before = tuple(row for row in services.workspace.room(reflection.id) if row.id == record)
    return WhereNow(reflection, question, before[0].answer if len(before) == 1 else "", before)


def save_where_now(services: Services, where: WhereNow, answer: str) -> None:
    """Save where the room stands, in place of where it stood.

    Raises:
        CoreflectError: it could not be saved.
    """
    key: ItemKey = question_key(where.question)
    services.workspace.save_room(agreed(where.reflection.id, key, answer, where.before, services.ids))


def notes_for_everyone(services: Services, reflection: Reflection, question: Question | None) -> tuple[Note, ...]:
    """List what was written before on a question, or on the meeting, of what everyone here may read.

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
    """Save what was said, in place of the note's revision before; returns the note as it is now.

    Raises:
        CoreflectError: it could not be saved.
    """
    replaces = (*note.replaces, note.revision) if note.revision else ()
    revised = replace(note, revision=services.ids.record(), replaces=replaces, text=text, sharing=sharing)
    services.workspace.save_room_note(revised)
    return revised


def settled_as_data(services: Services, reflection: Reflection) -> dict[str, Any]:
    """What the room has settled, here and in imported files, as values that JSON can hold.

    Two versions of one thing stand as two entries. Without names, fewer hands than the smallest group are held back, as
    in results.
    """
    from coreflect.services.imported_reflections import merged_reflection  # and TinyDB with it

    records: dict[tuple[str, str], list[RoomCount]] = {}
    for row in merged_reflection(services.workspace, reflection).room:
        records.setdefault((row.id, row.revision), []).append(row)
    versions = [record for record, _ in records]
    data: dict[str, Any] = {"to_talk": [], "hands": [], "agreed": []}
    for (record, _), rows in records.items():
        first = rows[0]
        several = {"versions": versions.count(record)} if versions.count(record) > 1 else {}
        if first.kind == "to-talk":
            chosen = sorted((row for row in rows if row.item), key=lambda row: row.count)
            data["to_talk"] += [_item_as_data(row) | several for row in chosen]
        elif first.kind == "tally":
            data["hands"].append(_item_as_data(first) | _hands_as_data(rows, reflection) | several)
        elif first.kind == "agreed":
            data["agreed"].append(_item_as_data(first) | {"stands": first.answer} | several)
    return data


def _hands_as_data(rows: Sequence[RoomCount], reflection: Reflection) -> dict[str, Any]:
    """The hands of each group; without names those of all together, from the smallest group on."""
    if reflection.is_private:
        together: Counter[str] = Counter()
        for row in rows:
            together[row.answer] += row.count
        if together.total() < max(reflection.smallest_group, min(SMALLEST_GROUPS)):
            return {"counted": [], "withheld": "all"}
        return {"counted": [_group_as_data(EVERYONE, answer, hands) for answer, hands in together.items() if answer]}
    return {"counted": [_group_as_data(row.side, row.answer, row.count) for row in rows if row.answer]}


def _group_as_data(group: str, answer: str, hands: int) -> dict[str, Any]:
    return {"group": group, "answer": answer, "hands": hands}


def _item_as_data(row: RoomCount) -> dict[str, Any]:
    return {"bank": row.bank, "item": row.item, "item_edition": row.edition}
