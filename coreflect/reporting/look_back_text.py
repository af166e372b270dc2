"""Writes the comparison of a team's rounds as lines of plain text, for a screen of any width.

Rounds are the columns of a table, as many as fit side by side, with a line between two that cannot be compared. Dots
are wrapped within their column, with the number next to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import Literal, NamedTuple

from coreflect.core.answers import EVERYONE
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.texts.results import (
    NO_ANSWERS,
    NOT_THE_SAME_ABOUT,
    NOT_THE_SAME_PERIOD,
    WHAT_WE_AGREED,
    WHERE_STOOD,
    why_not_laid,
)
from coreflect.core.texts.words import period_phrase, plain_date
from coreflect.reporting.look_back import (
    Entry,
    Key,
    RoundColumn,
    Team,
    actions_in_words,
    cannot_be_compared,
    earlier_positions,
    earlier_words,
    is_first,
    kept_back,
    latest_item,
    not_compared,
    not_shown,
    pairs,
    reason,
    round_columns,
    what_moved,
    what_moved_says,
)
from coreflect.reporting.moved import moved_lines
from coreflect.reporting.text import chosen_in_words, dots_and_number, everyone, non_answers, two_groups

NOT_HERE = "-"


class Piece(NamedTuple):
    """Lines that belong together, how strongly they are shown, and whether the first of them is a heading."""

    lines: tuple[str, ...]
    tone: Literal["", "quiet", "bold"] = ""
    headed: bool = False


def round_lines(team: Team, width: int, first: int) -> tuple[str, ...]:
    """Write the rounds of a team side by side, as many as fit from this one on, and sentences on all of them below."""
    fits = fitting(width, len(team.rounds))
    rounds = team.rounds[first : first + fits]
    heads = [plain_date(published.date) for published in rounds]
    rows = [TableRow("Answered", tuple(_answered(published) for published in rounds))]
    if any(published.items and published.counted != published.finished for published in rounds):
        rows.append(
            TableRow(
                "Counted", tuple(f"{published.counted:,}" if published.items else NOT_HERE for published in rounds)
            )
        )
    sentences = _about_rows(team.rounds, rounds, rows)
    lines = list(table(heads, rows, width))
    return (*lines, *_all_wrapped((*sentences, *kept_back(team.rounds)), width))


def team_pieces(team: Team, width: int, first: int) -> tuple[Piece, ...]:
    """Write what comes before a team's items: its rounds, what numbers say of a change, and what is not compared."""
    sentences = _all_wrapped([text for text in (*what_moved_says(team), not_compared(team)) if text], width)
    return tuple(piece for piece in (Piece(round_lines(team, width, first)), Piece(sentences)) if piece.lines)


def team_line(team: Team) -> str:
    """Describe a team's rounds in one line: how many, and the dates of the first and the latest."""
    first, latest = team.rounds[0], team.rounds[-1]
    if first is latest:
        return plain_date(latest.date)
    return f"{len(team.rounds):,} reflections, {plain_date(first.date)} to {plain_date(latest.date)}"


def entry_line(team: Team, entry: Entry) -> str:
    """Write the line under an item in the list: what moved, in people, or how the answers are spread."""
    item, published = entry
    spread = everyone(item)
    if spread is None:
        return NO_ANSWERS
    chose = two_groups(item) or chosen_in_words(item.levels, spread)
    if why := reason(item, is_first=is_first(team, published)):
        chose = f"{chose} {why_not_laid(why)}"
    return " ".join(moved_lines(item, published, team.rounds)) or chose


def reflection_line(reflection: Reflection) -> str:
    """Name a round by its date and what it is about."""
    return f"{plain_date(reflection.date)}, {reflection.about}"


def what_we_did(team: Team) -> Callable[[int], tuple[str, ...]] | None:
    """Return the function that writes the lines on a team's actions for a width; None where it has none."""
    sentences = actions_in_words(team.rounds)
    return (lambda width: _headed(WHAT_WE_AGREED, sentences, width)) if sentences else None


def item_pieces(team: Team, key: Key, group: str, width: int, first: int) -> tuple[Piece, ...]:
    """Write an item's rounds side by side, as many as fit from this one on, and the sentences on them."""
    every = round_columns(team, key, group)
    in_view = every[first : first + fitting(width, len(every))]
    item = latest_item(in_view) or latest_item(every)
    about: list[TableRow] = []
    same = _about_rows(team.rounds, [column.published for column in in_view], about)
    paired = pairs(team, in_view) if group == EVERYONE else ()
    pieces = (
        Piece(_wrapped(item.text if item else "", width), "bold"),
        Piece((*picture_lines(in_view, width, about), *_all_wrapped(same, width))),
        Piece(_all_wrapped((*what_moved(team, in_view, group), *not_shown(in_view)), width)),
        Piece(_all_wrapped(earlier_words(in_view), width), "quiet"),
        Piece(_all_wrapped(paired, width)),
        Piece(_headed(WHERE_STOOD, earlier_positions(in_view, key), width), headed=True),
        Piece(_headed(WHAT_WE_AGREED, actions_in_words(team.rounds, key), width), headed=True),
    )
    return tuple(piece for piece in pieces if piece.lines)


def picture_lines(in_view: Sequence[RoundColumn], width: int, about: Sequence[TableRow] = ()) -> tuple[str, ...]:
    """Write the pictures of these rounds side by side: a table for each run of rounds with the same levels.

    `about` holds rows on all of them, which are added below each table.
    """
    lines: list[str] = []
    start = 0
    for run in _runs(in_view):
        item = latest_item(run)
        broken = [at > 0 and cannot_be_compared(column) for at, column in enumerate(run)]
        heads = [plain_date(column.published.date) for column in run]
        under = [row._replace(cells=row.cells[start : start + len(run)]) for row in about]
        lines += ([""] if lines else []) + list(table(heads, (*_rows(run, item), *under), width, broken=broken))
        start += len(run)
    return tuple(lines)


