"""What the rules ask of the world outside, so that tests can give their own: chance, and today's date."""

from __future__ import annotations

from typing import Protocol


class Ids(Protocol):
    """Random ids that no spreadsheet turns into something else."""

    def record(self) -> str:
        """A new id or revision: ten consonants and digits, beginning with a letter."""

    def letters(self, count: int) -> str:
        """So many random letters."""

    def return_words(self) -> tuple[str, str]:
        """Two different words from the vetted list."""


class Clock(Protocol):
    """Today, in the place where the laptop stands."""

    def today(self) -> str:
        """The date as YYYY-MM-DD."""
