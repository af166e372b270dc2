"""A reflection is set up one thing at a time, and all of it is read back before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core import planning
from coreflect.core.bank import ShelvedBank
from coreflect.core.errors import Misuse
from coreflect.core.model import Round
from coreflect.core.ports import Desk, Place
from coreflect.core.rounds import NewRound, new_round
from coreflect.core.sentences import SHARED_FOLDER, TALK_ONLY, read_back, smallest_group_line, what_is_asked
from coreflect.core.set_up import FIELDS, Typed, counts, first_typed, invited, laptops, planned
from coreflect.plain.choices import Left, choose, ended, numbered, until_kept
from coreflect.plain.set_up_fields import Back, ask_field, asked_fields, spoken
from coreflect.plain.terminal import Terminal


def set_up(desk: Desk, terminal: Terminal) -> Round | None:
    """Ask for everything that a reflection needs, read it back, and keep it; None where the person leaves it."""
    shelf = desk.shelf.banks()
    if not any(one.bank for one in shelf):
        terminal.say("There are no questions here that can be asked.")
        return None
    terminal.pause()
    terminal.say("Set up a reflection, one thing at a time.")
    terminal.say("Enter alone takes what is said. Type b alone to go back one, q alone to leave.")
    try:
        typed = _ask_all(desk, terminal, first_typed(desk.clock.today(), shelf), shelf)
        while typed.way != "talk":
            new = _made(desk, typed, shelf)
            if isinstance(new, Misuse):
                terminal.say(str(new))
                typed = _ask_one(desk, terminal, new.field, typed, shelf)
                continue
            if _agreed(desk, terminal, new, typed, shelf):
                return new.facts if _kept(desk, terminal, new) else None
            typed = _change(desk, terminal, typed, shelf)
    except Left:
        terminal.say("Nothing was set up.")
        return None
    terminal.say(TALK_ONLY)
    return None


def _ask_all(desk: Desk, terminal: Terminal, typed: Typed, shelf: Sequence[ShelvedBank]) -> Typed:
    at = 0
    while at < len(fields := asked_fields(typed)) and typed.way != "talk":
        try:
            typed = ask_field(terminal, fields[at], typed, shelf, desk.ids)
            at += 1
        except Back:
            at = max(0, at - 1)
    return typed


def _ask_one(desk: Desk, terminal: Terminal, field: str, typed: Typed, shelf: Sequence[ShelvedBank]) -> Typed:
    try:
        return ask_field(terminal, field if field in FIELDS else "team_name", typed, shelf, desk.ids)
    except Back:
        return typed


def _made(desk: Desk, typed: Typed, shelf: Sequence[ShelvedBank]) -> NewRound | Misuse:
    try:
        return new_round(planned(typed), shelf, desk.ids)
    except Misuse as error:
        return error


def _agreed(desk: Desk, terminal: Terminal, new: NewRound, typed: Typed, shelf: Sequence[ShelvedBank]) -> bool:
    said = summary(new, typed, shelf, desk.workspace.place())
    options = numbered(((True, "Yes, set it up"), (False, "Change something")))
    return choose(terminal, "Is this right?", *said, options=options, can_leave=True)


def _change(desk: Desk, terminal: Terminal, typed: Typed, shelf: Sequence[ShelvedBank]) -> Typed:
    lines = [
        (field, f"{FIELDS[field].name}: {spoken(field, typed, shelf) or 'empty'}") for field in asked_fields(typed)
    ]
    field = choose(terminal, "What shall be changed?", options=numbered(lines), can_leave=True)
    changed = _ask_one(desk, terminal, field, typed, shelf)
    newly_asked = [name for name in asked_fields(changed) if name not in asked_fields(typed)]
    for name in newly_asked:
        changed = _ask_one(desk, terminal, name, changed, shelf)
    return changed


def _kept(desk: Desk, terminal: Terminal, new: NewRound) -> bool:
    def keep() -> bool:
        desk.workspace.keep_round(new.facts, new.bank_files)
        return True

    if not until_kept(terminal, keep):
        terminal.say("Nothing was set up.")
        return False
    terminal.pause()
    terminal.say(f"{ended(new.facts.team_name)} It is set up.")
    return True


def summary(new: NewRound, typed: Typed, shelf: Sequence[ShelvedBank], place: Place) -> tuple[str, ...]:
    """The paragraphs that read a set-up back: what, how long, what the room will see, and what the folder tells."""
    facts = new.facts
    asked, short = counts(typed.banks, shelf)
    people = invited(typed)
    long = planning.how_long(people, laptops(typed), asked, short) if people else planning.how_long_each(asked)
    said = [read_back(facts, asked)]
    said += [ended(one) for one in what_is_asked(facts, [one.bank for one in shelf if one.bank is not None])]
    said += [long, smallest_group_line(facts)]
    if facts.is_private:
        said.append(planning.what_groups_show(people, facts.smallest_group, private=True))
        said += [SHARED_FOLDER] if place.shared else []
    return tuple(said)
