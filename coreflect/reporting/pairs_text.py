"""How people who took a code answered then and now, in words: later, the same or earlier, and never better or worse."""

from __future__ import annotations

from collections.abc import Mapping

from coreflect.core.results import Paired, PublishedItem
from coreflect.reporting.text import counted, day

SEES_MORE = "An earlier step can mean that people see more."
LAST_TIME = "last time"


def pairs_said(paired: Paired, before_date: str) -> tuple[str, ...]:
    """A pairing as sentences, for a screen, a page and a voice alike; safe to write to a terminal.

    Takes it with the ISO date of the round before; without a date it says "last time".
    """
    then = f"on {day(before_date)}" if before_date else LAST_TIME
    # Those who chose no step are said with the rest, so that the numbers are seen to add up.
    chose_none = paired.pairs - paired.higher - paired.same - paired.lower
    said = [
        f"{counted(paired.pairs, 'person', 'people')} answered {then} and now under one code.",
        f"{_people(paired.higher)} chose a later step than then, {_few(paired.same)} the same, "
        f"{_few(paired.lower)} an earlier step.",
    ]
    if chose_none:
        said.append(f"{_people(chose_none)} chose no step then, or now.")
    if paired.unmatched_before or paired.unmatched_now:
        said.append(
            f"Not among them: {_few(paired.unmatched_before)} of those who answered then, "
            f"{_few(paired.unmatched_now)} of those who answered now."
        )
    return (*said, SEES_MORE) if paired.lower else tuple(said)


def item_pairs_said(item: PublishedItem, dates: Mapping[str, str]) -> tuple[str, ...]:
    """What is said of an item's pairing; nothing where it has none. `dates` holds each round's date by its id."""
    return pairs_said(item.paired, dates.get(item.paired.since, "")) if item.paired else ()


def _people(number: int) -> str:
    return f"{number:,}" if number else "Nobody"


def _few(number: int) -> str:
    return f"{number:,}" if number else "nobody"
