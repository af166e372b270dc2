"""What was read from one package, and what a version does not know travels on beside it, uncounted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coreflect.core.model import Records
from coreflect.package.coded import NOTHING_CODED, Coded, Contents
from coreflect.package.tables import UnknownColumns, UnknownTable

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Extras:
    """Tables that are not known, by path; and unknown columns, by the name of the known table that has them."""

    tables: Mapping[str, UnknownTable] = field(default_factory=dict)
    columns: Mapping[str, UnknownColumns] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Package:
    """One package, verified: the name under which it is spoken of, and its records without their answers.

    `answers` holds the rows of the answers table, known columns only, in the order of the schema; `answers_mark` is the
    same for two packages with the same answers, responses and rounds. What an answer says has not been checked yet:
    that takes the banks, and is done where answers are used.
    """

    name: str
    records: Records
    answers: Coded = NOTHING_CODED
    answers_mark: str = ""
    extras: Extras = field(default_factory=Extras)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more revisions of one record that neither replaces the other; both are kept, neither is counted."""

    table: str
    record: str
    round: str
    revisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one round's records; each record that was read is in one of the numbers.

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
    """What a merge did: files read (by name), and a tally a round. Refused files end a merge before it begins."""

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
    extras: Extras = field(default_factory=Extras)
    """What this version does not know; it travels on, and is never counted."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The banks that were verified, by their sha256; what was answered, by its number; and what descriptors list.

    `listed` holds the paths that a descriptor lists by all of it but the files' sizes and sha256.
    """

    banks: dict[str, bytes] = field(default_factory=dict)
    listed: dict[tuple[bytes, ...], tuple[str, ...]] = field(default_factory=dict)
    contents: Contents = field(default_factory=Contents)
