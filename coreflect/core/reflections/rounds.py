"""Makes a reflection from a plan, and later revisions of it: with mended fields, or revealed; says how long it takes.

The id, questions and privacy of a reflection never change. A fault in a plan names the field that it is in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.banks.bank import BankFile, Form, ShelvedBank
from coreflect.core.banks.toml import nearest
from coreflect.core.dates import EXAMPLES, read_date
from coreflect.core.errors import Misuse
from coreflect.core.model import AskedBank, Privacy, Reflection
from coreflect.core.names import folded, name_key, shown, slug

if TYPE_CHECKING:
    from coreflect.core.ports import Ids

DEFAULT_PERIOD = "the last six months"
DEFAULT_SMALLEST_GROUP = 5
SMALLEST_GROUPS = (3, 4, 5)
LONGEST_TEXT = 200
MOST_INVITED = 10_000
SECONDS_A_QUESTION = 40
SECONDS_A_PERSON = 180
PAPER_START_MINUTES = 5
MOST_LAPTOPS = 1_000

DATES = ("date", "keep_until", "next_date")
"""The fields of a reflection that hold a day."""
MENDABLE = ("team_name", "about", "period", "date", "invited", "missing", "contact", "keep_until", "next_date")


class Plan(NamedTuple):
    """A reflection as it was typed in a set-up. Dates are ISO dates; `banks` holds (bank id, form)."""

    team_name: str
    about: str
    date: str
    banks: tuple[tuple[str, Form], ...]
    contact: str
    keep_until: str
    period: str = DEFAULT_PERIOD
    privacy: Privacy = "private"
    smallest_group: int = DEFAULT_SMALLEST_GROUP
    invited: int | None = None
    missing: str = ""
    next_date: str = ""


class NewRound(NamedTuple):
    """A new reflection with the files of its banks, to be saved together."""

    reflection: Reflection
    bank_files: tuple[BankFile, ...]


def new_round(plan: Plan, shelf: Sequence[ShelvedBank], ids: Ids) -> NewRound:
    """Make a reflection from a plan.

    Takes the plan, every bank on the shelf and a source of ids. Returns the reflection with the files of its banks.

    Raises:
        Misuse: a field is not valid; the message says which, and what to type.
    """
    checked = _check_plan(plan)
    asked: list[AskedBank] = []
    files: list[BankFile] = []
    if not plan.banks:
        raise Misuse("No questions were chosen.", "Choose at least one set of questions.", "banks")
    for bank_id, form in plan.banks:
        if bank_id in {asked_bank.bank for asked_bank in asked}:
            raise Misuse(f"The bank {shown(bank_id)} was chosen twice.", "Choose it once, whole or in its short form.")
        asked_bank, its_files = _find_asked_bank(bank_id, form, shelf)
        asked.append(asked_bank)
        files.extend(its_files)
    team = slug(checked.team_name)
    reflection = Reflection(
        id=f"{team}-{checked.date}-{ids.letters(6)}",
        revision=ids.record(),
        replaces=(),
        team=team,
        team_name=checked.team_name,
        about=checked.about,
        period=checked.period,
        date=checked.date,
        banks=tuple(asked),
        privacy=checked.privacy,
        smallest_group=checked.smallest_group if checked.privacy == "private" else 0,
        state="running",
        counted=(),
        invited=checked.invited,
        missing=checked.missing,
        contact=checked.contact,
        keep_until=checked.keep_until,
        next_date=checked.next_date,
    )
    return NewRound(reflection, tuple(files))


def mended(reflection: Reflection, changes: dict[str, object], ids: Ids) -> Reflection:
    """Change some fields of a reflection, and return it as a new revision; its id, questions and privacy stay.

    Raises:
        Misuse: a field cannot be changed, or its new value is not valid.
    """
    unknown = [name for name in changes if name not in MENDABLE]
    if unknown:
        raise Misuse(f"{', '.join(unknown)} cannot be changed once a reflection has begun.", "Set up a new one.")
    fields = {name: getattr(reflection, name) for name in MENDABLE} | changes
    checked = _check_plan(
        Plan(banks=(), privacy=reflection.privacy, smallest_group=reflection.smallest_group, **fields)
    )
    mended_reflection = {name: getattr(checked, name) for name in MENDABLE}
    return _revise(replace(reflection, **mended_reflection), reflection, ids)


def revealed(
    reflection: Reflection,
    responses: Iterable[str],
    ids: Ids,
    *,
    revisions: Iterable[str] = (),
    helped: int | None = None,
) -> Reflection:
    """Reveal a reflection, and return it as a new revision: from now on exactly these responses are counted.

    `revisions` are those of the responses; `helped` is how many people had help, where that is known.
    """
    counted, counted_as = tuple(sorted(responses)), tuple(sorted(revisions))
    first = (
        {*reflection.counted} - {*reflection.joined}
        if len(reflection.counted) >= max(reflection.smallest_group, 1)
        else {*counted}
    )
    joined = tuple(response for response in counted if response not in first)
    fixed = replace(reflection, state="revealed", counted=counted, counted_as=counted_as, helped=helped, joined=joined)
    return _revise(fixed, reflection, ids)


def smallest_of(asked: int) -> int:
    """Return the smallest group that applies where this one was asked for; a file cannot go below the least choice."""
    return max(asked, min(SMALLEST_GROUPS))


def shows(reflection: Reflection) -> bool:
    """Whether a reveal has shown the people whom this reflection counts; too small a group was not shown."""
    return reflection.state == "revealed" and len(reflection.counted) >= smallest_of(reflection.smallest_group)


def digest(content: bytes) -> str:
    """Return the first 12 hex digits of a file's sha256, by which a reflection identifies the exact files it asks."""
    from hashlib import sha256  # as in names

    return sha256(content).hexdigest()[:12]


