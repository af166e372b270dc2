"""What was read from one package, and what a version does not know travels on beside it, uncounted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coreflect.core.model import Records
from coreflect.package.coded import NOTHING_CODED, Coded
from coreflect.package.tables import Beside, UnknownTable


@dataclass(frozen=True, slots=True)
class Extras:
    """Tables that are not known, by path; and unknown columns, by the name of the known table that has them."""

    tables: Mapping[str, UnknownTable] = field(default_factory=dict)
    columns: Mapping[str, Beside] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
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
