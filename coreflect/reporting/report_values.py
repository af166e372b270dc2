"""Defines the values of a report, the same for every format; texts are safe to show, and numbers are published."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import bidirectional

from coreflect.core.names import shown

_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI"})


class ReportLevel(NamedTuple):
    """A level and its meaning."""

    label: str
    meaning: str


class ReportRow(NamedTuple):
    """The answers of one group: a number for each level, and the non-answers in words.

    `name` says who the people are, and how many of them were asked.
    """

    name: str
    levels: tuple[int, ...]
    other_answers: str


class TableBody(NamedTuple):
    """Rows under a heading, which is empty where the table is about one question."""

    heading: str
    rows: tuple[ReportRow, ...]


class ReportTable(NamedTuple):
    """A table of counts with a column for each level."""

    caption: str
    levels: tuple[ReportLevel, ...]
    bodies: tuple[TableBody, ...]

    @property
    def has_meanings(self) -> bool:
        """Whether any of the levels has a meaning."""
        return any(level.meaning for level in self.levels)


class ReportQuestion(NamedTuple):
    """A question with its whole text, the table of its answers, and the sentences under it."""

    stem: str
    text: str
    table: ReportTable | None
    lines: tuple[str, ...]


class Point(NamedTuple):
    """A sentence with the lines that belong to it, and words that people wrote."""

    text: str
    lines: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


class ReportSection(NamedTuple):
    """A part of the report under its heading; where `page` is True it begins on a new page."""

    name: str
    heading: str
    intro: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    questions: tuple[ReportQuestion, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    closing: tuple[str, ...] = ()
    page: bool = False


class Report(NamedTuple):
    """A whole report; `draft` is empty once the group has agreed to it, and `footer` is printed on every page."""

    title: str
    draft: str
    footer: str
    first: tuple[str, ...]
    sections: tuple[ReportSection, ...]


def safe_line(text: str) -> str:
    """Put text from a file on one line, without characters that control a terminal or the direction of writing.

    Right-to-left text is isolated, so that the sentence around it keeps its order.
    """
    plain = " ".join(shown(text).split())
    if plain.isascii() or not any(bidirectional(character) in _RIGHT_TO_LEFT for character in plain):
        return plain
    return f"\N{FIRST STRONG ISOLATE}{plain}\N{POP DIRECTIONAL ISOLATE}"


def ended(text: str) -> str:
    """End a text with a full stop, unless it already ends in punctuation."""
    return text if text.endswith((".", "?", "!", "…", '."')) else f"{text}."
