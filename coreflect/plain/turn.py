"""One person's turn: whatever ends it, nothing of it is left to see or to scroll back to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

from coreflect.core.answers import PERSPECTIVES
from coreflect.core.banks.bank import STANDARD
from coreflect.core.codes import one_by_one
from coreflect.core.errors import Misuse
from coreflect.core.meeting.revealing import if_changed
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Draft, amend, finish, questions
from coreflect.core.reflections.rounds import NO_NEW_ONES, WHAT_STAYS
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts.answering import (
    HAND_OVER,
    HELPER_ANSWERS,
    HELPER_CARD,
    HELPER_QUESTION,
    LEAVING_ANSWERS,
    LEFT_AS_THEY_ARE,
    LOCKED,
    PERSPECTIVE_HELP,
    PERSPECTIVE_QUESTION,
    TAKE_OUT_ANSWERS,
    TAKE_OUT_QUESTION,
    WORDING_QUESTION,
    WORDS_NOT_FOUND,
    code_again,
    leaving,
    return_words_given,
    taken_out,
    thanks,
    welcome,
)
from coreflect.core.workspace import Returning
from coreflect.plain.actions import open_before_anybody
from coreflect.plain.answering import Sitting, answer, introduce
from coreflect.plain.prompts import Left, Option, choose, not_among, numbered, press_enter, rest, trying, until_saved
from coreflect.plain.terminal import Rested, Terminal
from coreflect.services.app import Services

MOST_DRAWS = 20


def new_person(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Take one new person from the question on help to the end of their turn, and clear all of it."""
    with _turn(terminal) as watched:
        sitting, walk = _begin(Sitting(services, watched, reflection))
        if walk is not None:
            _answer_to_the_end(sitting, walk)


def come_back(services: Services, terminal: Terminal, words: str, found: Returning) -> None:
    """Let a person whose two words fit go on, change their answers, or take them out; then clear all of it."""
    with _turn(terminal) as watched:
        sitting = Sitting(services, watched, found.round, words, found.finished)
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
        walk = Walkthrough(questions(found.round, services.workspace.banks(found.round.id)), draft)
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
    services, terminal, reflection = sitting.services, sitting.terminal, sitting.reflection
    asked = questions(reflection, services.workspace.banks(reflection.id))
    helped = choose(terminal, HELPER_QUESTION, options=numbered(HELPER_ANSWERS), can_leave=True)
    if helped:
        terminal.pause()
        terminal.say(HELPER_CARD)
        press_enter(terminal)
    hats = [(each.code, each.sentence) for each in PERSPECTIVES]
    perspective = choose(terminal, PERSPECTIVE_QUESTION, PERSPECTIVE_HELP, options=numbered(hats), can_leave=True)
    walk = Walkthrough(asked, Draft(services.ids.record(), reflection.id, perspective))
    if len(walk.wordings()) > 1:
        keys = [wording for wording, _ in walk.wordings()]
        usual = str(keys.index(STANDARD) + 1) if STANDARD in keys else "1"
        options = numbered(walk.wordings())
        wording = choose(terminal, WORDING_QUESTION, options=options, taken_by_enter=usual, can_leave=True)
        walk = walk.in_wording(wording)
    walk = introduce(terminal, reflection, walk)
    return _with_words(sitting, walk, helped)


def _with_words(sitting: Sitting, walk: Walkthrough, helped: str) -> tuple[Sitting, Walkthrough | None]:
    services, terminal, reflection = sitting.services, sitting.terminal, sitting.reflection

    def begin() -> tuple[str, Draft]:
        words = _new_words(services)
        draft = replace(walk.draft, words=services.workspace.words_mark(reflection.id, words))
        return words, services.workspace.keep_draft(draft)

    begun = until_saved(terminal, begin)
    if begun is None:
        return sitting, None
    words, draft = begun
    if helped:
        until_saved(terminal, lambda: services.workspace.keep_helped(reflection.id, helped))
    terminal.pause()
    terminal.say(*return_words_given(words))
    press_enter(terminal)
    return replace(sitting, words=words), walk.kept(draft)


def _new_words(services: Services) -> str:
    """Two words that open nothing yet."""
    for _ in range(MOST_DRAWS):
        words = " ".join(services.ids.return_words())
        if services.workspace.returning(words) is None:
            break
    return words


def _answer_to_the_end(sitting: Sitting, walk: Walkthrough) -> None:
    gone = False
    while not gone:
        ending, walk = answer(sitting, walk)
        gone = (finished if ending == "finish" else leave)(sitting, walk) == "gone"


TurnEnd = Literal["gone", "back"]


