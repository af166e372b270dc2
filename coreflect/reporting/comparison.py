"""Writes the comparison as CSV: comparison.csv for analysts, and comparison-wide.csv for people.

Each column is defined once here, and no cell can start a formula. Files are RFC 4180 in UTF-8, with a line feed at the
end of each line, so that they are the same on every machine.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, GROUP_NAMES
from coreflect.core.banks.read import MOST_LEVELS
from coreflect.core.names import shown
from coreflect.core.results import GROUPS, Move, Paired, Picture, Published, PublishedItem, PublishedRound
from coreflect.core.texts.results import KEPT_BACK
from coreflect.reporting.moved import moved_in_words
from coreflect.reporting.text import in_one_line, paired_sentences

LINE_END = "\n"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""At the start of a file it tells Excel that the text is UTF-8."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | None


class CsvColumn(NamedTuple):
    """A column of comparison.csv: its name and what it means."""

    name: str
    description: str


ROUND_COLUMNS = (
    CsvColumn("team", "The team's id, the same on every laptop."),
    CsvColumn("team_name", "The team's name as typed."),
    CsvColumn("round", "The round's id."),
    CsvColumn("date", "The day of the round, as year-month-day."),
    CsvColumn("about", "What the round is about."),
    CsvColumn("period", "The period over which people looked back."),
    CsvColumn("answered", "How many people answered in this round, counted here or not; empty once that is forgotten."),
)
ITEM_COLUMNS = (
    CsvColumn("bank", "The question bank's id."),
    CsvColumn("section", "The part of the bank."),
    CsvColumn("item", "The item's id."),
    CsvColumn("item_text", "The question or statement, in standard words."),
    CsvColumn("item_edition", "Rises when the meaning of the item changes."),
)
PICTURE_COLUMNS = (
    CsvColumn(
        "group",
        "Whose answers: everyone; in a private round each side (lived, paid), or everyone-else and paid where it was "
        "revealed before there were these; in an open round each perspective; show-of-hands apart, never added to the "
        "others.",
    ),
    CsvColumn("counted", "How many people of the group were asked and are counted."),
    *(
        CsvColumn(f"level_{number}", f"How many chose level {number}; empty where the scale has fewer levels.")
        for number in range(1, MOST_LEVELS + 1)
    ),
    CsvColumn("levels", "The names of the levels, from level 1 on."),
    CsvColumn("not_sure", "How many chose Not sure."),
    CsvColumn("not_applicable", "How many chose Doesn't apply here."),
    CsvColumn("rather_not_say", "How many chose Rather not say."),
    CsvColumn("left_blank", "How many left it blank."),
    CsvColumn("pairs", "Pairs of people who chose a level."),
    CsvColumn(
        "pairs_far_apart",
        "Pairs whose answers are far apart: by two or more levels; where a scale has two levels by one, where it has "
        "six or seven by three or more.",
    ),
    CsvColumn("middle_low", "The number of the lower middle level, when all answers stand in order."),
    CsvColumn("middle_low_chose", "How many chose the lower middle level."),
    CsvColumn("middle_high", "The number of the upper middle level; the same as the lower where there is one middle."),
    CsvColumn("middle_high_chose", "How many chose the upper middle level."),
    CsvColumn("moved_since", "The team's round before, with which this one is laid side by side."),
    CsvColumn(
        "moved",
        "How many answers would have to change by one level to turn the earlier picture into this one, in people of "
        "this round; not necessarily the same people. Whether that is more than chance explains, `moved_listed` says.",
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
    ),
    CsvColumn("higher", "How many of them chose a later level than then."),
    CsvColumn("same", "How many of them chose the same level as then."),
    CsvColumn("lower", "How many of them chose an earlier level than then; the rest chose no level in one of the two."),
    CsvColumn("unmatched_before", "How many people counted in the round before are not among them."),
    CsvColumn("unmatched_now", "How many people counted in this round are not among them."),
)
CHANCE_COLUMNS = (
    CsvColumn(
        "moved_by_chance",
        "How often people who change places would make such a difference since moved_since, or a larger one, from 0 "
        "to 1, for this item alone. On rows of everyone where at least 8 people and three quarters of the larger round "
        "are paired, it is how often higher and lower would be so unequal by chance. Empty where nothing was tested.",
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
    CsvColumn("first_by_chance", "As moved_by_chance, since first_since."),
    CsvColumn("first_listed", "As moved_listed, since first_since."),
)
ITEM_RESULT_COLUMNS = (
    CsvColumn(
        "mostly",
        "The number of the level that most people chose, where answers agree; empty elsewhere. On rows of everyone.",
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
    ),
    CsvColumn("groups_pairs", "How many such pairs there are."),
    CsvColumn(
        "groups_break_after",
        "The level after which the scale is cut in two for this comparison; 0 where it is not cut.",
    ),
    CsvColumn(
        "groups_by_chance",
        "How often chance alone makes the two groups differ by so much, or more, from 0 to 1, for this item alone.",
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
    return csv_bytes([column.name for column in COLUMNS], _rows(published), excel=excel)


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


def safe(text: str) -> str:
    """Make a text cell safe for spreadsheets and terminals: on one line, with a ' before what would start a formula."""
    guard = "'" if text.startswith(STARTS_A_FORMULA) or text.lstrip().startswith(STARTS_A_FORMULA) else ""
    harmless = text.isascii() and text.isprintable()
    return guard + (text if harmless else _shown(text))


