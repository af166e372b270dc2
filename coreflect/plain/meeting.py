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
from coreflect.core.meeting.steps import ABOUT, PLAN, Doing, doings, open_with
from coreflect.core.model import Action, Note, Round
from coreflect.core.ports import Desk
from coreflect.core.reflections.responses import questions
from coreflect.core.reflections.rounds import TAKEN_OUT, WHAT_STAYS, mended
from coreflect.core.results import PublishedRound
from coreflect.core.texts import meeting as sentences
from coreflect.core.texts.answering import spoken_date
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
    until_kept,
    which_question,
)
from coreflect.plain.results import look_together, show_of_hands
from coreflect.plain.terminal import Terminal, until_left
from coreflect.plain.turn import take_turns

GOES_ON = "Enter alone goes on."


def close_meeting(desk: Desk, terminal: Terminal, facts: Round) -> None:
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
            steps[at](desk, terminal, desk.workspace.round(facts.id))
            at += 1
        except Back:
            at = max(0, at - 1)
    terminal.pause()
    terminal.say(sentences.GOODBYE)
    terminal.say(sentences.REPORT_HINT)


def _who_was_not_here(desk: Desk, terminal: Terminal, facts: Round) -> None:
    asked = (sentences.WHO_WAS_NOT_HERE, f"{sentences.NOT_HERE_HELP} {GOES_ON}")
    _fact(desk, terminal, facts, "missing", "Not here:", *asked)


def _next_date(desk: Desk, terminal: Terminal, facts: Round) -> None:
    asked = (sentences.NEXT_DATE_QUESTION, sentences.NEXT_DATE_HELP)
    date = _fact(desk, terminal, facts, "next_date", "The day:", *asked)
    if date:
        terminal.say(f"The next one is on {ended(spoken_date(date))}")


def _fact(desk: Desk, terminal: Terminal, facts: Round, name: str, ask: str, *said: str) -> str:
    """Ask for one fact of the reflection, and keep it where it is another than before; returns what stands."""
    before = str(getattr(facts, name))

    def made(words: str) -> Round:
        return mended(facts, {name: words}, desk.ids)

    words = ask_words(terminal, ask, *said, now=before, check=made)
    if words == before:
        return before

    def keep() -> Round:
        # Another terminal may have shown the answers meanwhile, so the facts are read anew.
        changed = mended(desk.workspace.round(facts.id), {name: words}, desk.ids)
        desk.workspace.keep_round(changed, ())
        return changed

    changed = until_kept(terminal, keep)
    terminal.say("It is kept." if changed else "That is not kept.")
    return str(getattr(changed, name)) if changed else before


def _how_was_this(desk: Desk, terminal: Terminal, facts: Round) -> None:
    asked = (sentences.HOW_WAS_THIS, f"{sentences.HOW_WAS_THIS_HELP} {GOES_ON}")
    words = ask_words(terminal, "A word each:", *asked)
    if not words or choose(terminal, options=numbered(sentences.KEEP_THE_WORDS), taken_by_enter="1") == "no":
        return
    text = f"{sentences.HOW_WAS_THIS} {words}"
    note = Note(desk.ids.record(), desk.ids.record(), (), facts.id, "", "", "", "room", text)

    def keep() -> bool:
        desk.workspace.keep_room_note(note)
        return True

    terminal.say("The words are kept." if until_kept(terminal, keep) else "The words are not kept.")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done now: the words for it, and what does it."""

    words: str
    do: Callable[[], object]


def steps(desk: Desk, terminal: Terminal, facts: Round, *, last_time: bool) -> tuple[Step, ...]:
    """All that can be done now; `last_time` is whether something from last time is still open.

    Once the answers are shown, the first is to look at them.
    """
    does: dict[Doing, Callable[[], object]] = {
        "last-time": lambda: what_we_said_last_time(desk, terminal, facts),
        "answer": lambda: take_turns(desk, terminal, facts),
        "paper": lambda: key_in(desk, terminal, facts),
        "show": lambda: _show(desk, terminal, facts),
        "look": lambda: look_together(desk, terminal, facts),
        "hands": lambda: _hands(desk, terminal, facts),
        "actions": lambda: what_we_will_do(desk, terminal, facts),
        "plan": lambda: _say_plan(terminal),
        "closing": lambda: close_meeting(desk, terminal, facts),
        "later": lambda: _count_later(desk, terminal, facts),
    }
    later = came_later(facts, desk.results.turnout(facts.id)) > 0
    forgotten = desk.workspace.is_forgotten(facts.id)
    found = doings(facts, last_time=last_time, later=later, forgotten=forgotten)
    return tuple(Step(words, does[name]) for name, words in found)


def is_shown(facts: Round) -> bool:
    """Whether the answers are shown."""
    return facts.state == "revealed"


def _show(desk: Desk, terminal: Terminal, facts: Round) -> None:
    published = ask_to_reveal(desk, terminal, facts)
    if published is not None:
        look_together(desk, terminal, desk.workspace.round(facts.id), published)


def _count_later(desk: Desk, terminal: Terminal, facts: Round) -> None:
    if ask_to_count_later(desk, terminal, facts):
        look_together(desk, terminal, desk.workspace.round(facts.id))


def _hands(desk: Desk, terminal: Terminal, facts: Round) -> None:
    asked = questions(facts, desk.workspace.banks(facts.id))
    question = which_question(terminal, asked, "A show of hands: on which question?")
    show_of_hands(desk, terminal, facts, question)


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

    facts: Round
    turnout: Turnout
    last_time: tuple[Action, ...]


def run_meeting(desk: Desk, facts: Round, terminal: Terminal | None = None) -> int:
    """Run the meeting of this round, until somebody leaves it.

    Takes the ports, the round's facts and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to
    be called inside a running event loop.
    """
    return until_left(lambda heard: meet(desk, heard, facts), terminal)


def meet(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Open with what was said last time; then offer what can be done now, again and again, until somebody leaves."""
    terminal.pause()
    terminal.say(f"The meeting. {ended(facts.team_name)} About {ended(facts.about)} {spoken_date(facts.date)}.")
    opened, listed = desk.workspace.is_forgotten(facts.id), True
    while (seen := until_kept(terminal, lambda: look(desk, facts))) is not None:
        if seen.last_time and not opened and not is_shown(seen.facts):
            opened = True
            trying(terminal, partial(what_we_said_last_time, desk, terminal, seen.facts))
            continue
        step = _chosen(desk, terminal, seen, listed=listed)
        if step is None:
            return
        now = None if is_shown(seen.facts) else _shown_now(desk, facts)
        if now is not None:
            terminal.say(SHOWN_MEANWHILE)
            step, *_ = steps(desk, terminal, now, last_time=False)
        trying(terminal, step.do)
        listed = step is not ASK_AGAIN


