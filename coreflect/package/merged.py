"""What a merge leaves: every surviving revision, who is in conflict, and what was done, in numbers that add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coreflect.core.model import Records
from coreflect.package.opened import Extras

if TYPE_CHECKING:
    import pandas as pd


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
class Merged:
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
