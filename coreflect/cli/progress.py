"""What takes more than a second shows how far it is, and how long it still takes, on the terminal's error stream."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

BAR_AFTER = 1.0
"""Seconds after which a bar is shown."""
WHOLE = 100


class Bar:
    """A bar where people look on, once it takes more than a second; nowhere else."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bar: Any = None

    def __call__(self, doing: str, done: float) -> None:
        """Say what is being done, in a few words, and how much of WHOLE is done."""
        if self._bar is None:
            if not sys.stderr.isatty() or time.monotonic() - self._began < BAR_AFTER:
                return
            self._bar = click.progressbar(length=WHOLE, file=sys.stderr, show_percent=False)
            self._bar.start = self._bar.last_eta = self._began + time.time() - time.monotonic()
        self._bar.label = doing
        self._bar.update(int(done) - self._bar.pos)

    def part(self, doing: str, begin: int, end: int) -> Callable[[int, int], None]:
        """What is told how many of how many steps of a part are done; the part goes from one place to another."""
        return lambda done, whole: self(doing, begin + (end - begin) * done / max(whole, 1))

    def finish(self) -> None:
        """Leave the bar's line."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None


@contextmanager
def progress() -> Iterator[Bar]:
    """What is told how far it is; the bar's line is left at the end, however it ends."""
    bar = Bar()
    try:
        yield bar
    finally:
        bar.finish()
