"""One reflection while the room meets: how many have finished, never who; and all that can be done, by one typed line.

Each time that a line is typed the facts are read anew, so that this terminal follows where another shows the answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from coreflect.core.errors import CoreflectError
from coreflect.core.meeting.revealing import (
    COUNT_LATER,
    asked_first,
    came_later,
    counted_now,
    how_many,
    what_counting_them_does,
    what_it_does,
)
from coreflect.core.meeting.steps import ABOUT, PLAN, Doing, doings
from coreflect.core.model import Action, Note, Reflection
from coreflect.core.reflections.responses import questions
from coreflect.core.reflections.rounds import mended
from coreflect.core.results import PublishedRound
from coreflect.core.texts import meeting as sentences
from coreflect.core.texts.home import TAKEN_OUT, WHAT_STAYS
from coreflect.core.texts.words import spoken_date
from coreflect.core.workspace import Turnout
from coreflect.plain.actions import what_we_said_last_time, what_we_will_do
from coreflect.plain.paper_sheets import key_in
from coreflect.plain.prompts import (
    GO_BACK_OR_LEAVE,
    ONE_MOMENT,
    Back,
    Option,
    ask_words,
    choose,
    ended,
    numbered,
    press_enter,
    trying,
    until_saved,
    which_question,
)
from coreflect.plain.results import look_together, show_of_hands
from coreflect.plain.terminal import Terminal, until_left
from coreflect.plain.turn import take_turns
from coreflect.services.app import Services
from coreflect.services.meeting import open_with

GOES_ON = "Enter alone goes on."


def close_meeting(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Ask the three questions, and keep each answer as it is given.

    Raises:
        Left: the person leaves it; what was kept is kept.
        CoreflectError: the facts of the reflection cannot be read.
    """
    terminal.pause()
    terminal.say(f"{sentences.CLOSING_TITLE}. {GO_BACK_OR_LEAVE}")
    steps = (_who_was_not_here, _how_was_this, _next_date)
    at = 0
    while at < len(steps):
        try:
            steps[at](services, terminal, services.workspace.round(reflection.id))
            at += 1
        except Back:
            at = max(0, at - 1)
    terminal.pause()
    terminal.say(sentences.GOODBYE)
    terminal.say(sentences.REPORT_HINT)


