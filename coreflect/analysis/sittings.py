"""Each round once, under the name that stands for it: aliases followed, guards joined, records in conflict left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from coreflect.analysis.protect import Before, shows
from coreflect.core.answers import SIDE_OF
from coreflect.core.merging.revisions import forgotten_rounds, guarded, guards_of, same_names
from coreflect.core.model import Action, AskedBank, Note, Records, Reflection, Response, RoomCount

NOT_SAID = "not-said"

M = TypeVar("M", Note, Action)


class Sitting(NamedTuple):
    """One round as it is counted.

    `reflection` has canonical ids and the strictest protection that any revision asked for. `banks` are those that any
    of its names asks. `finished` is how many responses there are, those in conflict among them;
    `responses` are the others. `before` is what was shown of it already. `hands` are counts of the room, those in
    conflict left out; `helped` is how many had help, `helped_then` how many of them a reveal counted (None where there
    was no reveal, or it did not say). `settled` are agreed levels, `notes` those that everyone may read, and `actions`
    what will be done, each without those in conflict. `forgotten` says that the answers were taken out when their time
    came.
    """

    reflection: Reflection
    in_conflict: bool
    banks: tuple[AskedBank, ...]
    finished: int
    responses: tuple[Response, ...]
    before: Before
    helped: int
    helped_then: int | None
    hands: tuple[RoomCount, ...]
    settled: tuple[RoomCount, ...]
    notes: tuple[Note, ...]
    actions: tuple[Action, ...]
    forgotten: bool


def sittings(records: Records) -> tuple[Sitting, ...]:
    """Every round of the records that has facts, by team, date and id.

    A perspective that this version does not know is read as "not said", which no side is smaller by.
    """
    round_names, team_names = same_names(records.aliases, "round"), same_names(records.aliases, "team")

    def round_of(name: str) -> str:
        return round_names.get(name, name)

    reflection: defaultdict[str, list[Reflection]] = defaultdict(list)
    for one in records.rounds:
        reflection[round_of(one.id)].append(one)
    guards = guards_of(records.guards, records.rounds, records.aliases)
    open_names = {one.round for one in guarded(records.guards, records.rounds) if one.privacy == "open"}
    in_conflict = _repeated(one.id for one in records.rounds)
    responses, finished = _responses(records, round_of)
    hands = _room(records, round_of)
    notes = _by_round(records.notes, round_of)
    actions = _by_round(records.actions, round_of)
    forgotten = {round_of(one) for one in forgotten_rounds(records.withdrawn)}
    found = []
    for round_id, versions in reflection.items():
        versions.sort(key=lambda one: (one.id != round_id, one.id, one.revision))
        guard = guards[round_id]
        first = versions[0]
        revealed = [one for one in versions if one.state == "revealed"]
        canonical = replace(
            first,
            id=round_id,
            team=team_names.get(first.team, first.team),
            privacy=guard.privacy,
            smallest_group=guard.smallest_group,
            state="revealed" if revealed else "running",
            counted=tuple(sorted({one for version in revealed for one in version.counted})),
        )
        room = hands.get(round_id, [])
        there = tuple(responses.get(round_id, ()))
        found.append(
            Sitting(
                reflection=canonical,
                in_conflict=any(one.id in in_conflict for one in versions),
                banks=tuple(dict.fromkeys(bank for one in versions for bank in one.banks)),
                finished=finished[round_id],
                responses=there,
                before=_before(revealed, there, open_names),
                helped=sum(one.count for one in room if one.kind == "helped"),
                helped_then=_helped_then(revealed),
                hands=tuple(one for one in room if one.kind == "tally"),
                settled=tuple(one for one in room if one.kind == "agreed"),
                notes=tuple(one for one in notes.get(round_id, ()) if one.sharing == "room"),
                actions=tuple(actions.get(round_id, ())),
                forgotten=round_id in forgotten,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.reflection.team, one.reflection.date, one.reflection.id)))


def _before(revealed: Iterable[Reflection], responses: Iterable[Response], open_names: Collection[str]) -> Before:
    """What the reveals of a round have shown; one that was too small for that showed nothing."""
    shown = [one for one in revealed if one.id not in open_names and shows(one)]
    fixed = {response: one.counted_as for one in shown for response in one.counted if one.counted_as}
    return Before(
        reveals=tuple(frozenset(one.counted) for one in shown),
        changed=frozenset(one.id for one in responses if one.id in fixed and one.revision not in fixed[one.id]),
        openly=frozenset(one.id for one in responses if one.round in open_names),
        again=any(one.joined for one in shown),
    )


def _helped_then(revealed: Sequence[Reflection]) -> int | None:
    """How many of those counted had help, as the reveals say that count people whom no other reveal counts too."""
    widest = [one for one in revealed if not any(set(one.counted) < set(other.counted) for other in revealed)]
    said = [one.helped for one in widest if one.helped is not None]
    return sum(said) if said and len(said) == len(widest) else None


def _responses(records: Records, round_of: Callable[[str], str]) -> tuple[dict[str, list[Response]], Counter[str]]:
    in_conflict = _repeated(one.id for one in records.responses)
    kept: defaultdict[str, list[Response]] = defaultdict(list)
    people: set[tuple[str, str]] = set()
    for one in records.responses:
        round_id = round_of(one.round)
        people.add((round_id, one.id))
        if one.id not in in_conflict:
            kept[round_id].append(one if one.perspective in SIDE_OF else replace(one, perspective=NOT_SAID))
    return kept, Counter(round_id for round_id, _ in people)


def _room(records: Records, round_of: Callable[[str], str]) -> dict[str, list[RoomCount]]:
    revisions: defaultdict[str, set[str]] = defaultdict(set)
    for one in records.room:
        revisions[one.id].add(one.revision)
    kept: defaultdict[str, list[RoomCount]] = defaultdict(list)
    for one in records.room:
        if len(revisions[one.id]) == 1:
            kept[round_of(one.round)].append(one)
    return kept


def _by_round(records: Sequence[M], round_of: Callable[[str], str]) -> dict[str, list[M]]:
    """The records of each round, those in conflict left out."""
    in_conflict = _repeated(one.id for one in records)
    kept: defaultdict[str, list[M]] = defaultdict(list)
    for one in records:
        if one.id not in in_conflict:
            kept[round_of(one.round)].append(one)
    return kept


def _repeated(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(one for one, times in Counter(ids).items() if times > 1)
