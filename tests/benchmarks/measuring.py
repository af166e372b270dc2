"""Timings as ratios against an anchor in the same run on the same machine; they print, and never fail."""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fcntl import ioctl

QUIET = 0.06
"""Seconds without output after which a screen is taken to be painted."""


def say(what: str, ours: float, anchor: float, hold: str, unit: str = "ms") -> None:
    """Print one row: what was measured, ours, the anchor, their ratio and the ratio to hold."""
    print(f"{what:58} {ours:9.2f} {unit}  anchor {anchor:9.2f} {unit}  ratio {ours / anchor:5.2f}  hold {hold}")


def percentile(samples: Sequence[float], share: int) -> float:
    """The sample below which this share of a hundred lies."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def in_turn(first: Callable[[], float], second: Callable[[], float], rounds: int) -> tuple[float, float]:
    """The medians of two measures taken in turn, so that a machine that slows down slows both; one warm-up each."""
    first()
    second()
    pairs = [(first(), second()) for _ in range(rounds)]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def process_ms(*command: str) -> float:
    """Milliseconds for a whole process."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


class Terminal:
    """A program in a terminal of its own, 80 by 24."""

    def __init__(self, command: Sequence[str], environment: dict[str, str] | None = None) -> None:
        self.started = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], list(command), {**os.environ, "TERM": "xterm-256color", **(environment or {})})
        ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until(self, marker: bytes, limit: float = 20) -> float:
        """Milliseconds from the start until this text is painted."""
        seen = b""
        while marker not in seen:
            if not select.select([self._fd], [], [], limit)[0]:
                raise TimeoutError(seen[-2000:])
            seen += self._read()
        return (time.perf_counter() - self.started) * 1000

    def settled(self) -> None:
        """Read until nothing is painted for a while."""
        while select.select([self._fd], [], [], QUIET * 4)[0]:
            self._read()

    def press(self, keys: bytes) -> float:
        """Press a key; milliseconds until the last output that it led to."""
        start = last = time.perf_counter()
        os.write(self._fd, keys)
        while select.select([self._fd], [], [], 1 if last == start else QUIET)[0]:
            self._read()
            last = time.perf_counter()
        return (last - start) * 1000

    def end(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._fd)

    def _read(self) -> bytes:
        output = os.read(self._fd, 65536)
        if b"\x1b[6n" in output:
            os.write(self._fd, b"\x1b[1;1R")
        return output


@contextmanager
def terminal(*command: str, **environment: str) -> Iterator[Terminal]:
    """A program in a terminal, ended afterwards."""
    opened = Terminal([sys.executable, *command], environment)
    try:
        yield opened
    finally:
        opened.end()


def painted_ms(marker: str, *command: str, **environment: str) -> float:
    """Milliseconds from the start of a process until this text is painted."""
    with terminal(*command, **environment) as opened:
        return opened.until(marker.encode())
