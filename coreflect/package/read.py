"""Opens a package, and checks that each answer is one that its round offers.

The whole package is verified before anything in it is used: that it is safe to unpack, unchanged since it was written,
complete, and that its records fit together.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coreflect.core.answers import NON_ANSWER_CODES
from coreflect.core.banks.bank import Bank, BankFile, Section
from coreflect.core.banks.read import read_bank
from coreflect.core.errors import Refused, refused
from coreflect.core.merging.shown_counts import fault_in, shown_revisions
from coreflect.core.model import Answer, AskedBank, Records, Reflection
from coreflect.core.names import quoted
from coreflect.files.regular import is_stream, read_regular
from coreflect.package.archive import open_zip, verified
from coreflect.package.envelope import LARGEST_UNPACKED, packed, unpacked_in
from coreflect.package.package import Package, Shared, encode_answers
from coreflect.package.schema import ANSWERS, BANKS_FOLDER, BY_PATH, RESPONSES, ROUNDS, SHOWN_COUNTS, VALUE_TABLES
from coreflect.package.tables import Rows, UnknownColumns, check_cells, read_rows, read_unknown, read_values
from coreflect.package.unknown import UnknownData

LONGEST = 1 << 26
FIRST_LINE = 2
"""The line of a table on which its first row stands."""


def open_package(source: Path | bytes, name: str = "", shared: Shared | None = None) -> Package:
    """Open and verify a package.

    Takes its path or bytes, its name for messages (by default that of the file), and one `Shared` for all packages that
    are opened together. The path may be that of a folder in which it lies unpacked.

    Raises:
        NoPackage: the file is not a package.
        Refused: it is cut off, altered, unsafe or damaged, from a newer version, or its records do not fit together;
            the message says where and what to do.
    """
    if isinstance(source, Path):
        name = name or source.name
        source = _content(source, name)
    shared = shared or Shared()
    files = verified(open_zip(name, source), shared)
    marks = "".join(files[table.path][1] for table in (ROUNDS, RESPONSES, ANSWERS))
    values: dict[str, tuple[object, ...]] = {}
    unknown_columns: dict[str, UnknownColumns] = {}
    for table in VALUE_TABLES:
        content = files[table.path][0] if table.path in files else table.first_line
        values[table.name], unknown_columns[table.name] = read_values(name, table, content)
    content = files[ANSWERS.path][0]
    if not _is_plain(content):
        rows = read_rows(name, ANSWERS, content)
        content, unknown_columns[ANSWERS.name] = _plain(name, rows), rows.unknown_columns
    banks = {path.removeprefix(BANKS_FOLDER): file for path, file in files.items() if path.startswith(BANKS_FOLDER)}
    records = Records(
        **values,  # type: ignore[arg-type]
        bank_files=tuple(BankFile(bank, file) for bank, (file, _) in sorted(banks.items())),
    )
    _check_banks(name, banks, records.rounds)
    _check_references(name, records)
    _check_shown_counts(name, records)
    unknown = [path for path in files if path not in BY_PATH and not path.startswith(BANKS_FOLDER)]
    unknown_data = UnknownData(
        {path: read_unknown(name, path, files[path][0]) for path in unknown},
        {table: columns for table, columns in unknown_columns.items() if columns.columns},
    )
    answers = encode_answers(content, len(ANSWERS.first_line), shared.contents)
    return Package(name, records, answers, marks, unknown_data)


def open_named(name: str, shared: Shared | None = None) -> Package:
    """Open and verify the package that somebody names by its path, as `open_package` does; it may be a pipe."""
    path = Path(name)
    try:
        return open_package(path.read_bytes() if is_stream(path) else path, name, shared)
    except OSError as error:
        raise refused(name, f"cannot be read: {error.strerror}.", "Look at its name and place.") from None


def read_records(source: Path | bytes, name: str = "") -> Records:
    """Read the records of a small package with the answers of its responses, without loading pandas.

    Raises:
        Refused: as `open_package`; or a round does not offer one of its answers.
    """
    return records_of(open_package(source, name or (source.name if isinstance(source, Path) else "")))


def records_of(package: Package) -> Records:
    """Read the records of an opened package with the answers of its responses, and check each answer.

    Raises:
        Refused: a round does not offer one of its answers.
    """
    records = package.records
    banks = Banks({file.name: file.content for file in records.bank_files})
    items = {round_id: banks.items_of(package.name, asked) for round_id, asked in banks_of(records.rounds).items()}
    rounds = {(response.id, response.revision): response.round for response in records.responses}
    before = ("", "")
    answers: dict[tuple[str, str], list[Answer]] = {key: [] for key in rounds}
    for line, (response, revision, bank, item, edition, answer) in enumerate(
        read_rows(package.name, ANSWERS, ANSWERS.first_line + package.answers.text()).cells, 2
    ):
        key = (response, revision)
        if key not in rounds:
            what = "belongs to a response that is not in the package"
        elif key != before and answers[key]:
            what = "is apart from the other answers of its response"
        else:
            what = fault_of(items[rounds[key]], bank, item, edition, answer)
        if what:
            raise refused(package.name, f"cannot be read: the table answers, line {line}, {what}.")
        before = key
        answers[key].append(Answer(bank, item, int(edition), answer))
    return replace(
        records,
        responses=tuple(
            replace(response, answers=tuple(answers[response.id, response.revision])) for response in records.responses
        ),
    )


def rounds_in(path: Path) -> tuple[Reflection, ...]:
    """Read only the reflections of a package that this workspace wrote; none where they cannot be read."""
    try:
        if not path.is_file():
            return ()
        with zipfile.ZipFile(path) as zipped, zipped.open(ROUNDS.path) as table:
            content = table.read(LONGEST)
        values, _ = read_values(path.name, ROUNDS, content)
    except (Refused, OSError, ValueError, KeyError, NotImplementedError, zipfile.BadZipFile, EOFError):
        return ()
    return values


@dataclass(frozen=True, slots=True)
class RoundItem:
    """An item as a round asks it, in standard words; `levels` maps a level's id to its number from 1 and label."""

    edition: int
    section: str
    text: str
    levels: Mapping[str, tuple[int, str]]

    def offers(self, answer: str) -> bool:
        """Whether this can be the answer: one of its levels, or a non-answer."""
        return answer in self.levels or answer in NON_ANSWER_CODES


