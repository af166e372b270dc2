"""The values of a report, the same for every format: each text in them is safe to show, and each number published."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import bidirectional

from coreflect.core.names import shown

_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI"})


class ReportLevel(NamedTuple):
    """An answer that could be chosen, and what it means."""

    label: str
    meaning: str


class ReportRow(NamedTuple):
    """How the answers of some people spread: a number for each level, and the other answers in words.

    `name` says who they are, and how many were asked.
    """

    name: str
    levels: tuple[int, ...]
    other_answers: str


class TableBody(NamedTuple):
    """Rows that belong together under a heading; the heading is empty where the table is of one question."""

    heading: str
    rows: tuple[ReportRow, ...]


class ReportTable(NamedTuple):
    """Counts of answers, with a column for each level."""

    caption: str
    levels: tuple[ReportLevel, ...]
    bodies: tuple[TableBody, ...]

    @property
    def has_meanings(self) -> bool:
        """Whether any of the levels says what it means."""
        return any(level.meaning for level in self.levels)


class ReportQuestion(NamedTuple):
    """A question in its whole wording, the picture of its answers, and the sentences under it."""

    stem: str
    text: str
    table: ReportTable | None
    lines: tuple[str, ...]


class Point(NamedTuple):
    """One sentence, the lines that belong to it, and words that people wrote."""

    text: str
    lines: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


class ReportSection(NamedTuple):
    """A part of the report under its heading. Where `page` is true it begins a page of its own."""

    name: str
    heading: str
    intro: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    questions: tuple[ReportQuestion, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    closing: tuple[str, ...] = ()
    page: bool = False


class Report(NamedTuple):
    """A whole report. `draft` is empty once the group has agreed to it; `footer` stands on every page."""

    title: str
    draft: str
    footer: str
    first: tuple[str, ...]
    sections: tuple[ReportSection, ...]


def safe_line(text: str) -> str:
    """Put text from a file on one line, without marks that steer a screen or turn the direction of what follows.

    Where it runs from right to left it is set apart, so that the sentence around it keeps its order.
    """
    plain = " ".join(shown(text).split())
    if plain.isascii() or not any(bidirectional(each) in _RIGHT_TO_LEFT for each in plain):
        return plain
    return f"\N{FIRST STRONG ISOLATE}{plain}\N{POP DIRECTIONAL ISOLATE}"


def ended(text: str) -> str:
    """End a text with a full stop where it has no end of its own."""
    return text if text.endswith((".", "?", "!", "…", '."')) else f"{text}."
