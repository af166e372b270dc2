"""The doors of the plain face; each ends with an exit code and never with a traceback for what a person did."""

from __future__ import annotations

from collections.abc import Callable

from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.plain.terminal import Terminal, open_terminal

INTERRUPTED = 130


def run_home(desk: Desk, terminal: Terminal | None = None) -> int:
    """Show the reflections kept here and what can be done with them, until the person leaves.

    Takes the ports and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to be called inside a
    running event loop.
    """
    from coreflect.plain.home import home

    return until_left(lambda heard: home(desk, heard), terminal)


def run_answer(desk: Desk, facts: Round, terminal: Terminal | None = None) -> int:
    """Let one person after another answer this round, until somebody leaves.

    Takes the ports, the round's facts and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to
    be called inside a running event loop.

    Raises:
        CoreflectError: the round's questions cannot be read.
    """
    from coreflect.plain.turns import take_turns

    return until_left(lambda heard: take_turns(desk, heard, facts), terminal)


def until_left(run: Callable[[Terminal], None], terminal: Terminal | None) -> int:
    """Run something in the terminal until the person leaves it; returns 0, or 130 where it was interrupted."""
    heard = terminal or open_terminal()
    try:
        run(heard)
    except (KeyboardInterrupt, EOFError):
        heard.pause()
        heard.say("Stopped. Every answer that was said to be kept is kept.")
        return INTERRUPTED
    return 0
