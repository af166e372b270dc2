"""What the made-up teams settled when they talked, and what came of what they said they would do."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.actions import Planned, new_action, updated
from coreflect.core.model import Action, RoomCount, Round
from coreflect.core.ports import Ids
from coreflect.core.responses import Question
from coreflect.core.room import DIFFERENTLY, agreed

UNSETTLED, SETTLED = 1, 4
"""The places of the two questions that a team talks about."""

_FIRST = (
    ("Ask everyone who is new what they are good at", "Two of us who work here", "June", "Someone who was new", "yes"),
    ("Pay bus fares on the day", "Whoever plans the budget", "2026-06-30", "Someone who came by bus", "partly"),
)
_OUTCOMES = ("Four people told us. One now runs the Tuesday table.", "On Tuesdays, not yet on Fridays.")
_SECOND = (("Pay bus fares on every day", "Whoever plans the budget", "2026-12-01", "Someone who came by bus", ""),)


def settled(facts: Round, asked: Sequence[Question], ids: Ids) -> tuple[RoomCount, ...]:
    """Where the room stands: on one question it sees it differently and leaves it so, on another it is on a level."""
    differently, level = asked[UNSETTLED], asked[SETTLED]
    return (
        *agreed(facts.id, _key(differently), DIFFERENTLY, (), ids),
        *agreed(facts.id, _key(level), level.scale.level_ids[1], (), ids),
    )


def actions(facts: Round, asked: Sequence[Question], ids: Ids, *, is_first: bool) -> tuple[Action, ...]:
    """What the team said that it would do; what it said the first time has been looked at since."""
    bank, item, _ = _key(asked[SETTLED])
    made = []
    for number, (what, who, due, checked_by, happened) in enumerate(_FIRST if is_first else _SECOND):
        action = new_action(facts.id, Planned(what, who, due, checked_by, bank=bank, item=item), ids)
        if happened:
            progress = "done" if happened == "yes" else "doing"
            action = updated(action, ids, progress=progress, happened=happened, outcome=_OUTCOMES[number])
        made.append(action)
    return tuple(made)


def _key(question: Question) -> tuple[str, str, int]:
    return (question.bank.id, question.item.id, question.item.edition)
