"""Standard input and output are there and take any letter, whatever the system has set up or the person has closed."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


def make_ready() -> None:
    """Replace what is closed by what is empty, and let no letter fail that the output has no code for.

    What is piped on is UTF-8, unless PYTHONIOENCODING says otherwise: Windows would pipe in a code page that lacks most
    letters. A terminal keeps its own, and shows a question mark for what it does not know.
    """
    if sys.stdin is None:
        sys.stdin = _empty("r")
    if sys.stdout is None:
        sys.stdout = _empty("w")
    if isinstance(sys.stdout, io.TextIOWrapper):
        piped = not sys.stdout.isatty() and not os.environ.get("PYTHONIOENCODING")
        sys.stdout.reconfigure(encoding="utf-8" if piped else None, errors="replace")


def _empty(mode: str) -> TextIO:
    return io.TextIOWrapper(io.FileIO(os.devnull, mode), encoding="utf-8")
