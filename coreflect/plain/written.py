"""Writes a file about a reflection in the plain face, opens it, and asks what a group asks of a board in its report."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from coreflect.core.meeting.asking import MOST_ASKED, Asking, read_asking
from coreflect.core.model import Reflection
from coreflect.core.texts import home as texts
from coreflect.core.texts import report as ask_texts
from coreflect.core.texts.controls import BACK, WAIT_A_MOMENT
from coreflect.core.texts.words import plain_date
from coreflect.plain.prompts import Back, Option, ask_words, choose, numbered, until_saved
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services
from coreflect.services.output import open_file, opens_files
from coreflect.services.written import AGREED_REPORT, REPORT, write

Step = Callable[[], None]


def write_file(services: Services, terminal: Terminal, reflection: Reflection, what: str) -> None:
    """Write a file about a reflection, say where it is, and open it where there is a desktop and somebody wants it."""
    terminal.say(WAIT_A_MOMENT)
    written = write(services, reflection, what)
    terminal.pause()
    terminal.say(*written.lines)
    opening = ((lambda: open_file(written.path), texts.OPEN_FILE),) if written.is_page and opens_files() else ()
    again = partial(write_file, services, terminal, reflection, AGREED_REPORT)
    asking = partial(_ask_the_board, services, terminal, reflection)
    agreeing = ((asking, ask_texts.ASK_THE_BOARD), (again, texts.GROUP_HAS_AGREED)) if written.is_draft else ()
    steps: tuple[tuple[Step, str], ...] = (*opening, *agreeing)
    if steps:
        back: Step = lambda: None  # noqa: E731
        choose(terminal, options=(*numbered(steps), Option("b", BACK, back)), taken_by_enter="b")()


def _ask_the_board(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Ask what the group asks of a board, save it, and write the draft with it; going back leaves all as it was."""
    from coreflect.services.reports import save_asking  # and pandas with it, which the draft has loaded by now

    before = services.workspace.asked.read(reflection.id)
    asks: list[str] = []

    def check(ask: str = "", by: str = "", how: str = "") -> None:
        read_asking((*asks, ask), by, how, services.clock.today())

    try:
        for now in (*before.asks, *("",) * MOST_ASKED)[:MOST_ASKED]:
            asked = () if asks else (ask_texts.ASK_QUESTION, ask_texts.ASK_HELP, ask_texts.ASK_ENTER_ENDS)
            words = ask_words(terminal, ask_texts.TYPE_ASK, *asked, now=now, check=check)
            if not words and not now:
                break
            asks += [words] if words else []
        by, how = _ask_for_an_answer(terminal, before, check) if asks else ("", "")
    except Back:
        return
    if until_saved(terminal, lambda: save_asking(services, reflection, asks, by, how)) is not None:
        write_file(services, terminal, reflection, REPORT)


def _ask_for_an_answer(terminal: Terminal, before: Asking, check: Callable[..., None]) -> tuple[str, str]:
    """Ask by when the group wants an answer, and how."""
    by_when = (ask_texts.ANSWER_BY_QUESTION, ask_texts.ANSWER_BY_HELP)
    in_which_way = (ask_texts.ANSWER_HOW_QUESTION, ask_texts.ANSWER_HOW_HELP)
    day, now = plain_date(before.answer_by), before.answer_how
    by = ask_words(terminal, ask_texts.TYPE_ANSWER_BY, *by_when, now=day, check=lambda typed: check(by=typed))
    how = ask_words(terminal, ask_texts.TYPE_ANSWER_HOW, *in_which_way, now=now, check=lambda typed: check(how=typed))
    return by, how
