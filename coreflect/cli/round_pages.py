"""What `rounds show` and `rounds list` say of one reflection: its facts, what its room settled, what it will do."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coreflect.core.names import shown
from coreflect.core.reflections.rounds import ANSWERS_TAKEN_OUT
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.meeting import next_reflection
from coreflect.core.texts.words import spoken_date
from coreflect.core.workspace import Turnout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coreflect.core.banks.bank import Bank
    from coreflect.core.model import Action, Reflection, RoomCount
    from coreflect.services.all_records import AllRecords
    from coreflect.services.app import Services


def how_many(services: Services, round_id: str) -> str:
    """How many have begun and finished, those in brought-in files among them; or that the answers were taken out."""
    if services.workspace.is_forgotten(round_id):
        return ANSWERS_TAKEN_OUT
    return sentences.turnout_line(services.results.turnout(round_id))


def as_data(services: Services, reflection: Reflection) -> dict[str, Any]:
    """A reflection for other programs; nobody's ids are in it."""
    turnout = services.results.turnout(reflection.id)
    how_far = {"begun": turnout.begun, "finished": turnout.finished}
    return {
        **_reflection(reflection),
        **how_far,
        "answers_taken_out": services.workspace.is_forgotten(reflection.id),
        "brought_in": False,
    }


def listed(services: Services, all_records: AllRecords) -> tuple[str, ...]:
    """Every reflection as a line: those kept here, then those that are in brought-in files alone."""
    kept, elsewhere = services.workspace.rounds(), all_records.imported_reflections()
    today, every = services.clock.today(), (*kept, *elsewhere)
    return (
        *(line(reflection, how_many(services, reflection.id), today, every) for reflection in kept),
        *(_imported_line(all_records, reflection) for reflection in elsewhere),
    )


def listed_data(services: Services, all_records: AllRecords) -> list[dict[str, Any]]:
    """The same for other programs, all in one form."""
    return [
        *(as_data(services, reflection) for reflection in services.workspace.rounds()),
        *(_imported_data(all_records, reflection) for reflection in all_records.imported_reflections()),
    ]


def _imported_data(all_records: AllRecords, reflection: Reflection) -> dict[str, Any]:
    """A reflection that is in brought-in files alone, for other programs, in the same form."""
    finished = len(all_records.imported_responses(reflection.id))
    return {
        **_reflection(reflection),
        "begun": finished,
        "finished": finished,
        "answers_taken_out": False,
        "brought_in": True,
    }


def _imported_line(all_records: AllRecords, reflection: Reflection) -> str:
    """A reflection that is in brought-in files alone, as one line."""
    finished = len(all_records.imported_responses(reflection.id))
    turnout = sentences.turnout_line(Turnout(finished, finished))
    whose = f"{shown(reflection.team_name)}, {shown(reflection.about)}"
    return f"{reflection.id}   {whose}   {turnout}   from files brought in"


def line(reflection: Reflection, turnout: str, today: str, rounds: Sequence[Reflection]) -> str:
    """A reflection as one line, with when the team's next one is due."""
    due = next_reflection(reflection, today, rounds)
    parts = (reflection.id, f"{shown(reflection.team_name)}, {shown(reflection.about)}", turnout, due)
    return "   ".join(part for part in parts if part)


def described(reflection: Reflection, banks: Sequence[Bank]) -> tuple[str, ...]:
    """What was set up, read back."""
    asked = {one.bank: one.form for one in reflection.banks}
    questions = sum(len(bank.items(asked[bank.id])) for bank in banks)
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
    from coreflect.reporting.results_text import action_lines
    from coreflect.reporting.standing import standings

    scales = {(bank.id, item.id): bank.scale(section.scale) for bank in banks for section, item in bank.items()}
    texts = {(bank.id, item.id): item.text.say() for bank in banks for _, item in bank.items()}
    found = standings(room, scales)
    if found:
        yield from ("", "Where the room stands")
    for each in found:
        bank, item, _ = each.key
        yield f"  {shown(texts.get((bank, item), item))}"
        yield f"    {each.said}"
    yield from action_lines(actions)


def _reflection(reflection: Reflection) -> dict[str, Any]:
    described = asdict(reflection)
    for private in ("revision", "replaces", "counted", "counted_as", "helped", "joined"):
        del described[private]
    return described
