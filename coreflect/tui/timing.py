"""Time counts twice for a face, and both come in as a clock: a held key counts once, an unattended screen rests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

HELD_SECONDS = 0.4
IDLE_MINUTES = 5.0


@dataclass(frozen=True, slots=True)
class Timing:
    """The clock of a face in seconds, and after how many idle minutes an answering screen rests."""

    now: Callable[[], float] = monotonic
    idle_minutes: float = IDLE_MINUTES


class HeldKeys:
    """Tells a key pressed anew from one that is held down."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last: tuple[str, float] | None = None

    def counts(self, key: str) -> bool:
        """Whether this press counts; a repeat of the same key within 0.4 seconds of its last one does not."""
        now = self._now()
        last, self._last = self._last, (key, now)
        return last is None or last[0] != key or now - last[1] >= HELD_SECONDS
