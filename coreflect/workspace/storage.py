"""Stores each record in a file of its own: a TinyDB database that is written whole and read strictly.

Besides the record's tables, a file has a table `format` with the number of its format. A damaged or newer file is
reported, skipped and never overwritten. The modification time of a file is its round's date, so that nobody can read
from it who used the laptop when.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn, Self, TypeVar, cast

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage
from tinydb.table import Document, Table

from coreflect.core.errors import Damaged, NotSaved
from coreflect.core.names import shown
from coreflect.files.atomic import make_folder, make_parents, write_whole
from coreflect.files.regular import read_regular
from coreflect.workspace.folders import names_in

T = TypeVar("T")

Fields = dict[str, Any]
"""The fields of one document."""
Tables = dict[str, dict[str, Fields]]
"""{table: {key: document}}, as in TinyDB."""

FORMAT = 1
FORMAT_TABLE = "format"
BACKUP = ".bak"

UPGRADES: dict[int, Callable[[Tables], Tables]] = {}
"""The function that converts the tables of a format into those of the next, by the number of the older format."""

_UNKNOWN_DAY = "2000-01-01"


class NewerFormat(Damaged):
    """A file was written by a newer coreflect; it is left as it is."""


class NoRecord(ValueError):
    """A document does not have the fields of the record that its file is for."""


class RecordFiles:
    """Reads and writes the record files of one workspace, and remembers those that could not be read."""

    def __init__(self, *, private: bool, why_gone: Callable[[], tuple[str, str] | None] = lambda: None) -> None:
        """Takes what says that the folder of the workspace was there and is not any more, and what to do then."""
        self._private = private
        self._why_gone = why_gone
        self._passed_over: dict[Path, str] = {}

    @property
    def private(self) -> bool:
        """Whether every file is for its owner alone."""
        return self._private

    def open(self, path: Path, day: str = "") -> RecordFile:
        """Open the file of one record; when it is written, its modification time will be the date `day`."""
        return RecordFile(path, private=self._private, modified=_noon(day))

    def load(self, path: Path, read: Callable[[Tables], T]) -> T | None:
        """Read the record in a file, or return None where there is no file.

        Raises:
            Damaged: the file cannot be read as this record.
        """
        return self.read(self.open(path), path, read)

    def read(self, file: RecordFile, path: Path, read: Callable[[Tables], T]) -> T | None:
        """Read the record in an open file, or return None where there is none.

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
        """Read the record in a file; one that cannot be read gives None, and is reported by `passed_over`."""
        try:
            record = self.load(path, read)
        except Damaged as damage:
            self.pass_over(path, str(damage))
            return None
        self._passed_over.pop(path, None)
        return record

    def names(self, folder: Path) -> tuple[str, ...]:
        """List the names in a folder, in order; none where there is no such folder or it cannot be read."""
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
        """Return a sentence for each file that was passed over and still exists."""
        return tuple(sentence for path, sentence in sorted(self._passed_over.items()) if os.path.lexists(path))

    def save(self, path: Path, tables: Tables, day: str) -> None:
        """Save a record in a file whose modification time is the date `day`.

        Raises:
            Damaged: what is there cannot be read, so it is not overwritten.
            NotSaved: it did not reach the disk.
        """
        self.open(path, day).replace(tables)

    def make(self, folder: Path) -> None:
        """Make a folder of the workspace, if it does not exist.

        Raises:
            NotSaved: it could not be made.
        """
        make_folder(folder, private=self._private)

    def make_root(self, root: Path) -> None:
        """Make the folder of the workspace for its first record.

        A folder that has gone is not made once more: what is saved there would be hidden when the drive comes back.

        Raises:
            NotSaved: it could not be made, or it was there and has gone.
        """
        if gone := self._why_gone():
            raise NotSaved(*gone)
        if self._private:
            make_parents(root)
        self.make(root)


class KeyedTable(Table):
    """A table whose keys are texts: record ids, which cannot collide as TinyDB's counted numbers would."""

    document_id_class = str  # type: ignore[assignment]


