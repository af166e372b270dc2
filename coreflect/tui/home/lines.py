"""The lines of the home page: the reflections in progress first, then what else one can do."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.texts import home as texts
from coreflect.core.texts.words import spoken_date
from coreflect.services.reflections import ListedReflection
from coreflect.tui.widgets.lists import Line
from coreflect.tui.widgets.text import Flowing, hints

SET_UP, OPEN, BRING, LOOK_BACK, READ, COLOURS = "-set-up", "-open", "-bring", "-look-back", "-read", "-colours"
"""Ids of what can be done; they begin with a hyphen, which no round's id does."""
ACTIONS = {
    **{SET_UP: "set_up", OPEN: "open", BRING: "bring", LOOK_BACK: "look_back", READ: "read"},
    COLOURS: "app.colours",
}
"""What the page does for each of them."""

POINT_AT = "Go to a reflection with ↑ and ↓ first."

DOINGS = (
    Line(SET_UP, texts.SET_UP, key="n"),
    Line(OPEN, texts.OPEN_INVITATION, key="o"),
    Line(BRING, texts.BRING_FILES, key="b"),
    Line(LOOK_BACK, texts.LOOK_BACK, key="l"),
    Line(READ, texts.READ_QUESTIONS, key="v"),
    Line(COLOURS, "Choose other colours", key="k"),
)


def home_lines(reflections: Sequence[ListedReflection]) -> tuple[Line | None, ...]:
    """The lines of the home page: each reflection, those still running first, a gap, and what else can be done."""
    if not reflections:
        return DOINGS
    running = [listed for listed in reflections if listed.reflection.state == "running"]
    looked_at = [listed for listed in reflections if listed.reflection.state != "running"]
    return (*map(reflection_line, (*running, *looked_at)), None, *DOINGS)


def reflection_line(listed: ListedReflection) -> Line:
    """A reflection as one line, with its date, its turnout and when the team's next one is due."""
    reflection = listed.reflection
    details = (
        spoken_date(reflection.date),
        listed.how_many_here,
        "looked at together" if reflection.state == "revealed" else "",
        listed.next_line,
    )
    detail = " · ".join(text for text in details if text)
    return Line(reflection.id, f"{reflection.team_name} · {reflection.about}", detail)


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
