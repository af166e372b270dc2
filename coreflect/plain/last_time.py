"""A reflection opens with what was said last time: the one who was to say it is asked, before any question, once."""

from __future__ import annotations

from coreflect.core import meeting_sentences as sentences
from coreflect.core.actions import HAPPENED
from coreflect.core.model import Action, Happened, Round
from coreflect.core.opening import open_with, said_of
from coreflect.core.ports import Desk
from coreflect.plain.actions import came_of_it
from coreflect.plain.choices import choose, numbered, until_kept
from coreflect.plain.terminal import Terminal

LEAVE_OPEN = "Who was to say it is not here: leave it open"


def what_we_said_last_time(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Ask of each action that is still open whether it happened, and keep what is said.

    Raises:
        Left: the person leaves it; what was kept is kept, and the others stay open.
        CoreflectError: what was agreed before cannot be read.
    """
    terminal.pause()
    terminal.say(f"{sentences.OPENING_TITLE}.")
    to_ask = open_with(desk.workspace, facts)
    for action in to_ask:
        _ask(desk, terminal, facts, action)
    terminal.pause()
    terminal.say(sentences.OPENING_DONE if to_ask else sentences.NOTHING_TO_OPEN_WITH)


def open_before_anybody(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Before the first person of all, open with what was said last time; never in front of others.

    Raises:
        CoreflectError: what was agreed before, or how many have begun, cannot be read.
    """
    if not desk.workspace.turnout(facts.id).begun and open_with(desk.workspace, facts):
        what_we_said_last_time(desk, terminal, facts)


def _ask(desk: Desk, terminal: Terminal, facts: Round, action: Action) -> None:
    answers: tuple[tuple[Happened, str], ...] = (*HAPPENED, ("", LEAVE_OPEN))
    said = (sentences.we_said(action), sentences.who_answers(action))
    happened = choose(terminal, *said, options=numbered(answers), can_leave=True)
    if not happened:
        return

    def answered(words: str) -> Action:
        return said_of(action, facts, happened, words, None, desk.ids)[0]

    words = came_of_it(terminal, f"{sentences.WHAT_CAME_OF_IT} Enter alone goes on.", action, answered)
    changed, note = said_of(action, facts, happened, words, None, desk.ids)

    def keep() -> bool:
        desk.workspace.keep_action(changed)
        desk.workspace.keep_room_note(note)
        return True

    terminal.say("It is kept." if until_kept(terminal, keep) else "It is not kept.")
