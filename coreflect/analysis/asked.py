"""Reads the items that rounds ask from their bank files; answers alone do not say in which order levels come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coreflect.core.banks.bank import EASIER, Bank, BankFile, Item, Scale, Section
from coreflect.core.banks.read import read_bank
from coreflect.core.model import AskedBank


class AskedItem(NamedTuple):
    """One item as one bank file asks it.

    `wording` holds every text that a person reads while answering it, in standard words, and `easier` its text in
    easier words. `break_after` is the number of the level after which the scale has a break; 0 where it has none.
    """

    bank: str
    section: str
    item: str
    edition: int
    text: str
    levels: tuple[str, ...]
    level_ids: tuple[str, ...]
    wording: tuple[str, ...]
    meanings: tuple[str, ...] = ()
    easier: str = ""
    tags: tuple[str, ...] = ()
    break_after: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """(bank, item, edition), as an answer refers to the item."""
        return (self.bank, self.item, str(self.edition))


class NumberedItems:
    """Numbers the items that some rounds ask; the number of an item is its index in `items`.

    An item has one number in each bank file that holds it, and each bank file is read once.
    """

    def __init__(self, files: Iterable[BankFile]) -> None:
        self._contents = {file.name: file.content for file in files}
        self._banks: dict[str, Bank | None] = {}
        self._asked: dict[tuple[AskedBank, ...], tuple[int, ...] | None] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self.items: list[AskedItem] = []

    def numbers(self, banks: tuple[AskedBank, ...]) -> tuple[int, ...] | None:
        """Return the numbers of the items that these banks ask, in order; None where a bank file is missing or broken.

        An item that two of the files hold is taken from the first.
        """
        if banks not in self._asked:
            self._asked[banks] = self._looked_up(banks)
        return self._asked[banks]

    def bank(self, asked: AskedBank) -> Bank | None:
        """Return the bank as it was asked; None where its file is missing or broken."""
        return self._bank(asked.bank, asked.file_names()[0])

    def _looked_up(self, banks: tuple[AskedBank, ...]) -> tuple[int, ...] | None:
        found: dict[tuple[str, str], int] = {}
        for asked in banks:
            file_name = asked.file_names()[0]
            bank = self._bank(asked.bank, file_name)
            if bank is None:
                return None
            for section, item in bank.items(asked.form):
                number = self._number(file_name, bank, section, item)
                found.setdefault((bank.id, item.id), number)
        return tuple(found.values())

    def _bank(self, bank_id: str, file_name: str) -> Bank | None:
        if file_name not in self._banks:
            content = self._contents.get(file_name)
            self._banks[file_name] = None if content is None else read_bank(f"{bank_id}.toml", content)[0]
        return self._banks[file_name]

    def _number(self, file_name: str, bank: Bank, section: Section, item: Item) -> int:
        key = (file_name, item.id)
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(_asked(bank, section, item, bank.scale(section.scale)))
        return self._numbers[key]


def _asked(bank: Bank, section: Section, item: Item, scale: Scale) -> AskedItem:
    labels = tuple(level.label.say() for level in scale.levels)
    meanings = tuple(level.meaning.say() for level in scale.levels)
    read = (bank.stem, item.text, item.lowest, item.highest)
    return AskedItem(
        bank=bank.id,
        section=section.title.say(),
        item=item.id,
        edition=item.edition,
        text=item.text.say(),
        levels=labels,
        level_ids=scale.level_ids,
        wording=(*(words.say() for words in read), *labels, *meanings),
        meanings=meanings,
        easier=item.text.say(EASIER),
        tags=item.tags,
        break_after=scale.break_after,
    )
