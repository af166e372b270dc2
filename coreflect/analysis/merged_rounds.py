"""Joins all that a merge left of a round into one: its aliases, its revisions, and what it has shown before.

Aliases are applied first, guards are joined, and records in conflict are left out, so that each round is counted once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from coreflect.analysis.protect import ShownBefore
from coreflect.core.answers import SIDE_OF, SIDES, SIDES_BEFORE, Sides
from coreflect.core.merging.revisions import forgotten_rounds, guarded, guards_of, same_names
from coreflect.core.merging.shown_counts import ShownCounts, added_up, is_of_shown_counts, shown_revisions
from coreflect.core.model import Action, AskedBank, Note, Records, Reflection, Response, RoomCount
from coreflect.core.names import natural_order
from coreflect.core.reflections.rounds import shows
from coreflect.core.results import Since

NOT_SAID = "not-said"

M = TypeVar("M", Note, Action)


class MergedRound(NamedTuple):
    """One round as it is counted, with all of its aliases and revisions joined.

    `reflection` has canonical ids and the strictest protection that any revision asked for. `banks` are those that any
    revision asks. `finished` is the number of responses, including those in conflict; `responses` are those without
    conflict. `before` is what was shown of the round earlier. `show_of_hands` holds the room's tallies. `helped` is the
    number of people who had help, and `helped_then` the number at the reveal (None where there was none, or it did not
    say). `settled` holds the agreed levels, `notes` those that everyone may read, and `actions` all actions; none of
    them is in conflict. `forgotten` is True where all answers were taken out. `shown` are the counts that its reveal
    showed, `since` what became of the answers behind them, and `none_kept` is True where shown counts were withdrawn.
    """

    reflection: Reflection
    in_conflict: bool
    banks: tuple[AskedBank, ...]
    finished: int
    responses: tuple[Response, ...]
    before: ShownBefore
    helped: int
    helped_then: int | None
    show_of_hands: tuple[RoomCount, ...]
    settled: tuple[RoomCount, ...]
    notes: tuple[Note, ...]
    actions: tuple[Action, ...]
    forgotten: bool
    shown: ShownCounts | None
    since: Since
    none_kept: bool


def merged_rounds(
    records: Records, first_shown: Collection[str] = (), shown_here: Iterable[ShownCounts] = ()
) -> tuple[MergedRound, ...]:
    """Join the revisions and aliases of each round under its canonical id; rounds are ordered by team, date and id.

    `shown_here` are the shown counts that a workspace holds itself. Where some of them went because another reveal was
    chosen, both together would say what the few people answered by whom they differ: a private round shows neither.
    A perspective that this version does not know is read as "not said", so that the person is still counted.
    """
    round_names, team_names = same_names(records.aliases, "round"), same_names(records.aliases, "team")

    def round_of(name: str) -> str:
        return round_names.get(name, name)

    reflections: defaultdict[str, list[Reflection]] = defaultdict(list)
    for reflection in records.rounds:
        reflections[round_of(reflection.id)].append(reflection)
    guards = guards_of(records.guards, records.rounds, records.aliases)
    open_names = {guard.round for guard in guarded(records.guards, records.rounds) if guard.privacy == "open"}
    in_conflict = _repeated(reflection.id for reflection in records.rounds)
    responses, finished = _responses(records, round_of)
    show_of_hands = _room(records, round_of)
    notes = _by_round(records.notes, round_of)
    actions = _by_round(records.actions, round_of)
    forgotten = {round_of(name) for name in forgotten_rounds(records.withdrawn)}
    shown_counts = _shown_counts(records, round_of)
    every_response: defaultdict[str, list[Response]] = defaultdict(list)
    gone: defaultdict[str, list[str]] = defaultdict(list)
    if shown_counts:
        for response in records.responses:
            every_response[round_of(response.round)].append(response)
        for withdrawn in records.withdrawn:
            gone[round_of(withdrawn.round)].append(withdrawn.record)
    withdrawn_ids = {withdrawn.record for withdrawn in records.withdrawn}
    not_chosen = {round_of(record.round) for record in shown_here if record.id in withdrawn_ids}
    none_kept = {round_of(withdrawn.round) for withdrawn in records.withdrawn if is_of_shown_counts(withdrawn)}
    found = []
    for round_id, versions in reflections.items():
        versions.sort(key=lambda version: (version.id != round_id, version.id, version.revision))
        guard = guards[round_id]
        first = versions[0]
        revealed = [version for version in versions if version.state == "revealed"]
        canonical = replace(
            first,
            id=round_id,
            team=team_names.get(first.team, first.team),
            privacy=guard.privacy,
            smallest_group=guard.smallest_group,
            state="revealed" if revealed else "running",
            counted=tuple(sorted({response for version in revealed for response in version.counted})),
        )
        room = show_of_hands.get(round_id, [])
        responses_there = tuple(responses.get(round_id, ()))
        of_reveals = [record for record in shown_counts.get(round_id, ()) if record.was_revealed(versions)]
        before = _before(revealed, responses_there, open_names, of_reveals)
        is_new = round_id in first_shown or not any(map(shows, revealed))
        before = before._replace(sides=_sides(of_reveals, is_new=is_new))
        hidden = guard.privacy == "private" and (before.openly or round_id in not_chosen)
        shown = None if hidden else _shown(revealed, of_reveals)
        since: Since = ""
        if shown is not None:
            is_forgotten = round_id in forgotten
            every = every_response[round_id]
            since = _since(shown, every, gone[round_id], responses_there, forgotten=is_forgotten)
        found.append(
            MergedRound(
                reflection=canonical,
                in_conflict=any(version.id in in_conflict for version in versions),
                banks=tuple(dict.fromkeys(bank for version in versions for bank in version.banks)),
                finished=finished[round_id],
                responses=responses_there,
                before=before,
                helped=sum(row.count for row in room if row.kind == "helped"),
                helped_then=_helped_then(revealed),
                show_of_hands=tuple(row for row in room if row.kind == "tally"),
                settled=tuple(row for row in room if row.kind == "agreed"),
                notes=tuple(note for note in notes.get(round_id, ()) if note.sharing == "room"),
                actions=tuple(actions.get(round_id, ())),
                forgotten=round_id in forgotten,
                shown=shown,
                since=since,
                none_kept=bool(revealed) and round_id in none_kept,
            )
        )
    return tuple(sorted(found, key=_team_and_date))


def _team_and_date(merged: MergedRound) -> tuple[object, ...]:
    reflection = merged.reflection
    return (natural_order(reflection.team), reflection.team, reflection.date, reflection.id)


def _before(
    revealed: Iterable[Reflection],
    responses: Iterable[Response],
    open_names: Collection[str],
    shown_counts: Iterable[ShownCounts],
) -> ShownBefore:
    """Find what the reveals of a round have shown; a reveal of too few people showed nothing."""
    shown = [version for version in revealed if version.id not in open_names and shows(version)]
    fixed = {response: version.counted_as for version in shown for response in version.counted if version.counted_as}
    earlier = [record for record in shown_counts if record.round not in open_names]
    fixed |= {response: (revision,) for record in earlier for response, revision in record.people.items()}
    reveals = [*(frozenset(version.counted) for version in shown), *(frozenset(record.people) for record in earlier)]
    return ShownBefore(
        reveals=tuple(dict.fromkeys(reveals)),
        changed=frozenset(
            response.id
            for response in responses
            if response.id in fixed and response.revision not in fixed[response.id]
        ),
        openly=frozenset(response.id for response in responses if response.round in open_names),
        again=any(version.joined for version in shown),
    )


def _shown(revealed: Sequence[Reflection], shown_counts: Sequence[ShownCounts]) -> ShownCounts | None:
    """Find the shown counts of a round as it stands; None where one of its reveals has none, or has two versions."""
    found = [next((record for record in shown_counts if record.is_of(version)), None) for version in _widest(revealed)]
    every = [record for record in found if record is not None]
    return added_up(every) if every and len(every) == len(found) else None


def _sides(shown_counts: Iterable[ShownCounts], *, is_new: bool) -> Sides:
    """Find the two sides of a round: those that it was shown with, or those of now where nothing of it was."""
    named = [set(record.head.groups) for record in shown_counts if record.head.groups]
    was_before = any(groups == {*SIDES_BEFORE} for groups in named) if named else not is_new
    return SIDES_BEFORE if was_before else SIDES


def _since(
    shown: ShownCounts,
    every: Iterable[Response],
    withdrawn: Iterable[str],
    responses: Iterable[Response],
    *,
    forgotten: bool,
) -> Since:
    """Say what became of the answers behind shown counts; empty where all are here as they were.

    Takes every version of the round's responses, the ids of its withdrawn records, and the responses without conflict.
    """
    if forgotten:
        return "forgotten"
    if shown.changed_in(every, withdrawn):
        return "changed"
    here = {(response.id, response.revision) for response in responses}
    return "" if shown.people.items() <= here else "not here"


def _shown_counts(records: Records, round_of: Callable[[str], str]) -> dict[str, list[ShownCounts]]:
    """Group the shown counts by round, without those in conflict."""
    revisions = shown_revisions(records.shown_counts)
    in_conflict = _repeated(record.id for record in revisions)
    by_round: defaultdict[str, list[ShownCounts]] = defaultdict(list)
    for record in revisions:
        if record.id not in in_conflict:
            by_round[round_of(record.round)].append(record)
    return by_round


def _helped_then(revealed: Sequence[Reflection]) -> int | None:
    """Add up how many people had help at the widest reveals; None where one of them does not say."""
    widest = _widest(revealed)
    helped = [version.helped for version in widest if version.helped is not None]
    return sum(helped) if helped and len(helped) == len(widest) else None


def _widest(revealed: Sequence[Reflection]) -> list[Reflection]:
    """List the reveals that no other reveal includes."""
    return [version for version in revealed if not any(set(version.counted) < set(other.counted) for other in revealed)]


def _responses(records: Records, round_of: Callable[[str], str]) -> tuple[dict[str, list[Response]], Counter[str]]:
    """Group the responses without conflict by round; also returns how many people answered each round."""
    in_conflict = _repeated(response.id for response in records.responses)
    by_round: defaultdict[str, list[Response]] = defaultdict(list)
    people: set[tuple[str, str]] = set()
    for response in records.responses:
        round_id = round_of(response.round)
        people.add((round_id, response.id))
        if response.id not in in_conflict:
            is_known = response.perspective in SIDE_OF
            by_round[round_id].append(response if is_known else replace(response, perspective=NOT_SAID))
    return by_round, Counter(round_id for round_id, _ in people)


def _room(records: Records, round_of: Callable[[str], str]) -> dict[str, list[RoomCount]]:
    """Group the room counts by round, without those in conflict."""
    revisions: defaultdict[str, set[str]] = defaultdict(set)
    for row in records.room:
        revisions[row.id].add(row.revision)
    by_round: defaultdict[str, list[RoomCount]] = defaultdict(list)
    for row in records.room:
        if len(revisions[row.id]) == 1:
            by_round[round_of(row.round)].append(row)
    return by_round


def _by_round(records: Sequence[M], round_of: Callable[[str], str]) -> dict[str, list[M]]:
    """Group records by round, without those in conflict."""
    in_conflict = _repeated(record.id for record in records)
    by_round: defaultdict[str, list[M]] = defaultdict(list)
    for record in records:
        if record.id not in in_conflict:
            by_round[round_of(record.round)].append(record)
    return by_round


def _repeated(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name, times in Counter(ids).items() if times > 1)
