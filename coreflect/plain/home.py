"""The first page of the plain face: what is under way, and one line to type for each thing that can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from coreflect.core.errors import CoreflectError
from coreflect.core.handing_over import export_written, invitation_written
from coreflect.core.keeping_until import ANSWERS_TAKEN_OUT, TAKE_ALL_OUT, day_has_come, day_line, due, due_line
from coreflect.core.meeting_sentences import next_reflection
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.sentences import (
    WHAT_THIS_IS,
    smallest_group_line,
    spoken_date,
    turnout_line,
    what_is_asked,
    what_is_kept,
)
from coreflect.plain.choices import Option, choose, ended, numbered, trying, until_kept
from coreflect.plain.forgetting import after_it, forget
from coreflect.plain.look_back import look_back
from coreflect.plain.meeting import meet
from coreflect.plain.meeting_steps import is_shown
from coreflect.plain.reading_first import read_first
from coreflect.plain.set_up import set_up
from coreflect.plain.terminal import Terminal
from coreflect.plain.turns import return_with_words, take_turns

Step = Callable[[], None]


def home(desk: Desk, terminal: Terminal) -> None:
    """Offer each reflection and everything else, again and again, until the person leaves."""
    leaving = False

    def leave() -> None:
        nonlocal leaving
        leaving = True

    others: tuple[tuple[str, str, Step], ...] = (
        ("n", "Set up a reflection", lambda: new_reflection(desk, terminal)),
        ("o", "Open an invitation from another laptop", lambda: open_invitation(desk, terminal)),
        ("b", "Bring files together", lambda: bring_files(desk, terminal)),
        ("t", "Come back to your answers with your two words", lambda: return_with_words(desk, terminal)),
        ("l", "Look back: reflections side by side", lambda: look_back(desk, terminal)),
        ("v", "Read the questions first", lambda: read_first(desk, terminal)),
        ("q", "Leave", leave),
    )
    terminal.say(f"coreflect. {WHAT_THIS_IS}")
    while not leaving:
        page = until_kept(terminal, lambda: _page(desk, terminal))
        if page is None:
            return
        said, lines = page
        options = [*numbered(lines), *(Option(key, words, step) for key, words, step in others)]
        trying(terminal, choose(terminal, *said, options=options))


def _page(desk: Desk, terminal: Terminal) -> tuple[list[str], list[tuple[Step, str]]]:
    rounds = desk.workspace.rounds()
    lines: list[tuple[Step, str]] = [
        (partial(reflection, desk, terminal, facts), described(desk, facts, rounds)) for facts in rounds
    ]
    said = [what_is_kept(desk.workspace.place())]
    said += [f"One file was passed over: {fault}" for fault in desk.workspace.faults()]
    come = due(rounds, desk.clock.today(), desk.workspace.is_forgotten)
    said += [due_line(come, "Choose it to take them out.")] if come else []
    said.append("Reflections in progress:" if rounds else "There are no reflections here yet.")
    return said, lines


def described(desk: Desk, facts: Round, rounds: Sequence[Round]) -> str:
    """A reflection in a line: team, what it is about, date, how many have begun and finished, and when the next is due.

    `rounds` are all reflections that are known.
    """
    looked_at = "Looked at together." if is_shown(facts) else ""
    forgotten = desk.workspace.is_forgotten(facts.id)
    how_many = desk.workspace.turnout(facts.id)
    turnout = ANSWERS_TAKEN_OUT.capitalize() if forgotten else turnout_line(how_many)
    if is_shown(facts) and not forgotten and not how_many.begun:
        # What was shown and has no answers here has them in files that were brought in.
        turnout = ""
    following = next_reflection(facts, desk.clock.today(), rounds)
    next_one = f"{following[:1].upper()}{ended(following[1:])}" if following else ""
    parts = (ended(facts.team_name), f"About {ended(facts.about)}", f"{spoken_date(facts.date)}.")
    return " ".join(part for part in (*parts, ended(turnout), looked_at, next_one) if part)


def reflection(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Offer what can be done with one reflection."""

    def invite() -> None:
        _written(terminal, invitation_written(desk.post.write_invitation(facts)))

    def export() -> None:
        turnout = desk.workspace.turnout(facts.id)
        _written(terminal, export_written(desk.post.write_export(facts), turnout, facts))

    if desk.workspace.is_forgotten(facts.id):
        after_it(desk, terminal, facts)
        return
    steps: tuple[tuple[Step, str], ...] = (
        (lambda: take_turns(desk, terminal, facts), "Answer"),
        (lambda: meet(desk, terminal, facts), "The meeting: paper sheets, show the answers, talk, what we will do"),
        (invite, "Write the invitation, for other laptops"),
        (export, "Write the answers into one file, to hand over"),
        (lambda: forget(desk, terminal, facts), TAKE_ALL_OUT),
        (lambda: None, "Back"),
    )
    banks = desk.workspace.banks(facts.id)
    said = [
        described(desk, facts, desk.workspace.rounds()),
        *(ended(one) for one in what_is_asked(facts, banks)),
        smallest_group_line(facts),
        *((day_line(facts),) if day_has_come(facts, desk.clock.today()) else ()),
    ]
    choose(terminal, *said, options=numbered(steps), taken_by_enter="2" if is_shown(facts) else "1")()


def new_reflection(desk: Desk, terminal: Terminal) -> None:
    """Set a reflection up, and go on with it."""
    facts = set_up(desk, terminal)
    if facts is not None:
        reflection(desk, terminal, facts)


def open_invitation(desk: Desk, terminal: Terminal) -> None:
    """Take in the round of an invitation's file."""
    terminal.pause()
    terminal.say("Type the name of the invitation's file, with its folder. Enter alone goes back.")
    while typed := terminal.ask("File:"):
        try:
            facts = desk.post.open_invitation(typed)
        except CoreflectError as error:
            terminal.say(str(error), "Enter alone goes back.")
            continue
        reflection(desk, terminal, facts)
        return


def bring_files(desk: Desk, terminal: Terminal) -> None:
    """Bring files from other laptops together."""
    from coreflect.plain.bring import bring_together

    bring_together(desk, terminal)


def _written(terminal: Terminal, said: tuple[str, ...]) -> None:
    terminal.pause()
    terminal.say(*said)
