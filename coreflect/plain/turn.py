"""Lets one person after another answer. However a turn ends, nothing of it is left to see or to scroll back to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from coreflect.core.answers import PERSPECTIVES
from coreflect.core.banks.bank import STANDARD
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.controls import PRESS_ENTER, TYPE_WORDS, not_among
from coreflect.core.texts.meeting import if_changed
from coreflect.plain.answering import answer, introduce
from coreflect.plain.prompts import Left, Option, choose, numbered, press_enter, rest, trying, until_saved
from coreflect.plain.terminal import Rested, Terminal
from coreflect.services.app import Services
from coreflect.services.sitting import (
    NewResponse,
    Sitting,
    first_walkthrough,
    questions_to_answer,
    reflection_for_next,
    sitting_of,
    words_not_found,
)

TurnEnd = Literal["gone", "back"]


def take_turns(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Let one person after another answer this reflection, until somebody leaves.

    Raises:
        CoreflectError: its questions cannot be read, or its answers were taken out, so that nobody can begin.
    """
    asked = questions_to_answer(services, reflection)
    goes_on = _welcome(services, terminal, reflection, asked)
    while goes_on:
        terminal.pause()
        terminal.say(sentences.HAND_OVER)
        typed = _ask_at_gate(terminal, sentences.WHEN_NEXT)
        if typed == "":
            terminal.clear()
            goes_on = _welcome(services, terminal, reflection, asked)
        else:
            goes_on = _do_at_gate(services, terminal, typed)


def return_with_words(services: Services, terminal: Terminal) -> None:
    """Ask for two words, and take the person who has them back to their answers."""
    terminal.pause()
    terminal.say(sentences.TYPE_TWO_WORDS)
    while typed := terminal.ask(TYPE_WORDS):
        if typed == ".":
            rest(terminal)
            continue
        sitting = sitting_of(services, typed)
        if sitting is not None:
            come_back(terminal, sitting)
            return
        terminal.say(words_not_found(typed), sentences.ENTER_GOES_BACK)
    terminal.clear()


