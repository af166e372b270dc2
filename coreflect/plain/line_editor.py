"""Reads a typed line through questionary, with keys to edit it; no other module loads questionary or prompt_toolkit.

A watched line is given up when nobody presses a key for a while. A key that is held down counts once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, TextIO

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Style
from questionary.prompts.text import text

REST_AFTER = 300.0
"""Seconds without a key after which a watched line is given up."""
HELD = 0.4
"""Seconds within which a second Enter comes from a held key and is no answer."""


Timer = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Calls a function after so many seconds, inside the running prompt; returns a function that cancels the call."""


class LineEditor:
    """Reads lines through questionary, with the usual keys for editing a line."""

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
        """Read the line that is typed after the message, as a `Reader` does."""
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
                prompt.exit(exception=TimeoutError())

        def start(_: object = None) -> None:
            stop()
            due.append(self._timer(self._rest_after, rest))

        prompt.pre_run_callables.append(start)
        prompt.key_processor.before_key_press += start
        return stop

    @staticmethod
    def clear_screen(out: TextIO) -> None:
        """Clear a terminal and what can be scrolled back to."""
        screen = create_output(out)
        screen.erase_screen()
        # Some terminals move a cleared screen into the scrollback, so that goes second.
        screen.write_raw("\x1b[3J")
        screen.cursor_goto(0, 0)
        screen.erase_screen()
        screen.flush()


def _let_go(_: object) -> None:
    """Do nothing, for a key without a meaning here."""


def _let_faults_out(prompt: Application[str]) -> None:
    """End the prompt on an unforeseen fault, which prompt_toolkit would otherwise print with people's values."""

    def end(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        fault = context.get("exception")
        if prompt.is_running and not prompt.is_done:
            prompt.exit(exception=fault if isinstance(fault, Exception) else RuntimeError("a prompt ended by itself"))

    asyncio.get_running_loop().set_exception_handler(end)


def _quiet_screen() -> Output:
    """Open the terminal without asking for the cursor's position: some never answer, and slow links wait."""
    screen = create_output()
    if isinstance(screen, Vt100_Output):
        screen.enable_cpr = False
    return screen


def _without_colour() -> Style:
    return Style(
        [(name, "noinherit") for name in ("qmark", "question", "answer", "instruction", "aborting", "exiting")]
    )


def _in_running_prompt(seconds: float, call: Callable[[], None]) -> Callable[[], None]:
    return asyncio.get_running_loop().call_later(seconds, call).cancel
