"""Time counts twice for a face, and both come in as a clock: a held key counts once, an unattended screen rests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

HELD_SECONDS = 0.4
FASTEST_TAP_SECONDS = 0.15
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
        self._key = ""
        self._came = 0.0
        self._counted = 0.0

    def counts(self, key: str) -> bool:
        """Whether this press counts.

        It does not within 0.4 seconds of the same key's press that counted last, nor as long as the key repeats faster
        than anybody taps it.
        """
        now = self._now()
        since_counted, since_last, same = now - self._counted, now - self._came, key == self._key
        self._key, self._came = key, now
        if same and (since_counted < HELD_SECONDS or since_last < FASTEST_TAP_SECONDS):
            return False
        self._counted = now
        return True