def _runs(in_view: Sequence[RoundColumn]) -> Iterator[list[RoundColumn]]:
    run: list[RoundColumn] = []
    levels: tuple[str, ...] | None = None
    for column in in_view:
        if column.item and levels is not None and column.item.levels != levels:
            yield run
            run = []
        levels = column.item.levels if column.item else levels
        run.append(column)
    if run:
        yield run


def _rows(run: Sequence[RoundColumn], item: PublishedItem | None) -> Iterator[TableRow]:
    yield TableRow("Counted", tuple(_how_many(column) for column in run))
    for at, label in enumerate(item.levels if item else ()):
        cells = tuple(dots_and_number(column.spread.levels[at]) if column.spread else "" for column in run)
        yield TableRow(f"{at + 1}  {label}", cells, hang=3)
    beside = [dict(non_answers(column.spread)) if column.spread else {} for column in run]
    for name in dict.fromkeys(name for counts in beside for name in counts):
        if any(counts.get(name) for counts in beside):
            yield TableRow(name, tuple(dots_and_number(counts[name]) if counts.get(name) else "" for counts in beside))


def _how_many(column: RoundColumn) -> str:
    if column.spread:
        return f"{column.spread.counted:,}"
    return "not shown" if column.item or not column.published.items else "not asked"


def _about_rows(
    every: Sequence[PublishedRound], in_view: Sequence[PublishedRound], rows: list[TableRow]
) -> tuple[str, ...]:
    """Say what the rounds are about and over which period: in a sentence where that is the same, otherwise in rows.

    Takes all rounds, those in view, and the rows to add to. Returns the sentences.
    """
    first, opening = every[0], "Each time " if len(every) > 1 else ""
    is_same, is_same_time = (
        len({published.about for published in every}) == 1,
        len({published.period for published in every}) == 1,
    )
    about, over = f"about {shown(first.about)}", shown(period_phrase(first.period))
    same = ", ".join(text for text, is_so in ((about, is_same), (over, is_same_time)) if is_so)
    sentences = [f"{opening}{same}."] if same else []
    if not is_same:
        rows.append(TableRow("About", tuple(published.about for published in in_view)))
        sentences.append(NOT_THE_SAME_ABOUT)
    if not is_same_time:
        rows.append(TableRow("Time", tuple(period_phrase(published.period) for published in in_view)))
        sentences.append(NOT_THE_SAME_PERIOD)
    return tuple(f"{text[:1].upper()}{text[1:]}" for text in sentences)


def _answered(published: PublishedRound) -> str:
    if published.withheld == "forgotten":
        return NOT_HERE
    if published.invited is None or published.invited < published.finished:
        return f"{published.finished:,}"
    return f"{published.finished:,} of {published.invited:,}"


def _headed(heading: str, sentences: Sequence[str], width: int) -> tuple[str, ...]:
    return (heading, *(line for sentence in sentences for line in _wrapped(sentence, width, "  "))) if sentences else ()


def _wrapped(text: str, width: int, indent: str = "") -> tuple[str, ...]:
    return tuple(wrap(shown(text), width, initial_indent=indent, subsequent_indent=indent))


def _all_wrapped(texts: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(line for text in texts for line in _wrapped(text, width))


NARROWEST = 12
"""Cells of the narrowest column: a day and month stand on one line, the year under it."""
WIDEST = 46
GAP, BROKEN = "   ", " | "
LEAST_LABELS = 12


class TableRow(NamedTuple):
    """A row: its name, and a cell for each round; `hang` is the indent of the name's second and later lines."""

    name: str
    cells: tuple[str, ...]
    hang: int = 0


def fitting(width: int, rounds: int) -> int:
    """Count how many of these rounds fit side by side in this width."""
    return max(1, min(rounds, (width - _names_width(width)) // (NARROWEST + len(GAP))))


def table(
    heads: Sequence[str], rows: Sequence[TableRow], width: int, *, broken: Sequence[bool] = ()
) -> tuple[str, ...]:
    """Write the lines of a table.

    Takes the heading of each column, the rows, the width, and for each column whether it cannot be compared with the
    one to its left.
    """
    room = max(_names_width(width), width - len(heads) * 2 * NARROWEST)
    names = min(room, max((len(shown(row.name)) for row in rows), default=0))
    column_width = min(WIDEST, (width - names) // len(heads) - len(GAP))
    marks = [BROKEN if at < len(broken) and broken[at] else GAP for at in range(len(heads))]
    lines: list[str] = []
    for row in (TableRow("", tuple(heads)), *rows):
        lines += _row(row, names, column_width, marks)
    return tuple(lines)


def window(first: int, fits: int, rounds: int) -> int:
    """Return the index at which a window of this many rounds begins: `first`, or earlier where it would not be full."""
    return max(0, min(first, rounds - fits))


def _names_width(width: int) -> int:
    return max(LEAST_LABELS, width // 6 + 2)


def _row(row: TableRow, names: int, column_width: int, marks: Sequence[str]) -> list[str]:
    round_columns = [wrap(shown(cell), max(column_width, 1)) for cell in row.cells]
    name = wrap(shown(row.name), max(names, 1), subsequent_indent=" " * row.hang)
    height = max(map(len, (name, *round_columns)))
    lines = []
    for at in range(height):
        line = f"{_at(name, at):<{names}}"
        for mark, column in zip(marks, round_columns, strict=True):
            line += f"{mark}{_at(column, at):<{column_width}}"
        lines.append(line.rstrip())
    return lines


def _at(lines: Sequence[str], place: int) -> str:
    return lines[place] if place < len(lines) else ""
