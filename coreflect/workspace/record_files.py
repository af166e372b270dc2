"""Records go to their files and come back with the workspace's own modes; what cannot be read is named, not raised.

A file bears the date of its round, so that nobody reads from it who sat at the laptop when.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from coreflect.core.errors import Damaged
from coreflect.core.names import shown
from coreflect.files.atomic import make_folder
from coreflect.workspace.documents import NoRecord
from coreflect.workspace.folders import names_in
from coreflect.workspace.storage import RecordFile, Tables, named

T = TypeVar("T")

_UNKNOWN_DAY = "2000-01-01"


class RecordFiles:
    """Reads and writes the files of one workspace, and remembers those that it had to pass over."""

    def __init__(self, *, private: bool) -> None:
        self._private = private
        self._passed_over: dict[Path, str] = {}

    @property
    def private(self) -> bool:
        return self._private

    def open(self, path: Path, day: str = "") -> RecordFile:
        """The file of one record; when it is written, it will bear the date `day`."""
        return RecordFile(path, private=self._private, modified=_noon(day))

    def load(self, path: Path, read: Callable[[Tables], T]) -> T | None:
        """The record in a file, or None where there is no file.

        Raises:
            Damaged: the file cannot be read as this record.
        """
        return self.read(self.open(path), path, read)

    def read(self, file: RecordFile, path: Path, read: Callable[[Tables], T]) -> T | None:
        """The record in a file that was opened, or None where there is none.

        Raises:
            Damaged: the file cannot be read as this record.
        """
        tables = file.content()
        if tables is None:
            return None
        try:
            return read(tables)
        except NoRecord as error:
            message = f"{named(path)} cannot be read: it does not hold what its name says."
            raise Damaged(message, "It is left as it is; `coreflect doctor` says what can be done.") from error

    def load_or_pass_over(self, path: Path, read: Callable[[Tables], T]) -> T | None:
        """The record in a file, or None where there is none that can be read; then `passed_over` names the file."""
        try:
            record = self.load(path, read)
        except Damaged as damage:
            self.pass_over(path, str(damage))
            return None
        self._passed_over.pop(path, None)
        return record

    def names(self, folder: Path) -> tuple[str, ...]:
        """The names in a folder, in order; none where there is no such folder, or where it cannot be read."""
        try:
            return names_in(folder)
        except OSError as error:
            reason = shown(error.strerror or "no reason given")
            self.pass_over(folder, f"The folder {named(folder)} cannot be opened: {reason}.")
            return ()

    def pass_over(self, path: Path, sentence: str) -> None:
        """Remember why a file was passed over."""
        self._passed_over[path] = sentence

    def passed_over(self) -> tuple[str, ...]:
        """A sentence for each file that was passed over and is still there."""
        return tuple(sentence for path, sentence in sorted(self._passed_over.items()) if os.path.lexists(path))

    def save(self, path: Path, tables: Tables, day: str) -> None:
        """Keep a record in a file that bears the date `day`.

        Raises:
            Damaged: what is there cannot be read, so it is not written over.
            NotKept: it did not reach the disk.
        """
        self.open(path, day).replace(tables)

    def make(self, folder: Path) -> None:
        """Make a folder of the workspace, unless it is there.

        Raises:
            NotKept: it could not be made.
        """
        make_folder(folder, private=self._private)


@lru_cache
def _noon(day: str) -> float:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        found = date.fromisoformat(_UNKNOWN_DAY)
    return datetime.combine(found, time(12), UTC).timestamp()