def leave(sitting: Sitting, walk: Walkthrough) -> TurnEnd:
    """Ask what shall become of answers whose person leaves before the end; with none there is nothing to ask."""
    terminal = sitting.terminal
    if not walk.answered and not walk.draft.notes and sitting.previous is None:
        _later(sitting)
        return "gone"
    options = (*numbered(LEAVING_ANSWERS), Option("b", "Go back to the questions", "back"))
    chosen = choose(terminal, leaving(walk.answered, len(walk.asked)), options=options, taken_by_enter="1")
    if chosen == "later":
        _later(sitting)
        return "gone"
    if chosen == "count":
        return finished(sitting, walk)
    if chosen == "out":
        return taken(sitting, walk)
    return "back"


def finished(sitting: Sitting, walk: Walkthrough) -> TurnEnd:
    """Finish these answers, and thank the person; "back" where they could not be kept now."""
    services, terminal = sitting.services, sitting.terminal
    response = finish(walk.draft, walk.asked, sitting.reflection, sitting.previous, services.ids)

    def keep() -> bool:
        services.workspace.finish(response, walk.draft)
        return True

    if not until_saved(terminal, keep):
        return "back"
    terminal.pause()
    terminal.say(*thanks(sitting.words, sitting.reflection, walk.draft.code, aloud=True))
    press_enter(terminal, "Press Enter:")
    return "gone"


def _code_again(code: str) -> tuple[str, ...]:
    return (code_again(code), f"Character by character: {one_by_one(code)}.") if code else ()


def taken(sitting: Sitting, walk: Walkthrough) -> TurnEnd:
    """Take these answers out for ever, once that is said twice; "back" where the person thinks again."""
    services, terminal = sitting.services, sitting.terminal
    sure = choose(terminal, TAKE_OUT_QUESTION, options=numbered(TAKE_OUT_ANSWERS), taken_by_enter="1")
    if sure != "yes":
        return "back"

    def take() -> tuple[str, ...]:
        return taken_out(services.workspace.withdraw(sitting.reflection.id, walk.draft.response))

    said = until_saved(terminal, take)
    if said is None:
        return "back"
    terminal.pause()
    terminal.say(*said)
    press_enter(terminal, "Press Enter:")
    return "gone"


def _later(sitting: Sitting) -> None:
    terminal = sitting.terminal
    terminal.pause()
    bring_back = f" Your two words bring you back to them: {sitting.words}." if sitting.words else ""
    terminal.say(f"Your answers are kept.{bring_back}")
    press_enter(terminal, "Press Enter:")


KEYS = "Type t if you have two words from an earlier time, q to leave."


def take_turns(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Let one person after another answer this round, until somebody leaves.

    Raises:
        CoreflectError: the round's questions cannot be read, or its answers were taken out, so that nobody can begin.
    """
    if services.workspace.is_forgotten(reflection.id):
        raise Misuse(NO_NEW_ONES, WHAT_STAYS)
    number = len(questions(reflection, services.workspace.banks(reflection.id)))
    trying(terminal, lambda: open_before_anybody(services, terminal, reflection))
    goes_on = _welcomed(services, terminal, reflection, number)
    while goes_on:
        terminal.pause()
        terminal.say(HAND_OVER)
        typed = _gate(terminal, "Press Enter when you are the next person.")
        if typed == "":
            terminal.clear()
            goes_on = _welcomed(services, terminal, reflection, number)
        else:
            goes_on = _done(services, terminal, typed)


def return_with_words(services: Services, terminal: Terminal) -> None:
    """Ask for two return words, and take the person who has them back to their answers."""
    terminal.pause()
    terminal.say("Type your two words with a blank between them. Enter alone goes back.")
    while typed := terminal.ask("Your two words:"):
        if typed == ".":
            rest(terminal)
            continue
        found = services.workspace.returning(typed)
        if found is not None:
            come_back(services, terminal, " ".join(typed.casefold().split()), found)
            return
        terminal.say(WORDS_NOT_FOUND, "Enter alone goes back.")
    terminal.clear()


def _welcomed(services: Services, terminal: Terminal, reflection: Reflection, number: int) -> bool:
    """Welcome a person and take them through; False where somebody leaves instead."""
    terminal.pause()
    terminal.say(*welcome(reflection, number, services.workspace.place()))
    typed = _gate(terminal, "Press Enter to begin.")
    if typed:
        return _done(services, terminal, typed)
    trying(terminal, lambda: new_person(services, terminal, reflection))
    return True


def _done(services: Services, terminal: Terminal, typed: str) -> bool:
    if typed == "t":
        trying(terminal, lambda: return_with_words(services, terminal))
    return typed != "q"


def _gate(terminal: Terminal, enter: str) -> str:
    """Enter, t or q, as "", "t" or "q"."""
    terminal.say(enter, KEYS)
    while True:
        typed = terminal.ask("Press Enter:").casefold()
        if typed in ("", "t", "q"):
            return typed
        if typed == ".":
            rest(terminal)
            terminal.say(enter, KEYS)
        else:
            terminal.say(not_among(typed, ("t", "q")))
