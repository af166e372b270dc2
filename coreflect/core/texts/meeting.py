"""The sentences that a room hears while it meets, once for both faces: about things, never about the people here."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.meeting.actions import DID_IT_HAPPEN, FAIR_RETURN, HAPPENED, PROGRESS
from coreflect.core.model import Action, Reflection
from coreflect.core.names import shown
from coreflect.core.texts.words import spoken_date

HANDS_TITLE = "Show of hands"
HANDS_BY_QUESTION = "How shall we count?"
HANDS_BY = (
    ("everyone", "Together"),
    ("sides", "By side"),
    ("perspectives", "By perspective"),
)
"""Ways to count; in a reflection without names there is only the first."""
PEOPLE_HERE = "People here"
KEEP_AS_COUNTED = "Keep it as it was counted?"

WHAT_WAS_SAID = "What was said?"
WHAT_WAS_SAID_HELP = "Write what was said, not who said it. Please name nobody."
KEPT_BEFORE = "Written before:"

ACTIONS_TITLE = "What we will do"
NO_ACTIONS = "Nothing has been agreed yet."
WHAT_HELP = "One thing that can be seen to be done."
FOR_UNPAID = f"Unpaid people are asked: {FAIR_RETURN}"
DUE_HELP = "A day, or any words, such as: before the summer. It may stay empty."
WHY_DROPPED = "Why is it dropped?"
WHAT_CAME_OF_IT = "What came of it, in a few words?"
HOW_FAR = "How far is it?"

OPENING_TITLE = "What we said last time"
NOTHING_TO_OPEN_WITH = "There is nothing from last time that is still open."
OPENING_DONE = "That is all from last time. Thank you."

CLOSING_TITLE = "Before we go"
WHO_WAS_NOT_HERE = "Who was not here? What would they have said we missed?"
NOT_HERE_HELP = "Groups, not names: night staff; people who do not use words."
HOW_WAS_THIS = "How was this for you?"
HOW_WAS_THIS_HELP = "One word each. It is not kept unless the group wants it."
KEEP_THE_WORDS = (("no", "Do not keep the words"), ("yes", "Keep them: the group wants it"))
NEXT_DATE_QUESTION = "When will we do this again?"
NEXT_DATE_HELP = "Type the day as year-month-day, such as 2026-11-12. It may stay empty."
GOODBYE = "Thank you, all of you. Has everyone been asked about their expenses?"
REPORT_HINT = "To write a report on this, for us and for a board: coreflect report"

_HAPPENED = dict(HAPPENED)
_PROGRESS = dict(PROGRESS)


def hands_counted(total: int) -> str:
    """How many hands have been counted so far."""
    return "No hands counted yet." if not total else f"{total:,} {'hand' if total == 1 else 'hands'} counted."


def room_note_readers(reflection: Reflection) -> tuple[tuple[str, str], ...]:
    """(sharing, sentence) of the two answers to who may read what the room wrote down."""
    return (
        ("room", "Everyone here; it may stand in the report"),
        ("facilitator", f"Only {shown(reflection.contact)}"),
    )


def action_detail(action: Action) -> str:
    """What stands under an action in a list: how far it is, who, by when, and what was said of it."""
    due = f", by {action.due}" if action.due else ""
    parts = [_PROGRESS[action.progress], f"{action.who}{due}", f"{action.checked_by} will say that it is done"]
    if action.happened:
        parts.append(f"{DID_IT_HAPPEN} {_HAPPENED[action.happened]}")
    if action.outcome:
        parts.append(action.outcome)
    return shown(" · ".join(parts))


def asked_who_checks(action: Action) -> str:
    """What is said once an action is marked as done."""
    return f"Done. Has {shown(action.checked_by)} said so?"


def we_said(action: Action) -> str:
    """How the next reflection opens with an action."""
    due = f", by {action.due}" if action.due else ""
    return shown(f"We said: {action.what}. {action.who}{due}.")


def who_answers(action: Action) -> str:
    """Who is asked whether an action happened, and the question."""
    return f"{shown(action.checked_by)} was to say: {DID_IT_HAPPEN[:1].lower()}{DID_IT_HAPPEN[1:]}"


def what_was_answered(action: Action) -> str:
    """What is kept of an opening, as a note of the room: what was said, and whether it happened."""
    came = f" {action.outcome}" if action.outcome else ""
    return f"{we_said(action)} {DID_IT_HAPPEN} {_HAPPENED[action.happened]}.{came}"


def next_reflection(reflection: Reflection, today: str, rounds: Sequence[Reflection]) -> str:
    """When a team's next reflection is due, as part of a line; empty where none is agreed or it has been set up.

    `rounds` are all reflections that are known, of this team and of others.
    """
    if not reflection.next_date or any(
        other.team == reflection.team and other.date > reflection.date for other in rounds
    ):
        return ""
    if reflection.next_date == today:
        return "the next one is today"
    if reflection.next_date < today:
        return f"the next one was due on {spoken_date(reflection.next_date)}"
    return f"the next one is on {spoken_date(reflection.next_date)}"
