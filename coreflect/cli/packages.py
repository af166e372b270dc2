"""Packages named on a command line are opened each by itself, so that every faulty one is named at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.bank_table import quoted
from coreflect.core.errors import Misuse, Refused

if TYPE_CHECKING:
    from coreflect.package.opened import Opened

STANDARD_INPUT = "standard input"


def open_all(names: Sequence[str]) -> tuple[tuple[Opened, ...], tuple[str, ...]]:
    """Open every package that is named.

    Takes paths of packages, of folders that hold some (they are not searched below), and `-` for standard input.
    Returns the packages in this order, and a sentence on each file in a folder that is none and was passed over.

    Raises:
        Refused: one or more are cut off, altered, unsafe or no package; all of them are named.
        Misuse: there is no such file, or a folder holds no package.
    """
    from coreflect.package.collector import no_collector

    seen: dict[str, bytes] = {}
    with no_collector():
        opened = [_open(name, found, seen) for name, found in places(names)]
    refused = [one for one in opened if isinstance(one, Refused)]
    if refused:
        raise all_refused([str(one) for one in refused])
    packages = tuple(one for one in opened if not isinstance(one, (str, Refused)))
    if not packages:
        raise Misuse("There is no package there.", "Name files that `coreflect export` wrote, or a folder with some.")
    return packages, tuple(f"Passed over: {one}" for one in opened if isinstance(one, str))


def all_refused(sentences: Sequence[str], hint: str = "Nothing was written.") -> Refused:
    """What is said where files have a fault: a sentence a file."""
    return Refused("\n".join(sentences), hint)


def places(names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each path, and whether it was only found in a folder.

    Raises:
        Misuse: there is no such file.
        Refused: it cannot be looked at.
    """
    for name in names:
        if name == "-":
            yield name, False
            continue
        path = Path(name)
        try:
            if not name or not path.exists():
                raise Misuse(f"There is no file {quoted(name)}.", "Check its name, and where it was saved.")
            inside = sorted(path.iterdir()) if path.is_dir() else None
            found = [one for one in inside or () if one.is_file() and not one.name.startswith(".")]
        except OSError as error:
            why = f"{quoted(name)} cannot be opened: {error.strerror}."
            raise Refused(why, "Look at its name and place.") from None
        yield from ([(name, False)] if inside is None else [(str(one), True) for one in found])


def _open(name: str, found: bool, seen: dict[str, bytes]) -> Opened | Refused | str:
    try:
        return open_one(name, seen)
    except Refused as fault:
        return fault.message if found and is_no_package(fault) else fault


def open_one(name: str, seen: dict[str, bytes]) -> Opened:
    """Open the package at this path, or of standard input for `-`; raises as `open_package` does."""
    from coreflect.package.read import open_package

    if name == "-":
        return open_package(sys.stdin.buffer.read(), STANDARD_INPUT, seen)
    return open_package(Path(name), name, seen)


def is_no_package(fault: Refused) -> bool:
    """Whether a file was refused since it is something else, which is no fault of a file found in a folder."""
    from coreflect.package.faults import NoPackage

    return isinstance(fault, NoPackage)
