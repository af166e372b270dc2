"""Writes the results of a round by section and by principle: all answers to the questions of each, added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coreflect.core.names import shown
from coreflect.core.principles import PooledAnswers, by_principle, by_section
from coreflect.core.results import PublishedRound
from coreflect.core.texts.results import (
    BY_PRINCIPLE_HEADING,
    BY_PRINCIPLE_INTRO,
    BY_SECTION_HEADING,
    BY_SECTION_INTRO,
    PRINCIPLES,
    pooled,
    with_other_answers,
)
from coreflect.reporting.cells import wrapped
from coreflect.reporting.text import in_one_line


class PartRow(NamedTuple):
    """A section or a principle: its name with how many answers are added up, and how many of them are on each level."""

    name: str
    answers: str


class ByPart(NamedTuple):
    """One way of reading the results: by section, or by principle."""

    heading: str
    intro: str
    rows: tuple[PartRow, ...]


def by_part(published: PublishedRound) -> tuple[ByPart, ...]:
    """List the ways in which the results can be read, by principle first; those with a single row are left out."""
    ways = (
        (BY_PRINCIPLE_HEADING, BY_PRINCIPLE_INTRO, sorted(by_principle(published), key=_place)),
        (BY_SECTION_HEADING, BY_SECTION_INTRO, by_section(published)),
    )
    return tuple(ByPart(heading, intro, _rows(pools)) for heading, intro, pools in ways if len(pools) > 1)


def by_part_lines(way: ByPart, width: int) -> tuple[str, ...]:
    """Write one way of reading the results under its heading, with an empty line between its parts."""
    lines = [way.heading, "", *wrapped(way.intro, width, first="  ")]
    for row in way.rows:
        lines += ["", *wrapped(row.name, width, first="  "), *wrapped(row.answers, width, first="    ")]
    return tuple(lines)


def _rows(pools: Sequence[PooledAnswers]) -> tuple[PartRow, ...]:
    before = (pools[0], *pools)
    return tuple(
        _row(pool, other_answers=pool.name == last.name and pool.labels != last.labels)
        for last, pool in zip(before, pools, strict=False)
    )


def _row(pool: PooledAnswers, *, other_answers: bool) -> PartRow:
    name = shown(PRINCIPLES.get(pool.name, pool.name))
    name = with_other_answers(name) if other_answers else name
    how_many = pooled(pool.spread.chose, pool.people, len(pool.items))
    return PartRow(f"{name}: {how_many}.", f"{in_one_line(pool.labels, pool.spread)}.")


def _place(pool: PooledAnswers) -> int:
    return list(PRINCIPLES).index(pool.name)
