"""A report as plain text: short lines that a voice can read out and a mail can carry, with no dots and no columns.

Each part begins by saying that it is a draft, while it is one; each page ends with what the report is not for.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from coreflect.reporting.report_values import Point, Question, Report, Row, Section, Table, sentence

WIDTH = 78
_INDENT = "  "


def report_text(report: Report) -> str:
    """The whole report, ending in a line feed; safe to write to a terminal."""
    lines = [*_draft(report), *_wrapped(report.title)]
    for said in report.first:
        lines += ["", *_wrapped(said)]
    for section in report.sections:
        if section.page:
            lines += ["", *_wrapped(report.footer)]
        lines += ["", "", *_draft(report), *_section(section)]
    return "\n".join([*lines, "", *_wrapped(report.footer)]) + "\n"


def _draft(report: Report) -> list[str]:
    return [*_wrapped(report.draft), ""] if report.draft else []


def _section(section: Section) -> Iterator[str]:
    yield from _wrapped(section.heading)
    for said in section.said:
        yield from ("", *_wrapped(said))
    for question in section.questions:
        yield from ("", *_question(question))
    for point in section.points:
        yield from ("", *_point(point))
    for table in section.tables:
        yield from ("", *_every(table))
    for said in section.after:
        yield from ("", *_wrapped(said))


def _question(question: Question) -> Iterator[str]:
    yield from _wrapped(question.stem)
    yield from _wrapped(question.text)
    if question.table is not None:
        yield from _meanings(question.table, _INDENT)
        for row in question.table.bodies[0].rows:
            yield from _wrapped(_in_words(row, question.table), _INDENT)
    for said in question.said:
        yield from _wrapped(said, _INDENT)


def _point(point: Point) -> Iterator[str]:
    yield from _wrapped(point.text)
    for said in point.more:
        yield from _wrapped(said, _INDENT)
    for quote in point.quotes:
        yield from _wrapped(f'"{quote}"', _INDENT)


def _every(table: Table) -> Iterator[str]:
    yield from _wrapped(table.caption)
    yield from _meanings(table, _INDENT)
    for body in table.bodies:
        yield from ("", *_wrapped(body.heading))
        for row in body.rows:
            yield from _wrapped(_in_words(row, table), _INDENT)


def _meanings(table: Table, indent: str) -> Iterator[str]:
    """The answers that could be chosen, each with what it means."""
    for number, level in enumerate(table.levels if any(each.meaning for each in table.levels) else (), start=1):
        yield from _wrapped(f"{number}. {sentence(level.label)} {level.meaning}", indent)


def _in_words(row: Row, table: Table) -> str:
    """A row as sentences: each answer that anybody chose with how many did, then the other answers."""
    chose = [
        f'{people:,} chose "{level.label}"' for level, people in zip(table.levels, row.levels, strict=True) if people
    ]
    said = f"{'; '.join(chose)}." if chose else "nobody chose one of these."
    return f"{row.name}: {said} {row.beside}".rstrip()


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
