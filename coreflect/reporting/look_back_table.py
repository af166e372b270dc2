"""Rounds as columns of a table that is never wider than its place: as many as fit stand side by side.

A line stands between two rounds that cannot be compared. Dots fold in their column, and numbers stand beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from coreflect.core.names import shown
from coreflect.reporting.text import dots

NARROWEST = 12
"""Cells of the narrowest column: a day and month stand on one line, the year under it."""
WIDEST = 46
GAP, BROKEN = "   ", " | "
LEAST_LABELS = 12


class Row(NamedTuple):
    """A row: what it is called, and a cell for each round; `hang` is how far later lines of the name stand in."""

    name: str
    cells: tuple[str, ...]
    hang: int = 0


def fitting(width: int, rounds: int) -> int:
    """How many of so many rounds stand side by side at this width."""
    return max(1, min(rounds, (width - _names_width(width)) // (NARROWEST + len(GAP))))


def table(heads: Sequence[str], rows: Sequence[Row], width: int, *, broken: Sequence[bool] = ()) -> tuple[str, ...]:
    """The lines of a table.

    Takes what stands over each column, the rows, the width, and for each column whether it cannot be compared with the
    one to its left.
    """
    room = max(_names_width(width), width - len(heads) * 2 * NARROWEST)
    names = min(room, max((len(shown(row.name)) for row in rows), default=0))
    each = min(WIDEST, (width - names) // len(heads) - len(GAP))
    marks = [BROKEN if at < len(broken) and broken[at] else GAP for at in range(len(heads))]
    lines: list[str] = []
    for row in (Row("", tuple(heads)), *rows):
        lines += _row(row, names, each, marks)
    return tuple(lines)


def people(number: int) -> str:
    """How many people, as a dot each and the number."""
    return f"{dots(number)} {number:,}".lstrip() if number else "nobody"


def window(first: int, fits: int, rounds: int) -> int:
    """Where a window of so many rounds begins: as near to `first` as there are rounds to fill it."""
    return max(0, min(first, rounds - fits))


def _names_width(width: int) -> int:
    return max(LEAST_LABELS, width // 6 + 2)


def _row(row: Row, names: int, each: int, marks: Sequence[str]) -> list[str]:
    columns = [wrap(shown(cell), max(each, 1)) for cell in row.cells]
    name = wrap(shown(row.name), max(names, 1), subsequent_indent=" " * row.hang)
    height = max(map(len, (name, *columns)))
    lines = []
    for at in range(height):
        line = f"{_at(name, at):<{names}}"
        for mark, column in zip(marks, columns, strict=True):
            line += f"{mark}{_at(column, at):<{each}}"
        lines.append(line.rstrip())
    return lines


def _at(lines: Sequence[str], place: int) -> str:
    return lines[place] if place < len(lines) else ""
