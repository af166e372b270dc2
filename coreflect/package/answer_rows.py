"""The answers of many packages are parsed as one stream and checked as codes, never one by one.

Parsing a thousand files each by itself takes four times as long, and objects for all answers take too much memory.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from coreflect.core.bank_table import quoted
from coreflect.core.model import AskedBank
from coreflect.package.asked import Banks, banks_of, fault_of
from coreflect.package.faults import refused
from coreflect.package.opened import Opened
from coreflect.package.read import records_of
from coreflect.package.schema import ANSWERS

Pair = tuple[str, str]
"""(response id, revision)"""
Codes = npt.NDArray[np.integer[Any]]

_CONTENT = ("bank", "item", "item_edition", "answer")
_NO_ID = "-"
_FIRST_ROW = (",".join([_NO_ID] * len(ANSWERS.header)) + "\n").encode()
"""Stands before all others, so that a column of numbers is not read as numbers, in which "01" would be "1"."""


@dataclass(frozen=True, slots=True)
class _Runs:
    """Neighbouring rows of one response's revision in one package: where each run begins and ends, and whose it is.

    `contents` holds a number for each row that is the same for the same answer to the same item.
    """

    starts: Codes
    ends: Codes
    packages: tuple[int, ...]
    pairs: tuple[Pair, ...]
    contents: Codes


def answer_rows(
    packages: Sequence[Opened], banks: Banks, standing: Collection[Pair], renamed: Mapping[Pair, str]
) -> pd.DataFrame:
    """The answers of all responses that stand.

    Takes opened packages; the banks of all of them; each (response, revision) that stands; and the new revision of
    each that a resolution keeps. Returns one row an answer with the columns of the answers table, all of dtype category
    (text), whose categories may hold more than stands; rows of one response's revision stand together.

    Raises:
        Refused: an answer belongs to no response of its package, or is none that its round can have; or one revision of
            a response has different answers in two packages.
    """
    once = tuple({package.answers_mark: package for package in packages if package.answers}.values())
    if not once:
        return pd.DataFrame(
            {column: pd.Categorical([], categories=pd.Index([], dtype="str")) for column in ANSWERS.header}
        )
    ends = np.cumsum([package.answers.count(b"\n") for package in once], dtype=np.int64)
    frame = _parsed(once, int(ends[-1]))
    runs = _runs(frame, ends)
    _check(frame, runs, once, banks)
    pairs = [(response, renamed.get((response, revision), revision)) for response, revision in runs.pairs]
    first = _first_of_each(runs, pairs, once)
    keep = [pair in standing and first[pair] == index for index, pair in enumerate(pairs)]
    revisions = [new if new != old else "" for (_, new), (_, old) in zip(pairs, runs.pairs, strict=True)]
    return _kept(frame, runs, np.array(keep), revisions)


class _Stream(io.RawIOBase):
    """Bytes one after another, without a copy of them all."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts: Iterator[bytes] = iter(parts)
        self._part = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._part:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._part = memoryview(part)
        count = min(len(buffer), len(self._part))
        buffer[:count] = self._part[:count]
        self._part = self._part[count:]
        return count


def _parsed(packages: Sequence[Opened], rows: int) -> pd.DataFrame:
    parts = (ANSWERS.first_line, _FIRST_ROW, *(package.answers for package in packages))
    stream = io.BufferedReader(_Stream(parts), 1 << 20)
    try:
        frame = pd.read_csv(
            stream, dtype="category", keep_default_na=False, na_filter=False, skip_blank_lines=False, engine="c"
        )
    except ValueError:
        raise _blamed(packages) from None
    frame = frame.iloc[1:].reset_index(drop=True)
    columns = {column: frame[column].array for column in ANSWERS.header}
    # Categories are sorted: what comes before the first row's mark is no id and no number.
    if len(frame) != rows or any(cells.categories[0] != _NO_ID for cells in columns.values()):
        raise _blamed(packages)
    return pd.DataFrame(
        {
            column: pd.Categorical.from_codes(cells.codes - 1, categories=cells.categories[1:])
            for column, cells in columns.items()
        }
    )


def _codes(frame: pd.DataFrame, column: str) -> Codes:
    return frame[column].cat.codes.to_numpy(dtype=np.int64)


