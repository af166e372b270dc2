"""How a person's turn ends: finished, left for later, or taken out; each is their own choice and said back to them."""

from __future__ import annotations

from typing import Literal

from coreflect.core.pairing import one_by_one
from coreflect.core.pairing_sentences import code_again
from coreflect.core.responses import finish
from coreflect.core.sentences import (
    LEAVING_ANSWERS,
    TAKE_OUT_ANSWERS,
    TAKE_OUT_QUESTION,
    leaving,
    taken_out,
    thanks,
)
from coreflect.core.walkthrough import Walkthrough
from coreflect.plain.answering import Sitting
from coreflect.plain.choices import Option, choose, numbered, press_enter, until_kept

Left = Literal["gone", "back"]


def leave(sitting: Sitting, walk: Walkthrough) -> Left:
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


def finished(sitting: Sitting, walk: Walkthrough) -> Left:
    """Finish these answers, and thank the person; "back" where they could not be kept now."""
    desk, terminal = sitting.desk, sitting.terminal
    response = finish(walk.draft, walk.asked, sitting.facts, sitting.previous, desk.ids)

    def keep() -> bool:
        desk.workspace.finish(response, walk.draft)
        return True

    if not until_kept(terminal, keep):
        return "back"
    terminal.pause()
    *said, last = thanks(sitting.words, sitting.facts)
    terminal.say(*said, *_code_again(walk.draft.code), last)
    press_enter(terminal, "Press Enter:")
    return "gone"


def _code_again(code: str) -> tuple[str, ...]:
    return (code_again(code), f"Character by character: {one_by_one(code)}.") if code else ()


def taken(sitting: Sitting, walk: Walkthrough) -> Left:
    """Take these answers out for ever, once that is said twice; "back" where the person thinks again."""
    desk, terminal = sitting.desk, sitting.terminal
    sure = choose(terminal, TAKE_OUT_QUESTION, options=numbered(TAKE_OUT_ANSWERS), taken_by_enter="1")
    if sure != "yes":
        return "back"

    def take() -> tuple[str, ...]:
        return taken_out(desk.workspace.withdraw(sitting.facts.id, walk.draft.response))

    said = until_kept(terminal, take)
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
