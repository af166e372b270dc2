"""Ids come from chance alone, and none of them is a word, a number or a date to a spreadsheet or to a reader."""

from __future__ import annotations

import secrets
from datetime import date

from coreflect.core.names import HASH_LETTERS
from coreflect.workspace.return_words import RETURN_WORDS

LENGTH = 10
_CHARACTERS = HASH_LETTERS + "23456789"
_ALL = len(HASH_LETTERS) * len(_CHARACTERS) ** (LENGTH - 1)


class SystemIds:
    """Ids from the system's own source of chance."""

    def record(self) -> str:
        """A new id or revision: ten consonants and digits, beginning with a letter."""
        # One number for all ten: a save waits for its mark.
        rest, first = divmod(secrets.randbelow(_ALL), len(HASH_LETTERS))
        made = HASH_LETTERS[first]
        while len(made) < LENGTH:
            rest, next_one = divmod(rest, len(_CHARACTERS))
            made += _CHARACTERS[next_one]
        return made

    def letters(self, count: int) -> str:
        """So many random consonants."""
        return "".join(secrets.choice(HASH_LETTERS) for _ in range(count))

    def return_words(self) -> tuple[str, str]:
        """Two different words of the list."""
        first = secrets.choice(RETURN_WORDS)
        return first, secrets.choice([word for word in RETURN_WORDS if word != first])


class SystemClock:
    """The laptop's own calendar."""

    def today(self) -> str:
        """The date where the laptop stands, as YYYY-MM-DD."""
        return date.today().isoformat()
