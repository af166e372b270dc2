"""Draws strips as SVG for a page: a cell a person in shades of one hue, with the number of their level in it.

A picture has no scripts, links or styles of its own. Its places are shares of its width, so that it narrows on a phone
while its numbers stay as large as they are; its words, for those who do not see it, are its title. Classes say how dark
a cell is, and `SHADES` gives a style sheet their colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from coreflect.core.strips import SIGNS, Strip, Strips, in_part, shade

PAIR_SIGNS = ("‹", "=", "›")
"""The signs in the cells of people with a code: further down the scale, the same, further up."""

_STEPS = 12
_LIGHTEST, _DARKEST = (226, 237, 248), (14, 56, 98)
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_CELL, _PROPORTIONAL_CELL = 1.5, 0.45
_MANY = 24
"""In more cells than these the number stands in the first of a level's alone, where a page is narrow."""
_CROWDED = 32
"""In more cells than these it does on paper too."""
_APART = 0.7
"""How wide the space before those who chose no level is, as part of a cell."""

Colour = tuple[int, int, int]


class Shade(NamedTuple):
    """The colours of a cell in hexadecimal, and the class of the cells that have them."""

    name: str
    fill: str
    text: str


class _Box(NamedTuple):
    """A cell, or the cells of a part: where it begins and how wide it is, in cells, its class, and what is in it."""

    at: float
    size: float
    name: str
    inside: str


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21, as the web's guidelines define it."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _shade(step: int) -> Shade:
    red, green, blue = (
        round(light + (dark - light) * step / _STEPS) for light, dark in zip(_LIGHTEST, _DARKEST, strict=True)
    )
    text = max(_WHITE, _BLACK, key=lambda colour: contrast(colour, (red, green, blue)))
    return Shade(f"t{step}", _in_hexadecimal((red, green, blue)), _in_hexadecimal(text))


def _in_hexadecimal(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


SHADES = tuple(_shade(step) for step in range(_STEPS + 1))
"""Every shade a cell can have, the lightest first."""


def strip_svg(strip: Strip, strips: Strips, words: str, signs: tuple[str, ...] = ()) -> str:
    """Draw one of the strips that were laid together; all of them are equally wide, so that their breaks meet.

    `words` say the same for those who do not see it, and `signs` stand in the cells in place of the levels' numbers.
    """
    boxes = (*_levels(strip, strips, signs), *_others(strip, strips))
    width, cell = _width(strips), _PROPORTIONAL_CELL if strips.in_proportion else _CELL
    crowd = "many crowded" if width > _CROWDED else "many" if width > _MANY else ""
    name = "proportion" if strips.in_proportion else crowd
    drawn = "".join(_box(box, width) for box in boxes)
    line = _break(strips.break_at, width) if strips.break_at is not None and strip.break_after else ""
    return (
        f'<svg class="{f"strip {name}".rstrip()}" role="img" width="{width * cell:g}em">'
        f"<title>{escape(words)}</title>{drawn}{line}</svg>"
    )


def bracket_svg(between: tuple[float, float], strips: Strips, *, first_is_left: bool) -> str:
    """Draw the bracket that stands between the strips of two groups, from the middle of the one to that of the other.

    It says nothing that is not said in words beside it, so it is hidden from voices.
    """
    width = _width(strips)
    left, right = (_share(place, width) for place in between)
    ends = (0, 100) if first_is_left else (100, 0)
    ticks = "".join(
        f'<line x1="{at}" x2="{at}" y1="50%" y2="{end}%"/>' for at, end in zip((left, right), ends, strict=True)
    )
    cell = _PROPORTIONAL_CELL if strips.in_proportion else _CELL
    return (
        f'<svg class="bracket" aria-hidden="true" width="{width * cell:g}em">'
        f'<line x1="{left}" x2="{right}" y1="50%" y2="50%"/>{ticks}</svg>'
    )


def swatch_svg(level: int, levels: int) -> str:
    """Draw the cell that stands beside a level's name in a legend."""
    return f'<svg class="swatch" aria-hidden="true">{_box(_Box(0, 1, _class(level, levels), f"{level}"), 1)}</svg>'


def _levels(strip: Strip, strips: Strips, signs: tuple[str, ...]) -> Iterator[_Box]:
    at: float = strip.indent
    for part in strip.parts:
        name, sign = _class(part.level, strip.levels), signs[part.level - 1] if signs else f"{part.level}"
        if strips.in_proportion:
            inside = f"{sign} {part.people:,}" if signs else in_part(part.level, part.people)
            yield _Box(at, part.size, f"{name} first", inside)
        else:
            yield from (_Box(at + person, 1, name if person else f"{name} first", sign) for person in range(part.size))
        at += part.size


def _others(strip: Strip, strips: Strips) -> Iterator[_Box]:
    at = _apart_from(strips)
    for code, people in strip.others:
        if strips.in_proportion:
            yield _Box(at, _room(people), "other", f"{SIGNS[code]} {people:,}")
            at += _room(people)
        else:
            yield from (_Box(at + person, 1, "other", SIGNS[code]) for person in range(people))
            at += people


def _width(strips: Strips) -> float:
    if not strips.in_proportion:
        return max(_apart_from(strips) + strips.most_others if strips.most_others else strips.width, 1)
    most = max((sum(_room(people) for _, people in row.others) for row in strips.rows), default=0)
    return _apart_from(strips) + most if most else strips.width


def _apart_from(strips: Strips) -> float:
    """Where those who chose no level begin."""
    gap = _APART * (_CELL / _PROPORTIONAL_CELL if strips.in_proportion else 1)
    return strips.width + gap if strips.width else 0


def _room(people: int) -> int:
    return len(f" ? {people:,} ")


def _class(level: int, levels: int) -> str:
    return SHADES[round(shade(level, levels) * _STEPS)].name


def _box(box: _Box, width: float) -> str:
    return (
        f'<g class="{box.name}"><rect x="{_share(box.at, width)}" y="5%" width="{_share(box.size, width)}" '
        f'height="90%"/><text x="{_share(box.at + box.size / 2, width)}" y="50%">{box.inside}</text></g>'
    )


def _break(at: int, width: float) -> str:
    place = _share(at, width)
    return "".join(f'<line class="{name}" x1="{place}" x2="{place}" y1="0" y2="100%"/>' for name in ("around", "break"))


def _share(cells: float, width: float) -> str:
    return f"{cells * 100 / width:.4g}%"
