"""Sets the results of a round as one text: who took part, where answers differ, what is agreed and planned.

A command, the line-by-line face and a file all say the same words. Nothing is in it that the published round does not
hold; before a reveal that is how many have finished, and no more. An agreed level, seeing it differently
and not having got to it are shown in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from coreflect.core.answers import GROUP_NAMES, SIDES
from coreflect.core.banks.bank import STANDARD, Bank, Scale
from coreflect.core.meeting.room import NOT_REACHED, ItemKey
from coreflect.core.model import Action, RoomCount
from coreflect.core.names import shown
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.texts.actions import DID_IT_HAPPEN, HAPPENED, PROGRESS, action_sentence
from coreflect.core.texts.meeting import WHERE_NOW_OTHERS
from coreflect.core.texts.results import (
    ACTIONS_HEADING,
    AGREED_HEADING,
    DID_NOT_GET_TO_IT,
    HOW_NOT_WHO,
    NO_GROUPS,
    NOT_WRITTEN_DOWN,
    SAW_IT_DIFFERENTLY,
    TWO_VERSIONS,
    UNSETTLED_HEADING,
    had_help,
    kept_back_sentence,
    mix,
    next_one,
    read_easier,
    stood_at,
)
from coreflect.core.texts.words import begun, plain_date, spoken_date, with_period
from coreflect.reporting.agenda import Part, agenda, parts
from coreflect.reporting.by_part import by_part, by_part_lines
from coreflect.reporting.cells import wrapped
from coreflect.reporting.glance import glance_lines
from coreflect.reporting.item_text import WIDTH, item_lines
from coreflect.reporting.text import about_and_period, paired_sentences, shown_groups, who_answered

_INDENT = "  "


def results_text(
    published: PublishedRound,
    room: Sequence[RoomCount] = (),
    actions: Sequence[Action] = (),
    banks: Sequence[Bank] = (),
    *,
    next_date: str = "",
    dates: Mapping[str, str] | None = None,
    width: int = WIDTH,
    aloud: bool = False,
) -> str:
    """Write the whole results, ending in a line feed; safe to write to a terminal.

    Takes the round as it may be shown, what the room settled in it, what it will do, the round's own banks (for the
    questions' stems and the names of levels), the day of the next reflection, and the dates of other rounds by their
    ids. With `aloud` there are no strips and no columns.
    """
    lines = [*wrapped(HOW_NOT_WHO, width), "", *took_part_lines(published, width)]
    lines += glance_lines(published, width, aloud=aloud)
    heard: set[str] = set()
    for part in parts(agenda(published)):
        lines += _part(part, published, banks, _paired_lines(part, dates or {}, heard), width, aloud=aloud)
    for way in by_part(published):
        lines += ["", *by_part_lines(way, width)]
    if published.withheld != "not revealed":
        lines += settled_lines(published, room, banks, width)
    lines += action_lines(actions, width)
    if next_date:
        lines += ["", *wrapped(next_one(spoken_date(next_date)), width)]
    return "\n".join(lines) + "\n"


def took_part_lines(published: PublishedRound, width: int = WIDTH) -> list[str]:
    """Say who took part, in what, how many had help or easier words, who was not here, and what is kept back."""
    sentences = [
        f"{published.team_name}, {plain_date(published.date)}",
        who_answered(published),
        _groups_took_part(published),
        had_help(published.helped),
        read_easier(published.easier),
        f"Not here: {published.missing.rstrip('.')}." if published.missing else "",
        f"{begun(about_and_period(published))}.",
        kept_back_sentence(published),
    ]
    return [line for text in sentences for line in wrapped(text, width)]


def settled_lines(
    published: PublishedRound, room: Sequence[RoomCount], banks: Sequence[Bank], width: int = WIDTH
) -> list[str]:
    """Say where the room stands, and with the same weight what it left unsettled; nothing where neither was kept."""
    all_positions = room_positions(room, _scales(banks))
    texts = _texts(published, banks)
    lines: list[str] = []
    for heading, positions in (
        (AGREED_HEADING, [position for position in all_positions if position.level]),
        (UNSETTLED_HEADING, [position for position in all_positions if not position.level]),
    ):
        lines += ["", heading] if positions else []
        for position in positions:
            lines += ["", *_position(position, texts, width)]
    return lines


def action_lines(actions: Sequence[Action], width: int = WIDTH) -> list[str]:
    """Say what the room will do, each with how far it is and what came of it."""
    if not actions:
        return []
    lines = ["", ACTIONS_HEADING]
    for action in actions:
        lines += [
            "",
            *wrapped(action_sentence(action), width, first=_INDENT),
            *wrapped(_how_far(action), width, first=_INDENT),
        ]
    return lines


def _part(
    part: Part,
    published: PublishedRound,
    banks: Sequence[Bank],
    paired: Sequence[tuple[str, ...]],
    width: int,
    *,
    aloud: bool,
) -> Iterator[str]:
    yield from ("", part.heading)
    before = ""
    for item, pairs in zip(part.items, paired, strict=True):
        asked = _stem(item, published, banks) if item.bank != before else ""
        before = item.bank
        # What the whole round keeps back is said once, at its head: 22 times over it would be all that is heard.
        no_groups = "" if published.withheld == "groups" else NO_GROUPS
        yield ""
        inside = width - len(_INDENT)
        for line in item_lines(item, published, inside, stem=asked, paired=pairs, aloud=aloud, no_groups=no_groups):
            yield f"{_INDENT}{line}" if line else ""


def group_sizes(published: PublishedRound) -> tuple[tuple[str, int], ...]:
    """List (group, people) of each side or perspective, if that may be said of every item; otherwise nothing."""
    shows = [shown_groups(item, published) for item in published.items]
    sizes = [tuple((group, spread.counted) for group, spread in groups or ()) for groups in shows]
    return sizes[0] if sizes and None not in shows and all(size == sizes[0] for size in sizes) else ()


def _paired_lines(part: Part, dates: Mapping[str, str], heard: set[str]) -> list[tuple[str, ...]]:
    """Write the sentences on each item's pairing; one that many items share is written for the first alone."""
    sentences = []
    for item in part.items:
        sentences.append(paired_sentences(item, dates, heard))
        heard.update(sentences[-1])
    return sentences


