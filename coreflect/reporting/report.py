"""A report for the people who took part, and then for a board: what the counts carry and no more, in one order.

It is made from what may be shown alone, of one team. What a room left unsettled stands beside what it agreed, at the
same length; nothing is added up, ranked or said to have got one way or the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.results import PublishedRound
from coreflect.reporting.report_answers import alike, cannot_tell, differently, every_question, not_shown
from coreflect.reporting.report_front import first_page
from coreflect.reporting.report_moved import moved
from coreflect.reporting.report_said import Asking, asked, last_time, notes, settled, sheet, will_do
from coreflect.reporting.report_values import DRAFT, FOOTER, Report, safe
from coreflect.reporting.text import day

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
        title=f"{safe(one.team_name)}: our reflection of {day(one.date)}",
        draft="" if agreed_on else DRAFT,
        footer=f"{FOOTER} {_named(one)}, {day(one.date)}",
        first=first_page(one, agreed_on, came_later),
        sections=tuple(section for section in sections if section is not None),
    )


def _named(one: PublishedRound) -> str:
    """The team's name at a length that fits the foot of a page."""
    name = " ".join(one.team_name.split())
    return safe(name if len(name) <= LONGEST_FOOTER else f"{name[: LONGEST_FOOTER - 1]}…")
