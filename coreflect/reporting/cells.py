"""Measures, pads and wraps text by the cells that it takes on a terminal, not by its code points.

Chinese, Japanese and most emoji take two cells; accents, and vowels of Thai above and below, none. Come here for every
column that people's own texts stand in.
"""

from __future__ import annotations

import wcwidth

from coreflect.core.names import shown


def cells_of(text: str) -> int:
    """Count the cells that a text takes."""
    return len(text) if text.isascii() else wcwidth.width(text, control_codes="ignore")


def padded(text: str, width: int) -> str:
    """Fill a text up with spaces to so many cells."""
    return text + " " * (width - cells_of(text))


def wrapped(text: str, width: int, *, first: str = "", then: str | None = None) -> tuple[str, ...]:
    """Make a text safe, and break it into lines of at most so many cells, between words where that can be.

    `first` stands before the first line, and `then` before the others: by default spaces as wide as `first`.
    """
    after = " " * cells_of(first) if then is None else then
    return tuple(wcwidth.wrap(shown(text), width, initial_indent=first, subsequent_indent=after))
