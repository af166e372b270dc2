"""Shows the plan of a meeting, and the clock that stands in the corner of its pages.

The plan is a suggestion, and nothing is counted down. Once the clock is turned off it stays off for the session.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coreflect.core.texts.meeting import ABOUT_PLAN, PLAN_NOT_BEGUN, PLAN_TITLE
from coreflect.core.texts.words import spoken_minutes
from coreflect.tui.frame import Key
from coreflect.tui.pages import Page
from coreflect.tui.widgets.choice_list import IN_HAND, NOT_IN_HAND
from coreflect.tui.widgets.text import Hanging, safe


class MeetingPlanPage(Page[None]):
    """Shows the parts of a meeting, with times once it has begun; the clock is turned off and on here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b,left,enter", "close", show=False),
        Binding("space", "begin", show=False),
        Binding("k", "clock", show=False),
    ]

    def __init__(self, clock: MeetingClock, plan: Sequence[tuple[int, str]]) -> None:
        """Takes the clock, and (minutes, what) of each part."""
        super().__init__()
        self._clock = clock
        self._plan = plan

    @property
    def where(self) -> tuple[str, ...]:
        return (*super().where[:2], PLAN_TITLE)

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Space", "begin again now" if self._clock.begun else "begin now", "screen.begin"),
            ("k", "turn the clock off" if self._clock.is_on else "turn the clock on", "screen.clock"),
            ("Esc", "back", "screen.close"),
        )

    def compose_corner(self) -> ComposeResult:
        yield ClockCorner(self._clock)

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body"):
            yield Static(id="plan", classes="paragraphs")
            yield Static(id="plan-about", classes="paragraphs")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)
        self._show()

    def look(self) -> None:
        """Put the sign beside the part that is due now."""
        if self._clock.begun and self._clock.is_on:
            self._show()

    def action_begin(self) -> None:
        """Begin the meeting now; pressed again, begin it anew."""
        self._clock.begin()
        self._show()

    def action_clock(self) -> None:
        """Turn the clock off for this session, or on again."""
        self._clock.is_on = not self._clock.is_on
        self.query_one(ClockCorner).look()
        self._show()

    def action_close(self) -> None:
        self.dismiss(None)

    def _show(self) -> None:
        clock = self._clock
        self.query_one("#plan", Static).update(
            plan_lines(self._plan, clock.begun if clock.is_on else None, clock.now())
        )
        self.query_one("#plan-about", Static).update(
            safe(ABOUT_PLAN if clock.begun else f"{ABOUT_PLAN} {PLAN_NOT_BEGUN}")
        )
        self.show_frame()


def plan_lines(plan: Sequence[tuple[int, str]], begun: datetime | None, now: datetime) -> Hanging:
    """List the parts of the plan with their minutes; once it has begun, with times and a sign at the present one."""
    lines: list[tuple[Content, Content]] = []
    start, width = begun, max(len(spoken_minutes(minutes)) for minutes, _ in plan)
    for minutes, what in plan:
        end = start + timedelta(minutes=minutes) if start else None
        is_now = bool(start and end and start <= now < end)
        sign = IN_HAND if is_now else NOT_IN_HAND
        time = f"{start:%H:%M}  " if start else ""
        length = f"{spoken_minutes(minutes) if minutes else '':>{width}}"
        mark = Content.styled(f"{sign} {time}{length}  ", "bold" if is_now else "$text-muted")
        lines.append((mark, Content.styled(what, "bold" if is_now else "")))
        start = end
    return Hanging(lines)


SECONDS_BETWEEN_LOOKS = 2


@dataclass
class MeetingClock:
    """What time it is, whether the room wants to see it, and when the meeting began, if anybody said so."""

    now: Callable[[], datetime] = datetime.now
    is_on: bool = True
    begun: datetime | None = None

    def begin(self) -> None:
        """Remember that the meeting begins now."""
        self.begun = self.now()

    def time(self) -> str:
        """Return the time of day; empty while the clock is off."""
        return f"{self.now():%H:%M}" if self.is_on else ""


class ClockCorner(Static):
    """The clock in the corner of a page."""

    DEFAULT_CSS = """
    ClockCorner { width: auto; min-width: 5; margin-left: 2; color: $text-muted; }
    """

    def __init__(self, clock: MeetingClock) -> None:
        super().__init__(clock.time())
        self._clock = clock

    def on_mount(self) -> None:
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)

    def look(self) -> None:
        """Show what time it is."""
        if self.content != self._clock.time():
            self.update(self._clock.time())
