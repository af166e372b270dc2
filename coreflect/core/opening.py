"""A reflection opens, once, with what became of the team's actions: the one who was to say it says whether it happened.

What was said is kept twice: as the action's latest answer, and as a note of the room in this reflection, under an id
made from both. So every laptop knows that it has been asked here, and a later reflection still asks again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coreflect.core.actions import asked_again, updated
from coreflect.core.meeting_sentences import what_was_answered
from coreflect.core.model import Action, Happened, Note, Round
from coreflect.core.names import HASH_LETTERS

if TYPE_CHECKING:
    from coreflect.core.ports import Ids, Workspace


def note_id(facts: Round, action: Action) -> str:
    """The id of the note that says what was answered about this action in this reflection."""
    marks = hashlib.sha256("\n".join((facts.id, "opening", action.id)).encode()).digest()
    return "".join(HASH_LETTERS[byte % len(HASH_LETTERS)] for byte in marks[:10])


def to_ask(
    facts: Round, actions: Sequence[Action], rounds: Sequence[Round], notes: Sequence[Note]
) -> tuple[Action, ...]:
    """The actions that this reflection opens with.

    Takes the reflection, the team's actions, every reflection that is known (so that an older one never asks about what
    a later one agreed), and the notes of this reflection's room. Actions answered here already are not among them.
    """
    later = {other.id for other in rounds if (other.date, other.id) > (facts.date, facts.id)}
    answered = {note.id for note in notes}
    return tuple(
        action
        for action in actions
        if action.round != facts.id
        and action.round not in later
        and asked_again(action)
        and note_id(facts, action) not in answered
    )


def open_with(workspace: Workspace, facts: Round) -> tuple[Action, ...]:
    """The actions that this reflection opens with, from what is kept.

    Raises:
        CoreflectError: what is kept cannot be read.
    """
    actions = workspace.actions(facts.team)
    return to_ask(facts, actions, workspace.rounds(), workspace.room_notes(facts.id)) if actions else ()


def said_of(
    action: Action, facts: Round, happened: Happened, outcome: str, before: Note | None, ids: Ids
) -> tuple[Action, Note]:
    """The action and the note of the room that say what was answered; a yes makes the action done.

    Raises:
        Misuse: the words are too long.
    """
    progress = "done" if happened == "yes" else action.progress
    changed = updated(action, ids, happened=happened, outcome=outcome or action.outcome, progress=progress)
    note = Note(
        id=note_id(facts, action),
        revision=ids.record(),
        replaces=(*before.replaces, before.revision) if before else (),
        round=facts.id,
        bank="",
        item="",
        response="",
        sharing="room",
        text=what_was_answered(changed),
    )
    return changed, note
