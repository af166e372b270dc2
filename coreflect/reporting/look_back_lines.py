"""Looking back as lines of plain text for a screen of any width: parts that stand apart, none wider than its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from coreflect.core.answers import EVERYONE
from coreflect.core.names import shown
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.sentences import period_phrase
from coreflect.reporting.look_back import NOT_THE_SAME_ABOUT, NOT_THE_SAME_PERIOD, Key, Team, kept_back, what_about
from coreflect.reporting.look_back_item import (
    Column,
    cannot_be_compared,
    columns,
    doings,
    earlier_words,
    latest_item,
    not_shown,
    pairs,
    stood,
    what_moved,
)
from coreflect.reporting.look_back_table import Row, fitting, people, table
from coreflect.reporting.text import day, non_answers

WHERE_STOOD, DOINGS = "Where the room stood", "What we said we would do"
NOT_HERE = "-"


def round_lines(team: Team, width: int, first: int) -> tuple[str, ...]:
    """The rounds of a team across, from this one on as many as fit, and what is said of all of them under it."""
    fits = fitting(width, len(team.rounds))
    rounds = team.rounds[first : first + fits]
    heads = [day(one.date) for one in rounds]
    rows = [Row("Answered", tuple(_answered(one) for one in rounds))]
    if any(one.items and one.counted != one.finished for one in rounds):
        rows.append(Row("Counted", tuple(f"{one.counted:,}" if one.items else NOT_HERE for one in rounds)))
    said = _about_rows(team.rounds, rounds, rows)
    lines = list(table(heads, rows, width))
    for sentence in (*said, *kept_back(team.rounds)):
        lines += _wrapped(sentence, width)
    return tuple(lines)


def doing_lines(team: Team, width: int) -> tuple[str, ...]:
    """What the team said that it would do, and what came of it; a heading stands over it."""
    said = doings(team.rounds)
    return (DOINGS, *(line for each in said for line in _wrapped(each, width, "  "))) if said else ()


def item_parts(
    team: Team, key: Key, group: str, width: int, first: int
) -> tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    """An item's rounds side by side as parts: (quiet lines, lines, lines in bold), of which one or more are empty.

    Takes the team, the item, whose answers, the width, and the round with which the window begins.
    """
    every = columns(team, key, group)
    seen = every[first : first + fitting(width, len(every))]
    item = latest_item(seen) or latest_item(every)
    rounds = [column.one for column in seen]
    texts = (
        *what_moved(team, seen, group),
        *not_shown(seen),
    )
    parts = [
        ((), (), _wrapped(item.text if item else "", width)),
        ((), picture_lines(team, seen, group, width), ()),
        (tuple(line for text in what_about(rounds) for line in _wrapped(text, width)), (), ()),
        ((), tuple(line for text in texts for line in _wrapped(text, width)), ()),
        (tuple(line for text in earlier_words(seen) for line in _wrapped(text, width)), (), ()),
        ((), tuple(line for text in (pairs(team, seen) if group == EVERYONE else ()) for line in _wrapped(text, width)), ()),
        ((), _headed(WHERE_STOOD, stood(seen, key), width), ()),
        ((), _headed(DOINGS, doings(team.rounds, key), width), ()),
    ]
    return tuple(part for part in parts if any(part))


def picture_lines(team: Team, seen: Sequence[Column], group: str, width: int) -> tuple[str, ...]:
    """The pictures of these rounds side by side: a table for each run of rounds with the same answers to choose."""
    lines: list[str] = []
    for run in _runs(seen):
        item = latest_item(run)
        broken = [at > 0 and cannot_be_compared(team, column, group) for at, column in enumerate(run)]
        heads = [day(column.one.date) for column in run]
        lines += ([""] if lines else []) + list(table(heads, tuple(_rows(run, item)), width, broken=broken))
    return tuple(lines)


def _runs(seen: Sequence[Column]) -> Iterator[list[Column]]:
    run: list[Column] = []
    levels: tuple[str, ...] | None = None
    for column in seen:
        if column.item and levels is not None and column.item.levels != levels:
            yield run
            run = []
        levels = column.item.levels if column.item else levels
        run.append(column)
    if run:
        yield run


def _rows(run: Sequence[Column], item: PublishedItem | None) -> Iterator[Row]:
    yield Row("Counted", tuple(_how_many(column) for column in run))
    for at, label in enumerate(item.levels if item else ()):
        cells = tuple(people(column.spread.levels[at]) if column.spread else "" for column in run)
        yield Row(f"{at + 1}  {label}", cells, hang=3)
    beside = [dict(non_answers(column.spread)) if column.spread else {} for column in run]
    for name in dict.fromkeys(name for each in beside for name in each):
        if any(each.get(name) for each in beside):
            yield Row(name, tuple(people(each[name]) if each.get(name) else "" for each in beside))


def _how_many(column: Column) -> str:
    if column.spread:
        return f"{column.spread.counted:,}"
    return "not shown" if column.item or not column.one.items else "not asked"


def _about_rows(
    every: Sequence[PublishedRound], seen: Sequence[PublishedRound], rows: list[Row]
) -> tuple[str, ...]:
    """What the rounds are about: a sentence where it is the same each time, else rows of the table."""
    same = what_about(every)
    if len(same) == 1:
        return same
    rows.append(Row("About", tuple(one.about for one in seen)))
    rows.append(Row("Time", tuple(period_phrase(one.period) for one in seen)))
    return tuple(line for line in same if line in (NOT_THE_SAME_ABOUT, NOT_THE_SAME_PERIOD))


def _answered(one: PublishedRound) -> str:
    if one.invited is None or one.invited < one.finished:
        return f"{one.finished:,}"
    return f"{one.finished:,} of {one.invited:,}"


def _headed(heading: str, said: Sequence[str], width: int) -> tuple[str, ...]:
    return (heading, *(line for each in said for line in _wrapped(each, width, "  "))) if said else ()


def _wrapped(text: str, width: int, indent: str = "") -> tuple[str, ...]:
    return tuple(wrap(shown(text), width, initial_indent=indent, subsequent_indent=indent))
