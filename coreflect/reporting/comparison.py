"""Writes the comparison as CSV, for analysts and programs; people read it in the workbook.

Each column is defined once here, and no cell can start a formula. Files are RFC 4180 in UTF-8, with a line feed at the
end of each line, so that they are the same on every machine.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from coreflect.core.answers import EVERYONE
from coreflect.core.banks.read import MOST_LEVELS
from coreflect.core.names import shown
from coreflect.core.results import Move, Paired, Picture, Published, PublishedItem, PublishedRound

LINE_END = "\n"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""At the start of a file it tells Excel that the text is UTF-8."""
_SIGNS = r"[=+\-@＝＋－＠]"
_STARTS_A_FORMULA = re.compile(rf"^(?=[\s\u200c\u200d]*{_SIGNS})|;(?=[\s\"\u200c\u200d]*{_SIGNS})")
"""Where a spreadsheet would begin a formula: at the start of a cell, or after a ; where it takes that for a comma."""

Cell = str | int | float | None


class CsvColumn(NamedTuple):
    """A column of comparison.csv: its name, what it means and what its cells hold."""

    name: str
    description: str
    holds: Literal["text", "number", "date"] = "text"


ROUND_COLUMNS = (
    CsvColumn("team", "The team's id, the same on every laptop."),
    CsvColumn("team_name", "The team's name as typed."),
    CsvColumn("round", "The round's id."),
    CsvColumn("date", "The day of the round, as year-month-day.", "date"),
    CsvColumn("about", "What the round is about."),
    CsvColumn("period", "The period over which people looked back."),
    CsvColumn(
        "answered",
        "How many people answered in this round, counted here or not; empty once that is forgotten.",
        "number",
    ),
)
ITEM_COLUMNS = (
    CsvColumn("bank", "The question bank's id."),
    CsvColumn("section", "The part of the bank."),
    CsvColumn("item", "The item's id."),
    CsvColumn("item_text", "The question or statement, in standard words."),
    CsvColumn("item_edition", "Rises when the meaning of the item changes.", "number"),
)
PICTURE_COLUMNS = (
    CsvColumn(
        "group",
        "Whose answers: everyone; in a private round the two groups (lived, paid), or everyone-else and paid where it "
        "was revealed before there were these; in an open round each perspective; show-of-hands apart, never added to "
        "the others.",
    ),
    CsvColumn("counted", "How many people of the group were asked and are counted.", "number"),
    *(
        CsvColumn(
            f"level_{number}", f"How many chose level {number}; empty where the scale has fewer levels.", "number"
        )
        for number in range(1, MOST_LEVELS + 1)
    ),
    CsvColumn("levels", "The names of the levels, from level 1 on."),
    CsvColumn("not_sure", "How many chose Not sure.", "number"),
    CsvColumn("not_applicable", "How many chose Doesn't apply here.", "number"),
    CsvColumn("rather_not_say", "How many chose Rather not say.", "number"),
    CsvColumn("left_blank", "How many left it blank.", "number"),
    CsvColumn("pairs", "Pairs of people who chose a level.", "number"),
    CsvColumn(
        "pairs_far_apart",
        "Pairs whose answers are far apart: by two or more levels; where a scale has two levels by one, where it has "
        "six or seven by three or more.",
        "number",
    ),
    CsvColumn("middle_low", "The number of the lower middle level, when all answers are in order.", "number"),
    CsvColumn("middle_low_chose", "How many chose the lower middle level.", "number"),
    CsvColumn(
        "middle_high",
        "The number of the upper middle level; the same as the lower where there is one middle.",
        "number",
    ),
    CsvColumn("middle_high_chose", "How many chose the upper middle level.", "number"),
    CsvColumn("moved_since", "The team's round before, with which this one is compared."),
    CsvColumn(
        "moved",
        "How many answers would have to change by one level to turn the earlier picture into this one, in people of "
        "this round; not necessarily the same people. Whether that is more than chance explains, `moved_listed` says.",
        "number",
    ),
    CsvColumn("comparable", "yes or no; empty where there is no round before."),
    CsvColumn(
        "why_not",
        "Why nothing is compared: first round, reworded (the item's edition differs), rescaled (its levels differ), "
        "text differs (other words, and not of coreflect's own banks), no level chosen, not shown, groups differ (the "
        "round before has the two groups of earlier).",
    ),
    CsvColumn(
        "withheld",
        "What this row keeps back, its counts being empty: groups, all (both to protect people), not revealed, in "
        "conflict, questions missing, forgotten; empty where nothing is kept back.",
    ),
)
PAIR_COLUMNS = (
    CsvColumn(
        "paired",
        "How many people answered this round and the one before it under one code that they took; on rows of everyone, "
        "and empty where nobody took one and where it may not be shown.",
        "number",
    ),
    CsvColumn("higher", "How many of them chose a later level than then.", "number"),
    CsvColumn("same", "How many of them chose the same level as then.", "number"),
    CsvColumn(
        "lower",
        "How many of them chose an earlier level than then; the rest chose no level in one of the two.",
        "number",
    ),
    CsvColumn("unmatched_before", "How many people counted in the round before are not among them.", "number"),
    CsvColumn("unmatched_now", "How many people counted in this round are not among them.", "number"),
)
CHANCE_COLUMNS = (
    CsvColumn(
        "moved_by_chance",
        "How often people who change places would make such a difference since moved_since, or a larger one, from 0 "
        "to 1, for this item alone. On rows of everyone where at least 8 people and three quarters of the larger round "
        "are paired, it is how often higher and lower would be so unequal by chance. Empty where nothing was tested.",
        "number",
    ),
    CsvColumn(
        "moved_listed",
        "yes where that is more than people changing places explains, among all items compared for this group and "
        "these two rounds; else no, which does not mean that nothing changed. Empty where nothing was tested.",
    ),
)
SHAPE_COLUMNS = (
    CsvColumn(
        "moved_shape",
        "Which way the answers differ from those of moved_since, listed or not: further up, further down, more at both "
        "ends, closer together, otherwise; empty where they are the same or nothing is compared.",
    ),
    CsvColumn(
        "first_since",
        "The first round with which this one can be compared; empty where that is moved_since, or there is none.",
    ),
    CsvColumn("first_by_chance", "As moved_by_chance, since first_since.", "number"),
    CsvColumn("first_listed", "As moved_listed, since first_since."),
)
ITEM_RESULT_COLUMNS = (
    CsvColumn(
        "mostly",
        "The number of the level that most people chose, where answers agree; empty elsewhere. On rows of everyone.",
        "number",
    ),
    CsvColumn(
        "groups_further_up",
        "Which of the two groups (lived or everyone-else, paid) chose further up the scale; on rows of everyone, and "
        "empty where neither did and where one of the groups may not be shown.",
    ),
    CsvColumn(
        "groups_ahead",
        "Of all pairs of one person from each group, by how many more the person of that group chose further up. "
        "Divided by groups_pairs it is Cliff's delta.",
        "number",
    ),
    CsvColumn("groups_pairs", "How many such pairs there are.", "number"),
    CsvColumn(
        "groups_break_after",
        "The level after which the scale is cut in two for this comparison; 0 where it is not cut.",
        "number",
    ),
    CsvColumn(
        "groups_by_chance",
        "How often chance alone makes the two groups differ by so much, or more, from 0 to 1, for this item alone.",
        "number",
    ),
    CsvColumn(
        "groups_listed",
        "yes where the two groups are said to have answered differently; else no, which does not mean that they "
        "answered the same.",
    ),
)
SINCE_COLUMNS = (
    CsvColumn(
        "as_shown_on",
        "The date of the round when these counts were shown, where answers behind them have been changed or removed "
        "since, or are not here; empty where all are here as they were.",
        "date",
    ),
)
COLUMNS = (
    *(*ROUND_COLUMNS, *ITEM_COLUMNS, *PICTURE_COLUMNS, *PAIR_COLUMNS, *CHANCE_COLUMNS, *SHAPE_COLUMNS),
    *(*ITEM_RESULT_COLUMNS, *SINCE_COLUMNS),
)
"""Every column of comparison.csv, in order. One row is one group's picture of one item in one round."""

