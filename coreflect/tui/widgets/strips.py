"""Draws strips in the cells of a terminal: a cell a person, in shades of one hue, with the level's number in each.

Come here to change how answers look on the full screen. The break of a scale is a line in one column; people who chose
no level stand to the right, unfilled, with their signs. Where people are many, a part of the bar says its level and how
many chose it. No meaning hangs on a shade.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from coreflect.core.answers import NON_ANSWERS
from coreflect.core.names import shown
from coreflect.core.strips import SIGNS, Strip, Strips, in_part, shade, within
from coreflect.reporting.strips import BREAK, Legend
from coreflect.tui.themes import SHADES
from coreflect.tui.widgets.text import Flowing, Hanging

CELLS = (18, 14, 10, 8, 6, 4, 3, 2, 1)
"""How many columns a person's cell may take, the widest first."""
COLUMNS_A_LINE = 2
"""A cell is about a square where it takes so many columns for each of its lines."""
IN_A_LIST, IN_A_WIDE_LIST, A_WIDE_LIST = 4, 6, 90
"""How many columns a cell takes at most in a list of questions, and from which width on it is a wide one."""
BESIDE_OTHERS = 3
"""How many columns a cell takes at most in a strip that stands under larger ones."""
READABLE = 3
"""How many columns a cell takes at least that is to be read from afar, where there is room for it at all."""
WITH_GAP = 4
"""A cell of so many columns or more leaves one empty, so that people are seen apart."""
GAP = "  "
QUIET = "$text-muted"
CROSSED = {" ": BREAK, "─": "┼"}
"""What stands where the bracket of two groups meets the line of the break."""


class Laid(NamedTuple):
    """Strips with what stands beside each: how many chose a level, and who did not.

    `signs` are written in the cells; without them, the numbers of the levels are. With `bracket` the middles of the
    first two rows are joined.
    """

    strips: Strips
    beside: tuple[str, ...]
    signs: tuple[str, ...] = ()
    bracket: bool = False


