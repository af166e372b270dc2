"""Writes a file about a reflection in the plain face, and opens it where somebody wants it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from coreflect.core.model import Reflection
from coreflect.core.texts import home as texts
from coreflect.core.texts.controls import BACK, WAIT_A_MOMENT
from coreflect.plain.prompts import Option, choose, numbered
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services
from coreflect.services.output import open_file, opens_files
from coreflect.services.written import AGREED_REPORT, write

Step = Callable[[], None]


def write_file(services: Services, terminal: Terminal, reflection: Reflection, what: str) -> None:
    """Write a file about a reflection, say where it is, and open it where there is a desktop and somebody wants it."""
    terminal.say(WAIT_A_MOMENT)
    written = write(services, reflection, what)
    terminal.pause()
    terminal.say(*written.lines)
    opening = ((lambda: open_file(written.path), texts.OPEN_FILE),) if written.is_page and opens_files() else ()
    again = partial(write_file, services, terminal, reflection, AGREED_REPORT)
    agreeing = ((again, texts.GROUP_HAS_AGREED),) if written.is_draft else ()
    steps: tuple[tuple[Step, str], ...] = (*opening, *agreeing)
    if steps:
        back: Step = lambda: None  # noqa: E731
        choose(terminal, options=(*numbered(steps), Option("b", BACK, back)), taken_by_enter="b")()
