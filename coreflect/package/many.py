"""Many packages are opened by as many processes as there are cores, and come back in the order in which they are named.

Reading and verifying is work for one core at a time in Python, and each package is read by itself. Where there is
little to read, or no other process can be started, all of it happens here; the result is the same.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING

from coreflect.core.errors import Refused
from coreflect.package.collector import no_collector
from coreflect.package.opened import Opened
from coreflect.package.read import open_package
from coreflect.package.sent import opened_again, to_send
from coreflect.package.shared import Shared

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

WORTH_IT = 96 << 20
"""Bytes from which on starting processes takes less time than it saves."""
A_FILE = 32 << 10
"""Opening a file, however small it is, takes as long as reading so many bytes more."""
TOGETHER = 32
"""Packages that are handed over at once."""

Found = Opened | Refused
Tell = Callable[[int, int], None]


def open_many(names: Sequence[str], shared: Shared, tell: Tell | None = None, cores: int = 0) -> list[Found]:
    """Open and verify the packages at these paths; one that is refused is its refusal.

    Takes what packages that were opened before have in common, what is told how many of how many are done, and how many
    processes may work on it: as many as there are cores, unless given.
    """
    found: list[Found] = []
    for one in _opened(names, shared, cores or _cores()):
        found += one
        if tell:
            tell(len(found), len(names))
    return found


def _opened(names: Sequence[str], shared: Shared, cores: int) -> Iterator[list[Found]]:
    done = 0
    if cores > 1 and _is_worth_it(names):
        for found in _by_others(names, cores):
            done += len(found)
            yield found
    for name in names[done:]:
        yield [_one(name, shared)]


def _one(name: str, shared: Shared) -> Found:
    try:
        return open_package(Path(name), name, shared)
    except Refused as fault:
        return fault


def _by_others(names: Sequence[str], cores: int) -> Iterator[list[Found]]:
    """What other processes open, in order, until all is opened or one of them fails."""
    from multiprocessing import get_context

    batches = [names[at : at + TOGETHER] for at in range(0, len(names), TOGETHER)]
    spawning = get_context("spawn")
    workers: list[tuple[SpawnProcess, Connection]] = []
    try:
        with _undisturbed():
            for number in range(min(cores, len(batches))):
                ours, theirs = spawning.Pipe(duplex=False)
                worker = spawning.Process(target=_work, args=(batches[number::cores], theirs), daemon=True)
                worker.start()
                theirs.close()
                workers.append((worker, ours))
        for number in range(len(batches)):
            yield [opened_again(one) for one in workers[number % cores][1].recv()]
    except (EOFError, OSError, ImportError, ValueError, UnpicklingError):
        return
    finally:
        for worker, ours in workers:
            worker.terminate()
            worker.join()
            ours.close()


def _work(batches: Sequence[Sequence[str]], pipe: Connection) -> None:
    """What another process does; where nobody reads what it sends, it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    shared = Shared()
    with no_collector():
        for names in batches:
            found = [_one(name, shared) for name in names]
            try:
                pipe.send([to_send(one) for one in found])
            except OSError:
                return


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold ctrl+c back, here for a moment, and in the processes that are started meanwhile for good.

    It reaches every process in the terminal; only the one that started the others is to answer it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # starting it lets ctrl+c through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _is_worth_it(names: Sequence[str]) -> bool:
    if len(names) <= TOGETHER:
        return False
    try:
        return sum(Path(name).stat().st_size + A_FILE for name in names) >= WORTH_IT
    except OSError:
        return False


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
