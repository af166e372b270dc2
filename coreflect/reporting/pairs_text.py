"""How people who took a code answered then and now, in words: later, the same or earlier, and never better or worse."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coreflect.core.results import Paired, PublishedItem
from coreflect.reporting.text import counted, day

SEES_MORE = "An earlier step can mean that people see more."
LAST_TIME = "last time"


def item_pairs_said(item: PublishedItem, dates: Mapping[str, str], heard: Collection[str] = ()) -> tuple[str, ...]:
    """What is said of an item's pairing, on a screen, a page and aloud alike; nothing where it has none.

    `dates` holds each round's ISO date by its id; a round without one is said as "last time". Of what is alike for many
    items, sentences that were `heard` before are left out.
    """
    if item.paired is None:
        return ()
    beside = (said for said in _beside(item.paired) if said not in heard)
    return (*_moved(item.paired, dates.get(item.paired.since, "")), *beside)


def _moved(paired: Paired, before_date: str) -> tuple[str, ...]:
    then = f"on {day(before_date)}" if before_date else LAST_TIME
    # Those who chose no step are said with the rest, so that the numbers are seen to add up.
    chose_none = paired.pairs - paired.higher - paired.same - paired.lower
    said = (
        f"Of {counted(paired.pairs, 'person', 'people')} with a code, {_few(paired.higher)} chose a later step than "
        f"{then}, {_few(paired.same)} the same, {_few(paired.lower)} an earlier step."
    )
    return (said, f"{chose_none:,} chose no step then, or now.") if chose_none else (said,)


def _beside(paired: Paired) -> tuple[str, ...]:
    left = (
        f"Not among them: {_few(paired.unmatched_before)} of those who answered then, "
        f"{_few(paired.unmatched_now)} of those who answered now."
    )
    are_left = paired.unmatched_before or paired.unmatched_now
    return (*((left,) if are_left else ()), *((SEES_MORE,) if paired.lower else ()))


def _few(number: int) -> str:
    return f"{number:,}" if number else "nobody"
