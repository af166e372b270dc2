"""What stands of a record's revisions: all that no other replaces, less what is withdrawn, in whatever order they come.

Each surviving revision is given every earlier revision that any of them replaces, so that what was dropped once stays
dropped, whoever merges with whom. With that, settling is a join: idempotent, commutative and associative.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, Protocol, TypeVar

from coreflect.core.model import Alias, Guard, Note, Records, Reflection, Response, RoomCount, Withdrawn
from coreflect.core.names import HASH_LETTERS

Fate = Literal["new", "replaced", "withdrawn", "in conflict"]
RESOLUTION_LENGTH = 16

_NO_OTHERS: tuple[str, ...] = ()


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
    records: dict[str, V] = {}
    repeated: dict[str, list[V]] = {}
    for version in versions:
        first = records.setdefault(version.id, version)
        if first is not version:
            repeated.setdefault(version.id, [first]).append(version)
    survivors: list[V] = []
    fates: dict[tuple[str, str], Fate] = {}
    conflicts: dict[str, tuple[str, ...]] = {}
    for record in sorted(records):
        standing, others = _standing(repeated[record]) if record in repeated else (_alone(records[record]), _NO_OTHERS)
        fate: Fate = "in conflict" if len(standing) > 1 else "new"
        if record in withdrawn:
            fate = "withdrawn"
        else:
            survivors += standing
            if len(standing) > 1:
                conflicts[record] = tuple(version.revision for version in standing)
        for version in standing:
            fates[record, version.revision] = fate
        for revision in others:
            fates[record, revision] = "withdrawn" if fate == "withdrawn" else "replaced"
    return Settled(tuple(survivors), fates, conflicts)


def same_content(one: Versioned, other: Versioned) -> bool:
    """Whether two versions say the same, whatever they replace."""
    return one == other or _with_replaces(one, ()) == _with_replaces(other, ())


def resolution(conflicting: Iterable[V], keep: str) -> V:
    """The version that ends a conflict: it says what the revision `keep` says, and replaces all of them.

    Its revision is a hash of what it replaces and what it keeps, so two people who decide alike make no new conflict.
    A round stays as private as any of the conflicting revisions, and revealed where one of them is: what was shown once
    was shown, and who was counted then must not change unseen.

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
    if isinstance(kept, Reflection):
        strictest = guarded((), [one for one in versions.values() if isinstance(one, Reflection)])[0]
        changes |= {"privacy": strictest.privacy, "smallest_group": strictest.smallest_group}
        shown = [one for one in versions.values() if isinstance(one, Reflection) and one.state == "revealed"]
        if shown and kept.state != "revealed":
            first = min(shown, key=lambda one: (len(one.counted), one.revision))
            changes |= {name: getattr(first, name) for name in ("state", "counted", "counted_as", "helped", "joined")}
    return replace(kept, **changes)  # type: ignore[type-var]


def forgotten_rounds(withdrawn: Iterable[Withdrawn]) -> frozenset[str]:
    """The rounds whose answers were all taken out, for ever: those that are named as a record taken back."""
    return frozenset(one.round for one in withdrawn if one.record == one.round)


def goes_with_answers(record: Response | Note | RoomCount) -> bool:
    """Whether a record goes when its round is forgotten: all but the levels that the room agreed on."""
    return not (isinstance(record, RoomCount) and record.kind == "agreed")


def gone_with(forgotten: Collection[str], every: Iterable[Records]) -> set[str]:
    """The ids of the records that go with the answers of forgotten rounds, whichever records bring them."""
    gone: set[str] = set()
    for records in every if forgotten else ():
        found: tuple[Response | Note | RoomCount, ...] = (*records.responses, *records.notes, *records.room)
        gone.update(one.id for one in found if one.round in forgotten and goes_with_answers(one))
    return gone


def guarded(guards: Iterable[Guard], rounds: Iterable[Reflection]) -> tuple[Guard, ...]:
    """One guard a round, sorted: the strictest that any of these guards and facts asks for."""
    strictest: dict[str, Guard] = {}
    asked = (Guard(one.id, one.privacy, one.smallest_group) for one in rounds)
    for guard in (*guards, *asked):
        known = strictest.get(guard.round)
        strictest[guard.round] = guard.joined(known) if known else guard
    return tuple(strictest[one] for one in sorted(strictest))


def _alone(only: V) -> list[V]:
    """The one version of a record, as nearly every record has."""
    if not only.replaces:
        return [only]
    if only.revision in only.replaces:
        raise NothingLeft(only.id)
    return [_with_replaces(only, tuple(sorted(set(only.replaces))))]


def _standing(versions: list[V]) -> tuple[list[V], Sequence[str]]:
    """The versions of one record that no other replaces, by revision; and the revisions of the others."""
    revisions: dict[str, V] = {}
    for version in versions:
        known = revisions.setdefault(version.revision, version)
        if known is not version and not same_content(known, version):
            raise TwoContents(version.id, version.revision)
    gone = {revision for version in versions for revision in version.replaces}
    standing = sorted(revisions.keys() - gone)
    if not standing:
        raise NothingLeft(versions[0].id)
    earlier = tuple(sorted(gone))
    return [_with_replaces(revisions[one], earlier) for one in standing], [one for one in revisions if one in gone]


def _with_replaces(version: V, replaces: tuple[str, ...]) -> V:
    if version.replaces == replaces:
        return version
    return replace(version, replaces=replaces)  # type: ignore[type-var]


def same_names(aliases: Iterable[Alias], kind: Literal["team", "round"]) -> Mapping[str, str]:
    """The one name as which each aliased name is read; a name that is not in it is read as itself.

    All names that aliases join, directly or over others, are read as one: the name that is itself read as no other. Of
    several such, or of none (a circle), the first in the alphabet is taken.
    """
    neighbours: dict[str, set[str]] = {}
    read_as_other: set[str] = set()
    for alias in aliases:
        if alias.kind != kind or alias.name == alias.same_as:
            continue
        neighbours.setdefault(alias.name, set()).add(alias.same_as)
        neighbours.setdefault(alias.same_as, set()).add(alias.name)
        read_as_other.add(alias.name)
    found: dict[str, str] = {}
    for name in sorted(neighbours):
        if name in found:
            continue
        joined = _joined(name, neighbours)
        chosen = min(joined - read_as_other, default=min(joined))
        found.update(dict.fromkeys(joined, chosen))
    return found


def guards_of(guards: Iterable[Guard], rounds: Iterable[Reflection], aliases: Iterable[Alias]) -> Mapping[str, Guard]:
    """The strictest protection that holds for each round, under its own id and under every id that it shares."""
    same = same_names(aliases, "round")
    joined: dict[str, Guard] = {}
    each = guarded(guards, rounds)
    for guard in each:
        name = same.get(guard.round, guard.round)
        joined[name] = guard.joined(joined[name]) if name in joined else guard
    ids = {*same, *(guard.round for guard in each)}
    return {one: joined[same.get(one, one)] for one in sorted(ids) if same.get(one, one) in joined}


def _joined(start: str, neighbours: Mapping[str, set[str]]) -> set[str]:
    found = {start}
    waiting = [start]
    while waiting:
        for name in neighbours[waiting.pop()] - found:
            found.add(name)
            waiting.append(name)
    return found
