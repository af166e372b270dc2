"""What stands on the page of a meeting: how many, never who; what we said last time; and what can be done now."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core import meeting_sentences as sentences
from coreflect.core.keeping_until import WHAT_STAYS
from coreflect.core.meeting_doings import doings as what_can_be_done
from coreflect.core.model import Action, Round
from coreflect.tui.widgets.pointed_list import Line

ANSWER, PAPER, HANDS, SHOW, LOOK, LATER, LAST_TIME, ACTIONS, PLAN, CLOSING = (
    *("answer", "paper", "hands", "show", "look", "later"),
    *("last-time", "actions", "plan", "closing"),
)
MOST_ACTIONS = 3


def follows(facts: Round, *, forgotten: bool = False) -> str:
    """What the line on how many does by itself; where all answers were taken out, what is kept."""
    if forgotten:
        return WHAT_STAYS
    if facts.state == "revealed":
        return ""
    return "This line follows by itself. It never says who."


def doings(facts: Round, *, open_with: bool, later: bool = False, forgotten: bool = False) -> tuple[Line, ...]:
    """What can be done now, in the order of a meeting.

    `open_with` is whether it opens with actions of last time; `later` whether some came after the answers were shown;
    `forgotten` whether all answers were taken out.
    """
    found = what_can_be_done(facts, last_time=open_with, later=later, forgotten=forgotten)
    return tuple(Line(name, words) for name, words in found)


def we_said(open_actions: Sequence[Action]) -> tuple[str, ...]:
    """What was said last time and nobody has said yes to yet: the first few, and how many more."""
    said = [sentences.we_said(action) for action in open_actions[:MOST_ACTIONS]]
    if len(open_actions) > MOST_ACTIONS:
        said.append(f"And {len(open_actions) - MOST_ACTIONS:,} more.")
    return tuple(said)
