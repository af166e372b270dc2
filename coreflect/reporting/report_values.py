"""Defines the values of a report, the same for every format; texts are safe to show, and numbers are published."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import bidirectional

from coreflect.core.names import shown
from coreflect.core.strips import Strip, Strips

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


class StripRow(NamedTuple):
    """A strip with what stands at its left and at its right, and the words that say the same as it."""

    name: str
    strip: Strip
    beside: str
    words: str


class StripPicture(NamedTuple):
    """Strips under each other, such as those of the two groups or of the rounds.

    `between` is where the middles of two groups are that answered differently, and `signs` what stands in the cells in
    place of numbers.
    """

    strips: Strips
    rows: tuple[StripRow, ...]
    between: tuple[float, float] | None = None
    signs: tuple[str, ...] = ()

    @property
    def first_is_left(self) -> bool:
        """Whether the first strip's middle is further left than the second's."""
        return self.rows[0].strip.middle <= self.rows[-1].strip.middle


class ReportLegend(NamedTuple):
    """The levels of a scale, by which its strips are read, and the number of the level after which it breaks."""

    levels: tuple[ReportLevel, ...]
    break_after: int

    @property
    def has_meanings(self) -> bool:
        """Whether any of the levels has a meaning."""
        return any(level.meaning for level in self.levels)


class ReportQuestion(NamedTuple):
    """A question that is looked at more closely: its whole text, its pictures, and the sentences under them.

    `number` is its place among the questions asked. `agreed` is what the room agreed. `legend` is None where the
    question before has the same.
    """

    number: int
    stem: str
    text: str
    pictures: tuple[StripPicture, ...]
    lines: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    agreed: str = ""
    legend: ReportLegend | None = None


class Point(NamedTuple):
    """A sentence with the lines that belong to it, and words that people wrote.

    `number` is that of the question that it is about, where the report shows its answers; 0 elsewhere.
    """

    text: str
    lines: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    number: int = 0


class ReportSection(NamedTuple):
    """A part of the report under its heading."""

    name: str
    heading: str
    intro: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    questions: tuple[ReportQuestion, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    closing: tuple[str, ...] = ()


class GlanceLine(NamedTuple):
    """A question at a glance: its number, its text, its strip, and in words what is remarkable; `closer`: see below."""

    number: int
    text: str
    row: StripRow
    marks: str
    closer: bool


class GlancePart(NamedTuple):
    """A section at a glance; `legend` is None where the section before has the same."""

    title: str
    legend: ReportLegend | None
    lines: tuple[GlanceLine, ...]


class ReportGlance(NamedTuple):
    """Every question on one page, and how its strips are read."""

    heading: str
    intro: tuple[str, ...]
    strips: Strips
    parts: tuple[GlancePart, ...]


class Report(NamedTuple):
    """A whole report; `draft` is empty once the group has agreed to it, and `footer` is printed on every page.

    `first` are the lines on who took part; they, the `boxes` and `reading` are the first page. `sheet` is the page to
    take home, and `annex` holds all tables.
    """

    title: str
    draft: str
    footer: str
    first: tuple[str, ...]
    boxes: tuple[ReportSection, ...]
    reading: ReportSection | None
    glance: ReportGlance | None
    sections: tuple[ReportSection, ...]
    sheet: ReportSection
    annex: tuple[ReportSection, ...]

    def sheet_alone(self) -> Report:
        """Return the report with nothing in it but the page to take home."""
        return self._replace(first=(), boxes=(), reading=None, glance=None, sections=(), annex=())


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
