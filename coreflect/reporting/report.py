"""Makes the report on one team's published rounds, for the people who took part and then for a board.

What the room left unsettled is reported next to what it agreed, at the same length. Nothing is added up, ranked or
called better or worse. The first page says who took part and who was not there, before it shows any answers.
It is rendered as HTML, Markdown or plain text, each from a template of its own in the folder `templates`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from textwrap import wrap
from typing import TYPE_CHECKING

from coreflect.core.answers import EVERYONE_ELSE, GROUP_NAMES
from coreflect.core.results import PublishedBank, PublishedRound
from coreflect.core.texts import report as texts
from coreflect.core.texts.results import CHOSE_NONE, HOW_NOT_WHO, as_shown, counted_here, had_help
from coreflect.reporting.report_sections import (
    Asking,
    agree,
    asked,
    by_principle,
    cannot_tell,
    differently,
    every_question,
    last_time,
    moved,
    not_shown,
    notes,
    settled,
    sheet,
    sides,
    will_do,
)
from coreflect.reporting.report_values import Report, ReportRow, ReportTable, ended, safe_line
from coreflect.reporting.results_text import group_sizes
from coreflect.reporting.text import about_and_period, dots, dots_and_number

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST_FOOTER = 60
WIDTH = 78
_FIVES = 5


def report(
    rounds: Sequence[PublishedRound], *, agreed_on: str = "", asking: Asking | None = None, came_later: int = 0
) -> Report:
    """Make the report on the last of these rounds of one team, which are ordered by date.

    `agreed_on` is the ISO date on which the group read the report and agreed to send it; empty for a draft. `asking` is
    what the group asks of a board. `came_later` is how many of the people counted had not answered at the reveal.
    """
    *before, latest = rounds
    sections = (
        sides(latest),
        differently(latest),
        cannot_tell(latest),
        agree(latest),
        by_principle(latest),
        not_shown(latest),
        *settled(latest),
        moved(latest, before, draft=not agreed_on),
        notes(latest),
        last_time(before),
        will_do(latest),
        asked(asking or Asking(), draft=not agreed_on),
        sheet(latest),
        every_question(latest, before),
    )
    return Report(
        title=texts.title(safe_line(latest.team_name), latest.date),
        draft="" if agreed_on else texts.DRAFT,
        footer=texts.footer(_short_name(latest), latest.date),
        first=first_page(latest, agreed_on, came_later),
        sections=tuple(section for section in sections if section is not None),
    )


def first_page(published: PublishedRound, agreed_on: str, came_later: int = 0) -> tuple[str, ...]:
    """Write the paragraphs before the first section."""
    later = texts.came_later(came_later) if came_later else ""
    about = ended(texts.about(about_and_period(published, safe_line)))
    return (
        " ".join(part for part in (took_part(published), later, *_groups(published), about) if part),
        " ".join(part for part in (had_help(published.helped), _not_here(published)) if part),
        texts.NOT_A_SCORE,
        _ideas(published.banks),
        texts.read_on(agreed_on) if agreed_on else texts.NOT_READ,
        HOW_NOT_WHO,
    )


def took_part(published: PublishedRound) -> str:
    """Say how many people took part, of how many who were invited, and when."""
    if published.withheld == "forgotten":
        return texts.what_is_left(published.date)
    text = texts.took_part(published.finished, published.invited, published.date)
    if published.items and published.counted != published.finished:
        text = f"{text} {counted_here(published.counted)}"
    return f"{text} {as_shown(published)}".rstrip()


def _short_name(published: PublishedRound) -> str:
    """Shorten the team's name to fit the foot of a page."""
    name = " ".join(published.team_name.split())
    return safe_line(name if len(name) <= LONGEST_FOOTER else f"{name[: LONGEST_FOOTER - 1]}…")


def _groups(published: PublishedRound) -> tuple[str, ...]:
    sizes = group_sizes(published)
    lines = tuple(f"{GROUP_NAMES[group]}: {people:,}." for group, people in sizes)
    return (*lines, texts.WHO_ELSE) if any(group == EVERYONE_ELSE for group, _ in sizes) else lines


def _not_here(published: PublishedRound) -> str:
    missing = published.missing
    return ended(texts.not_here(safe_line(missing))) if missing.strip() else texts.NOBODY_NAMED


def _ideas(banks: Sequence[PublishedBank]) -> str:
    """Say whose ideas the questions are based on, and that these people have not checked them."""
    publishers = tuple(dict.fromkeys(safe_line(bank.publisher) for bank in banks if bank.publisher.strip()))
    sentences = [texts.ideas_published(publishers)] if publishers else []
    sentences += [
        texts.idea_unpublished(safe_line(bank.title), ended(safe_line(bank.idea)))
        for bank in banks
        if not bank.publisher.strip()
    ]
    quotes = tuple(dict.fromkeys(safe_line(quote) for bank in banks for quote in bank.quotes))
    sentences += [texts.quoted(quotes)] if quotes else []
    return " ".join(sentences) or texts.IDEAS_NOT_KNOWN


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