def _revise(new: Reflection, old: Reflection, ids: Ids) -> Reflection:
    return replace(new, revision=ids.record(), replaces=(*old.replaces, old.revision))


def _find_asked_bank(bank_id: str, form: Form, shelf: Sequence[ShelvedBank]) -> tuple[AskedBank, list[BankFile]]:
    shelved = next((bank for bank in shelf if bank.id == bank_id), None)
    if shelved is None:
        like = nearest(bank_id, [bank.id for bank in shelf])
        meant = f"Did you mean {like}? " if like else ""
        hint = f"{meant}`coreflect banks list` shows those there are."
        raise Misuse(f"There is no bank called {shown(bank_id)}.", hint)
    if shelved.bank is None:
        fault = next(fault for fault in shelved.faults if not fault.warning)
        raise Misuse(f"The bank {shown(bank_id)} cannot be used: {fault}", "`coreflect banks check` shows every fault.")
    if form == "short" and not shelved.bank.items("short"):
        raise Misuse(f"The bank {shown(bank_id)} has no short form.", "Choose it whole.")
    main, *others = shelved.files
    offered = {wording for wording, _ in shelved.bank.wordings}
    wordings = [
        (wording, file) for file in others if (wording := file.name.removesuffix(".toml").split(".")[-1]) in offered
    ]
    asked = AskedBank(bank_id, form, digest(main.content), tuple((w, digest(file.content)) for w, file in wordings))
    contents = (main.content, *(file.content for _, file in wordings))
    return asked, [BankFile(name, content) for name, content in zip(asked.file_names(), contents, strict=True)]


