"""A report as frozen values, the same for every format: each text in it is safe to show, and each number published.

What a report says is decided where these are made; a format only sets them on a page.
"""

from __future__ import annotations

from typing import NamedTuple

from coreflect.core.names import shown

FOOTER = "Made for learning. Not for judging people, teams or contracts."
DRAFT = "DRAFT, NOT YET READ BY THE GROUP"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI"})


class Level(NamedTuple):
    """An answer that could be chosen, and what it means."""

    label: str
    meaning: str


class Row(NamedTuple):
    """How the answers of some people spread: a number for each level, and the other answers in words.

    `name` says who, and how many were asked.
    """

    name: str
    levels: tuple[int, ...]
    beside: str


class Body(NamedTuple):
    """Rows that belong together under a heading; the heading is empty where the table is of one question."""

    heading: str
    rows: tuple[Row, ...]


class Table(NamedTuple):
    """Counts, with a column for each level."""

    caption: str
    levels: tuple[Level, ...]
    bodies: tuple[Body, ...]


class Question(NamedTuple):
    """A question in its whole wording, the picture of its answers, and what is said of it."""

    stem: str
    text: str
    table: Table | None
    said: tuple[str, ...]


class Point(NamedTuple):
    """Something said in one sentence, what belongs to it, and words that people wrote."""

    text: str
    more: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


class Section(NamedTuple):
    """A part of the report under its heading. Where `page` is true it begins a page of its own."""

    name: str
    heading: str
    said: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    questions: tuple[Question, ...] = ()
    tables: tuple[Table, ...] = ()
    after: tuple[str, ...] = ()
    page: bool = False


class Report(NamedTuple):
    """A whole report. `draft` is empty once the group has agreed to it; `footer` stands on every page."""

    title: str
    draft: str
    footer: str
    first: tuple[str, ...]
    sections: tuple[Section, ...]


def safe(text: str) -> str:
    """Text from a file, on one line, without marks that steer a screen or turn the direction of what follows.

    Where it runs from right to left it is set apart, so that the sentence around it keeps its order.
    """
    from unicodedata import bidirectional

    plain = " ".join(shown(text).split())
    if plain.isascii() or not any(bidirectional(each) in _RIGHT_TO_LEFT for each in plain):
        return plain
    return f"\N{FIRST STRONG ISOLATE}{plain}\N{POP DIRECTIONAL ISOLATE}"


def sentence(text: str) -> str:
    """The text, ended with a full stop where it has no end of its own."""
    return text if text.endswith((".", "?", "!", "…", '."')) else f"{text}."