def _groups_took_part(published: PublishedRound) -> str:
    sizes = group_sizes(published)
    if tuple(group for group, _ in sizes) == SIDES:
        return mix(*(people for _, people in sizes))
    return " ".join(f"{GROUP_NAMES[group]}: {people:,}." for group, people in sizes)


def _position(position: RoomPosition, texts: Mapping[tuple[str, str], str], width: int) -> Iterator[str]:
    bank, item, _ = position.key
    yield from wrapped(texts.get((bank, item), item), width, first=_INDENT)
    yield from wrapped(position.text, width, first=_INDENT * 2)


def _how_far(action: Action) -> str:
    sentences = [f"{dict(PROGRESS)[action.progress]}."]
    if action.happened:
        sentences.append(f"{DID_IT_HAPPEN} {dict(HAPPENED)[action.happened]}.")
    if action.outcome:
        sentences.append(action.outcome)
    return " ".join(sentences)


def _stem(item: PublishedItem, published: PublishedRound, banks: Sequence[Bank]) -> str:
    return next((with_period(bank.stem.say(), published.period) for bank in banks if bank.id == item.bank), "")


def _scales(banks: Sequence[Bank]) -> dict[tuple[str, str], Scale]:
    return {(bank.id, item.id): bank.scale(section.scale) for bank in banks for section, item in bank.items()}


def _texts(published: PublishedRound, banks: Sequence[Bank]) -> dict[tuple[str, str], str]:
    known = {(bank.id, item.id): item.text.say() for bank in banks for _, item in bank.items()}
    return known | {(item.bank, item.item): item.text for item in published.items}


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
    return tuple(_position_on(key, tuple(agreed.get(key, ())), scales) for key in dict.fromkeys((*chosen, *agreed)))


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


def _position_on(key: ItemKey, answers: Sequence[str], scales: Mapping[tuple[str, str], Scale]) -> RoomPosition:
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
