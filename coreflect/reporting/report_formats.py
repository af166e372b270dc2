"""A report as plain text: short lines that a voice can read out and a mail can carry, with no dots and no columns.

Each part begins by saying that it is a draft, while it is one; each page ends with what the report is not for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from textwrap import wrap

from jinja2 import Environment, PackageLoader, StrictUndefined

from coreflect.reporting.report_values import Point, Question, Report, Row, Section, Table, sentence
from coreflect.reporting.text import dots

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


_FIVES = 5


def report_html(report: Report, *, large: bool = False) -> str:
    """The page, for a screen of any width and for A4; `large` sets it in large print."""
    return _environment().get_template("report.html").render(report=report, large=large, dots=_in_fives)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coreflect.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["css_string"] = _css_string
    return environment


def _in_fives(people: int) -> str:
    """One dot a person, in fives, so that they can be counted at a glance."""
    row = dots(people)
    return " ".join(row[at : at + _FIVES] for at in range(0, len(row), _FIVES))


def _css_string(text: str) -> str:
    """The text as a string of a style sheet: whatever could mean something there is written as its number."""
    letters = (each if each.isascii() and (each.isalnum() or each in " ,.") else f"\\{ord(each):06x}" for each in text)
    return f'"{"".join(letters)}"'


_MARKS = re.compile(r"[\\`*_\[\]<>|~&$]")
_AT_START = re.compile(r"^([#+=-])|^(\d+)([.)])")
_LINKS = re.compile(r"(?<=[a-z]):(?=//)|(?<=www)\.|(?<=[^ ])@(?=[^ ])", re.IGNORECASE)


def report_markdown(report: Report) -> str:
    """The whole report, ending in a line feed."""
    lines = [*_markdown_draft(report), f"# {escaped(report.title)}"]
    for said in report.first:
        lines += ["", escaped(said)]
    for section in report.sections:
        if section.page:
            lines += ["", escaped(report.footer), "", "---"]
        lines += ["", *_markdown_draft(report), *_markdown_section(section)]
    return "\n".join([*lines, "", escaped(report.footer)]) + "\n"


def escaped(text: str) -> str:
    """Text with a stroke before each mark that could mean something, so that it is shown as it was typed."""
    said = _MARKS.sub(r"\\\g<0>", text)
    said = _LINKS.sub(r"\\\g<0>", said)
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", said)


def _markdown_draft(report: Report) -> list[str]:
    return [f"**{escaped(report.draft)}**", ""] if report.draft else []


def _markdown_section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.heading)}"
    for said in section.said:
        yield from ("", escaped(said))
    for question in section.questions:
        yield from ("", *_markdown_question(question))
    for point in section.points:
        yield from ("", *_markdown_point(point))
    for table in section.tables:
        yield from ("", *_markdown_every(table))
    for said in section.after:
        yield from ("", escaped(said))


def _markdown_question(question: Question) -> Iterator[str]:
    yield from (f"### {escaped(question.text)}", "")
    if question.stem:
        yield from (escaped(question.stem), "")
    if question.table is not None:
        yield from _markdown_meanings(question.table)
        yield from ("", *_rows(question.table, question.table.bodies[0].rows))
    for said in question.said:
        yield from ("", escaped(said))


def _markdown_point(point: Point) -> Iterator[str]:
    yield from (f"### {escaped(point.text)}", "")
    for said in point.more:
        yield f"- {escaped(said)}"
    for at, quote in enumerate(point.quotes):
        yield from (*(("",) if at else ()), f"> {escaped(quote)}")


def _markdown_every(table: Table) -> Iterator[str]:
    yield from (escaped(table.caption), "")
    yield from _markdown_meanings(table)
    for body in table.bodies:
        yield from ("", f"### {escaped(body.heading)}", "", *_rows(table, body.rows))


def _markdown_meanings(table: Table) -> Iterator[str]:
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
