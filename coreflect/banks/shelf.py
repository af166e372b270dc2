"""Finds and loads the banks that can be chosen; a broken bank is listed with its faults and stops nothing.

Banks that come with coreflect are listed first, then the team's own, which may not use the id of a shipped bank. The
file of a wording may be in either folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coreflect.core.banks.bank import BankFile, Fault, ShelvedBank
from coreflect.core.banks.read import read_bank
from coreflect.core.banks.toml import LARGEST, nearest, too_large
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.names import quoted, shown

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FIRST = ("nesta-principles", "scie-statements", "right-preparation", "strengths-based-areas")
"""The order in which shipped banks are offered; all others follow, ordered by id."""


class Shelf:
    """The banks that come with coreflect, then those of a folder of the team's own."""

    def __init__(self, own: Path | None = None) -> None:
        """Take the folder of the team's own banks, which need not exist. Banks are read when they are asked for."""
        self._own = own

    def banks(self) -> tuple[ShelvedBank, ...]:
        """List every bank, the shipped ones first, then the team's own by id; a broken one has faults and no bank.

        Raises:
            CoreflectError: coreflect itself is not whole: its own banks are missing.
        """
        shipped, own, fault = self._find_files()
        return (
            *(_shelved(bank, "shipped", (*shipped, *_wordings(own, bank))) for bank in _ids(shipped)),
            *(self._own_bank(bank, own, shipped) for bank in _ids(own)),
            *_strays(own, {*_ids(shipped), *_ids(own)}),
            *fault,
        )

    def find(self, bank_id: str) -> ShelvedBank:
        """Find the bank with this id, which may be broken; no other bank is read.

        Raises:
            Misuse: there is none; the hint names the most similar id.
            CoreflectError: coreflect itself is not whole: its own banks are missing.
        """
        shipped, own, _ = self._find_files()
        if bank_id in _ids(shipped):
            return _shelved(bank_id, "shipped", (*shipped, *_wordings(own, bank_id)))
        if bank_id in _ids(own):
            return self._own_bank(bank_id, own, shipped)
        like = nearest(bank_id, (*_ids(shipped), *_ids(own)))
        hint = f"Did you mean {quoted(like)}? " if like else ""
        raise Misuse(f"There is no bank called {quoted(bank_id)}.", f"{hint}`coreflect banks list` shows them all.")

    def _find_files(self) -> tuple[tuple[Found, ...], tuple[Found, ...], tuple[ShelvedBank, ...]]:
        shipped = toml_files(shipped_folder())
        if self._own is None:
            return shipped, (), ()
        try:
            return shipped, toml_files(self._own), ()
        except FileNotFoundError:
            return shipped, (), ()
        except OSError as error:
            name = shown(self._own.name)
            fault = Fault(
                name,
                "",
                f"this folder cannot be read: {error.strerror or 'no reason given'}.",
                "Look at who may open it.",
            )
            return shipped, (), (ShelvedBank(name, "own", None, (), (fault,)),)

    def _own_bank(self, bank: str, own: Sequence[Found], shipped: Sequence[Found]) -> ShelvedBank:
        shelved = _shelved(bank, "own", own)
        if bank not in _ids(shipped):
            return shelved
        what = f'"{bank}" is the id of a bank that comes with coreflect.'
        fault = Fault(f"{bank}.toml", "", what, "Give your bank, and its file, another id.")
        return replace(shelved, bank=None, faults=(fault, *shelved.faults))


def _ids(found: Iterable[Found]) -> tuple[str, ...]:
    names = {file.bank for file in found if not file.is_wording}
    return tuple(sorted(names, key=lambda bank: (FIRST.index(bank) if bank in FIRST else len(FIRST), bank)))


def _wordings(found: Iterable[Found], bank: str) -> tuple[Found, ...]:
    return tuple(file for file in found if file.bank == bank and file.is_wording)


