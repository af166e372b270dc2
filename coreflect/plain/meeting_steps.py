"""What can be done in a meeting, in the order of a meeting: before the answers are shown, and from then on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coreflect.core.meeting_doings import Doing, doings
from coreflect.core.meeting_plan import ABOUT, PLAN
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import questions
from coreflect.core.revealing import came_later
from coreflect.plain.actions import what_we_will_do
from coreflect.plain.asking import which_question
from coreflect.plain.choices import press_enter
from coreflect.plain.closing import close_meeting
from coreflect.plain.hands import show_of_hands
from coreflect.plain.keying import key_in
from coreflect.plain.last_time import what_we_said_last_time
from coreflect.plain.results import look_together
from coreflect.plain.revealing import ask_to_count_later, ask_to_reveal
from coreflect.plain.terminal import Terminal
from coreflect.plain.turns import take_turns


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done now: the words for it, and what does it."""

    words: str
    do: Callable[[], object]


def steps(desk: Desk, terminal: Terminal, facts: Round, *, last_time: bool) -> tuple[Step, ...]:
    """All that can be done now; `last_time` is whether something from last time is still open.

    Once the answers are shown, the first is to look at them.
    """
    does: dict[Doing, Callable[[], object]] = {
        "last-time": lambda: what_we_said_last_time(desk, terminal, facts),
        "answer": lambda: take_turns(desk, terminal, facts),
        "paper": lambda: key_in(desk, terminal, facts),
        "show": lambda: _show(desk, terminal, facts),
        "look": lambda: look_together(desk, terminal, facts),
        "hands": lambda: _hands(desk, terminal, facts),
        "actions": lambda: what_we_will_do(desk, terminal, facts),
        "plan": lambda: _say_plan(terminal),
        "closing": lambda: close_meeting(desk, terminal, facts),
        "later": lambda: _count_later(desk, terminal, facts),
    }
    later = came_later(facts, desk.results.turnout(facts.id)) > 0
    forgotten = desk.workspace.is_forgotten(facts.id)
    found = doings(facts, last_time=last_time, later=later, forgotten=forgotten)
    return tuple(Step(words, does[name]) for name, words in found)


def is_shown(facts: Round) -> bool:
    """Whether the answers are shown."""
    return facts.state == "revealed"


def _show(desk: Desk, terminal: Terminal, facts: Round) -> None:
    published = ask_to_reveal(desk, terminal, facts)
    if published is not None:
        look_together(desk, terminal, desk.workspace.round(facts.id), published)


def _count_later(desk: Desk, terminal: Terminal, facts: Round) -> None:
    if ask_to_count_later(desk, terminal, facts):
        look_together(desk, terminal, desk.workspace.round(facts.id))


def _hands(desk: Desk, terminal: Terminal, facts: Round) -> None:
    asked = questions(facts, desk.workspace.banks(facts.id))
    question = which_question(terminal, asked, "A show of hands: on which question?")
    show_of_hands(desk, terminal, facts, question)


def _say_plan(terminal: Terminal) -> None:
    terminal.pause()
    terminal.say("The plan of the meeting.")
    for minutes, what in PLAN:
        terminal.say(f"{what}: {minutes} minutes." if minutes else f"{what}.")
    terminal.say(ABOUT)
    press_enter(terminal)
