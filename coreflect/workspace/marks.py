"""Two return words are kept only as a mark: slow to guess, salted with the round, forgiving to type."""

from __future__ import annotations

import hashlib
import re

_COST = 2**14
_BLOCK = 8
_MARK_BYTES = 16
_WORD = re.compile(r"[^\W_]+")


def return_mark(round_id: str, words: str) -> str:
    """The mark of two return words in a round; it takes about 50 milliseconds, so that guessing takes long.

    Case, order, spaces, commas and an "and" between the two make no difference. Returns 32 hex digits.
    """
    typed = "-".join(spoken(words))
    salt = round_id.encode()
    return hashlib.scrypt(typed.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, dklen=_MARK_BYTES).hex()


def spoken(words: str) -> tuple[str, ...]:
    """The words that were typed, in the order in which they are compared."""
    found = [word for word in _WORD.findall(words.casefold()) if word != "and"]
    return tuple(sorted(found))
