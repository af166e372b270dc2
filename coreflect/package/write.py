"""The same records make the same bytes, on every machine: rows sorted, times fixed, nothing compressed.

Files in a package are stored, not compressed, since two machines may compress alike content to different bytes.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coreflect.core.answers import NON_ANSWERS, SIDE_OF
from coreflect.core.merging.revisions import guarded, same_names
from coreflect.core.model import Records
from coreflect.files.atomic import write_whole
from coreflect.package.cells import row_of, written
from coreflect.package.descriptor import described
from coreflect.package.package import Extras, MergedPackages
from coreflect.package.read import AskedItem, Banks, banks_of
from coreflect.package.schema import ANSWERS, BANKS_FOLDER, DESCRIPTOR, VALUE_TABLES, Table
from coreflect.package.tables import NO_UNKNOWN_COLUMNS, UnknownColumns

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
    return assembled(records, table_text(ANSWERS, sorted(rows), NO_UNKNOWN_COLUMNS))


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
        files[table.path] = table_text(table, rows, extras.columns.get(table.name, NO_UNKNOWN_COLUMNS))
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


def table_text(table: Table, rows: Iterable[tuple[str, ...]], beside: UnknownColumns) -> bytes:
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


HEADER = (
    *("team", "team_name", "round", "date", "about", "period", "privacy"),
    *("response", "perspective", "side", "code", "wording"),
    *("bank", "section", "item", "item_edition", "item_text", "answer", "answer_label", "level"),
)
_LABELS = {each.code: each.label for each in NON_ANSWERS}


def flat_rows(merged: MergedPackages) -> Iterator[tuple[str | int | None, ...]]:
    """One row an answer, by team, date, round and response, with the columns of `HEADER`.

    `level` is the number of the level from 1, and None beside the levels. Texts are in the standard wording. What is in
    conflict is left out; teams and rounds that are declared to be the same stand under one id.
    """
    records = merged.records
    disputed = {one.record for one in merged.conflicts}
    teams, ids = same_names(records.aliases, "team"), same_names(records.aliases, "round")
    rounds = {one.id: one for one in records.rounds if one.id not in disputed}
    banks = Banks({file.name: file.content for file in records.bank_files})
    asked = {one: banks.asked("The package", its) for one, its in banks_of(rounds.values()).items()}
    people = {one.id: one for one in records.responses if one.id not in disputed and one.round in rounds}
    start = {
        one.id: (
            *(
                teams.get(reflection.team, reflection.team),
                reflection.team_name,
                ids.get(reflection.id, reflection.id),
                reflection.date,
            ),
            *(
                reflection.about,
                reflection.period,
                reflection.privacy,
                one.id,
                one.perspective,
                SIDE_OF[one.perspective],
            ),
            *(one.code, one.wording),
        )
        for one in people.values()
        for reflection in (rounds[one.round],)
    }
    frame = merged.answers[merged.answers["response"].isin(start)]
    columns = ("response", "bank", "item", "item_edition", "answer")
    rows = zip(*(frame[column].astype("str").tolist() for column in columns), strict=True)
    by_person: dict[str, list[tuple[str, str, str, str]]] = {}
    for response, *cells in rows:
        by_person.setdefault(response, []).append((cells[0], cells[1], cells[2], cells[3]))
    for response in sorted(by_person, key=lambda one: (start[one][0], start[one][3], start[one][2], one)):
        items = asked[people[response].round]
        for bank, item, edition, answer in by_person[response]:
            yield (*start[response], *_said(items[bank, item], bank, item, edition, answer))


def _said(asked: AskedItem, bank: str, item: str, edition: str, answer: str) -> tuple[str | int | None, ...]:
    level = asked.levels.get(answer)
    label, number = (level[1], level[0]) if level else (_LABELS[answer], None)
    return (bank, asked.section, item, int(edition), asked.text, answer, label, number)
