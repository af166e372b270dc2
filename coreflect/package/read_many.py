"""Opens many packages in as many processes as there are cores, and returns them in the order in which they are named.

Reading and verifying is work for one core at a time in Python, and each package is read by itself. Where there is
little to read, or no other process can be started, this process reads all; the result is the same.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, Any, NamedTuple, TypeVar

from coreflect.core.banks.bank import BankFile
from coreflect.core.errors import Refused
from coreflect.core.model import Records
from coreflect.package.package import EncodedAnswers, Package, Shared
from coreflect.package.read import open_package
from coreflect.package.schema import VALUE_TABLES
from coreflect.package.unknown import UnknownData

WORTH_IT = 96 << 20
"""From so many bytes on, starting processes takes less time than it saves."""
A_FILE = 32 << 10
"""Opening a file, however small it is, takes as long as reading so many bytes more."""
TOGETHER = 32
"""So many packages are sent from process to process at once."""

_PROGRAM = f"import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from {__name__} import work; work()"
_NEW_GROUP = 0x200
"""Windows' CREATE_NEW_PROCESS_GROUP."""

PackageOrRefusal = Package | Refused
OnProgress = Callable[[int, int], None]


def open_many(
    names: Sequence[str], shared: Shared, on_progress: OnProgress | None = None, cores: int = 0
) -> list[PackageOrRefusal]:
    """Open and verify the packages at these paths; in place of one that is refused comes its refusal.

    Takes what packages that were opened before have in common, a function that is called with (done, all), and how many
    processes may work on it: as many as there are cores, unless given.
    """
    found: list[PackageOrRefusal] = []
    for batch in _opened(names, shared, cores or _cores()):
        found += batch
        if on_progress:
            on_progress(len(found), len(names))
    return found


def _opened(names: Sequence[str], shared: Shared, cores: int) -> Iterator[list[PackageOrRefusal]]:
    done = 0
    if cores > 1 and _is_worth_it(names):
        for found in _opened_elsewhere(names, cores):
            done += len(found)
            yield found
    for name in names[done:]:
        yield [_open(name, shared)]


def _open(name: str, shared: Shared) -> PackageOrRefusal:
    try:
        return open_package(Path(name), name, shared)
    except Refused as fault:
        return fault


def _opened_elsewhere(names: Sequence[str], cores: int) -> Iterator[list[PackageOrRefusal]]:
    """What other processes open, in order, until all is opened or one of them fails."""
    batches = [names[at : at + TOGETHER] for at in range(0, len(names), TOGETHER)]
    workers: list[Popen[bytes]] = []
    try:
        for number in range(min(cores, len(batches))):
            workers.append(_started())
            _send(workers[-1].stdin, sys.path)
            _send(workers[-1].stdin, batches[number::cores])
        for number in range(len(batches)):
            # It was written by this same program a moment ago.
            received = pickle.load(_open_end(workers[number % cores].stdout))  # noqa: S301
            yield [from_transfer(value) for value in received]
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        return
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def _started() -> Popen[bytes]:
    """Another process, which ctrl+c does not reach: only the one that people see answers it."""
    apart: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {"creationflags": _NEW_GROUP}
    return Popen([sys.executable, "-c", _PROGRAM], stdin=PIPE, stdout=PIPE, stderr=DEVNULL, **apart)  # noqa: S603 - ourselves


def work() -> None:
    """Run in another process: open the packages whose names are sent to it, until nobody reads what it sends back."""
    shared = Shared()
    with no_collector(), suppress(OSError):
        for names in pickle.load(sys.stdin.buffer):  # noqa: S301 - written by the program that started this
            _send(sys.stdout.buffer, [to_transfer(_open(name, shared)) for name in names])


def _send(pipe: IO[bytes] | None, value: object) -> None:
    pickle.dump(value, _open_end(pipe), pickle.HIGHEST_PROTOCOL)
    _open_end(pipe).flush()


def _open_end(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _is_worth_it(names: Sequence[str]) -> bool:
    if len(names) <= TOGETHER:
        return False
    try:
        return sum(Path(name).stat().st_size + A_FILE for name in names) >= WORTH_IT
    except OSError:
        return False


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def no_collector() -> Iterator[None]:
    """Switch the garbage collector off; looking through all values again and again would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


R = TypeVar("R")

_NOT_IN_A_ROW = "answers"
"""A response's answers have a table of their own."""


class Transfer(NamedTuple):
    """A package as one process sends it to another: `columns` holds those of each table that has rows, by its name."""

    name: str
    columns: dict[str, tuple[tuple[Any, ...], ...]]
    bank_files: tuple[BankFile, ...]
    answers: EncodedAnswers
    answers_mark: str
    unknown_data: UnknownData


def to_transfer(value: Package | R) -> Transfer | R:
    """Turn a package into what is sent; anything else is sent as it is."""
    if not isinstance(value, Package):
        return value
    columns: dict[str, tuple[tuple[Any, ...], ...]] = {}
    for table in VALUE_TABLES:
        values = getattr(value.records, table.name)
        if values:
            names = (field.name for field in fields(values[0]) if field.name != _NOT_IN_A_ROW)
            columns[table.name] = tuple(zip(*map(attrgetter(*names), values), strict=True))
    return Transfer(
        value.name, columns, value.records.bank_files, value.answers, value.answers_mark, value.unknown_data
    )


def from_transfer(value: Transfer | R) -> Package | R:
    """Turn what was sent into the package again; anything else is returned as it is."""
    if not isinstance(value, Transfer):
        return value
    values = {
        table.name: tuple(map(table.made_of, *value.columns[table.name]))
        for table in VALUE_TABLES
        if table.made_of and table.name in value.columns
    }
    records = Records(**values, bank_files=value.bank_files)
    return Package(value.name, records, value.answers, value.answers_mark, value.unknown_data)