class Drawing:
    """Strips as they are drawn in one width: all in the same cells, so that their lengths compare."""

    def __init__(
        self, laid: Laid, width: int, *, lines: int = 1, most: int = IN_A_WIDE_LIST, least: int = READABLE
    ) -> None:
        """Takes the strips, how many columns there are, how many lines a strip takes, and how many columns a cell.

        What stands beside a strip is above or below it where it takes several lines, and where its cells would take
        less than `least` columns otherwise.
        """
        self._laid, self._width, self._lines = laid, width, lines
        names = max((cell_len(shown(row.name)) for row in laid.strips.rows), default=0)
        self._left = names + len(GAP) if names else 0
        right = max(map(cell_len, laid.beside), default=0) + len(GAP)
        self._strips, self.cell = _fitted(laid.strips, width - self._left - right, most)
        larger, cell = _fitted(laid.strips, width, most)
        fits = self._left + _columns(self._strips, self.cell) + right <= width
        self._in_line = fits and lines == 1 and min(cell, least) <= self.cell and self._strips.width >= larger.width
        if not self._in_line:
            self._strips, self.cell, self._left = larger, cell, 0

    def row(self, at: int) -> list[Content]:
        """Draw one strip with its name and what stands beside it."""
        strip, beside = self._strips.rows[at], Content.styled(self._laid.beside[at], QUIET)
        name = Content.styled(shown(strip.name), "bold")
        bar = self._bar(strip)
        if self._in_line:
            padding = " " * (self._left - name.cell_length)
            room = _columns(self._strips, self.cell)
            return [name + padding + bar[0] + " " * (room - bar[0].cell_length) + GAP + beside]
        if not strip.name:
            return [*bar, *beside.wrap(self._width)]
        above = name + GAP + beside
        above_all = (
            [above] if above.cell_length <= self._width else [*name.wrap(self._width), *beside.wrap(self._width)]
        )
        return [*above_all, *bar]

    def rows(self) -> list[Content]:
        """Draw all strips under each other; the middles of two groups that answered differently are joined."""
        lines: list[Content] = []
        for at in range(len(self._strips.rows)):
            if at == 1 and self._laid.bracket:
                lines += self._bracket()
            elif at and self._lines > 1:
                lines.append(Content())
            lines += self.row(at)
        return lines

    def _bar(self, strip: Strip) -> list[Content]:
        if _columns(self._strips, self.cell) > self._width:
            return _in_chips(strip, self._width)
        written = self._line(strip, written=True)
        if self._lines == 1:
            return [written]
        blank = [self._line(strip, written=False)] * (self._lines // 2)
        return [*blank, written, *blank]

    def _line(self, strip: Strip, *, written: bool) -> Content:
        """Draw one line of a strip, with what is written in its cells or without."""
        cell, strips, signs = self.cell, self._strips, self._laid.signs
        pieces: list[Content | str] = [" " * strip.indent * cell]
        column = strip.indent
        for part in strip.parts:
            if strip.break_after and column == strips.break_at:
                pieces.append(_the_break())
            style = _style(part.level, strip.levels)
            sign = signs[part.level - 1] if signs else f"{part.level}"
            if strips.in_proportion:
                text = f"{sign}: {part.people:,}" if signs else in_part(part.level, part.people)
                pieces.append(Content.styled(f"{text if written else '':^{part.size * cell}}", style))
            else:
                gap = " " * (cell >= WITH_GAP)
                one = Content.styled(f"{sign if written else '':^{cell - len(gap)}}", style) + gap
                pieces += [one] * part.size
            column += part.size
        if strip.break_after and column == strips.break_at:
            pieces.append(_the_break())
        bar = Content.assemble(*pieces)
        if not written or not strip.others:
            return bar
        return bar + " " * (_bar_columns(strips, cell) - bar.cell_length) + GAP + _others(strip, strips, cell)

    def _bracket(self) -> list[Content]:
        """Draw the line from the middle of the first strip to that of the second; none where they meet."""
        first, second = (self._column(row.middle) for row in self._strips.rows[:2])
        if first == second:
            return []
        low, high = sorted((first, second))
        ends = "╰╮" if first < second else "╭╯"
        line = f"{' ' * low}{ends[0]}{'─' * (high - low - 1)}{ends[1]}"
        if self._strips.break_at is not None and any(row.break_after for row in self._strips.rows):
            at = self._strips.break_at * self.cell
            line = f"{line:<{at + 1}}"
            line = f"{line[:at]}{CROSSED.get(line[at], line[at])}{line[at + 1 :]}"
        return [Content.styled(" " * self._left + line, "bold $text-accent")]

    def _column(self, middle: float) -> int:
        at = self._strips.break_at
        return round(middle * self.cell) + (at is not None and middle > at)


class LegendLines(Flowing):
    """The levels of a scale in a row, each after a cell in its shade, with the break between two of them."""

    def __init__(self, legend: Legend, others: Sequence[str] = ()) -> None:
        """Takes the legend, and the codes of the non-answers whose signs are named too."""
        levels, labels = len(legend.levels), {answer.code: answer.label for answer in NON_ANSWERS}
        self._named = [
            (Content.styled(f" {level} ", _style(level, levels)) + " ", Content(shown(label)))
            for level, label in enumerate(legend.levels, 1)
        ]
        if legend.break_after:
            cell, label = self._named[legend.break_after - 1]
            self._named[legend.break_after - 1] = (cell, label + GAP + _the_break())
        self._named += [
            (Content.styled(f"[{SIGNS[code]}] ", QUIET), Content.styled(labels[code].lower(), QUIET)) for code in others
        ]
        super().__init__([cell + label for cell, label in self._named], 2)

    def _make(self, width: int) -> list[Content]:
        if max(part.cell_length for part in self._parts) > width:
            return Hanging(self._named).lines(width)
        return super()._make(width)


def _fitted(strips: Strips, room: int, most: int) -> tuple[Strips, int]:
    """Choose how many columns a cell takes; where even one is too many, strips are laid again in proportion."""
    for cell in CELLS:
        if cell <= most and _columns(strips, cell) <= room and not strips.in_proportion:
            return strips, cell
    beside = _columns(strips, 1) - _bar_columns(strips, 1)
    return within(strips, max(room - beside - 1, 1), fill=True), 1


def _columns(strips: Strips, cell: int) -> int:
    """How many columns the longest of these strips takes with the people who chose no level."""
    others = max((_others(row, strips, cell).cell_length for row in strips.rows), default=0)
    return _bar_columns(strips, cell) + (len(GAP) + others if others else 0)


def _bar_columns(strips: Strips, cell: int) -> int:
    return strips.width * cell + (strips.break_at is not None)


def _others(strip: Strip, strips: Strips, cell: int) -> Content:
    """Draw the people who chose no level: a sign each, or how many where the bar is in proportion."""
    if strips.in_proportion:
        return Content.styled("  ".join(f"[{SIGNS[code]}] {people:,}" for code, people in strip.others), QUIET)
    one = "[{}]" if cell > 2 else "{}"
    cells = [f"{one.format(SIGNS[code]):^{cell}}" * people for code, people in strip.others]
    return Content.styled("".join(cells).rstrip(), QUIET)


def _in_chips(strip: Strip, width: int) -> list[Content]:
    """Draw a strip for which there is no room: each level in its shade, and how many chose it."""
    parts = [
        Content.styled(f" {part.level} ", _style(part.level, strip.levels)) + f" {part.people:,}"
        for part in strip.parts
    ]
    parts += [Content.styled(f"[{SIGNS[code]}] {people:,}", QUIET) for code, people in strip.others]
    return Flowing(parts, 2).lines(width)


def _the_break() -> Content:
    return Content.styled(BREAK, "bold $foreground")


def _style(level: int, levels: int) -> str:
    at = round(shade(level, levels) * (SHADES - 1))
    return f"bold $on-shade-{at} on $shade-{at}"


def sentences(texts: Sequence[str], width: int, style: str = "") -> list[Content]:
    """Wrap sentences, each on lines of its own."""
    return [line for text in texts if text for line in Content.styled(shown(text), style).wrap(width)]
