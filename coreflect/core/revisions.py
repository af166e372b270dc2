"""What stands of a record's revisions: all that no other replaces, less what is withdrawn, in whatever order they come.

Each surviving revision is given every earlier revision that any of them replaces, so that what was dropped once stays
dropped, whoever merges with whom. With that, settling is a join: idempotent, commutative and associative.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, Protocol, TypeVar

from coreflect.core.model import Guard, Round
from coreflect.core.names import HASH_LETTERS

Fate = Literal["new", "replaced", "withdrawn", "in conflict"]
RESOLUTION_LENGTH = 16


class Versioned(Protocol):
    """A version of a record: a frozen dataclass with these fields."""

    @property
    def id(self) -> str: ...
    @property
    def revision(self) -> str: ...
    @property
    def replaces(self) -> tuple[str, ...]: ...


V = TypeVar("V", bound=Versioned)


class TwoContents(Exception):
    """One revision of a record stands with two contents: one of the two is damaged or forged."""

    def __init__(self, record: str, revision: str) -> None:
        super().__init__(record, revision)
        self.record = record
        self.revision = revision


class NothingLeft(Exception):
    """The revisions of a record replace one another in a circle, which no laptop can have written."""

    def __init__(self, record: str) -> None:
        super().__init__(record)
        self.record = record


@dataclass(frozen=True, slots=True)
class Settled(Generic[V]):
    """What stands, sorted by id and revision, and what became of each (record, revision)."""

    survivors: tuple[V, ...]
    fates: Mapping[tuple[str, str], Fate]
    conflicts: Mapping[str, tuple[str, ...]]
    """The revisions of each record in conflict, sorted."""


def settle(versions: Iterable[V], withdrawn: Container[str]) -> Settled[V]:
    """Settle what stands of these versions; the same revision may come many times.

    Takes versions of records of one kind, and the ids of the records that are withdrawn.

    Raises:
        TwoContents: two versions of one revision differ in more than in what they replace.
        NothingLeft: the revisions of a record replace one another in a circle.
    """
    records: dict[str, dict[str, V]] = {}
    replaced: dict[str, set[str]] = {}
    for version in versions:
        revisions = records.setdefault(version.id, {})
        known = revisions.setdefault(version.revision, version)
        if known is not version and not same_content(known, version):
            raise TwoContents(version.id, version.revision)
        if version.replaces:
            replaced.setdefault(version.id, set()).update(version.replaces)
    survivors: list[V] = []
    fates: dict[tuple[str, str], Fate] = {}
    conflicts: dict[str, tuple[str, ...]] = {}
    for record, revisions in sorted(records.items()):
        gone = replaced.get(record, set())
        standing = sorted(revisions.keys() - gone)
        if not standing:
            raise NothingLeft(record)
        if record in withdrawn:
            fates.update({(record, revision): "withdrawn" for revision in revisions})
            continue
        fate: Fate = "in conflict" if len(standing) > 1 else "new"
        fates.update({(record, revision): fate if revision in standing else "replaced" for revision in revisions})
        if len(standing) > 1:
            conflicts[record] = tuple(standing)
        earlier = tuple(sorted(gone))
        survivors += [_with_replaces(revisions[revision], earlier) for revision in standing]
    return Settled(tuple(survivors), fates, conflicts)


def same_content(one: Versioned, other: Versioned) -> bool:
    """Whether two versions say the same, whatever they replace."""
    return one == other or _with_replaces(one, ()) == _with_replaces(other, ())


def resolution(conflicting: Iterable[V], keep: str) -> V:
    """The version that ends a conflict: it says what the revision `keep` says, and replaces all of them.

    Its revision is a hash of what it replaces and what it keeps, so two people who decide alike make no new conflict.
    A round stays as private as any of the conflicting revisions.

    Raises:
        KeyError: none of them has the revision `keep`.
    """
    versions = {version.revision: version for version in conflicting}
    kept = versions[keep]
    told = "\n".join((kept.id, keep, *sorted(versions)))
    digest = hashlib.sha256(told.encode()).digest()[:RESOLUTION_LENGTH]
    letters = "".join(HASH_LETTERS[byte % len(HASH_LETTERS)] for byte in digest)
    earlier = {*versions, *(revision for version in versions.values() for revision in version.replaces)}
    changes: dict[str, Any] = {"revision": letters, "replaces": tuple(sorted(earlier))}
    if isinstance(kept, Round):
        strictest = guarded((), [one for one in versions.values() if isinstance(one, Round)])[0]
        changes |= {"privacy": strictest.privacy, "smallest_group": strictest.smallest_group}
    return replace(kept, **changes)  # type: ignore[type-var]


def guarded(guards: Iterable[Guard], rounds: Iterable[Round]) -> tuple[Guard, ...]:
    """One guard a round, sorted: the strictest that any of these guards and facts asks for."""
    strictest: dict[str, Guard] = {}
    asked = (Guard(one.id, one.privacy, one.smallest_group) for one in rounds)
    for guard in (*guards, *asked):
        known = strictest.get(guard.round)
        strictest[guard.round] = guard.joined(known) if known else guard
    return tuple(strictest[one] for one in sorted(strictest))


def _with_replaces(version: V, replaces: tuple[str, ...]) -> V:
    if version.replaces == replaces:
        return version
    return replace(version, replaces=replaces)  # type: ignore[type-var]
