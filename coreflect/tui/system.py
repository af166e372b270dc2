"""Keeps the terminal whole whatever comes: bytes that are no text, a signal to end, an error in a thread.

Come here for what Textual's driver does otherwise: it paints a traceback, or leaves the page painted in the shell.
"""

from __future__ import annotations

import asyncio
import codecs
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from coreflect.services.ending import BY_SIGNAL, SIGNALS


def read_any_bytes() -> None:
    """Let the driver read bytes that are no UTF-8, as a Latin-1 terminal writes them: each is a key without a meaning.

    The driver asks its own module for a decoder, so that the other kind is put there.
    """
    if os.name != "nt":
        from textual.drivers import linux_driver

        decoder = codecs.getincrementaldecoder
        linux_driver.getincrementaldecoder = lambda encoding: partial(decoder(encoding), "replace")  # type: ignore[attr-defined]


def end_by_signals(end: Callable[[int], None]) -> None:
    """Call this with an exit code when the program is ended from outside, so that it puts the terminal right first."""
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, end, BY_SIGNAL + number)


def quiet_threads(note: Callable[[BaseException], object]) -> None:
    """Hand errors in threads to this; otherwise Python would write their tracebacks over what is painted."""

    def in_thread(unhandled: threading.ExceptHookArgs) -> None:
        if unhandled.exc_value is not None:
            note(unhandled.exc_value)

    threading.excepthook = in_thread
