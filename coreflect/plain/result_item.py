"""Reads one question of the results out, and lets the room note, count hands, settle or plan something on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from coreflect.core.meeting.room import ItemKey
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.words import ended, with_period
from coreflect.plain.actions import write_action
from coreflect.plain.notes import write_room_note
from coreflect.plain.prompts import choose, numbered, trying, until_saved
from coreflect.plain.show_of_hands import show_of_hands
from coreflect.plain.terminal import Terminal
from coreflect.reporting.item_text import item_lines
from coreflect.services.app import Services
from coreflect.services.discussion import Discussion
from coreflect.services.room import (
    begin_where_now,
    save_where_now,
    where_now_words,
)

UNFOLDED = 100_000
"""A width at which no line is wrapped, because the terminal wraps each line itself."""
NUMBERED = re.compile(r"\d+\. ")
AGAIN, NEXT, LEAVE = "again", "next", "leave"


def look_at(terminal: Terminal, discussion: Discussion, key: ItemKey) -> None:
    """Read a question out and run the steps that are chosen, on it and on those after it, until the room goes back."""
    to_say = True
    while True:
        if to_say:
            _read_out(terminal, discussion, key)
        steps = _steps(terminal, discussion, key)
        asked = texts.WHAT_NOW if to_say else f"{texts.WHAT_NOW} {texts.H_SAYS_WHAT}"
        options = numbered([(value, words) for value, words, _ in steps])
        enter = str([value for value, _, _ in steps].index(LEAVE) + 1)
        chosen = choose(terminal, asked, options=options, taken_by_enter=enter, listed=to_say)
        discussion.look()
        if chosen == LEAVE:
            return
        if chosen == NEXT:
            to_say = discussion.neighbour(key, 1) != key
            key = discussion.neighbour(key, 1)
            if not to_say:
                terminal.say(texts.LAST_QUESTION)
        elif chosen == AGAIN:
            to_say = True
        else:
            step = next(step for value, _, step in steps if value == chosen)
            trying(terminal, step)
            discussion.look()
            to_say = False
            terminal.pause()
            terminal.say(texts.BACK_AT_QUESTION, ended(discussion.item(key).text), *settled_lines(discussion, key))


def say_picture(terminal: Terminal, discussion: Discussion, key: ItemKey) -> None:
    """Say a question and its answers, as far as they may be shown, in words and whole numbers."""
    question = discussion.question(key)
    asked = with_period(question.bank.stem.say(), discussion.reflection.period) if question else ""
    lines = item_lines(
        discussion.item(key),
        discussion.published,
        UNFOLDED,
        stem=asked,
        last_time=discussion.earlier_position_text(key),
        paired=discussion.paired(key),
        aloud=True,
    )
    for line in lines:
        if line:
            terminal.say(ended(line), hang=3 if NUMBERED.match(line) else 0)


def settled_lines(discussion: Discussion, key: ItemKey) -> tuple[str, ...]:
    """List what the room has settled about an item: where it stands, what was said, and what will be done."""
    return tuple(ended(f"{heading}{text}") for heading, text in discussion.settled(key))


def settle_where_now(services: Services, terminal: Terminal, reflection: Reflection, question: Question) -> bool:
    """Ask where the room stands on this question, and save it; returns whether it was saved.

    Raises:
        Left: the person leaves it; nothing is changed.
        CoreflectError: what the room has settled cannot be read.
    """
    where = begin_where_now(services, reflection, question)
    levels = [(level.id, f"{ended(level.label.say())} {level.meaning.say()}") for level in question.scale.levels]
    words = where_now_words(question)
    while True:
        options = numbered((*levels, *texts.WHERE_NOW_OTHERS))
        item_text = ended(question.item.text.say())
        answer = choose(terminal, texts.WHERE_NOW_QUESTION, item_text, options=options, can_leave=True)
        if not where.asks_the_others(answer):
            break
        asked = numbered(((True, texts.have_asked(words[answer])), (False, texts.CHOOSE_LEVEL_AGAIN)))
        if choose(terminal, texts.ASK_THE_OTHERS, options=asked, can_leave=True):
            break

    def save() -> bool:
        save_where_now(services, where, answer)
        return True

    if not until_saved(terminal, save):
        terminal.say(texts.THAT_IS_NOT_KEPT)
        return False
    terminal.say(texts.where_now_kept(words[answer]))
    return True


def _read_out(terminal: Terminal, discussion: Discussion, key: ItemKey) -> None:
    heading, keys = discussion.part_of(key)
    terminal.pause()
    terminal.say(f"{heading}. {keys.index(key) + 1} of {len(keys)}.")
    say_picture(terminal, discussion, key)
    terminal.say(*settled_lines(discussion, key))


def _steps(
    terminal: Terminal, discussion: Discussion, key: ItemKey
) -> tuple[tuple[str, str, Callable[[], object]], ...]:
    """List (name, words, step) of all that can be done at a question."""
    services, reflection = discussion.services, discussion.reflection

    def with_question(step: Callable[[Question], object]) -> Callable[[], object]:
        question = discussion.question(key)
        return (lambda: step(question)) if question else (lambda: terminal.say(texts.NO_QUESTIONS))

    def count_hands(question: Question) -> None:
        if show_of_hands(services, terminal, reflection, question):
            _show_anew(services, terminal, discussion, key)

    does: dict[str, Callable[[], object]] = {
        "prompt": with_question(partial(_say_prompt, terminal)),
        "note": with_question(partial(write_room_note, services, terminal, reflection)),
        "hands": with_question(count_hands),
        "where": with_question(partial(settle_where_now, services, terminal, reflection)),
        "action": with_question(partial(write_action, services, terminal, reflection)),
        "toggle": partial(discussion.toggle, key),
        AGAIN: _do_nothing,
        NEXT: _do_nothing,
        LEAVE: _do_nothing,
    }
    words = texts.RESULT_STEPS | {"toggle": texts.TAKE_IT_OFF if key in discussion.chosen else texts.CHOOSE_IT}
    return tuple((name, words[name], step) for name, step in does.items())


def _say_prompt(terminal: Terminal, question: Question) -> None:
    terminal.pause()
    terminal.say(ended(question.item.prompt.say()))


def _show_anew(services: Services, terminal: Terminal, discussion: Discussion, key: ItemKey) -> None:
    """Count again, and say the question with the show of hands as far as it may be shown."""
    published = services.results.published(discussion.reflection.id)
    if published.items:
        discussion.show(published)
        terminal.pause()
        say_picture(terminal, discussion, key)


def _do_nothing() -> None:
    """Do nothing, for steps that `look_at` does itself."""
