"""Answers are shown once, to everyone, and only by somebody who has heard what that means."""

from __future__ import annotations

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.results import PublishedRound
from coreflect.core.revealing import (
    COUNT_LATER,
    asked_first,
    came_later,
    counted_now,
    what_counting_them_does,
    what_it_does,
)
from coreflect.plain.choices import choose, numbered
from coreflect.plain.terminal import Terminal

ONE_MOMENT = "One moment."
MEANWHILE = "Meanwhile another number has begun or finished."


def ask_to_reveal(desk: Desk, terminal: Terminal, facts: Round) -> PublishedRound | None:
    """Ask whether to wait or to show the answers.

    Returns what may be shown once they are shown, by this terminal or another; else None.

    Raises:
        CoreflectError: how many have finished cannot be read.
    """
    while True:
        turnout = desk.results.turnout(facts.id)
        said = what_it_does(facts, turnout, shared=desk.workspace.place().shared)
        if not turnout.finished:
            terminal.pause()
            terminal.say(*said)
            return None
        if turnout.unfinished > 0:
            choices = ((False, "Wait for them"), (True, "Leave them out, and show the answers"))
        else:
            choices = ((False, "Not yet"), (True, "Show the answers"))
        if not choose(terminal, asked_first(turnout), *said, options=numbered(choices), taken_by_enter="1"):
            return None
        if desk.results.turnout(facts.id) == turnout:
            break
        terminal.say(MEANWHILE)
    terminal.say(ONE_MOMENT)
    try:
        if desk.workspace.round(facts.id).state == "revealed":
            return desk.results.published(facts.id)
        return desk.results.reveal(facts.id)
    except CoreflectError as error:
        terminal.say("This did not work, and nothing is shown yet.", str(error))
        return None


def ask_to_count_later(desk: Desk, terminal: Terminal, facts: Round) -> bool:
    """Ask whether to count those who came after the answers were shown; returns whether they are counted now.

    Raises:
        CoreflectError: how many have finished cannot be read, or it could not be kept.
    """
    later = came_later(facts, desk.results.turnout(facts.id))
    choices = ((False, "Not now"), (True, "Count them"))
    said = (f"{COUNT_LATER}?", *what_counting_them_does(facts, later))
    if not later or not choose(terminal, *said, options=numbered(choices), taken_by_enter="1"):
        return False
    terminal.say(ONE_MOMENT)
    desk.results.reveal(facts.id)
    now = desk.workspace.round(facts.id)
    terminal.say(counted_now(facts, now))
    return len(now.counted) > len(facts.counted)