def new_person(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Take one new person from the question on help to the end of their turn, and clear all of it."""
    with _turn(terminal) as watched:
        sitting = _begin(services, watched, reflection)
        if sitting is not None:
            _answer_to_the_end(watched, sitting)


def come_back(terminal: Terminal, sitting: Sitting) -> None:
    """Let a person whose two words fit go on, change their answers, or take them out; then clear all of it."""
    with _turn(terminal) as watched:
        terminal.clear()  # The person's two words are on the screen.
        first = sentences.GO_ON if sitting.has_draft else sentences.CHANGE
        chosen = choose(
            watched,
            sentences.WELCOME_BACK,
            *if_changed(sitting.reflection, sitting.walkthrough.draft.response),
            options=numbered((("go on", first), ("out", sentences.TAKE_OUT), ("nothing", sentences.LEAVE_AS_THEY_ARE))),
        )
        if chosen == "out" and take_out(watched, sitting) == "gone":
            return
        if chosen == "go on":
            _answer_to_the_end(watched, sitting)
        else:
            _say_last(watched, sentences.LEFT_AS_THEY_ARE)


def leave(terminal: Terminal, sitting: Sitting) -> TurnEnd:
    """Ask what to do with the answers of a person who leaves before the end; without answers, ask nothing."""
    walk = sitting.walkthrough
    if not walk.answered and not walk.draft.notes and not sitting.is_amending:
        _say_last(terminal, sentences.kept_for_later(sitting.words))
        return "gone"
    options = (*numbered(sentences.LEAVING_ANSWERS), Option("b", sentences.GO_BACK_TO_QUESTIONS, "back"))
    chosen = choose(terminal, sentences.leaving(walk.answered, len(walk.asked)), options=options, taken_by_enter="1")
    if chosen == "later":
        _say_last(terminal, sentences.kept_for_later(sitting.words))
        return "gone"
    if chosen == "count":
        return finish(terminal, sitting)
    if chosen == "out":
        return take_out(terminal, sitting)
    return "back"


def finish(terminal: Terminal, sitting: Sitting) -> TurnEnd:
    """Finish these answers, and thank the person; "back" where they could not be saved now."""
    if until_saved(terminal, sitting.finish) is None:
        return "back"
    _say_last(
        terminal,
        *sentences.thanks(sitting.words, sitting.reflection, sitting.walkthrough.draft.code, aloud=True),
    )
    return "gone"


def take_out(terminal: Terminal, sitting: Sitting) -> TurnEnd:
    """Take these answers out for ever, once that is confirmed; returns "back" if the person decides against it."""
    answers = numbered(sentences.TAKE_OUT_ANSWERS)
    if choose(terminal, sentences.TAKE_OUT_QUESTION, options=answers, taken_by_enter="1") != "yes":
        return "back"
    texts = until_saved(terminal, sitting.take_out)
    if texts is None:
        return "back"
    _say_last(terminal, *texts)
    return "gone"


@contextmanager
def _turn(terminal: Terminal) -> Iterator[Terminal]:
    rested = False
    try:
        yield terminal.watching()
    except Left:
        pass
    except Rested:
        rested = True
    finally:
        terminal.clear()
    if rested:
        terminal.say(sentences.LOCKED)


def _begin(services: Services, terminal: Terminal, reflection: Reflection) -> Sitting | None:
    """Ask for help, perspective and wording, and begin a response; None if it cannot be saved now."""
    walk = first_walkthrough(services, reflection, questions_to_answer(services, reflection))
    helped = choose(terminal, sentences.HELPER_QUESTION, options=numbered(sentences.HELPER_ANSWERS), can_leave=True)
    if helped:
        terminal.pause()
        terminal.say(sentences.HELPER_CARD)
        press_enter(terminal)
    perspectives = numbered([(perspective.code, perspective.sentence) for perspective in PERSPECTIVES])
    walk = walk.from_perspective(
        choose(
            terminal,
            sentences.PERSPECTIVE_QUESTION,
            sentences.PERSPECTIVE_HELP,
            options=perspectives,
            can_leave=True,
        )
    )
    if len(walk.wordings()) > 1:
        ids = [wording for wording, _ in walk.wordings()]
        usual = str(ids.index(STANDARD) + 1) if STANDARD in ids else "1"
        options = numbered(walk.wordings())
        wording = choose(terminal, sentences.WORDING_QUESTION, options=options, taken_by_enter=usual, can_leave=True)
        walk = walk.in_wording(wording)
    walk = introduce(terminal, reflection, walk)
    with NewResponse(services, reflection, walk, helped) as response:
        sitting = until_saved(terminal, response.begin)
    if sitting is not None:
        terminal.pause()
        terminal.say(*sentences.return_words_given(sitting.words))
        press_enter(terminal)
    return sitting


def _answer_to_the_end(terminal: Terminal, sitting: Sitting) -> None:
    is_over = False
    while not is_over:
        end = finish if answer(terminal, sitting) == "finish" else leave
        is_over = end(terminal, sitting) == "gone"


def _welcome(services: Services, terminal: Terminal, reflection: Reflection, asked: Sequence[Question]) -> bool:
    """Welcome a person and take them through their turn; False if somebody leaves instead."""
    reflection = reflection_for_next(services, reflection)
    terminal.pause()
    banks = {question.bank.id: question.bank for question in asked}.values()
    terminal.say(*sentences.welcome(reflection, len(asked), services.workspace.place(), banks))
    typed = _ask_at_gate(terminal, sentences.ENTER_BEGINS)
    if typed:
        return _do_at_gate(services, terminal, typed)
    trying(terminal, lambda: new_person(services, terminal, reflection))
    return True


def _do_at_gate(services: Services, terminal: Terminal, typed: str) -> bool:
    if typed == "w":
        trying(terminal, lambda: return_with_words(services, terminal))
    return typed != "q"


def _ask_at_gate(terminal: Terminal, enter: str) -> str:
    """Wait for Enter, w or q; returns "", "w" or "q"."""
    terminal.say(enter, sentences.GATE_KEYS)
    while True:
        typed = terminal.ask_key(PRESS_ENTER)
        if typed in ("", "w", "q"):
            return typed
        if typed == ".":
            rest(terminal)
            terminal.say(enter, sentences.GATE_KEYS)
        else:
            terminal.say(not_among(typed, ("w", "q")))


def _say_last(terminal: Terminal, *texts: str) -> None:
    """Say what ends a turn, and wait until it has been read."""
    terminal.pause()
    terminal.say(*texts)
    press_enter(terminal, PRESS_ENTER)
