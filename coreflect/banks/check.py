"""Checks a file as the shelf would read it: a bank with its wordings in the same folder, a wording with its bank."""

from __future__ import annotations

from pathlib import Path

from coreflect.banks.shelf import SUFFIX, Found, Shelf, read_file, toml_files
from coreflect.core.banks.bank import Bank, BankFile, Fault
from coreflect.core.banks.read import read_bank
from coreflect.core.errors import Misuse
from coreflect.core.names import shown


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
