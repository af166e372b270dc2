"""Joins the answers of many packages into one table, and checks them.

The rows are numbers (`EncodedAnswers`), so that Python looks once at each run and once at each different content; the
ten million rows themselves are only touched by numpy.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from coreflect.core.errors import refused
from coreflect.core.model import AskedBank
from coreflect.core.names import quoted
from coreflect.package.package import Contents, Package
from coreflect.package.read import Banks, banks_of, fault_of, records_of
from coreflect.package.schema import ANSWERS
from coreflect.package.tables import UnknownColumns
from coreflect.package.write import csv_text

Pair = tuple[str, str]
"""(response id, revision)"""
Codes = npt.NDArray[np.integer[Any]]

_CONTENT = ("bank", "item", "item_edition", "answer")


class _Content(NamedTuple):
    """The cells of a row of answers after response and revision."""

    bank: str
    item: str
    item_edition: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of all packages, one after another; a run is the neighbouring rows of one response's revision.

    `starts` and `ends` are the row numbers of each run (the end is exclusive), `packages` the index of its package, and
    `pairs` its (response id, revision). `codes` holds for each row the index of its content in `contents`, which is
    sorted.
    """

    starts: Codes
    ends: Codes
    packages: tuple[int, ...]
    pairs: tuple[Pair, ...]
    codes: Codes
    contents: tuple[_Content, ...]


def answer_rows(
    packages: Sequence[Package], banks: Banks, standing: Collection[Pair], renamed: Mapping[Pair, str]
) -> pd.DataFrame:
    """Collect the answers of all surviving responses.

    Takes packages; the banks of all of them; the (response, revision) pairs that survive; and for those that a
    resolution keeps, the new revision of each. Returns one row for each answer with the columns of the answers table,
    all of dtype category (text); categories may be unused. Rows of one response's revision are neighbours.

    Raises:
        Refused: an answer belongs to no response of its package, or its round does not offer it; or one revision of a
            response has different answers in two packages.
    """
    once = tuple({package.answers_mark: package for package in packages if package.answers}.values())
    if not once:
        return pd.DataFrame(
            {column: pd.Categorical([], categories=pd.Index([], dtype="str")) for column in ANSWERS.header}
        )
    runs = _runs(once)
    _check(runs, once, banks)
    pairs = [(response, renamed.get((response, revision), revision)) for response, revision in runs.pairs]
    first = _first_of_each(runs, pairs, once)
    keep = np.array([pair in standing and first[pair] == index for index, pair in enumerate(pairs)], dtype=np.bool_)
    return _frame(runs, pairs, keep)


def _runs(packages: Sequence[Package]) -> _Runs:
    if any(package.answers.broken for package in packages):
        raise _blamed(packages)
    lengths = np.array([length for package in packages for length in package.answers.lengths], dtype=np.int64)
    ends = np.cumsum(lengths)
    codes, contents = _numbered(packages)
    return _Runs(
        ends - lengths,
        ends,
        tuple(number for number, package in enumerate(packages) for _ in package.answers.whose),
        tuple(pair for package in packages for pair in _pairs(package, packages)),
        codes,
        contents,
    )


def _pairs(package: Package, packages: Sequence[Package]) -> list[Pair]:
    """Read the (response id, revision) of each run of a package."""
    try:
        cells = b"".join(package.answers.whose).decode().split(",")
    except UnicodeDecodeError:
        raise _blamed(packages) from None
    return list(zip(cells[:-1:2], cells[1::2], strict=True))


