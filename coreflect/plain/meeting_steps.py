"""What can be done in a meeting, in the order of a meeting: before the answers are shown, and from then on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coreflect.core import meeting_sentences as sentences
from coreflect.core.actions import DID_IT_HAPPEN
from coreflect.core.meeting_plan import ABOUT, PLAN
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import questions
from coreflect.plain.actions import what_we_will_do
from coreflect.plain.asking import which_question
from coreflect.plain.choices import press_enter
from coreflect.plain.closing import close_meeting
from coreflect.plain.hands import show_of_hands
from coreflect.plain.keying import key_in
from coreflect.plain.last_time import what_we_said_last_time
from coreflect.plain.results import look_together
from coreflect.plain.revealing import ask_to_reveal
from coreflect.plain.terminal import Terminal
from coreflect.plain.turns import take_turns


@dataclass(frozen=True, slots=True)
class Doing:
    """Something that can be done now: the words for it, and what does it."""

    words: str
    step: Callable[[], object]


def doings(desk: Desk, terminal: Terminal, facts: Round, *, last_time: bool) -> tuple[Doing, ...]:
    """All that can be done now; `last_time` is whether something from last time is still open.

    Before the answers are shown, the last one is to ask again how many have finished; then, the first is to look.
    """
    we_said = Doing(f"We said … {DID_IT_HAPPEN}", lambda: what_we_said_last_time(desk, terminal, facts))
    paper = "Key in a paper sheet that came late" if is_shown(facts) else "Key in paper sheets"
    key_sheets = Doing(paper, lambda: key_in(desk, terminal, facts))
    before = (
        Doing("Answer on this laptop", lambda: take_turns(desk, terminal, facts)),
        key_sheets,
        Doing("Show the answers to everyone", lambda: _show(desk, terminal, facts)),
    )
    return (
        *((look_at(desk, terminal, facts),) if is_shown(facts) else ()),
        *((we_said,) if last_time else ()),
        *(() if is_shown(facts) else before),
        Doing("A show of hands on a question", lambda: _hands(desk, terminal, facts)),
        Doing(sentences.ACTIONS_TITLE, lambda: what_we_will_do(desk, terminal, facts)),
        Doing("The plan of the meeting", lambda: _say_plan(terminal)),
        Doing("Close: who was not here, the next date", lambda: close_meeting(desk, terminal, facts)),
        *((key_sheets,) if is_shown(facts) else ()),
    )


def is_shown(facts: Round) -> bool:
    """Whether the answers are shown."""
    return facts.state == "revealed"


def look_at(desk: Desk, terminal: Terminal, facts: Round) -> Doing:
    """To look at the answers together."""
    return Doing("Look at the answers together", lambda: look_together(desk, terminal, facts))


def _show(desk: Desk, terminal: Terminal, facts: Round) -> None:
    published = ask_to_reveal(desk, terminal, facts)
    if published is not None:
        look_together(desk, terminal, desk.workspace.round(facts.id), published)


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
