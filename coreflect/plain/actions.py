"""Says a team's actions, adds and changes them, and asks what became of those that were agreed last time.

Dropping an action needs a reason in words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar, cast

from coreflect.core.errors import Misuse
from coreflect.core.meeting.actions import Planned, new_action, read_due, updated
from coreflect.core.model import Action, Happened, Progress, Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import actions as action_texts
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.actions import HAPPENED, PROGRESS, QUESTIONS
from coreflect.core.texts.controls import BACK, GO_BACK_OR_LEAVE
from coreflect.core.texts.words import ended
from coreflect.plain.prompts import Back, Left, Option, ask_words, choose, numbered, trying, until_saved
from coreflect.plain.terminal import Terminal
from coreflect.services.actions import LastTime, actions_of_team, changed_action, is_late, planned_action
from coreflect.services.actions import save as save_action
from coreflect.services.app import Services

ADD, LEAVE, TAKE_BACK = "add", "leave", "take-back"
T = TypeVar("T")


def taking_back(services: Services, reflection: Reflection, value: T) -> tuple[Option[T], ...]:
    """The choice to take the last thing back that the room settled, where there is one."""
    last = services.steps.last(reflection.team)
    return (Option("u", texts.take_back(last.words), value),) if last else ()


def take_back(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Undo the last thing, and say what it was.

    Raises:
        CoreflectError: it could not be taken back.
    """
    terminal.say(services.steps.take_back(reflection.team))


