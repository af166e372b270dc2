"""Reads question banks wherever a person may name one: on the shelf, in a file, in a reflection or in a package.

A file is checked as the shelf would read it: a bank with its wordings in the same folder, a wording with its bank.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.banks.shelf import SUFFIX, Found, Shelf, read_file, toml_files
from coreflect.core.banks.bank import Bank, BankFile, Fault
from coreflect.core.banks.read import read_bank
from coreflect.core.banks.toml import LARGEST, nearest
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.names import quoted, shown
from coreflect.package.read import open_package

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.services.app import Services

STANDARD_INPUT = "standard input"

ReadInput = Callable[[int], bytes]
"""Reads at most so many bytes of standard input; as many as there are, where it is -1."""
Find = Callable[[str], "Reflection"]
"""Finds the reflection that a text means."""


class UnusableBank(CoreflectError):
    """A bank cannot be used; `faults` say why."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        super().__init__(f"The bank {quoted(name)} cannot be used.", "Mend what is named above.")
        self.faults = tuple(faults)


def bank_and_faults(services: Services, bank_id: str, wording: str = "") -> tuple[Bank, tuple[Fault, ...]]:
    """Find the bank with this id on the shelf, with its warnings; a `wording` must be one that it offers.

    Raises:
        Misuse: there is no such bank, or no such wording of it.
        UnusableBank: the bank has faults.
    """
    shelved = services.shelf.find(bank_id)
    if shelved.bank is None:
        raise UnusableBank(bank_id, shelved.faults)
    offered = dict(shelved.bank.wordings)
    if wording and wording not in offered:
        like = nearest(wording, tuple(offered))
        hint = f"Did you mean {like}?" if like else f"It has {', '.join(offered)}."
        raise Misuse(f"The bank {shelved.bank.id} has no wording {quoted(wording)}.", hint)
    return shelved.bank, shelved.faults


def check_banks(services: Services, names: Sequence[str], read_input: ReadInput) -> tuple[Fault, ...]:
    """Check files of banks and wordings, and standard input where a name is a hyphen; each fault comes once."""
    return tuple(dict.fromkeys(fault for name in names for fault in _check(services, name, read_input)))


def two_banks(services: Services, old: str, new: str, read_input: ReadInput, find: Find) -> tuple[Bank, Bank]:
    """The two banks that are compared; a name that holds several means the one that both have.

    `find` finds the reflection that is neither a file nor on the shelf.

    Raises:
        Misuse: a name means none, or it is not plain which one.
        UnusableBank: a bank has faults.
        Refused: a package cannot be read.
    """
    if old == new == "-":
        raise Misuse("Both banks cannot come from standard input.", "Name a file for one of them.")
    before, now = _banks(services, old, read_input, find), _banks(services, new, read_input, find)
    if len(before) == len(now) == 1:
        return before[0], now[0]
    shared = [(bank, other) for bank in before for other in now if bank.id == other.id]
    if len(shared) == 1:
        return shared[0]
    name, ambiguous = (old, before) if len(before) > 1 else (new, now)
    ids = ", ".join(quoted(bank.id) for bank in ambiguous)
    if shared:
        raise Misuse(f"{quoted(name)} holds more than one bank: {ids}.", "Name one of them, by its id or its file.")
    raise Misuse(f"{quoted(old)} and {quoted(new)} have no bank in common.", f"{quoted(name)} holds {ids}.")


def _check(services: Services, name: str, read_input: ReadInput) -> tuple[Fault, ...]:
    if name != "-":
        return check_file(Path(name), services.shelf)
    return check_text(STANDARD_INPUT, read_input(LARGEST + 1), services.shelf)


def _banks(services: Services, name: str, read_input: ReadInput, find: Find) -> tuple[Bank, ...]:
    if name == "-":
        return (_read(STANDARD_INPUT, read_input(-1), ()),)
    path = Path(name)
    if _is_there(path):
        return _banks_of_package(path) if path.suffix.lower() == ".zip" else (_read_bank_file(path),)
    try:
        shelved = services.shelf.find(name)
    except Misuse as unknown:
        return _banks_of_reflection(services, name, unknown, find)
    if shelved.bank is None:
        raise UnusableBank(name, shelved.faults)
    return (shelved.bank,)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _read_bank_file(path: Path) -> Bank:
    name = quoted(str(path))
    file = read_file(path, name)
    if isinstance(file, Fault):
        raise UnusableBank(str(path), (file,))
    return _read(name, file.content, wordings_of(path))


