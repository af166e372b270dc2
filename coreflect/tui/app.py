"""The app of the full-screen face: it opens at home, at one reflection's questions or at a meeting.

It never shows a traceback, nothing on it moves by itself, and its colours are those that somebody chose. A page
is loaded when it is first opened, so that the one that somebody starts at comes at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.keys import _character_to_key, format_key
from textual.screen import Screen
from textual.scrollbar import ScrollBar

from coreflect.core.errors import CoreflectError
from coreflect.core.names import shown
from coreflect.core.texts.controls import PALETTE, no_such_key
from coreflect.core.texts.words import begun
from coreflect.core.typed_keys import meanings
from coreflect.services.app import Services
from coreflect.services.settings import known_theme
from coreflect.tui.frame import TALL, Framed
from coreflect.tui.pages import DraftsApp, OpenAnswering, OpenLookBack, OpenMeeting, OpenNext
from coreflect.tui.system import end_by_signals, read_any_bytes
from coreflect.tui.themes import TEXTUAL_THEMES as THEMES
from coreflect.tui.themes import ColoursCard
from coreflect.tui.widgets.text import Apart

if TYPE_CHECKING:
    from rich.console import RenderableType

    from coreflect.core.model import Reflection
    from coreflect.services.settings import Settings
    from coreflect.services.sitting import Sitting
    from coreflect.tui.answering.session import AnsweringScreen
    from coreflect.tui.home.home import HomePage
    from coreflect.tui.meeting.plan import MeetingClock

COUNT_ONCE = frozenset({"enter", "space", "s", "n", "x", "r", "a", "g", "v", "right", "full_stop"})
"""Keys that go on or turn something on and off: held down, they count once."""
ATTENDED = (events.Key, events.MouseDown, events.MouseMove, events.MouseScrollDown, events.MouseScrollUp, events.Paste)
SECONDS_BETWEEN_LOOKS = 5
SECONDS_FOR_A_KEY = 5
QUIET = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab"})
"""Keys that lead somewhere, and may have nowhere to lead to."""


class CoreflectApp(DraftsApp):
    """The app.

    Takes the services; the id of a round to answer at once, or None to start at home; the clock; where the choice of
    colours is stored, if anywhere; and the name of a theme to choose at once.
    `fault` is the unforeseen error that ended it, for whoever started it to report without its values; else None.
    """

    CSS_PATH = Path(__file__).with_name("coreflect.tcss")
    TITLE = "coreflect"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (110, "-wide")]  # noqa: RUF012 - Textual's own shape
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-usual"), (TALL, "-tall")]  # noqa: RUF012 - Textual's own shape
    NOTIFICATION_TIMEOUT = 20
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", show=False),
        Binding("f3", "colours", show=False),
    ]

    def __init__(
        self,
        services: Services,
        start: str | None = None,
        timing: Timing | None = None,
        settings: Settings | None = None,
        theme: str = "",
    ) -> None:
        # An empty NO_COLOR says nothing, and Textual would take it for a wish.
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]
        read_any_bytes()
        super().__init__()
        ScrollBar.renderer = Apart
        for colours in THEMES:
            self.register_theme(colours)
        if not os.environ.get("TEXTUAL_ANIMATIONS"):
            self.animation_level = "none"
        self.services = services
        self._settings = settings
        self._theme_asked = theme
        self.set_reactive(App.theme, self._first_theme())
        self.stylesheet.set_variables(self.get_css_variables())
        self.fault: Exception | None = None
        self._start = start
        self._said_at_start: CoreflectError | None = None
        self._answering: AnsweringScreen | None = None
        self._meeting_clock: MeetingClock | None = None
        self._timing = timing or Timing()
        self._held = HeldKeys(self._timing.now)
        self._attended = self._timing.now()

    def get_default_screen(self) -> Screen[Any]:
        """Return the first page, or the questions of one reflection where the app opens there and they can be read."""
        if self._start is not None:
            try:
                return self._answering_screen(self.services.workspace.round(self._start))
            except CoreflectError as error:
                self._said_at_start = error
        return self._home()

    def on_mount(self) -> None:
        end_by_signals(self._end_by_signal)
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.rest_if_idle)
        if self._theme_asked:
            self.choose_theme(self._theme_asked)
        if self._said_at_start:
            self.say(self._said_at_start)

    def on_unmount(self) -> None:
        """Stop serving phones, because the program ends."""
        if self.services.phone_room:
            self._stop_phones()

    async def on_event(self, event: events.Event) -> None:
        """Pass an event on, unless it is the repeat of a held key that counts once.

        A key comes by twice: on its way to the screen, and back when nobody took it; only the first is looked at.
        """
        if isinstance(event, ATTENDED) and not event.is_forwarded:
            self._attended = self._timing.now()
            if isinstance(event, events.Key):
                self._read(event)
                if self._is_repeat(event.key):
                    return
        await super().on_event(event)

    async def _on_key(self, event: events.Key) -> None:
        """Do what a key does that no widget took; say in one line that it does nothing, where that is so.

        A key that was pressed on the page before does nothing on one that is about to open.
        """
        event.prevent_default()  # Textual's own would do it a second time
        if not self.screen.is_mounted:
            return
        if not await self._check_bindings(event.key) and event.key not in QUIET:
            self._say_unknown(event)

    def _read(self, event: events.Key) -> None:
        """Turn a key that does nothing into the one that is meant: a capital, another script's letter or digit."""
        if not event.character or self._writes(event) or self._is_bound(event.key):
            return
        for meaning in meanings(event.character):
            key = _character_to_key(meaning) if len(meaning) == 1 else ""
            if self._is_bound(key):
                event.key, event.character = key, meaning
                return

    def _writes(self, event: events.Key) -> bool:
        """Whether the widget in hand takes this key as something to write."""
        return self.focused is not None and self.focused.check_consume_key(event.key, event.character)

    def _is_bound(self, key: str) -> bool:
        return any(key in bindings.key_to_bindings for _, bindings in self.screen._modal_binding_chain)

    def _say_unknown(self, event: events.Key) -> None:
        is_letter = event.character is not None and event.character.isprintable()
        text = no_such_key(event.character if is_letter and event.character else format_key(event.key))
        screen = self.screen
        if isinstance(screen, Framed) and screen.query("#status"):
            screen.say(text, urgent=True)
            return
        # Text that is pasted comes as many keys: the last of them is named alone.
        for said in [each for each in self._notifications if each.timeout == SECONDS_FOR_A_KEY]:
            self._unnotify(said, refresh=False)
        self.notify(text, timeout=SECONDS_FOR_A_KEY, markup=False)

    def on_open_answering(self, message: OpenAnswering) -> None:
        """Let people answer a reflection, one after another, until somebody goes home."""
        try:
            self.push_screen(self._answering_screen(message.reflection, message.sitting))
        except CoreflectError as error:
            self.say(error)

    def on_open_meeting(self, message: OpenMeeting) -> None:
        """Open the meeting of a reflection, and let people answer it where they go on to that."""
        self._open_meeting(message.reflection, message.closed)

    def on_open_look_back(self, message: OpenLookBack) -> None:
        """Show the reflections of a team side by side."""
        from coreflect.tui.meeting.look_back import LookBackPage

        self.push_screen(LookBackPage(self.services, message.team))

    async def on_open_next(self, message: OpenNext) -> None:
        """Close what lies over the first page, and set up the team's next reflection there."""
        home = next(screen for screen in self.screen_stack if isinstance(screen, _home_page()))
        while self.screen is not home:
            await self.pop_screen()
        home.set_up(message.reflection)

    def on_go_home(self) -> None:
        """Close what is open, and show the first page."""
        self._answering = None
        home = self._home()
        if len(self.screen_stack) == 1:
            self.push_screen(home)  # Textual lets nobody take away the screen that it began with
        elif isinstance(self.screen_stack[-2], type(home)):
            self.pop_screen()
        else:
            self.switch_screen(home)

    def say(self, error: CoreflectError) -> None:
        """Show what happened and what to do, in a corner of whatever screen is open."""
        title, text = (error.message, error.hint) if error.hint else ("", error.message)
        self.notify(shown(text), title=shown(title), severity="error", markup=False)

    async def rest_if_idle(self) -> None:
        """Put the screen of a person who answers to rest once nobody has touched it for the idle minutes.

        Phones, which are not seen from here, are stopped once their time is over.
        """
        room = self.services.phone_room
        if room and room.shut == "over":
            self._stop_phones()
        if self._timing.now() - self._attended < self._timing.idle_minutes * 60:
            return
        if self._answering and self._answering in self.screen_stack:
            await self._answering.rest()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our own themes define and those of the system's do not."""
        theme = self.current_theme
        roles = {"text-heading": theme.primary, "text-quote": theme.secondary or theme.primary}
        shades = {name: colour for name, colour in THEMES[0].variables.items() if "shade-" in name}
        return {"line": "#808080", "in-hand": "#808080 30%", **roles, **shades}

    def choose_theme(self, name: str) -> None:
        """Show everything in these colours from now on, and store the choice for next time."""
        self.theme = known_theme(name)
        try:
            if self._settings:
                self._settings.save_theme(self.theme)
        except CoreflectError as error:
            self.say(error)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the cursor of a text field still, unless motion was asked for."""
        if self.animation_level == "none" and hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def action_help(self) -> None:
        """Show what the open page is, and what the keys do on it."""
        from coreflect.tui.help import HelpPage, help_on

        if text := help_on(type(self.screen)):
            self.push_screen(HelpPage(text))

    def action_colours(self) -> None:
        """Let a person choose other colours."""
        if not isinstance(self.screen, ColoursCard):
            self.push_screen(ColoursCard(self.theme), self._colours_chosen)

    async def action_quit(self) -> None:
        """Leave the open page, if it is one that asks before it is left; the program otherwise."""
        leave = getattr(self.screen, "action_leave", None)
        if leave is None:
            self.exit()
        else:
            leave()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What can be done on the page now, in our own words; nothing writes a picture of answers to the disk."""
        from coreflect.tui.help import done_on

        said = set()
        for key, what, action in done_on(screen) if isinstance(screen, Framed) else ():
            if action != "screen.leave":
                said.add(begun(what))
                yield SystemCommand(begun(what), key, partial(self.run_action, action, screen))
        on_every_page = {"help": self.action_help, "colours": self.action_colours, "quit": self.action_quit}
        for name, run in on_every_page.items():
            if PALETTE[name][0] not in said:
                yield SystemCommand(*PALETTE[name], run)

    def _first_theme(self) -> str:
        """The theme asked for, else the stored one, else the one of the system's TEXTUAL_THEME, else the first."""
        chosen = self._theme_asked or (self._settings.theme() if self._settings else "")
        by_system = os.environ.get("TEXTUAL_THEME", "")
        return by_system if not chosen and by_system in self.available_themes else known_theme(chosen)

    def _colours_chosen(self, name: str | None) -> None:
        if name:
            self.choose_theme(name)

    def _answering_screen(self, reflection: Reflection, sitting: Sitting | None = None) -> AnsweringScreen:
        from coreflect.tui.answering.session import AnsweringScreen

        self._answering = AnsweringScreen(self.services, reflection, sitting)
        return self._answering

    def _open_meeting(
        self, reflection: Reflection, closed: Callable[[], object] | None = None, *, phones: bool = False
    ) -> None:
        from coreflect.tui.meeting.meeting import ANSWER, MeetingPage

        def left(what: str | None) -> None:
            if what == ANSWER:
                self.post_message(OpenAnswering(reflection))
            elif closed:
                closed()

        page = MeetingPage(self.services, reflection, self._meeting_clock, phones=phones)
        self._meeting_clock = page.clock
        self.push_screen(page, left)

    def _is_repeat(self, key: str) -> bool:
        is_held = not self._held.counts(key)
        return is_held and key in COUNT_ONCE and not self._may_repeat(key)

    def _may_repeat(self, key: str) -> bool:
        """Whether the widget in hand writes or moves with this key; Enter does so in a text of several lines alone."""
        from textual.widgets import TextArea  # large, and on few pages

        if self.focused is None or key == "enter":
            return isinstance(self.focused, TextArea)
        return self.focused.check_consume_key("a", "a") or self.focused.check_consume_key(key, None)

    def _home(self) -> Screen[Any]:
        return _home_page()(self.services)

    def _stop_phones(self) -> None:
        from coreflect.web.served import stop

        stop(self.services)

    def _end_by_signal(self, return_code: int) -> None:
        self.exit(return_code=return_code)

    def panic(self, *renderables: RenderableType) -> None:
        """End with a fault, and paint nothing: what Textual would paint here holds values."""
        self._handle_exception(RuntimeError(type(renderables[0]).__name__ if renderables else "panic"))

    def _handle_exception(self, error: Exception) -> None:
        cause = getattr(error, "error", error)
        if self._exit and isinstance(cause, NoMatches):
            return  # a page that opens while the program ends is never composed
        if self.fault is None:
            self.fault = cause if isinstance(cause, Exception) else error
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def _home_page() -> type[HomePage]:
    from coreflect.tui.home.home import HomePage

    return HomePage


class MeetingApp(CoreflectApp):
    """The app, open at the meeting of a reflection, with `phones` at how they join."""

    def __init__(
        self,
        services: Services,
        reflection: Reflection,
        settings: Settings | None = None,
        theme: str = "",
        *,
        phones: bool = False,
    ) -> None:
        super().__init__(services, settings=settings, theme=theme)
        self._reflection = reflection
        self._opens_phones = phones

    def on_mount(self) -> None:
        self._open_meeting(self._reflection, phones=self._opens_phones)


HELD_SECONDS = 0.4
FASTEST_TAP_SECONDS = 0.15
IDLE_MINUTES = 5.0


class Timing(NamedTuple):
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
