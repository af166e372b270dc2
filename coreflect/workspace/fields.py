"""A document from a file is believed field by field: what has another type than it should have is no record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Self, TypeVar, cast

T = TypeVar("T")

Document = dict[str, Any]


class NoRecord(ValueError):
    """A document has not the shape of the record that its file is for."""


class Fields:
    """The fields of one document. Each method returns a field, or raises NoRecord where it is not what it should be."""

    def __init__(self, values: object) -> None:
        if not isinstance(values, dict):
            raise NoRecord("document")
        self._values: Document = values

    @classmethod
    def only(cls, tables: Mapping[str, Mapping[str, Document]], table: str) -> tuple[str, Self]:
        """The key and the fields of the one document of a table."""
        documents = tables.get(table, {})
        if len(documents) != 1:
            raise NoRecord(table)
        key, values = next(iter(documents.items()))
        return key, cls(values)

    def text(self, name: str) -> str:
        found = self._values.get(name)
        if not isinstance(found, str):
            raise NoRecord(name)
        return found

    def text_if_there(self, name: str) -> str:
        """A text that files written before it was thought of lack; there it is empty."""
        return self.text(name) if name in self._values else ""

    def texts_if_there(self, name: str) -> tuple[str, ...]:
        """Texts that files written before they were thought of lack; there they are none."""
        return self.texts(name) if name in self._values else ()

    def whole_if_there(self, name: str) -> int | None:
        """A number that files written before it was thought of lack; there it is none."""
        return self.whole_or_none(name) if name in self._values else None

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        found = self.text(name)
        if found not in allowed:
            raise NoRecord(name)
        return found

    def whole(self, name: str) -> int:
        found = self._values.get(name)
        if not isinstance(found, int) or isinstance(found, bool):
            raise NoRecord(name)
        return found

    def whole_or_none(self, name: str) -> int | None:
        return None if self._none(name) else self.whole(name)

    def fields_or_none(self, name: str) -> Fields | None:
        return None if self._none(name) else Fields(self._values[name])

    def many(self, name: str) -> list[object]:
        found = self._values.get(name)
        if not isinstance(found, list):
            raise NoRecord(name)
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        found = self.many(name)
        if not all(isinstance(one, str) for one in found):
            raise NoRecord(name)
        return cast("tuple[str, ...]", tuple(found))

    def rows(self, name: str, columns: int) -> list[list[str]]:
        """Rows of so many texts each."""
        found = self.many(name)
        for row in found:
            if not isinstance(row, list) or len(row) != columns or not all(isinstance(one, str) for one in row):
                raise NoRecord(name)
        return cast("list[list[str]]", found)

    def _none(self, name: str) -> bool:
        if name not in self._values:
            raise NoRecord(name)
        return self._values[name] is None


def without(document: Document, name: str) -> Document:
    """The document less one field."""
    return {each: value for each, value in document.items() if each != name}


def expected(record: T, fits: Callable[[T], bool]) -> T:
    """The record, where it is the one that was looked for; otherwise raises NoRecord."""
    if not fits(record):
        raise NoRecord("another record")
    return record
