"""Says how a program is ended from outside, for both faces: by somebody who ends it, or with its terminal window."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

SIGNALS = tuple(number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)))
BY_SIGNAL = 128
"""The exit code is this and the number of the signal, as shells say it."""


@contextmanager
def ended_from_outside() -> Iterator[None]:
    """Turn such a signal into SystemExit, so that whoever has changed the terminal puts it right first."""
    before = {number: signal.signal(number, _exit) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _exit(number: int, _: object) -> NoReturn:
    raise SystemExit(BY_SIGNAL + number)
