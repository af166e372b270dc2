"""A cell is written in one way only, and read by its column's kind or refused in words that say what belongs there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from functools import cache, lru_cache
from typing import Any

from coreflect.core.banks.toml import nearest, quoted
from coreflect.core.model import AskedBank
from coreflect.core.names import HASH_LETTERS, LONGEST_SLUG, is_safe_id
from coreflect.package.schema import LONGEST_ID, Column

_LONG_ID = re.compile(rf"[a-z][a-z0-9-]{{0,{LONGEST_ID - 1}}}")
_DIGEST = re.compile(r"[0-9a-f]{12}")
_RANDOM_ID = rf"[{HASH_LETTERS}][{HASH_LETTERS}2-9]{{4,{LONGEST_SLUG - 1}}}"
_RANDOM_IDS = re.compile(rf"{_RANDOM_ID}(?:,{_RANDOM_ID})*")
"""Nearly every id: random letters without a vowel, and digits, which are no word and no date; looked at all at once."""
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


class CellFault(ValueError):
    """A cell cannot be read; the text says what stands there and what should."""


def is_id(text: str) -> bool:
    """Whether a text may stand as an id; a round's is longer than a slug, since it holds a team and a date."""
    return is_safe_id(text) if len(text) <= LONGEST_SLUG else _LONG_ID.fullmatch(text) is not None


def written(value: Any) -> str:
    """A value of `core.model` as the text of its cell."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, tuple):
        banks = [_bank_written(one) for one in value if isinstance(one, AskedBank)]
        return " ".join(banks or sorted(value))
    return str(value)


def row_of(value: Any) -> tuple[str, ...]:
    """The cells of the row that a value of `core.model` makes; a response's answers are rows of their own."""
    return tuple(written(getattr(value, field.name)) for field in fields(value) if field.name != "answers")


@cache
def reader(column: Column) -> Callable[[str], Any]:
    """What makes a value from the text of a cell in this column.

    Returns a function that raises CellFault where the text cannot stand there.
    """
    read = _READERS[column.kind]
    if column.kind == "choice":
        read = _one_of(column.choices)
    if column.kind == "ids":
        return read
    empty = None if column.kind in ("count", "edition") else ""

    def read_or_empty(text: str) -> Any:
        return read(text) if text else empty

    def read_something(text: str) -> Any:
        if not text:
            raise CellFault("is empty")
        return read(text)

    return read_or_empty if column.may_be_empty else read_something


def values_of(column: Column, cells: Sequence[str]) -> Sequence[Any]:
    """The values of a column; what stands in it many times is read once.

    Raises:
        CellFault: a text cannot stand there.
    """
    if column.kind == "id" and _RANDOM_IDS.fullmatch(",".join(cells)):
        return cells
    read = reader(column)
    values = {cell: read(cell) for cell in set(cells)}
    return [values[cell] for cell in cells]


@lru_cache(maxsize=4096)
def _id(text: str) -> str:
    if not is_id(text):
        raise CellFault(f'holds "{quoted(text)}", which cannot be an id')
    return text


def _ids(text: str) -> tuple[str, ...]:
    return tuple(_id(one) for one in text.split(" ")) if text else ()


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise CellFault(f'holds "{quoted(text)}", where a whole number belongs')
    return int(text)


def _edition(text: str) -> int:
    number = _number(text)
    if number < 1:
        raise CellFault("holds 0, where a number from 1 belongs")
    return number


def _date(text: str) -> str:
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise CellFault(f'holds "{quoted(text)}", where a date such as 2026-05-12 belongs')


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    known = frozenset(choices)

    def read(text: str) -> str:
        if text in known:
            return text
        like = nearest(text, choices)
        hint = f' (did it mean "{like}"?)' if like else ""
        raise CellFault(f'holds "{quoted(text)}", which is none of {", ".join(choices)}{hint}')

    return read


@lru_cache(maxsize=1024)
def _banks(text: str) -> tuple[AskedBank, ...]:
    asked = tuple(_bank(one) for one in text.split(" "))
    if len({one.bank for one in asked}) < len(asked):
        raise CellFault("names one bank twice")
    return asked


def _bank(text: str) -> AskedBank:
    bank, _, rest = text.partition(":")
    form, _, rest = rest.partition(":")
    digest, *wordings = rest.split(":")
    pairs = tuple((wording, mark) for wording, _, mark in (one.partition("=") for one in wordings))
    digests = (digest, *(mark for _, mark in pairs))
    ids = (bank, *(wording for wording, _ in pairs))
    if form not in ("whole", "short") or not all(map(is_id, ids)) or not all(map(_DIGEST.fullmatch, digests)):
        raise CellFault(f'holds "{quoted(text)}", where a bank such as scie-statements:whole:0123456789ab belongs')
    return AskedBank(bank, "short" if form == "short" else "whole", digest, pairs)


def _bank_written(asked: AskedBank) -> str:
    return ":".join((asked.bank, asked.form, asked.digest, *(f"{name}={mark}" for name, mark in asked.wordings)))


def _text(text: str) -> str:
    return text


_READERS: dict[str, Callable[[str], Any]] = {
    "id": _id,
    "ids": _ids,
    "banks": _banks,
    "choice": _text,
    "count": _number,
    "edition": _edition,
    "date": _date,
    "text": _text,
}
