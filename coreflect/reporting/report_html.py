"""A report as one page of HTML that loads nothing and runs nothing; every text in it stays text."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from coreflect.reporting.report_values import Report
from coreflect.reporting.text import dots

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
