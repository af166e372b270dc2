"""What this version does not know of many packages becomes one: the union, less what belongs to dropped records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from coreflect.core.banks.toml import quoted
from coreflect.core.model import Records
from coreflect.package.cells import row_of
from coreflect.package.faults import refused
from coreflect.package.package import Extras, Package
from coreflect.package.schema import ANSWERS, BY_NAME, Table
from coreflect.package.tables import Key, UnknownColumns, UnknownTable


def joined_extras(
    packages: Sequence[Package], withdrawn: Collection[str], renamed: Mapping[tuple[str, str], str]
) -> Extras:
    """The unknown tables and columns of all packages.

    Takes the packages, the ids of withdrawn records, and the new revision of each (record, revision) that a resolution
    keeps. A row of an unknown table that names a withdrawn record is dropped with it.

    Raises:
        Refused: two packages say different things of one row.
    """
    tables: dict[str, UnknownTable] = {}
    for package in packages:
        for path, table in package.extras.tables.items():
            known = tables.get(path, UnknownTable(frozenset(), frozenset()))
            rows = (row for row in table.rows if not any(cell in withdrawn for _, cell in row))
            tables[path] = UnknownTable(known.columns | table.columns, known.rows.union(rows))
    names = sorted({name for package in packages for name in package.extras.columns})
    return Extras(tables, {name: _columns(BY_NAME[name], packages, renamed) for name in names})


def standing_only(extras: Extras, records: Records) -> Extras:
    """The same without the cells of rows that do not stand among these records."""
    columns: dict[str, UnknownColumns] = {}
    for name, beside in extras.columns.items():
        table = BY_NAME[name]
        rows = [row_of(value) for value in getattr(records, "responses" if table is ANSWERS else name)]
        at = [table.header.index(column) for column in table.key] if table is not ANSWERS else [0, 1]
        standing = {tuple(row[index] for index in at) for row in rows}
        cells = {key: its for key, its in beside.cells.items() if key[: len(at)] in standing}
        columns[name] = UnknownColumns(beside.columns, cells)
    return Extras(extras.tables, columns)


def naming_only(extras: Extras, rounds: Collection[str]) -> Extras:
    """The same without the rows of unknown tables that name none of these rounds."""
    tables = {
        path: UnknownTable(
            table.columns, frozenset(row for row in table.rows if any(cell in rounds for _, cell in row))
        )
        for path, table in extras.tables.items()
    }
    return Extras(tables, extras.columns)


def _columns(table: Table, packages: Iterable[Package], renamed: Mapping[tuple[str, str], str]) -> UnknownColumns:
    columns: frozenset[str] = frozenset()
    cells: dict[Key, dict[str, str]] = {}
    said_by: dict[tuple[Key, str], str] = {}
    for package in packages:
        beside = package.extras.columns.get(table.name)
        if beside is None:
            continue
        columns |= beside.columns
        for key, its in beside.cells.items():
            for one in {key, _renamed(key, renamed)}:
                known = cells.setdefault(one, {})
                for column, cell in its.items():
                    if known.setdefault(column, cell) != cell:
                        other = said_by[one, column]
                        what = f"say different things of {quoted(one[0])} in the table {table.name}."
                        both = f"{other} and {package.name}"
                        raise refused(both, what, "One of the two is damaged: ask for both again.")
                    said_by[one, column] = package.name
    return UnknownColumns(columns, cells)


def _renamed(key: Key, renamed: Mapping[tuple[str, str], str]) -> Key:
    new = renamed.get((key[0], key[1])) if len(key) > 1 else None
    return (key[0], new, *key[2:]) if new else key
