"""Runs the meeting of one reflection: says how many have finished, never who, and does what is chosen by a typed line.

After each typed line the meeting is read again, so that this terminal notices when another one has shown the answers.
Before it shows the answers itself, it says what that means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import questions
from coreflect.core.results import PublishedRound
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.controls import BACK, GO_BACK_OR_LEAVE, WAIT_A_MOMENT
from coreflect.core.texts.home import ALREADY_TAKEN_OUT, DOINGS, reflection_aloud
from coreflect.core.texts.phones import STILL_SERVED, STOPPED, joined_and_finished
from coreflect.core.texts.words import plain_date
from coreflect.plain.actions import ask_about_last_time, open_actions_of_team, take_back, taking_back
from coreflect.plain.paper_sheets import key_in
from coreflect.plain.phones import join_on_phones
from coreflect.plain.prompts import (
    Back,
    Option,
    ask_words,
    choose,
    numbered,
    press_enter,
    trying,
    until_saved,
    which_question,
)
from coreflect.plain.results import look_together
from coreflect.plain.show_of_hands import show_of_hands
from coreflect.plain.terminal import Terminal
from coreflect.plain.turn import take_turns
from coreflect.plain.written import write_file
from coreflect.services.app import Services
from coreflect.services.meeting import (
    STEP_KEYS,
    MeetingState,
    MeetingStep,
    ask_to_reveal,
    check_closing,
    count_later,
    look_at_meeting,
    plan_of,
    reveal,
    save_closing,
    save_how_it_was,
)
from coreflect.services.revealing import TurnoutChanged
from coreflect.web.served import stop


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is available now: the key and the words for it, and the function that runs it."""

    key: str
    words: str
    do: Callable[[], object]


ASK_AGAIN = Step("0", texts.ASK_HOW_MANY_AGAIN, lambda: None)


def meet(services: Services, terminal: Terminal, reflection: Reflection, *, phones: bool = False) -> None:
    """Ask about last time's actions; then offer the steps that are available, until somebody leaves.

    With `phones` it begins with how phones join.
    """
    terminal.pause()
    terminal.say(f"{texts.MEETING}. {reflection_aloud(reflection)}")
    if phones:
        trying(terminal, lambda: open_phones(services, terminal, reflection))
    opened, listed = services.workspace.is_forgotten(reflection.id), True
    while (state := until_saved(terminal, lambda: look_at_meeting(services, reflection))) is not None:
        if state.last_time and not opened and not state.is_revealed:
            opened = True
            trying(terminal, partial(ask_about_last_time, services, terminal, state.reflection))
            continue
        step = _choose_step(services, terminal, state, listed=listed)
        if step is None:
            if state.on_phones:
                terminal.say(STILL_SERVED)
            return
        now = None if state.is_revealed else _look_for_reveal(services, state)
        if now is not None:
            terminal.say(texts.SHOWN_MEANWHILE)
            step = next(step for step in steps(services, terminal, now) if step.key == STEP_KEYS["look"])
        trying(terminal, step.do)
        listed = step is not ASK_AGAIN


def steps(services: Services, terminal: Terminal, state: MeetingState) -> tuple[Step, ...]:
    """List the steps that are available now, by their digits, which stay the same as the meeting goes on."""
    reflection = state.reflection
    does: dict[MeetingStep, Callable[[], object]] = {
        "last-time": lambda: ask_about_last_time(services, terminal, reflection),
        "answer": lambda: take_turns(services, terminal, reflection),
        "paper": lambda: key_in(services, terminal, reflection),
        "phones": lambda: open_phones(services, terminal, reflection),
        "show": lambda: _show_answers(services, terminal, reflection),
        "look": lambda: look_together(services, terminal, reflection),
        "hands": lambda: _show_of_hands(services, terminal, reflection),
        "actions": lambda: open_actions_of_team(services, terminal, reflection),
        "plan": lambda: _say_plan(services, terminal, reflection),
        "closing": lambda: close_meeting(services, terminal, reflection),
        "later": lambda: _count_later(services, terminal, reflection),
    }
    return tuple(Step(STEP_KEYS[name], words, does[name]) for name, words in state.available_steps)


