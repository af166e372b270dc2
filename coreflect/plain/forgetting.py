"""Taking all answers of a reflection out, line by line: what goes and what stays is said before anything is typed."""

from __future__ import annotations

from collections.abc import Callable

from coreflect.core import keeping_until as sentences
from coreflect.core.meeting_sentences import ACTIONS_TITLE
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.sentences import spoken_date
from coreflect.plain.actions import what_we_will_do
from coreflect.plain.choices import choose, ended, numbered, press_enter, rest
from coreflect.plain.terminal import Terminal
from coreflect.reporting.standing import standing_lines


def forget(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Take all answers and notes out, once what means it has been typed; Enter alone goes back.

    Raises:
        CoreflectError: they could not all be taken out.
    """
    workspace = desk.workspace
    begun = desk.results.turnout(facts.id).begun
    terminal.pause()
    terminal.say(*sentences.before_forgetting(facts, begun, workspace.copies(facts.id)))
    terminal.say(f"{sentences.TYPE_IT} Enter alone goes back, and nothing goes.")
    while typed := terminal.ask("The team's name:"):
        if typed == ".":
            rest(terminal)
        elif sentences.is_meant(typed, facts):
            workspace.forget(facts.id)
            terminal.pause()
            terminal.say(*sentences.forgotten_now(workspace.faults()))
            press_enter(terminal)
            return
        else:
            terminal.say(f"That is not the name. {sentences.TYPE_IT} Enter alone goes back.")
    terminal.say(sentences.NOT_MEANT)


def after_it(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Say what is kept of a reflection whose answers were taken out, and offer what can still be done."""
    banks = desk.workspace.banks(facts.id)
    said = [
        f"{ended(facts.team_name)} About {ended(facts.about)} {spoken_date(facts.date)}.",
        f"{sentences.TAKEN_OUT} {sentences.WHAT_STAYS}",
        *standing_lines(desk.workspace.room(facts.id), banks),
    ]
    steps: tuple[tuple[Callable[[], None], str], ...] = (
        (lambda: what_we_will_do(desk, terminal, facts), ACTIONS_TITLE),
        (lambda: None, "Back"),
    )
    choose(terminal, *said, options=numbered(steps), taken_by_enter="2")()
