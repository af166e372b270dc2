"""What is made of files, or of a workspace, to be handed on is a release: held against those before it, remembered.

A release is remembered beside what it writes, whatever is written, so that a table and a report in one folder are held
against each other. Where there is no such folder, as for standard output, the folder `exports` remembers.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coreflect.core.answers import EVERYONE_ELSE, SIDE_OF
from coreflect.core.errors import CoreflectError, Damaged
from coreflect.core.names import shown

if TYPE_CHECKING:
    from coreflect.core.results import Published
    from coreflect.package.package import MergedPackages
    from coreflect.workspace.workspace import Workspace

BAR_AFTER = 1.0
"""Seconds after which a bar is shown."""
WHOLE = 100


class Bar:
    """A bar where people look on, once it takes more than a second; nowhere else."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bar: Any = None

    def __call__(self, doing: str, done: float) -> None:
        """Say what is being done, in a few words, and how much of WHOLE is done."""
        if self._bar is None:
            if not sys.stderr.isatty() or time.monotonic() - self._began < BAR_AFTER:
                return
            self._bar = click.progressbar(length=WHOLE, file=sys.stderr, show_percent=False)
            self._bar.start = self._bar.last_eta = self._began + time.time() - time.monotonic()
        self._bar.label = doing
        self._bar.update(int(done) - self._bar.pos)

    def part(self, doing: str, begin: int, end: int) -> Callable[[int, int], None]:
        """What is told how many of how many steps of a part are done; the part goes from one place to another."""
        return lambda done, whole: self(doing, begin + (end - begin) * done / max(whole, 1))

    def finish(self) -> None:
        """Leave the bar's line."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None


@contextmanager
def progress() -> Iterator[Bar]:
    """What is told how far it is; the bar's line is left at the end, however it ends."""
    bar = Bar()
    try:
        yield bar
    finally:
        bar.finish()


NOT_REVEALED = (
    "A reflection without names shows nothing here before it is revealed: `coreflect rounds reveal ROUND`, once "
    "everyone has answered."
)


def merged_files(files: tuple[str, ...], bar: Bar | None = None, end: int = WHOLE) -> MergedPackages:
    """The packages named, as one; what was passed over is said.

    Takes a bar on which this is the part up to so many hundredths; without one it has a bar of its own.
    """
    if bar is None:
        with progress() as bar:
            return merged_files(files, bar)
    from coreflect.package.merge import merge
    from coreflect.services.package_files import open_all

    packages, passed_over = open_all(files, bar.part("Reading the files", 0, end * 7 // 10))
    bar("Bringing them together", end * 7 // 10)
    if passed_over:
        bar.finish()
    for sentence in passed_over:
        click.echo(sentence, err=True)
    return merge(packages)


def merged_workspace(workspace: Workspace) -> MergedPackages:
    """All that a workspace holds, as one; files that cannot be read are named."""
    from coreflect.services.everything import ImportedPackages

    merged = ImportedPackages(workspace).everything()
    for fault in workspace.faults():
        click.echo(shown(fault), err=True)
    return merged


def checked(results: Published, merged: MergedPackages, folder: Path, *, again: bool) -> bytes:
    """What the folder is to remember of this release and those before it.

    Raises:
        CoreflectError: the folder holds an earlier release that differs by too few people.
        Damaged: what it remembers cannot be read.
    """
    from coreflect.services.releases import FILE_NAME, read_releases, refusal, reveals, too_near, written_releases

    file = folder / FILE_NAME
    try:
        before = read_releases(file.read_bytes()) if file.exists() else ()
    except Damaged:
        if not again:
            raise
        before = ()
    except OSError as error:
        raise CoreflectError(f"{shown(str(file))} cannot be read: {error.strerror}.", "Use another folder.") from None
    side_of = {one.id: SIDE_OF.get(one.perspective, EVERYONE_ELSE) for one in merged.records.responses}
    near = () if again else too_near(results, (*before, *reveals(merged.records, side_of)), side_of)
    if near:
        raise CoreflectError(*refusal(near, str(folder)))
    return written_releases(before, results)


def remember(folder: Path, remembered: bytes) -> None:
    """Keep what the folder remembers; before anything else is written, so that no release is there unremembered."""
    from coreflect.files.atomic import write_whole
    from coreflect.services.releases import FILE_NAME

    write_whole(folder / FILE_NAME, remembered, private=True)
