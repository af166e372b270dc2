"""What `rounds show` and `rounds list` say of one reflection: its facts, what its room settled, what it will do."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coreflect.core.names import shown
from coreflect.core.reflections.rounds import ANSWERS_TAKEN_OUT
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.meeting import next_reflection
from coreflect.core.workspace import Turnout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coreflect.core.banks.bank import Bank
    from coreflect.core.model import Action, RoomCount, Round
    from coreflect.core.ports import Desk
    from coreflect.services.everything import BroughtIn


def how_many(desk: Desk, round_id: str) -> str:
    """How many have begun and finished, those in brought-in files among them; or that the answers were taken out."""
    if desk.workspace.is_forgotten(round_id):
        return ANSWERS_TAKEN_OUT
    return sentences.turnout_line(desk.results.turnout(round_id))


def as_data(desk: Desk, facts: Round) -> dict[str, Any]:
    """A reflection for other programs; nobody's ids are in it."""
    turnout = desk.results.turnout(facts.id)
    how_far = {"begun": turnout.begun, "finished": turnout.finished}
    return {**_facts(facts), **how_far, "answers_taken_out": desk.workspace.is_forgotten(facts.id), "brought_in": False}


def listed(desk: Desk, brought_in: BroughtIn) -> tuple[str, ...]:
    """Every reflection as a line: those kept here, then those that are in brought-in files alone."""
    kept, elsewhere = desk.workspace.rounds(), brought_in.rounds()
    today, every = desk.clock.today(), (*kept, *elsewhere)
    return (
        *(line(facts, how_many(desk, facts.id), today, every) for facts in kept),
        *(_brought_in_line(brought_in, facts) for facts in elsewhere),
    )


def listed_data(desk: Desk, brought_in: BroughtIn) -> list[dict[str, Any]]:
    """The same for other programs, all in one form."""
    return [
        *(as_data(desk, facts) for facts in desk.workspace.rounds()),
        *(_brought_in_data(brought_in, facts) for facts in brought_in.rounds()),
    ]


def _brought_in_data(brought_in: BroughtIn, facts: Round) -> dict[str, Any]:
    """A reflection that is in brought-in files alone, for other programs, in the same form."""
    finished = len(brought_in.finished(facts.id))
    return {**_facts(facts), "begun": finished, "finished": finished, "answers_taken_out": False, "brought_in": True}


def _brought_in_line(brought_in: BroughtIn, facts: Round) -> str:
    """A reflection that is in brought-in files alone, as one line."""
    finished = len(brought_in.finished(facts.id))
    turnout = sentences.turnout_line(Turnout(finished, finished))
    return f"{facts.id}   {shown(facts.team_name)}, {shown(facts.about)}   {turnout}   from files brought in"


def line(facts: Round, turnout: str, today: str, rounds: Sequence[Round]) -> str:
    """A reflection as one line, with when the team's next one is due."""
    due = next_reflection(facts, today, rounds)
    parts = (facts.id, f"{shown(facts.team_name)}, {shown(facts.about)}", turnout, due)
    return "   ".join(part for part in parts if part)


def described(facts: Round, banks: Sequence[Bank]) -> tuple[str, ...]:
    """What was set up, read back."""
    asked = {one.bank: one.form for one in facts.banks}
    questions = sum(len(bank.items(asked[bank.id])) for bank in banks)
    next_one = f"The next reflection: {sentences.spoken_date(facts.next_date)}." if facts.next_date else ""
    lines = (
        sentences.read_back(facts, questions),
        *(f"  {line}" for line in sentences.what_is_asked(facts, banks)),
        sentences.smallest_group_line(facts),
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


def _facts(facts: Round) -> dict[str, Any]:
    described = asdict(facts)
    for private in ("revision", "replaces", "counted", "counted_as", "helped", "joined"):
        del described[private]
    return described
