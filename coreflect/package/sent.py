"""An opened package goes from one process to another by its columns: value by value takes three times as long."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from coreflect.core.bank import BankFile
from coreflect.core.model import Records
from coreflect.package.coded import Coded
from coreflect.package.opened import Extras, Opened
from coreflect.package.schema import VALUE_TABLES

R = TypeVar("R")

_NOT_IN_A_ROW = "answers"
"""A response's answers have a table of their own."""


class Sent(NamedTuple):
    """A package on its way: `columns` holds those of each table that has rows, by its name."""

    name: str
    columns: dict[str, tuple[tuple[Any, ...], ...]]
    bank_files: tuple[BankFile, ...]
    answers: Coded
    answers_mark: str
    extras: Extras


def to_send(one: Opened | R) -> Sent | R:
    """An opened package as it is sent; all else as it is."""
    if not isinstance(one, Opened):
        return one
    columns: dict[str, tuple[tuple[Any, ...], ...]] = {}
    for table in VALUE_TABLES:
        values = getattr(one.records, table.name)
        if values:
            names = (field.name for field in fields(values[0]) if field.name != _NOT_IN_A_ROW)
            columns[table.name] = tuple(zip(*map(attrgetter(*names), values), strict=True))
    return Sent(one.name, columns, one.records.bank_files, one.answers, one.answers_mark, one.extras)


def opened_again(one: Sent | R) -> Opened | R:
    """The opened package that was sent; all else as it is."""
    if not isinstance(one, Sent):
        return one
    values = {
        table.name: tuple(map(table.made_of, *one.columns[table.name]))
        for table in VALUE_TABLES
        if table.made_of and table.name in one.columns
    }
    records = Records(**values, bank_files=one.bank_files)
    return Opened(one.name, records, one.answers, one.answers_mark, one.extras)
