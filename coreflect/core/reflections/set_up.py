"""A set-up while it is typed: fields stay text until all of them make a plan, or one sentence about one field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coreflect.core.banks.bank import Form, ShelvedBank
from coreflect.core.errors import Misuse
from coreflect.core.model import Privacy, Reflection
from coreflect.core.reflections.rounds import DEFAULT_PERIOD, DEFAULT_SMALLEST_GROUP, Plan
from coreflect.core.texts import set_up as texts
from coreflect.core.texts.answering import SHARED_FOLDER, TALK_ONLY, read_back, smallest_group_line, what_is_asked
from coreflect.core.workspace import Place

MOST_LAPTOPS = 1_000

Way = Literal["private", "open", "talk"]
"""How the answers are shown; `talk` keeps none, so that nothing is set up."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of a set-up. `banks` pairs bank ids with forms."""

    team_name: str = ""
    about: str = ""
    period: str = DEFAULT_PERIOD
    banks: tuple[tuple[str, Form], ...] = ()
    date: str = ""
    invited: str = ""
    laptops: str = "1"
    way: Way = "private"
    smallest_group: int = DEFAULT_SMALLEST_GROUP
    contact: str = ""
    keep_until: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """What a field is called and the line that helps to fill it in."""

    name: str
    help: str


FIELDS = {
    "team_name": Field("Team", "The name that people know it by."),
    "about": Field("What it is about", "What does “here” mean? For instance: the day centre, short breaks."),
    "period": Field("Over which time", "For instance: the last six months. Or: since we met in May."),
    "banks": Field("Questions", "Left and right choose. The short form asks the most telling questions."),
    "date": Field("Date", "The day on which people answer, as year-month-day."),
    "invited": Field("People invited", "How many people are asked to come. Leave it empty if nobody has counted."),
    "laptops": Field("Laptops", "How many people can answer at the same time."),
    "way": Field("How answers are shown", "This is fixed at the start and cannot be loosened later."),
    "smallest_group": Field(
        "Smallest group",
        "The smallest group we show by itself. The two sides are staff and leaders, and everyone else.",
    ),
    "contact": Field("Contact", "Who gets a copy, and whom to tell if someone is not safe."),
    "keep_until": Field("Answers are kept until", "Until then people can change their answers or take them out."),
}
"""The fields of a set-up in the order in which they are asked."""

WAYS: tuple[tuple[Way, str, str], ...] = (
    ("private", "Without names", "Answers are shown as counts. In a small group, someone may guess what you said."),
    (
        "open",
        "Openly",
        "The room sees each answer, and may guess whose. Openly needs a yes from each person, asked alone. "
        "One no is enough for: without names.",
    ),
    ("talk", "Talk only", "You talk about the questions together. No answers are kept."),
)
"""(way, name, what it means) of each way in which answers can be shown, the most protecting first."""

SMALLER_GROUPS = "With 4 or 3, people can be guessed more easily. Choose it only if the team knows this."


def first_typed(today: str, shelf: Sequence[ShelvedBank]) -> Typed:
    """What a new set-up starts with: today, one year, without names, and the whole of the first bank that works."""
    usable = [one.id for one in shelf if one.bank is not None]
    return Typed(banks=tuple((one, "whole") for one in usable[:1]), date=today, keep_until=a_year_after(today))


def a_year_after(day: str) -> str:
    """The same day one year later (28 February where it has no 29th); empty where the text is no date."""
    try:
        then = date.fromisoformat(day.strip())
    except ValueError:
        return ""
    try:
        return then.replace(year=then.year + 1).isoformat()
    except ValueError:
        return date(then.year + 1, 2, 28).isoformat() if then.year < date.max.year else ""


def planned(typed: Typed) -> Plan:
    """The plan that these fields make; `core.rounds.new_round` checks all of it that is not a number here.

    Raises:
        Misuse: a number cannot be read, or nothing is kept when people only talk; `field` says where.
    """
    if typed.way == "talk":
        raise Misuse("When you only talk, there is nothing to keep.", "Read the questions together.", "way")
    laptops(typed)
    privacy: Privacy = typed.way
    return Plan(
        team_name=typed.team_name,
        about=typed.about,
        date=typed.date,
        banks=typed.banks,
        contact=typed.contact,
        keep_until=typed.keep_until,
        period=typed.period,
        privacy=privacy,
        smallest_group=typed.smallest_group,
        invited=invited(typed),
    )


def invited(typed: Typed) -> int | None:
    """How many people are invited; None where nobody counted.

    Raises:
        Misuse: it is not a number.
    """
    return _number(typed.invited, "the number of people invited", "invited") if typed.invited.strip() else None


def laptops(typed: Typed) -> int:
    """How many laptops there are; one where nothing was said.

    Raises:
        Misuse: it is not a number, or there are none.
    """
    number = _number(typed.laptops, "the number of laptops", "laptops") if typed.laptops.strip() else 1
    if not 1 <= number <= MOST_LAPTOPS:
        what = f"The number of laptops must be between 1 and {MOST_LAPTOPS:,}."
        raise Misuse(what, "With none at all, answer on paper.", "laptops")
    return number


def counts(banks: Sequence[tuple[str, Form]], shelf: Sequence[ShelvedBank]) -> tuple[int, int]:
    """How many questions these banks ask as chosen, and how many if each were in its short form."""
    by_id = {one.id: one.bank for one in shelf if one.bank is not None}
    chosen = [(by_id[bank_id], form) for bank_id, form in banks if bank_id in by_id]
    return (
        sum(len(bank.items(form)) for bank, form in chosen),
        sum(len(bank.items("short") or bank.items()) for bank, _ in chosen),
    )


def _number(text: str, name: str, field: str) -> int:
    digits = text.strip()
    if not digits.isdecimal() or len(digits) > 9:
        raise Misuse(f"Please type {name} as a number.", "For instance: 10.", field)
    return int(digits)


def summary(reflection: Reflection, typed: Typed, shelf: Sequence[ShelvedBank], place: Place) -> tuple[str, ...]:
    """The paragraphs that read a set-up back.

    Takes the round as it would be kept, what was typed, every bank on the shelf, and where answers are kept.
    """
    banks = [one.bank for one in shelf if one.bank is not None]
    asked, _ = counts(typed.banks, shelf)
    said = [read_back(reflection, asked)]
    if reflection.is_private and place.shared:
        said.append(SHARED_FOLDER)
    said += ["; ".join(what_is_asked(reflection, banks)), time_sentence(typed, shelf)]
    if reflection.is_private:
        said.append(f"{smallest_group_line(reflection)} {groups_sentence(typed)}")
    else:
        said.append(next(f"{name}: {means}" for way, name, means in WAYS if way == "open"))
    return tuple(said)


def time_sentence(typed: Typed, shelf: Sequence[ShelvedBank]) -> str:
    """How long it will take, as far as the fields can be read already; empty where they cannot."""
    questions, short = counts(typed.banks, shelf)
    if not questions:
        return ""
    try:
        people = invited(typed)
        if not people:
            return texts.how_long_each(questions)
        return texts.how_long(people, laptops(typed), questions, short)
    except Misuse:
        return ""


def groups_sentence(typed: Typed) -> str:
    """What this way of showing answers will mean for so many people; empty where the way says it itself."""
    if typed.way == "talk":
        return TALK_ONLY
    if typed.way == "open":
        return ""
    try:
        people = invited(typed)
    except Misuse:
        people = None
    said = texts.what_groups_show(people, typed.smallest_group, private=True)
    return said if typed.smallest_group == DEFAULT_SMALLEST_GROUP else f"{said} {SMALLER_GROUPS}"
