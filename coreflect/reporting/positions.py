"""Says where a room stands on its items: on an agreed level, seeing it differently, or not reached.

All three are shown in the same way. Where two laptops stored different versions, the text says so and shows neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coreflect.core.banks.bank import STANDARD, Bank, Scale
from coreflect.core.meeting.room import NOT_REACHED, ItemKey
from coreflect.core.model import RoomCount
from coreflect.core.names import shown
from coreflect.core.texts.meeting import WHERE_NOW_OTHERS
from coreflect.core.texts.results import DID_NOT_GET_TO_IT, NOT_WRITTEN_DOWN, SAW_IT_DIFFERENTLY, TWO_VERSIONS, stood_at
from coreflect.core.texts.words import plain_date

_OTHERS = dict(WHERE_NOW_OTHERS)


class RoomPosition(NamedTuple):
    """Where the room stands on one item; `level` is the id of the agreed level, or empty."""

    key: ItemKey
    level: str
    text: str


def room_positions(room: Sequence[RoomCount], scales: Mapping[tuple[str, str], Scale]) -> tuple[RoomPosition, ...]:
    """List where the room stands on each item that it chose to talk about, in order, then on the others it settled.

    Takes the counts of the room, and the scale of each item by (bank, item).
    """
    chosen = [_key(row) for row in sorted(_rows_of_kind("to-talk", room), key=lambda row: row.count) if row.item]
    agreed: dict[ItemKey, dict[str, None]] = {}
    for row in _rows_of_kind("agreed", room):
        agreed.setdefault(_key(row), {})[row.answer] = None
    return tuple(_position(key, tuple(agreed.get(key, ())), scales) for key in dict.fromkeys((*chosen, *agreed)))


def position_lines(room: Sequence[RoomCount], banks: Sequence[Bank]) -> tuple[str, ...]:
    """Write a line for each item: its text, and where the room stands on it."""
    scales = {(bank.id, item.id): bank.scale(section.scale) for bank in banks for section, item in bank.items()}
    texts = {(bank.id, item.id): item.text.say() for bank in banks for _, item in bank.items()}
    lines = []
    for position in room_positions(room, scales):
        asked = shown(texts.get(position.key[:2], position.key[1]))
        lines.append(f"{asked}{'' if asked[-1:] in '.?!…' else '.'} {position.text}")
    return tuple(lines)


def position_text(answer: str, scale: Scale | None, wording: str = STANDARD) -> str:
    """Say where the room stands, as a sentence: the level in quotation marks, seen differently, or not reached."""
    if answer in _OTHERS:
        return f"{_OTHERS[answer]}."
    label = (
        next((level.label.say(wording) for level in scale.levels if level.id == answer), answer) if scale else answer
    )
    return f'"{shown(label)}".'


def earlier_position_text(date: str, answer: str, scale: Scale | None, wording: str = STANDARD) -> str:
    """Say where the room stood on an earlier date, to be shown next to the present answers."""
    if answer == NOT_REACHED:
        return f"On {plain_date(date)} {DID_NOT_GET_TO_IT}"
    if answer in _OTHERS:
        return f"On {plain_date(date)} {SAW_IT_DIFFERENTLY}"
    return f"On {plain_date(date)} {stood_at(position_text(answer, scale, wording))}"


def _position(key: ItemKey, answers: Sequence[str], scales: Mapping[tuple[str, str], Scale]) -> RoomPosition:
    if not answers:
        return RoomPosition(key, "", NOT_WRITTEN_DOWN)
    if len(answers) > 1:
        return RoomPosition(key, "", TWO_VERSIONS)
    bank, item, _ = key
    (answer,) = answers
    return RoomPosition(key, "" if answer in _OTHERS else answer, position_text(answer, scales.get((bank, item))))


def _rows_of_kind(kind: str, room: Sequence[RoomCount]) -> list[RoomCount]:
    return [row for row in room if row.kind == kind]


def _key(row: RoomCount) -> ItemKey:
    return (row.bank, row.item, row.edition or 1)
