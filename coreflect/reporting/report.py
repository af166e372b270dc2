"""Makes the report on one team's published rounds, for the people who took part and then for a board.

What the room left unsettled is reported next to what it agreed, at the same length. Nothing is added up, ranked or
called better or worse. The first page says who took part and who was not there, before it shows any answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.answers import EVERYONE_ELSE, GROUP_NAMES
from coreflect.core.results import PublishedBank, PublishedRound
from coreflect.core.texts import report as texts
from coreflect.core.texts.results import HOW_NOT_WHO, as_shown, counted_here, had_help
from coreflect.core.texts.words import period_phrase
from coreflect.reporting.report_sections import (
    Asking,
    alike,
    asked,
    cannot_tell,
    differently,
    every_question,
    last_time,
    moved,
    not_shown,
    notes,
    settled,
    sheet,
    will_do,
)
from coreflect.reporting.report_values import Report, ended, safe_line
from coreflect.reporting.results_text import group_sizes

LONGEST_FOOTER = 60


def report(
    rounds: Sequence[PublishedRound], *, agreed_on: str = "", asking: Asking | None = None, came_later: int = 0
) -> Report:
    """Make the report on the last of these rounds of one team, which are ordered by date.

    `agreed_on` is the ISO date on which the group read the report and agreed to send it; empty for a draft. `asking` is
    what the group asks of a board. `came_later` is how many of the people counted had not answered at the reveal.
    """
    *before, latest = rounds
    sections = (
        differently(latest),
        cannot_tell(latest),
        alike(latest),
        not_shown(latest),
        *settled(latest),
        moved(latest, before),
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
    about = ended(texts.about(safe_line(published.about), safe_line(period_phrase(published.period))))
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
    return " ".join(sentences) or texts.IDEAS_NOT_KNOWN
