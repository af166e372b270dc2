"""Makes and checks pairing codes, which connect one person's responses to two reflections.

A code is three letters, a hyphen and three digits, easy to read out and to copy by hand. No two of its characters look
or sound alike, and no part of it is a word. Its last digit is a check digit, which detects any single wrong character
and any two characters that have been swapped. A code is random and says nothing about a person.
"""

from __future__ import annotations

import unicodedata
from itertools import permutations
from typing import TYPE_CHECKING

from coreflect.core.errors import Misuse
from coreflect.core.names import HASH_LETTERS

if TYPE_CHECKING:
    from coreflect.core.ports import Ids

LETTERS = "fhkmrtwx"
DIGITS = "23456789"

_MOST_TYPED = 40
_LETTERS_DRAWN = 10
_RUDE = ("fk", "tf")
_BEGINNINGS = tuple(
    begins for begins in map("".join, permutations(LETTERS, 3)) if not any(run in begins for run in _RUDE)
)
_DASHES = frozenset("-‐‑‒–—―−_./,")

NOT_A_CODE = "That is not a code. A code is three letters and three digits."
MISTYPED = "This code is not right: one character is wrong, or two are the wrong way round. Please look at it again."


def new_code(ids: Ids) -> str:
    """Make a random code, one of about 20,000."""
    number = 0
    for letter in ids.letters(_LETTERS_DRAWN):
        number = number * len(HASH_LETTERS) + HASH_LETTERS.index(letter)
    number, second = divmod(number, len(DIGITS))
    number, first = divmod(number, len(DIGITS))
    begins = _BEGINNINGS[number % len(_BEGINNINGS)]
    free = f"{begins}{DIGITS[first]}{DIGITS[second]}"
    return f"{begins}-{free[3:]}{DIGITS[_check(free)]}"


def read_code(typed: str) -> str:
    """Read a code that was typed; spaces, dashes and capitals make no difference.

    Raises:
        Misuse: it is not a code, or its check digit shows that it was mistyped.
    """
    folded = unicodedata.normalize("NFKC", typed[:_MOST_TYPED]).casefold()
    plain = "".join(character for character in folded if not character.isspace() and character not in _DASHES)
    begins, ends = plain[:3], plain[3:]
    if len(typed) > _MOST_TYPED or len(plain) != 6 or not (_are_letters(begins) and _are_digits(ends)):
        raise Misuse(NOT_A_CODE)
    if begins not in _BEGINNINGS or not set(ends) <= set(DIGITS) or DIGITS[_check(plain[:5])] != ends[-1]:
        raise Misuse(MISTYPED)
    return f"{begins}-{ends}"


def spelled_out(code: str) -> str:
    """Spell a code character by character, to be read out."""
    return ", ".join("hyphen" if character == "-" else character for character in code)


def _check(free: str) -> int:
    """Return the index, in DIGITS, of the check digit for the first five characters of a code.

    Each character stands for an element of the field GF(8), and is multiplied by a different power of a generator for
    each place (by 1 for the check digit). The sum over a valid code is zero, and neither a single wrong character nor a
    swap of two leaves it at zero.
    """
    check = 0
    for power, character in enumerate(free, start=1):
        check ^= _times((LETTERS if power <= 3 else DIGITS).index(character), power)
    return check


def _times(value: int, power: int) -> int:
    """Multiply an element of GF(8) by the generator, `power` times."""
    for _ in range(power):
        value <<= 1
        if value & 0b1000:
            value ^= 0b1011
    return value


def _are_letters(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()