class Banks:
    """Reads the banks of some packages, each once, when it is first used."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Take the bytes of every bank file by its name in the package."""
        self._files = files
        self._read: dict[str, Bank] = {}

    def items_of(self, name: str, banks: Sequence[AskedBank]) -> Mapping[tuple[str, str], RoundItem]:
        """List every item that a round with these banks asks, by (bank, item).

        Raises:
            Refused: a bank cannot be used; the message names the package `name`.
        """
        return {
            (asked.bank, item.id): RoundItem(item.edition, section.id, item.text.say(), _levels(bank, section))
            for asked in banks
            for bank in (self._bank(name, asked),)
            for section, item in bank.items(asked.form)
        }

    def _bank(self, name: str, asked: AskedBank) -> Bank:
        file = asked.file_names()[0]
        if file not in self._read:
            bank, faults = read_bank(f"{asked.bank}.toml", self._files[file])
            if bank is None:
                raise refused(name, f"holds a bank that cannot be used: {faults[0]}")
            self._read[file] = bank
        return self._read[file]


def banks_of(rounds: Iterable[Reflection]) -> Mapping[str, tuple[AskedBank, ...]]:
    """Map each round to the banks that it asks, in any of its revisions."""
    banks: dict[str, dict[AskedBank, None]] = {}
    for reflection in rounds:
        banks.setdefault(reflection.id, {}).update(dict.fromkeys(reflection.banks))
    return {round_id: tuple(asked) for round_id, asked in banks.items()}


