"""Writes packages, and the flat table of all answers for other programs.

The same records make the same bytes on every machine: rows are sorted, times are fixed, and files are stored, not
compressed, since two machines may compress the same content to different bytes.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coreflect.core.answers import NON_ANSWERS, SIDE_OF, SIDES_BEFORE, is_on
from coreflect.core.merging.revisions import guarded, same_names
from coreflect.core.model import Records
from coreflect.files.atomic import write_whole
from coreflect.package.archive import described
from coreflect.package.package import MergedPackages
from coreflect.package.read import Banks, RoundItem, banks_of
from coreflect.package.schema import ANSWERS, BANKS_FOLDER, DESCRIPTOR, VALUE_TABLES, Table
from coreflect.package.tables import NO_UNKNOWN_COLUMNS, UnknownColumns, row_of, written
from coreflect.package.unknown import UnknownData

HEADER = (
    *("team", "team_name", "round", "date", "about", "period", "privacy"),
    *("response", "perspective", "side", "code", "wording"),
    *("bank", "section", "item", "item_edition", "item_text", "answer", "answer_label", "level"),
)
_LABELS = {non_answer.code: non_answer.label for non_answer in NON_ANSWERS}

_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_PRIVATE_FILE = 0o100600 << 16
_UNIX = 3


def package_bytes(records: Records) -> bytes:
    """Write the package with these records and their responses' answers.

    Guards are completed from the reflections, so that a package always holds the strictest protection of its rounds.
    """
    rows = (
        (response.id, response.revision, answer.bank, answer.item, written(answer.edition), answer.answer)
        for response in records.responses
        for answer in response.answers
    )
    return assembled(records, table_text(ANSWERS, sorted(rows), NO_UNKNOWN_COLUMNS))


def write_package(records: Records, path: Path) -> None:
    """Write the package with these records to a file, whole or not at all.

    Raises:
        NotSaved: it did not reach the disk.
    """
    write_whole(path, package_bytes(records))


def assembled(records: Records, answers: bytes, unknown_data: UnknownData | None = None) -> bytes:
    """Put a package together from its records, the bytes of its answers table, and its unknown tables and columns."""
    unknown_data = unknown_data or UnknownData()
    records = replace(records, guards=guarded(records.guards, records.rounds))
    files = {ANSWERS.path: answers}
    for table in VALUE_TABLES:
        rows = sorted({row_of(value) for value in getattr(records, table.name)})
        if table.came_later and not rows:
            continue
        files[table.path] = table_text(table, rows, unknown_data.columns.get(table.name, NO_UNKNOWN_COLUMNS))
    unknown = {
        f"{table}.csv": sorted(unknown_columns.columns) for table, unknown_columns in unknown_data.columns.items()
    }
    for path, other in unknown_data.tables.items():
        columns = unknown[path] = sorted(other.columns)
        files[path] = csv_text(columns, sorted([dict(row).get(column, "") for column in columns] for row in other.rows))
    for file in records.bank_files:
        files[BANKS_FOLDER + file.name] = file.content
    files[DESCRIPTOR] = described(files, unknown)
    return _zipped(files)


def table_text(table: Table, rows: Iterable[tuple[str, ...]], unknown_columns: UnknownColumns) -> bytes:
    """Write a table: its header, its rows in the order given, and the unknown columns after the known ones."""
    more = sorted(unknown_columns.columns)
    if not more:
        return csv_text(table.header, rows)
    at = [table.header.index(column) for column in table.key]
    return csv_text(
        (*table.header, *more),
        ((*cells, *unknown_columns.of(tuple(cells[index] for index in at), more)) for cells in rows),
    )


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a CSV with this header and these rows, as every table of a package is written."""
    lines = _Lines()
    table = csv.writer(lines, lineterminator=_Lines.END)
    table.writerow(header)
    table.writerows(rows)
    return "".join(lines).encode("utf-8", "replace")


def flat_rows(merged: MergedPackages) -> Iterator[tuple[str | int | None, ...]]:
    """Yield one row for each answer, with the columns of `HEADER`, ordered by team, date, round and response.

    `level` is the number of the level from 1; None for a non-answer. Texts are in the standard wording. Records in
    conflict are left out; aliases of a team or round are replaced by one id.
    """
    records = merged.as_read.records
    disputed = {conflict.record for conflict in merged.conflicts}
    teams, ids = same_names(records.aliases, "team"), same_names(records.aliases, "round")
    rounds = {reflection.id: reflection for reflection in records.rounds if reflection.id not in disputed}
    banks = Banks({file.name: file.content for file in records.bank_files})
    items = {round_id: banks.items_of("The package", asked) for round_id, asked in banks_of(rounds.values()).items()}
    read: dict[str, tuple[str, str]] = {}
    start: dict[str, tuple[str, ...]] = {}
    for response in records.responses:
        if response.id in disputed or response.round not in rounds:
            continue
        reflection = rounds[response.round]
        read[response.id] = (response.revision, reflection.id)
        start[response.id] = (
            *(teams.get(reflection.team, reflection.team), reflection.team_name),
            *(ids.get(reflection.id, reflection.id), reflection.date),
            *(reflection.about, reflection.period, reflection.privacy),
            *(response.id, response.perspective, _side(response.perspective), response.code, response.wording),
        )
    frame = merged.answers[merged.answers["response"].isin(start)]
    columns = ("response", "revision", "bank", "item", "item_edition", "answer")
    rows = zip(*(frame[column].astype("str").tolist() for column in columns), strict=True)
    by_response: dict[str, list[tuple[str, str, str, str]]] = {}
    for response_id, revision, *cells in rows:
        if revision == read[response_id][0]:
            by_response.setdefault(response_id, []).append((cells[0], cells[1], cells[2], cells[3]))
    for response_id in sorted(by_response, key=lambda key: (start[key][0], start[key][3], start[key][2], key)):
        asked = items[read[response_id][1]]
        for bank, item, edition, answer in by_response[response_id]:
            yield (*start[response_id], *_answer_cells(asked[bank, item], bank, item, edition, answer))


def _side(perspective: str) -> str:
    """The side of a perspective as this table has always named it, which leaves nobody over."""
    return next(side for side in SIDES_BEFORE if is_on(side, SIDE_OF[perspective]))


def _answer_cells(asked: RoundItem, bank: str, item: str, edition: str, answer: str) -> tuple[str | int | None, ...]:
    level = asked.levels.get(answer)
    label, number = (level[1], level[0]) if level else (_LABELS[answer], None)
    return (bank, asked.section, item, int(edition), asked.text, answer, label, number)


class _Lines(list[str]):
    """Collects the lines of a table, and ends each with a line feed alone.

    csv.writer puts a cell with a lone carriage return into quotation marks only if lines end with one, so they do until
    they arrive here.
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
