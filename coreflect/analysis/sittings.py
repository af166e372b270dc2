"""Each round once, under the name that stands for it: aliases followed, guards joined, records in conflict left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from coreflect.core.aliases import guards_of, same_names
from coreflect.core.answers import SIDE_OF
from coreflect.core.model import AskedBank, Records, Response, RoomCount, Round

NOT_SAID = "not-said"


class Sitting(NamedTuple):
    """One round as it is counted.

    `facts` are the round's, with canonical ids and the strictest protection that any revision asked for. `banks` are
    those that any of its names asks. `finished` is how many responses there are, those in conflict among them;
    `responses` are the others. `hands` are counts of the room, those in conflict left out.
    """

    facts: Round
    in_conflict: bool
    banks: tuple[AskedBank, ...]
    finished: int
    responses: tuple[Response, ...]
    helped: int
    hands: tuple[RoomCount, ...]


def sittings(records: Records) -> tuple[Sitting, ...]:
    """Every round of the records that has facts, by team, date and id.

    A perspective that this version does not know is read as "not said", which no side is smaller by.
    """
    round_names, team_names = same_names(records.aliases, "round"), same_names(records.aliases, "team")

    def round_of(name: str) -> str:
        return round_names.get(name, name)

    facts: defaultdict[str, list[Round]] = defaultdict(list)
    for one in records.rounds:
        facts[round_of(one.id)].append(one)
    guards = guards_of(records.guards, records.rounds, records.aliases)
    in_conflict = _repeated(one.id for one in records.rounds)
    responses, finished = _responses(records, round_of)
    hands = _room(records, round_of)
    found = []
    for round_id, versions in facts.items():
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
        found.append(
            Sitting(
                facts=canonical,
                in_conflict=any(one.id in in_conflict for one in versions),
                banks=tuple(dict.fromkeys(bank for one in versions for bank in one.banks)),
                finished=finished[round_id],
                responses=tuple(responses.get(round_id, ())),
                helped=sum(one.count for one in room if one.kind == "helped"),
                hands=tuple(one for one in room if one.kind == "tally"),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.facts.team, one.facts.date, one.facts.id)))


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


def _repeated(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(one for one, times in Counter(ids).items() if times > 1)
