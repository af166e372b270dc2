"""A table is read whole and checked cell by cell; columns that are not known are kept beside it, and never counted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from coreflect.core.banks.toml import quoted
from coreflect.core.model import RoomCount
from coreflect.package.cells import CellFault, reader, values_of
from coreflect.package.faults import refused
from coreflect.package.schema import Table

LONGEST_CELL = 1 << 24
csv.field_size_limit(LONGEST_CELL)  # the usual limit would refuse a long note that was written without complaint

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownColumns:
    """The unknown columns of a table, and their cells that are not empty, by row; a row is named by its key's cells."""

    columns: frozenset[str] = frozenset()
    cells: Mapping[Key, Mapping[str, str]] = field(default_factory=dict)

    def of(self, key: Key, columns: Sequence[str]) -> tuple[str, ...]:
        """The cells of one row in these columns."""
        cells = self.cells.get(key, {})
        return tuple(cells.get(column, "") for column in columns)


NO_UNKNOWN_COLUMNS = UnknownColumns()


@dataclass(frozen=True, slots=True)
class Rows:
    """The cells of a table's known columns, a tuple a row with its line, and those of columns that are not known."""

    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    beside: UnknownColumns = NO_UNKNOWN_COLUMNS


@dataclass(frozen=True, slots=True)
class UnknownTable:
    """A table that is not known: its columns, and each row as the (column, cell) pairs that are not empty."""

    columns: frozenset[str]
    rows: frozenset[frozenset[tuple[str, str]]]


def read_values(name: str, table: Table, content: bytes) -> tuple[tuple[Any, ...], UnknownColumns]:
    """Read a table into values of `core.model`.

    Takes the package's name, the table and its bytes. Returns one value a row in the order of the file, and the cells
    of unknown columns.

    Raises:
        Refused: the table is no CSV, lacks a column, holds a row twice or a cell that cannot be read.
    """
    made_of = table.made_of
    if made_of is None:
        raise TypeError(table.name)
    if content == table.first_line:
        return (), NO_UNKNOWN_COLUMNS
    beside = NO_UNKNOWN_COLUMNS
    columns = plain_columns(table, content)
    if columns is None:
        rows = read_rows(name, table, content)
        if not rows.cells:
            return (), rows.beside
        columns, beside = tuple(zip(*rows.cells, strict=True)), rows.beside
    try:
        values = map(values_of, table.columns, columns)
        return tuple(map(made_of, *values)), beside
    except CellFault:
        check_cells(name, table, read_rows(name, table, content))
        raise


def plain_columns(table: Table, content: bytes) -> tuple[tuple[str, ...], ...] | None:
    """The columns of a table as nearly every table is: known columns alone, nothing in quotation marks, no row twice.

    None where something is otherwise, which `read_rows` reads, or refuses.
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
        Refused: the table is no CSV, lacks a column, or holds a row twice.
    """
    lines = _lines(name, table.path, content)
    header = _header(name, table.path, lines)
    missing = [one.name for one in table.columns if one.name not in header and not one.came_later]
    if missing:
        raise refused(name, f"cannot be read: the table {table.name} has no column {missing[0]}.")
    read = list(_whole(name, table.path, lines, len(header)))
    numbers = tuple(line for line, _ in read)
    if tuple(header) == table.header:
        rows = tuple(tuple(cells) for _, cells in read)
        _check_keys(name, table, rows, numbers)
        return Rows(rows, numbers)
    at = [header.index(column) if column in header else None for column in table.header]
    rows = tuple(tuple("" if index is None else cells[index] for index in at) for _, cells in read)
    _check_keys(name, table, rows, numbers)
    others = [(index, column) for index, column in enumerate(header) if column not in table.header]
    beside = {
        key: {column: cells[index] for index, column in others if cells[index]}
        for key, (_, cells) in zip(_keys(table, rows), read, strict=True)
    }
    columns = frozenset(column for _, column in others)
    return Rows(rows, numbers, UnknownColumns(columns, {key: cells for key, cells in beside.items() if cells}))


def read_unknown(name: str, path: str, content: bytes) -> UnknownTable:
    """Read a table that this version does not know.

    Raises:
        Refused: it is no CSV.
    """
    lines = _lines(name, path, content)
    header = _header(name, path, lines)
    rows = (zip(header, cells, strict=True) for _, cells in _whole(name, path, lines, len(header)))
    return UnknownTable(frozenset(header), frozenset(frozenset(pair for pair in row if pair[1]) for row in rows))


def _header(name: str, path: str, lines: Iterator[tuple[int, list[str]]]) -> list[str]:
    _, header = next(lines, (0, []))
    if len(set(header)) < len(header):
        raise refused(name, f"cannot be read: {quoted(path)} has two columns of one name.")
    return header


def _whole(name: str, path: str, lines: Iterator[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    for line, cells in lines:
        if len(cells) != width:
            raise refused(name, f"cannot be read: {quoted(path)}, line {line}, has {len(cells)} cells, not {width}.")
        yield line, cells


def _lines(name: str, path: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins."""
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
        raise refused(name, f"cannot be read: {quoted(path)}, line {before + 1}, is no row of a table.") from None


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


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """One revision of a count of the room; its rows, sorted, are without what they replace."""

    id: str
    revision: str
    replaces: tuple[str, ...]
    round: str
    rows: tuple[RoomCount, ...]

    def counts(self) -> tuple[RoomCount, ...]:
        """Its rows, as rows of this revision."""
        return tuple(replace(row, revision=self.revision, replaces=self.replaces) for row in self.rows)


def room_records(counts: Iterable[RoomCount]) -> tuple[RoomRecord, ...]:
    """The records that the rows of one package make."""
    rows: dict[tuple[str, str], list[RoomCount]] = {}
    for count in counts:
        rows.setdefault((count.id, count.revision), []).append(count)
    order = attrgetter("kind", "bank", "item", "side", "answer", "count")
    return tuple(
        RoomRecord(
            record,
            revision,
            tuple(sorted({earlier for row in its for earlier in row.replaces})),
            its[0].round,
            tuple(sorted((replace(row, replaces=()) for row in its), key=order)),
        )
        for (record, revision), its in rows.items()
    )
