"""Packages named on a command line are opened each by itself, so that every faulty one is named at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.banks.toml import quoted
from coreflect.core.errors import Misuse, Refused

if TYPE_CHECKING:
    from coreflect.package.package import Package, Shared

STANDARD_INPUT = "standard input"


def open_all(
    names: Sequence[str], on_progress: Callable[[int, int], None] | None = None
) -> tuple[tuple[Package, ...], tuple[str, ...]]:
    """Open every package that is named.

    Takes paths of packages, of folders that hold some (they are not searched below), and `-` for standard input; and
    what is told how many of how many are open. Returns the packages in this order, and a sentence on each file in a
    folder that is none and was passed over.

    Raises:
        Refused: one or more are cut off, altered, unsafe or no package; all of them are named.
        Misuse: there is no such file, or a folder holds no package.
    """
    from coreflect.package.read_many import no_collector

    with no_collector():
        found = list(places(names))
        opened = _opened(found, on_progress)
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


def _opened(
    found: Sequence[tuple[str, bool]], on_progress: Callable[[int, int], None] | None
) -> list[Package | Refused | str]:
    """Each package; its refusal; or, of a file that is none and was only found in a folder, a sentence."""
    from coreflect.package.package import Shared
    from coreflect.package.read_many import open_many

    shared = Shared()
    files = iter(open_many([name for name, _ in found if name != "-"], shared, on_progress))
    opened: list[Package | Refused | str] = []
    for name, in_folder in found:
        one = _of_stream(shared) if name == "-" else next(files)
        passed_over = isinstance(one, Refused) and in_folder and is_no_package(one)
        opened.append(one.message if isinstance(one, Refused) and passed_over else one)
    return opened


def _of_stream(shared: Shared) -> Package | Refused:
    try:
        return open_one("-", shared)
    except Refused as fault:
        return fault


def open_one(name: str, shared: Shared) -> Package:
    """Open the package at this path, or of standard input for `-`; raises as `open_package` does."""
    from coreflect.package.read import open_package

    if name == "-":
        return open_package(sys.stdin.buffer.read(), STANDARD_INPUT, shared)
    return open_package(Path(name), name, shared)


def is_no_package(fault: Refused) -> bool:
    """Whether a file was refused since it is something else, which is no fault of a file found in a folder."""
    from coreflect.core.errors import NoPackage

    return isinstance(fault, NoPackage)