def _read(name: str, content: bytes, wordings: Sequence[BankFile]) -> Bank:
    # A copy may have any name, so that name is not held against what the file holds.
    bank, faults = read_bank(f"“{name}”", content, wordings)
    if bank is None:
        raise UnusableBank(name, [fault for fault in faults if not fault.warning])
    return bank


def _banks_of_package(path: Path) -> tuple[Bank, ...]:
    files = {file.name: file for file in open_package(path).records.bank_files}
    banks: dict[str, Bank] = {}
    for name, file in sorted(files.items()):
        bank_id, *others = name.split(".")
        if len(others) == 2:
            wordings = [
                BankFile(f"{bank_id}.{its.split('.')[1]}.toml", files[its].content)
                for its in sorted(files)
                if its.startswith(f"{bank_id}.") and its.count(".") == 3
            ]
            if bank_id in banks:
                raise Misuse(f"{quoted(str(path))} holds {quoted(bank_id)} twice.", "Name a file of one of the two.")
            banks[bank_id] = _read(name, file.content, wordings)
    if not banks:
        raise Misuse(f"{quoted(str(path))} holds no bank.", "Name another file.")
    return tuple(banks.values())


def _banks_of_reflection(services: Services, name: str, unknown: Misuse, find: Find) -> tuple[Bank, ...]:
    workspace = services.workspace
    try:
        reflection = find(name)
    except Misuse:
        if any(reflection.id.startswith(name.strip().lower() or "-") for reflection in workspace.rounds()):
            raise
        what = f"There is no file, no bank and no reflection called {quoted(name)}."
        hint = unknown.hint or "`coreflect banks list` shows the banks."
        raise Misuse(what, hint) from None
    return workspace.banks(reflection.id)


def check_file(path: Path, shelf: Shelf) -> tuple[Fault, ...]:
    """Check the file of a bank or of a wording.

    Takes the file, and the shelf on which the bank of a wording is looked for if it is not in the same folder. Returns
    every fault and warning, each under the path that was given; a file that cannot be read is one fault.
    """
    file = read_file(path, shown(str(path)))
    if isinstance(file, Fault):
        return (file,)
    found = Found(path)
    if found.is_toml and found.is_wording:
        return _check_wording(found, file, shelf)
    wordings = [wording.read(shown(str(wording.place))) for wording in _wordings_beside(path) if found.is_toml]
    bank, faults = read_bank(
        file.name, file.content, [wording for wording in wordings if isinstance(wording, BankFile)]
    )
    return (*faults, *(fault for fault in wordings if isinstance(fault, Fault)), *_check_id(file, bank, shelf))


def check_text(name: str, content: bytes, shelf: Shelf) -> tuple[Fault, ...]:
    """Check a bank that is not in a file; takes a name for messages and the bytes, and returns the faults."""
    bank, faults = read_bank(name, content)
    return (*faults, *_check_id(BankFile(name, content), bank, shelf))


def wordings_of(path: Path) -> tuple[BankFile, ...]:
    """Read the wordings of a bank from the files in its folder, as far as they can be read."""
    read = [wording.read() for wording in _wordings_beside(path)] if Found(path).is_toml else []
    return tuple(file for file in read if isinstance(file, BankFile))


def _wordings_beside(path: Path) -> tuple[Found, ...]:
    try:
        found = toml_files(path.parent)
    except OSError:
        return ()
    return tuple(file for file in found if file.is_wording and file.bank == Found(path).bank)


def _check_wording(found: Found, file: BankFile, shelf: Shelf) -> tuple[Fault, ...]:
    beside = Path(file.name).with_name(f"{found.bank}{SUFFIX}")
    read = read_file(beside, shown(str(beside)))
    if isinstance(read, Fault):
        try:
            on_shelf = shelf.find(found.bank).files
        except Misuse as unknown:
            return (Fault(file.name, "", unknown.message, f"Put {shown(found.bank)}{SUFFIX} beside this file."),)
        if not on_shelf:
            return (read,)
        read = on_shelf[0]
    return read_bank(read.name, read.content, [file])[1]


def _check_id(file: BankFile, bank: Bank | None, shelf: Shelf) -> tuple[Fault, ...]:
    if bank is None:
        return ()
    try:
        known = shelf.find(bank.id)
    except Misuse:
        return ()
    if known.origin == "own" or any(known_file.content == file.content for known_file in known.files):
        return ()
    what = f'"{bank.id}" is the id of a bank that comes with coreflect.'
    mend = "As a team's own bank it needs another id, and its file another name."
    return (Fault(file.name, "", what, mend, warning=True),)
