"""Something that takes time says how far it is, in a line now and then; what is over at once says nothing."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from coreflect.core import bringing_sentences as sentences
from coreflect.core.bringing import Progress
from coreflect.plain.choices import ended
from coreflect.plain.terminal import Terminal

if TYPE_CHECKING:
    from coreflect.core.ports import Tell

Result = TypeVar("Result")

SECONDS_UNSAID = 1.0
SECONDS_BETWEEN = 5.0


def at_work(
    terminal: Terminal, title: str, work: Callable[[Tell], Result], seconds: Callable[[], float] = monotonic
) -> Result:
    """Do it, and return its result; ctrl+c stops it as it stops everything.

    Takes what is being done in a few words, what does it with what it tells how far it is, and the clock.
    """
    began = seconds()
    due = began + SECONDS_UNSAID

    def tell(progress: Progress) -> None:
        nonlocal due
        now = seconds()
        if now >= due and progress.done < progress.whole:
            due = now + SECONDS_BETWEEN
            terminal.say(f"{title}: {ended(sentences.how_far(progress, now - began).replace(sentences.DOT, ', '))}")

    return work(tell)
