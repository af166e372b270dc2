"""Reads the tables of a package as values, each cell by the kind of its column, and writes values as cells.

A table with a fault is refused; the message says where the fault is and what belongs there. Columns and tables that
this version does not know are read separately, and never counted.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, lru_cache
from typing import Any

from coreflect.core.banks.toml import nearest
from coreflect.core.errors import refused
from coreflect.core.model import AskedBank
from coreflect.core.names import HASH_LETTERS, LONGEST_SLUG, is_safe_id, quoted
from coreflect.package.schema import LONGEST_ID, Column, Table

LONGEST_CELL = 1 << 24
csv.field_size_limit(LONGEST_CELL)  # the default would refuse long notes, which the csv module writes all the same

_LONG_ID = re.compile(rf"[a-z][a-z0-9-]{{0,{LONGEST_ID - 1}}}")
_DIGEST = re.compile(r"[0-9a-f]{12}")
_RANDOM_ID = rf"[{HASH_LETTERS}][{HASH_LETTERS}2-9]{{4,{LONGEST_SLUG - 1}}}"
_RANDOM_IDS = re.compile(rf"{_RANDOM_ID}(?:,{_RANDOM_ID})*")
"""Nearly all ids: random consonants and digits, which form no word or date. A whole column is matched at once."""
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownColumns:
    """The unknown columns of a table, and those of their cells that are not empty, by the key of the row."""

    columns: frozenset[str] = frozenset()
    cells: Mapping[Key, Mapping[str, str]] = field(default_factory=dict)

    def of(self, key: Key, columns: Sequence[str]) -> tuple[str, ...]:
        """Return the cells of one row in these columns."""
        cells = self.cells.get(key, {})
        return tuple(cells.get(column, "") for column in columns)


NO_UNKNOWN_COLUMNS = UnknownColumns()


@dataclass(frozen=True, slots=True)
class Rows:
    """The cells of a table's known columns (a tuple for each row), the row's line in the file, and unknown columns."""

    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    unknown_columns: UnknownColumns = NO_UNKNOWN_COLUMNS


@dataclass(frozen=True, slots=True)
class UnknownTable:
    """An unknown table: its columns, and each row as the (column, cell) pairs of its cells that are not empty."""

    columns: frozenset[str]
    rows: frozenset[frozenset[tuple[str, str]]]


def read_values(name: str, table: Table, content: bytes) -> tuple[tuple[Any, ...], UnknownColumns]:
    """Read a table as values of `core.model`.

    Takes the package's name, the table and its bytes. Returns one value for each row in the order of the file, and the
    unknown columns.

    Raises:
        Refused: the table is not a CSV, lacks a column, or has a row twice or a cell that cannot be read.
    """
    made_of = table.made_of
    if made_of is None:
        raise TypeError(table.name)
    if content == table.first_line:
        return (), NO_UNKNOWN_COLUMNS
    unknown_columns = NO_UNKNOWN_COLUMNS
    columns = plain_columns(table, content)
    if columns is None:
        rows = read_rows(name, table, content)
        if not rows.cells:
            return (), rows.unknown_columns
        columns, unknown_columns = tuple(zip(*rows.cells, strict=True)), rows.unknown_columns
    try:
        values = map(values_of, table.columns, columns)
        return tuple(map(made_of, *values)), unknown_columns
    except CellFault:
        check_cells(name, table, read_rows(name, table, content))
        raise


def plain_columns(table: Table, content: bytes) -> tuple[tuple[str, ...], ...] | None:
    """Split a plain table into columns: one with known columns alone, nothing in quotation marks, and no row twice.

    Nearly every table is plain. Returns None where this one is not; `read_rows` then reads or refuses it.
    """
    header = table.first_line
    plain = content.startswith(header) and content.endswith(b"\n") and b'"' not in content and b"\r" not in content
    if not plain or len(content) > LONGEST_CELL:
        return None
    try:
        rows = [line.split(",") for line in content[len(header) : -1].decode().split("\n")]
    except UnicodeDecodeError:
        return None
    if set(map(len, rows)) != {len(table.columns)}:
        return None
    columns = tuple(zip(*rows, strict=True))
    keys = zip(*(columns[table.header.index(column)] for column in table.key), strict=True)
    return columns if len(set(keys)) == len(rows) else None


def read_rows(name: str, table: Table, content: bytes) -> Rows:
    """Read a table's cells as text, its known columns in the order of the schema.

    Raises:
        Refused: the table is not a CSV, lacks a column, or has a row twice.
    """
    lines = _lines(name, table.path, content)
    header = _header(name, table.path, lines)
    missing = [column.name for column in table.columns if column.name not in header and not column.came_later]
    if missing:
        raise refused(name, f"cannot be read: the table {table.name} has no column {missing[0]}.")
    read = list(_of_width(name, table.path, lines, len(header)))
    numbers = tuple(line for line, _ in read)
    if tuple(header) == table.header:
        rows = tuple(tuple(cells) for _, cells in read)
        _check_keys(name, table, rows, numbers)
        return Rows(rows, numbers)
    at = [header.index(column) if column in header else None for column in table.header]
    rows = tuple(tuple("" if index is None else cells[index] for index in at) for _, cells in read)
    _check_keys(name, table, rows, numbers)
    others = [(index, column) for index, column in enumerate(header) if column not in table.header]
    unknown_columns = {
        key: {column: cells[index] for index, column in others if cells[index]}
        for key, (_, cells) in zip(_keys(table, rows), read, strict=True)
    }
    columns = frozenset(column for _, column in others)
    return Rows(rows, numbers, UnknownColumns(columns, {key: cells for key, cells in unknown_columns.items() if cells}))


def read_unknown(name: str, path: str, content: bytes) -> UnknownTable:
    """Read a table that this version does not know.

    Raises:
        Refused: it is not a CSV.
    """
    lines = _lines(name, path, content)
    header = _header(name, path, lines)
    rows = (zip(header, cells, strict=True) for _, cells in _of_width(name, path, lines, len(header)))
    return UnknownTable(frozenset(header), frozenset(frozenset(pair for pair in row if pair[1]) for row in rows))


def check_cells(name: str, table: Table, rows: Rows) -> None:
    """Check each cell by the kind of its column.

    Raises:
        Refused: a cell cannot be read; the message says on which line and in which column.
    """
    for line, cells in zip(rows.lines, rows.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            try:
                reader(column)(cell)
            except CellFault as fault:
                where = f"the table {table.name}, line {line}, column {column.name},"
                raise refused(name, f"cannot be read: {where} {fault}.") from None


class CellFault(ValueError):
    """A cell cannot be read; the text says what it holds and what belongs there."""


def is_id(text: str) -> bool:
    """Whether a text can be an id; that of a round is longer than a slug, because it contains a team and a date."""
    return is_safe_id(text) if len(text) <= LONGEST_SLUG else _LONG_ID.fullmatch(text) is not None


def written(value: Any) -> str:
    """Write the field of a value of `core.model` as the text of its cell."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, tuple):
        banks = [_bank_written(asked) for asked in value if isinstance(asked, AskedBank)]
        numbers = [str(number) for number in value if isinstance(number, int)]
        return " ".join(banks or numbers or sorted(value))
    return str(value)