def _shelved(bank: str, origin: Literal["shipped", "own"], found: Iterable[Found]) -> ShelvedBank:
    read = [file.read() for file in found if file.bank == bank]
    files = tuple(file for file in read if isinstance(file, BankFile))
    faults = tuple(file for file in read if isinstance(file, Fault))
    if not read or isinstance(read[0], Fault):
        return ShelvedBank(shown(bank), origin, None, (), faults)
    first, *wordings = files
    value, more = read_bank(first.name, first.content, wordings)
    return ShelvedBank(shown(bank), origin, value, files, (*faults, *more))


def _strays(own: Iterable[Found], known: set[str]) -> tuple[ShelvedBank, ...]:
    return tuple(
        ShelvedBank(shown(file.stem), "own", None, (), (_no_bank(file),))
        for file in own
        if file.is_wording and file.bank not in known
    )


def _no_bank(stray: Found) -> Fault:
    what = f'this is a wording of a bank "{quoted(stray.bank)}", which is not here.'
    return Fault(shown(stray.name), "", what, f"Put {quoted(stray.bank)}.toml beside it.")


FOLDER = "question_banks"
EARLIER = "earlier"
SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Found:
    """The file of a bank or of a wording, and what its name says."""

    place: Traversable

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def bank(self) -> str:
        return self.stem.partition(".")[0]

    @property
    def stem(self) -> str:
        return self.name[: -len(SUFFIX)]

    @property
    def is_wording(self) -> bool:
        return "." in self.stem

    @property
    def is_toml(self) -> bool:
        return self.name.lower().endswith(SUFFIX) and not self.name.startswith(".")

    def read(self, name: str = "") -> BankFile | Fault:
        """Read the file's bytes under this name (by default its own), or return the fault that prevents it."""
        return read_file(self.place, name or shown(self.name))


def shipped_folder() -> Traversable:
    """Find the folder of the banks that come with coreflect: inside the installed package, or beside it in a checkout.

    Raises:
        CoreflectError: there is none.
    """
    package = files("coreflect")
    inside = package / FOLDER
    if inside.is_dir():
        return inside
    beside = Path(str(package)).parent / FOLDER
    if beside.is_dir():
        return beside
    raise CoreflectError("The questions that come with coreflect are missing.", "Install coreflect again.")


def earlier_banks(release: str) -> tuple[ShelvedBank, ...]:
    """Read the banks as they came with an earlier release, such as 0.1.0; none where that release is not here.

    Raises:
        CoreflectError: coreflect itself is not whole: its own banks are missing.
    """
    folder = shipped_folder() / EARLIER / release
    found = toml_files(folder) if folder.is_dir() else ()
    return tuple(_shelved(bank, "shipped", found) for bank in _ids(found))


def toml_files(folder: Traversable) -> tuple[Found, ...]:
    """List the TOML files of a folder by name, each bank before its wordings; hidden files are left out.

    Raises:
        OSError: the folder cannot be read.
    """
    names: Iterable[Traversable] = folder.iterdir()
    found = [file for file in map(Found, names) if file.is_toml]
    return tuple(sorted(found, key=lambda file: (file.bank, file.is_wording, file.name)))


def read_file(place: Traversable, name: str) -> BankFile | Fault:
    """Read a file, up to the largest size of a bank.

    Takes the file and its name for messages. Returns the bytes under that name, or a fault.
    """
    try:
        if place.is_dir():
            return Fault(name, "", "this is a folder.", "Name the bank's file in it.")
        if not place.is_file():
            return Fault(name, "", "there is no such file, or it is not an ordinary one.", "Look at its name.")
        with place.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        return Fault(
            name, "", f"the file cannot be read: {error.strerror or 'no reason given'}.", "Look at who may open it."
        )
    except ValueError:
        return Fault(name, "", "this cannot be a file's name.", "Look at how it is written.")
    return too_large(name) if len(content) > LARGEST else BankFile(name, content)
