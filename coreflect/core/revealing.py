"""What is said before answers are shown: how many, never who; and what showing them means, before anybody does it."""

from __future__ import annotations

from coreflect.core.model import Round
from coreflect.core.ports import Turnout

NOBODY_YET = "Nobody has finished yet, so there is nothing to show."
WAIT_OR_LEAVE_OUT = "Wait for them, or leave them out? They stay as they are."
READY = "Show the answers to everyone?"


def how_many(facts: Round, turnout: Turnout) -> str:
    """How many have begun and finished, and once the answers are shown, how many are counted."""
    if facts.state == "revealed":
        return f"The answers are shown. {len(facts.counted):,} {_people(len(facts.counted))} finished by then."
    if not turnout.begun:
        said = "Nobody has begun yet."
    else:
        said = (
            f"{turnout.begun:,} {_have(turnout.begun)} begun, {turnout.finished:,} {_have(turnout.finished)} finished."
        )
    if facts.invited is not None:
        said += f" {facts.invited:,} {'was' if facts.invited == 1 else 'were'} invited."
    return said


def asked_first(turnout: Turnout) -> str:
    """What is asked first: whether to wait for those who have begun and not finished."""
    waiting = turnout.unfinished
    return f"{waiting:,} {_have(waiting)} begun and not finished." if waiting > 0 else READY


def what_it_does(facts: Round, turnout: Turnout, *, shared: bool) -> tuple[str, ...]:
    """What showing the answers means, before anybody does it; `shared` is whether other laptops share the folder."""
    finished = turnout.finished
    if not finished:
        return (NOBODY_YET,)
    people = "the 1 person who has" if finished == 1 else f"the {finished:,} people who have"
    where = "on every laptop that shares this folder" if shared else "on this laptop"
    texts = [WAIT_OR_LEAVE_OUT] if turnout.unfinished > 0 else []
    if facts.is_private:
        texts.append(
            f"Showing the answers fixes who is counted: {people} finished. Everyone here then sees how their answers "
            f"spread, {where}. This cannot be undone."
        )
        if finished < facts.smallest_group:
            texts.append(
                f"The smallest group we show is {facts.smallest_group}, so with {finished:,} nothing would be shown "
                "but how many answered."
            )
        else:
            texts.append("People who finish later are not counted with them.")
    else:
        texts.append(
            f"Everyone here then sees the answers of {people} finished, and may guess whose, {where}. "
            "This cannot be undone."
        )
    return tuple(texts)


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _people(number: int) -> str:
    return "person had" if number == 1 else "people had"