def _numbered(packages: Sequence[Package]) -> tuple[Codes, tuple[_Content, ...]]:
    """Return, for each row, the index of its content among all used contents, and these contents, sorted.

    Packages that were opened together share their numbers; those of the other packages are translated first.
    """
    known: dict[bytes, int] = {}
    by_owner: dict[int, tuple[Contents, list[Codes]]] = {}
    parts: list[Codes] = []
    for package in packages:
        part = np.frombuffer(package.answers.codes, dtype=np.intc)
        parts.append(part)
        by_owner.setdefault(id(package.answers.contents), (package.answers.contents, []))[1].append(part)
    places: dict[int, npt.NDArray[np.int32]] = {}
    for owner, (contents, owned) in by_owner.items():
        used = np.zeros(len(contents), dtype=np.bool_)
        for its_codes in owned:
            used[its_codes] = True
        numbers = np.zeros(len(contents), dtype=np.int32)
        texts = list(contents)
        for number in np.flatnonzero(used).tolist():
            numbers[number] = known.setdefault(texts[number], len(known))
        places[owner] = numbers
    try:
        found = [_Content(*text.decode().split(",")) for text in known]
    except UnicodeDecodeError:
        raise _blamed(packages) from None
    order = sorted(range(len(found)), key=found.__getitem__)
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    sorted_places = {owner: place[numbers] for owner, numbers in places.items()}
    codes: Codes = np.concatenate(
        [sorted_places[id(package.answers.contents)][part] for package, part in zip(packages, parts, strict=True)]
    )
    return codes, tuple(found[index] for index in order)


def _check(runs: _Runs, packages: Sequence[Package], all_banks: Banks) -> None:
    """Check that each answer belongs to a response of its package, occurs once, and is offered by its round."""
    numbers: dict[tuple[AskedBank, ...], int] = {}
    asked_of_run: list[int] = []
    responses: dict[Pair, int] = {}
    at = -1
    for pair, place in zip(runs.pairs, runs.packages, strict=True):
        if place != at:
            at = place
            records = packages[at].records
            asked = {
                round_id: numbers.setdefault(banks, len(numbers))
                for round_id, banks in banks_of(records.rounds).items()
            }
            responses = {(response.id, response.revision): asked[response.round] for response in records.responses}
        number = responses.pop(pair, None)
        if number is None:
            raise _blamed([packages[at]])
        asked_of_run.append(number)
    lengths = runs.ends - runs.starts
    _check_twice(runs, lengths, packages)
    asked_of_row = np.repeat(np.array(asked_of_run, dtype=np.int32), lengths)
    for asked_banks, number in numbers.items():
        used = np.zeros(len(runs.contents), dtype=np.bool_)
        used[runs.codes if len(numbers) == 1 else runs.codes[asked_of_row == number]] = True
        items = all_banks.items_of(packages[0].name, asked_banks)
        if any(fault_of(items, *runs.contents[content]) for content in np.flatnonzero(used).tolist()):
            raise _blamed(packages)


def _check_twice(runs: _Runs, lengths: Codes, packages: Sequence[Package]) -> None:
    numbers: dict[Pair, int] = {}
    of_content = [numbers.setdefault((content.bank, content.item), len(numbers)) for content in runs.contents]
    items = np.array(of_content, dtype=np.int32)[runs.codes]
    rises = np.ones(len(items), dtype=np.bool_)
    np.greater(items[1:], items[:-1], out=rises[1:])
    rises[runs.starts] = True
    if rises.all():
        return
    each = np.repeat(np.arange(len(lengths)), lengths) * len(numbers) + items
    if pd.Series(each).duplicated().any():
        raise _blamed(packages)


def _first_of_each(runs: _Runs, pairs: Sequence[Pair], packages: Sequence[Package]) -> dict[Pair, int]:
    """Find the first run of each response's revision; all other runs of it must have the same answers."""
    first: dict[Pair, int] = {}
    for index, pair in enumerate(pairs):
        before = first.setdefault(pair, index)
        if before != index and not np.array_equal(_sorted(runs, before), _sorted(runs, index)):
            names = (packages[runs.packages[run]].name for run in (before, index))
            what = f"hold different answers under one revision of {quoted(pair[0])}."
            raise refused(" and ".join(names), what, "One of the two is damaged: ask for both again.")
    return first


def _sorted(runs: _Runs, run: int) -> Codes:
    return np.sort(runs.codes[runs.starts[run] : runs.ends[run]])


