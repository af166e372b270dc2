"""A set-up is read back before it is kept: one sentence, how long it takes, and what the room will see."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core import planning
from coreflect.core.bank import ShelvedBank
from coreflect.core.errors import Misuse
from coreflect.core.kept import Place
from coreflect.core.model import Round
from coreflect.core.rounds import DEFAULT_SMALLEST_GROUP
from coreflect.core.sentences import SHARED_FOLDER, TALK_ONLY, read_back, smallest_group_line, what_is_asked
from coreflect.core.set_up import SMALLER_GROUPS, WAYS, Typed, counts, invited, laptops


def summary(facts: Round, typed: Typed, shelf: Sequence[ShelvedBank], place: Place) -> tuple[str, ...]:
    """The paragraphs that read a set-up back.

    Takes the round as it would be kept, what was typed, every bank on the shelf, and where answers are kept.
    """
    banks = [one.bank for one in shelf if one.bank is not None]
    asked, _ = counts(typed.banks, shelf)
    said = [read_back(facts, asked)]
    if facts.is_private and place.shared:
        said.append(SHARED_FOLDER)
    said += ["; ".join(what_is_asked(facts, banks)), time_sentence(typed, shelf)]
    if facts.is_private:
        said.append(f"{smallest_group_line(facts)} {groups_sentence(typed)}")
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
            return planning.how_long_each(questions)
        return planning.how_long(people, laptops(typed), questions, short)
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
    said = planning.what_groups_show(people, typed.smallest_group, private=True)
    return said if typed.smallest_group == DEFAULT_SMALLEST_GROUP else f"{said} {SMALLER_GROUPS}"
