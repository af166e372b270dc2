"""Where a room stands on its items, in words: leaving it unsettled weighs as much as an agreed level.

Two versions of where it stands, from two laptops, are said to be two; neither is taken for the room's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coreflect.core.banks.bank import STANDARD, Bank, Scale
from coreflect.core.meeting.room import NOT_REACHED, WHERE_NOW_OTHERS, ItemKey
from coreflect.core.model import RoomCount
from coreflect.core.names import shown
from coreflect.core.texts.words import plain_date

TWO_VERSIONS = "Two versions were kept. Please look at them together."
NOT_SAVED = "We chose to talk about it; where we stand was not written down."

_OTHERS = dict(WHERE_NOW_OTHERS)


class Standing(NamedTuple):
    """Where the room stands on one item: `level` is the level's id where one was agreed, else empty."""

    key: ItemKey
    level: str
    said: str


def standings(room: Sequence[RoomCount], scales: Mapping[tuple[str, str], Scale]) -> tuple[Standing, ...]:
    """Where the room stands, for each item of which that was kept, and each that it chose to talk about.

    Takes the counts of the room, and the scale of each item by (bank, item). What was chosen comes first, in order.
    """
    chosen = [_key(row) for row in sorted(_of("to-talk", room), key=lambda row: row.count) if row.item]
    agreed: dict[ItemKey, dict[str, None]] = {}
    for row in _of("agreed", room):
        agreed.setdefault(_key(row), {})[row.answer] = None
    return tuple(_standing(key, tuple(agreed.get(key, ())), scales) for key in dict.fromkeys((*chosen, *agreed)))


def standing_lines(room: Sequence[RoomCount], banks: Sequence[Bank]) -> tuple[str, ...]:
    """Where the room stands, a line a question: its words, and where the room stands on it."""
    scales = {(bank.id, item.id): bank.scale(section.scale) for bank in banks for section, item in bank.items()}
    texts = {(bank.id, item.id): item.text.say() for bank in banks for _, item in bank.items()}
    found = [(shown(texts.get(one.key[:2], one.key[1])), one.said) for one in standings(room, scales)]
    return tuple(f"{text}{'' if text[-1:] in '.?!…' else '.'} {said}" for text, said in found)


def stands(answer: str, scale: Scale | None, wording: str = STANDARD) -> str:
    """Where the room stands, as a sentence: a level in quotation marks, or one of the two answers beside them."""
    if answer in _OTHERS:
        return f"{_OTHERS[answer]}."
    label = (
        next((level.label.say(wording) for level in scale.levels if level.id == answer), answer) if scale else answer
    )
    return f'"{shown(label)}".'


def stood(date: str, answer: str, scale: Scale | None, wording: str = STANDARD) -> str:
    """Where the room stood on an earlier day, as a sentence to show beside the answers of now."""
    if answer == NOT_REACHED:
        return f"On {plain_date(date)} we did not get to this."
    if answer in _OTHERS:
        return f"On {plain_date(date)} we saw it differently, and left it so."
    return f"On {plain_date(date)} the room stood at {stands(answer, scale, wording)}"


def _standing(key: ItemKey, answers: Sequence[str], scales: Mapping[tuple[str, str], Scale]) -> Standing:
    if not answers:
        return Standing(key, "", NOT_SAVED)
    if len(answers) > 1:
        return Standing(key, "", TWO_VERSIONS)
    bank, item, _ = key
    (answer,) = answers
    return Standing(key, "" if answer in _OTHERS else answer, stands(answer, scales.get((bank, item))))


def _of(kind: str, room: Sequence[RoomCount]) -> list[RoomCount]:
    return [row for row in room if row.kind == kind]


def _key(row: RoomCount) -> ItemKey:
    return (row.bank, row.item, row.edition or 1)
