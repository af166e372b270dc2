"""A code is taken at the end, by whoever wants one: it is on disk before it is said, and it is said once."""

from __future__ import annotations

from collections.abc import Callable

from coreflect.core.codes import new_code, one_by_one, read_code
from coreflect.core.errors import Misuse
from coreflect.core.ports import Ids
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.plain.prompts import choose, ended, numbered, press_enter, rest
from coreflect.plain.terminal import Terminal

Keep = Callable[[Walkthrough, Walkthrough], Walkthrough]


def ask_for_code(terminal: Terminal, walk: Walkthrough, keep: Keep, ids: Ids) -> Walkthrough:
    """Ask whether this person wants a code, and keep what they choose; returns the walkthrough as it is kept."""
    had = walk.draft.code
    answers = sentences.code_answers(had)
    offer = sentences.code_offer(walk.wording)
    chosen = choose(terminal, sentences.CODE_QUESTION, offer, options=numbered(answers), taken_by_enter="1")
    if chosen == sentences.NEW_CODE:
        return _given(terminal, walk, keep(walk, walk.coded(new_code(ids))))
    if chosen == sentences.HAVE_ONE:
        return _typed(terminal, walk, keep)
    if chosen == sentences.NO_CODE and had:
        kept = keep(walk, walk.coded(""))
        if not kept.draft.code:
            terminal.say(sentences.CODE_DROPPED)
        return kept
    return walk


def _given(terminal: Terminal, before: Walkthrough, kept: Walkthrough) -> Walkthrough:
    """Say a new code once it is on disk; where it could not be kept nothing is said of it."""
    code = kept.draft.code
    if code != before.draft.code:
        terminal.pause()
        terminal.say(f"{sentences.YOUR_CODE} {code}.", f"Character by character: {one_by_one(code)}.")
        terminal.say(*sentences.code_given(kept.wording))
        press_enter(terminal)
    return kept


def type_code(terminal: Terminal, asked: str) -> str:
    """Hear a code until it fits; empty where Enter alone goes back without one."""
    terminal.pause()
    terminal.say(ended(asked), sentences.WHAT_A_CODE_IS, "Enter alone goes back.")
    while typed := terminal.ask("Code:"):
        if typed == ".":
            rest(terminal)
            continue
        try:
            return read_code(typed)
        except Misuse as error:
            terminal.say(str(error), "Enter alone goes back.")
    return ""


def _typed(terminal: Terminal, walk: Walkthrough, keep: Keep) -> Walkthrough:
    code = type_code(terminal, sentences.TYPE_CODE)
    if not code:
        return walk
    kept = keep(walk, walk.coded(code))
    if kept.draft.code == code:
        terminal.say(sentences.CODE_KEPT)
    return kept
