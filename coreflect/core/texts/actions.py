"""The sentences on what a team will do: writing it down, and asking the next time what became of it."""

from __future__ import annotations

from coreflect.core.banks.bank import Item
from coreflect.core.model import Action, Happened, Progress
from coreflect.core.names import shown
from coreflect.core.texts.words import bare, ended, plain_date

ACTIONS_TITLE = "What we will do"
DID_IT_HAPPEN = "Did it happen?"
PROGRESS: tuple[tuple[Progress, str], ...] = (
    ("to-do", "To do"),
    ("doing", "Doing"),
    ("done", "Done"),
    ("dropped", "Not doing this"),
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
    "checked_by": "Who will check that it is done?",
    "known_by": "How will we know?",
}
CHECKED_BY_HELP = "Not the person who does it. If possible, someone it was done for."
CHECKED_BY_SOMEONE_ELSE = "Choose someone else; if possible, someone it was done for."
FAIR_RETURN = "Is this fair to you? Do you have what you need?"
NO_ACTIONS = "Nothing has been agreed yet."
NOTHING_OPEN, NOTHING_OVERDUE = "Nothing is left to do or to check.", "Nothing is overdue."
OVERDUE = "Overdue"
HOW_TO_ADD = "`coreflect actions add` saves what a team will do."
TWO_VERSIONS_OF_ACTION = "There are two versions of this, from two windows. This is the one we show. The other said:"
ACTION_HELP = {
    "what": "One thing you will be able to see has happened.",
    "who": f'If someone unpaid takes this on, ask: "{FAIR_RETURN}"',
    "due": "A day, such as 26 May or in six months, or any words: before the summer. It may stay empty.",
    "checked_by": CHECKED_BY_HELP,
    "known_by": "What we will see or hear once it has happened. It may stay empty.",
}
"""What is said beside each of the questions."""
DROPPED_NEEDS_A_REASON = "If you decided not to do it, please say why."
WHY_DROPPED = "Why did you decide not to do it?"
WHAT_CAME_OF_IT = "What came of it, in a few words?"
CAME_OF_IT = "What came of it"
TYPE_A_FEW_WORDS = "In a few words:"
HAS_SAID_SO: tuple[tuple[Happened, str], ...] = (("yes", "Yes"), ("", "Not yet"))
HOW_FAR = "How far along is it?"
WRITE_ACTION, CHANGE_WORDS, LEAVE_IT_SO = "Write a new one down", "Change its words", "Leave it as it is"
ACTION_RIGHT = ((True, "Yes, save it"), (False, "Change something"))
ACTION_PROMPTS = {
    "what": "What:",
    "who": "Who:",
    "due": "By when:",
    "checked_by": "Who will check:",
    "known_by": "How we will know:",
}
COULD_TRY = "Things we could try:"
LAST_TIME_TITLE = "What we said last time"
NOTHING_FROM_LAST_TIME = "There is nothing from last time that is still open."
CHECKER_NOT_HERE = "Is the person who was going to check not here? Press 5 to leave it open."
LEAVE_OPEN = "The person who was going to check is not here: leave it open"
LAST_TIME_DONE = "That is all from last time. Thank you."
_HAPPENED = dict(HAPPENED)
_PROGRESS = dict(PROGRESS)


def more_actions(more: int) -> str:
    """Say how many more things from last time are still open than are shown."""
    return f"And {more:,} more."


def things_to_try(item: Item) -> tuple[str, ...]:
    """List what a team could try about an item, under its heading; nothing where its bank names nothing.

    It shows where the room talks about that question and asks for it, and where it writes an action; never by itself.
    """
    tries = tuple(words.say() for words in item.tries)
    return (COULD_TRY, *tries) if tries else ()


def action_sentence(action: Action) -> str:
    """Say an action in one sentence, as it stands in a list; as it was typed, to be made safe where it is shown."""
    agreed = ended(f"{bare(action.what)}: {_who_and_when(action)}")
    sentence = f"{agreed} {bare(action.checked_by)} will check that it is done."
    return f"{sentence} {how_we_know(action.known_by)}" if action.known_by else sentence


def how_we_know(known_by: str) -> str:
    """Say how people will know that an action has happened."""
    return f"How we will know: {ended(known_by)}"


def action_detail(action: Action, *, overdue: bool = False) -> str:
    """Say what stands under an action in a list: whether it is late, how far it is, who, by when, what came of it."""
    parts = [
        *([OVERDUE] if overdue else ()),
        progress_name(action),
        _who_and_when(action),
        f"{bare(action.checked_by)} will check that it is done",
    ]
    if action.known_by:
        parts.append(how_we_know(action.known_by))
    if action.happened:
        parts.append(f"{DID_IT_HAPPEN} {_HAPPENED[action.happened]}")
    if action.outcome:
        parts.append(action.outcome)
    return shown(" · ".join(parts))


def action_rows(action: Action) -> tuple[tuple[str, str], ...]:
    """Say an action row by row, each with what it is about: who, by when, who checks, and what came of it."""
    asked = ("who", "due", "checked_by", "known_by")
    rows = (
        *((ACTION_PROMPTS[name].rstrip(":"), getattr(action, name)) for name in asked),
        (DID_IT_HAPPEN, _HAPPENED[action.happened] if action.happened else ""),
        (CAME_OF_IT, action.outcome),
    )
    return tuple((about, shown(plain_date(text))) for about, text in rows if text)


def progress_name(action: Action, *, overdue: bool = False) -> str:
    """Say how far an action is, or that it is late."""
    return OVERDUE if overdue else _PROGRESS[action.progress]


def kept_for(question: str, what: str) -> str:
    """Say, in the command, what was saved for a question."""
    return f'Saved for "{shown(question)}": {what}'


def asked_who_checks(action: Action) -> str:
    """Ask, once an action is marked as done, whether the one who checks has said so."""
    return f"Marked as done. Has {shown(bare(action.checked_by))} confirmed it?"


def we_said(action: Action) -> str:
    """Say how the next reflection opens with an action."""
    return shown(f"We said: {ended(action.what)} {ended(_who_and_when(action))}")


def who_answers(action: Action) -> str:
    """Say who is asked whether an action happened, and the question."""
    return f"{shown(bare(action.checked_by))} was going to check. {DID_IT_HAPPEN}"


def it_happened(happened: Happened) -> str:
    """Say whether an action happened."""
    return f"{DID_IT_HAPPEN} {_HAPPENED[happened]}."


def what_was_answered(action: Action) -> str:
    """Say, as a note of the room, what was agreed last time and whether it happened."""
    came = f" {action.outcome}" if action.outcome else ""
    return f"{we_said(action)} {it_happened(action.happened)}{came}"


def _who_and_when(action: Action) -> str:
    who = bare(action.who)
    return f"{who}, by {bare(plain_date(action.due))}" if action.due else who
