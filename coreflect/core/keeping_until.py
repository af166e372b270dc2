"""Answers are kept until the day that a reflection names; once it has come that is said, and nothing goes by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from coreflect.core.errors import Misuse
from coreflect.core.kept import HandedOver
from coreflect.core.model import Round
from coreflect.core.names import alike, folded, shown

TAKEN_OUT = "The answers of this reflection were taken out, as agreed."
WHAT_STAYS = "What was agreed and what we will do is kept."
NO_NEW_ONES = "The answers of this reflection were taken out, so it takes no new ones."
ANSWERS_TAKEN_OUT = "answers taken out"
TAKE_ALL_OUT = "Take all answers of this reflection out"
WHAT_GOES = "All answers and notes go, with shows of hands and who had help. They will not come back."
WHAT_IS_LEFT = "What was set up, where the room stands, and what we will do is kept."
TYPE_IT = 'Type the team\'s name, or the word "forget".'
NOT_MEANT = "Nothing was taken out."
FORGET = "forget"


def day_has_come(facts: Round, today: str) -> bool:
    """Whether the day until which the answers of a reflection are kept has come."""
    try:
        return date.fromisoformat(facts.keep_until) <= date.fromisoformat(today)
    except ValueError:
        return False


def due(rounds: Sequence[Round], today: str, is_forgotten: Callable[[str], bool]) -> tuple[Round, ...]:
    """The reflections whose day has come and whose answers are still kept, those that were due first at the front.

    Whether they are kept is looked at only where the day has come.
    """
    come = [facts for facts in rounds if day_has_come(facts, today) and not is_forgotten(facts.id)]
    return tuple(sorted(come, key=lambda facts: (facts.keep_until, facts.id)))


def day_line(facts: Round) -> str:
    """What is said of one reflection whose day has come."""
    return f"We said that we keep these answers until {plain_date(facts.keep_until)}. That day has come."


def due_line(found: Sequence[Round], how: str) -> str:
    """What the first page says of reflections whose day has come, and the way to take the answers out.

    Empty where there is none.
    """
    if not found:
        return ""
    first = found[0]
    name = f"{shown(first.team_name)}, {plain_date(first.date)}"
    if len(found) == 1:
        return f"{name}: {day_line(first)[:1].lower()}{day_line(first)[1:]} {how}"
    others = f"{len(found) - 1:,} {'other reflection' if len(found) == 2 else 'other reflections'}"
    return f"The day until which we said that we keep the answers has come for {name}, and for {others}. {how}"


def before_forgetting(facts: Round, people: int, handed_over: Sequence[HandedOver]) -> tuple[str, ...]:
    """What is said before all answers of a reflection are taken out: what goes, what stays, what cannot be called back.

    `people` is how many have begun.
    """
    whose = f"{shown(facts.team_name)}, about {shown(facts.about)}, {plain_date(facts.date)}."
    many = f"{people:,} {'person has' if people == 1 else 'people have'} begun to answer. " if people else ""
    return (whose, f"{many}{WHAT_GOES}", WHAT_IS_LEFT, *handed_over_line(handed_over))


def handed_over_line(handed_over: Sequence[HandedOver]) -> tuple[str, ...]:
    """What is said of the copies that were handed over; nothing where there are none."""
    if not handed_over:
        return ()
    files = ", ".join(shown(one.file) for one in handed_over)
    return (f"Copies already handed over cannot be called back: {files}. Ask those who have them to delete them.",)


def is_meant(typed: str, facts: Round) -> bool:
    """Whether what was typed is the team's name or the word that means it; case and signs make no difference."""
    said, name = folded(typed), folded(facts.team_name)
    return bool(said) and (said in (FORGET, name) or (bool(alike(said)) and alike(said) == alike(name)))


def check_meant(typed: str, facts: Round) -> None:
    """Let a person go on who has typed what means it.

    Raises:
        Misuse: something else was typed.
    """
    if not is_meant(typed, facts):
        raise Misuse(NOT_MEANT, f"{TYPE_IT} The name is {shown(facts.team_name)}.")


def forgotten_now(faults: Sequence[str] = ()) -> tuple[str, ...]:
    """What is said once all answers of a reflection were taken out, and what could not be looked into."""
    said = f"The answers and notes are taken out. They will not come back. {WHAT_STAYS}"
    return (said, *(shown(fault) for fault in faults))


def plain_date(iso: str) -> str:
    """A date as it stands within a sentence: 12 May 2027; the text itself where it is none."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return shown(iso)
    return f"{day.day} {day:%B} {day.year}"
