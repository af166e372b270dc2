"""The results of a round as one text: who took part, what was seen alike and differently, what was settled and planned.

The same words for a command, the line-by-line face and a file. Nothing here can be shown that the published round does
not hold; before a reveal that is how many have finished, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from coreflect.core.answers import GROUP_NAMES
from coreflect.core.banks.bank import Bank, Scale
from coreflect.core.meeting.actions import DID_IT_HAPPEN, HAPPENED, PROGRESS, sentence
from coreflect.core.model import Action, RoomCount
from coreflect.core.names import shown
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.texts.answering import period_phrase, stem
from coreflect.core.texts.results import (
    ACTIONS_HEADING,
    AGREED_HEADING,
    HOW_NOT_WHO,
    KEPT_BACK,
    NO_GROUPS,
    UNSETTLED_HEADING,
    had_help,
)
from coreflect.core.texts.words import plain_date, spoken_date
from coreflect.reporting.agenda import Part, agenda, parts
from coreflect.reporting.item_text import WIDTH, item_lines, shown_groups
from coreflect.reporting.standing import Standing, standings
from coreflect.reporting.text import item_pairs_said, who_answered

_INDENT = "  "


def results_text(
    one: PublishedRound,
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
    lines = [*_wrapped(HOW_NOT_WHO, width), "", *took_part_lines(one, width)]
    heard: set[str] = set()
    for part in parts(agenda(one)):
        lines += _part(part, one, banks, _paired_lines(part, dates or {}, heard), width, aloud=aloud)
    if one.withheld != "not revealed":
        lines += settled_lines(one, room, banks, width)
    lines += action_lines(actions, width)
    if next_date:
        lines += ["", *_wrapped(f"The next reflection: {spoken_date(next_date)}.", width)]
    return "\n".join(lines) + "\n"


def took_part_lines(one: PublishedRound, width: int = WIDTH) -> list[str]:
    """Who took part, in what, how many had help, who was not here, and what is kept back."""
    said = [
        f"{one.team_name}, {plain_date(one.date)}",
        who_answered(one),
        _groups_took_part(one),
        had_help(one.helped),
        f"Not here: {one.missing.rstrip('.')}." if one.missing else "",
        f"About {one.about}, {period_phrase(one.period)}.",
        KEPT_BACK[one.withheld] if one.withheld else "",
    ]
    return [line for text in said for line in _wrapped(text, width)]


def settled_lines(
    one: PublishedRound, room: Sequence[RoomCount], banks: Sequence[Bank], width: int = WIDTH
) -> list[str]:
    """Where the room stands, and with the same weight what it left unsettled; nothing where neither was kept."""
    found = standings(room, _scales(banks))
    texts = _texts(one, banks)
    lines: list[str] = []
    for heading, several in (
        (AGREED_HEADING, [each for each in found if each.level]),
        (UNSETTLED_HEADING, [each for each in found if not each.level]),
    ):
        lines += ["", heading] if several else []
        for each in several:
            lines += ["", *_standing(each, texts, width)]
    return lines


def action_lines(actions: Sequence[Action], width: int = WIDTH) -> list[str]:
    """What the room will do, each with how far it is and what came of it."""
    if not actions:
        return []
    lines = ["", ACTIONS_HEADING]
    for action in actions:
        lines += ["", *_wrapped(sentence(action), width, _INDENT), *_wrapped(_how_far(action), width, _INDENT)]
    return lines


def _part(
    part: Part,
    one: PublishedRound,
    banks: Sequence[Bank],
    paired: Sequence[tuple[str, ...]],
    width: int,
    *,
    aloud: bool,
) -> Iterator[str]:
    yield from ("", part.heading)
    before = ""
    for item, pairs in zip(part.items, paired, strict=True):
        asked = _stem(item, one, banks) if item.bank != before else ""
        before = item.bank
        # What the whole round keeps back is said once, at its head: 22 times over it would be all that is heard.
        no_groups = "" if one.withheld == "groups" else NO_GROUPS
        yield ""
        inside = width - len(_INDENT)
        for line in item_lines(item, one, inside, stem=asked, paired=pairs, aloud=aloud, no_groups=no_groups):
            yield f"{_INDENT}{line}" if line else ""


def group_sizes(one: PublishedRound) -> tuple[tuple[str, int], ...]:
    """How many of each side or perspective answered, where that may be said of every item."""
    shows = [shown_groups(item, one) for item in one.items]
    sizes = [tuple((group, spread.counted) for group, spread in each or ()) for each in shows]
    return sizes[0] if sizes and None not in shows and all(each == sizes[0] for each in sizes) else ()


def _paired_lines(part: Part, dates: Mapping[str, str], heard: set[str]) -> list[tuple[str, ...]]:
    """What is said of each item's pairing; what is alike for many items is said with the first alone."""
    said = []
    for item in part.items:
        said.append(item_pairs_said(item, dates, heard))
        heard.update(said[-1])
    return said


def _groups_took_part(one: PublishedRound) -> str:
    return " ".join(f"{GROUP_NAMES[group]}: {people:,}." for group, people in group_sizes(one))


def _standing(each: Standing, texts: Mapping[tuple[str, str], str], width: int) -> Iterator[str]:
    bank, item, _ = each.key
    yield from _wrapped(texts.get((bank, item), item), width, _INDENT)
    yield from _wrapped(each.said, width, _INDENT * 2)


def _how_far(action: Action) -> str:
    said = [f"{dict(PROGRESS)[action.progress]}."]
    if action.happened:
        said.append(f"{DID_IT_HAPPEN} {dict(HAPPENED)[action.happened]}.")
    if action.outcome:
        said.append(action.outcome)
    return " ".join(said)


def _stem(item: PublishedItem, one: PublishedRound, banks: Sequence[Bank]) -> str:
    return next((stem(bank.stem.say(), one.period) for bank in banks if bank.id == item.bank), "")


def _scales(banks: Sequence[Bank]) -> dict[tuple[str, str], Scale]:
    return {(bank.id, item.id): bank.scale(section.scale) for bank in banks for section, item in bank.items()}


def _texts(one: PublishedRound, banks: Sequence[Bank]) -> dict[tuple[str, str], str]:
    known = {(bank.id, item.id): item.text.say() for bank in banks for _, item in bank.items()}
    return known | {(item.bank, item.item): item.text for item in one.items}


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return wrap(shown(text), width, initial_indent=indent, subsequent_indent=indent)
