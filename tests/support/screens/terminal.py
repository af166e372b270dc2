"""A program in a terminal of its own, as a person has it: keys go in as bytes, and what is painted comes out."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fcntl import ioctl

QUIET = 0.06
"""Seconds without output after which a screen is taken to be painted."""
PATIENCE = 30.0
A_BREATH = 0.45
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|P[^\x1b]*\x1b\\|[^\[\]P])")


class Terminal:
    """A program in a terminal, 80 by 24. `seen` is the text painted since the last key, without its escapes."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.started = time.perf_counter()
        self._output = b""
        self.ended: int | None = None
        size = struct.pack("HHHH", 24, 80, 0, 0)
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(command[0], list(command), {**os.environ, "TERM": "xterm-256color", **environment})

    @property
    def seen(self) -> str:
        return _ESCAPES.sub("", self._output.decode(errors="replace"))

    def until(self, marker: str) -> float:
        """Read until this text is painted; returns milliseconds since the start of the program.

        Raises:
            TimeoutError: nothing more came.
        """
        while marker not in self.seen:
            if not select.select([self._fd], [], [], PATIENCE)[0]:
                raise TimeoutError(f"{marker!r} never came: {self.seen[-2000:]}")
            self._read()
        return (time.perf_counter() - self.started) * 1000

    def settled(self) -> None:
        """Read until nothing is painted for as long as it takes that a second Enter is not taken for a held key."""
        while select.select([self._fd], [], [], A_BREATH)[0]:
            self._read()

    def type(self, keys: bytes) -> None:
        """Press keys, and forget what was painted before them."""
        self._output = b""
        os.write(self._fd, keys)

    def press(self, keys: bytes) -> tuple[float, float]:
        """Press a key; milliseconds until the first and until the last output that it led to."""
        start = time.perf_counter()
        first = last = 0.0
        self.type(keys)
        while select.select([self._fd], [], [], QUIET if last else 1.0)[0]:
            self._read()
            last = (time.perf_counter() - start) * 1000
            first = first or last
        return first, last

    @property
    def output(self) -> bytes:
        """Everything that was painted since the last key, as it came."""
        return self._output

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._pid

    @property
    def fd(self) -> int:
        """The terminal's end of ours."""
        return self._fd

    def read_or_ended(self) -> bool:
        """Read what is painted; returns False, and notes how, once the program has ended."""
        try:
            self._read()
        except OSError:
            self.ended = os.waitpid(self._pid, 0)[1]
            os.close(self._fd)
            self._pid = 0
            return False
        return True

    def kill(self) -> None:
        """End the program at once, as a power cut does."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            os.close(self._fd)
            self._pid = 0

    def _read(self) -> None:
        output = os.read(self._fd, 65536)
        if b"\x1b[6n" in output:
            os.write(self._fd, b"\x1b[1;1R")
        self._output += output


@contextmanager
def terminal(*arguments: str, **environment: str) -> Iterator[Terminal]:
    """Python with these arguments in a terminal, ended afterwards."""
    opened = Terminal([sys.executable, *arguments], environment)
    try:
        yield opened
    finally:
        opened.kill()
