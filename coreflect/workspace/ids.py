"""Ids come from chance alone, and none of them is a word, a number or a date to a spreadsheet or to a reader."""

from __future__ import annotations

import secrets
from datetime import date

from coreflect.core.names import HASH_LETTERS
from coreflect.workspace.return_words import RETURN_WORDS

LENGTH = 10
_CHARACTERS = HASH_LETTERS + "23456789"


class SystemIds:
    """Ids from the system's own source of chance."""

    def record(self) -> str:
        """A new id or revision: ten consonants and digits, beginning with a letter."""
        return secrets.choice(HASH_LETTERS) + "".join(secrets.choice(_CHARACTERS) for _ in range(LENGTH - 1))

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
