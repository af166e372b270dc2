"""Writes and reads the lines of the plain face; no menu is redrawn, no colour is used, and no text is trusted.

A line stays where it was written, so that a screen reader or a Braille display may follow at its own pace.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from coreflect.core.names import shown

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.output import Output
    from prompt_toolkit.styles import Style

WIDEST = 80
INTERRUPTED = 130
NARROWEST = 20
LINES_TO_PUSH_AWAY = 100


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where lines are said and heard. `watched` is on while a person's answers may stand on the screen."""

    out: TextIO
    reader: Reader
    wipe: Callable[[TextIO], None]
    watched: bool = False

    def watching(self) -> Terminal:
        """The same terminal, resting by itself when nobody presses a key."""
        return replace(self, watched=True)

    def say(self, *paragraphs: str, hang: int = 0) -> None:
        """Say each paragraph, wrapped to the terminal; lines after its first begin `hang` blanks further in."""
        columns = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
        for paragraph in paragraphs:
            lines = textwrap.wrap(
                shown(paragraph), columns, subsequent_indent=" " * hang, break_on_hyphens=False, tabsize=1
            )
            self.out.write("\n".join(lines) + "\n")
        self.out.flush()

    def pause(self) -> None:
        """One empty line, between one thing and the next."""
        self.out.write("\n")
        self.out.flush()

    def ask(self, message: str, *, quick: bool = False) -> str:
        """The line typed after this message, without marks that no terminal should get and blanks at its ends.

        With `quick`, an empty line may follow at once on the line before.

        Raises:
            Rested: this terminal is watched and nobody pressed a key for too long.
            KeyboardInterrupt, EOFError: the person stops.
        """
        self.out.flush()
        return shown(self.reader.read(shown(message), watched=self.watched, quick=quick), lines=True).strip()

    def clear(self) -> None:
        """Take everything that was said off the screen, and out of the lines that can be scrolled back to."""
        self.wipe(self.out)


def open_terminal() -> Terminal:
    """The terminal in front of the person, whatever it can do."""
    for stream in (sys.stdout, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    reader = LineReader() if _only_lines() else PromptReader()
    return Terminal(sys.stdout, reader, wipe)


def wipe(out: TextIO) -> None:
    """Clear the screen and what can be scrolled back to; where a terminal cannot, push it far up."""
    if _only_lines() or not out.isatty():
        out.write("\n" * LINES_TO_PUSH_AWAY)
        out.flush()
        return
    from prompt_toolkit.output import create_output

    screen = create_output(out)
    screen.erase_screen()
    # Some terminals move a cleared screen into the scrollback, so that goes second.
    screen.write_raw("\x1b[3J")
    screen.cursor_goto(0, 0)
    screen.erase_screen()
    screen.flush()


def _only_lines() -> bool:
    return os.environ.get("TERM", "").lower() in {"dumb", "unknown"}


REST_AFTER = 300.0
"""Seconds without a key after which a person's screen rests."""
HELD = 0.4
"""Seconds within which a second Enter is a key that is held, not an answer."""


class Rested(Exception):
    """Nobody has pressed a key for so long that somebody else may sit there now."""


Timer = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Calls something after so many seconds, from inside the running prompt; returns what calls it off."""


class Reader(Protocol):
    """Hears one typed line."""

    def read(self, message: str, *, watched: bool, quick: bool) -> str:
        """The line that was typed after the message.

        Where it is watched, a held Enter counts once, unless two in a row are meant (`quick`).

        Raises:
            Rested: it is watched, and nobody pressed a key for too long.
            KeyboardInterrupt, EOFError: the person stops.
        """


class PromptReader:
    """Hears lines through questionary, with all the keys for editing a line that people are used to."""

    def __init__(
        self,
        keys: Input | None = None,
        screen: Output | None = None,
        *,
        rest_after: float = REST_AFTER,
        timer: Timer | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keys = keys
        self._screen = screen
        self._rest_after = rest_after
        self._timer = timer or _in_running_prompt
        self._seconds = seconds

    def read(self, message: str, *, watched: bool, quick: bool) -> str:
        from questionary.prompts.text import text

        if self._screen is None:
            self._screen = _quiet_screen()
        question = text(
            message,
            qmark="",
            style=_without_colour(),
            input=self._keys,
            output=self._screen,
            key_bindings=self._bindings(held_counts_once=watched and not quick),
        )
        prompt = question.application
        prompt.pre_run_callables.append(lambda: _let_faults_out(prompt))
        stop_watching = self._watch(prompt) if watched else None
        try:
            return str(question.unsafe_ask())
        finally:
            if stop_watching:
                stop_watching()

    def _bindings(self, *, held_counts_once: bool) -> KeyBindings:
        from prompt_toolkit.application import get_app
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys

        since = self._seconds()
        held = Condition(
            lambda: held_counts_once and not get_app().current_buffer.text and self._seconds() - since < HELD
        )
        bindings = KeyBindings()
        # A pasted colour such as ESC[31m looks like a mouse to prompt_toolkit, which then fails to read it.
        bindings.add(Keys.Vt100MouseEvent, eager=True)(_let_go)
        bindings.add("enter", filter=held, eager=True)(_let_go)
        return bindings

    def _watch(self, prompt: Application[str]) -> Callable[[], None]:
        due: list[Callable[[], None]] = []

        def stop() -> None:
            while due:
                due.pop()()

        def rest() -> None:
            if prompt.is_running and not prompt.is_done:
                prompt.exit(exception=Rested())

        def start(_: object = None) -> None:
            stop()
            due.append(self._timer(self._rest_after, rest))

        prompt.pre_run_callables.append(start)
        prompt.key_processor.before_key_press += start
        return stop


class LineReader:
    """Hears lines on a terminal that can do nothing but lines; what it cannot clear, it need not lock either."""

    def read(self, message: str, *, watched: bool, quick: bool) -> str:  # noqa: ARG002
        return input(f" {message} ")


def _let_go(_: object) -> None:
    """A key that means nothing here."""


def _let_faults_out(prompt: Application[str]) -> None:
    """Have an unforeseen fault end the prompt, instead of being shown in it with all the values that it touched."""
    import asyncio

    def end(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        fault = context.get("exception")
        if prompt.is_running and not prompt.is_done:
            prompt.exit(exception=fault if isinstance(fault, Exception) else RuntimeError("a prompt ended by itself"))

    asyncio.get_running_loop().set_exception_handler(end)


def _quiet_screen() -> Output:
    """The terminal, which is not asked where its cursor is: some never answer, and a slow link waits."""
    from prompt_toolkit.output import create_output
    from prompt_toolkit.output.vt100 import Vt100_Output

    screen = create_output()
    if isinstance(screen, Vt100_Output):
        screen.enable_cpr = False
    return screen


def _without_colour() -> Style:
    from prompt_toolkit.styles import Style

    return Style(
        [(name, "noinherit") for name in ("qmark", "question", "answer", "instruction", "aborting", "exiting")]
    )


def _in_running_prompt(seconds: float, call: Callable[[], None]) -> Callable[[], None]:
    import asyncio

    return asyncio.get_running_loop().call_later(seconds, call).cancel


def until_left(run: Callable[[Terminal], None], terminal: Terminal | None) -> int:
    """Run something in the terminal until the person leaves it; returns 0, or 130 where it was interrupted."""
    opened = terminal or open_terminal()
    try:
        run(opened)
    except (KeyboardInterrupt, EOFError):
        opened.pause()
        opened.say("Stopped. Every answer that was said to be kept is kept.")
        return INTERRUPTED
    return 0