_NO_ITEM: tuple[Cell, ...] = (None,) * len(ITEM_COLUMNS)
_NO_COUNTS: tuple[Cell, ...] = (None,) * (len(PICTURE_COLUMNS) - len(("group", "withheld")))
_NO_LEVEL: tuple[Cell, ...] = (None,) * MOST_LEVELS
_NO_PAIRS: tuple[Cell, ...] = (None,) * len(PAIR_COLUMNS)
_NO_CHANCE: tuple[Cell, ...] = (None,) * len(CHANCE_COLUMNS)
_NO_SHAPE: tuple[Cell, ...] = (None,) * len(SHAPE_COLUMNS)
_NO_ITEM_RESULT: tuple[Cell, ...] = (None,) * len(ITEM_RESULT_COLUMNS)


def comparison_csv(published: Published, *, excel: bool = False) -> bytes:
    """Write comparison.csv: one row for each team, bank, item, group and round, and one for a round without items."""
    return csv_bytes([column.name for column in COLUMNS], comparison_rows(published), excel=excel)


def answered(team_round: PublishedRound) -> int | None:
    """Return how many people answered; None where that is not stored any more."""
    return None if team_round.withheld == "forgotten" else team_round.finished


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, excel: bool = False) -> bytes:
    """Write a CSV: text cells and the header are made safe, numbers are unchanged, and None is an empty cell.

    With `excel` it begins with a byte order mark, so that Excel reads it as UTF-8.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator=LINE_END)
    table.writerow([safe(cell) for cell in header])
    table.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return (BYTE_ORDER_MARK if excel else b"") + text.getvalue().encode("utf-8", "replace")


@lru_cache(maxsize=65_536)
def safe(text: str) -> str:
    """Make a text cell safe for spreadsheets and terminals: on one line, with a ' before what would start a formula.

    In many countries spreadsheets cut a line at each semicolon, so what stands after one is guarded as well; and some
    take full-width signs for the others.
    """
    return _STARTS_A_FORMULA.sub(r"\g<0>'", shown(text))


def comparison_rows(published: Published) -> Iterator[tuple[Cell, ...]]:
    """List the rows of comparison.csv, with texts as they were typed."""
    for team_round in published.rounds:
        start = (team_round.team, team_round.team_name, team_round.round, team_round.date)
        of_round = (*start, team_round.about, team_round.period, answered(team_round))
        if not team_round.items:
            nothing = (*_NO_PAIRS, *_NO_CHANCE, *_NO_SHAPE, *_NO_ITEM_RESULT, None)
            yield (*of_round, *_NO_ITEM, EVERYONE, *_NO_COUNTS, team_round.withheld, *nothing)
        for item in team_round.items:
            of_item = (*of_round, item.bank, item.section, item.item, item.text, item.edition)
            levels = " | ".join(item.levels)
            of_everyone = (_pair_cells(item.paired), _item_result_cells(item))
            for picture in item.pictures:
                pairs, result = of_everyone if picture.group == EVERYONE else (_NO_PAIRS, _NO_ITEM_RESULT)
                moved = (*_chance_cells(picture.move), *_shape_cells(picture))
                of_picture = (*_picture_cells(picture, levels), *pairs, *moved, *result)
                yield (*of_item, *of_picture, team_round.as_shown_on)


def _picture_cells(picture: Picture, levels: str) -> tuple[Cell, ...]:
    group, spread, move = picture.group, picture.spread, picture.move
    moved = (move.since, _answers_moved(move), _comparable(move), move.why_not)
    if spread is None:
        counts = (None, *_NO_LEVEL, levels, *_NO_COUNTS[len(_NO_LEVEL) + 2 : -len(moved)])
        return (group, *counts, *moved, "all" if group == EVERYONE else "groups")
    low, high = spread.middle_low, spread.middle_high
    return (
        group,
        spread.counted,
        *spread.levels,
        *_NO_LEVEL[len(spread.levels) :],
        levels,
        spread.not_sure,
        spread.not_applicable,
        spread.rather_not_say,
        spread.left_blank,
        spread.pairs,
        spread.pairs_far,
        *((low, spread.levels[low - 1], high, spread.levels[high - 1]) if low else (None, None, None, None)),
        *moved,
        "",
    )


def _pair_cells(paired: Paired | None) -> tuple[Cell, ...]:
    return paired[1:] if paired else _NO_PAIRS


def _answers_moved(move: Move) -> int | None:
    """Count the answers that would have to change by one level, in people of the later round; halves are rounded up."""
    return (2 * move.apart + move.chose_before) // (2 * move.chose_before) if move.compared else None


def _chance_cells(move: Move) -> tuple[Cell, ...]:
    if move.by_chance is None:
        return _NO_CHANCE
    return float(f"{move.by_chance:.3g}"), "yes" if move.listed else "no"


def _shape_cells(picture: Picture) -> tuple[Cell, ...]:
    first = picture.move_since_first
    return (picture.move.shape, *((first.since, *_chance_cells(first)) if first else ("", *_NO_CHANCE)))


def _item_result_cells(item: PublishedItem) -> tuple[Cell, ...]:
    between = item.between_sides
    if between is None:
        return (item.mostly or None, *_NO_ITEM_RESULT[1:])
    chance, listed = float(f"{between.by_chance:.3g}"), "yes" if between.listed else "no"
    return (
        *(item.mostly or None, between.further_up, between.ahead, between.pairs),
        *(between.break_after, chance, listed),
    )


def _comparable(move: Move) -> Cell:
    if not move.since:
        return None
    return "no" if move.why_not else "yes"
