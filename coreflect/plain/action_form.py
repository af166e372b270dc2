"""An action is asked for one thing at a time, read back, and kept only once all of it can be taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coreflect.core import meeting_sentences as sentences
from coreflect.core.actions import CHECKED_BY_HELP, QUESTIONS, Planned, new_action, sentence, updated
from coreflect.core.errors import Misuse
from coreflect.core.model import Action, Round
from coreflect.core.ports import Desk, Ids
from coreflect.core.responses import Question
from coreflect.plain.asking import GO_BACK_OR_LEAVE, ask_words
from coreflect.plain.choices import Back, choose, ended, numbered, until_kept
from coreflect.plain.hands import RIGHT
from coreflect.plain.terminal import Terminal

HELP = {
    "what": sentences.WHAT_HELP,
    "who": sentences.FOR_UNPAID,
    "due": sentences.DUE_HELP,
    "checked_by": CHECKED_BY_HELP,
}
ASK = {"what": "What:", "who": "Who:", "due": "By when:", "checked_by": "Who will say so:"}
_UNASKED = Planned(what="…", who="… who", due="", checked_by="… checks")


def write_action(desk: Desk, terminal: Terminal, facts: Round, question: Question | None) -> bool:
    """Write an action down, with the question that it came from; returns whether it was kept.

    Raises:
        Left: the person leaves it; nothing is kept.
    """
    bank, item = question.key if question else ("", "")
    planned = replace(_UNASKED, what="", who="", checked_by="", bank=bank, item=item)
    terminal.pause()
    terminal.say(f"{sentences.ACTIONS_TITLE}. {GO_BACK_OR_LEAVE}")
    while True:
        planned = _asked(desk.ids, terminal, planned)
        action = new_action(facts.id, planned, desk.ids)
        if _is_right(terminal, action):
            return kept(desk, terminal, action)


def change_action(desk: Desk, terminal: Terminal, action: Action) -> bool:
    """Change the words of an action; returns whether it was kept.

    Raises:
        Left: the person leaves it; the action stays as it is.
    """
    planned = Planned(action.what, action.who, action.due, action.checked_by, action.bank, action.item)
    while True:
        planned = _asked(desk.ids, terminal, planned)
        changed = updated(action, desk.ids, **{field: getattr(planned, field) for field in QUESTIONS})
        if _is_right(terminal, changed):
            return kept(desk, terminal, changed)


def kept(desk: Desk, terminal: Terminal, action: Action) -> bool:
    """Keep an action, and say whether it is."""

    def keep() -> bool:
        desk.workspace.keep_action(action)
        return True

    done = bool(until_kept(terminal, keep))
    terminal.say("It is kept." if done else "It is not kept.")
    return done


def _is_right(terminal: Terminal, action: Action) -> bool:
    options = numbered(((True, "Yes, keep it"), (False, "Change something")))
    return choose(terminal, RIGHT, ended(sentence(action)), options=options, taken_by_enter="1", can_leave=True)


def _asked(ids: Ids, terminal: Terminal, planned: Planned) -> Planned:
    """The action with each of its four things asked for; what stands is taken with Enter."""
    fields = tuple(QUESTIONS)
    at = 0
    while at < len(fields):
        field = fields[at]
        said = (QUESTIONS[field], HELP[field])
        try:
            words = ask_words(
                terminal, ASK[field], *said, now=getattr(planned, field), check=_check(ids, planned, field)
            )
        except Back:
            at = max(0, at - 1)
        else:
            planned = replace(planned, **{field: words})
            at += 1
    return planned


def _check(ids: Ids, planned: Planned, field: str) -> Callable[[str], None]:
    """What core says against these words; things that were not asked for yet count as filled in."""

    def check(words: str) -> None:
        unasked = {name: getattr(planned, name) or getattr(_UNASKED, name) for name in QUESTIONS}
        try:
            new_action("", replace(planned, **(unasked | {field: words})), ids)
        except Misuse as error:
            if error.field == field:
                raise

    return check
