"""How far each text on a screen stands out from what is behind it, as WCAG counts it, read off what is painted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.color import Color, ColorSystem
from textual.app import App

ENOUGH = {"dark": 4.5, "light": 4.5, "high-contrast-dark": 7.0, "high-contrast-light": 7.0}
"""What every text needs in each theme."""
ENOUGH_FOR_LINES = 3.0
"""What frames and the sign of focus need."""
_DRAWN = range(0x2500, 0x25A0)


@dataclass(frozen=True, slots=True)
class Painted:
    """A piece of text as it is painted: its colour, and the one behind it."""

    text: str
    colour: tuple[int, int, int]
    behind: tuple[int, int, int]
    line: int

    @property
    def contrast(self) -> float:
        """From 1 (the same) to 21 (black and white)."""
        lighter, darker = sorted((luminance(self.colour), luminance(self.behind)), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)

    @property
    def in_256(self) -> Painted:
        """The same on a terminal that has 256 colours, and takes the nearest."""
        return Painted(self.text, _nearest(self.colour), _nearest(self.behind), self.line)

    @property
    def is_drawn(self) -> bool:
        """Whether it is a line, a frame or a block, and no text."""
        return all(ord(character) in _DRAWN for character in self.text.strip())

    def __str__(self) -> str:
        return f"{self.contrast:.2f} line {self.line}: {self.text.strip()!r} {self.colour} on {self.behind}"


def luminance(colour: tuple[int, int, int]) -> float:
    """The relative luminance of a colour, 0 to 1."""
    red, green, blue = (
        value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def painted(app: App[Any]) -> Iterator[Painted]:
    """Every piece of text on the screen that is open.

    Raises:
        AssertionError: a colour is left to the terminal, so that nobody knows how it will look.
    """
    for line, strip in enumerate(app.screen._compositor.render_strips()):
        for text, style, _ in strip:
            if not text.strip() or all(unicodedata.category(character) == "Cf" for character in text.strip()):
                continue
            assert style is not None
            assert not style.dim, f"{text!r} is dimmed by the terminal"
            front, back = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
            yield Painted(text, _rgb(front, text), _rgb(back, text), line)


def too_faint(app: App[Any], enough: float, *, lines: float = ENOUGH_FOR_LINES) -> list[str]:
    """What on the screen stands out too little, in words; scroll bars, which are drawn as blanks, are not text."""
    both = (each for one in painted(app) for each in (one, one.in_256))
    return [str(one) for one in both if one.contrast < (lines if one.is_drawn else enough)]


def faintest(app: App[Any]) -> float:
    """The lowest contrast of any text on the screen."""
    return min(one.contrast for one in painted(app) if not one.is_drawn)


def _nearest(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    return tuple(Color.from_rgb(*colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor())


def _rgb(colour: Color | None, text: str) -> tuple[int, int, int]:
    assert colour is not None, f"{text!r} has no colour of its own"
    assert colour.triplet is not None, f"{text!r} has a colour of the terminal's"
    return tuple(colour.triplet)
