"""What a team will do: every action names who will say that it is done, and that is not the one who does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coreflect.core.errors import Misuse
from coreflect.core.model import Action, Happened, Progress
from coreflect.core.names import folded

if TYPE_CHECKING:
    from coreflect.core.ports import Ids

LONGEST_TEXT = 400

PROGRESS: tuple[tuple[Progress, str], ...] = (
    ("to-do", "To do"),
    ("doing", "Doing"),
    ("done", "Done"),
    ("dropped", "Dropped"),
)
HAPPENED: tuple[tuple[Happened, str], ...] = (
    ("yes", "Yes"),
    ("partly", "Partly"),
    ("no", "No"),
    ("not-sure", "Not sure"),
)
QUESTIONS = {
    "what": "What will we do?",
    "who": "Who?",
    "due": "By when?",
    "checked_by": "Who will say that it is done?",
}
CHECKED_BY_HELP = "Not the person who does it; where it can be, someone it was done for."
FAIR_RETURN = "Is this fair return, and do you have what you need?"
DID_IT_HAPPEN = "Did it happen?"


@dataclass(frozen=True, slots=True)
class Planned:
    """An action as typed. `due` is any words: a date, or "before the summer"."""

    what: str
    who: str
    due: str
    checked_by: str
    bank: str = ""
    item: str = ""


def new_action(round_id: str, planned: Planned, ids: Ids) -> Action:
    """Make an action.

    Raises:
        Misuse: something is missing or too long, or the one who does it would also say that it is done; the error's
            `field` says which.
    """
    action = Action(
        id=ids.record(),
        revision=ids.record(),
        replaces=(),
        round=round_id,
        bank=planned.bank,
        item=planned.item,
        what=_typed(planned.what),
        who=_typed(planned.who),
        due=_typed(planned.due),
        checked_by=_typed(planned.checked_by),
        progress="to-do",
        happened="",
        outcome="",
    )
    return _checked(action)


def updated(action: Action, ids: Ids, **changes: str) -> Action:
    """The action with some of its words, its progress, or what was said of it changed, as a new revision.

    Raises:
        Misuse: as `new_action`; or it is dropped without a reason in `outcome`.
    """
    typed = {name: _typed(value) for name, value in changes.items()}
    changed = replace(action, **typed)  # type: ignore[arg-type]
    return _checked(replace(changed, revision=ids.record(), replaces=(*action.replaces, action.revision)))


def asked_again(action: Action) -> bool:
    """Whether the team's next reflection opens with this action: it was not dropped, and nobody has said yes yet."""
    return action.progress != "dropped" and action.happened != "yes"


def sentence(action: Action) -> str:
    """An action in one sentence, as it stands in a list. The text is as typed: make it safe where it is shown."""
    due = f", by {action.due}" if action.due else ""
    return f"{action.what}: {action.who}{due}. {action.checked_by} will say that it is done."


def _checked(action: Action) -> Action:
    for field, question in QUESTIONS.items():
        text = getattr(action, field)
        if not text and field != "due":
            raise Misuse(f"Please say: {question}", "It cannot be empty.", field)
    for field in (*QUESTIONS, "outcome"):
        if len(getattr(action, field)) > LONGEST_TEXT:
            raise Misuse("Please make it shorter.", f"It may have {LONGEST_TEXT} characters at most.", field)
    if folded(action.who) == folded(action.checked_by):
        raise Misuse("The one who does it cannot also say that it is done.", CHECKED_BY_HELP, "checked_by")
    if action.progress not in dict(PROGRESS):
        raise Misuse("An action is to-do, doing, done or dropped.", "Type one of these.", "progress")
    if action.happened and action.happened not in dict(HAPPENED):
        raise Misuse("The answer is yes, partly, no or not-sure.", "Type one of these.", "happened")
    if action.progress == "dropped" and not action.outcome:
        raise Misuse("Please say why it is dropped.", "A few words are enough.", "outcome")
    return action


def _typed(text: str) -> str:
    return " ".join(text.split())
