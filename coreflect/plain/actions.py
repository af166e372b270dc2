"""What a team will do, in one list: how far each thing is, and dropping one needs a reason in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from coreflect.core.errors import Misuse
from coreflect.core.meeting.actions import (
    CHECKED_BY_HELP,
    DID_IT_HAPPEN,
    HAPPENED,
    PROGRESS,
    QUESTIONS,
    Planned,
    new_action,
    sentence,
    updated,
)
from coreflect.core.meeting.steps import said_of
from coreflect.core.model import Action, Happened, Progress, Reflection
from coreflect.core.ports import Ids
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import meeting as sentences
from coreflect.plain.prompts import (
    GO_BACK_OR_LEAVE,
    RIGHT,
    Back,
    Left,
    Option,
    ask_words,
    choose,
    ended,
    numbered,
    trying,
    until_saved,
)
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services
from coreflect.services.meeting import open_with

ADD, LEAVE = "add", "leave"
SETTLED = ("done", "dropped")


def what_we_will_do(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Say every action of the team, those still open first, and let each be changed, until the person goes back.

    Raises:
        CoreflectError: the actions cannot be read.
    """
    while True:
        found = services.workspace.actions(reflection.team)
        ordered = sorted(found, key=lambda action: action.progress in SETTLED)
        lines: list[tuple[Action | str, str]] = [(action, spoken(action)) for action in ordered]
        others: list[Option[Action | str]] = [Option("a", "Write a new one down", ADD), Option("b", "Back", LEAVE)]
        options = [*numbered(lines), *others]
        said = (f"{sentences.ACTIONS_TITLE}.",) if found else (sentences.NO_ACTIONS,)
        chosen = choose(terminal, *said, options=options, taken_by_enter="b")
        if chosen == LEAVE:
            return
        if isinstance(chosen, Action):
            trying(terminal, partial(_one_action, services, terminal, chosen))
        else:
            trying(terminal, lambda: write_action(services, terminal, reflection, None))


def spoken(action: Action) -> str:
    """An action as it is said: what, who, by when, who will say that it is done, how far it is, what came of it."""
    said = [sentence(action), ended(dict(PROGRESS)[action.progress])]
    if action.happened:
        said.append(f"{DID_IT_HAPPEN} {ended(dict(HAPPENED)[action.happened])}")
    if action.outcome:
        said.append(ended(action.outcome))
    return " ".join(said)


def _one_action(services: Services, terminal: Terminal, action: Action) -> None:
    steps: tuple[tuple[Progress | str, str], ...] = (*PROGRESS, ("words", "Change its words"), (LEAVE, "Leave it so"))
    chosen = choose(terminal, spoken(action), sentences.HOW_FAR, options=numbered(steps), taken_by_enter="6")
    if chosen == "words":
        change_action(services, terminal, action)
    elif chosen == "dropped":
        _drop(services, terminal, action)
    elif chosen == "done":
        _done(services, terminal, action)
    elif chosen != LEAVE:
        kept(services, terminal, updated(action, services.ids, progress=chosen))


def _drop(services: Services, terminal: Terminal, action: Action) -> None:
    def dropped(words: str) -> Action:
        return updated(action, services.ids, progress="dropped", outcome=words)

    kept(services, terminal, dropped(came_of_it(terminal, sentences.WHY_DROPPED, action, dropped)))


def _done(services: Services, terminal: Terminal, action: Action) -> None:
    """Keep that it is done, and what was said by whoever was to say so; nobody answers in their place."""
    options = numbered((("yes", "Yes"), ("", "Not yet")))
    said_so = choose(terminal, sentences.asked_who_checks(action), options=options, can_leave=True)

    def done(words: str) -> Action:
        return updated(action, services.ids, progress="done", happened=said_so or action.happened, outcome=words)

    words = came_of_it(terminal, sentences.WHAT_CAME_OF_IT, action, done) if said_so else action.outcome
    kept(services, terminal, done(words))


