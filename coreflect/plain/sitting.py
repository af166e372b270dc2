"""One person's turn: whatever ends it, nothing of it is left to see or to scroll back to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from coreflect.core.answers import PERSPECTIVES
from coreflect.core.bank import STANDARD
from coreflect.core.kept import Returning
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import Draft, amend, questions
from coreflect.core.revealing import if_changed
from coreflect.core.sentences import (
    HELPER_ANSWERS,
    HELPER_CARD,
    HELPER_QUESTION,
    LEFT_AS_THEY_ARE,
    LOCKED,
    PERSPECTIVE_HELP,
    PERSPECTIVE_QUESTION,
    WORDING_QUESTION,
    return_words_given,
)
from coreflect.core.walkthrough import Walkthrough
from coreflect.plain.answering import Sitting, answer
from coreflect.plain.choices import Left, choose, numbered, press_enter, until_kept
from coreflect.plain.introducing import introduce
from coreflect.plain.leaving import finished, leave, taken
from coreflect.plain.readers import Rested
from coreflect.plain.terminal import Terminal

MOST_DRAWS = 20


def new_person(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Take one new person from the question on help to the end of their turn, and clear all of it."""
    with _turn(terminal) as watched:
        sitting, walk = _begin(Sitting(desk, watched, facts))
        if walk is not None:
            _answer_to_the_end(sitting, walk)


def come_back(desk: Desk, terminal: Terminal, words: str, found: Returning) -> None:
    """Let a person whose two words fit go on, change their answers, or take them out; then clear all of it."""
    with _turn(terminal) as watched:
        sitting = Sitting(desk, watched, found.round, words, found.finished)
        if found.draft is not None:
            first = ("go on", "Go on with my answers")
            draft = found.draft
        elif found.finished is not None:
            first = ("go on", "Change my answers")
            draft = amend(found.finished)
        else:
            return
        terminal.clear()  # The two words stand on the screen.
        chosen = choose(
            watched,
            "Welcome back.",
            *if_changed(found.round, draft.response),
            options=numbered((first, ("out", "Take my answers out"), ("nothing", "Leave them as they are"))),
        )
        walk = Walkthrough(questions(found.round, desk.workspace.banks(found.round.id)), draft)
        if chosen == "out" and taken(sitting, walk) == "gone":
            return
        if chosen == "go on":
            _answer_to_the_end(sitting, walk)
        else:
            watched.pause()
            watched.say(LEFT_AS_THEY_ARE)
            press_enter(watched, "Press Enter:")


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
        terminal.say(LOCKED)


def _begin(sitting: Sitting) -> tuple[Sitting, Walkthrough | None]:
    desk, terminal, facts = sitting.desk, sitting.terminal, sitting.facts
    asked = questions(facts, desk.workspace.banks(facts.id))
    helped = choose(terminal, HELPER_QUESTION, options=numbered(HELPER_ANSWERS), can_leave=True)
    if helped:
        terminal.pause()
        terminal.say(HELPER_CARD)
        press_enter(terminal)
    hats = [(each.code, each.sentence) for each in PERSPECTIVES]
    perspective = choose(terminal, PERSPECTIVE_QUESTION, PERSPECTIVE_HELP, options=numbered(hats), can_leave=True)
    walk = Walkthrough(asked, Draft(desk.ids.record(), facts.id, perspective))
    if len(walk.wordings()) > 1:
        keys = [wording for wording, _ in walk.wordings()]
        usual = str(keys.index(STANDARD) + 1) if STANDARD in keys else "1"
        options = numbered(walk.wordings())
        wording = choose(terminal, WORDING_QUESTION, options=options, taken_by_enter=usual, can_leave=True)
        walk = walk.in_wording(wording)
    walk = introduce(terminal, facts, walk)
    return _with_words(sitting, walk, helped)


def _with_words(sitting: Sitting, walk: Walkthrough, helped: str) -> tuple[Sitting, Walkthrough | None]:
    desk, terminal, facts = sitting.desk, sitting.terminal, sitting.facts

    def begin() -> tuple[str, Draft]:
        words = _new_words(desk)
        draft = replace(walk.draft, words=desk.workspace.words_mark(facts.id, words))
        return words, desk.workspace.keep_draft(draft)

    begun = until_kept(terminal, begin)
    if begun is None:
        return sitting, None
    words, draft = begun
    if helped:
        until_kept(terminal, lambda: desk.workspace.keep_helped(facts.id, helped))
    terminal.pause()
    terminal.say(*return_words_given(words))
    press_enter(terminal)
    return replace(sitting, words=words), walk.kept(draft)


def _new_words(desk: Desk) -> str:
    """Two words that open nothing yet."""
    for _ in range(MOST_DRAWS):
        words = " ".join(desk.ids.return_words())
        if desk.workspace.returning(words) is None:
            break
    return words


def _answer_to_the_end(sitting: Sitting, walk: Walkthrough) -> None:
    gone = False
    while not gone:
        ending, walk = answer(sitting, walk)
        gone = (finished if ending == "finish" else leave)(sitting, walk) == "gone"
