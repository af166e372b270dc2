"""Runs the plain face, and shows its home page; `reflection_menu` opens everything else.

Each run ends with an exit code, never with a traceback for what a person did.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from coreflect.core.model import Reflection
from coreflect.core.texts import home as texts
from coreflect.core.texts.home import WHAT_THIS_IS, what_is_kept
from coreflect.core.texts.words import begun, ended
from coreflect.plain.prompts import Option, choose, numbered, trying, until_saved
from coreflect.plain.terminal import Terminal, until_left
from coreflect.services.app import Services
from coreflect.services.reflections import ListedReflection, home_list


def run_home(services: Services, terminal: Terminal | None = None) -> int:
    """Show the reflections kept here and what can be done with them, until the person leaves.

    Takes the services and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to be called inside
    a running event loop.
    """
    return _until_left(services, lambda opened: home(services, opened), terminal)


def run_answer(services: Services, reflection: Reflection, terminal: Terminal | None = None) -> int:
    """Let one person after another answer this reflection, until somebody leaves.

    Takes the services, the reflection and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to
    be called inside a running event loop.

    Raises:
        CoreflectError: the reflection's questions cannot be read.
    """
    from coreflect.plain.turn import take_turns

    return until_left(lambda opened: take_turns(services, opened, reflection), terminal)


def run_meeting(
    services: Services, reflection: Reflection, terminal: Terminal | None = None, *, phones: bool = False
) -> int:
    """Run the meeting of this reflection, with `phones` from how they join, until somebody leaves it.

    Takes, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to be called inside a running event
    loop.
    """
    from coreflect.plain.meeting import meet

    return _until_left(services, lambda opened: meet(services, opened, reflection, phones=phones), terminal)


def _until_left(services: Services, run: Callable[[Terminal], None], terminal: Terminal | None) -> int:
    """Run a function until the person leaves it; what is served to phones then ends with the program."""
    try:
        return until_left(run, terminal)
    finally:
        if services.phone_room:
            from coreflect.web.served import stop

            stop(services)


Step = Callable[[], None]

OTHERS = (
    ("n", texts.SET_UP),
    ("o", texts.OPEN_INVITATION),
    ("i", texts.BRING_FILES),
    ("w", texts.COME_BACK),
    ("l", texts.LOOK_BACK),
    ("v", texts.READ_QUESTIONS),
)
"""What can be chosen beside the reflections: its key, and its words."""


def home(services: Services, terminal: Terminal) -> None:
    """Offer each reflection and everything else, again and again, until the person leaves."""
    leaving = False

    def leave() -> None:
        nonlocal leaving
        leaving = True

    others: tuple[tuple[str, str, Step], ...] = (
        *((key, words, partial(_open, services, terminal, key)) for key, words in OTHERS),
        ("q", texts.LEAVE, leave),
    )
    terminal.say(f"coreflect. {WHAT_THIS_IS}")
    while not leaving:
        page = until_saved(terminal, lambda: _home_lines_and_steps(services, terminal))
        if page is None:
            return
        lines, steps = page
        options = [*numbered(steps), *(Option(key, words, step) for key, words, step in others)]
        trying(terminal, choose(terminal, *lines, options=options))


def _home_lines_and_steps(services: Services, terminal: Terminal) -> tuple[list[str], list[tuple[Step, str]]]:
    """Write the lines above the choices, and list what can be done with each reflection."""
    page = home_list(services)
    steps: list[tuple[Step, str]] = [
        (partial(_open, services, terminal, listed.reflection), describe(listed)) for listed in page.reflections
    ]
    lines = [
        what_is_kept(services.workspace.place()),
        *(texts.one_passed_over(fault) for fault in page.faults),
        page.due_line(texts.CHOOSE_TO_TAKE_OUT),
        f"{texts.REFLECTIONS_HERE}:" if steps else texts.NO_REFLECTIONS,
    ]
    return [line for line in lines if line], steps


def _open(services: Services, terminal: Terminal, chosen: str | Reflection) -> None:
    """Open the menu of a reflection, or what one of the `OTHERS` names by its key."""
    from coreflect.plain.reflection_menu import open_chosen  # all pages at once, after this one has come

    open_chosen(services, terminal, chosen)


def describe(listed: ListedReflection) -> str:
    """Describe a reflection in a line: team, topic, date, how many have begun and finished, when the next is due."""
    reflection = listed.reflection
    parts = (
        texts.reflection_aloud(reflection),
        begun(ended(listed.how_many_here)),
        texts.LOOKED_AT if reflection.state == "revealed" else "",
        begun(ended(listed.next_line)),
    )
    return " ".join(part for part in parts if part)
