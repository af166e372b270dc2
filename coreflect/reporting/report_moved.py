"""What moved since the round before, where it can be compared at all: then and now, with no word on which is to be had.

A question that cannot be laid side by side is named with the reason. Nobody is said to be the same people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coreflect.core.results import PublishedItem, PublishedRound, WhyNot
from coreflect.core.room import ItemKey
from coreflect.core.sentences import period_phrase
from coreflect.reporting.agenda import item_key
from coreflect.reporting.look_back import moved as moved_items
from coreflect.reporting.pairs_text import item_pairs_said
from coreflect.reporting.report_answers import earlier, levels_of, row
from coreflect.reporting.report_values import Body, Point, Question, Section, Table, safe
from coreflect.reporting.text import NOT_THE_SAME_PEOPLE, counted, day, everyone, then_and_now

HEADING = "What moved since last time"
HOW_EVERYONE_ANSWERED = "How everyone answered, each time"
NOTHING_BEFORE = "There is no earlier reflection to lay beside this one."
MUCH_AS_BEFORE = "Much as before."
NOTHING_SHOWN = "No earlier reflection is shown, so nothing is laid beside this one."
NOTHING_LAID = "No question of this reflection can be laid beside an earlier one."
WHY_NOT: dict[WhyNot, str] = {
    "reworded": "Its meaning has changed since, so it is not laid side by side.",
    "rescaled": "The answers to choose from have changed since, so it is not laid side by side.",
    "text differs": "Its words have changed since, so it is not laid side by side.",
    "no level chosen": "Nobody chose one of the answers, then or now, so it is not laid side by side.",
    "not shown": "One of the two is not shown, to protect people, so it is not laid side by side.",
    "first round": "It was not asked before, as far as that is shown.",
}


def moved(one: PublishedRound, before: Sequence[PublishedRound]) -> Section | None:
    """What moved in the answers of everyone together; None where no answers are shown."""
    if not one.items:
        return None
    if not before:
        return Section("moved", HEADING, (NOTHING_BEFORE,))
    if not any(each.items for each in before):
        return Section("moved", HEADING, (NOTHING_SHOWN,))
    dates = {each.round: each.date for each in before}
    laid = [item for item in one.items if _since(item) in dates and item.pictures[0].move.steps is not None]
    apart = [item for item in one.items if item not in laid and item.pictures]
    changed = [item for item in moved_items(one) if item in laid]
    as_before = [item for item in laid if item not in changed]
    pairs = _pairs((*changed, *as_before), dates)
    return Section(
        "moved",
        HEADING,
        (NOT_THE_SAME_PEOPLE if laid else NOTHING_LAID, *_not_alike(one, before)),
        questions=tuple(_question(item, one, before, pairs[item_key(item)]) for item in changed),
        points=(
            *(Point(safe(item.text), (MUCH_AS_BEFORE, *pairs[item_key(item)])) for item in as_before),
            *(Point(safe(item.text), (WHY_NOT[item.pictures[0].move.why_not or "first round"],)) for item in apart),
        ),
    )


def _question(
    item: PublishedItem, one: PublishedRound, before: Sequence[PublishedRound], pairs: tuple[str, ...]
) -> Question:
    """A question that moved: its answers in each round that compares, and the sentence on what changed most."""
    now = everyone(item)
    dates = {each.round: each.date for each in before}
    then = next(
        (
            spread
            for each in before
            if each.round == _since(item)
            for asked in each.items
            if (asked.bank, asked.item) == (item.bank, item.item) and (spread := everyone(asked)) is not None
        ),
        None,
    )
    said = [then_and_now(item, then, dates[_since(item)], one.date)] if then else []
    steps = item.pictures[0].move.steps or 0
    said.append(f"The pictures differ as if {counted(steps, 'answer', 'answers')} had moved by one level.")
    rows = (*earlier(item, before), *((row(day(one.date), now),) if now else ()))
    levels = tuple(level._replace(meaning="") for level in levels_of(item))
    table = Table(HOW_EVERYONE_ANSWERED, levels, (Body("", rows),))
    return Question("", safe(item.text), table, (*said, *pairs))


def _pairs(items: Sequence[PublishedItem], dates: Mapping[str, str]) -> dict[ItemKey, tuple[str, ...]]:
    """What is said of each item's pairing; what is the same for many is said with the first."""
    said: dict[ItemKey, tuple[str, ...]] = {}
    heard: list[str] = []
    for item in items:
        said[item_key(item)] = item_pairs_said(item, dates, heard)
        heard += said[item_key(item)]
    return said


def _not_alike(one: PublishedRound, before: Sequence[PublishedRound]) -> tuple[str, ...]:
    """What the round before was about, where that was another thing or another time."""
    last = before[-1]
    said = []
    if last.about != one.about:
        said.append(f"Last time was about {safe(last.about)}; this time is about {safe(one.about)}.")
    if last.period != one.period:
        then, now = safe(period_phrase(last.period)), safe(period_phrase(one.period))
        said.append(f"Last time looked back {then}; this time looks back {now}.")
    return tuple(said)


def _since(item: PublishedItem) -> str:
    return item.pictures[0].move.since if item.pictures else ""
