"""Defines what the rules need from outside, chance and today's date, so that tests can give their own."""

from __future__ import annotations

from typing import Protocol


class Ids(Protocol):
    """Random ids that no spreadsheet turns into something else."""

    def record(self) -> str:
        """Make a new id or revision: ten consonants and digits, beginning with a letter."""

    def letters(self, count: int) -> str:
        """Make so many random letters."""

    def return_words(self) -> tuple[str, str]:
        """Choose two different words from the vetted list."""


class Clock(Protocol):
    """Today's date, where the laptop stands."""

    def today(self) -> str:
        """Return the date as YYYY-MM-DD."""
