"""A report as Markdown: what people wrote stays text, whatever marks stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coreflect.reporting.report_values import Point, Question, Report, Row, Section, Table
from coreflect.reporting.text import dots

_MARKS = re.compile(r"[\\`*_\[\]<>|~&$]")
_AT_START = re.compile(r"^([#+=-])|^(\d+)([.)])")
_LINKS = re.compile(r"(?<=[a-z]):(?=//)|(?<=www)\.|(?<=[^ ])@(?=[^ ])", re.IGNORECASE)


def report_markdown(report: Report) -> str:
    """The whole report, ending in a line feed."""
    lines = [*_draft(report), f"# {escaped(report.title)}"]
    for said in report.first:
        lines += ["", escaped(said)]
    for section in report.sections:
        if section.page:
            lines += ["", escaped(report.footer), "", "---"]
        lines += ["", *_draft(report), *_section(section)]
    return "\n".join([*lines, "", escaped(report.footer)]) + "\n"


def escaped(text: str) -> str:
    """Text with a stroke before each mark that could mean something, so that it is shown as it was typed."""
    said = _MARKS.sub(r"\\\g<0>", text)
    said = _LINKS.sub(r"\\\g<0>", said)
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", said)


def _draft(report: Report) -> list[str]:
    return [f"**{escaped(report.draft)}**", ""] if report.draft else []


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.heading)}"
    for said in section.said:
        yield from ("", escaped(said))
    for question in section.questions:
        yield from ("", *_question(question))
    for point in section.points:
        yield from ("", *_point(point))
    for table in section.tables:
        yield from ("", *_every(table))
    for said in section.after:
        yield from ("", escaped(said))


def _question(question: Question) -> Iterator[str]:
    yield from (f"### {escaped(question.text)}", "")
    if question.stem:
        yield from (escaped(question.stem), "")
    if question.table is not None:
        yield from _meanings(question.table)
        yield from ("", *_rows(question.table, question.table.bodies[0].rows))
    for said in question.said:
        yield from ("", escaped(said))


def _point(point: Point) -> Iterator[str]:
    yield from (f"### {escaped(point.text)}", "")
    for said in point.more:
        yield f"- {escaped(said)}"
    for at, quote in enumerate(point.quotes):
        yield from (*(("",) if at else ()), f"> {escaped(quote)}")


def _every(table: Table) -> Iterator[str]:
    yield from (escaped(table.caption), "")
    yield from _meanings(table)
    for body in table.bodies:
        yield from ("", f"### {escaped(body.heading)}", "", *_rows(table, body.rows))


def _meanings(table: Table) -> Iterator[str]:
    for level in table.levels if any(each.meaning for each in table.levels) else ():
        yield f"- **{escaped(level.label)}** {escaped(level.meaning)}".rstrip()


def _rows(table: Table, rows: tuple[Row, ...]) -> Iterator[str]:
    yield _line("Who", *(level.label for level in table.levels), "Other answers")
    yield "|" + " --- |" * (len(table.levels) + 2)
    for row in rows:
        yield _line(row.name, *map(_cell, row.levels), row.beside or "none")


def _cell(people: int) -> str:
    return f"{dots(people)} {people:,}".lstrip() if people else "nobody"


def _line(*cells: str) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"
