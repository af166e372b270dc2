"""A record's file is written whole and read strictly: a damaged or newer one is named, and never written over.

Each file is a TinyDB database of one record. Beside the record's tables stands the table `format` with its number.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage
from tinydb.table import Document, Table

from coreflect.core.errors import Damaged
from coreflect.core.names import shown
from coreflect.files.atomic import write_whole

Tables = dict[str, dict[str, dict[str, Any]]]
"""{table: {key: document}}, the way TinyDB keeps them."""

FORMAT = 1
FORMAT_TABLE = "format"
BACKUP = ".bak"

UPGRADES: dict[int, Callable[[Tables], Tables]] = {}
"""What makes the tables of one format those of the next, by the number of the older one."""


class NewerFormat(Damaged):
    """A file was written by a newer coreflect; it is left alone."""


def named(path: Path) -> str:
    """A file of the workspace as sentences name it: with the two folders that it lies in."""
    return shown("/".join(path.parts[-3:]))


class WholeFile(Storage):
    """A TinyDB storage that writes a file whole, in UTF-8 with sorted keys, and keeps an older format's file beside."""

    def __init__(self, path: Path, *, private: bool = True, modified: float | None = None) -> None:
        """Takes the file, whether it is for its owner alone, and the time that it is to bear when written."""
        self._path = path
        self._private = private
        self._modified = modified
        self._old: bytes | None = None
        self._looked = False

    def read(self) -> Tables | None:
        """The tables in the present format, without the table `format`; None where there is no file.

        Raises:
            NewerFormat: a newer coreflect wrote it.
            Damaged: it cannot be read as a record.
        """
        self._old, self._looked = None, True
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _damaged(self._path, error.strerror or "no reason given") from error
        tables = _parse(self._path, content)
        number = _take_format(self._path, tables)
        if number > FORMAT:
            message = f"{named(self._path)} was written by a newer coreflect, so it is left alone."
            raise NewerFormat(message, "Install the newest coreflect to use it.")
        if number < FORMAT:
            self._old = content
        try:
            for older in range(number, FORMAT):
                tables = UPGRADES[older](tables)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _damaged(self._path, "its format is not known") from error
        return tables

    def write(self, data: Tables) -> None:
        """Put these tables in place of what is there.

        Raises:
            Damaged: what is there cannot be read, so it is not written over.
            NotKept: it did not reach the disk.
        """
        if not self._looked:
            self.read()
        content = encode(data)
        if self._old is not None:
            write_whole(backup_of(self._path), self._old, private=self._private, modified=self._modified)
            self._old = None
        write_whole(self._path, content, private=self._private, modified=self._modified)


class KeyedTable(Table):
    """A table whose documents have texts for keys: a record's own id, which two writers never count up to."""

    document_id_class = str  # type: ignore[assignment]


class RecordFile(TinyDB):
    """The database of one record: read once, and replaced as a whole in one write."""

    table_class = KeyedTable

    def __init__(self, path: Path, *, private: bool = True, modified: float | None = None) -> None:
        super().__init__(path, private=private, modified=modified, storage=CachingMiddleware(WholeFile))  # type: ignore[no-untyped-call]

    def content(self) -> Tables | None:
        """Every table with its documents by key, or None where there is no file.

        Raises:
            Damaged: the file cannot be read.
        """
        return self.storage.read()

    def replace(self, tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Write these tables, and nothing else, in one go.

        Raises:
            Damaged: what is there cannot be read, so it is not written over.
            NotKept: they did not reach the disk.
        """
        self.drop_tables()
        for name, documents in tables.items():
            self.table(name).insert_multiple(Document(values, doc_id=key) for key, values in documents.items())  # type: ignore[arg-type]
        self.close()


def encode(tables: Mapping[str, object]) -> bytes:
    """The bytes of a record's file: one line of JSON in UTF-8; half a pair, which UTF-8 has not, is escaped."""
    tables = {**tables, FORMAT_TABLE: {"1": {"number": FORMAT}}}
    text = json.dumps(tables, ensure_ascii=False, allow_nan=False, sort_keys=True) + "\n"
    try:
        return text.encode()
    except UnicodeEncodeError:
        return (json.dumps(tables, allow_nan=False, sort_keys=True) + "\n").encode()


def backup_of(path: Path) -> Path:
    """Where a file of an older format is kept when its record is written anew."""
    return path.with_name(path.name + BACKUP)


def _parse(path: Path, content: bytes) -> Tables:
    try:
        tables = _DECODER.decode(content.decode())
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "it is cut off or altered" if content.strip() else "it is empty") from error
    if not isinstance(tables, dict) or not all(
        isinstance(documents, dict) and all(isinstance(document, dict) for document in documents.values())
        for documents in tables.values()
    ):
        raise _damaged(path, "it holds no record")
    return tables


def _take_format(path: Path, tables: Tables) -> int:
    number = tables.pop(FORMAT_TABLE, {}).get("1", {}).get("number")
    if not isinstance(number, int) or isinstance(number, bool):
        raise _damaged(path, "it does not say its format")
    return number


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def _damaged(path: Path, why: str) -> Damaged:
    message = f"{named(path)} cannot be read: {shown(why)}."
    return Damaged(message, "It is left as it is; `coreflect doctor` says what can be done.")


PATIENCE = 2.0
"""For so many seconds one save waits for another, whose process may have been stopped."""
_PAUSE = 0.002

if sys.platform == "win32":

    @contextmanager
    def held(folder: Path) -> Iterator[None]:  # noqa: ARG001 - the same door on each system
        """Nothing is held here."""
        yield

else:
    import fcntl

    @contextmanager
    def held(folder: Path) -> Iterator[None]:
        """Hold a folder while a record in it is compared and replaced; a folder that is not there is not held."""
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError:
            yield
            return
        try:
            _take(handle)
            yield
        finally:
            os.close(handle)

    def _take(handle: int) -> None:
        give_up = time.monotonic() + PATIENCE
        with suppress(OSError):
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    if time.monotonic() >= give_up:
                        return
                    time.sleep(_PAUSE)
                else:
                    return
