"""The list of results as lines: each question once, marked by a sign where the room chose to talk about it."""

from __future__ import annotations

from coreflect.core.room import ItemKey
from coreflect.reporting.agenda import DIFFERENTLY_HEADING, item_key
from coreflect.reporting.talking import NOTHING_DIFFERENT, WHERE_WE_STAND, Talking
from coreflect.reporting.text import chosen_in_words, everyone
from coreflect.tui.widgets.choice_list import CHOSEN, NOT_CHOSEN
from coreflect.tui.widgets.pointed_list import Line


def result_lines(talking: Talking) -> tuple[Line | None, ...]:
    """The parts of the list with their headings, and each question with how the answers spread or where we stand."""
    lines: list[Line | None] = []
    headings = [part.heading for part in talking.parts]
    number = 0
    for part in talking.parts:
        lines += [Line("", part.heading)] if not lines else [None, Line("", part.heading)]
        for item in part.items:
            key = item_key(item)
            mark = CHOSEN if key in talking.chosen else NOT_CHOSEN
            lines.append(Line(str(number), item.text, _detail(talking, key), mark))
            number += 1
    if DIFFERENTLY_HEADING not in headings:
        lines[:0] = (Line("", DIFFERENTLY_HEADING), Line("", NOTHING_DIFFERENT), None)
    return tuple(lines)


def first_to_see(talking: Talking) -> str:
    """The id of the line in hand at first: the first question seen differently, or the first of all."""
    before = 0
    for part in talking.parts:
        if part.heading == DIFFERENTLY_HEADING:
            return str(before)
        before += len(part.items)
    return "0"


def key_of(talking: Talking, line: str) -> ItemKey:
    """The key of the item that stands on the line with this id."""
    items = [item for part in talking.parts for item in part.items]
    return item_key(items[int(line)])


def line_of(talking: Talking, key: ItemKey) -> str:
    """The id of the line on which the item with this key stands."""
    return str([item_key(item) for part in talking.parts for item in part.items].index(key))


def _detail(talking: Talking, key: ItemKey) -> str:
    if stands := talking.stands(key):
        return f"{WHERE_WE_STAND}{stands}"
    item = talking.item(key)
    spread = everyone(item)
    return chosen_in_words(item.levels, spread) if spread else ""
