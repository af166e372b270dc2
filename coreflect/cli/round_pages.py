"""Lays a reflection out as `rounds list` and `rounds show` print it: lines for people, and values for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coreflect.core.names import shown
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.words import spoken_date
from coreflect.reporting.positions import room_positions
from coreflect.reporting.results_text import action_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coreflect.core.banks.bank import Bank
    from coreflect.core.model import Action, Reflection, RoomCount
    from coreflect.services.reflections import ListedReflection


def as_data(listed: ListedReflection) -> dict[str, Any]:
    """A reflection as JSON has it; nobody's ids are in it."""
    return {
        **_reflection(listed.reflection),
        "begun": listed.turnout.begun,
        "finished": listed.turnout.finished,
        "answers_taken_out": listed.is_forgotten,
        "brought_in": listed.is_imported,
    }


def line(listed: ListedReflection) -> str:
    """A reflection as one line, with when the team's next one is due."""
    reflection = listed.reflection
    parts = (
        reflection.id,
        f"{shown(reflection.team_name)}, {shown(reflection.about)}",
        listed.how_many,
        "from files brought in" if listed.is_imported else listed.next_line,
    )
    return "   ".join(part for part in parts if part)


def described(reflection: Reflection, banks: Sequence[Bank]) -> tuple[str, ...]:
    """What was set up, read back."""
    forms = {asked.bank: asked.form for asked in reflection.banks}
    questions = sum(len(bank.items(forms[bank.id])) for bank in banks)
    next_one = f"The next reflection: {spoken_date(reflection.next_date)}." if reflection.next_date else ""
    lines = (
        sentences.read_back(reflection, questions),
        *(f"  {line}" for line in sentences.what_is_asked(reflection, banks)),
        sentences.smallest_group_line(reflection),
        next_one,
    )
    return tuple(line for line in lines if line)


def settled(room: Sequence[RoomCount], actions: Sequence[Action], banks: Sequence[Bank]) -> Iterator[str]:
    """Where the room stands and what it will do, in words; nothing where it has settled neither."""
    scales = {(bank.id, item.id): bank.scale(section.scale) for bank in banks for section, item in bank.items()}
    texts = {(bank.id, item.id): item.text.say() for bank in banks for _, item in bank.items()}
    found = room_positions(room, scales)
    if found:
        yield from ("", "Where the room stands")
    for position in found:
        bank, item, _ = position.key
        yield f"  {shown(texts.get((bank, item), item))}"
        yield f"    {position.text}"
    yield from action_lines(actions)


def _reflection(reflection: Reflection) -> dict[str, Any]:
    described = asdict(reflection)
    for private in ("revision", "replaces", "counted", "counted_as", "helped", "joined"):
        del described[private]
    return described
