"""Lists what can be done in a meeting, in the order of a meeting; once the answers are shown it is another list."""

from __future__ import annotations

from typing import Literal

from coreflect.core.model import Reflection
from coreflect.core.texts.meeting import KEY_IN_LATE, STEP_TEXTS
from coreflect.core.workspace import Turnout

MeetingStep = Literal["last-time", "answer", "paper", "show", "look", "hands", "actions", "plan", "closing", "later"]


def available_steps(
    reflection: Reflection, *, last_time: bool, later: bool = False, forgotten: bool = False
) -> tuple[tuple[MeetingStep, str], ...]:
    """List (name, words) of all that can be done now.

    `last_time` is whether something from last time is still open; `later` whether some have finished who are not
    counted, since the answers were shown before; `forgotten` whether all answers were taken out.
    """
    opening: tuple[MeetingStep, ...] = ("last-time",) if last_time else ()
    always: tuple[MeetingStep, ...] = ("hands", "actions", "plan", "closing")
    found: tuple[MeetingStep, ...] = (*opening, "answer", "paper", "show", *always)
    words = STEP_TEXTS
    if forgotten:
        found = (*opening, "actions")
    elif reflection.state == "revealed":
        count_later: tuple[MeetingStep, ...] = ("later",) if later else ()
        found = ("look", *opening, *always, "paper", *count_later)
        words = STEP_TEXTS | {"paper": KEY_IN_LATE}
    return tuple((doing, words[doing]) for doing in found)


def came_later(reflection: Reflection, turnout: Turnout) -> int:
    """Count those who have finished a private reflection since it was shown and may now be counted.

    Fewer than the smallest group are not spoken of; openly everyone is counted.
    """
    is_fixed = reflection.is_private and reflection.state == "revealed"
    later = turnout.finished - len(reflection.counted)
    return later if is_fixed and later >= max(reflection.smallest_group, 1) else 0
