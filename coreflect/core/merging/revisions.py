"""Decides which revisions of a record survive a merge: those that no other replaces, unless the record is withdrawn.

Each surviving revision takes over the `replaces` of all revisions of its record, so that a replaced revision never
returns, whatever is merged later. That makes merging a join: idempotent, commutative and associative. Aliases, guards
and forgotten rounds are merged here too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Generic, Literal, Protocol, TypeVar

from coreflect.core.model import Alias, Guard, Note, Records, Reflection, Response, RoomCount, ShownCount, Withdrawn
from coreflect.core.names import hashed_letters

RECORD_TABLES = ("rounds", "responses", "room", "notes", "actions", "shown_counts")
"""The fields of `Records` that hold records with revisions."""
RESOLUTION_LENGTH = 16

Outcome = Literal["new", "replaced", "withdrawn", "in conflict"]
RecordKey = tuple[str, str, str, str]
"""(table, round id, record id, revision)"""

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
R = TypeVar("R", RoomCount, ShownCount)
T = TypeVar("T")


class TwoContents(Exception):
    """A revision of a record has two different contents: one of the two is damaged or forged."""

    def __init__(self, record: str, revision: str) -> None:
        super().__init__(record, revision)
        self.record = record
        self.revision = revision


class NothingLeft(Exception):
    """The revisions of a record replace one another in a circle, which coreflect never writes."""

    def __init__(self, record: str) -> None:
        super().__init__(record)
        self.record = record


@dataclass(frozen=True, slots=True)
class SettledVersions(Generic[V]):
    """The surviving versions, sorted by id and revision, and the outcome of each (record, revision)."""

    survivors: tuple[V, ...]
    outcomes: Mapping[tuple[str, str], Outcome]
    conflicts: Mapping[str, tuple[str, ...]]
    """The revisions of each record in conflict, sorted; some of them may say the same (`said_again`)."""


def settle(versions: Iterable[V], withdrawn: Container[str]) -> SettledVersions[V]:
    """Decide which versions of records survive.

    Takes versions of records of one table, in any order and each any number of times, and the ids of the records that
    are withdrawn.

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
    outcomes: dict[tuple[str, str], Outcome] = {}
    conflicts: dict[str, tuple[str, ...]] = {}
    for record in sorted(records):
        standing, others = (
            _find_surviving(repeated[record]) if record in repeated else (_settle_single(records[record]), _NO_OTHERS)
        )
        outcome: Outcome = "in conflict" if len(standing) > 1 else "new"
        if record in withdrawn:
            outcome = "withdrawn"
        else:
            survivors += standing
            if len(standing) > 1:
                conflicts[record] = tuple(version.revision for version in standing)
        for version in standing:
            outcomes[record, version.revision] = outcome
        for revision in others:
            outcomes[record, revision] = "withdrawn" if outcome == "withdrawn" else "replaced"
    return SettledVersions(tuple(survivors), outcomes, conflicts)


def same_content(first: Versioned, second: Versioned) -> bool:
    """Whether two versions are the same in everything but `replaces`."""
    return first == second or _with_replaces(first, ()) == _with_replaces(second, ())


def what_is_said(version: V) -> V:
    """Return a version without its revision and what it replaces: all that it says itself."""
    changes: dict[str, Any] = {"revision": "", "replaces": ()}
    if isinstance(version, RevisionOfRows):
        changes["rows"] = tuple(replace(row, **changes) for row in version.rows)
    return replace(version, **changes)  # type: ignore[type-var]


def said_again(
    versions: Iterable[Versioned],
    besides: Mapping[tuple[str, str], Hashable] = MappingProxyType({}),
    cited: Container[str] = (),
) -> dict[tuple[str, str], str]:
    """Map each (record, revision) that says what another version of its record says to the revision that is read.

    That is the one to which something refers (`cited`), otherwise the first. All of them stay in the records, so that
    whatever is merged later meets each. `besides` holds what versions say that is not in their fields.
    """
    read: dict[tuple[Versioned, Hashable], str] = {}
    found: dict[tuple[str, str], str] = {}
    for version in sorted(versions, key=lambda each: (each.revision not in cited, each.revision)):
        also = besides.get((version.id, version.revision))
        first = read.setdefault((what_is_said(version), also), version.revision)
        if first != version.revision:
            found[version.id, version.revision] = first
    return found


def resolution(conflicting: Iterable[V], keep: str) -> V:
    """Make the version that ends a conflict: it has the content of the revision `keep`, and replaces all of them.

    Its revision is a hash of what it replaces and keeps, so that two people who decide the same make no new conflict. A
    reflection stays as private as the strictest of the conflicting revisions. It is revealed if one of them is, with
    the people whom that one counted: what was shown cannot be taken back.

    Raises:
        KeyError: no version has the revision `keep`.
    """
    versions = {version.revision: version for version in conflicting}
    chosen = versions[keep]
    decision = "\n".join((chosen.id, keep, *sorted(versions)))
    letters = hashed_letters(decision, RESOLUTION_LENGTH)
    earlier = {*versions, *(revision for version in versions.values() for revision in version.replaces)}
    changes: dict[str, Any] = {"revision": letters, "replaces": tuple(sorted(earlier))}
    if isinstance(chosen, Reflection):
        reflections = [version for version in versions.values() if isinstance(version, Reflection)]
        strictest = guarded((), reflections)[0]
        changes |= {"privacy": strictest.privacy, "smallest_group": strictest.smallest_group}
        revealed = [reflection for reflection in reflections if reflection.state == "revealed"]
        if revealed and chosen.state != "revealed":
            first = min(revealed, key=lambda reflection: (len(reflection.counted), reflection.revision))
            changes |= {name: getattr(first, name) for name in ("state", "counted", "counted_as", "helped", "joined")}
    return replace(chosen, **changes)  # type: ignore[type-var]


