"""Makes the report on one team's published rounds, for the people who took part and then for a board.

The first page is the report: who took part, and what was found, agreed, planned and asked. Then come pictures: every
question at a glance, and a closer look at those that were talked about; last the page to take home. All tables are an
annex. Nothing is added up, ranked or called better or worse. It is rendered as HTML, Markdown or plain text, each from
a template of its own in the folder `templates`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from textwrap import wrap
from typing import TYPE_CHECKING

from coreflect.core.meeting.asking import NOTHING_ASKED, Asking
from coreflect.core.results import PublishedRound
from coreflect.core.texts import report as texts
from coreflect.core.texts.results import CHOSE_NONE, chose_a_level
from coreflect.reporting.report_front import boxes, reading, who_took_part
from coreflect.reporting.report_pictures import closer_look, glance, looked_at
from coreflect.reporting.report_sections import annex, last_time, moved, notes, sheet
from coreflect.reporting.report_values import Report, ReportRow, ReportSection, ReportTable, ended, safe_line
from coreflect.reporting.strip_svg import SHADES, bracket_svg, strip_svg, swatch_svg
from coreflect.reporting.strips import strip_text
from coreflect.reporting.text import dots, dots_and_number

if TYPE_CHECKING:
    from jinja2 import Environment

    from coreflect.core.strips import Strip, Strips

LONGEST_FOOTER = 60
WIDTH = 78
_FIVES = 5
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def report(
    rounds: Sequence[PublishedRound], *, agreed_on: str = "", asking: Asking = NOTHING_ASKED, came_later: int = 0
) -> Report:
    """Make the report on the last of these rounds of one team, which are ordered by date.

    `agreed_on` is the ISO date on which the group read the report and agreed to send it; empty for a draft. `asking` is
    what the group asks of a board. `came_later` is how many of the people counted had not answered at the reveal.
    """
    *before, latest = rounds
    draft = not agreed_on
    closer = looked_at(latest)
    questions = closer_look(latest, before, closer)
    sections = (
        last_time(before),
        ReportSection("closer", texts.CLOSER_HEADING, questions=questions) if questions else None,
        moved(latest, before, closer, draft=draft),
        notes(latest, closer),
    )
    return Report(
        title=texts.title(safe_line(latest.team_name), latest.date),
        draft=texts.DRAFT if draft else "",
        footer=texts.footer(_short_name(latest), latest.date),
        first=who_took_part(latest, came_later),
        boxes=tuple(boxes(latest, asking, closer, draft=draft)),
        reading=reading(latest, agreed_on, has_earlier=any(earlier.items for earlier in before)),
        glance=glance(latest, closer),
        sections=tuple(section for section in sections if section is not None),
        sheet=sheet(latest),
        annex=annex(latest, before),
    )


def _short_name(published: PublishedRound) -> str:
    """Shorten the team's name to fit the foot of a page."""
    name = " ".join(published.team_name.split())
    return safe_line(name if len(name) <= LONGEST_FOOTER else f"{name[: LONGEST_FOOTER - 1]}…")


_MARKS = re.compile(r"[\\`*_\[\]<>|~&$]")
_AT_START = re.compile(r"^([#+=-])|^(\d+)([.)])")
_LINKS = re.compile(r"(?<=[a-z]):(?=//)|(?<=www)\.|(?<=[^ ])@(?=[^ ])", re.IGNORECASE)


def report_html(report: Report, *, large: bool = False, full: bool = False) -> str:
    """Render a page that loads and runs nothing, for a screen of any width and for A4; `large` sets large print.

    All tables are folded away on a screen, and left out on paper; with `full` they are open, and printed.
    """
    page = _templates(html=True).get_template("report.html")
    return page.render(report=report, large=large, full=full, dots=_in_fives)


def report_markdown(report: Report, *, full: bool = False) -> str:
    """Render the report as Markdown, ending in a line feed; with all tables where it is `full`."""
    return _templates(html=False).get_template("report.md").render(report=report, full=full)


def report_text(report: Report, *, full: bool = False) -> str:
    """Render the report as plain text, ending in a line feed; safe to write to a terminal. `full`: with all tables.

    Its lines are short, without dots or columns, so that a screen reader can read them and they fit into an email.
    """
    return _templates(html=False).get_template("report.txt").render(report=report, full=full)


def escaped(text: str) -> str:
    """Escape Markdown: put a backslash before each character with a meaning, so that text is shown as it was typed."""
    plain = _LINKS.sub(r"\\\g<0>", _MARKS.sub(r"\\\g<0>", text))
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", plain)


@cache
def _templates(*, html: bool) -> Environment:
    """The templates of pages, where every text is escaped, or those of lines, where templates name what they need."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # loaded by those who write a report alone

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
        "drawn_in_signs": _drawn_in_signs,
        "ended": ended,
        "in_words": _in_words,
        "md": escaped,
        "wrapped": _wrapped,
    }
    templates.globals |= {
        "SHADES": SHADES,
        "bracket_svg": bracket_svg,
        "chose_a_level": chose_a_level,
        "strip_svg": strip_svg,
        "swatch_svg": swatch_svg,
        "texts": texts,
    }
    return templates


def _drawn_in_signs(strip: Strip, strips: Strips) -> str:
    """Draw a strip for a span of code, where a space at its start would be lost."""
    return strip_text(strip, strips).replace(" ", _NO_BREAK_SPACE)


def _css_string(text: str) -> str:
    """Write a text as a CSS string, with every character that has a meaning there as an escape."""
    letters = (
        # The blank ends an escape, so that one that was typed after it stays.
        letter if letter.isascii() and (letter.isalnum() or letter in " ,.") else f"\\{ord(letter):06x} "
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
