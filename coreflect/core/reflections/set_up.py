"""Models a set-up while it is typed: its fields are text until they make a plan, or a fault that names one field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Literal

from coreflect.core.banks.bank import Form, ShelvedBank
from coreflect.core.dates import read_date
from coreflect.core.errors import Misuse
from coreflect.core.model import Privacy, Reflection
from coreflect.core.names import folded, name_key, shown
from coreflect.core.reflections.rounds import DEFAULT_PERIOD, DEFAULT_SMALLEST_GROUP, MOST_LAPTOPS, Plan
from coreflect.core.texts.words import plain_date

Way = Literal["private", "open", "talk"]
"""How the answers are shown; with `talk` people only talk, so that nothing is stored and nothing is set up."""


NEARLY = 0.8
"""How alike two names are, from 0 to 1, for one to be asked about as the other."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The contents of a set-up's fields. `banks` holds (bank id, form)."""

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


def first_typed(today: str, shelf: Sequence[ShelvedBank]) -> Typed:
    """Return the fields that a new set-up starts with: today, kept for a year, private, the first usable bank whole."""
    usable = [shelved.id for shelved in shelf if shelved.bank is not None]
    return Typed(
        banks=tuple((bank_id, "whole") for bank_id in usable[:1]),
        date=plain_date(today),
        keep_until=kept_until(today, today),
    )


def kept_until(day: str, today: str) -> str:
    """Return, as it stands in a field, the day a year after a typed one; empty where that is not a date."""
    try:
        after = a_year_after(read_date(day, today))
    except Misuse:
        return ""
    return plain_date(after) if after else ""


def a_year_after(day: str) -> str:
    """Return the same day one year later (28 February after a 29th); empty where the text is not a date."""
    try:
        then = date.fromisoformat(day.strip())
    except ValueError:
        return ""
    try:
        return then.replace(year=then.year + 1).isoformat()
    except ValueError:
        return date(then.year + 1, 2, 28).isoformat() if then.year < date.max.year else ""


def as_known(name: str, known: Iterable[str]) -> str:
    """Return a typed team's name as it is known already where only capitals and blanks differ, else as it was typed."""
    return next((other for other in known if folded(other) == folded(name)), name)


def like_known(name: str, known: Iterable[str]) -> str:
    """Return the known team's name that a typed one nearly is; empty where there is none, or it is the same.

    Names that differ in a number are two teams: Team 1 is not nearly Team 2.
    """
    keys = {name_key(other): other for other in reversed(tuple(known)) if _numbers(other) == _numbers(name)}
    if name_key(name) in keys:
        other = keys[name_key(name)]
        return "" if folded(other) == folded(name) else other
    near = get_close_matches(name_key(name), keys, 1, NEARLY)
    return keys[near[0]] if near else ""


def following(reflection: Reflection, today: str, shelf: Sequence[ShelvedBank]) -> Typed:
    """Fill in the team's next reflection like this one: on the day that was agreed, or today where it has gone by.

    Banks that cannot be asked any more are left out. What stands in a field is painted as it is, so it is made safe.
    """
    usable = {shelved.id for shelved in shelf if shelved.bank is not None}
    day = plain_date(max(reflection.next_date, today))
    return Typed(
        team_name=shown(reflection.team_name),
        about=shown(reflection.about),
        period=shown(reflection.period),
        banks=tuple((asked.bank, asked.form) for asked in reflection.banks if asked.bank in usable),
        date=day,
        invited="" if reflection.invited is None else str(reflection.invited),
        way=reflection.privacy,
        smallest_group=reflection.smallest_group or DEFAULT_SMALLEST_GROUP,
        contact=shown(reflection.contact),
        keep_until=kept_until(day, today),
    )


def planned(typed: Typed, today: str) -> Plan:
    """Make the plan from these fields; days and numbers are read here, and everything else is checked by `new_round`.

    Raises:
        Misuse: one cannot be read, or people only talk, so that there is nothing to set up; `field` says where.
    """
    if typed.way == "talk":
        raise Misuse("When you only talk, there is nothing to keep.", "Read the questions together.", "way")
    laptops(typed)
    privacy: Privacy = typed.way
    return Plan(
        team_name=typed.team_name,
        about=typed.about,
        date=read_date(typed.date, today, "date"),
        banks=typed.banks,
        contact=typed.contact,
        keep_until=read_date(typed.keep_until, today, "keep_until"),
        period=typed.period,
        privacy=privacy,
        smallest_group=typed.smallest_group,
        invited=invited(typed),
    )


def invited(typed: Typed) -> int | None:
    """Read how many people are invited; None where the field is empty.

    Raises:
        Misuse: it is not a number.
    """
    return _number(typed.invited, "the number of people invited", "invited") if typed.invited.strip() else None


def laptops(typed: Typed) -> int:
    """Read how many laptops there are; 1 where the field is empty.

    Raises:
        Misuse: it is not a number, or there are none.
    """
    number = _number(typed.laptops, "the number of laptops", "laptops") if typed.laptops.strip() else 1
    if not 1 <= number <= MOST_LAPTOPS:
        what = f"The number of laptops must be between 1 and {MOST_LAPTOPS:,}."
        raise Misuse(what, "With none at all, answer on paper.", "laptops")
    return number


def counts(banks: Sequence[tuple[str, Form]], shelf: Sequence[ShelvedBank]) -> tuple[int, int]:
    """Count the questions of these banks in the chosen forms, and in their short forms."""
    by_id = {shelved.id: shelved.bank for shelved in shelf if shelved.bank is not None}
    chosen = [(by_id[bank_id], form) for bank_id, form in banks if bank_id in by_id]
    return (
        sum(len(bank.items(form)) for bank, form in chosen),
        sum(len(bank.items("short") or bank.items()) for bank, _ in chosen),
    )


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", folded(name))


def _number(text: str, name: str, field: str) -> int:
    digits = text.strip()
    if not digits.isdecimal() or len(digits) > 9:
        raise Misuse(f"Please type {name} in figures.", "For instance: 10.", field)
    return int(digits)
