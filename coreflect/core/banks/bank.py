"""Defines a question bank as frozen values: its items, their scales, and every text in all wordings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

STANDARD = "standard"
EASIER = "plain"

Form = Literal["whole", "short"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text in each wording that has it, as (wording, text) pairs; the `standard` wording always comes first."""

    by_wording: tuple[tuple[str, str], ...]

    def say(self, wording: str = STANDARD) -> str:
        """Return the text in this wording, or the standard text where this wording has none of its own."""
        for name, text in self.by_wording:
            if name == wording:
                return text
        return self.by_wording[0][1]

    def own(self, wording: str = STANDARD) -> str:
        """Return the text in this wording; empty where this wording has none of its own."""
        return dict(self.by_wording).get(wording, "")


@dataclass(frozen=True, slots=True)
class Level:
    """One worded step of a scale."""

    id: str
    label: Words
    meaning: Words


@dataclass(frozen=True, slots=True)
class Scale:
    """Two to seven levels on one line; the first includes "not done at all".

    `break_after` is the number, from 1, of the level after which there is a natural break in the scale, such as between
    *done for people* and *done together*; 0 where there is none.
    """

    id: str
    levels: tuple[Level, ...]
    break_after: int = 0

    @property
    def level_ids(self) -> tuple[str, ...]:
        return tuple(level.id for level in self.levels)

    def said(self, wording: str) -> tuple[tuple[str, str], ...]:
        """Return the label and the meaning of each level; scales of two banks that say the same are read as one."""
        return tuple((level.label.say(wording), level.meaning.say(wording)) for level in self.levels)


@dataclass(frozen=True, slots=True)
class Item:
    """One question or statement; its id never changes, its edition rises when its meaning does.

    `published` is the text as its publisher wrote it, where a bank quotes that; `tries` are things a team could try.
    """

    id: str
    edition: int
    text: Words
    lowest: Words
    highest: Words
    prompt: Words
    short: bool
    tags: tuple[str, ...]
    published: str = ""
    tries: tuple[Words, ...] = ()


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
    """Who published the ideas of a bank, where to read them, and whether this wording is theirs and was tested."""

    idea: str
    publisher: str
    year: str
    where: str
    wording: str
    tested: str
    licence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A wording whose items are another's words as published: where they stand, and under which licence."""

    wording: str
    source: str
    licence: str


@dataclass(frozen=True, slots=True)
class Bank:
    """A question bank. `wordings` holds (id, name on screen) of each wording that is offered, standard first.

    `object` is what the bank is always about, such as "our area"; it is None where that is what people set up.
    `has_period` is False where the bank asks how things are today, whatever period people set up. `quotations` names
    the wordings that are another's words. `shipped` says whether its file came with coreflect, now or earlier.

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
    object: Words | None = None
    has_period: bool = True
    quotations: tuple[Quotation, ...] = ()
    shipped: bool = False

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
    """List (id, name) of each wording that all of these banks offer, so that nobody has to switch half way."""
    first, *others = banks
    return tuple(wording for wording in first.wordings if all(wording[0] in dict(bank.wordings) for bank in others))


@dataclass(frozen=True, slots=True)
class BankFile:
    """The bytes of a bank's or a wording's file, and the name under which it is stored and packed."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a bank file: where it is (in words, or by line and column), what it is, and how to mend it.

    With a `warning` the bank can still be used.
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
    """A bank on the shelf: shipped with coreflect or the team's own, with its files and faults.

    `bank` is None where a fault prevents its use; the bank is then listed with its faults alone.
    """

    id: str
    origin: Literal["shipped", "own"]
    bank: Bank | None
    files: tuple[BankFile, ...]
    faults: tuple[Fault, ...]
