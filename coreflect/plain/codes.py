"""Offers a code at the end of a sitting. A new code is said once, after it was saved."""

from __future__ import annotations

from coreflect.core.codes import read_code
from coreflect.core.errors import Misuse
from coreflect.core.texts import answering as sentences
from coreflect.core.texts import codes
from coreflect.core.texts.prompts import TYPE_CODE
from coreflect.core.texts.words import ended
from coreflect.plain.prompts import choose, numbered, press_enter, rest, until_saved
from coreflect.plain.terminal import Terminal
from coreflect.services.sitting import Sitting


def ask_for_code(terminal: Terminal, sitting: Sitting) -> None:
    """Ask whether this person wants a code, and save what they choose."""
    walk = sitting.walkthrough
    had = walk.draft.code
    answers = numbered(codes.code_answers(had))
    offer = codes.code_offer(walk.wording)
    chosen = choose(terminal, codes.CODE_QUESTION, offer, options=answers, taken_by_enter="1")
    if chosen == codes.NEW_CODE:
        _give(terminal, sitting)
    elif chosen == codes.HAVE_ONE:
        code = type_code(terminal, codes.TYPE_CODE)
        if code and _save(terminal, sitting, code):
            terminal.say(codes.CODE_KEPT)
    elif chosen == codes.NO_CODE and had and _save(terminal, sitting, ""):
        terminal.say(codes.CODE_DROPPED)


def type_code(terminal: Terminal, question: str) -> str:
    """Ask for a code until it is valid; returns an empty text if Enter alone was pressed."""
    terminal.pause()
    terminal.say(ended(question), codes.WHAT_A_CODE_IS, sentences.ENTER_GOES_BACK)
    while typed := terminal.ask(TYPE_CODE):
        if typed == ".":
            rest(terminal)
            continue
        try:
            return read_code(typed)
        except Misuse as error:
            terminal.say(str(error), sentences.ENTER_GOES_BACK)
    return ""


def _save(terminal: Terminal, sitting: Sitting, code: str) -> bool:
    return until_saved(terminal, lambda: sitting.save_code(code)) is not None


def _give(terminal: Terminal, sitting: Sitting) -> None:
    """Save a new code, and then say it; if it could not be saved, say nothing of it."""
    saved = until_saved(terminal, sitting.save_new_code)
    if saved is not None:
        code = saved.draft.code
        terminal.pause()
        terminal.say(codes.new_code(code), sentences.code_aloud(code))
        terminal.say(*codes.code_given(saved.wording))
        press_enter(terminal)
