"""Puts every question of a reflection on one page, At a glance: by section, a strip each, with marks.

It shows how deep co-production goes in each principle, without a total. In a bank about the six principles the
sections are the principles.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from coreflect.core.names import shown
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.strips import Row, Strips, lay
from coreflect.core.texts.results import AT_A_GLANCE, MARKS, ONE_SIGN_A_PERSON
from coreflect.core.texts.words import begun, ended
from coreflect.reporting.agenda import sides_differ
from coreflect.reporting.cells import wrapped
from coreflect.reporting.moved import listed_moves
from coreflect.reporting.strips import Legend, legend, legend_lines, signs_text, strip_lines
from coreflect.reporting.text import chosen_in_words, everyone

_INDENT = "  "

Mark = Literal["groups", "differ", "not sure", "moved"]
"""The two groups answered differently, answers are far apart, many are not sure, or answers moved since a round."""


class GlanceRow(NamedTuple):
    """A question, and what is remarkable about its answers, in the order of `Mark`; `at` is its row in the strips."""

    item: PublishedItem
    marks: tuple[Mark, ...]
    at: int


class GlanceSection(NamedTuple):
    """A section of a bank with its questions. `legend` is the scale's, None where the section before has the same."""

    title: str
    legend: Legend | None
    rows: tuple[GlanceRow, ...]


class Glance(NamedTuple):
    """Every question that may be shown, in the order asked; all strips are laid together, one row a question."""

    sections: tuple[GlanceSection, ...]
    strips: Strips


def at_a_glance(published: PublishedRound) -> Glance:
    """Lay all of a round's questions; a question whose answers may not be shown is left out."""
    items = [(item, spread) for item in published.items if (spread := everyone(item)) is not None]
    strips = lay(tuple(Row(shown(item.text), spread, item.break_after) for item, spread in items))
    by_section: dict[tuple[str, str], list[GlanceRow]] = {}
    for at, (item, _) in enumerate(items):
        by_section.setdefault((item.bank, item.section), []).append(GlanceRow(item, marks(item), at))
    sections: list[GlanceSection] = []
    before: Legend | None = None
    for (_, title), rows in by_section.items():
        named = legend(rows[0].item)
        sections.append(GlanceSection(shown(title), named if named != before else None, tuple(rows)))
        before = named
    return Glance(tuple(sections), strips)


def glance_lines(published: PublishedRound, width: int, *, aloud: bool = False) -> list[str]:
    """Write At a glance: the levels as a legend, then by section each question, its strip and its marks.

    With `aloud` a question is a sentence. Nothing where no answers are shown.
    """
    glance = at_a_glance(published)
    if not glance.sections:
        return []
    given = {code for strip in glance.strips.rows for code, _ in strip.others}
    intro = () if aloud else (ONE_SIGN_A_PERSON, *((signs_text(given),) if given else ()))
    lines = ["", AT_A_GLANCE, *(line for text in intro for line in wrapped(text, width, first=_INDENT))]
    spreads = [spread for item in published.items if (spread := everyone(item)) is not None]
    strips = glance.strips._replace(rows=tuple(strip._replace(name="") for strip in glance.strips.rows))
    drawn = () if aloud else strip_lines(strips, spreads, width - 2 * len(_INDENT))
    for section in glance.sections:
        lines += ["", *wrapped(section.title, width, first=_INDENT)]
        if section.legend and not aloud:
            lines += (f"{_INDENT}{line}" for line in legend_lines(*section.legend, width - len(_INDENT)))
        for row in section.rows:
            lines.append("")
            if aloud:
                lines += wrapped(glance_sentence(row), width, first=_INDENT)
                continue
            lines += wrapped(row.item.text, width, first=_INDENT)
            lines += (f"{_INDENT * 2}{line}" for line in drawn[row.at])
            lines += wrapped(marks_text(row.marks), width, first=_INDENT * 2)
    return lines


def glance_sentence(row: GlanceRow) -> str:
    """Say a question, how everyone answered it, and what is remarkable about that, to be read aloud."""
    spread = everyone(row.item)
    chosen = chosen_in_words(row.item.levels, spread) if spread else ""
    return " ".join(part for part in (ended(shown(row.item.text)), chosen, marks_text(row.marks)) if part)


def marks_text(found: tuple[Mark, ...]) -> str:
    """Say what is remarkable about the answers to a question, as a sentence; empty where nothing is."""
    return ended(begun("; ".join(MARKS[mark] for mark in found)))


def marks(item: PublishedItem) -> tuple[Mark, ...]:
    """List what is remarkable about the answers to a question."""
    spread = everyone(item)
    found: tuple[tuple[Mark, bool], ...] = (
        ("groups", sides_differ(item)),
        ("differ", item.seen_differently and not sides_differ(item)),
        ("not sure", spread is not None and spread.many_cannot_tell),
        ("moved", bool(item.pictures and listed_moves(item.pictures[0]))),
    )
    return tuple(mark for mark, is_so in found if is_so)
