"""Opens many packages in as many processes as there are cores, and returns them in the order of their names.

Where there is little to read, or no other process can be started, this process reads everything; the result is the
same.
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
from coreflect.package.read import open_named
from coreflect.package.schema import VALUE_TABLES
from coreflect.package.unknown import UnknownData

WORTH_IT = 96 << 20
"""From this many bytes on, processes save more time than it takes to start them."""
A_FILE = 32 << 10
"""Opening a file takes as long as reading this many bytes."""
TOGETHER = 32
"""How many packages are sent from one process to another at once."""

_PROGRAM = f"import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from {__name__} import work; work()"
_NEW_GROUP = 0x200
"""Windows' CREATE_NEW_PROCESS_GROUP."""

PackageOrRefusal = Package | Refused
OnProgress = Callable[[int, int], None]


def open_many(
    names: Sequence[str], shared: Shared, on_progress: OnProgress | None = None, cores: int = 0
) -> list[PackageOrRefusal]:
    """Open and verify the packages at these paths; for a refused one the list holds the fault instead.

    Takes what packages that were opened before have in common, a function that is called with (done, all), and the
    greatest number of processes; 0 means as many as there are cores.
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
        return open_named(name, shared)
    except Refused as fault:
        return fault


def _opened_elsewhere(names: Sequence[str], cores: int) -> Iterator[list[PackageOrRefusal]]:
    """Yield what other processes open, in order, until everything is opened or a process fails."""
    batches = [names[at : at + TOGETHER] for at in range(0, len(names), TOGETHER)]
    workers: list[Popen[bytes]] = []
    try:
        for number in range(min(cores, len(batches))):
            workers.append(_started())
            _send(workers[-1].stdin, sys.path)
            _send(workers[-1].stdin, batches[number::cores])
        for number in range(len(batches)):
            # This same program wrote it a moment ago.
            received = pickle.load(_open_end(workers[number % cores].stdout))  # noqa: S301
            yield [from_transfer(value) for value in received]
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        return
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def _started() -> Popen[bytes]:
    """Start a worker process, which Ctrl+C does not reach: only the process that people started answers it."""
    apart: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {"creationflags": _NEW_GROUP}
    return Popen([sys.executable, "-c", _PROGRAM], stdin=PIPE, stdout=PIPE, stderr=DEVNULL, **apart)  # noqa: S603 - ourselves


def work() -> None:
    """Run in a worker process: open the packages whose names it receives, and send them back."""
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
    """Switch the garbage collector off meanwhile: scanning all values again and again would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


R = TypeVar("R")

_NOT_IN_A_ROW = "answers"
"""The field of a response that is not a column: answers have a table of their own."""


class Transfer(NamedTuple):
    """A package as one process sends it to another; `columns` holds the columns of each table with rows, by name."""

    name: str
    columns: dict[str, tuple[tuple[Any, ...], ...]]
    bank_files: tuple[BankFile, ...]
    answers: EncodedAnswers
    answers_mark: str
    unknown_data: UnknownData


def to_transfer(value: Package | R) -> Transfer | R:
    """Turn a package into a transfer; anything else is returned as it is."""
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
    """Turn a transfer back into the package; anything else is returned as it is."""
    if not isinstance(value, Transfer):
        return value
    values = {
        table.name: tuple(map(table.made_of, *value.columns[table.name]))
        for table in VALUE_TABLES
        if table.made_of and table.name in value.columns
    }
    records = Records(**values, bank_files=value.bank_files)
    return Package(value.name, records, value.answers, value.answers_mark, value.unknown_data)