def _who_was_not_here(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    asked = (sentences.WHO_WAS_NOT_HERE, f"{sentences.NOT_HERE_HELP} {GOES_ON}")
    _fact(services, terminal, reflection, "missing", "Not here:", *asked)


def _next_date(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    asked = (sentences.NEXT_DATE_QUESTION, sentences.NEXT_DATE_HELP)
    date = _fact(services, terminal, reflection, "next_date", "The day:", *asked)
    if date:
        terminal.say(f"The next one is on {ended(spoken_date(date))}")


def _fact(services: Services, terminal: Terminal, reflection: Reflection, name: str, ask: str, *said: str) -> str:
    """Ask for one fact of the reflection, and keep it where it is another than before; returns what stands."""
    before = str(getattr(reflection, name))

    def made(words: str) -> Reflection:
        return mended(reflection, {name: words}, services.ids)

    words = ask_words(terminal, ask, *said, now=before, check=made)
    if words == before:
        return before

    def keep() -> Reflection:
        # Another terminal may have shown the answers meanwhile, so the facts are read anew.
        changed = mended(services.workspace.round(reflection.id), {name: words}, services.ids)
        services.workspace.keep_round(changed, ())
        return changed

    changed = until_saved(terminal, keep)
    terminal.say("It is kept." if changed else "That is not kept.")
    return str(getattr(changed, name)) if changed else before


def _how_was_this(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    asked = (sentences.HOW_WAS_THIS, f"{sentences.HOW_WAS_THIS_HELP} {GOES_ON}")
    words = ask_words(terminal, "A word each:", *asked)
    if not words or choose(terminal, options=numbered(sentences.KEEP_THE_WORDS), taken_by_enter="1") == "no":
        return
    text = f"{sentences.HOW_WAS_THIS} {words}"
    note = Note(services.ids.record(), services.ids.record(), (), reflection.id, "", "", "", "room", text)

    def keep() -> bool:
        services.workspace.keep_room_note(note)
        return True

    terminal.say("The words are kept." if until_saved(terminal, keep) else "The words are not kept.")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done now: the words for it, and what does it."""

    words: str
    do: Callable[[], object]


def steps(services: Services, terminal: Terminal, reflection: Reflection, *, last_time: bool) -> tuple[Step, ...]:
    """All that can be done now; `last_time` is whether something from last time is still open.

    Once the answers are shown, the first is to look at them.
    """
    does: dict[Doing, Callable[[], object]] = {
        "last-time": lambda: what_we_said_last_time(services, terminal, reflection),
        "answer": lambda: take_turns(services, terminal, reflection),
        "paper": lambda: key_in(services, terminal, reflection),
        "show": lambda: _show(services, terminal, reflection),
        "look": lambda: look_together(services, terminal, reflection),
        "hands": lambda: _hands(services, terminal, reflection),
        "actions": lambda: what_we_will_do(services, terminal, reflection),
        "plan": lambda: _say_plan(terminal),
        "closing": lambda: close_meeting(services, terminal, reflection),
        "later": lambda: _count_later(services, terminal, reflection),
    }
    later = came_later(reflection, services.results.turnout(reflection.id)) > 0
    forgotten = services.workspace.is_forgotten(reflection.id)
    found = doings(reflection, last_time=last_time, later=later, forgotten=forgotten)
    return tuple(Step(words, does[name]) for name, words in found)


def is_shown(reflection: Reflection) -> bool:
    """Whether the answers are shown."""
    return reflection.state == "revealed"


def _show(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    published = ask_to_reveal(services, terminal, reflection)
    if published is not None:
        look_together(services, terminal, services.workspace.round(reflection.id), published)


def _count_later(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    if ask_to_count_later(services, terminal, reflection):
        look_together(services, terminal, services.workspace.round(reflection.id))


def _hands(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    asked = questions(reflection, services.workspace.banks(reflection.id))
    question = which_question(terminal, asked, "A show of hands: on which question?")
    show_of_hands(services, terminal, reflection, question)


def _say_plan(terminal: Terminal) -> None:
    terminal.pause()
    terminal.say("The plan of the meeting.")
    for minutes, what in PLAN:
        terminal.say(f"{what}: {minutes} minutes." if minutes else f"{what}.")
    terminal.say(ABOUT)
    press_enter(terminal)


ASK_AGAIN = Step("Ask again how many have finished", lambda: None)
SHOWN_MEANWHILE = "Meanwhile another laptop has shown the answers to everyone."


@dataclass(frozen=True, slots=True)
class Seen:
    """The reflection at one look: its facts, how many have begun and finished, and what it opens with."""

    reflection: Reflection
    turnout: Turnout
    last_time: tuple[Action, ...]


def run_meeting(services: Services, reflection: Reflection, terminal: Terminal | None = None) -> int:
    """Run the meeting of this round, until somebody leaves it.

    Takes the ports, the round's facts and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to
    be called inside a running event loop.
    """
    return until_left(lambda heard: meet(services, heard, reflection), terminal)


def meet(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Open with what was said last time; then offer what can be done now, again and again, until somebody leaves."""
    terminal.pause()
    terminal.say(
        f"The meeting. {ended(reflection.team_name)} About {ended(reflection.about)} {spoken_date(reflection.date)}."
    )
    opened, listed = services.workspace.is_forgotten(reflection.id), True
    while (seen := until_saved(terminal, lambda: look(services, reflection))) is not None:
        if seen.last_time and not opened and not is_shown(seen.reflection):
            opened = True
            trying(terminal, partial(what_we_said_last_time, services, terminal, seen.reflection))
            continue
        step = _chosen(services, terminal, seen, listed=listed)
        if step is None:
            return
        now = None if is_shown(seen.reflection) else _shown_now(services, reflection)
        if now is not None:
            terminal.say(SHOWN_MEANWHILE)
            step, *_ = steps(services, terminal, now, last_time=False)
        trying(terminal, step.do)
        listed = step is not ASK_AGAIN


def look(services: Services, reflection: Reflection) -> Seen:
    """Read the reflection anew; where what was agreed before cannot be read, it opens with nothing.

    Raises:
        CoreflectError: the reflection cannot be read.
    """
    now, turnout = services.workspace.round(reflection.id), services.results.turnout(reflection.id)
    try:
        return Seen(now, turnout, open_with(services.workspace, now))
    except CoreflectError:
        return Seen(now, turnout, ())


def _chosen(services: Services, terminal: Terminal, seen: Seen, *, listed: bool) -> Step | None:
    """What is to be done now; None to leave."""
    every = steps(services, terminal, seen.reflection, last_time=bool(seen.last_time))
    lines: list[tuple[Step | None, str]] = [(step, step.words) for step in every]
    forgotten = services.workspace.is_forgotten(seen.reflection.id)
    lines += [] if forgotten or is_shown(seen.reflection) else [(ASK_AGAIN, ASK_AGAIN.words)]
    options: list[Option[Step | None]] = [*numbered(lines), Option("q", "Leave the meeting", None)]
    enter = "1" if is_shown(seen.reflection) else str(len(lines))
    now = f"{TAKEN_OUT} {WHAT_STAYS}" if forgotten else how_many(seen.reflection, seen.turnout)
    said = [now] + ([] if listed else ["h says what can be done."])
    return choose(terminal, *said, options=options, taken_by_enter=enter, listed=listed)


def _shown_now(services: Services, reflection: Reflection) -> Reflection | None:
    """The facts, where another terminal has shown the answers meanwhile."""
    try:
        now = services.workspace.round(reflection.id)
    except CoreflectError:
        return None
    return now if is_shown(now) else None


MEANWHILE = "Meanwhile another number has begun or finished."


def ask_to_reveal(services: Services, terminal: Terminal, reflection: Reflection) -> PublishedRound | None:
    """Ask whether to wait or to show the answers.

    Returns what may be shown once they are shown, by this terminal or another; else None.

    Raises:
        CoreflectError: how many have finished cannot be read.
    """
    while True:
        turnout = services.results.turnout(reflection.id)
        said = what_it_does(reflection, turnout, shared=services.workspace.place().shared)
        if not turnout.finished:
            terminal.pause()
            terminal.say(*said)
            return None
        if turnout.unfinished > 0:
            choices = ((False, "Wait for them"), (True, "Leave them out, and show the answers"))
        else:
            choices = ((False, "Not yet"), (True, "Show the answers"))
        if not choose(terminal, asked_first(turnout), *said, options=numbered(choices), taken_by_enter="1"):
            return None
        if services.results.turnout(reflection.id) == turnout:
            break
        terminal.say(MEANWHILE)
    terminal.say(ONE_MOMENT)
    try:
        if services.workspace.round(reflection.id).state == "revealed":
            return services.results.published(reflection.id)
        return services.results.reveal(reflection.id)
    except CoreflectError as error:
        terminal.say("This did not work, and nothing is shown yet.", str(error))
        return None


def ask_to_count_later(services: Services, terminal: Terminal, reflection: Reflection) -> bool:
    """Ask whether to count those who came after the answers were shown; returns whether they are counted now.

    Raises:
        CoreflectError: how many have finished cannot be read, or it could not be kept.
    """
    later = came_later(reflection, services.results.turnout(reflection.id))
    choices = ((False, "Not now"), (True, "Count them"))
    said = (f"{COUNT_LATER}?", *what_counting_them_does(reflection, later))
    if not later or not choose(terminal, *said, options=numbered(choices), taken_by_enter="1"):
        return False
    terminal.say(ONE_MOMENT)
    services.results.reveal(reflection.id)
    now = services.workspace.round(reflection.id)
    terminal.say(counted_now(reflection, now))
    return len(now.counted) > len(reflection.counted)
