"""Says which strips are drawn for a question, and what stands beside them: everyone, the two groups, the rounds.

Every drawing takes its strips, its legend and its words from here, so that a screen, the report and the workbook show
the same. `strip_text` is the drawing for where there are no colours; `chosen_in_words` in `reporting.text` says the
same as a sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, GROUP_NAMES, NON_ANSWERS
from coreflect.core.names import shown
from coreflect.core.results import PublishedItem, PublishedRound, Spread
from coreflect.core.strips import SIGNS, Row, Strip, Strips, lay, within
from coreflect.core.texts.results import BOTH_TRUE, MARKS, chose_a_level
from coreflect.core.texts.words import begun, plain_date
from coreflect.reporting.agenda import sides_differ
from coreflect.reporting.cells import cells_of, wrapped
from coreflect.reporting.text import non_answers, shown_groups

BREAK = "│"
"""The sign that stands at the break of a scale."""
_GAP = "   "


class Legend(NamedTuple):
    """The names of the levels of a scale, the first level first, and after which of them it breaks."""

    levels: tuple[str, ...]
    break_after: int


def legend(item: PublishedItem) -> Legend:
    """Return the legend of an item's strips; items with the same one share it."""
    return Legend(item.levels, item.break_after)


def signs_of(*items: PublishedItem, group: str = "") -> tuple[str, ...]:
    """List the codes of the non-answers that anybody gave to these items, as far as it may be shown.

    With a `group`, of that group alone.
    """
    spreads = [
        picture.spread
        for item in items
        for picture in item.pictures
        if picture.spread is not None and group in ("", picture.group)
    ]
    given = {code for strip in lay([Row("", spread) for spread in spreads]).rows for code, _ in strip.others}
    return tuple(code for code in SIGNS if code in given)


def group_strips(item: PublishedItem, published: PublishedRound) -> Strips | None:
    """Lay the answers of each group that may be shown, people who use support first; None where none may be."""
    groups = shown_groups(item, published)
    if not groups:
        return None
    return lay(tuple(Row(GROUP_NAMES[group], spread, item.break_after) for group, spread in groups))


def round_strips(asked: Sequence[tuple[PublishedRound, PublishedItem]], group: str = EVERYONE) -> Strips:
    """Lay a group's answers to a question in each round that shows them, the oldest first, with the date at the left.

    Takes the rounds in order of date, each with the question as it asked it; those that cannot be compared are the
    caller's to leave out. The scale breaks where the last round says, since an earlier one may have been asked before
    its bank named a break.
    """
    break_after = asked[-1][1].break_after if asked else 0
    rows = [
        Row(plain_date(published.date), spread, break_after)
        for published, item in asked
        if (spread := item.spread_of(group)) is not None
    ]
    return lay(rows)


def bracket(item: PublishedItem, strips: Strips) -> tuple[float, float] | None:
    """Return where the middles of the two groups' bars are, the left one first, where the groups answered differently.

    Takes the strips of an item's two groups, as `group_strips` lays them. None where they are not said to differ, and
    where their scale has no break: there all bars begin at the left, so that their middles say how long they are.
    """
    if not sides_differ(item) or not item.break_after or len(strips.rows) != 2:
        return None
    low, high = sorted(row.middle for row in strips.rows)
    return (low, high)


def beside(spread: Spread) -> str:
    """Say how many chose a level, then how many gave each non-answer: what stands at the end of a strip."""
    others = [f"{number:,} {name[0].lower()}{name[1:]}" for name, number in non_answers(spread) if number]
    return " · ".join((chose_a_level(spread.chose), *others))


def views_in_short(item: PublishedItem) -> str:
    """Say beside the strips that the two groups, or else people, answered differently, and ask; empty for neither."""
    mark = "groups" if sides_differ(item) else "differ" if item.seen_differently else ""
    return f"{begun(MARKS[mark])}. {BOTH_TRUE}" if mark else ""


def strip_text(strip: Strip, strips: Strips, *, others: bool = True) -> str:
    """Draw a strip in plain signs: the number of their level for each person, a bar at the break, then the others.

    In proportion a part is its level's number in brackets, then how many people. Strips laid together are drawn with
    their breaks under each other, except in proportion. Without `others` it is the bar alone.
    """
    signed = _signed(strip) if others else ()
    if strips.in_proportion:
        parts = [*((f"{part.level}", part.people) for part in strip.parts), *signed]
        return "  ".join(f"[{sign}] {people:,}" for sign, people in parts)
    beyond = "".join(f" {sign}" * people for sign, people in signed)
    cells = " " * strip.indent + "".join(f"{part.level}" * part.size for part in strip.parts)
    bar = f"{cells:<{strips.width}}"
    if strips.break_at is not None:
        bar = f"{bar[: strips.break_at]}{BREAK if strip.break_after else ''}{bar[strips.break_at :]}"
        bar = f"{bar:<{strips.width + len(BREAK)}}"
    return f"{bar} {beyond}".rstrip()


def strip_lines(strips: Strips, spreads: Sequence[Spread], width: int) -> tuple[tuple[str, ...], ...]:
    """Draw strips laid together as lines of a text, each with what stands beside it.

    That is at the right where there is room, else below; for a strip with a name both are above it.
    """
    laid = within(strips, width - len(BREAK))
    drawn = [strip_text(strip, laid) for strip in laid.rows]
    if max(map(len, drawn), default=0) > width:
        drawn = [strip_text(strip, laid, others=False) for strip in laid.rows]
    longest = max(map(len, drawn), default=0)
    found = []
    for strip, bar, spread in zip(laid.rows, drawn, spreads, strict=True):
        said = beside(spread)
        bars = wrapped(bar, width) if len(bar) > width else (bar,) if bar else ()
        if strip.name:
            found.append((*wrapped(f"{strip.name}  {said}", width), *bars))
        elif longest + len(_GAP) + len(said) <= width:
            found.append((f"{bar:<{longest}}{_GAP}{said}",))
        else:
            found.append((*bars, *wrapped(said, width)))
    return tuple(found)


def signs_text(codes: Collection[str]) -> str:
    """Name the signs of these non-answers in one line."""
    return "  ".join(f"{SIGNS[each.code]} {each.label}" for each in NON_ANSWERS if each.code in codes)


def legend_text(levels: Sequence[str], break_after: int = 0) -> str:
    """Name the levels in one line, each after its number, with a bar at the break."""
    named = [f"{number} {shown(label)}" for number, label in enumerate(levels, 1)]
    if not break_after:
        return "  ".join(named)
    return f"{'  '.join(named[:break_after])}  {BREAK}  {'  '.join(named[break_after:])}"


def legend_lines(levels: Sequence[str], break_after: int, width: int) -> tuple[str, ...]:
    """Name the levels in lines of at most this width, as many to a line as fit whole."""
    lines: list[str] = []
    for number, label in enumerate(levels, 1):
        entry = f"{f'{BREAK}  ' if break_after and number == break_after + 1 else ''}{number} {shown(label)}"
        if lines and cells_of(f"{lines[-1]}  {entry}") <= width:
            lines[-1] += f"  {entry}"
        else:
            lines.append(entry)
    return tuple(part for line in lines for part in (wrapped(line, width) if cells_of(line) > width else (line,)))


def _signed(strip: Strip) -> tuple[tuple[str, int], ...]:
    return tuple((SIGNS[code], people) for code, people in strip.others)
