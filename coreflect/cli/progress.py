"""Shows a progress bar for work that takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from coreflect.services.releases import WHOLE

BAR_AFTER = 1.0
"""Seconds after which a bar is shown."""


class Bar:
    """A progress bar on a terminal, once the work takes more than a second; it is an `OnProgress` of services."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bar: Any = None

    def __call__(self, doing: str, done: float) -> None:
        """Show what is being done, in a few words, and how much of WHOLE is done."""
        if self._bar is None:
            if not sys.stderr.isatty() or time.monotonic() - self._began < BAR_AFTER:
                return
            self._bar = click.progressbar(length=WHOLE, file=sys.stderr, show_percent=False)
            self._bar.start = self._bar.last_eta = self._began + time.time() - time.monotonic()
        self._bar.label = doing
        self._bar.update(int(done) - self._bar.pos)

    def notify(self, sentence: str) -> None:
        """Print a sentence on a line of its own, below the bar."""
        self.finish()
        click.echo(sentence, err=True)

    def finish(self) -> None:
        """End the bar's line."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None


@contextmanager
def progress() -> Iterator[Bar]:
    """Show a bar for the work within, and leave its line at the end, however the work ends."""
    bar = Bar()
    try:
        yield bar
    finally:
        bar.finish()
