"""A round and what stands beside its responses as tables, and back: what comes back equals what was kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from typing import Literal, cast

from coreflect.core.kept import HandedOver
from coreflect.core.model import AskedBank, Guard, Privacy, Round, State, Withdrawn
from coreflect.workspace.fields import Fields, expected, without
from coreflect.workspace.storage import Tables

_ROUND_TEXTS = ("revision", "team", "team_name", "about", "period", "date", "missing", "contact", "keep_until")
_PRIVACIES = ("private", "open")
_STATES = ("running", "revealed")
_FORMS = ("whole", "short")


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A round's facts as their file holds them, with the strictest protection that any of its revisions asked for."""

    facts: Round
    guard: Guard


def round_tables(file: RoundFile) -> Tables:
    """The tables of a round's file."""
    facts = asdict(file.facts)
    key = facts.pop("id")
    return {"round": {key: facts}, "guard": {key: without(asdict(file.guard), "round")}}


def read_round_of(round_id: str) -> Callable[[Tables], RoundFile]:
    """What reads the round with this id from its tables, and raises NoRecord where they do not hold it."""
    return lambda tables: expected(read_round(tables), lambda file: file.facts.id == round_id)


def read_round(tables: Tables) -> RoundFile:
    """The round that these tables hold.

    Raises:
        NoRecord: they hold none.
    """
    key, values = Fields.only(tables, "round")
    _, guard = Fields.only(tables, "guard")
    facts = Round(
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
    return RoundFile(facts, Guard(key, privacy, guard.whole("smallest_group")))


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
