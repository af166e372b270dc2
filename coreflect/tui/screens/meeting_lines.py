"""What stands on the page of a meeting: how many, never who; what we said last time; and what can be done now."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core import meeting_sentences as sentences
from coreflect.core.actions import DID_IT_HAPPEN
from coreflect.core.model import Action, Round
from coreflect.tui.widgets.pointed_list import Line

ANSWER, PAPER, HANDS, SHOW, LOOK, LAST_TIME, ACTIONS, PLAN, CLOSING = (
    *("answer", "paper", "hands", "show", "look"),
    *("last-time", "actions", "plan", "closing"),
)
MOST_ACTIONS = 3


def follows(facts: Round) -> str:
    """What the line on how many does by itself."""
    if facts.state == "revealed":
        return ""
    return "This line follows by itself. It never says who."


def doings(facts: Round, *, open_with: bool) -> tuple[Line, ...]:
    """What can be done now, in the order of a meeting; `open_with` is whether it opens with actions of last time."""
    last_time = (Line(LAST_TIME, f"We said … {DID_IT_HAPPEN}"),) if open_with else ()
    if facts.state == "revealed":
        now: tuple[Line, ...] = (Line(LOOK, "Look at the answers together"), *last_time)
        later: tuple[Line, ...] = (Line(PAPER, "Key in a paper sheet that came late"),)
    else:
        now = (
            *last_time,
            Line(ANSWER, "Answer on this laptop"),
            Line(PAPER, "Key in paper sheets"),
            Line(SHOW, "Show the answers to everyone"),
        )
        later = ()
    return (
        *now,
        Line(HANDS, "A show of hands on a question"),
        Line(ACTIONS, sentences.ACTIONS_TITLE),
        Line(PLAN, "The plan of the meeting"),
        Line(CLOSING, "Close: who was not here, the next date"),
        *later,
    )


def we_said(open_actions: Sequence[Action]) -> tuple[str, ...]:
    """What was said last time and nobody has said yes to yet: the first few, and how many more."""
    said = [sentences.we_said(action) for action in open_actions[:MOST_ACTIONS]]
    if len(open_actions) > MOST_ACTIONS:
        said.append(f"And {len(open_actions) - MOST_ACTIONS:,} more.")
    return tuple(said)
