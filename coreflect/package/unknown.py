"""Merges the tables and columns that this version does not know.

They are exported again as they came, and never counted; what belongs to a withdrawn record is dropped with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coreflect.core.errors import refused
from coreflect.core.model import Records
from coreflect.core.names import quoted
from coreflect.package.schema import ANSWERS, BY_NAME, Table
from coreflect.package.tables import Key, UnknownColumns, UnknownTable, row_of


@dataclass(frozen=True, slots=True)
class UnknownData:
    """Unknown tables by path, and unknown columns by the name of the known table that they are in."""

    tables: Mapping[str, UnknownTable] = field(default_factory=dict)
    columns: Mapping[str, UnknownColumns] = field(default_factory=dict)


Named = tuple[str, UnknownData]
"""(the name of a package, its unknown data)"""


def join_unknown_data(
    packages: Sequence[Named], withdrawn: Collection[str], renamed: Mapping[tuple[str, str], str]
) -> UnknownData:
    """Merge the unknown data of some packages.

    Takes the ids of withdrawn records, and the new revision of each (record, revision) that a resolution keeps. A row
    of an unknown table that names a withdrawn record is left out.

    Raises:
        Refused: two packages have different cells in the same row.
    """
    tables: dict[str, UnknownTable] = {}
    for _, unknown_data in packages:
        for path, table in unknown_data.tables.items():
            known = tables.get(path, UnknownTable(frozenset(), frozenset()))
            rows = (row for row in table.rows if not any(cell in withdrawn for _, cell in row))
            tables[path] = UnknownTable(known.columns | table.columns, known.rows.union(rows))
    names = sorted({name for _, unknown_data in packages for name in unknown_data.columns})
    return UnknownData(tables, {name: _joined_columns(BY_NAME[name], packages, renamed) for name in names})


def keep_surviving_rows(unknown_data: UnknownData, records: Records) -> UnknownData:
    """Keep the unknown columns' cells of these records alone."""
    columns: dict[str, UnknownColumns] = {}
    for name, unknown_columns in unknown_data.columns.items():
        table = BY_NAME[name]
        rows = [row_of(value) for value in getattr(records, "responses" if table is ANSWERS else name)]
        at = [table.header.index(column) for column in table.key] if table is not ANSWERS else [0, 1]
        standing = {tuple(row[index] for index in at) for row in rows}
        cells = {key: texts for key, texts in unknown_columns.cells.items() if key[: len(at)] in standing}
        columns[name] = UnknownColumns(unknown_columns.columns, cells)
    return UnknownData(unknown_data.tables, columns)


def keep_rows_naming(unknown_data: UnknownData, rounds: Collection[str]) -> UnknownData:
    """Keep the rows of unknown tables that name one of these rounds."""
    tables = {
        path: UnknownTable(
            table.columns, frozenset(row for row in table.rows if any(cell in rounds for _, cell in row))
        )
        for path, table in unknown_data.tables.items()
    }
    return UnknownData(tables, unknown_data.columns)


def _joined_columns(table: Table, packages: Iterable[Named], renamed: Mapping[tuple[str, str], str]) -> UnknownColumns:
    columns: frozenset[str] = frozenset()
    cells: dict[Key, dict[str, str]] = {}
    came_from: dict[tuple[Key, str], str] = {}
    for name, unknown_data in packages:
        unknown_columns = unknown_data.columns.get(table.name)
        if unknown_columns is None:
            continue
        columns |= unknown_columns.columns
        for original, texts in unknown_columns.cells.items():
            for key in {original, _renamed(original, renamed)}:
                known = cells.setdefault(key, {})
                for column, cell in texts.items():
                    if known.setdefault(column, cell) != cell:
                        what = f"say different things of {quoted(key[0])} in the table {table.name}."
                        both = f"{came_from[key, column]} and {name}"
                        raise refused(both, what, "One of the two is damaged: ask for both again.")
                    came_from[key, column] = name
    return UnknownColumns(columns, cells)


def _renamed(key: Key, renamed: Mapping[tuple[str, str], str]) -> Key:
    new = renamed.get((key[0], key[1])) if len(key) > 1 else None
    return (key[0], new, *key[2:]) if new else key
