"""Finds which key a person means who has Caps Lock on, a keyboard for another script, or digits behind Shift.

Both faces and the sheet for paper answers ask here, so that a key means the same everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_SAME_PLACE = (
    "йцукенгшщзфывапролдячсмить",
    "йцукенгшщзфівапролдячсмить",
    ";ςερτυθιοπασδφγηξκλζχψωβνμ",
)
"""The letters at the same places of a Russian, a Ukrainian and a Greek keyboard."""
_NUMBER_ROW = "&é\"'(-è_çà"
"""What the keys from 1 to 0 of a French keyboard write without Shift."""
_BY_PLACE = {
    letter: latin for letters in _SAME_PLACE for letter, latin in zip(letters, _LATIN, strict=True) if letter.isalpha()
}
_DIGITS = {letter: str(number % 10) for number, letter in enumerate(_NUMBER_ROW, 1)}


def ascii_digits(text: str) -> str:
    """Write the digits of any script in a text as 0 to 9: full-width, Arabic, Indian and others."""
    return "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text)


def meanings(character: str) -> Iterator[str]:
    """List what one typed character can mean, the nearest first: itself, as a small letter or digit, by its place."""
    yield character
    folded = _plain(character)
    yield folded
    if folded in _BY_PLACE:
        yield _BY_PLACE[folded]
    if folded in _DIGITS:
        yield _DIGITS[folded]


def meant(typed: str, keys: Collection[str]) -> str:
    """Return the one of these keys that a typed line means; the line with small letters and digits where it is none."""
    if len(typed) == 1:
        return next((meaning for meaning in meanings(typed) if meaning in keys), ascii_digits(typed).casefold())
    return _plain(typed)


def _plain(text: str) -> str:
    """Write a text in small letters of the usual width and in digits from 0 to 9; a superscript stays what it is."""
    narrow = (unicodedata.normalize("NFKC", c) if unicodedata.east_asian_width(c) == "F" else c for c in text)
    return ascii_digits("".join(narrow)).casefold()
