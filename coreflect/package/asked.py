"""An answer stands only where its round asks the item, in that edition, and the item offers the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coreflect.core.answers import NON_ANSWER_CODES
from coreflect.core.bank import Bank, Section
from coreflect.core.bank_schema import read_bank
from coreflect.core.bank_table import quoted
from coreflect.core.model import AskedBank, Round
from coreflect.package.faults import refused


@dataclass(frozen=True, slots=True)
class AskedItem:
    """An item as it is asked, in the standard wording; `levels` holds each level's number from 1 and label, by id."""

    edition: int
    section: str
    text: str
    levels: Mapping[str, tuple[int, str]]

    def offers(self, answer: str) -> bool:
        """Whether this can be answered: one of its levels, or a non-answer."""
        return answer in self.levels or answer in NON_ANSWER_CODES


class Banks:
    """The banks of some packages, each read once, when it is first asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Takes the bytes of every bank file by its name in the package."""
        self._files = files
        self._read: dict[str, Bank] = {}

    def asked(self, name: str, banks: Sequence[AskedBank]) -> Mapping[tuple[str, str], AskedItem]:
        """Every item that a round with these banks asks, by (bank, item).

        Raises:
            Refused: a bank cannot be used; `name` is the package that is named.
        """
        return {
            (one.bank, item.id): AskedItem(item.edition, section.id, item.text.say(), _levels(bank, section))
            for one in banks
            for bank in (self._bank(name, one),)
            for section, item in bank.items(one.form)
        }

    def _bank(self, name: str, asked: AskedBank) -> Bank:
        file = asked.file_names()[0]
        if file not in self._read:
            bank, faults = read_bank(f"{asked.bank}.toml", self._files[file])
            if bank is None:
                raise refused(name, f"holds a bank that cannot be used: {faults[0]}")
            self._read[file] = bank
        return self._read[file]


def banks_of(rounds: Iterable[Round]) -> Mapping[str, tuple[AskedBank, ...]]:
    """The banks that each round asks, in any revision of its facts."""
    banks: dict[str, dict[AskedBank, None]] = {}
    for one in rounds:
        banks.setdefault(one.id, {}).update(dict.fromkeys(one.banks))
    return {one: tuple(asked) for one, asked in banks.items()}


def fault_of(asked: Mapping[tuple[str, str], AskedItem], bank: str, item: str, edition: str, answer: str) -> str:
    """What is wrong with an answer, as the end of a sentence; "" where nothing is. All are the texts of their cells."""
    known = asked.get((bank, item))
    if known is None:
        return f'answers "{quoted(item)}" of "{quoted(bank)}", which its round does not ask'
    if edition != str(known.edition):
        return f'answers edition {quoted(edition)} of "{item}", and its round asks edition {known.edition}'
    if not known.offers(answer):
        return f'has the answer "{quoted(answer)}", which "{item}" does not offer'
    return ""


def _levels(bank: Bank, section: Section) -> Mapping[str, tuple[int, str]]:
    levels = bank.scale(section.scale).levels
    return {level.id: (number, level.label.say()) for number, level in enumerate(levels, 1)}
