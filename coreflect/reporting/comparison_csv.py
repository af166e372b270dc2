"""The comparison for spreadsheets: each column is defined once, and no cell can start a formula.

RFC 4180, UTF-8, lines ending in one line feed, which every spreadsheet reads and which is the same on every machine.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from coreflect.core.answers import EVERYONE
from coreflect.core.bank_schema import MOST_LEVELS
from coreflect.core.names import shown
from coreflect.core.results import Move, Picture, Published, PublishedItem, PublishedRound, Spread

LINE_END = "\n"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""At the start of a file it tells Excel that the text is UTF-8."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | None


class Row(NamedTuple):
    """What one row of comparison.csv is made from: one group's picture of one item in one round.

    `item` and `picture` are None in the one row of a round of which no item may be shown.
    """

    round: PublishedRound
    item: PublishedItem | None
    picture: Picture | None


class Column(NamedTuple):
    """A column of comparison.csv: its name, what it says, and how a row fills it."""

    name: str
    description: str
    cell: Callable[[Row], Cell]


def _of_item(get: Callable[[PublishedItem], Cell]) -> Callable[[Row], Cell]:
    return lambda row: None if row.item is None else get(row.item)


def _of_spread(get: Callable[[Spread], Cell]) -> Callable[[Row], Cell]:
    return lambda row: None if row.picture is None or row.picture.spread is None else get(row.picture.spread)


def _of_move(get: Callable[[Move], Cell]) -> Callable[[Row], Cell]:
    return lambda row: None if row.picture is None else get(row.picture.move)


def _level(place: int) -> Callable[[Spread], Cell]:
    return lambda spread: spread.levels[place] if place < len(spread.levels) else None


def _chose(spread: Spread, level: int) -> Cell:
    return spread.levels[level - 1] if level else None


def _comparable(move: Move) -> Cell:
    if not move.since:
        return None
    return "no" if move.why_not else "yes"


def _withheld(row: Row) -> Cell:
    if row.picture is None:
        return row.round.withheld
    if row.picture.spread is not None:
        return ""
    return "all" if row.picture.group == EVERYONE else "groups"


COLUMNS = (
    Column("team", "The team's id, the same on every laptop.", lambda row: row.round.team),
    Column("team_name", "The team's name as typed.", lambda row: row.round.team_name),
    Column("round", "The round's id.", lambda row: row.round.round),
    Column("date", "The day of the round, as year-month-day.", lambda row: row.round.date),
    Column("about", "What the round is about.", lambda row: row.round.about),
    Column("period", "The period over which people looked back.", lambda row: row.round.period),
    Column("answered", "How many people answered in this round, counted here or not.", lambda row: row.round.finished),
    Column("bank", "The question bank's id.", _of_item(lambda item: item.bank)),
    Column("section", "The part of the bank.", _of_item(lambda item: item.section)),
    Column("item", "The item's id.", _of_item(lambda item: item.item)),
    Column("item_text", "The question or statement, in standard words.", _of_item(lambda item: item.text)),
    Column("item_edition", "Rises when the meaning of the item changes.", _of_item(lambda item: item.edition)),
    Column(
        "group",
        "Whose answers: everyone; in a private round each side (everyone-else, paid); in an open round each "
        "perspective; show-of-hands apart, never added to the others.",
        lambda row: row.picture.group if row.picture else EVERYONE,
    ),
    Column("counted", "How many people of the group were asked and are counted.", _of_spread(lambda s: s.counted)),
    *(
        Column(
            f"level_{place + 1}",
            f"How many chose level {place + 1}; empty where the scale has fewer levels.",
            _of_spread(_level(place)),
        )
        for place in range(MOST_LEVELS)
    ),
    Column("levels", "The names of the levels, from level 1 on.", _of_item(lambda item: " | ".join(item.levels))),
    Column("not_sure", "How many chose Not sure.", _of_spread(lambda s: s.not_sure)),
    Column("not_applicable", "How many chose Doesn't apply here.", _of_spread(lambda s: s.not_applicable)),
    Column("rather_not_say", "How many chose Rather not say.", _of_spread(lambda s: s.rather_not_say)),
    Column("left_blank", "How many left it blank.", _of_spread(lambda s: s.left_blank)),
    Column("pairs", "Pairs of people who chose a level.", _of_spread(lambda s: s.pairs)),
    Column("pairs_far_apart", "Pairs whose answers are two or more levels apart.", _of_spread(lambda s: s.pairs_far)),
    Column(
        "middle_low",
        "The number of the lower middle level, when all answers stand in order.",
        _of_spread(lambda s: s.middle_low or None),
    ),
    Column("middle_low_chose", "How many chose the lower middle level.", _of_spread(lambda s: _chose(s, s.middle_low))),
    Column(
        "middle_high",
        "The number of the upper middle level; the same as the lower where there is one middle.",
        _of_spread(lambda s: s.middle_high or None),
    ),
    Column(
        "middle_high_chose", "How many chose the upper middle level.", _of_spread(lambda s: _chose(s, s.middle_high))
    ),
    Column(
        "moved_since", "The team's round before, with which this one is laid side by side.", _of_move(lambda m: m.since)
    ),
    Column(
        "moved",
        "How many answers would have to change by one level to turn the earlier picture into this one, in people of "
        "this round; not necessarily the same people.",
        _of_move(lambda m: m.steps),
    ),
    Column("comparable", "yes or no; empty where there is no round before.", _of_move(_comparable)),
    Column(
        "why_not",
        "Why nothing is compared: first round, reworded (the item's edition differs), rescaled (its levels differ), "
        "text differs, no level chosen, not shown.",
        _of_move(lambda m: m.why_not),
    ),
    Column(
        "withheld",
        "What this row keeps back, its counts being empty: groups, all (both to protect people), not revealed, in "
        "conflict, questions missing; empty where nothing is kept back.",
        _withheld,
    ),
)
"""Every column of comparison.csv, in order. One row is one group's picture of one item in one round."""


def comparison_csv(published: Published, *, excel: bool = False) -> bytes:
    """comparison.csv: one row for each team, bank, item, group and round; one row for a round without items."""
    fill = [column.cell for column in COLUMNS]
    rows = ([cell(row) for cell in fill] for row in _rows(published))
    return csv_bytes([column.name for column in COLUMNS], rows, excel=excel)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, excel: bool = False) -> bytes:
    """A table for people as bytes: text cells and the header made safe, numbers left alone, None an empty cell.

    With `excel` it begins with a byte order mark.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator=LINE_END)
    table.writerow([safe(cell) for cell in header])
    table.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return (BYTE_ORDER_MARK if excel else b"") + text.getvalue().encode("utf-8", "replace")


@lru_cache(maxsize=65_536)
def safe(text: str) -> str:
    """A text cell that no spreadsheet runs and no terminal obeys: on one line, a ' before what starts a formula."""
    guard = "'" if text.startswith(STARTS_A_FORMULA) or text.lstrip().startswith(STARTS_A_FORMULA) else ""
    return guard + shown(text)


def _rows(published: Published) -> Iterator[Row]:
    for one in published.rounds:
        if not one.items:
            yield Row(one, None, None)
        for item in one.items:
            for picture in item.pictures:
                yield Row(one, item, picture)
