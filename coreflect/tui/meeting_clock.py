"""The clock of a meeting says the time of day, counts nothing down, and stays off once it is turned off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from textual.widgets import Static

SECONDS_BETWEEN_LOOKS = 2


@dataclass
class MeetingClock:
    """What time it is, whether the room wants to see it, and when the meeting began, if anybody said so."""

    now: Callable[[], datetime] = datetime.now
    is_on: bool = True
    begun: datetime | None = None

    def begin(self) -> None:
        """The meeting begins now."""
        self.begun = self.now()

    def said(self) -> str:
        """The time of day; empty while the clock is off."""
        return f"{self.now():%H:%M}" if self.is_on else ""


class ClockCorner(Static):
    """The clock in the corner of a page."""

    DEFAULT_CSS = """
    ClockCorner { width: auto; min-width: 5; color: $text-muted; }
    """

    def __init__(self, clock: MeetingClock) -> None:
        super().__init__(clock.said())
        self._clock = clock

    def on_mount(self) -> None:
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)

    def look(self) -> None:
        """Say what time it is."""
        if self.content != self._clock.said():
            self.update(self._clock.said())
