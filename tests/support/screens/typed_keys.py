"""The plain face with whole lines, or with real key bytes that prompt_toolkit hears; all that is said is written down.

A prompt takes 20 milliseconds to build, so keys are typed where they say more than the lines that they make.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TextIO

from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from coreflect.core.model import Reflection
from coreflect.plain.app import run_answer, run_home
from coreflect.plain.line_editor import LineEditor, Timer
from coreflect.plain.terminal import Reader, Terminal
from coreflect.services.app import Services

CLEARED = "[the screen is cleared]"
CTRL_C = "\x03"
CTRL_D = "\x04"


@dataclass(frozen=True)
class Said:
    """How a run ended, and all that was said and typed."""

    code: int
    text: str

    @property
    def on_screen(self) -> str:
        """What stands after the last time that the screen was cleared."""
        return self.text.rsplit(CLEARED, 1)[-1]

    def __contains__(self, words: str) -> bool:
        return " ".join(words.split()) in " ".join(self.text.split())


class _Lines:
    def __init__(self, lines: Sequence[str], stop: type[BaseException]) -> None:
        self._lines = iter(lines)
        self._stop = stop

    def read(self, message: str, *, watched: bool, quick: bool) -> str:
        line = next(self._lines, None)
        if line is None:
            raise self._stop
        return line


class _WrittenDown:
    def __init__(self, reader: Reader, out: TextIO) -> None:
        self._reader = reader
        self._out = out

    def read(self, message: str, *, watched: bool, quick: bool) -> str:
        self._out.write(f" {message} ")
        try:
            line = self._reader.read(message, watched=watched, quick=quick)
        except BaseException as error:
            self._out.write(f"[{type(error).__name__}]\n")
            raise
        self._out.write(f"{line}\n")
        return line


def _wiped(out: TextIO) -> None:
    out.write(f"{CLEARED}\n")


def typed(
    keys: str | bytes,
    run: Callable[[Terminal], int],
    timer: Timer | None = None,
    seconds: Callable[[], float] | None = None,
) -> Said:
    """Run something with these keys, then ctrl+c so that no test waits for more.

    A second passes at each look at the clock, unless a test brings its own.
    """
    out = io.StringIO()
    with create_pipe_input() as pipe:
        pipe.send_bytes((keys if isinstance(keys, bytes) else keys.encode()) + CTRL_C.encode())
        passing = count()
        reader = LineEditor(pipe, DummyOutput(), timer=timer, seconds=seconds or (lambda: float(next(passing))))
        terminal = Terminal(out, _WrittenDown(reader, out), _wiped)
        return Said(run(terminal), out.getvalue())


def heard(lines: Sequence[str], run: Callable[[Terminal], int], stop: type[BaseException] = KeyboardInterrupt) -> Said:
    """Run something that hears these lines whole, without the time that keys take; then ctrl+c, or the end of input."""
    out = io.StringIO()
    return Said(run(Terminal(out, _WrittenDown(_Lines(lines, stop), out), _wiped)), out.getvalue())


def answering(
    services: Services, reflection: Reflection, *lines: str, stop: type[BaseException] = KeyboardInterrupt
) -> Said:
    """Answer a round with these lines."""
    return heard(lines, lambda terminal: run_answer(services, reflection, terminal), stop)


def at_home(services: Services, *lines: str) -> Said:
    """Start at the first page, and hear these lines."""
    return heard(lines, lambda terminal: run_home(services, terminal))


def entered(*lines: str) -> str:
    """The keys of these lines, Enter after each."""
    return "".join(f"{line}\r" for line in lines)


def nothing_due() -> None:
    """Call off what is not due."""


class CountedTimer:
    """A timer whose time is up the n-th time that it is started, at once; no clock runs."""

    def __init__(self, up_at: int) -> None:
        self.started = 0
        self.seconds: list[float] = []
        self._up_at = up_at

    def __call__(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        self.started += 1
        self.seconds.append(seconds)
        if self.started == self._up_at:
            call()
        return nothing_due
