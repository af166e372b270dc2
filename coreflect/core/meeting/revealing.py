"""What is said before answers are shown: how many, never who; and what showing them means, before anybody does it."""

from __future__ import annotations

from coreflect.core.model import Reflection
from coreflect.core.texts.words import has
from coreflect.core.workspace import Turnout

NOBODY_YET = "Nobody has finished yet, so there is nothing to show."
WAIT_OR_LEAVE_OUT = "Wait for them, or leave them out? They stay as they are."
READY = "Show the answers to everyone?"
COUNT_LATER = "Count those who finished later"
NOT_COUNTED_YET = "They are not counted yet, to protect people."


IF_CHANGED = (
    "Your answers are among those that were shown. If you change them or take them out, no answers of this reflection "
    "are shown any more, so that nobody can tell what you said."
)


def if_changed(reflection: Reflection, response: str) -> tuple[str, ...]:
    """What somebody who comes back is told first, where their answers were shown without names."""
    was_shown = (
        reflection.is_private
        and response in reflection.counted
        and len(reflection.counted) >= reflection.smallest_group
    )
    return (IF_CHANGED,) if was_shown else ()


def how_many(reflection: Reflection, turnout: Turnout) -> str:
    """How many have begun and finished, and once the answers are shown, how many are counted."""
    if reflection.state == "revealed":
        said = (
            f"The answers are shown. {len(reflection.counted):,} {_people(len(reflection.counted))} finished by then."
        )
        later = came_later(reflection, turnout)
        return f"{said} {later:,} {has(later)} finished since." if later else said
    if not turnout.begun:
        said = "Nobody has begun yet."
    else:
        said = f"{turnout.begun:,} {has(turnout.begun)} begun, {turnout.finished:,} {has(turnout.finished)} finished."
    if reflection.invited is not None:
        said += f" {reflection.invited:,} {'was' if reflection.invited == 1 else 'were'} invited."
    return said


def asked_first(turnout: Turnout) -> str:
    """What is asked first: whether to wait for those who have begun and not finished."""
    waiting = turnout.unfinished
    return f"{waiting:,} {has(waiting)} begun and not finished." if waiting > 0 else READY


def what_it_does(reflection: Reflection, turnout: Turnout, *, shared: bool) -> tuple[str, ...]:
    """What showing the answers means, before anybody does it; `shared` is whether other laptops share the folder."""
    finished = turnout.finished
    if not finished:
        return (NOBODY_YET,)
    people = "the 1 person who has" if finished == 1 else f"the {finished:,} people who have"
    where = "on every laptop that shares this folder" if shared else "on this laptop"
    texts = [WAIT_OR_LEAVE_OUT] if turnout.unfinished > 0 else []
    if reflection.is_private:
        texts.append(
            f"Showing the answers fixes who is counted: {people} finished. Everyone here then sees how their answers "
            f"spread, {where}. This cannot be undone."
        )
        if finished < reflection.smallest_group:
            texts.append(
                f"The smallest group we show is {reflection.smallest_group}, so with {finished:,} nothing would be "
                "shown but how many answered."
            )
        else:
            texts.append("People who finish later are not counted with them.")
    else:
        texts.append(
            f"Everyone here then sees the answers of {people} finished, and may guess whose, {where}. "
            "This cannot be undone."
        )
    return tuple(texts)


def came_later(reflection: Reflection, turnout: Turnout) -> int:
    """How many have finished a private round since it was shown and may now be counted.

    Fewer than the smallest group are not spoken of; openly everyone is counted.
    """
    is_fixed = reflection.is_private and reflection.state == "revealed"
    later = turnout.finished - len(reflection.counted)
    return later if is_fixed and later >= max(reflection.smallest_group, 1) else 0


def what_counting_them_does(reflection: Reflection, later: int) -> tuple[str, ...]:
    """What counting those who came later means, before anybody does it."""
    return (
        f"{later:,} {has(later)} finished since the answers were shown.",
        f"There are {reflection.smallest_group} of them or more, so they are counted, unless somebody could be found "
        "out by what changes. Everyone here then sees how all answers spread. This cannot be undone.",
    )


def counted_now(before: Reflection, after: Reflection) -> str:
    """Whether those who came later are counted now."""
    joined = len(after.counted) - len(before.counted)
    if joined <= 0:
        return NOT_COUNTED_YET
    return f"{joined:,} came later. The answers of {len(after.counted):,} are counted now."


def _people(number: int) -> str:
    return "person had" if number == 1 else "people had"
