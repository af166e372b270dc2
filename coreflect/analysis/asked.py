"""Reads the items that rounds ask from their bank files; answers alone do not say in which order levels come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coreflect.core.banks.bank import EASIER, Bank, BankFile, Item, Section
from coreflect.core.banks.comparable import AsRead, as_read
from coreflect.core.banks.read import read_bank
from coreflect.core.model import AskedBank


class AskedItem(NamedTuple):
    """One item as one bank file asks it.

    `read` is what a person reads while answering it, in standard words, `easier` its text in easier words, and
    `published` its text as its publisher wrote it, where the bank or one of its wordings quotes that. `break_after` is
    the number of the level after which the scale has a break; 0 where it has none.
    """

    bank: str
    section: str
    item: str
    read: AsRead
    easier: str = ""
    published: str = ""
    tags: tuple[str, ...] = ()
    break_after: int = 0

    @property
    def edition(self) -> int:
        return self.read.edition

    @property
    def level_ids(self) -> tuple[str, ...]:
        return self.read.level_ids

    @property
    def levels(self) -> tuple[str, ...]:
        """The labels of its levels."""
        return self.read.labels

    @property
    def key(self) -> tuple[str, str, str]:
        """(bank, item, edition), as an answer refers to the item."""
        return (self.bank, self.item, str(self.edition))


class NumberedItems:
    """Numbers the items that some rounds ask; the number of an item is its index in `items`.

    An item has one number in each bank as it is asked, with the same files of wordings; each is read once.
    """

    def __init__(self, files: Iterable[BankFile]) -> None:
        self._contents = {file.name: file.content for file in files}
        self._banks: dict[tuple[str, ...], Bank | None] = {}
        self._asked: dict[tuple[AskedBank, ...], tuple[int, ...] | None] = {}
        self._numbers: dict[tuple[tuple[str, ...], str], int] = {}
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
        return self._bank(asked)

    def _looked_up(self, banks: tuple[AskedBank, ...]) -> tuple[int, ...] | None:
        found: dict[tuple[str, str], int] = {}
        for asked in banks:
            names = asked.file_names()
            bank = self._bank(asked)
            if bank is None:
                return None
            for section, item in bank.items(asked.form):
                number = self._number(names, bank, section, item)
                found.setdefault((bank.id, item.id), number)
        return tuple(found.values())

    def _bank(self, asked: AskedBank) -> Bank | None:
        names = asked.file_names()
        if names not in self._banks:
            content, *others = (self._contents.get(name) for name in names)
            wordings = [
                BankFile(f"{asked.bank}.{wording}.toml", other)
                for (wording, _), other in zip(asked.wordings, others, strict=True)
                if other is not None
            ]
            self._banks[names] = None if content is None else read_bank(f"{asked.bank}.toml", content, wordings)[0]
        return self._banks[names]

    def _number(self, names: tuple[str, ...], bank: Bank, section: Section, item: Item) -> int:
        key = (names, item.id)
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(_asked(bank, section, item))
        return self._numbers[key]


def _asked(bank: Bank, section: Section, item: Item) -> AskedItem:
    return AskedItem(
        bank=bank.id,
        section=section.title.say(),
        item=item.id,
        read=as_read(bank, section, item),
        easier=item.text.say(EASIER),
        published=item.published,
        tags=item.tags,
        break_after=bank.scale(section.scale).break_after,
    )
