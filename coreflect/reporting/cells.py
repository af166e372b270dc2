"""Measures, pads and wraps text by the cells that it takes on a terminal, not by its code points.

Chinese, Japanese and most emoji take two cells; accents, and vowels of Thai above and below, none. Come here for every
column that people's own texts stand in. Only text that is not ASCII waits for the tables of widths.
"""

from __future__ import annotations

import textwrap

from coreflect.core.names import shown


def cells_of(text: str) -> int:
    """Count the cells that a text takes."""
    if text.isascii():
        return len(text)
    import wcwidth

    return wcwidth.width(text, control_codes="ignore")


def padded(text: str, cells: int) -> str:
    """Fill a text up with spaces to so many cells."""
    return text + " " * (cells - cells_of(text))


def wrapped(text: str, cells: int, *, first: str = "", then: str | None = None) -> tuple[str, ...]:
    """Make a text safe, and break it into lines of at most so many cells, between words where that can be.

    `first` stands before the first line, and `then` before the others: spaces as wide as `first` if it is not given.
    """
    safe = shown(text)
    after = " " * cells_of(first) if then is None else then
    if safe.isascii():
        return tuple(textwrap.wrap(safe, cells, initial_indent=first, subsequent_indent=after))
    import wcwidth

    return tuple(wcwidth.wrap(safe, cells, initial_indent=first, subsequent_indent=after))
