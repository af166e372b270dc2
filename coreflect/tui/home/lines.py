"""What stands on the first screen, as lines: the reflections in progress first, then what else one can do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Sequence

from coreflect.core.model import Reflection
from coreflect.core.reflections.rounds import ANSWERS_TAKEN_OUT, due, due_line
from coreflect.core.texts.answering import turnout_line
from coreflect.core.texts.meeting import next_reflection
from coreflect.core.texts.words import spoken_date
from coreflect.core.workspace import Turnout
from coreflect.tui.widgets.lists import Line
from coreflect.tui.widgets.text import Flowing, hints

SET_UP, OPEN, BRING, LOOK_BACK, READ, COLOURS = "-set-up", "-open", "-bring", "-look-back", "-read", "-colours"
"""Ids of what can be done; they begin with a hyphen, which no round's id does."""
ACTIONS = {
    **{SET_UP: "set_up", OPEN: "open", BRING: "bring", LOOK_BACK: "look_back", READ: "read"},
    COLOURS: "app.colours",
}
"""What the page does for each of them."""

Reflections = tuple[tuple[Reflection, Turnout], ...]
"""Each reflection with how many have answered."""

POINT_AT = "Go to a reflection with ↑ and ↓ first."

DOINGS = (
    Line(SET_UP, "Set up a reflection", key="n"),
    Line(OPEN, "Open an invitation from another laptop", key="o"),
    Line(BRING, "Bring files together", key="b"),
    Line(LOOK_BACK, "Look back: reflections side by side", key="l"),
    Line(READ, "Read the questions first", key="v"),
    Line(COLOURS, "Choose other colours", key="k"),
)


def home_lines(reflections: Reflections, today: str = "", forgotten: Collection[str] = ()) -> tuple[Line | None, ...]:
    """The lines of the first screen: each reflection, those still running first, a gap, and what else can be done.

    With `today` each line says when the team's next reflection is due, where that is agreed. `forgotten` holds the ids
    of those whose answers were taken out.
    """
    if not reflections:
        return DOINGS
    running = [one for one in reflections if one[0].state == "running"]
    looked_at = [one for one in reflections if one[0].state != "running"]
    rounds = [reflection for reflection, _ in reflections]
    lines = (
        reflection_line(
            reflection,
            None if reflection.id in forgotten else turnout,
            next_reflection(reflection, today, rounds) if today else "",
        )
        for reflection, turnout in (*running, *looked_at)
    )
    return (*lines, None, *DOINGS)


def reflection_line(reflection: Reflection, turnout: Turnout | None, next_one: str = "") -> Line:
    """A reflection as one line with its detail, and when the next is due; no turnout where answers were taken out."""
    detail = spoken_date(reflection.date)
    # What was shown and has no answers here has them in files that were brought in.
    if not turnout or turnout.begun or reflection.state != "revealed":
        detail += f" · {turnout_line(turnout) if turnout else ANSWERS_TAKEN_OUT}"
    if reflection.state == "revealed":
        detail += " · looked at together"
    if next_one:
        detail += f" · {next_one}"
    return Line(reflection.id, f"{reflection.team_name} · {reflection.about}", detail)


def in_progress(reflections: Reflections) -> str:
    """The heading over the reflections, with how many people have not finished in all of them together."""
    if not reflections:
        return "Where would you like to begin?"
    unfinished = sum(max(turnout.unfinished, 0) for _, turnout in reflections)
    if not unfinished:
        return "Reflections in progress"
    return f"Reflections in progress · {unfinished:,} {'person has' if unfinished == 1 else 'people have'} not finished"


def passed_over(faults: tuple[str, ...]) -> str:
    """What could not be read, in a line or two; empty where everything could."""
    if not faults:
        return ""
    if len(faults) == 1:
        return f"One file was passed over: {faults[0]}"
    return f"{len(faults)} files could not be read and were passed over. Press f to see them."


def home_hints(some: bool, fits: bool) -> Flowing:
    """At most six keys; what can be done besides is named here where it is out of sight in the list."""
    return hints(
        ("Enter", "choose", "screen.choose"),
        ("m" if some else "", "more on it", "screen.more"),
        ("t" if some and fits else "", "the meeting", "screen.meeting"),
        ("w" if some else "", "my words", "screen.words"),
        ("" if fits else "n", "set up", "screen.set_up"),
        ("" if fits else "o", "open", "screen.open"),
        ("q", "leave", "screen.leave"),
        ("?" if fits else "", "help", "app.help"),
    )


HOW = "Press m on it to take them out."


def forgotten_among(
    reflections: Sequence[tuple[Reflection, Turnout]], is_forgotten: Callable[[str], bool]
) -> frozenset[str]:
    """The ids of those whose answers were taken out; only where nobody has begun is it looked whether they were."""
    return frozenset(
        reflection.id for reflection, turnout in reflections if not turnout.begun and is_forgotten(reflection.id)
    )


def day_has_come(reflections: Sequence[tuple[Reflection, Turnout]], today: str, forgotten: Container[str]) -> str:
    """What the first page says of reflections whose answers were to be kept until today; empty where there is none."""
    rounds = [reflection for reflection, _ in reflections]
    return due_line(due(rounds, today, lambda one: one in forgotten), HOW)