class RecordFile(TinyDB):
    """The database of one record: read once, and replaced as a whole in one write."""

    table_class = KeyedTable

    def __init__(self, path: Path, *, private: bool = True, modified: float | None = None) -> None:
        super().__init__(path, private=private, modified=modified, storage=CachingMiddleware(WholeFile))  # type: ignore[no-untyped-call]

    def content(self) -> Tables | None:
        """Read every table with its documents by key; None where there is no file.

        Raises:
            Damaged: the file cannot be read.
        """
        return self.storage.read()

    def replace(self, tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Replace the whole content by these tables, in one write.

        Raises:
            Damaged: what is there cannot be read, so it is not overwritten.
            NotSaved: they did not reach the disk.
        """
        self.drop_tables()
        for name, documents in tables.items():
            self.table(name).insert_multiple(Document(values, doc_id=key) for key, values in documents.items())  # type: ignore[arg-type]
        self.close()


class WholeFile(Storage):
    """A TinyDB storage that writes a file whole, in UTF-8 with sorted keys, and first copies one of an older format."""

    def __init__(self, path: Path, *, private: bool = True, modified: float | None = None) -> None:
        """Take the file, whether it is for its owner alone, and the modification time to set when it is written."""
        self._path = path
        self._private = private
        self._modified = modified
        self._old: bytes | None = None
        self._looked = False

    def read(self) -> Tables | None:
        """Read the tables in the present format, without the table `format`; None where there is no file.

        Raises:
            NewerFormat: a newer coreflect wrote it.
            Damaged: it cannot be read as a record.
        """
        self._old, self._looked = None, True
        try:
            content = read_regular(self._path)
        except FileNotFoundError:
            return None
        except NotADirectoryError as error:
            message = f"There is a file where the folder of {named(self._path)} was."
            raise Damaged(message, "Look where the folder went, and move the file away.") from error
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
        """Replace the content of the file by these tables.

        Raises:
            Damaged: what is there cannot be read, so it is not overwritten.
            NotSaved: it did not reach the disk.
        """
        if not self._looked:
            self.read()
        content = encode(data)
        if self._old is not None:
            write_whole(backup_of(self._path), self._old, private=self._private, modified=self._modified)
            self._old = None
        write_whole(self._path, content, private=self._private, modified=self._modified)


class DocumentReader:
    """Reads the fields of one document; each method returns a field, or raises NoRecord where its type is wrong."""

    def __init__(self, fields: object) -> None:
        if not isinstance(fields, dict):
            raise NoRecord("document")
        self._fields: Fields = fields

    @classmethod
    def only(cls, tables: Mapping[str, Mapping[str, Fields]], table: str) -> tuple[str, Self]:
        """Return the key of the only document of a table, and a reader of it."""
        documents = tables.get(table, {})
        if len(documents) != 1:
            raise NoRecord(table)
        key, fields = next(iter(documents.items()))
        return key, cls(fields)

    def text(self, name: str) -> str:
        found = self._fields.get(name)
        if not isinstance(found, str):
            raise NoRecord(name)
        return found

    def text_if_there(self, name: str) -> str:
        """Read a text; empty where the document lacks it, as files of earlier versions do."""
        return self.text(name) if name in self._fields else ""

    def texts_if_there(self, name: str) -> tuple[str, ...]:
        """Read texts; none where the document lacks them, as files of earlier versions do."""
        return self.texts(name) if name in self._fields else ()

    def whole_if_there(self, name: str) -> int | None:
        """Read a number; None where the document lacks it, as files of earlier versions do."""
        return self.whole_or_none(name) if name in self._fields else None

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        found = self.text(name)
        if found not in allowed:
            raise NoRecord(name)
        return found

    def whole(self, name: str) -> int:
        found = self._fields.get(name)
        if not isinstance(found, int) or isinstance(found, bool):
            raise NoRecord(name)
        return found

    def whole_or_none(self, name: str) -> int | None:
        return None if self._is_none(name) else self.whole(name)

    def document_or_none(self, name: str) -> DocumentReader | None:
        return None if self._is_none(name) else DocumentReader(self._fields[name])

    def many(self, name: str) -> list[object]:
        found = self._fields.get(name)
        if not isinstance(found, list):
            raise NoRecord(name)
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        found = self.many(name)
        if not all(isinstance(text, str) for text in found):
            raise NoRecord(name)
        return cast("tuple[str, ...]", tuple(found))

    def wholes(self, name: str) -> tuple[int, ...]:
        found = self.many(name)
        if not all(isinstance(number, int) and not isinstance(number, bool) for number in found):
            raise NoRecord(name)
        return cast("tuple[int, ...]", tuple(found))

    def rows(self, name: str, columns: int) -> list[list[str]]:
        """Read a list of rows, each with this many texts."""
        found = self.many(name)
        for row in found:
            if not isinstance(row, list) or len(row) != columns or not all(isinstance(text, str) for text in row):
                raise NoRecord(name)
        return cast("list[list[str]]", found)

    def _is_none(self, name: str) -> bool:
        if name not in self._fields:
            raise NoRecord(name)
        return self._fields[name] is None


def without_field(fields: Fields, name: str) -> Fields:
    """Copy a document without one of its fields."""
    return {field: value for field, value in fields.items() if field != name}


def expected(record: T, fits: Callable[[T], bool]) -> T:
    """Return the record if it is the expected one; otherwise raise NoRecord."""
    if not fits(record):
        raise NoRecord("another record")
    return record


def named(path: Path) -> str:
    """Name a file of the workspace for a sentence, with the two folders above it."""
    return shown("/".join(path.parts[-3:]))


def backup_of(path: Path) -> Path:
    """Return the path to which a file of an older format is copied when its record is written anew."""
    return path.with_name(path.name + BACKUP)


def encode(tables: Mapping[str, object]) -> bytes:
    """Encode tables as a record's file: one line of JSON in UTF-8; a lone surrogate, which UTF-8 lacks, is escaped."""
    tables = {**tables, FORMAT_TABLE: {"1": {"number": FORMAT}}}
    text = json.dumps(tables, ensure_ascii=False, allow_nan=False, sort_keys=True) + "\n"
    try:
        return text.encode()
    except UnicodeEncodeError:
        return (json.dumps(tables, allow_nan=False, sort_keys=True) + "\n").encode()


def _parse(path: Path, content: bytes) -> Tables:
    try:
        tables = _DECODER.decode(content.decode())
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "it is cut off or was changed" if content.strip() else "it is empty") from error
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


@lru_cache
def _noon(day: str) -> float:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        found = date.fromisoformat(_UNKNOWN_DAY)
    return datetime.combine(found, time(12), UTC).timestamp()