def look(desk: Desk, facts: Round) -> Seen:
    """Read the reflection anew; where what was agreed before cannot be read, it opens with nothing.

    Raises:
        CoreflectError: the reflection cannot be read.
    """
    now, turnout = desk.workspace.round(facts.id), desk.results.turnout(facts.id)
    try:
        return Seen(now, turnout, open_with(desk.workspace, now))
    except CoreflectError:
        return Seen(now, turnout, ())


def _chosen(desk: Desk, terminal: Terminal, seen: Seen, *, listed: bool) -> Step | None:
    """What is to be done now; None to leave."""
    every = steps(desk, terminal, seen.facts, last_time=bool(seen.last_time))
    lines: list[tuple[Step | None, str]] = [(step, step.words) for step in every]
    forgotten = desk.workspace.is_forgotten(seen.facts.id)
    lines += [] if forgotten or is_shown(seen.facts) else [(ASK_AGAIN, ASK_AGAIN.words)]
    options: list[Option[Step | None]] = [*numbered(lines), Option("q", "Leave the meeting", None)]
    enter = "1" if is_shown(seen.facts) else str(len(lines))
    now = f"{TAKEN_OUT} {WHAT_STAYS}" if forgotten else how_many(seen.facts, seen.turnout)
    said = [now] + ([] if listed else ["h says what can be done."])
    return choose(terminal, *said, options=options, taken_by_enter=enter, listed=listed)


def _shown_now(desk: Desk, facts: Round) -> Round | None:
    """The facts, where another terminal has shown the answers meanwhile."""
    try:
        now = desk.workspace.round(facts.id)
    except CoreflectError:
        return None
    return now if is_shown(now) else None


MEANWHILE = "Meanwhile another number has begun or finished."


def ask_to_reveal(desk: Desk, terminal: Terminal, facts: Round) -> PublishedRound | None:
    """Ask whether to wait or to show the answers.

    Returns what may be shown once they are shown, by this terminal or another; else None.

    Raises:
        CoreflectError: how many have finished cannot be read.
    """
    while True:
        turnout = desk.results.turnout(facts.id)
        said = what_it_does(facts, turnout, shared=desk.workspace.place().shared)
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
        if desk.results.turnout(facts.id) == turnout:
            break
        terminal.say(MEANWHILE)
    terminal.say(ONE_MOMENT)
    try:
        if desk.workspace.round(facts.id).state == "revealed":
            return desk.results.published(facts.id)
        return desk.results.reveal(facts.id)
    except CoreflectError as error:
        terminal.say("This did not work, and nothing is shown yet.", str(error))
        return None


def ask_to_count_later(desk: Desk, terminal: Terminal, facts: Round) -> bool:
    """Ask whether to count those who came after the answers were shown; returns whether they are counted now.

    Raises:
        CoreflectError: how many have finished cannot be read, or it could not be kept.
    """
    later = came_later(facts, desk.results.turnout(facts.id))
    choices = ((False, "Not now"), (True, "Count them"))
    said = (f"{COUNT_LATER}?", *what_counting_them_does(facts, later))
    if not later or not choose(terminal, *said, options=numbered(choices), taken_by_enter="1"):
        return False
    terminal.say(ONE_MOMENT)
    desk.results.reveal(facts.id)
    now = desk.workspace.round(facts.id)
    terminal.say(counted_now(facts, now))
    return len(now.counted) > len(facts.counted)
