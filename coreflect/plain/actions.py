"""What a team will do, in one list: how far each thing is, and dropping one needs a reason in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from coreflect.core import meeting_sentences as sentences
from coreflect.core.actions import DID_IT_HAPPEN, HAPPENED, PROGRESS, sentence, updated
from coreflect.core.model import Action, Progress, Round
from coreflect.core.ports import Desk
from coreflect.plain.action_form import change_action, kept, write_action
from coreflect.plain.asking import ask_words
from coreflect.plain.choices import Back, Left, Option, choose, ended, numbered, trying
from coreflect.plain.terminal import Terminal

ADD, LEAVE = "add", "leave"
SETTLED = ("done", "dropped")


def what_we_will_do(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Say every action of the team, those still open first, and let each be changed, until the person goes back.

    Raises:
        CoreflectError: the actions cannot be read.
    """
    while True:
        found = desk.workspace.actions(facts.team)
        ordered = sorted(found, key=lambda action: action.progress in SETTLED)
        lines: list[tuple[Action | str, str]] = [(action, spoken(action)) for action in ordered]
        others: list[Option[Action | str]] = [Option("a", "Write a new one down", ADD), Option("b", "Back", LEAVE)]
        options = [*numbered(lines), *others]
        said = (f"{sentences.ACTIONS_TITLE}.",) if found else (sentences.NO_ACTIONS,)
        chosen = choose(terminal, *said, options=options, taken_by_enter="b")
        if chosen == LEAVE:
            return
        if isinstance(chosen, Action):
            trying(terminal, partial(_one_action, desk, terminal, chosen))
        else:
            trying(terminal, lambda: write_action(desk, terminal, facts, None))


def spoken(action: Action) -> str:
    """An action as it is said: what, who, by when, who will say that it is done, how far it is, what came of it."""
    said = [sentence(action), ended(dict(PROGRESS)[action.progress])]
    if action.happened:
        said.append(f"{DID_IT_HAPPEN} {ended(dict(HAPPENED)[action.happened])}")
    if action.outcome:
        said.append(ended(action.outcome))
    return " ".join(said)


def _one_action(desk: Desk, terminal: Terminal, action: Action) -> None:
    steps: tuple[tuple[Progress | str, str], ...] = (*PROGRESS, ("words", "Change its words"), (LEAVE, "Leave it so"))
    chosen = choose(terminal, spoken(action), sentences.HOW_FAR, options=numbered(steps), taken_by_enter="6")
    if chosen == "words":
        change_action(desk, terminal, action)
    elif chosen == "dropped":
        _drop(desk, terminal, action)
    elif chosen == "done":
        _done(desk, terminal, action)
    elif chosen != LEAVE:
        kept(desk, terminal, updated(action, desk.ids, progress=chosen))


def _drop(desk: Desk, terminal: Terminal, action: Action) -> None:
    def dropped(words: str) -> Action:
        return updated(action, desk.ids, progress="dropped", outcome=words)

    kept(desk, terminal, dropped(came_of_it(terminal, sentences.WHY_DROPPED, action, dropped)))


def _done(desk: Desk, terminal: Terminal, action: Action) -> None:
    """Keep that it is done, and what was said by whoever was to say so; nobody answers in their place."""
    options = numbered((("yes", "Yes"), ("", "Not yet")))
    said_so = choose(terminal, sentences.asked_who_checks(action), options=options, can_leave=True)

    def done(words: str) -> Action:
        return updated(action, desk.ids, progress="done", happened=said_so or action.happened, outcome=words)

    words = came_of_it(terminal, sentences.WHAT_CAME_OF_IT, action, done) if said_so else action.outcome
    kept(desk, terminal, done(words))


def came_of_it(terminal: Terminal, asked: str, action: Action, made: Callable[[str], Action]) -> str:
    """What came of an action, in words that `made` takes; it may stay empty where `made` takes that too.

    Raises:
        Left: b or q was typed alone.
    """
    try:
        return ask_words(terminal, "In a few words:", asked, now=action.outcome, check=made)
    except Back:
        raise Left from None
