"""Defines the protocols for random ids and today's date, so that tests can supply their own."""

from __future__ import annotations

from typing import Protocol


class Ids(Protocol):
    """Makes random ids that no spreadsheet converts into something else."""

    def record(self) -> str:
        """Make a new id or revision: ten consonants and digits, beginning with a letter."""

    def letters(self, count: int) -> str:
        """Make `count` random letters."""

    def return_words(self) -> tuple[str, str]:
        """Choose two different words from the vetted list."""


class Clock(Protocol):
    """Gives today's date in the laptop's time zone."""

    def today(self) -> str:
        """Return the date as YYYY-MM-DD."""
