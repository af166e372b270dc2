"""One reflection while the room meets: how many have finished, never who; and all that can be done, by one typed line.

Each time that a line is typed the facts are read anew, so that this terminal follows where another shows the answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from coreflect.core.errors import CoreflectError
from coreflect.core.keeping_until import TAKEN_OUT, WHAT_STAYS
from coreflect.core.kept import Turnout
from coreflect.core.model import Action, Round
from coreflect.core.opening import open_with
from coreflect.core.ports import Desk
from coreflect.core.revealing import how_many
from coreflect.core.sentences import spoken_date
from coreflect.plain.choices import Option, choose, ended, numbered, trying, until_kept
from coreflect.plain.face import until_left
from coreflect.plain.last_time import what_we_said_last_time
from coreflect.plain.meeting_steps import Step, is_shown, steps
from coreflect.plain.terminal import Terminal

ASK_AGAIN = Step("Ask again how many have finished", lambda: None)
SHOWN_MEANWHILE = "Meanwhile another laptop has shown the answers to everyone."


@dataclass(frozen=True, slots=True)
class Seen:
    """The reflection at one look: its facts, how many have begun and finished, and what it opens with."""

    facts: Round
    turnout: Turnout
    last_time: tuple[Action, ...]


def run_meeting(desk: Desk, facts: Round, terminal: Terminal | None = None) -> int:
    """Run the meeting of this round, until somebody leaves it.

    Takes the ports, the round's facts and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to
    be called inside a running event loop.
    """
    return until_left(lambda heard: meet(desk, heard, facts), terminal)


def meet(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Open with what was said last time; then offer what can be done now, again and again, until somebody leaves."""
    terminal.pause()
    terminal.say(f"The meeting. {ended(facts.team_name)} About {ended(facts.about)} {spoken_date(facts.date)}.")
    opened, listed = desk.workspace.is_forgotten(facts.id), True
    while (seen := until_kept(terminal, lambda: look(desk, facts))) is not None:
        if seen.last_time and not opened and not is_shown(seen.facts):
            opened = True
            trying(terminal, partial(what_we_said_last_time, desk, terminal, seen.facts))
            continue
        step = _chosen(desk, terminal, seen, listed=listed)
        if step is None:
            return
        now = None if is_shown(seen.facts) else _shown_now(desk, facts)
        if now is not None:
            terminal.say(SHOWN_MEANWHILE)
            step, *_ = steps(desk, terminal, now, last_time=False)
        trying(terminal, step.do)
        listed = step is not ASK_AGAIN


def look(desk: Desk, facts: Round) -> Seen:
    """Read the reflection anew; where what was agreed before cannot be read, it opens with nothing.

    Raises:
        CoreflectError: the reflection cannot be read.
    """
    now, turnout = desk.workspace.round(facts.id), desk.results.turnout(facts.id)
    try:
        return Seen(now, turnout, open_with(desk.workspace, now))
    except CoreflectError:
        return Seen(now, turnout, ())


def _chosen(desk: Desk, terminal: Terminal, seen: Seen, *, listed: bool) -> Step | None:
    """What is to be done now; None to leave."""
    every = steps(desk, terminal, seen.facts, last_time=bool(seen.last_time))
    lines: list[tuple[Step | None, str]] = [(step, step.words) for step in every]
    forgotten = desk.workspace.is_forgotten(seen.facts.id)
    lines += [] if forgotten or is_shown(seen.facts) else [(ASK_AGAIN, ASK_AGAIN.words)]
    options: list[Option[Step | None]] = [*numbered(lines), Option("q", "Leave the meeting", None)]
    enter = "1" if is_shown(seen.facts) else str(len(lines))
    now = f"{TAKEN_OUT} {WHAT_STAYS}" if forgotten else how_many(seen.facts, seen.turnout)
    said = [now] + ([] if listed else ["h says what can be done."])
    return choose(terminal, *said, options=options, taken_by_enter=enter, listed=listed)


def _shown_now(desk: Desk, facts: Round) -> Round | None:
    """The facts, where another terminal has shown the answers meanwhile."""
    try:
        now = desk.workspace.round(facts.id)
    except CoreflectError:
        return None
    return now if is_shown(now) else None