def forgotten_rounds(withdrawn: Iterable[Withdrawn]) -> frozenset[str]:
    """Return the ids of the rounds whose answers were all withdrawn: the round itself is a withdrawn record."""
    return frozenset(record.round for record in withdrawn if record.record == record.round)


def goes_with_answers(record: Response | Note | RoomCount) -> bool:
    """Whether a record is withdrawn when its round is forgotten: all are but the agreed levels."""
    return not (isinstance(record, RoomCount) and record.kind == "agreed")


def gone_with(forgotten: Collection[str], every: Iterable[Records]) -> set[str]:
    """Return the ids of all records that are withdrawn with the answers of forgotten rounds."""
    gone: set[str] = set()
    for records in every if forgotten else ():
        found: tuple[Response | Note | RoomCount, ...] = (*records.responses, *records.notes, *records.room)
        gone.update(record.id for record in found if record.round in forgotten and goes_with_answers(record))
    return gone


def guarded(guards: Iterable[Guard], rounds: Iterable[Reflection]) -> tuple[Guard, ...]:
    """Join guards and reflections to one guard a round, the strictest that any of them asks for, sorted by round."""
    strictest: dict[str, Guard] = {}
    own = (Guard(reflection.id, reflection.privacy, reflection.smallest_group) for reflection in rounds)
    for guard in (*guards, *own):
        known = strictest.get(guard.round)
        strictest[guard.round] = guard.joined(known) if known else guard
    return tuple(strictest[round_id] for round_id in sorted(strictest))


def same_names(aliases: Iterable[Alias], kind: Literal["team", "round"]) -> Mapping[str, str]:
    """Map each aliased name to the name that it is read as; a name that is not in the result is read as itself.

    Names that aliases connect, directly or through others, are all read as the one of them that has no alias itself. If
    there are several of these, or none (a circle of aliases), the alphabetically first is taken.
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
    """Map each round to the strictest guard that applies to it, under its own id and under each of its aliases."""
    same = same_names(aliases, "round")
    joined: dict[str, Guard] = {}
    of_rounds = guarded(guards, rounds)
    for guard in of_rounds:
        name = same.get(guard.round, guard.round)
        joined[name] = guard.joined(joined[name]) if name in joined else guard
    ids = {*same, *(guard.round for guard in of_rounds)}
    return {round_id: joined[name] for round_id in sorted(ids) if (name := same.get(round_id, round_id)) in joined}


def record_keys(records: Records) -> Iterator[RecordKey]:
    """List (table, round, id, revision) of each record; the rows of a room count or of shown counts are one record."""
    for table in RECORD_TABLES:
        seen: set[tuple[str, str]] = set()
        for record in getattr(records, table):
            if table in ("room", "shown_counts"):
                if (record.id, record.revision) in seen:
                    continue
                seen.add((record.id, record.revision))
            yield table, getattr(record, "round", record.id), record.id, record.revision


@dataclass(frozen=True)
class RevisionOfRows(Generic[R]):
    """One revision of a record that has several rows, sorted; `replaces` is here, and empty in the rows."""

    id: str
    revision: str
    replaces: tuple[str, ...]
    round: str
    rows: tuple[R, ...]

    def counts(self) -> tuple[R, ...]:
        """Return the rows, each with the revision and what it replaces."""
        return tuple(replace(row, revision=self.revision, replaces=self.replaces) for row in self.rows)


def revisions_of_rows(
    rows: Iterable[R],
    made: Callable[[str, str, tuple[str, ...], str, tuple[R, ...]], T],
    order: Callable[[R], tuple[Any, ...]],
) -> tuple[T, ...]:
    """Group rows by record and revision.

    Takes what makes a revision of its id, revision, `replaces`, round and rows, and the order of the rows.
    """
    found: dict[tuple[str, str], list[R]] = {}
    for row in rows:
        found.setdefault((row.id, row.revision), []).append(row)
    return tuple(
        made(
            record,
            revision,
            tuple(sorted({earlier for row in group for earlier in row.replaces})),
            group[0].round,
            tuple(sorted((replace(row, replaces=()) for row in group), key=order)),
        )
        for (record, revision), group in found.items()
    )


class RoomRevision(RevisionOfRows[RoomCount]):
    """One revision of a room count."""


def room_revisions(counts: Iterable[RoomCount]) -> tuple[RoomRevision, ...]:
    """Group the rows of room counts by record and revision."""
    return revisions_of_rows(counts, RoomRevision, attrgetter("kind", "bank", "item", "side", "answer", "count"))


def _settle_single(only: V) -> list[V]:
    """Settle a record that has a single version, as nearly every record does."""
    if not only.replaces:
        return [only]
    if only.revision in only.replaces:
        raise NothingLeft(only.id)
    return [_with_replaces(only, tuple(sorted(set(only.replaces))))]


def _find_surviving(versions: list[V]) -> tuple[list[V], Sequence[str]]:
    """Return the surviving versions of one record, by revision, and the revisions of the others."""
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
    others = [revision for revision in revisions if revision in gone]
    return [_with_replaces(revisions[revision], earlier) for revision in standing], others


def _with_replaces(version: V, replaces: tuple[str, ...]) -> V:
    if version.replaces == replaces:
        return version
    return replace(version, replaces=replaces)  # type: ignore[type-var]


def _joined(start: str, neighbours: Mapping[str, set[str]]) -> set[str]:
    found = {start}
    waiting = [start]
    while waiting:
        for name in neighbours[waiting.pop()] - found:
            found.add(name)
            waiting.append(name)
    return found