def _runs(frame: pd.DataFrame, ends: Codes) -> _Runs:
    responses, revisions = _codes(frame, "response"), _codes(frame, "revision")
    new = np.ones(len(frame), dtype=bool)
    new[1:] = (responses[1:] != responses[:-1]) | (revisions[1:] != revisions[:-1])
    new[ends[:-1]] = True
    starts = np.flatnonzero(new)
    contents = np.zeros(len(frame), dtype=np.int64)
    for column in _CONTENT:
        contents = contents * len(frame[column].cat.categories) + _codes(frame, column)
    return _Runs(
        starts,
        np.append(starts[1:], len(frame)),
        tuple(np.searchsorted(ends, starts, side="right").tolist()),
        tuple(zip(_texts(frame, "response", starts), _texts(frame, "revision", starts), strict=True)),
        contents,
    )


def _texts(frame: pd.DataFrame, column: str, rows: Codes) -> list[str]:
    categories = frame[column].cat.categories.tolist()
    return [categories[code] for code in _codes(frame, column)[rows].tolist()]


def _check(frame: pd.DataFrame, runs: _Runs, packages: Sequence[Opened], banks: Banks) -> None:
    """Check that each answer belongs to a response of its package, stands there once, and is one that it can give."""
    if any((_codes(frame, column) < 0).any() for column in ANSWERS.header):
        raise _blamed(packages)
    numbers: dict[tuple[AskedBank, ...], int] = {}
    asked_of_run: list[int] = []
    responses: dict[Pair, int] = {}
    at = -1
    for pair, package in zip(runs.pairs, runs.packages, strict=True):
        if package != at:
            at = package
            asked = banks_of(packages[at].records.rounds)
            responses = {
                (one.id, one.revision): numbers.setdefault(asked[one.round], len(numbers))
                for one in packages[at].records.responses
            }
        if pair not in responses:
            raise _blamed([packages[at]])
        asked_of_run.append(responses.pop(pair))
    lengths = runs.ends - runs.starts
    _check_twice(frame, runs, lengths, packages)
    combined = runs.contents * len(numbers) + np.repeat(np.array(asked_of_run, dtype=np.int64), lengths)
    rows = np.flatnonzero(~pd.Series(combined).duplicated().to_numpy())
    maps = [banks.asked(packages[0].name, asked_banks) for asked_banks in numbers]
    cells = zip(
        combined[rows].tolist(), rows.tolist(), *(_texts(frame, column, rows) for column in _CONTENT), strict=True
    )
    for number, row, bank, item, edition, answer in cells:
        if fault_of(maps[number % len(numbers)], bank, item, edition, answer):
            run = int(np.searchsorted(runs.starts, row, side="right")) - 1
            raise _blamed([packages[runs.packages[run]]])


def _check_twice(frame: pd.DataFrame, runs: _Runs, lengths: Codes, packages: Sequence[Opened]) -> None:
    items = _codes(frame, "bank") * len(frame["item"].cat.categories) + _codes(frame, "item")
    begins = np.zeros(len(frame), dtype=bool)
    begins[runs.starts] = True
    if ((items[1:] > items[:-1]) | begins[1:]).all():
        return
    each = np.repeat(np.arange(len(lengths)), lengths) * (int(items.max()) + 1) + items
    if pd.Series(each).duplicated().any():
        raise _blamed(packages)


def _first_of_each(runs: _Runs, pairs: Sequence[Pair], packages: Sequence[Opened]) -> dict[Pair, int]:
    """The first run of each response's revision; all others must say the same."""
    first: dict[Pair, int] = {}
    for index, pair in enumerate(pairs):
        before = first.setdefault(pair, index)
        if before != index and not np.array_equal(_sorted(runs, before), _sorted(runs, index)):
            one, other = (packages[runs.packages[run]].name for run in (before, index))
            what = f"hold different answers under one revision of {quoted(pair[0])}."
            raise refused(f"{one} and {other}", what, "One of the two is damaged: ask for both again.")
    return first


def _sorted(runs: _Runs, run: int) -> Codes:
    return np.sort(runs.contents[runs.starts[run] : runs.ends[run]])


def _kept(frame: pd.DataFrame, runs: _Runs, keep: npt.NDArray[np.bool_], revisions: Sequence[str]) -> pd.DataFrame:
    lengths = runs.ends - runs.starts
    if any(revisions):
        new = np.repeat(np.array(revisions, dtype=object), lengths)
        changed = np.where(new != "", new, frame["revision"].astype(object))
        frame = frame.assign(revision=pd.Categorical(changed.astype(str)))
    return frame if keep.all() else frame[np.repeat(keep, lengths)].reset_index(drop=True)


def _blamed(packages: Sequence[Opened]) -> Exception:
    """The refusal of the package whose answers are at fault, found by reading each by itself."""
    for package in packages:
        records_of(package)
    return refused(packages[0].name, "cannot be read: something is wrong in the table answers.")
