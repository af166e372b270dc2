"""Draws QR codes in half lines of a terminal, two rows of squares in one of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno

MARGIN = 2
"""Squares of light around a code. Four are the rule; two are read as well, and fit where a terminal is small."""
HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def drawn(text: str) -> tuple[str, ...]:
    """Draw a text as a QR code: lines in which full blocks are light, for light signs on dark ground."""
    from segno import make_qr  # a part of what serves phones, which may not be installed

    return _lines(make_qr(text, error="l"))


def drawn_wifi(name: str, password: str) -> tuple[str, ...]:
    """Draw the code with which a phone joins a Wi-Fi or a hotspot of this name, open where there is no password."""
    from segno.helpers import make_wifi

    return _lines(make_wifi(ssid=name, password=password or None, security="WPA" if password else None))


def enlarged(lines: Sequence[str]) -> tuple[str, ...]:
    """Draw a drawn code twice as large, for people who sit further away."""
    rows = (row for line in lines for row in (("█▀", line), ("█▄", line)))
    return tuple("".join("██" if sign in light else "  " for sign in line) for light, line in rows)


def _lines(code: segno.QRCode) -> tuple[str, ...]:
    light = [[not square for square in row] for row in code.matrix_iter(border=MARGIN)]
    if len(light) % 2:
        light.append([True] * len(light[0]))
    return tuple(
        "".join(HALVES[upper, lower] for upper, lower in zip(*rows, strict=True))
        for rows in zip(light[::2], light[1::2], strict=True)
    )
