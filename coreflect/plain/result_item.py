"""One question is read out whole while the room talks: the prompt on asking, what is kept once it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable

from coreflect.core.ports import Desk
from coreflect.core.responses import Question
from coreflect.core.room import ItemKey
from coreflect.core.sentences import stem
from coreflect.plain.action_form import write_action
from coreflect.plain.choices import choose, ended, numbered, trying
from coreflect.plain.hands import show_of_hands
from coreflect.plain.room_notes import write_room_note
from coreflect.plain.terminal import Terminal
from coreflect.plain.where_now import where_now
from coreflect.reporting.item_text import item_lines
from coreflect.reporting.talking import NO_QUESTIONS, WAS_SAID, WHERE_WE_STAND, WILL_DO, Talking

UNFOLDED = 100_000
"""A width that folds no line: the terminal folds each to its own."""

NUMBERED = re.compile(r"\d+\. ")
AGAIN, NEXT, LEAVE = "again", "next", "leave"


def look_at(terminal: Terminal, talking: Talking, key: ItemKey) -> None:
    """Read a question out and do what the room wants with it, and with those after it, until it goes back."""
    to_say = True
    while True:
        if to_say:
            _read_out(terminal, talking, key)
        steps = _steps(terminal, talking, key)
        said = ("What now?",) if to_say else ("What now? h says what can be done.",)
        options = numbered([(value, words) for value, words, _ in steps])
        enter = str([value for value, _, _ in steps].index(LEAVE) + 1)
        chosen = choose(terminal, *said, options=options, taken_by_enter=enter, listed=to_say)
        talking.look()
        if chosen == LEAVE:
            return
        if chosen == NEXT:
            to_say = talking.neighbour(key, 1) != key
            key = talking.neighbour(key, 1)
            if not to_say:
                terminal.say("This is the last one.")
        elif chosen == AGAIN:
            to_say = True
        else:
            step = next(step for value, _, step in steps if value == chosen)
            trying(terminal, step)
            talking.look()
            to_say = False
            terminal.pause()
            terminal.say("Back at the question.", ended(talking.item(key).text), *kept_lines(talking, key))


def picture(terminal: Terminal, talking: Talking, key: ItemKey) -> None:
    """A question and its answers as far as they may be shown, in words and whole numbers."""
    question = talking.question(key)
    asked = stem(question.bank.stem.say(), talking.facts.period) if question else ""
    lines = item_lines(
        talking.item(key),
        talking.published,
        UNFOLDED,
        stem=asked,
        last_time=talking.stood(key),
        paired=talking.paired(key),
        aloud=True,
    )
    for line in lines:
        if line:
            terminal.say(ended(line), hang=3 if NUMBERED.match(line) else 0)


def kept_lines(talking: Talking, key: ItemKey) -> tuple[str, ...]:
    """What the room has kept about an item: where it stands, what was said, and what will be done."""
    stands = talking.stands(key)
    return (
        *((f"{WHERE_WE_STAND}{stands}",) if stands else ()),
        *(ended(f"{WAS_SAID}{note}") for note in talking.notes(key)),
        *(f"{WILL_DO}{action}" for action in talking.planned(key)),
    )


def _read_out(terminal: Terminal, talking: Talking, key: ItemKey) -> None:
    heading, beside = talking.beside(key)
    terminal.pause()
    terminal.say(f"{heading}. {beside.index(key) + 1} of {len(beside)}.")
    picture(terminal, talking, key)
    terminal.say(*kept_lines(talking, key))


def _steps(terminal: Terminal, talking: Talking, key: ItemKey) -> tuple[tuple[str, str, Callable[[], object]], ...]:
    """(name, words, step) of all that can be done at a question."""
    desk, facts = talking.desk, talking.facts

    def with_question(step: Callable[[Question], object]) -> Callable[[], object]:
        question = talking.question(key)
        return (lambda: step(question)) if question else (lambda: terminal.say(NO_QUESTIONS))

    def count_hands(question: Question) -> None:
        if show_of_hands(desk, terminal, facts, question):
            _show_anew(desk, terminal, talking, key)

    chosen = key in talking.chosen
    return (
        ("prompt", "A question that helps to talk", with_question(lambda one: _prompt(terminal, one))),
        ("note", "What was said", with_question(lambda one: write_room_note(desk, terminal, facts, one))),
        ("hands", "A show of hands", with_question(count_hands)),
        ("where", "Where the room stands now", with_question(lambda one: where_now(desk, terminal, facts, one))),
        ("action", "What we will do: write it", with_question(lambda one: write_action(desk, terminal, facts, one))),
        (
            "toggle",
            "Take it off what we talk about" if chosen else "Choose it to talk about",
            lambda: talking.toggle(key),
        ),
        (AGAIN, "Hear it again", _nothing),
        (NEXT, "The next question", _nothing),
        (LEAVE, "Back to the list", _nothing),
    )


def _prompt(terminal: Terminal, question: Question) -> None:
    terminal.pause()
    terminal.say(ended(question.item.prompt.say()))


def _show_anew(desk: Desk, terminal: Terminal, talking: Talking, key: ItemKey) -> None:
    """Count anew, so that the show of hands is heard as far as it may be."""
    published = desk.results.published(talking.facts.id)
    if published.items:
        talking.show(published)
        terminal.pause()
        picture(terminal, talking, key)


def _nothing() -> None:
    """What a step does that is done elsewhere."""
