"""The same records make the same bytes, on every machine: rows sorted, times fixed, nothing compressed.

Files in a package are stored, not compressed, since two machines may compress alike content to different bytes.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coreflect.core.model import Records
from coreflect.core.revisions import guarded
from coreflect.files.atomic import write_whole
from coreflect.package.cells import row_of, written
from coreflect.package.descriptor import described
from coreflect.package.opened import Extras
from coreflect.package.schema import ANSWERS, BANKS_FOLDER, DESCRIPTOR, VALUE_TABLES, Table
from coreflect.package.tables import NOTHING_BESIDE, Beside

_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_PRIVATE_FILE = 0o100600 << 16
_UNIX = 3


def package_bytes(records: Records) -> bytes:
    """The package with these records, their responses' answers included.

    Guards are completed from the rounds' own facts, so that a package always says the strictest that it knows.
    """
    rows = (
        (response.id, response.revision, *(written(cell) for cell in (one.bank, one.item, one.edition, one.answer)))
        for response in records.responses
        for one in response.answers
    )
    return assembled(records, table_text(ANSWERS, sorted(rows), NOTHING_BESIDE))


def write_package(records: Records, path: Path) -> None:
    """Write the package with these records to a file, whole or not at all.

    Raises:
        NotKept: it did not reach the disk.
    """
    write_whole(path, package_bytes(records))


def assembled(records: Records, answers: bytes, extras: Extras | None = None) -> bytes:
    """The package of these records, the bytes of its answers table, and what travels beside."""
    extras = extras or Extras()
    records = replace(records, guards=guarded(records.guards, records.rounds))
    files = {ANSWERS.path: answers}
    for table in VALUE_TABLES:
        rows = sorted({row_of(value) for value in getattr(records, table.name)})
        files[table.path] = table_text(table, rows, extras.columns.get(table.name, NOTHING_BESIDE))
    unknown = {f"{table}.csv": sorted(beside.columns) for table, beside in extras.columns.items()}
    for path, other in extras.tables.items():
        unknown[path] = sorted(other.columns)
        files[path] = csv_text(
            unknown[path], sorted([dict(row).get(one, "") for one in unknown[path]] for row in other.rows)
        )
    for file in records.bank_files:
        files[BANKS_FOLDER + file.name] = file.content
    files[DESCRIPTOR] = described(files, unknown)
    return _zipped(files)


def table_text(table: Table, rows: Iterable[tuple[str, ...]], beside: Beside) -> bytes:
    """A table's bytes: its header, its rows as they come, and the unknown columns beside them."""
    more = sorted(beside.columns)
    if not more:
        return csv_text(table.header, rows)
    at = [table.header.index(column) for column in table.key]
    return csv_text(
        (*table.header, *more), ((*cells, *beside.of(tuple(cells[index] for index in at), more)) for cells in rows)
    )


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The bytes of a CSV with this header and these rows, as every table of a package is written."""
    lines = _Lines()
    table = csv.writer(lines, lineterminator=_Lines.END)
    table.writerow(header)
    table.writerows(rows)
    return "".join(lines).encode("utf-8", "replace")


class _Lines(list[str]):
    """The lines of a table, each ended by a line feed alone.

    The writer puts a cell with a lone carriage return into quotation marks only where lines end in one.
    """

    END = "\r\n"

    def write(self, line: str) -> None:
        self.append(line.removesuffix(self.END) + "\n")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as zipped:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _FIRST_ZIP_DAY)
            entry.create_system = _UNIX
            entry.external_attr = _PRIVATE_FILE
            zipped.writestr(entry, files[path])
    return package.getvalue()