def came_of_it(terminal: Terminal, asked: str, action: Action, made: Callable[[str], Action]) -> str:
    """What came of an action, in words that `made` takes; it may stay empty where `made` takes that too.

    Raises:
        Left: b or q was typed alone.
    """
    try:
        return ask_words(terminal, "In a few words:", asked, now=action.outcome, check=made)
    except Back:
        raise Left from None


HELP = {
    "what": sentences.WHAT_HELP,
    "who": sentences.FOR_UNPAID,
    "due": sentences.DUE_HELP,
    "checked_by": CHECKED_BY_HELP,
}
ASK = {"what": "What:", "who": "Who:", "due": "By when:", "checked_by": "Who will say so:"}
_UNASKED = Planned(what="…", who="… who", due="", checked_by="… checks")


def write_action(services: Services, terminal: Terminal, reflection: Reflection, question: Question | None) -> bool:
    """Write an action down, with the question that it came from; returns whether it was kept.

    Raises:
        Left: the person leaves it; nothing is kept.
    """
    bank, item = question.key if question else ("", "")
    planned = replace(_UNASKED, what="", who="", checked_by="", bank=bank, item=item)
    terminal.pause()
    terminal.say(f"{sentences.ACTIONS_TITLE}. {GO_BACK_OR_LEAVE}")
    while True:
        planned = _asked(services.ids, terminal, planned)
        action = new_action(reflection.id, planned, services.ids)
        if _is_right(terminal, action):
            return kept(services, terminal, action)


def change_action(services: Services, terminal: Terminal, action: Action) -> bool:
    """Change the words of an action; returns whether it was kept.

    Raises:
        Left: the person leaves it; the action stays as it is.
    """
    planned = Planned(action.what, action.who, action.due, action.checked_by, action.bank, action.item)
    while True:
        planned = _asked(services.ids, terminal, planned)
        changed = updated(action, services.ids, **{field: getattr(planned, field) for field in QUESTIONS})
        if _is_right(terminal, changed):
            return kept(services, terminal, changed)


def kept(services: Services, terminal: Terminal, action: Action) -> bool:
    """Keep an action, and say whether it is."""

    def keep() -> bool:
        services.workspace.keep_action(action)
        return True

    done = bool(until_saved(terminal, keep))
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


LEAVE_OPEN = "Who was to say it is not here: leave it open"


def what_we_said_last_time(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Ask of each action that is still open whether it happened, and keep what is said.

    Raises:
        Left: the person leaves it; what was kept is kept, and the others stay open.
        CoreflectError: what was agreed before cannot be read.
    """
    terminal.pause()
    terminal.say(f"{sentences.OPENING_TITLE}.")
    to_ask = open_with(services.workspace, reflection)
    for action in to_ask:
        _ask(services, terminal, reflection, action)
    terminal.pause()
    terminal.say(sentences.OPENING_DONE if to_ask else sentences.NOTHING_TO_OPEN_WITH)


def open_before_anybody(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Before the first person of all, open with what was said last time; never in front of others.

    Raises:
        CoreflectError: what was agreed before, or how many have begun, cannot be read.
    """
    if not services.workspace.turnout(reflection.id).begun and open_with(services.workspace, reflection):
        what_we_said_last_time(services, terminal, reflection)


def _ask(services: Services, terminal: Terminal, reflection: Reflection, action: Action) -> None:
    answers: tuple[tuple[Happened, str], ...] = (*HAPPENED, ("", LEAVE_OPEN))
    said = (sentences.we_said(action), sentences.who_answers(action))
    happened = choose(terminal, *said, options=numbered(answers), can_leave=True)
    if not happened:
        return

    def answered(words: str) -> Action:
        return said_of(action, reflection, happened, words, None, services.ids)[0]

    words = came_of_it(terminal, f"{sentences.WHAT_CAME_OF_IT} Enter alone goes on.", action, answered)
    changed, note = said_of(action, reflection, happened, words, None, services.ids)

    def keep() -> bool:
        services.workspace.keep_action(changed)
        services.workspace.keep_room_note(note)
        return True

    terminal.say("It is kept." if until_saved(terminal, keep) else "It is not kept.")
