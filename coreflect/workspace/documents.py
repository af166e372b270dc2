"""A round and what stands beside its responses as tables, and back: what comes back equals what was kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, TypeVar, cast

from coreflect.core.model import AskedBank, Guard, Privacy, Reflection, State, Withdrawn
from coreflect.core.workspace import HandedOver
from coreflect.workspace.storage import Tables

_ROUND_TEXTS = ("revision", "team", "team_name", "about", "period", "date", "missing", "contact", "keep_until")
_PRIVACIES = ("private", "open")
_STATES = ("running", "revealed")
_FORMS = ("whole", "short")


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A round's facts as their file holds them, with the strictest protection that any of its revisions asked for."""

    reflection: Reflection
    guard: Guard


def round_tables(file: RoundFile) -> Tables:
    """The tables of a round's file."""
    reflection = asdict(file.reflection)
    key = reflection.pop("id")
    return {"round": {key: reflection}, "guard": {key: without(asdict(file.guard), "round")}}


def read_round_of(round_id: str) -> Callable[[Tables], RoundFile]:
    """What reads the round with this id from its tables, and raises NoRecord where they do not hold it."""
    return lambda tables: expected(read_round(tables), lambda file: file.reflection.id == round_id)


def read_round(tables: Tables) -> RoundFile:
    """The round that these tables hold.

    Raises:
        NoRecord: they hold none.
    """
    key, values = Fields.only(tables, "round")
    _, guard = Fields.only(tables, "guard")
    reflection = Reflection(
        id=key,
        replaces=values.texts("replaces"),
        banks=tuple(_asked(one) for one in values.many("banks")),
        privacy=cast("Privacy", values.one_of("privacy", _PRIVACIES)),
        smallest_group=values.whole("smallest_group"),
        state=cast("State", values.one_of("state", _STATES)),
        counted=values.texts("counted"),
        invited=values.whole_or_none("invited"),
        next_date=values.text_if_there("next_date"),
        counted_as=values.texts_if_there("counted_as"),
        helped=values.whole_if_there("helped"),
        joined=values.texts_if_there("joined"),
        **{name: values.text(name) for name in _ROUND_TEXTS},
    )
    privacy = cast("Privacy", guard.one_of("privacy", _PRIVACIES))
    return RoundFile(reflection, Guard(key, privacy, guard.whole("smallest_group")))


def withdrawn_tables(withdrawn: Collection[Withdrawn]) -> Tables:
    """The tables of a file that says what was taken back."""
    return {"withdrawn": {one.record: {"round": one.round} for one in withdrawn}}


def read_withdrawn(tables: Tables) -> tuple[Withdrawn, ...]:
    """What these tables say was taken back.

    Raises:
        NoRecord: something else stands there.
    """
    entries = sorted(tables.get("withdrawn", {}).items())
    return tuple(Withdrawn(record, Fields(values).text("round")) for record, values in entries)


def handed_over_tables(key: str, package: HandedOver) -> Tables:
    """The tables of a file that says which package was written."""
    return {"handed-over": {key: {"file": package.file, "responses": list(package.responses)}}}


def read_handed_over(tables: Tables) -> HandedOver:
    """The package that these tables speak of.

    Raises:
        NoRecord: they speak of none.
    """
    _, values = Fields.only(tables, "handed-over")
    return HandedOver(values.text("file"), values.texts("responses"))


def _asked(value: object) -> AskedBank:
    values = Fields(value)
    wordings = tuple((wording, digest) for wording, digest in values.rows("wordings", 2))
    form = cast("Literal['whole', 'short']", values.one_of("form", _FORMS))
    return AskedBank(values.text("bank"), form, values.text("digest"), wordings)


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