def _check_plan(plan: Plan) -> Plan:
    texts = {
        "team_name": ("the team's name", plan.team_name, True),
        "about": ("what the reflection is about", plan.about, True),
        "period": ("the period", plan.period, True),
        "contact": ("the contact", plan.contact, True),
        "missing": ("who was not here", plan.missing, False),
    }
    typed: dict[str, str] = {}
    for field, (name, text, needed) in texts.items():
        typed[field] = " ".join(text.split())
        if needed and not typed[field]:
            raise Misuse(f"Please fill in {name}.", "It cannot be empty.", field)
        if len(typed[field]) > LONGEST_TEXT:
            raise Misuse(f"Please make {name} shorter.", f"It may have {LONGEST_TEXT} characters at most.", field)
    day = _read_date(plan.date, "date")
    until = _read_date(plan.keep_until, "keep_until")
    after = _read_date(plan.next_date, "next_date") if plan.next_date.strip() else ""
    if after and after <= day:
        raise Misuse("The next reflection would be on or before this one.", "Choose a later day.", "next_date")
    if until < day:
        what = "The answers would be deleted before the reflection."
        raise Misuse(what, "Choose a later day.", "keep_until")
    if plan.privacy == "private" and plan.smallest_group not in SMALLEST_GROUPS:
        raise Misuse("The smallest group can be 3, 4 or 5.", "5 protects best.", "smallest_group")
    if plan.invited is not None and not 1 <= plan.invited <= MOST_INVITED:
        what = f"The number of people invited must be between 1 and {MOST_INVITED:,}."
        raise Misuse(what, "Leave it out if nobody counted.", "invited")
    return plan._replace(**typed, date=day, keep_until=until, next_date=after)  # type: ignore[arg-type]


def _read_date(text: str, field: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise Misuse(f"“{shown(text)}” is not a date.", EXAMPLES, field) from None


def dated(fields: Mapping[str, object], today: str) -> dict[str, object]:
    """Return fields of a reflection with every typed day as an ISO date; an empty one stays empty.

    Raises:
        Misuse: a day cannot be read, or could be two; `field` says which.
    """
    days = {name: str(fields[name]) for name in DATES if fields.get(name)}
    return {**fields, **{name: read_date(text, today, name) for name, text in days.items() if text.strip()}}


FORGET = "forget"
"""The word that may be typed instead of the team's name to confirm that all answers are taken out."""


def is_past_keep_until(reflection: Reflection, today: str) -> bool:
    """Whether the day until which a reflection's answers are kept has come."""
    try:
        return date.fromisoformat(reflection.keep_until) <= date.fromisoformat(today)
    except ValueError:
        return False


def due(rounds: Sequence[Reflection], today: str, is_forgotten: Callable[[str], bool]) -> tuple[Reflection, ...]:
    """List the reflections whose answers should be taken out by now and are still stored, the longest due first.

    `is_forgotten` reads the disk, so it is called only for reflections whose day has come.
    """
    come = [
        reflection for reflection in rounds if is_past_keep_until(reflection, today) and not is_forgotten(reflection.id)
    ]
    return tuple(sorted(come, key=lambda reflection: (reflection.keep_until, reflection.id)))


def confirms_forgetting(typed: str, reflection: Reflection) -> bool:
    """Whether the text is the team's name or the word FORGET; case and punctuation make no difference."""
    text, name = folded(typed), folded(reflection.team_name)
    return bool(text) and (text in (FORGET, name) or (bool(name_key(text)) and name_key(text) == name_key(name)))


def minutes_alone(questions: int) -> int:
    """Estimate how many minutes one person needs for this many questions, rounded up to five."""
    return max(5, 5 * ceil(questions * SECONDS_A_QUESTION / 300))


def meeting_minutes(people: int, laptops: int, questions: int) -> int:
    """Estimate how many minutes people need who take turns at laptops, to the nearest five.

    Allows 40 seconds a question, and 3 minutes a person for the welcome and for handing over.
    """
    turns = ceil(people / max(laptops, 1))
    seconds = turns * (questions * SECONDS_A_QUESTION + SECONDS_A_PERSON)
    return max(5, 5 * round(seconds / 300))


def paper_minutes(questions: int) -> int:
    """Estimate how many minutes a group needs on paper: the time of one person, and 5 minutes to begin."""
    return minutes_alone(questions) + PAPER_START_MINUTES
