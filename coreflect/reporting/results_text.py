"""Sets the results of a round as one text: who took part, what was seen alike and differently, settled and planned.

A command, the line-by-line face and a file all say the same words. Nothing is in it that the published round does not
hold; before a reveal that is how many have finished, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from coreflect.core.answers import GROUP_NAMES
from coreflect.core.banks.bank import Bank, Scale
from coreflect.core.model import Action, RoomCount
from coreflect.core.names import shown
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.texts.meeting import DID_IT_HAPPEN, HAPPENED, PROGRESS, action_sentence
from coreflect.core.texts.results import (
    ACTIONS_HEADING,
    AGREED_HEADING,
    HOW_NOT_WHO,
    NO_GROUPS,
    UNSETTLED_HEADING,
    had_help,
    kept_back_sentence,
)
from coreflect.core.texts.words import period_phrase, plain_date, spoken_date, with_period
from coreflect.reporting.agenda import Part, agenda, parts
from coreflect.reporting.item_text import WIDTH, item_lines, shown_groups
from coreflect.reporting.positions import RoomPosition, room_positions
from coreflect.reporting.text import paired_sentences, who_answered

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
    """The whole results, ending in a line feed; safe to write to a terminal.

    Takes the round as it may be shown, what the room settled in it, what it will do, the round's own banks (for the
    questions' stems and the names of levels), the day of the next reflection, and the dates of other rounds by their
    ids. With `aloud` there are no dots and no columns.
    """
    lines = [*_wrapped(HOW_NOT_WHO, width), "", *took_part_lines(published, width)]
    heard: set[str] = set()
    for part in parts(agenda(published)):
        lines += _part(part, published, banks, _paired_lines(part, dates or {}, heard), width, aloud=aloud)
    if published.withheld != "not revealed":
        lines += settled_lines(published, room, banks, width)
    lines += action_lines(actions, width)
    if next_date:
        lines += ["", *_wrapped(f"The next reflection: {spoken_date(next_date)}.", width)]
    return "\n".join(lines) + "\n"


def took_part_lines(published: PublishedRound, width: int = WIDTH) -> list[str]:
    """Who took part, in what, how many had help, who was not here, and what is kept back."""
    sentences = [
        f"{published.team_name}, {plain_date(published.date)}",
        who_answered(published),
        _groups_took_part(published),
        had_help(published.helped),
        f"Not here: {published.missing.rstrip('.')}." if published.missing else "",
        f"About {published.about}, {period_phrase(published.period)}.",
        kept_back_sentence(published),
    ]
    return [line for text in sentences for line in _wrapped(text, width)]


def settled_lines(
    published: PublishedRound, room: Sequence[RoomCount], banks: Sequence[Bank], width: int = WIDTH
) -> list[str]:
    """Where the room stands, and with the same weight what it left unsettled; nothing where neither was kept."""
    found = room_positions(room, _scales(banks))
    texts = _texts(published, banks)
    lines: list[str] = []
    for heading, several in (
        (AGREED_HEADING, [each for each in found if each.level]),
        (UNSETTLED_HEADING, [each for each in found if not each.level]),
    ):
        lines += ["", heading] if several else []
        for each in several:
            lines += ["", *_position(each, texts, width)]
    return lines


def action_lines(actions: Sequence[Action], width: int = WIDTH) -> list[str]:
    """What the room will do, each with how far it is and what came of it."""
    if not actions:
        return []
    lines = ["", ACTIONS_HEADING]
    for action in actions:
        lines += ["", *_wrapped(action_sentence(action), width, _INDENT), *_wrapped(_how_far(action), width, _INDENT)]
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
    """How many of each side or perspective answered, where that may be said of every item."""
    shows = [shown_groups(item, published) for item in published.items]
    sizes = [tuple((group, spread.counted) for group, spread in each or ()) for each in shows]
    return sizes[0] if sizes and None not in shows and all(each == sizes[0] for each in sizes) else ()


def _paired_lines(part: Part, dates: Mapping[str, str], heard: set[str]) -> list[tuple[str, ...]]:
    """What is said of each item's pairing; what is alike for many items is said with the first alone."""
    sentences = []
    for item in part.items:
        sentences.append(paired_sentences(item, dates, heard))
        heard.update(sentences[-1])
    return sentences


def _groups_took_part(published: PublishedRound) -> str:
    return " ".join(f"{GROUP_NAMES[group]}: {people:,}." for group, people in group_sizes(published))


def _position(each: RoomPosition, texts: Mapping[tuple[str, str], str], width: int) -> Iterator[str]:
    bank, item, _ = each.key
    yield from _wrapped(texts.get((bank, item), item), width, _INDENT)
    yield from _wrapped(each.text, width, _INDENT * 2)


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


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return wrap(shown(text), width, initial_indent=indent, subsequent_indent=indent)
