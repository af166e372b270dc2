"""Defines a package as it was read, and many packages as they were merged.

The answers of a package are stored as numbers, so that ten million rows fit into memory. A row of the answers table
says whose it is (response and revision) and what was answered (bank, item, edition and answer). The rows of one
response's revision are neighbours, so the first part is stored once for all of them. There are only a few hundred
different second parts, so each row stores only the number of its own. The table can be written again byte by byte.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coreflect.core.merging.importing import SimilarNames
from coreflect.core.merging.revisions import RECORD_TABLES
from coreflect.core.model import Records
from coreflect.package.unknown import UnknownData

if TYPE_CHECKING:
    import pandas as pd

    from coreflect.core.merging.shown_counts import ShownCounts

COMMAS_IN_A_CONTENT = 3
_FIRST_LOOK = 4096
_ROOM = 64
"""How many more bytes than the previous person's rows took are searched for the next person's."""


class Contents(dict[bytes, int]):
    """Numbers, from 0, the different contents of answer rows: the four cells after response and revision.

    Looking up a content that has no number yet gives it the next one.
    """

    def __missing__(self, content: bytes) -> int:
        if content.count(b",") != COMMAS_IN_A_CONTENT or b"\n" in content:
            raise _NoRow
        number = self[content] = len(self)
        return number


class _NoRow(Exception):
    """A line is not a row of answers."""


@dataclass(frozen=True, slots=True, eq=False)
class EncodedAnswers:
    """The rows of one answers table, without its header, as numbers.

    They are stored in runs; a run is the neighbouring rows of one response's revision. For each run, `whose` holds the
    start of its rows (`response,revision,`) and `lengths` the number of rows. For each row, `codes` holds the number
    that `contents` has for the rest of the row. Where a line is not a row of answers, `broken` holds the table's bytes,
    and everything else is empty.
    """

    contents: Contents
    whose: tuple[bytes, ...] = ()
    lengths: tuple[int, ...] = ()
    codes: array[int] = field(default_factory=lambda: array("i"))
    broken: bytes = b""

    def text(self) -> bytes:
        """Write the rows byte by byte as they were read."""
        if self.broken:
            return self.broken
        texts = [content + b"\n" for content in self.contents]
        codes = iter(self.codes.tolist())
        runs = zip(self.whose, self.lengths, strict=True)
        return b"".join(whose + texts[next(codes)] for whose, length in runs for _ in range(length))

    @property
    def size(self) -> int:
        """How many bytes of memory the answers take, without `contents`, which packages share."""
        return len(self.codes) * self.codes.itemsize + len(self.broken)

    def __bool__(self) -> bool:
        return bool(self.whose or self.broken)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, EncodedAnswers) and self.text() == other.text())

    def __hash__(self) -> int:
        return hash(self.text())


NO_ANSWERS = EncodedAnswers(Contents())


def encode_answers(text: bytes, begin: int, contents: Contents) -> EncodedAnswers:
    """Encode the rows of an answers table that has no quotation marks and no carriage returns.

    Takes the table's bytes, the index at which its rows begin, and the known contents, to which new ones are added.
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
    """What packages that are opened together have in common, so that it is read and stored once.

    `banks` holds verified bank files by their sha256. `listed` holds the paths that a descriptor lists, by the text of
    the descriptor without the files' sizes and sha256. `contents` numbers the contents of answer rows.
    """

    banks: dict[str, bytes] = field(default_factory=dict)
    listed: dict[tuple[bytes, ...], tuple[str, ...]] = field(default_factory=dict)
    contents: Contents = field(default_factory=Contents)


@dataclass(frozen=True, slots=True)
class Package:
    """One verified package: its name for messages, its records without their answers, and the answers encoded.

    `answers` holds the known columns of the answers table in the order of the schema. `answers_mark` is equal for two
    packages with the same answers, responses and rounds. Whether an answer is one that its round offers is checked only
    where answers are used, because that needs the banks. `unknown_data` is what this version does not know.
    """

    name: str
    records: Records
    answers: EncodedAnswers = NO_ANSWERS
    answers_mark: str = ""
    unknown_data: UnknownData = field(default_factory=UnknownData)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more revisions of a record, none of which replaces another; all are kept, and none is counted.

    Of revisions that say the same, one is named.
    """

    table: str
    record: str
    round: str
    revisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of one round had each outcome in a merge; every record is counted once.

    The result holds the records that are `new` or `in_conflict`. `same` counts records that came more than once, and
    `replaced` and `withdrawn` those that were left out.
    """

    team: str
    round: str
    new: int
    same: int
    replaced: int
    withdrawn: int
    in_conflict: int

    @property
    def numbers(self) -> tuple[int, int, int, int, int]:
        """The numbers of all outcomes, in this order."""
        return self.new, self.same, self.replaced, self.withdrawn, self.in_conflict


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did: the names of the files that were read, and one tally for each round."""

    files: tuple[str, ...]
    tallies: tuple[Tally, ...]
    remarks: tuple[str, ...]
    """Sentences on revisions that disagree on privacy."""
    read: tuple[int, ...] = ()
    """How many records each file holds; their sum is the sum of all tallies."""
    similar: tuple[SimilarNames, ...] = ()
    """Names that look alike, and that nobody has said to be one or to be different."""


@dataclass(frozen=True, slots=True)
class MergedPackages:
    """Many packages merged into one.

    `records` holds every surviving revision, including those in conflict; its responses have no answers. `answers` has
    one row for each answer of every surviving response, with the columns response, revision, bank, item, item_edition
    and answer, all of dtype category (text); categories may be unused. The aliases in `records.aliases` have not been
    applied.
    """

    records: Records
    answers: pd.DataFrame
    conflicts: tuple[Conflict, ...]
    report: MergeReport
    unknown_data: UnknownData = field(default_factory=UnknownData)
    """What this version does not know; it is exported again, and never counted."""
    shown_here: tuple[ShownCounts, ...] = ()
    """The shown counts that are the workspace's own, those that a choice elsewhere withdrew among them."""
    said_again: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Each (record, revision) that says what another version of its record says, and the revision that is read."""

    @property
    def as_read(self) -> MergedPackages:
        """The same for whoever counts or shows it: of versions that say the same, the records hold one.

        What is written or merged again holds them all, and so does `answers`.
        """
        if not self.said_again:
            return self
        once = {
            table: tuple(row for row in getattr(self.records, table) if (row.id, row.revision) not in self.said_again)
            for table in RECORD_TABLES
        }
        return replace(self, records=replace(self.records, **once))


def _runs(text: bytes, begin: int) -> Iterator[tuple[bytes, list[bytes]]]:
    """Yield each run of neighbouring rows: the start that they share, and the rest of each row.

    Rows of another person between them end up inside one of these rests, which `Contents` then refuses.
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