def _choose_step(services: Services, terminal: Terminal, state: MeetingState, *, listed: bool) -> Step | None:
    """Ask which step to take now; None to leave."""
    lines = [*steps(services, terminal, state), *([] if state.is_forgotten or state.is_revealed else [ASK_AGAIN])]
    options: list[Option[Step | None]] = [Option(step.key, step.words, step) for step in lines]
    undo: Step | None = Step("u", "", lambda: take_back(services, terminal, state.reflection))
    options += [*taking_back(services, state.reflection, undo), Option("q", texts.LEAVE_MEETING, None)]
    enter = STEP_KEYS[state.comes_next] if lines[-1] is not ASK_AGAIN else ASK_AGAIN.key
    how_many = texts.how_many_finished(state.reflection, state.turnout, state.came_later)
    now = ALREADY_TAKEN_OUT if state.is_forgotten else how_many
    on_phones = [joined_and_finished(*state.on_phones)] if state.on_phones else []
    introduction = [now, *on_phones] + ([] if listed else [texts.H_SAYS_WHAT])
    return choose(terminal, *introduction, options=options, taken_by_enter=enter, listed=listed)


def _look_for_reveal(services: Services, state: MeetingState) -> MeetingState | None:
    """Read the meeting again; returns it if another terminal has shown the answers meanwhile, otherwise None."""
    try:
        now = look_at_meeting(services, state.reflection, ())
    except CoreflectError:
        return None
    return now if now.is_revealed else None