def _frame(runs: _Runs, pairs: Sequence[Pair], keep: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Make the table of the runs that `keep` marks."""
    lengths = (runs.ends - runs.starts)[keep]
    codes = runs.codes if keep.all() else runs.codes[np.repeat(keep, runs.ends - runs.starts)]
    columns: dict[str, pd.Categorical] = {}
    for place, column in enumerate(("response", "revision")):
        each, texts = _as_codes(pair[place] for pair, stays in zip(pairs, keep.tolist(), strict=True) if stays)
        columns[column] = _categorical(np.repeat(each, lengths), texts)
    for place, column in enumerate(_CONTENT):
        each, texts = _as_codes(content[place] for content in runs.contents)
        columns[column] = _categorical(each[codes], texts)
    return pd.DataFrame(columns, copy=False)


def _as_codes(texts: Iterable[str]) -> tuple[Codes, list[str]]:
    """Number texts in the order in which they first occur, in the smallest dtype; returns the numbers and the texts."""
    places: dict[str, int] = {}
    found = [places.setdefault(text, len(places)) for text in texts]
    return np.array(found, dtype=np.min_scalar_type(-len(places) - 1)), list(places)


def _categorical(codes: Codes, texts: list[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=pd.Index(texts, dtype="str"), validate=False)


def _blamed(packages: Sequence[Package]) -> Exception:
    """The refusal of the package whose answers are at fault, found by reading each by itself."""
    for package in packages:
        records_of(package)
    return refused(packages[0].name, "cannot be read: something is wrong in the table answers.")


def answers_text(frame: pd.DataFrame, unknown_columns: UnknownColumns) -> bytes:
    """Write the answers table.

    Takes answers as `answer_rows` returns them, and the unknown columns of the table. Ids need no quotation marks, and
    are written as they are.
    """
    if frame.empty and not unknown_columns.columns:
        return ANSWERS.first_line
    kinds, texts = _kinds(frame)
    responses, revisions = (frame[column].cat.codes.to_numpy() for column in ("response", "revision"))
    begins = np.ones(len(frame), dtype=bool)
    begins[1:] = (responses[1:] != responses[:-1]) | (revisions[1:] != revisions[:-1])
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(frame))
    names, marks = (frame[column].cat.categories for column in ("response", "revision"))
    runs = sorted(zip(names[responses[starts]], marks[revisions[starts]], starts.tolist(), ends.tolist(), strict=True))
    parts = [ANSWERS.first_line]
    for response, revision, start, end in runs:
        whose = f"{response},{revision},".encode()
        parts.append(whose + whose.join([texts[kind] for kind in np.sort(kinds[start:end]).tolist()]))
    text = b"".join(parts)
    return _with_columns(text, unknown_columns) if unknown_columns.columns else text


def _kinds(frame: pd.DataFrame) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], list[bytes]]:
    """For each row the number of what it says, in the order of their texts; and these texts as the end of a line."""
    combined = np.zeros(len(frame), dtype=np.int64)
    for column in _CONTENT:
        combined = combined * len(frame[column].cat.categories) + frame[column].cat.codes.to_numpy(dtype=np.int64)
    found, first, kinds = np.unique(combined, return_index=True, return_inverse=True)
    contents = list(zip(*(frame[column].iloc[first].astype(str) for column in _CONTENT), strict=True))
    order = sorted(range(len(found)), key=contents.__getitem__)
    place = np.empty(len(found), dtype=np.int64)
    place[order] = np.arange(len(found))
    return place[kinds], [(",".join(contents[index]) + "\n").encode() for index in order]


def _with_columns(text: bytes, unknown_columns: UnknownColumns) -> bytes:
    columns = sorted(unknown_columns.columns)
    header, *rows = csv.reader(io.StringIO(text.decode(), newline=""))
    at = [ANSWERS.header.index(column) for column in ANSWERS.key]
    wide = ((*cells, *unknown_columns.of(tuple(cells[index] for index in at), columns)) for cells in rows)
    return csv_text((*header, *columns), wide)
