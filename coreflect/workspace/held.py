"""Two terminals that save the same record at the same moment wait for each other, so that each sees the other's save.

The system lets go of what a killed process held, and nothing is left behind. Where it offers no such thing (Windows, a
few shared drives), saving goes on without: then only two saves of one record within a millisecond can miss each other.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 2.0
"""For so many seconds one save waits for another, whose process may have been stopped."""
_PAUSE = 0.002

if sys.platform == "win32":

    @contextmanager
    def held(folder: Path) -> Iterator[None]:  # noqa: ARG001 - the same door on each system
        """Nothing is held here."""
        yield

else:
    import fcntl

    @contextmanager
    def held(folder: Path) -> Iterator[None]:
        """Hold a folder while a record in it is compared and replaced; a folder that is not there is not held."""
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError:
            yield
            return
        try:
            _take(handle)
            yield
        finally:
            os.close(handle)

    def _take(handle: int) -> None:
        give_up = time.monotonic() + PATIENCE
        with suppress(OSError):
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    if time.monotonic() >= give_up:
                        return
                    time.sleep(_PAUSE)
                else:
                    return
