"""Lists the steps of a meeting that are available now, in order; the list changes once the answers are revealed."""

from __future__ import annotations

from typing import Literal

from coreflect.core.model import Reflection
from coreflect.core.texts.meeting import KEY_IN_LATE, STEP_TEXTS
from coreflect.core.workspace import Turnout

MeetingStep = Literal["last-time", "answer", "paper", "show", "look", "hands", "actions", "plan", "closing", "later"]


def available_steps(
    reflection: Reflection, *, last_time: bool, later: bool = False, forgotten: bool = False, counts: bool = False
) -> tuple[tuple[MeetingStep, str], ...]:
    """List (step, words) of each step that is available now.

    `last_time`: an action from last time is still open. `later`: people have finished since the reveal and may be
    counted. `forgotten`: all answers were taken out. `counts`: the counts that were shown are still there.
    """
    opening: tuple[MeetingStep, ...] = ("last-time",) if last_time else ()
    always: tuple[MeetingStep, ...] = ("hands", "actions", "plan", "closing")
    found: tuple[MeetingStep, ...] = (*opening, "answer", "paper", "show", *always)
    words = STEP_TEXTS
    if forgotten:
        found = (*(("look",) if counts else ()), *opening, "actions")
    elif reflection.state == "revealed":
        count_later: tuple[MeetingStep, ...] = ("later",) if later else ()
        found = ("look", *opening, *always, "paper", *count_later)
        words = STEP_TEXTS | {"paper": KEY_IN_LATE}
    return tuple((step, words[step]) for step in found)


def came_later(reflection: Reflection, turnout: Turnout) -> int:
    """Count the people who finished a private reflection after the reveal and may now be counted as well.

    Returns 0 for fewer people than the smallest group, and for an open reflection, which always counts everyone.
    """
    is_fixed = reflection.is_private and reflection.state == "revealed"
    later = turnout.finished - len(reflection.counted)
    return later if is_fixed and later >= max(reflection.smallest_group, 1) else 0
