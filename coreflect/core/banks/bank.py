"""Defines a question bank as frozen values: what is asked, in which wordings, on which scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

STANDARD = "standard"
EASIER = "plain"

Form = Literal["whole", "short"]


@dataclass(frozen=True, slots=True)
class Words:
    """One text in every wording that has it, as (wording, text) pairs; `standard` always comes first."""

    by_wording: tuple[tuple[str, str], ...]

    def say(self, wording: str = STANDARD) -> str:
        """Return the text in this wording, or in the standard one where this wording leaves it as it is."""
        for name, text in self.by_wording:
            if name == wording:
                return text
        return self.by_wording[0][1]


@dataclass(frozen=True, slots=True)
class Level:
    """One worded step of a scale."""

    id: str
    label: Words
    meaning: Words


@dataclass(frozen=True, slots=True)
class Scale:
    """Two to seven levels on one line; the first includes "not done at all"."""

    id: str
    levels: tuple[Level, ...]

    @property
    def level_ids(self) -> tuple[str, ...]:
        return tuple(level.id for level in self.levels)


@dataclass(frozen=True, slots=True)
class Item:
    """One question or statement; its id never changes, its edition rises when its meaning does."""

    id: str
    edition: int
    text: Words
    lowest: Words
    highest: Words
    prompt: Words
    short: bool
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a bank; `scale` names the scale on which its items are answered."""

    id: str
    title: Words
    long: str
    scale: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Who published the idea, where to read it, and how far this wording is theirs and has been tried."""

    idea: str
    publisher: str
    year: str
    where: str
    wording: str
    tested: str
    licence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bank:
    """A question bank. `wordings` holds (id, name on screen) of each wording that is offered, standard first.

    `stem` may hold `{period}` (the round's period, such as "over the last six months") or `{Period}` (the same,
    with a capital letter at its start).
    """

    id: str
    title: Words
    section_word: str
    stem: Words
    intro: Words
    practice: Words
    scales: tuple[Scale, ...]
    sections: tuple[Section, ...]
    source: Source
    wordings: tuple[tuple[str, str], ...]

    def scale(self, scale_id: str) -> Scale:
        """Return the scale with this id.

        Raises:
            KeyError: the bank has no such scale; a checked bank never asks for one.
        """
        for scale in self.scales:
            if scale.id == scale_id:
                return scale
        raise KeyError(scale_id)

    def items(self, form: Form = "whole") -> tuple[tuple[Section, Item], ...]:
        """List each item that the form asks, with its section, in the bank's order."""
        return tuple(
            (section, item) for section in self.sections for item in section.items if form == "whole" or item.short
        )


def offered_wordings(banks: Iterable[Bank]) -> tuple[tuple[str, str], ...]:
    """List the (id, name) of each wording that all of these banks offer, so that nobody changes language half way."""
    first, *others = banks
    return tuple(wording for wording in first.wordings if all(wording[0] in dict(bank.wordings) for bank in others))


@dataclass(frozen=True, slots=True)
class BankFile:
    """A bank's or a wording's file, byte for byte, and the name under which it is stored and travels."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a bank file: where (in words, or line and column), what, and how to mend it.

    A `warning` does not keep the bank from being used.
    """

    file: str
    place: str
    what: str
    mend: str
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{where}: {self.what} {self.mend}".strip()


@dataclass(frozen=True, slots=True)
class ShelvedBank:
    """A bank on the shelf: where it came from (`shipped` or `own`), its files, and its faults.

    `bank` is None when a fault keeps it from being used; then it is listed with its faults only.
    """

    id: str
    origin: Literal["shipped", "own"]
    bank: Bank | None
    files: tuple[BankFile, ...]
    faults: tuple[Fault, ...]
