"""A report for the people who took part, and then for a board: what the counts carry and no more, in one order.

It is made from what may be shown alone, of one team. What a room left unsettled stands beside what it agreed, at the
same length; nothing is added up, ranked or said to have got one way or the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.answers import EVERYONE_ELSE, GROUP_NAMES
from coreflect.core.results import PublishedBank, PublishedRound
from coreflect.core.texts.answering import period_phrase
from coreflect.core.texts.words import plain_date
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
from coreflect.reporting.report_values import DRAFT, FOOTER, Report, safe, sentence
from coreflect.reporting.results_text import group_sizes
from coreflect.reporting.text import HOW_NOT_WHO

LONGEST_FOOTER = 60


def report(
    rounds: Sequence[PublishedRound], *, agreed_on: str = "", asking: Asking | None = None, came_later: int = 0
) -> Report:
    """The report on the last of these rounds, which are one team's in the order of their dates.

    `agreed_on` is the day on which the group read it and agreed to send it, as an ISO date: empty for a draft. `asking`
    is what the group asks of a board, `came_later` how many of those counted had not answered when the room looked.
    """
    *before, one = rounds
    sections = (
        differently(one),
        cannot_tell(one),
        alike(one),
        not_shown(one),
        *settled(one),
        moved(one, before),
        notes(one),
        last_time(before),
        will_do(one),
        asked(asking or Asking(), draft=not agreed_on),
        sheet(one),
        every_question(one, before),
    )
    return Report(
        title=f"{safe(one.team_name)}: our reflection of {plain_date(one.date)}",
        draft="" if agreed_on else DRAFT,
        footer=f"{FOOTER} {_named(one)}, {plain_date(one.date)}",
        first=first_page(one, agreed_on, came_later),
        sections=tuple(section for section in sections if section is not None),
    )


def _named(one: PublishedRound) -> str:
    """The team's name at a length that fits the foot of a page."""
    name = " ".join(one.team_name.split())
    return safe(name if len(name) <= LONGEST_FOOTER else f"{name[: LONGEST_FOOTER - 1]}…")


NOT_A_SCORE = (
    "This is not a score, an inspection or a survey of everyone. It cannot speak for those who were not there."
)
NOT_READ = "The group has not read this report yet. It is a draft until the group has read it and agreed to send it."
WHO_ELSE = (
    '"Everyone else" means people who use support, unpaid carers and family, people here in another way, and those '
    "who did not say."
)
NOBODY_NAMED = "Who was not here is not written down."


def first_page(one: PublishedRound, agreed_on: str, came_later: int = 0) -> tuple[str, ...]:
    """The paragraphs before the first section."""
    return (
        " ".join(part for part in (took_part(one), _later(came_later), *_groups(one), _about(one)) if part),
        " ".join(part for part in (_help(one), _not_here(one)) if part),
        NOT_A_SCORE,
        _ideas(one.banks),
        f"The group read this report on {plain_date(agreed_on)} and agreed to send it." if agreed_on else NOT_READ,
        HOW_NOT_WHO,
    )


def took_part(one: PublishedRound) -> str:
    """How many took part, of how many who were invited, and when."""
    when = f"on {plain_date(one.date)}"
    if one.withheld == "forgotten":
        return f"This is what is left of the reflection {when}."
    people = "person" if one.finished == 1 else "people"
    if one.invited is None or one.invited < one.finished:
        said = f"{one.finished:,} {people} took part {when}."
    else:
        said = f"{one.finished:,} of {one.invited:,} people invited took part {when}."
    if one.items and one.counted != one.finished:
        said += f" The answers of {one.counted:,} are counted here."
    return said


def _later(people: int) -> str:
    """That the counts are not those that the room saw, where more people answered since."""
    if not people:
        return ""
    them = "person, who" if people == 1 else "people, who"
    return (
        f"The counts are not those that the room saw: they hold the answers of {people:,} more {them} answered later."
    )


def _groups(one: PublishedRound) -> tuple[str, ...]:
    sizes = group_sizes(one)
    said = tuple(f"{GROUP_NAMES[group]}: {people:,}." for group, people in sizes)
    return (*said, WHO_ELSE) if any(group == EVERYONE_ELSE for group, _ in sizes) else said


def _about(one: PublishedRound) -> str:
    return sentence(f"It is about {safe(one.about)}, {safe(period_phrase(one.period))}")


def _help(one: PublishedRound) -> str:
    if one.helped is None:
        return ""
    return f"{one.helped:,} had help to answer." if one.helped else "Nobody had help to answer."


def _not_here(one: PublishedRound) -> str:
    return sentence(f"Not here: {safe(one.missing)}") if one.missing.strip() else NOBODY_NAMED


def _ideas(banks: Sequence[PublishedBank]) -> str:
    """Whose ideas the questions follow, and that these people have not checked them."""
    publishers = dict.fromkeys(safe(bank.publisher) for bank in banks if bank.publisher.strip())
    said = []
    if publishers:
        named = "; and by ".join(publishers)
        said.append(
            f"The questions were written for coreflect from ideas published by {named}, "
            "who have not checked or approved them."
        )
    said += [
        f'The idea behind the questions "{safe(bank.title)}": {sentence(safe(bank.idea))} Nobody else has checked or '
        "approved them."
        for bank in banks
        if not bank.publisher.strip()
    ]
    return " ".join(said) or "Where the questions come from is not known here, since they cannot be read."
