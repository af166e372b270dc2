"""A bank is named by its file, its id on the shelf, a reflection that asked it, or a package: whichever it is.

A reflection and a package may hold several banks; then the one is meant that the other name holds too.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from coreflect.core.bank import Bank, BankFile, Fault
from coreflect.core.bank_schema import read_bank
from coreflect.core.bank_table import quoted
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.ports import Shelf

if TYPE_CHECKING:
    from coreflect.workspace.store import FolderWorkspace

STANDARD_INPUT = "standard input"


class HasBanks(Protocol):
    """What is needed of the program here."""

    def shelf(self) -> Shelf:
        """The shipped banks, and the workspace's own."""

    def workspace(self) -> FolderWorkspace:
        """The workspace that was chosen."""


class Unusable(CoreflectError):
    """A bank that cannot be used; `faults` say why."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        super().__init__(f"The bank {quoted(name)} cannot be used.", "Mend what is named above.")
        self.faults = tuple(faults)


def two_banks(old: str, new: str, program: HasBanks) -> tuple[Bank, Bank]:
    """The banks that two names mean.

    Raises:
        Misuse: a name means none, or it is not plain which one.
        Unusable: a bank has faults.
        Refused: a package cannot be read.
    """
    if old == new == "-":
        raise Misuse("Both banks cannot come from standard input.", "Name a file for one of them.")
    before, now = _banks(old, program), _banks(new, program)
    if len(before) == len(now) == 1:
        return before[0], now[0]
    shared = [(one, other) for one in before for other in now if one.id == other.id]
    if len(shared) == 1:
        return shared[0]
    name, several = (old, before) if len(before) > 1 else (new, now)
    ids = ", ".join(quoted(one.id) for one in several)
    if shared:
        raise Misuse(f"{quoted(name)} holds more than one bank: {ids}.", "Name one of them, by its id or its file.")
    raise Misuse(f"{quoted(old)} and {quoted(new)} have no bank in common.", f"{quoted(name)} holds {ids}.")


def _banks(name: str, program: HasBanks) -> tuple[Bank, ...]:
    if name == "-":
        return (_read(STANDARD_INPUT, sys.stdin.buffer.read(), ()),)
    path = Path(name)
    if _is_there(path):
        return _of_package(path) if path.suffix.lower() == ".zip" else (_of_file(path),)
    try:
        shelved = program.shelf().find(name)
    except Misuse as unknown:
        return _of_round(name, program, unknown)
    if shelved.bank is None:
        raise Unusable(name, shelved.faults)
    return (shelved.bank,)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _of_file(path: Path) -> Bank:
    from coreflect.banks.checking import beside
    from coreflect.banks.locate import read_file

    name = quoted(str(path))
    file = read_file(path, name)
    if isinstance(file, Fault):
        raise Unusable(str(path), (file,))
    return _read(name, file.content, beside(path))


def _read(name: str, content: bytes, wordings: Sequence[BankFile]) -> Bank:
    # A copy may have any name, so that name is not held against what the file holds.
    bank, faults = read_bank(f"“{name}”", content, wordings)
    if bank is None:
        raise Unusable(name, [fault for fault in faults if not fault.warning])
    return bank


def _of_package(path: Path) -> tuple[Bank, ...]:
    from coreflect.package.read import open_package

    files = {file.name: file for file in open_package(path).records.bank_files}
    found: dict[str, Bank] = {}
    for name, file in sorted(files.items()):
        bank_id, *others = name.split(".")
        if len(others) == 2:
            wordings = [
                BankFile(f"{bank_id}.{its.split('.')[1]}.toml", files[its].content)
                for its in sorted(files)
                if its.startswith(f"{bank_id}.") and its.count(".") == 3
            ]
            if bank_id in found:
                raise Misuse(f"{quoted(str(path))} holds {quoted(bank_id)} twice.", "Name a file of one of the two.")
            found[bank_id] = _read(name, file.content, wordings)
    if not found:
        raise Misuse(f"{quoted(str(path))} holds no bank.", "Name another file.")
    return tuple(found.values())


def _of_round(name: str, program: HasBanks, unknown: Misuse) -> tuple[Bank, ...]:
    from coreflect.cli.choose import one_round

    workspace = program.workspace()
    try:
        facts = one_round(workspace, name)
    except Misuse:
        if any(one.id.startswith(name.strip().lower() or "-") for one in workspace.rounds()):
            raise
        what = f"There is no file, no bank and no reflection called {quoted(name)}."
        hint = unknown.hint or "`coreflect banks list` shows the banks."
        raise Misuse(what, hint) from None
    return workspace.banks(facts.id)