def row_of(value: Any) -> tuple[str, ...]:
    """Write a value of `core.model` as the cells of a row; a response's answers are rows of their own table."""
    return tuple(written(getattr(value, field.name)) for field in fields(value) if field.name != "answers")


@cache
def reader(column: Column) -> Callable[[str], Any]:
    """Return the function that reads the text of a cell in this column; it raises CellFault where it cannot."""
    read = _READERS[column.kind]
    if column.kind == "choice":
        read = _choice_of(column.choices)
    if column.kind in ("ids", "versions", "counts"):
        return read
    empty = None if column.kind in ("count", "edition") else ""

    def read_or_empty(text: str) -> Any:
        return read(text) if text else empty

    def read_something(text: str) -> Any:
        if not text:
            raise CellFault("is empty")
        return read(text)

    return read_or_empty if column.may_be_empty else read_something


def values_of(column: Column, cells: Sequence[str]) -> Sequence[Any]:
    """Read the cells of a column; a text that occurs many times is read once.

    Raises:
        CellFault: a cell cannot be read.
    """
    if column.kind == "id" and _RANDOM_IDS.fullmatch(",".join(cells)):
        return cells
    read = reader(column)
    values = {cell: read(cell) for cell in set(cells)}
    return [values[cell] for cell in cells]


def _header(name: str, path: str, lines: Iterator[tuple[int, list[str]]]) -> list[str]:
    _, header = next(lines, (0, []))
    if len(set(header)) < len(header):
        raise refused(name, f"cannot be read: {quoted(path)} has two columns of one name.")
    return header


