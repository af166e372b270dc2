"""What stands on the first screen, as lines: the reflections in progress first, then what else one can do."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.model import Round
from coreflect.core.ports import Turnout
from coreflect.core.sentences import spoken_date, turnout_line
from coreflect.tui.widgets.pointed_list import Line

SET_UP, OPEN, READ = "-set-up", "-open", "-read"
"""Ids of what can be done; they begin with a hyphen, which no round's id does."""

DOINGS = (
    Line(SET_UP, "Set up a reflection", key="n"),
    Line(OPEN, "Open an invitation from another laptop", key="o"),
    Line(READ, "Read the questions first", key="v"),
)


def home_lines(reflections: Sequence[tuple[Round, Turnout]]) -> tuple[Line | None, ...]:
    """The lines of the first screen: each reflection, those still running first, a gap, and what else can be done."""
    if not reflections:
        return DOINGS
    running = [one for one in reflections if one[0].state == "running"]
    looked_at = [one for one in reflections if one[0].state != "running"]
    return (*(reflection_line(facts, turnout) for facts, turnout in (*running, *looked_at)), None, *DOINGS)


def reflection_line(facts: Round, turnout: Turnout) -> Line:
    """A reflection as one line with its detail."""
    detail = f"{spoken_date(facts.date)} · {turnout_line(turnout)}"
    if facts.state == "revealed":
        detail += " · looked at together"
    return Line(facts.id, f"{facts.team_name} · {facts.about}", detail)


def in_progress(reflections: Sequence[tuple[Round, Turnout]]) -> str:
    """The heading over the reflections, with how many people have not finished in all of them together."""
    if not reflections:
        return "Where would you like to begin?"
    unfinished = sum(max(turnout.unfinished, 0) for _, turnout in reflections)
    if not unfinished:
        return "Reflections in progress"
    return f"Reflections in progress · {unfinished:,} {'person has' if unfinished == 1 else 'people have'} not finished"
