"""Where the room stands is kept only once the others have been asked; leaving it as it is seen weighs the same."""

from __future__ import annotations

from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import Question
from coreflect.core.room import (
    ASK_THE_OTHERS,
    WHERE_NOW_OTHERS,
    WHERE_NOW_QUESTION,
    ItemKey,
    agreed,
    record_id,
)
from coreflect.plain.choices import choose, ended, numbered, until_kept
from coreflect.plain.terminal import Terminal


def where_now(desk: Desk, terminal: Terminal, facts: Round, question: Question) -> bool:
    """Ask where the room stands on this question, and keep it; returns whether it was kept.

    Raises:
        Left: the person leaves it; nothing is changed.
        CoreflectError: what the room has settled cannot be read.
    """
    item = question.item
    key: ItemKey = (question.bank.id, item.id, item.edition)
    record = record_id(facts.id, "agreed", question.bank.id, item.id)
    before = tuple(row for row in desk.workspace.room(facts.id) if row.id == record)
    levels = [(level.id, f"{ended(level.label.say())} {level.meaning.say()}") for level in question.scale.levels]
    names = {level.id: level.label.say() for level in question.scale.levels} | dict(WHERE_NOW_OTHERS)
    while True:
        options = numbered((*levels, *WHERE_NOW_OTHERS))
        answer = choose(terminal, WHERE_NOW_QUESTION, ended(item.text.say()), options=options, can_leave=True)
        if answer not in question.scale.level_ids:
            break
        asked = numbered(((True, f"We have asked. Keep: {names[answer]}"), (False, "Choose again")))
        if choose(terminal, ASK_THE_OTHERS, options=asked, can_leave=True):
            break

    def keep() -> bool:
        desk.workspace.keep_room(agreed(facts.id, key, answer, before, desk.ids))
        return True

    if not until_kept(terminal, keep):
        terminal.say("That is not kept.")
        return False
    terminal.say(f"Kept: {ended(names[answer])}")
    return True