def _of_width(
    name: str, path: str, lines: Iterator[tuple[int, list[str]]], width: int
) -> Iterator[tuple[int, list[str]]]:
    for line, cells in lines:
        if len(cells) != width:
            raise refused(name, f"cannot be read: {quoted(path)}, line {line}, has {len(cells)} cells, not {width}.")
        yield line, cells


def _lines(name: str, path: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of the line on which it begins."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise refused(name, f"cannot be read: {quoted(path)} is not UTF-8 text.") from None
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = 0
    try:
        for cells in rows:
            yield before + 1, cells
            before = rows.line_num
    except csv.Error:
        raise refused(name, f"cannot be read: {quoted(path)}, line {before + 1}, is not a row of a table.") from None


def _keys(table: Table, rows: Sequence[tuple[str, ...]]) -> list[Key]:
    at = [table.header.index(column) for column in table.key]
    return [tuple(cells[index] for index in at) for cells in rows]


def _check_keys(name: str, table: Table, rows: Sequence[tuple[str, ...]], lines: Sequence[int]) -> None:
    keys = _keys(table, rows)
    if len(set(keys)) == len(keys):
        return
    seen: set[Key] = set()
    for key, line in zip(keys, lines, strict=True):
        if key in seen:
            raise refused(name, f"cannot be read: the table {table.name}, line {line}, holds a row a second time.")
        seen.add(key)


@lru_cache(maxsize=4096)
def _id(text: str) -> str:
    if not is_id(text):
        raise CellFault(f'holds "{quoted(text)}", which cannot be an id')
    return text


def _ids(text: str) -> tuple[str, ...]:
    return tuple(_id(part) for part in text.split(" ")) if text else ()


@lru_cache(maxsize=1024)
def _versions(text: str) -> tuple[str, ...]:
    for part in text.split(" ") if text else ():
        record, _, revision = part.partition(":")
        if not is_id(record) or not is_id(revision):
            raise CellFault(f'holds "{quoted(part)}", where a record and its revision belong, as in kbcdfg:kfgbcd')
    return tuple(text.split(" ")) if text else ()


@lru_cache(maxsize=4096)
def _counts(text: str) -> tuple[int, ...]:
    return tuple(_number(part) for part in text.split(" ")) if text else ()


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise CellFault(f'holds "{quoted(text)}", where a whole number belongs')
    return int(text)


def _edition(text: str) -> int:
    number = _number(text)
    if number < 1:
        raise CellFault("holds 0, where a number from 1 belongs")
    return number


def _date(text: str) -> str:
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise CellFault(f'holds "{quoted(text)}", where a date such as 2026-05-12 belongs')


def _choice_of(choices: Sequence[str]) -> Callable[[str], str]:
    known = frozenset(choices)

    def read(text: str) -> str:
        if text in known:
            return text
        like = nearest(text, choices)
        hint = f' (did it mean "{like}"?)' if like else ""
        raise CellFault(f'holds "{quoted(text)}", which is not one of {", ".join(choices)}{hint}')

    return read


@lru_cache(maxsize=1024)
def _banks(text: str) -> tuple[AskedBank, ...]:
    banks = tuple(_bank(part) for part in text.split(" "))
    if len({asked.bank for asked in banks}) < len(banks):
        raise CellFault("names one bank twice")
    return banks


def _bank(text: str) -> AskedBank:
    bank, _, rest = text.partition(":")
    form, _, rest = rest.partition(":")
    digest, *wordings = rest.split(":")
    pairs = tuple((wording, mark) for wording, _, mark in (part.partition("=") for part in wordings))
    digests = (digest, *(mark for _, mark in pairs))
    ids = (bank, *(wording for wording, _ in pairs))
    if form not in ("whole", "short") or not all(map(is_id, ids)) or not all(map(_DIGEST.fullmatch, digests)):
        raise CellFault(f'holds "{quoted(text)}", where a bank such as scie-statements:whole:0123456789ab belongs')
    return AskedBank(bank, "short" if form == "short" else "whole", digest, pairs)


def _bank_written(asked: AskedBank) -> str:
    return ":".join((asked.bank, asked.form, asked.digest, *(f"{name}={mark}" for name, mark in asked.wordings)))


def _text(text: str) -> str:
    return text


_READERS: dict[str, Callable[[str], Any]] = {
    "id": _id,
    "ids": _ids,
    "banks": _banks,
    "versions": _versions,
    "counts": _counts,
    "choice": _text,
    "count": _number,
    "edition": _edition,
    "date": _date,
    "text": _text,
}
