"""What can be done in a meeting, in the order of a meeting, once for both faces; showing the answers changes it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from coreflect.core.meeting.actions import DID_IT_HAPPEN, asked_again, updated
from coreflect.core.meeting.revealing import COUNT_LATER
from coreflect.core.model import Action, Happened, Note, Reflection
from coreflect.core.names import HASH_LETTERS
from coreflect.core.texts.meeting import ACTIONS_TITLE, what_was_answered

if TYPE_CHECKING:
    from coreflect.core.ports import Ids

Doing = Literal["last-time", "answer", "paper", "show", "look", "hands", "actions", "plan", "closing", "later"]


def doings(
    reflection: Reflection, *, last_time: bool, later: bool = False, forgotten: bool = False
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
    if reflection.state == "revealed":
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


PLAN = (
    (10, "Welcome"),
    (20, "Answer, each of us alone"),
    (0, "Break, as long as it takes"),
    (5, "Look at the answers together"),
    (45, "Talk about three questions, 15 minutes each"),
    (20, "What we will do"),
    (10, "Who was not here, how was this, the next date"),
)
"""(minutes, what), in order; a break has no minutes."""
ABOUT = "This is a suggestion. Leave out what does not fit, and stop when people are tired."


def note_id(reflection: Reflection, action: Action) -> str:
    """The id of the note that says what was answered about this action in this reflection."""
    marks = hashlib.sha256("\n".join((reflection.id, "opening", action.id)).encode()).digest()
    return "".join(HASH_LETTERS[byte % len(HASH_LETTERS)] for byte in marks[:10])


def to_ask(
    reflection: Reflection, actions: Sequence[Action], rounds: Sequence[Reflection], notes: Sequence[Note]
) -> tuple[Action, ...]:
    """The actions that this reflection opens with.

    Takes the reflection, the team's actions, every reflection that is known (so that an older one never asks about what
    a later one agreed), and the notes of this reflection's room. Actions answered here already are not among them.
    """
    later = {other.id for other in rounds if (other.date, other.id) > (reflection.date, reflection.id)}
    answered = {note.id for note in notes}
    return tuple(
        action
        for action in actions
        if action.round != reflection.id
        and action.round not in later
        and asked_again(action)
        and note_id(reflection, action) not in answered
    )


def said_of(
    action: Action, reflection: Reflection, happened: Happened, outcome: str, before: Note | None, ids: Ids
) -> tuple[Action, Note]:
    """The action and the note of the room that say what was answered; a yes makes the action done.

    Raises:
        Misuse: the words are too long.
    """
    progress = "done" if happened == "yes" else action.progress
    changed = updated(action, ids, happened=happened, outcome=outcome or action.outcome, progress=progress)
    note = Note(
        id=note_id(reflection, action),
        revision=ids.record(),
        replaces=(*before.replaces, before.revision) if before else (),
        round=reflection.id,
        bank="",
        item="",
        response="",
        sharing="room",
        text=what_was_answered(changed),
    )
    return changed, note
