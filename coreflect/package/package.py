"""Holds one package as it was read, and many packages as they were merged.

The answers of a package are held as numbers. A row of the answers table says whose it is (response and revision), and
what was answered (bank, item, edition and level). The rows of one response's revision stand together, so whose they are
is held once for all of them; and a thousand people answer in a few hundred different ways. Ten million rows become as
many small numbers, and can be written again byte by byte.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coreflect.core.model import Records
from coreflect.package.unknown import UnknownData

if TYPE_CHECKING:
    import pandas as pd

COMMAS_IN_A_CONTENT = 3
_FIRST_LOOK = 4096
_ROOM = 64
"""Bytes more than the rows of the person before, in which those of the next are looked for."""


class Contents(dict[bytes, int]):
    """What rows of answers say after whose they are (four cells of one line), each with its number from 0 on.

    Looking up a content that is not in it gives it the next number.
    """

    def __missing__(self, content: bytes) -> int:
        if content.count(b",") != COMMAS_IN_A_CONTENT or b"\n" in content:
            raise _NoRow
        number = self[content] = len(self)
        return number


class _NoRow(Exception):
    """Something is no row of answers."""


@dataclass(frozen=True, slots=True, eq=False)
class EncodedAnswers:
    """The rows of one table of answers, without its header, as numbers.

    They come in runs, each the neighbouring rows of one response's revision: `whose` holds the start of its rows
    (`response,revision,`), `lengths` how many there are; `codes` has a number for each row, under which `contents` has
    the rest of it. Where some row is none, `broken` holds the bytes as they are, and all else is empty.
    """

    contents: Contents
    whose: tuple[bytes, ...] = ()
    lengths: tuple[int, ...] = ()
    codes: array[int] = field(default_factory=lambda: array("i"))
    broken: bytes = b""

    def text(self) -> bytes:
        """Write the rows again, byte by byte as they were."""
        if self.broken:
            return self.broken
        texts = [content + b"\n" for content in self.contents]
        codes = iter(self.codes.tolist())
        runs = zip(self.whose, self.lengths, strict=True)
        return b"".join(whose + texts[next(codes)] for whose, length in runs for _ in range(length))

    @property
    def size(self) -> int:
        """How many bytes of memory it takes, without `contents`, which packages share."""
        return len(self.codes) * self.codes.itemsize + len(self.broken)

    def __bool__(self) -> bool:
        return bool(self.whose or self.broken)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, EncodedAnswers) and self.text() == other.text())

    def __hash__(self) -> int:
        return hash(self.text())


NO_ANSWERS = EncodedAnswers(Contents())


def encode_answers(text: bytes, begin: int, contents: Contents) -> EncodedAnswers:
    """Encode the rows of a table of answers that has no quotation marks and no carriage returns.

    Takes the table's bytes, where its rows begin, and the contents that are known, to which new ones are added.
    """
    whose: list[bytes] = []
    lengths: list[int] = []
    codes = array("i")
    try:
        for start, rows in _runs(text, begin):
            codes.extend(map(contents.__getitem__, rows))
            whose.append(start)
            lengths.append(len(rows))
    except (_NoRow, ValueError):
        return EncodedAnswers(contents, broken=text[begin:])
    return EncodedAnswers(contents, tuple(whose), tuple(lengths), codes)


@dataclass(frozen=True, slots=True)
class Shared:
    """What many packages have in common, so that it is read and held once while they are opened.

    `banks` holds verified bank files by their sha256, `contents` numbers what was answered, and `listed` holds the
    paths that a descriptor lists, by all of the descriptor but the files' sizes and sha256.
    """

    banks: dict[str, bytes] = field(default_factory=dict)
    listed: dict[tuple[bytes, ...], tuple[str, ...]] = field(default_factory=dict)
    contents: Contents = field(default_factory=Contents)


@dataclass(frozen=True, slots=True)
class Package:
    """One verified package: the name that messages give it, and its records without their answers.

    `answers` holds the rows of the answers table, known columns only, in the order of the schema; `answers_mark` is the
    same for two packages with the same answers, responses and rounds. What an answer says has not been checked yet:
    that takes the banks, and is done where answers are used. `unknown_data` is what this version does not know.
    """

    name: str
    records: Records
    answers: EncodedAnswers = NO_ANSWERS
    answers_mark: str = ""
    unknown_data: UnknownData = field(default_factory=UnknownData)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more revisions of one record that neither replaces the other; both stay, neither is counted."""

    table: str
    record: str
    round: str
    revisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts, for the records of one round, what a merge found them to be; each record is in one of the numbers.

    `new` and `in_conflict` are in the result; `same` came more than once, `replaced` and `withdrawn` are left out.
    """

    team: str
    round: str
    new: int
    same: int
    replaced: int
    withdrawn: int
    in_conflict: int


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did: the files that were read, by name, and a tally a round."""

    files: tuple[str, ...]
    tallies: tuple[Tally, ...]
    remarks: tuple[str, ...]
    """Sentences on names that look alike, and on revisions that disagree on privacy."""
    read: tuple[int, ...] = ()
    """How many records each file holds: together they are the sum of all tallies."""


@dataclass(frozen=True, slots=True)
class MergedPackages:
    """Many packages as one.

    `records` holds every surviving revision, those in conflict among them; its responses carry no answers. `answers` is
    a table of one row per answer of every surviving response, with the columns response, revision, bank, item,
    item_edition, answer, all of dtype category (text); some categories may be in no row. Aliases are in
    `records.aliases` and have not been applied.
    """

    records: Records
    answers: pd.DataFrame
    conflicts: tuple[Conflict, ...]
    report: MergeReport
    unknown_data: UnknownData = field(default_factory=UnknownData)
    """What this version does not know; it travels on, and is never counted."""


def _runs(text: bytes, begin: int) -> Iterator[tuple[bytes, list[bytes]]]:
    """Each start that neighbouring rows share, with the rest of each of these rows.

    Where the rows of another person stand between, they are in one of the parts, which is then no rest of a row.
    """
    window = _FIRST_LOOK
    while begin < len(text):
        after = text.index(b",", text.index(b",", begin) + 1) + 1
        start, line = text[begin:after], b"\n" + text[begin:after]
        if b"\n" in start:
            raise _NoRow
        while True:
            last = text.rfind(line, after, begin + window)
            end = text.index(b"\n", after if last < 0 else last + 1)
            if not text.startswith(line, end):
                break
            window *= 2
        yield start, text[after:end].split(line)
        window = end - begin + _ROOM
        begin = end + 1