def open_actions_of_team(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Say every action of the team, those still open first, and offer to change each, until the person goes back.

    Raises:
        CoreflectError: the actions cannot be read.
    """
    while True:
        actions = actions_of_team(services, reflection.team)
        lines: list[tuple[Action | str, str]] = [(action, spoken(services, action)) for action in actions]
        others: list[Option[Action | str]] = [Option("a", action_texts.WRITE_ACTION, ADD), Option("b", BACK, LEAVE)]
        undo: tuple[Option[Action | str], ...] = taking_back(services, reflection, TAKE_BACK)
        options = [*numbered(lines), *undo, *others]
        heading = f"{action_texts.ACTIONS_TITLE}." if actions else action_texts.NO_ACTIONS
        chosen = choose(terminal, heading, options=options, taken_by_enter="b")
        if chosen == LEAVE:
            return
        if chosen == TAKE_BACK:
            trying(terminal, partial(take_back, services, terminal, reflection))
        elif isinstance(chosen, Action):
            trying(terminal, partial(_offer_progress, services, terminal, chosen))
        else:
            trying(terminal, lambda: write_action(services, terminal, reflection, None))


def spoken(services: Services, action: Action) -> str:
    """Say an action: what, who, by when, who will check that it is done, how far it is, if it is late, what came of it.

    Raises:
        CoreflectError: its reflection cannot be read.
    """
    parts = [action_texts.action_sentence(action), ended(dict(PROGRESS)[action.progress])]
    if is_late(services, action):
        parts.append(ended(action_texts.OVERDUE))
    if action.happened:
        parts.append(action_texts.it_happened(action.happened))
    if action.outcome:
        parts.append(ended(action.outcome))
    return " ".join(parts)


def _offer_progress(services: Services, terminal: Terminal, action: Action) -> None:
    steps: tuple[tuple[Progress | str, str], ...] = (
        *PROGRESS,
        ("words", action_texts.CHANGE_WORDS),
        (LEAVE, action_texts.LEAVE_IT_SO),
    )
    chosen = choose(
        terminal, spoken(services, action), action_texts.HOW_FAR, options=numbered(steps), taken_by_enter="6"
    )
    if chosen == "words":
        change_action(services, terminal, action)
    elif chosen == "dropped":
        _drop(services, terminal, action)
    elif chosen == "done":
        _mark_done(services, terminal, action)
    elif chosen != LEAVE:
        _save(services, terminal, updated(action, services.ids, progress=chosen), action)


def _drop(services: Services, terminal: Terminal, action: Action) -> None:
    def dropped(words: str) -> Action:
        return updated(action, services.ids, progress="dropped", outcome=words)

    _save(services, terminal, dropped(ask_what_came_of_it(terminal, action_texts.WHY_DROPPED, action, dropped)), action)


def _mark_done(services: Services, terminal: Terminal, action: Action) -> None:
    """Save that an action is done, and what the person who checks it has said; nobody answers in their place."""
    options = numbered(action_texts.HAS_SAID_SO)
    has_said_so = choose(terminal, action_texts.asked_who_checks(action), options=options, can_leave=True)

    def done(words: str) -> Action:
        return updated(action, services.ids, progress="done", happened=has_said_so or action.happened, outcome=words)

    words = ask_what_came_of_it(terminal, action_texts.WHAT_CAME_OF_IT, action, done) if has_said_so else action.outcome
    _save(services, terminal, done(words), action)


def ask_what_came_of_it(terminal: Terminal, asked: str, action: Action, check: Callable[[str], object]) -> str:
    """Ask what came of an action, in words that `check` accepts; they may be empty if `check` accepts that too.

    Raises:
        Left: b or q was typed alone.
    """
    try:
        return ask_words(terminal, action_texts.TYPE_A_FEW_WORDS, asked, now=action.outcome, check=check)
    except Back:
        raise Left from None


_UNASKED = Planned(what="…", who="… who", due="", checked_by="… checks")


def write_action(services: Services, terminal: Terminal, reflection: Reflection, question: Question | None) -> bool:
    """Ask for a new action, on the question that it came from; returns whether it was saved.

    Raises:
        Left: the person leaves it; nothing is saved.
    """
    bank, item = question.key if question else ("", "")
    planned = _UNASKED._replace(what="", who="", checked_by="", bank=bank, item=item)
    terminal.pause()
    terminal.say(f"{action_texts.ACTIONS_TITLE}. {GO_BACK_OR_LEAVE}")
    terminal.say(*(action_texts.things_to_try(question.item) if question else ()))
    while True:
        planned = _ask_fields(services, terminal, planned)
        action = planned_action(services, reflection, planned)
        if _is_right(terminal, action):
            return _save(services, terminal, action)


def change_action(services: Services, terminal: Terminal, action: Action) -> bool:
    """Change the words of an action; returns whether it was saved.

    Raises:
        Left: the person leaves it; the action stays as it is.
    """
    planned = Planned(**{field: getattr(action, field) for field in QUESTIONS}, bank=action.bank, item=action.item)
    while True:
        planned = _ask_fields(services, terminal, planned)
        changed = changed_action(services, action, **{field: getattr(planned, field) for field in QUESTIONS})
        if _is_right(terminal, changed):
            return _save(services, terminal, changed, action)


def _save(services: Services, terminal: Terminal, action: Action, before: Action | None = None) -> bool:
    """Save an action, and say whether it is saved."""

    def save() -> bool:
        save_action(services, action, before)
        return True

    done = bool(until_saved(terminal, save))
    terminal.say(texts.IS_KEPT if done else texts.IS_NOT_KEPT)
    return done


def _is_right(terminal: Terminal, action: Action) -> bool:
    options = numbered(action_texts.ACTION_RIGHT)
    return choose(
        terminal,
        texts.IS_IT_RIGHT,
        ended(action_texts.action_sentence(action)),
        options=options,
        taken_by_enter="1",
        can_leave=True,
    )


def _ask_fields(services: Services, terminal: Terminal, planned: Planned) -> Planned:
    """Ask for each of the fields of an action; Enter keeps what stands."""
    fields = tuple(QUESTIONS)
    at = 0
    while at < len(fields):
        field = fields[at]
        about = (QUESTIONS[field], action_texts.ACTION_HELP[field])
        try:
            words = ask_words(
                terminal,
                action_texts.ACTION_PROMPTS[field],
                *about,
                now=getattr(planned, field),
                check=_check(services, planned, field),
            )
        except Back:
            at = max(0, at - 1)
        else:
            planned = planned._replace(**{field: words})
            at += 1
    return planned


def _check(services: Services, planned: Planned, field: str) -> Callable[[str], None]:
    """Make the check of one field's words; fields that were not asked for yet count as filled in."""

    def check(words: str) -> None:
        unasked = {name: getattr(planned, name) or getattr(_UNASKED, name) for name in QUESTIONS}
        try:
            text = read_due(words, services.clock.today()) if field == "due" else words
            new_action("", planned._replace(**(unasked | {field: text})), services.ids)
        except Misuse as error:
            if error.field == field:
                raise

    return check


def ask_about_last_time(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Ask of each action that is still open whether it happened, and save each answer.

    Raises:
        Left: the person leaves it; what was saved is saved, and the others stay open.
        CoreflectError: what was agreed before cannot be read.
    """
    terminal.pause()
    terminal.say(f"{action_texts.LAST_TIME_TITLE}.")
    last_time = LastTime(services, reflection)
    while action := last_time.action:
        if _ask(services, terminal, last_time, action, reflection) == TAKE_BACK:
            take_back(services, terminal, reflection)
            last_time = LastTime(services, reflection)
    terminal.pause()
    terminal.say(action_texts.LAST_TIME_DONE if last_time.count else action_texts.NOTHING_FROM_LAST_TIME)


def _ask(services: Services, terminal: Terminal, last_time: LastTime, action: Action, reflection: Reflection) -> str:
    """Ask about one action, and save the answer; returns `take back` where the answer before it is to be undone."""
    answers: tuple[tuple[Happened | str, str], ...] = (*HAPPENED, ("", action_texts.LEAVE_OPEN))
    about = (action_texts.we_said(action), action_texts.who_answers(action))
    options = (*numbered(answers), *taking_back(services, reflection, TAKE_BACK))
    chosen = choose(terminal, *about, options=options, can_leave=True)
    if chosen == TAKE_BACK:
        return TAKE_BACK
    happened = cast("Happened", chosen)
    if not happened:
        last_time.leave_open()
        return ""

    def check(words: str) -> None:
        last_time.check(happened, words)

    words = ask_what_came_of_it(terminal, f"{action_texts.WHAT_CAME_OF_IT} {texts.ENTER_GOES_ON}", action, check)

    def save() -> bool:
        last_time.answer(happened, words)
        return True

    is_saved = until_saved(terminal, save)
    terminal.say(texts.IS_KEPT if is_saved else texts.IS_NOT_KEPT)
    if not is_saved:
        last_time.leave_open()
    return ""