def fault_of(items: Mapping[tuple[str, str], RoundItem], bank: str, item: str, edition: str, answer: str) -> str:
    """Say what is wrong with an answer, given as the texts of its cells, as the end of a sentence; "" if nothing is."""
    known = items.get((bank, item))
    if known is None:
        return f'answers "{quoted(item)}" of "{quoted(bank)}", which its round does not ask'
    if edition != str(known.edition):
        return f'answers edition {quoted(edition)} of "{item}", and its round asks edition {known.edition}'
    if not known.offers(answer):
        return f'has the answer "{quoted(answer)}", which "{item}" does not offer'
    return ""


def _content(path: Path, name: str) -> bytes:
    try:
        if path.is_dir() and (folder := unpacked_in(path)):
            return packed(folder, name)
        too_large = path.stat().st_size > LARGEST_UNPACKED
        content = b"" if too_large else read_regular(path)
    except OSError as error:
        raise refused(
            name, f"cannot be read: {error.strerror or 'no reason given'}.", "Look at its name and place."
        ) from None
    if too_large:
        raise refused(name, "is larger than any answers file.", "Look whether it is the right file.")
    return content


def _is_plain(content: bytes) -> bool:
    """Whether the answers table is as coreflect writes it: known columns alone, and nothing in quotation marks."""
    plain_cells = b'"' not in content and b"\r" not in content
    return content.startswith(ANSWERS.first_line) and content.endswith(b"\n") and plain_cells


def _plain(name: str, rows: Rows) -> bytes:
    check_cells(name, ANSWERS, rows)
    return ANSWERS.first_line + "".join(",".join(cells) + "\n" for cells in rows.cells).encode()


def _check_banks(name: str, banks: Mapping[str, tuple[bytes, str]], rounds: Iterable[Reflection]) -> None:
    for file, (_, sha256) in banks.items():
        if file.removesuffix(".toml").rpartition(".")[2] != sha256[:12]:
            raise refused(name, f"cannot be read: the bank {quoted(file)} is not the one that its name says.")
    for reflection in rounds:
        for asked in reflection.banks:
            for file in asked.file_names():
                if file not in banks:
                    raise refused(name, f"is not whole: the bank {quoted(file)} is missing from it.")


def _check_references(name: str, records: Records) -> None:
    rounds = {reflection.id for reflection in records.rounds}
    for table in ("responses", "room", "notes", "actions", "shown_counts"):
        for number, record in enumerate(getattr(records, table), 1):
            if record.round not in rounds:
                where = f"the table {table}, row {number}, belongs to the round {quoted(record.round)}"
                raise refused(name, f"cannot be read: {where}, which is not in it.")
            if record.revision in record.replaces:
                raise refused(name, f"cannot be read: the table {table}, row {number}, replaces itself.")
    for reflection in records.rounds:
        if reflection.revision in reflection.replaces:
            raise refused(name, f"cannot be read: the round {quoted(reflection.id)} replaces itself.")


def _check_shown_counts(name: str, records: Records) -> None:
    """Put shown counts to the small-group rule again: nobody knows who wrote a file."""
    for record in shown_revisions(records.shown_counts):
        fault = fault_in(record)
        if fault:
            revision, place = (record.id, record.revision), (fault.row.group, fault.row.bank, fault.row.item)
            rows = [(row.id, row.revision, row.group, row.bank, row.item) for row in records.shown_counts]
            line = rows.index((*revision, *place)) + FIRST_LINE
            raise refused(name, f"cannot be read: the table {SHOWN_COUNTS.name}, line {line}, {fault.what}.")


def _levels(bank: Bank, section: Section) -> Mapping[str, tuple[int, str]]:
    levels = bank.scale(section.scale).levels
    return {level.id: (number, level.label.say()) for number, level in enumerate(levels, 1)}