@lru_cache(maxsize=65_536)
def _shown(text: str) -> str:
    return shown(text)


def _rows(published: Published) -> Iterator[tuple[Cell, ...]]:
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


START = ("Team", "Questions", "Part", "Question", "Group")
EACH_ROUND = (
    *("date", "about", "period", "people answered", "people counted", "answers", "moved since the time before"),
    "people who took a code",
)

Key = tuple[str, str, str]
"""(bank, item, group)"""


class AskedPicture(NamedTuple):
    """A picture and the item that it belongs to."""

    item: PublishedItem
    picture: Picture


def comparison_wide_csv(published: Published, *, excel: bool = False) -> bytes:
    """Write comparison-wide.csv: a block of columns for each round; blocks that a team does not have stay empty.

    A group has a row if at least one of the team's rounds shows it. Texts are those of the latest round.
    """
    teams = [list(rounds) for _, rounds in groupby(published.rounds, key=lambda team_round: team_round.team)]
    most = max(map(len, teams), default=0)
    header = [*START, *(f"{number}: {name}" for number in range(1, most + 1) for name in EACH_ROUND)]
    rows = (row for rounds in teams for row in _team_rows(rounds, len(header)))
    return csv_bytes(header, rows, excel=excel)


def _team_rows(rounds: Sequence[PublishedRound], width: int) -> list[list[Cell]]:
    seen = [_by_key(team_round) for team_round in rounds]
    name = rounds[-1].team_name
    dates = {team_round.round: team_round.date for team_round in rounds}
    rows: list[list[Cell]] = []
    for key in _keys(seen):
        bank, _, group = key
        latest = next(pictures[key].item for pictures in reversed(seen) if key in pictures)
        row: list[Cell] = [name, bank, latest.section, latest.text, GROUP_NAMES[group]]
        for team_round, pictures in zip(rounds, seen, strict=True):
            row += _cells(team_round, pictures.get(key), dates)
        rows.append(row)
    if not rows:
        cells = [cell for team_round in rounds for cell in _cells(team_round, None, dates)]
        rows = [[name, "", "", "", GROUP_NAMES[EVERYONE], *cells]]
    return [row + [""] * (width - len(row)) for row in rows]


def _keys(seen: Sequence[Mapping[Key, AskedPicture]]) -> list[Key]:
    """List every key that some round shows: the latest round's items first, then older ones; groups in their order."""
    every = dict.fromkeys(key for pictures in reversed(seen) for key in pictures)
    items = {item: place for place, item in enumerate(dict.fromkeys(key[:2] for key in every))}
    return sorted(
        (key for key in every if any(_is_shown(pictures.get(key)) for pictures in seen)),
        key=lambda key: (items[key[:2]], GROUPS.index(key[2])),
    )


def _by_key(team_round: PublishedRound) -> Mapping[Key, AskedPicture]:
    return {
        (item.bank, item.item, picture.group): AskedPicture(item, picture)
        for item in team_round.items
        for picture in item.pictures
    }


def _is_shown(seen: AskedPicture | None) -> bool:
    return seen is not None and seen.picture.spread is not None


def _cells(team_round: PublishedRound, seen: AskedPicture | None, dates: Mapping[str, str]) -> list[Cell]:
    reflection: list[Cell] = [team_round.date, team_round.about, team_round.period, answered(team_round)]
    if seen is None:
        return [*reflection, None, "" if team_round.items else KEPT_BACK.get(team_round.withheld, ""), "", ""]
    spread = seen.picture.spread
    if spread is None:
        return [*reflection, None, KEPT_BACK["all" if seen.picture.group == EVERYONE else "groups"], "", ""]
    of_pairs = " ".join(paired_sentences(seen.item, dates)) if seen.picture.group == EVERYONE else ""
    return [*reflection, spread.counted, in_one_line(seen.item.levels, spread), moved_in_words(seen.picture), of_pairs]
