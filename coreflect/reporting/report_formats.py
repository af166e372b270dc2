"""Renders a report as HTML, Markdown or plain text, each from a template of its own in the folder `templates`.

The contents of the report are decided elsewhere; here its values are put into a template, and every text is escaped.
Loads Jinja, so import it only where a report is written.
"""

from __future__ import annotations

import re
from functools import cache
from textwrap import wrap

from jinja2 import Environment, PackageLoader, StrictUndefined

from coreflect.core.texts.results import CHOSE_NONE
from coreflect.reporting.report_values import Report, ReportRow, ReportTable, ended
from coreflect.reporting.text import dots, dots_and_number

WIDTH = 78
_FIVES = 5

_MARKS = re.compile(r"[\\`*_\[\]<>|~&$]")
_AT_START = re.compile(r"^([#+=-])|^(\d+)([.)])")
_LINKS = re.compile(r"(?<=[a-z]):(?=//)|(?<=www)\.|(?<=[^ ])@(?=[^ ])", re.IGNORECASE)


def report_html(report: Report, *, large: bool = False) -> str:
    """Render a page that loads and runs nothing, for a screen of any width and for A4; `large` sets large print."""
    return _templates(html=True).get_template("report.html").render(report=report, large=large, dots=_in_fives)


def report_markdown(report: Report) -> str:
    """Render the report as Markdown, ending in a line feed."""
    return _templates(html=False).get_template("report.md").render(report=report)


def report_text(report: Report) -> str:
    """Render the report as plain text, ending in a line feed; safe to write to a terminal.

    Its lines are short, without dots or columns, so that a screen reader can read them and they fit into an email.
    """
    return _templates(html=False).get_template("report.txt").render(report=report)


def escaped(text: str) -> str:
    """Escape Markdown: put a backslash before each character with a meaning, so that text is shown as it was typed."""
    plain = _LINKS.sub(r"\\\g<0>", _MARKS.sub(r"\\\g<0>", text))
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", plain)


@cache
def _templates(*, html: bool) -> Environment:
    """The templates of pages, where every text is escaped, or those of lines, where templates name what they need."""
    templates = Environment(
        loader=PackageLoader("coreflect.reporting"),
        autoescape=html,  # noqa: S701 - Markdown and plain text have no marks of HTML to escape
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=not html,
    )
    templates.filters |= {
        "css_string": _css_string,
        "dots_and_number": dots_and_number,
        "ended": ended,
        "in_words": _in_words,
        "md": escaped,
        "wrapped": _wrapped,
    }
    return templates


def _css_string(text: str) -> str:
    """Write a text as a CSS string, with every character that has a meaning there as an escape."""
    letters = (
        letter if letter.isascii() and (letter.isalnum() or letter in " ,.") else f"\\{ord(letter):06x}"
        for letter in text
    )
    return f'"{"".join(letters)}"'


def _in_fives(people: int) -> str:
    """Write a dot for each person, in groups of five that are easy to count."""
    row = dots(people)
    return " ".join(row[at : at + _FIVES] for at in range(0, len(row), _FIVES))


def _in_words(row: ReportRow, table: ReportTable) -> str:
    """Write a row as sentences: each answer that was chosen and by how many, then the non-answers."""
    chose = [
        f'{people:,} chose "{level.label}"' for level, people in zip(table.levels, row.levels, strict=True) if people
    ]
    answers = f"{'; '.join(chose)}." if chose else CHOSE_NONE
    return f"{row.name}: {answers} {row.other_answers}".rstrip()


def _wrapped(text: str, indent: str = "") -> str:
    return "\n".join(wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent))
