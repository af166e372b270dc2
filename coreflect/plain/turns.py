"""One laptop, one person after another: between two of them stands a page that shows nothing of what was said."""

from __future__ import annotations

from coreflect.core.errors import Misuse
from coreflect.core.keeping_until import NO_NEW_ONES, WHAT_STAYS
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import questions
from coreflect.core.sentences import HAND_OVER, WORDS_NOT_FOUND, welcome
from coreflect.plain.choices import not_among, rest, trying
from coreflect.plain.last_time import open_before_anybody
from coreflect.plain.sitting import come_back, new_person
from coreflect.plain.terminal import Terminal

KEYS = "Type t if you have two words from an earlier time, q to leave."


def take_turns(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Let one person after another answer this round, until somebody leaves.

    Raises:
        CoreflectError: the round's questions cannot be read, or its answers were taken out, so that nobody can begin.
    """
    if desk.workspace.is_forgotten(facts.id):
        raise Misuse(NO_NEW_ONES, WHAT_STAYS)
    number = len(questions(facts, desk.workspace.banks(facts.id)))
    trying(terminal, lambda: open_before_anybody(desk, terminal, facts))
    goes_on = _welcomed(desk, terminal, facts, number)
    while goes_on:
        terminal.pause()
        terminal.say(HAND_OVER)
        typed = _gate(terminal, "Press Enter when you are the next person.")
        if typed == "":
            terminal.clear()
            goes_on = _welcomed(desk, terminal, facts, number)
        else:
            goes_on = _done(desk, terminal, typed)


def return_with_words(desk: Desk, terminal: Terminal) -> None:
    """Ask for two return words, and take the person who has them back to their answers."""
    terminal.pause()
    terminal.say("Type your two words with a blank between them. Enter alone goes back.")
    while typed := terminal.ask("Your two words:"):
        if typed == ".":
            rest(terminal)
            continue
        found = desk.workspace.returning(typed)
        if found is not None:
            come_back(desk, terminal, " ".join(typed.casefold().split()), found)
            return
        terminal.say(WORDS_NOT_FOUND, "Enter alone goes back.")
    terminal.clear()


def _welcomed(desk: Desk, terminal: Terminal, facts: Round, number: int) -> bool:
    """Welcome a person and take them through; False where somebody leaves instead."""
    terminal.pause()
    terminal.say(*welcome(facts, number, desk.workspace.place()))
    typed = _gate(terminal, "Press Enter to begin.")
    if typed:
        return _done(desk, terminal, typed)
    trying(terminal, lambda: new_person(desk, terminal, facts))
    return True


def _done(desk: Desk, terminal: Terminal, typed: str) -> bool:
    if typed == "t":
        trying(terminal, lambda: return_with_words(desk, terminal))
    return typed != "q"


def _gate(terminal: Terminal, enter: str) -> str:
    """Enter, t or q, as "", "t" or "q"."""
    terminal.say(enter, KEYS)
    while True:
        typed = terminal.ask("Press Enter:").casefold()
        if typed in ("", "t", "q"):
            return typed
        if typed == ".":
            rest(terminal)
            terminal.say(enter, KEYS)
        else:
            terminal.say(not_among(typed, ("t", "q")))
