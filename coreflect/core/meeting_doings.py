"""What can be done in a meeting, in the order of a meeting, once for both faces; showing the answers changes it."""

from __future__ import annotations

from typing import Literal

from coreflect.core.actions import DID_IT_HAPPEN
from coreflect.core.meeting_sentences import ACTIONS_TITLE
from coreflect.core.model import Round
from coreflect.core.revealing import COUNT_LATER

Doing = Literal["last-time", "answer", "paper", "show", "look", "hands", "actions", "plan", "closing", "later"]


def doings(
    facts: Round, *, last_time: bool, later: bool = False, forgotten: bool = False
) -> tuple[tuple[Doing, str], ...]:
    """(name, words) of all that can be done now.

    `last_time` is whether something from last time is still open; `later` whether some have finished who are not
    counted, since the answers were shown before; `forgotten` whether all answers were taken out.
    """
    we_said: tuple[tuple[Doing, str], ...] = (("last-time", f"We said … {DID_IT_HAPPEN}"),) if last_time else ()
    always: tuple[tuple[Doing, str], ...] = (
        ("hands", "A show of hands on a question"),
        ("actions", ACTIONS_TITLE),
        ("plan", "The plan of the meeting"),
        ("closing", "Close: who was not here, the next date"),
    )
    if forgotten:
        return (*we_said, ("actions", ACTIONS_TITLE))
    if facts.state == "revealed":
        return (
            ("look", "Look at the answers together"),
            *we_said,
            *always,
            ("paper", "Key in a paper sheet that came late"),
            *((("later", COUNT_LATER),) if later else ()),
        )
    return (
        *we_said,
        ("answer", "Answer on this laptop"),
        ("paper", "Key in paper sheets"),
        ("show", "Show the answers to everyone"),
        *always,
    )
