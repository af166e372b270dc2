"""A reflection is set up one thing at a time, and all of it is read back before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.bank import ShelvedBank
from coreflect.core.errors import Misuse
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.rounds import NewRound, new_round
from coreflect.core.sentences import TALK_ONLY
from coreflect.core.set_up import FIELDS, Typed, first_typed, planned
from coreflect.core.set_up_summary import summary
from coreflect.plain.choices import Back, Left, choose, ended, numbered, until_kept
from coreflect.plain.set_up_fields import ask_field, asked_fields, spoken
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
    said = [ended(one) for one in summary(new.facts, typed, shelf, desk.workspace.place()) if one]
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
