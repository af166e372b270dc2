"""A package is verified whole before anything in it is used: safe to unpack, as it was written, complete and sane."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coreflect.core.answers import NON_ANSWER_CODES
from coreflect.core.banks.bank import Bank, BankFile, Section
from coreflect.core.banks.read import read_bank
from coreflect.core.banks.toml import quoted
from coreflect.core.errors import Refused
from coreflect.core.model import Answer, AskedBank, Records, Reflection
from coreflect.package.archive import LARGEST_UNPACKED, open_zip
from coreflect.package.coded import coded
from coreflect.package.descriptor import verified
from coreflect.package.faults import refused
from coreflect.package.package import Extras, Package, Shared
from coreflect.package.schema import ANSWERS, BANKS_FOLDER, BY_PATH, RESPONSES, ROUNDS, VALUE_TABLES
from coreflect.package.tables import Rows, UnknownColumns, check_cells, read_rows, read_unknown, read_values


def open_package(source: Path | bytes, name: str = "", shared: Shared | None = None) -> Package:
    """Open and verify a package.

    Takes its path or its bytes, and the name under which it is spoken of (the file's own, unless given); where many are
    opened, one value for all of them, in which what they have in common is kept once.

    Raises:
        NoPackage: the file is something else.
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
    beside: dict[str, UnknownColumns] = {}
    for table in VALUE_TABLES:
        values[table.name], beside[table.name] = read_values(name, table, files[table.path][0])
    content = files[ANSWERS.path][0]
    if not _is_plain(content):
        rows = read_rows(name, ANSWERS, content)
        content, beside[ANSWERS.name] = _plain(name, rows), rows.beside
    banks = {path.removeprefix(BANKS_FOLDER): file for path, file in files.items() if path.startswith(BANKS_FOLDER)}
    records = Records(
        **values,  # type: ignore[arg-type]
        bank_files=tuple(BankFile(bank, file) for bank, (file, _) in sorted(banks.items())),
    )
    _check_banks(name, banks, records.rounds)
    _check_references(name, records)
    unknown = [path for path in files if path not in BY_PATH and not path.startswith(BANKS_FOLDER)]
    extras = Extras(
        {path: read_unknown(name, path, files[path][0]) for path in unknown},
        {table: columns for table, columns in beside.items() if columns.columns},
    )
    answers = coded(content, len(ANSWERS.first_line), shared.contents)
    return Package(name, records, answers, marks, extras)


def read_records(source: Path | bytes, name: str = "") -> Records:
    """Read a package with the answers of its responses, without pandas; meant for small ones such as an invitation.

    Raises:
        Refused: as `open_package`; or an answer is none that its round can have.
    """
    return records_of(open_package(source, name or (source.name if isinstance(source, Path) else "")))


def records_of(opened: Package) -> Records:
    """The records of an opened package with the answers of their responses, each of them checked.

    Raises:
        Refused: an answer is none that its round can have.
    """
    records = opened.records
    banks = Banks({file.name: file.content for file in records.bank_files})
    asked = {one: banks.asked(opened.name, its) for one, its in banks_of(records.rounds).items()}
    rounds = {(one.id, one.revision): one.round for one in records.responses}
    before = ("", "")
    answers: dict[tuple[str, str], list[Answer]] = {key: [] for key in rounds}
    for line, (response, revision, bank, item, edition, answer) in enumerate(
        read_rows(opened.name, ANSWERS, ANSWERS.first_line + opened.answers.text()).cells, 2
    ):
        key = (response, revision)
        if key not in rounds:
            what = "belongs to a response that is not in the package"
        elif key != before and answers[key]:
            what = "stands apart from the other answers of its response"
        else:
            what = fault_of(asked[rounds[key]], bank, item, edition, answer)
        if what:
            raise refused(opened.name, f"cannot be read: the table answers, line {line}, {what}.")
        before = key
        answers[key].append(Answer(bank, item, int(edition), answer))
    return replace(
        records,
        responses=tuple(replace(one, answers=tuple(answers[one.id, one.revision])) for one in records.responses),
    )


def _content(path: Path, name: str) -> bytes:
    try:
        too_large = path.stat().st_size > LARGEST_UNPACKED
        content = b"" if too_large else path.read_bytes()
    except OSError as error:
        raise refused(
            name, f"cannot be read: {error.strerror or 'no reason given'}.", "Look at its name and place."
        ) from None
    if too_large:
        raise refused(name, "is larger than any package.", "Look whether it is the right file.")
    return content


def _is_plain(content: bytes) -> bool:
    """Whether the answers are as we write them, so that they can be parsed as one stream with those of others."""
    plain_cells = b'"' not in content and b"\r" not in content
    return content.startswith(ANSWERS.first_line) and content.endswith(b"\n") and plain_cells


def _plain(name: str, rows: Rows) -> bytes:
    check_cells(name, ANSWERS, rows)
    return ANSWERS.first_line + "".join(",".join(cells) + "\n" for cells in rows.cells).encode()


def _check_banks(name: str, banks: Mapping[str, tuple[bytes, str]], rounds: Iterable[Reflection]) -> None:
    for file, (_, sha256) in banks.items():
        if file.removesuffix(".toml").rpartition(".")[2] != sha256[:12]:
            raise refused(name, f"cannot be read: the bank {quoted(file)} is not the one that its name says.")
    for one in rounds:
        for asked in one.banks:
            for file in asked.file_names():
                if file not in banks:
                    raise refused(name, f"is not whole: the bank {quoted(file)} is missing from it.")


def _check_references(name: str, records: Records) -> None:
    rounds = {one.id for one in records.rounds}
    for table in ("responses", "room", "notes", "actions"):
        for number, record in enumerate(getattr(records, table), 1):
            if record.round not in rounds:
                where = f"the table {table}, row {number}, belongs to the round {quoted(record.round)}"
                raise refused(name, f"cannot be read: {where}, which is not in it.")
            if record.revision in record.replaces:
                raise refused(name, f"cannot be read: the table {table}, row {number}, replaces itself.")
    for one in records.rounds:
        if one.revision in one.replaces:
            raise refused(name, f"cannot be read: the round {quoted(one.id)} replaces itself.")


@dataclass(frozen=True, slots=True)
class AskedItem:
    """An item as it is asked, in the standard wording; `levels` holds each level's number from 1 and label, by id."""

    edition: int
    section: str
    text: str
    levels: Mapping[str, tuple[int, str]]

    def offers(self, answer: str) -> bool:
        """Whether this can be answered: one of its levels, or a non-answer."""
        return answer in self.levels or answer in NON_ANSWER_CODES


class Banks:
    """The banks of some packages, each read once, when it is first asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Takes the bytes of every bank file by its name in the package."""
        self._files = files
        self._read: dict[str, Bank] = {}

    def asked(self, name: str, banks: Sequence[AskedBank]) -> Mapping[tuple[str, str], AskedItem]:
        """Every item that a round with these banks asks, by (bank, item).

        Raises:
            Refused: a bank cannot be used; `name` is the package that is named.
        """
        return {
            (one.bank, item.id): AskedItem(item.edition, section.id, item.text.say(), _levels(bank, section))
            for one in banks
            for bank in (self._bank(name, one),)
            for section, item in bank.items(one.form)
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
    """The banks that each round asks, in any revision of its facts."""
    banks: dict[str, dict[AskedBank, None]] = {}
    for one in rounds:
        banks.setdefault(one.id, {}).update(dict.fromkeys(one.banks))
    return {one: tuple(asked) for one, asked in banks.items()}


def fault_of(asked: Mapping[tuple[str, str], AskedItem], bank: str, item: str, edition: str, answer: str) -> str:
    """What is wrong with an answer, as the end of a sentence; "" where nothing is. All are the texts of their cells."""
    known = asked.get((bank, item))
    if known is None:
        return f'answers "{quoted(item)}" of "{quoted(bank)}", which its round does not ask'
    if edition != str(known.edition):
        return f'answers edition {quoted(edition)} of "{item}", and its round asks edition {known.edition}'
    if not known.offers(answer):
        return f'has the answer "{quoted(answer)}", which "{item}" does not offer'
    return ""


def _levels(bank: Bank, section: Section) -> Mapping[str, tuple[int, str]]:
    levels = bank.scale(section.scale).levels
    return {level.id: (number, level.label.say()) for number, level in enumerate(levels, 1)}


LONGEST = 1 << 26


def rounds_in(package: Path) -> tuple[Reflection, ...]:
    """The facts of the rounds in a package of our own; none where they cannot be read."""
    try:
        with zipfile.ZipFile(package) as zipped, zipped.open(ROUNDS.path) as table:
            content = table.read(LONGEST)
        values, _ = read_values(package.name, ROUNDS, content)
    except (Refused, OSError, ValueError, KeyError, NotImplementedError, zipfile.BadZipFile, EOFError):
        return ()
    return values