def _show_answers(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    published = show_answers(services, terminal, reflection)
    if published is not None:
        look_together(services, terminal, services.workspace.round(reflection.id), published)


def _count_later(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    if ask_to_count_later(services, terminal, reflection):
        look_together(services, terminal, services.workspace.round(reflection.id))


def _show_of_hands(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    asked = questions(reflection, services.workspace.banks(reflection.id))
    show_of_hands(services, terminal, reflection, which_question(terminal, asked, texts.ON_WHICH_QUESTION))


def open_phones(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Let people answer on their phones."""
    join_on_phones(services, terminal, reflection)


def _say_plan(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    parts = plan_of(services, reflection)
    terminal.pause()
    terminal.say(f"{texts.PLAN_TITLE}.")
    for minutes, what in parts:
        terminal.say(texts.plan_line(minutes, what))
    terminal.say(texts.ABOUT_PLAN)
    press_enter(terminal)


def show_answers(services: Services, terminal: Terminal, reflection: Reflection) -> PublishedRound | None:
    """Ask whether to wait or to show the answers.

    Returns what may be shown once they are shown, by this terminal or another; else None.

    Raises:
        CoreflectError: how many have finished cannot be read.
    """
    while True:
        question = ask_to_reveal(services, reflection)
        if not question.choices:
            terminal.pause()
            terminal.say(*question.lines)
            return None
        options = numbered(question.choices)
        if not choose(terminal, question.title, *question.lines, options=options, taken_by_enter="1"):
            return None
        terminal.say(WAIT_A_MOMENT)
        try:
            return reveal(services, question)
        except TurnoutChanged:
            terminal.say(texts.ANOTHER_NUMBER)
        except CoreflectError as error:
            terminal.say(texts.NOT_REVEALED, str(error))
            return None


def ask_to_count_later(services: Services, terminal: Terminal, reflection: Reflection) -> bool:
    """Ask whether to count those who came after the answers were shown; returns whether they are counted now.

    Raises:
        CoreflectError: how many have finished cannot be read, or it could not be saved.
    """
    later = look_at_meeting(services, reflection, ()).came_later
    about = (f"{texts.COUNT_LATER}?", *texts.what_counting_them_does(reflection, later))
    options = numbered(texts.COUNT_LATER_CHOICES)
    if not later or not choose(terminal, *about, options=options, taken_by_enter="1"):
        return False
    terminal.say(WAIT_A_MOMENT)
    now = count_later(services, reflection)
    terminal.say(texts.counted_now(reflection, now))
    return len(now.counted) > len(reflection.counted)


def close_meeting(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Ask the three questions at the end of a meeting, and save each answer as it is given.

    Raises:
        Left: the person leaves it; what was saved is saved.
        CoreflectError: the reflection cannot be read.
    """
    terminal.pause()
    terminal.say(f"{texts.CLOSING_TITLE}. {GO_BACK_OR_LEAVE}")
    asking = (_ask_who_was_missing, _ask_how_it_was, _ask_next_date)
    at = 0
    while at < len(asking):
        try:
            asking[at](services, terminal, services.workspace.round(reflection.id))
            at += 1
        except Back:
            at = max(0, at - 1)
    if services.phones_in(reflection):
        stop(services)
        terminal.say(STOPPED)
    terminal.pause()
    terminal.say(texts.GOODBYE)
    after: tuple[tuple[str, str], ...] = (("report", DOINGS["report"]),) if _is_shown(services, reflection) else ()
    options = [*numbered(after), Option("n", DOINGS["next"], "next"), Option("b", BACK, "")]
    _do_after(services, terminal, reflection, choose(terminal, options=options, taken_by_enter="b", can_leave=True))


def _is_shown(services: Services, reflection: Reflection) -> bool:
    return services.workspace.round(reflection.id).state == "revealed"


def _do_after(services: Services, terminal: Terminal, reflection: Reflection, what: str) -> None:
    """Write the report, or set up the team's next reflection, where that was chosen at the end of a meeting."""
    from coreflect.plain.reflection_menu import new_reflection  # it opens the meeting itself

    reflection = services.workspace.round(reflection.id)
    if what == "report":
        write_file(services, terminal, reflection, what)
    elif what == "next":
        new_reflection(services, terminal, reflection)


def _ask_who_was_missing(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    asked = (texts.WHO_WAS_NOT_HERE, f"{texts.NOT_HERE_HELP} {texts.ENTER_GOES_ON}")
    _ask_closing(services, terminal, reflection, "missing", texts.TYPE_NOT_HERE, *asked)


def _ask_next_date(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    asked = (texts.NEXT_DATE_QUESTION, texts.NEXT_DATE_HELP)
    date = _ask_closing(services, terminal, reflection, "next_date", texts.TYPE_DAY, *asked)
    if date:
        terminal.say(texts.next_one_is_on(date))


def _ask_closing(
    services: Services, terminal: Terminal, reflection: Reflection, field: str, ask: str, *about: str
) -> str:
    """Ask for one field of the reflection, and save it if it has changed; returns its value now."""
    before = plain_date(getattr(reflection, field))  # words that are no date stay as they are
    words = ask_words(
        terminal, ask, *about, now=before, check=lambda typed: check_closing(services, reflection, {field: typed})
    )
    if words == before:
        return before
    changed = until_saved(terminal, lambda: save_closing(services, reflection, {field: words}))
    terminal.say(texts.IS_KEPT if changed else texts.THAT_IS_NOT_KEPT)
    return str(getattr(changed, field)) if changed else before


def _ask_how_it_was(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    asked = (texts.HOW_WAS_THIS, f"{texts.HOW_WAS_THIS_HELP} {texts.ENTER_GOES_ON}")
    words = ask_words(terminal, texts.TYPE_A_WORD_EACH, *asked)
    if not words or choose(terminal, options=numbered(texts.KEEP_THE_WORDS), taken_by_enter="1") == "no":
        return
    note_id = services.ids.record()

    def save() -> bool:
        save_how_it_was(services, reflection, words, note_id)
        return True

    terminal.say(texts.WORDS_KEPT if until_saved(terminal, save) else texts.WORDS_NOT_KEPT)
