"""The full-screen face: it starts at home, or straight at answering one round, and never shows a traceback."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App, SystemCommand
from textual.screen import Screen

from coreflect.core.errors import CoreflectError
from coreflect.core.names import shown
from coreflect.core.ports import Desk
from coreflect.tui.timing import HeldKeys, Timing

if TYPE_CHECKING:
    from coreflect.core.model import Round
    from coreflect.core.ports import Returning

COUNT_ONCE = frozenset({"enter", "s", "n", "x", "r", "right", "full_stop"})
"""Keys that go on or turn something on and off: held down, they count once."""
ATTENDED = (events.Key, events.MouseDown, events.MouseMove, events.MouseScrollDown, events.MouseScrollUp, events.Paste)
SECONDS_BETWEEN_LOOKS = 5


class CoreflectApp(App[None]):
    """The app.

    Takes the desk to work at; the id of a round to answer at once, or None to start at home; and the clock.
    `fault` is the unforeseen error that ended it, for whoever started it to tell of without its values; None otherwise.
    """

    CSS_PATH = Path(__file__).with_name("coreflect.tcss")
    TITLE = "coreflect"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (120, "-wide")]  # noqa: RUF012 - Textual's own shape
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-usual"), (38, "-tall")]  # noqa: RUF012 - Textual's own shape

    def __init__(self, desk: Desk, start: str | None = None, timing: Timing | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.fault: Exception | None = None
        self._start = start
        self._timing = timing or Timing()
        self._held = HeldKeys(self._timing.now)
        self._attended = self._timing.now()

    def get_default_screen(self) -> Screen[Any]:
        """The first page; where one round is to be answered, nothing, under the seat of the people who answer it."""
        return self._home() if self._start is None else Screen()

    def on_mount(self) -> None:
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.rest_if_idle)
        if self._start is not None:
            self._answer_at_once(self._start)

    async def on_event(self, event: events.Event) -> None:
        """Pass an event on, unless it is the repeat of a held key that counts once.

        A key comes by twice: on its way to the screen, and back when nobody took it; only the first is looked at.
        """
        if isinstance(event, ATTENDED) and not event.is_forwarded:
            self._attended = self._timing.now()
            if isinstance(event, events.Key) and self._is_repeat(event.key):
                return
        await super().on_event(event)

    def answer(self, facts: Round) -> None:
        """Let people answer this round, one after another, until somebody goes home."""
        from coreflect.tui.screens.person import Seat

        try:
            self.push_screen(Seat(self.desk, facts))
        except CoreflectError as error:
            self.say(error)

    def come_back(self, returning: Returning, words: str) -> None:
        """Let the person whose two return words these are go on, change or take out what they answered."""
        from coreflect.tui.screens.person import Seat

        try:
            self.push_screen(Seat(self.desk, returning.round, returning, words))
        except CoreflectError as error:
            self.say(error)

    def go_home(self) -> None:
        """Close what is open, and show the first page."""
        from coreflect.tui.screens.home import HomeScreen

        if isinstance(self.screen_stack[-2], HomeScreen):
            self.pop_screen()
        else:
            self.switch_screen(self._home())

    def say(self, error: CoreflectError) -> None:
        """Say what happened and what to do, in a corner of whatever screen is open."""
        title, said = (error.message, error.hint) if error.hint else ("", error.message)
        self.notify(shown(said), title=shown(title), severity="error", markup=False)

    async def rest_if_idle(self) -> None:
        """Put the screen of a person who answers to rest once nobody has touched it for the idle minutes."""
        from coreflect.tui.screens.person import Seat

        if self._timing.now() - self._attended < self._timing.idle_minutes * 60:
            return
        for screen in self.screen_stack:
            if isinstance(screen, Seat):
                await screen.rest()

    async def action_quit(self) -> None:
        """Leave the open page, if it is one that asks before it is left; the program otherwise."""
        leave = getattr(self.screen, "action_leave", None)
        if leave is None:
            self.exit()
        else:
            leave()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette, without what would write a picture of somebody's answers to the disk."""
        for command in super().get_system_commands(screen):
            if command.title != "Screenshot":
                yield command

    def _answer_at_once(self, round_id: str) -> None:
        from coreflect.tui.screens.person import Seat

        try:
            self.push_screen(Seat(self.desk, self.desk.workspace.round(round_id)))
        except CoreflectError as error:
            self.push_screen(self._home())
            self.say(error)

    def _is_repeat(self, key: str) -> bool:
        is_held = not self._held.counts(key)
        types_text = self.focused is not None and self.focused.check_consume_key("a", "a")
        return is_held and key in COUNT_ONCE and not types_text

    def _home(self) -> Screen[Any]:
        from coreflect.tui.screens.home import HomeScreen

        return HomeScreen(self.desk)

    def _handle_exception(self, error: Exception) -> None:
        cause = getattr(error, "error", error)
        if self.fault is None:
            self.fault = cause if isinstance(cause, Exception) else error
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()
