"""Words for records that stand in two versions: what each is to people, and what one version says.

A person's answers, and words that a person wrote in a note, are never in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coreflect.core.answers import GROUP_NAMES, NON_ANSWERS
from coreflect.core.model import Action, Note, Reflection, Response, RoomCount, ShownCount
from coreflect.core.texts.actions import HAPPENED, PROGRESS
from coreflect.core.texts.meeting import WHERE_NOW_OTHERS
from coreflect.core.texts.words import bare, counted, people, plain_date

HERE = "this laptop"
BEFORE = "files added before"
OTHER_NOTE = "other words, or other people who may read them"

_ROOM = {
    "tally": "a show of hands",
    "agreed": "what we agreed",
    "to-talk": "what the room chose to talk about",
    "helped": "how many had help",
}
_OF_REFLECTION = {
    "team_name": "Team",
    "about": "About",
    "period": "Looking back",
    "date": "Date",
    "missing": "Not here",
    "contact": "Contact",
    "keep_until": "Delete the answers by",
    "next_date": "The next reflection",
    "invited": "People invited",
    "smallest_group": "Smallest group shown by itself",
}
_DATES = frozenset({"date", "keep_until", "next_date"})
_OF_ACTION = {
    "what": "What",
    "who": "Who",
    "due": "By when",
    "checked_by": "Who will check that it is done",
    "progress": "How far along it is",
    "happened": "Did it happen",
    "outcome": "What came of it",
    "known_by": "How we will know",
}
_ACTION_LABELS: dict[str, str] = {**dict(PROGRESS), **dict(HAPPENED)}
_ANSWER_LABELS: dict[str, str] = {**dict(WHERE_NOW_OTHERS), **{other.code: other.label for other in NON_ANSWERS}}


def reflection_label(reflection: Reflection) -> str:
    """Name a reflection as people call it."""
    return f"{bare(reflection.team_name)}, {plain_date(reflection.date)}"


def neither_is_shown(reflection: Reflection) -> str:
    """Say what becomes of a reflection where other counts were chosen than those that this laptop has shown."""
    return (
        f"{reflection_label(reflection)}: this laptop has shown other counts than those that were chosen. Who saw both "
        "could tell what a few people answered, so no counts of it are shown on this laptop any more."
    )


def record_label(
    record: Reflection | Response | RoomCount | Note | Action | ShownCount, reflection: Reflection, item: str
) -> str:
    """Name a record and its reflection as people call them; `item` is the text of the item that it is on, if any."""
    if isinstance(record, Reflection):
        return f"the set-up of the reflection of {plain_date(reflection.date)}, {reflection.team_name}"
    if isinstance(record, Response):
        label = "one person's answers"
    elif isinstance(record, ShownCount):
        label = "the counts that were shown"
    elif isinstance(record, RoomCount):
        label = _ROOM[record.kind]
    else:
        label = "a note" if isinstance(record, Note) else "what will be done"
    on_item = f" on “{item}”" if item else ""
    return f"{label}{on_item}, {reflection_label(reflection)}"


OTHER_COUNTS = "other counts"


def reflection_version(reflection: Reflection) -> Iterator[str]:
    """Say what a version of a reflection says, field by field."""
    yield from _fields(reflection, _OF_REFLECTION)
    yield "Without names" if reflection.is_private else "With the group able to see"
    yield "Asks: " + ", ".join(f"{asked.bank} ({asked.form}, {asked.digest})" for asked in reflection.banks)
    number = len(reflection.counted)
    yield f"Shown, with {people(number)} counted" if number else "Not shown"
    if reflection.helped is not None:
        yield f"Had help: {reflection.helped}"


def response_version(differ: int, whole: int) -> str:
    """Say how many of so many questions the versions of a response answer differently."""
    if not differ:
        return "the same answers; something else about them differs"
    return f"{counted(differ, 'question')} of {whole} answered differently"


def action_version(action: Action) -> Iterator[str]:
    """Say what a version of an action says, field by field."""
    yield from _fields(action, _OF_ACTION)


def room_version(row: RoomCount, item: str, level: str) -> str:
    """Say what one row of a show of hands, a choice or an agreed level says.

    Takes the text of its item, and the label of its answer where the bank has it as a level.
    """
    if row.kind == "to-talk":
        return f"{row.count}: {item}" if row.item else "nothing chosen"
    answer = level or _ANSWER_LABELS.get(row.answer, row.answer)
    if row.kind == "agreed":
        return answer
    group = GROUP_NAMES.get(row.side, row.side)
    return f"{', '.join(part for part in (answer, group) if part) or 'nobody'}: {row.count}"


def _fields(value: Any, labels: dict[str, str]) -> Iterator[str]:
    for name, label in labels.items():
        text = getattr(value, name)
        if text in ("", None):
            text = "nothing said"
        elif name in _DATES:
            text = plain_date(text)
        elif name in ("progress", "happened"):
            text = _ACTION_LABELS[text]
        yield f"{label}: {text}"
