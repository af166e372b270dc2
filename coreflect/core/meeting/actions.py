"""Makes and changes actions: what a team will do, who does it, by when, and who will check that it is done.

The person who says that it is done must be someone else than the person who does it. A team's next reflection begins
with the actions that are still open.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.dates import NoDate, read_date
from coreflect.core.errors import Misuse
from coreflect.core.model import Action, Happened, Note, Reflection
from coreflect.core.names import folded, hashed_letters
from coreflect.core.texts.actions import CHECKED_BY_SOMEONE_ELSE, HAPPENED, PROGRESS, QUESTIONS, what_was_answered

if TYPE_CHECKING:
    from coreflect.core.ports import Ids

LONGEST_TEXT = 400
MAY_BE_EMPTY = ("due", "known_by")


class Planned(NamedTuple):
    """An action as it was typed. `due` is an ISO date or words, "before the summer"; it may be empty, as `known_by`."""

    what: str
    who: str
    due: str
    checked_by: str
    bank: str = ""
    item: str = ""
    known_by: str = ""


def read_due(typed: str, today: str) -> str:
    """Return the typed day by which something is done as an ISO date, and any other words as they are.

    Raises:
        Misuse: it is meant as a day, and there is none like it, or it could be two.
    """
    try:
        return read_date(typed, today, "due")
    except NoDate:
        return typed


def new_action(round_id: str, planned: Planned, ids: Ids) -> Action:
    """Make an action.

    Raises:
        Misuse: something is missing or too long, or one person would both do it and say that it is done; the error's
            `field` says which field it is.
    """
    action = Action(
        id=ids.record(),
        revision=ids.record(),
        replaces=(),
        round=round_id,
        bank=planned.bank,
        item=planned.item,
        what=_without_line_breaks(planned.what),
        who=_without_line_breaks(planned.who),
        due=_without_line_breaks(planned.due),
        checked_by=_without_line_breaks(planned.checked_by),
        progress="to-do",
        happened="",
        outcome="",
        known_by=_without_line_breaks(planned.known_by),
    )
    return _check(action)


def updated(action: Action, ids: Ids, **changes: str) -> Action:
    """Change fields of an action, and return it as a new revision.

    Raises:
        Misuse: as `new_action`; or the action is dropped without a reason in `outcome`.
    """
    typed = {name: _without_line_breaks(value) for name, value in changes.items()}
    changed = replace(action, **typed)  # type: ignore[arg-type]
    return _check(replace(changed, revision=ids.record(), replaces=(*action.replaces, action.revision)))


def asked_again(action: Action) -> bool:
    """Whether the team's next reflection asks about this action: not dropped, and not yet confirmed as done."""
    return action.progress != "dropped" and action.happened != "yes"


def is_overdue(action: Action, agreed_on: str, today: str) -> bool:
    """Whether the day by which an action was due has passed, and it is neither done nor dropped.

    A day without a year, as it may come from elsewhere, counts from the day on which it was agreed; of other words
    nobody can tell.
    """
    return asked_again(action) and action.progress != "done" and "" < due_day(action, agreed_on) < today


def due_day(action: Action, agreed_on: str) -> str:
    """Return the day by which an action is due, as an ISO date; empty where its words are no day, or could be two."""
    with suppress(Misuse):
        return read_date(action.due, agreed_on)
    return ""


def note_id(reflection: Reflection, action: Action) -> str:
    """Make the id of the note that records the answer about this action in this reflection."""
    return hashed_letters("\n".join((reflection.id, "opening", action.id)), 10)


def to_ask(
    reflection: Reflection, actions: Sequence[Action], rounds: Sequence[Reflection], notes: Sequence[Note]
) -> tuple[Action, ...]:
    """List the actions that this reflection asks about at its start.

    Takes the reflection, the team's actions, every known reflection (so that an older one never asks about what a later
    one agreed), and the notes of this reflection's room. Actions that were answered here already are left out.
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


def answer_for_last_time(
    action: Action, reflection: Reflection, happened: Happened, outcome: str, ids: Ids
) -> tuple[Action, Note]:
    """Answer whether an action of last time happened; returns the changed action, and a note of the room on it.

    The answer yes sets the action to done. The earlier outcome stays where `outcome` is empty.

    Raises:
        Misuse: the outcome is too long.
    """
    progress = "done" if happened == "yes" else action.progress
    changed = updated(action, ids, happened=happened, outcome=outcome or action.outcome, progress=progress)
    note = Note(
        id=note_id(reflection, action),
        revision=ids.record(),
        replaces=(),
        round=reflection.id,
        bank="",
        item="",
        response="",
        sharing="room",
        text=what_was_answered(changed),
    )
    return changed, note


def _check(action: Action) -> Action:
    for field, question in QUESTIONS.items():
        text = getattr(action, field)
        if not text and field not in MAY_BE_EMPTY:
            raise Misuse(f"Please answer: {question}", "It cannot be empty.", field)
    for field in (*QUESTIONS, "outcome"):
        if len(getattr(action, field)) > LONGEST_TEXT:
            raise Misuse("Please make it shorter.", f"It may have {LONGEST_TEXT} characters at most.", field)
    if folded(action.who) == folded(action.checked_by):
        raise Misuse("The person who does it cannot also check it.", CHECKED_BY_SOMEONE_ELSE, "checked_by")
    if action.progress not in dict(PROGRESS):
        raise Misuse("An action is to-do, doing, done or dropped.", "Type one of these.", "progress")
    if action.happened and action.happened not in dict(HAPPENED):
        raise Misuse("The answer is yes, partly, no or not-sure.", "Type one of these.", "happened")
    if action.progress == "dropped" and not action.outcome:
        raise Misuse("Please say why you decided not to do it.", "A few words are enough.", "outcome")
    return action


def _without_line_breaks(text: str) -> str:
    return " ".join(text.split())
