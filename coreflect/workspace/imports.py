"""What was taken back leaves the packages that were brought in as well, so that it is nowhere on the disk any more.

A package is written anew whole or not at all; one that cannot be read is named and left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from coreflect.core.errors import NotSaved, Refused
from coreflect.core.model import Records, Withdrawn
from coreflect.files.atomic import is_temporary, remove, write_whole
from coreflect.workspace.record_files import RecordFiles
from coreflect.workspace.storage import held


@dataclass(frozen=True, slots=True)
class PackageReader:
    """Reads packages and takes records out of them, which the workspace itself cannot.

    `reflections_of` gives what a package holds on its reflections: their protection, questions and aliases too, and
    nobody's answers. `without_withdrawn` gives the bytes of the package less these records, or None where it holds none
    of them. Both take the package's path, and raise Refused where it cannot be read.
    """

    reflections_of: Callable[[Path], Records]
    without_withdrawn: Callable[[Path, Collection[Withdrawn]], bytes | None]


class Imports:
    """The packages that were brought into a workspace, as far as what is taken back goes."""

    def __init__(self, root: Path, files: RecordFiles, reader: PackageReader | None) -> None:
        """Takes the workspace's folder, its files, and what can read packages; without it they are left alone."""
        self._folder = root / "imports"
        self._files = files
        self._reader = reader

    def paths(self) -> tuple[Path, ...]:
        """The packages, by name."""
        names = self._files.names(self._folder)
        return tuple(self._folder / name for name in names if name.endswith(".zip") and not name.startswith("."))

    def reflection(self) -> Records:
        """What the packages say of their rounds; one that cannot be read is named among what was passed over."""
        found: list[Records] = []
        for path in self.paths() if self._reader else ():
            try:
                found += [self._reader.reflections_of(path)] if self._reader else []
            except Refused as fault:
                self._files.pass_over(path, str(fault))
        return Records(
            rounds=tuple(dict.fromkeys(one for said in found for one in said.rounds)),
            guards=tuple(dict.fromkeys(one for said in found for one in said.guards)),
            bank_files=tuple(dict.fromkeys(one for said in found for one in said.bank_files)),
            aliases=tuple(dict.fromkeys(one for said in found for one in said.aliases)),
        )

    def clear(self, withdrawn: Collection[Withdrawn]) -> bool:
        """Take these records out of every package; returns whether none of them is left in any.

        Raises:
            NotKept: a package could not be written anew, and is as it was; the others are cleared.
        """
        if not self._files.names(self._folder):
            return True
        fault: NotSaved | None = None
        cleared = True
        with held(self._folder):
            for name in self._files.names(self._folder):
                if is_temporary(name):
                    remove(self._folder / name)
            for path in self.paths():
                try:
                    cleared = self._cleared(path, withdrawn) and cleared
                except NotSaved as error:
                    fault = fault or error
        if fault:
            raise fault
        return cleared

    def examine(self, withdrawn: Collection[Withdrawn]) -> Iterator[tuple[Path, str]]:
        """Each package that still holds some of these records, with nothing; and why another cannot be read."""
        for path in self.paths() if self._reader else ():
            try:
                if self._reader and self._reader.without_withdrawn(path, withdrawn) is not None:
                    yield path, ""
            except Refused as fault:
                yield path, fault.message

    def _cleared(self, path: Path, withdrawn: Collection[Withdrawn]) -> bool:
        if self._reader is None:
            return False
        try:
            content = self._reader.without_withdrawn(path, withdrawn)
        except Refused as fault:
            said = f"{fault} What was taken out may still be in it."
            self._files.pass_over(path, said)
            return False
        if content is not None:
            write_whole(path, content, private=self._files.private)
        return True
