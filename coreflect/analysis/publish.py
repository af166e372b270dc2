"""Publishes merged records: applies the small-group rule to every round, counts it, and returns what may be shown.

Aliases are applied first, guards are joined, and records in conflict are left out, so that each round is counted once.
No picture of a group is made before the rule has allowed it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from coreflect.analysis.asked import AskedItem, NumberedItems
from coreflect.analysis.count import CountedRound, count
from coreflect.analysis.moves import compared_rounds, find_earlier, moves
from coreflect.analysis.pairs import CodedOutline, pairs
from coreflect.analysis.pictures import RoundOutline, draw, table_of
from coreflect.analysis.protect import Allowed, ShownBefore, shown_groups, what_is_allowed
from coreflect.analysis.protect_pairs import CodedRound
from coreflect.analysis.shown_counts import put_shown_counts, what_stays
from coreflect.analysis.sides import between_sides
from coreflect.core.answers import SIDE_OF, SIDES, SIDES_BEFORE, Sides
from coreflect.core.meeting.room import DIFFERENTLY, NOT_REACHED
from coreflect.core.merging.revisions import forgotten_rounds, guarded, guards_of, same_names
from coreflect.core.merging.shown_counts import ShownCounts, added_up, is_of_shown_counts, shown_revisions
from coreflect.core.model import Action, AskedBank, Note, Records, Reflection, Response, RoomCount
from coreflect.core.reflections.rounds import shows, smallest_of
from coreflect.core.results import (
    BetweenSides,
    Paired,
    Picture,
    Published,
    PublishedAction,
    PublishedBank,
    PublishedItem,
    PublishedNote,
    PublishedPosition,
    PublishedRound,
    Since,
)
from coreflect.core.texts.words import ended
from coreflect.package.package import MergedPackages
from coreflect.package.read_many import no_collector

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


class _ProtectedRound(NamedTuple):
    """A round with what may be shown of it; `items` are the numbers of its items, `people` the counted responses.

    `shown` are the shown counts that it is published from; None where its answers are counted.
    """

    merged: MergedRound
    allowed: Allowed
    items: tuple[int, ...]
    people: tuple[Response, ...]
    shown: ShownCounts | None


def publish(packages: MergedPackages, *, release: bool, first_shown: Collection[str] = ()) -> Published:
    """Count merged records, and return everything that may be shown of them; see `published`."""
    with no_collector():
        return _publish(packages, release=release, first_shown=first_shown)


def _publish(packages: MergedPackages, *, release: bool, first_shown: Collection[str]) -> Published:
    asked = NumberedItems(packages.records.bank_files)
    merged = merged_rounds(packages.records, first_shown, packages.shown_here)
    protected = [_protect(each, asked, release=release) for each in merged]
    counted = [
        CountedRound(each.items, {person.id: (person.revision, person.perspective) for person in each.people})
        if each.shown is None
        else CountedRound(each.items, {})
        for each in protected
    ]
    counts = count(packages.answers, asked.items, counted)
    start = 0
    for each in protected:
        if each.shown is not None:
            groups = [group for group, _ in each.allowed.fewest]
            put_shown_counts(counts, start, [asked.items[number] for number in each.items], each.shown, groups)
        start += len(each.items)
    outlines = [_outline(each, asked.items) for each in protected]
    table = table_of(counts, asked.items, outlines)
    earlier = find_earlier(table, asked.items, outlines)
    paired: list[Paired | None] = [None] * len(table.numbers)
    in_pairs: list[tuple[tuple[str, ...], ...]] = [()] * len(protected)
    if any(person.code for each in protected for person in each.people):
        coded = [_coded_outline(each) for each in protected]
        since = compared_rounds(table, earlier)
        paired, in_pairs = pairs(packages.answers, asked.items, coded, since)
    since_before, since_first = moves(table, asked.items, outlines, earlier, paired)
    drawn = draw(table, asked.items, since_before, since_first)
    sides = between_sides(table, asked.items)
    rounds = []
    start = 0
    for each, people in zip(protected, in_pairs, strict=True):
        end = start + len(each.items)
        is_private = each.merged.reflection.is_private
        items = tuple(
            _item(asked.items[number], drawn[at], paired[at], sides[at], is_private=is_private)
            for at, number in enumerate(each.items, start)
        )
        rounds.append(_published(each, asked, items, people))
        start = end
    return Published(tuple(rounds))


def _protect(merged: MergedRound, asked: NumberedItems, *, release: bool) -> _ProtectedRound:
    """Apply the small-group rule to a round."""
    items = asked.numbers(merged.banks)
    by_id = {response.id: response for response in merged.responses}
    shown: ShownCounts | None = None
    if merged.forgotten and merged.shown is None:
        allowed = Allowed("forgotten")
    elif merged.in_conflict:
        allowed = Allowed("in conflict")
    elif items is None:
        allowed = Allowed("questions missing")
    else:
        perspectives = {response.id: response.perspective for response in merged.responses}
        allowed = what_is_allowed(merged.reflection, perspectives, release=release, before=merged.before)
        shown = merged.shown if _stay(merged, allowed) else None
        if shown is not None:
            allowed = what_stays(merged.reflection, shown, forgotten=merged.forgotten)
        elif merged.none_kept:
            allowed = Allowed("all")
    took_place = merged.finished or merged.show_of_hands or shown is not None
    people = () if shown is not None and merged.since else tuple(by_id[response] for response in allowed.counted)
    return _ProtectedRound(merged, allowed, items or () if took_place else (), people, shown)


def _stay(merged: MergedRound, allowed: Allowed) -> bool:
    """Whether a round is published from its shown counts: unless its answers are all here, and more may be shown.

    That is an open round, which shows each person who comes, or a release of a private one that enough joined since.
    """
    if merged.shown is None or merged.since:
        return merged.shown is not None
    return merged.reflection.is_private and not set(allowed.counted) > merged.shown.people.keys()


def _outline(protected: _ProtectedRound, asked: list[AskedItem]) -> RoundOutline:
    """Make the outline of a round from which pictures are made."""
    merged, reflection = protected.merged, protected.merged.reflection
    number_of = {asked[number].key: number for number in protected.items} if merged.show_of_hands else {}
    hands: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in merged.show_of_hands:
        number = number_of.get((row.bank, row.item, str(row.edition)))
        if number is not None:
            hands[number][row.answer] += row.count
    fewest = protected.allowed.fewest
    sides = merged.before.sides
    return RoundOutline(reflection.id, reflection.team, protected.items, reflection.is_private, fewest, hands, sides)


def _coded_outline(protected: _ProtectedRound) -> CodedOutline:
    """Make the outline of a round for pairing; one that once showed some people openly is treated as not shown."""
    merged, reflection, allowed = protected.merged, protected.merged.reflection, protected.allowed
    everyone = frozenset(allowed.counted)
    shown: list[frozenset[str]] = []
    if allowed.fewest and not reflection.is_private and not merged.since:
        shown = [everyone]
    elif allowed.fewest and not merged.before.openly and not merged.since:
        perspectives = {response.id: response.perspective for response in merged.responses}
        smallest = smallest_of(reflection.smallest_group)
        shown = shown_groups(allowed, perspectives, smallest, merged.before.sides)
    coded = CodedRound(
        private=reflection.is_private,
        smallest=smallest_of(reflection.smallest_group) if reflection.is_private else 0,
        code_of={response.id: response.code for response in merged.responses if response.code},
        shown=shown,
        showed=bool(merged.before.reveals) or merged.forgotten,
        holds=bool(merged.finished),
        again=merged.before.again or any(people != everyone for people in merged.before.reveals),
    )
    revisions = {person.id: person.revision for person in protected.people}
    return CodedOutline(reflection.id, reflection.team, protected.items, coded, revisions)


def _published(
    protected: _ProtectedRound,
    asked: NumberedItems,
    items: tuple[PublishedItem, ...],
    in_pairs: tuple[tuple[str, ...], ...],
) -> PublishedRound:
    merged, reflection, allowed = protected.merged, protected.merged.reflection, protected.allowed
    shows_answers = bool(allowed.fewest)
    since = merged.since if protected.shown is not None else ""
    return PublishedRound(
        round=reflection.id,
        team=reflection.team,
        team_name=reflection.team_name,
        about=reflection.about,
        period=reflection.period,
        date=reflection.date,
        privacy=reflection.privacy,
        smallest_group=reflection.smallest_group,
        invited=reflection.invited,
        missing=reflection.missing,
        finished=max(merged.finished, len(allowed.counted)),
        counted=len(allowed.counted),
        counted_responses=allowed.counted,
        counted_revisions=_revisions(protected),
        helped=_helped(protected) if shows_answers else None,
        withheld=allowed.withheld,
        items=items if shows_answers else (),
        banks=_banks(merged, asked),
        settled=_settled(merged, asked),
        # Which note went with somebody's answers would say whose it was.
        notes=_notes(merged) if shows_answers and not (since and reflection.is_private) else (),
        doings=_actions(merged),
        next_date=reflection.next_date,
        in_pairs=in_pairs,
        sides=merged.before.sides if reflection.is_private else (),
        as_shown_on=protected.shown.head.shown_on if protected.shown and since and shows_answers else "",
        since=since if shows_answers else "",
    )


def _revisions(protected: _ProtectedRound) -> tuple[str, ...]:
    """Return the revision of each response that is counted."""
    if protected.shown is not None:
        return tuple(protected.shown.people[response] for response in protected.allowed.counted)
    return tuple(person.revision for person in protected.people)


def _helped(protected: _ProtectedRound) -> int | None:
    """Return how many people had help, where that is a number about exactly the people who are counted; else None."""
    merged, reflection = protected.merged, protected.merged.reflection
    if protected.shown is not None:
        return protected.shown.head.helped
    if not reflection.is_private:
        return merged.helped
    if reflection.state == "revealed" and set(protected.allowed.counted) == set(reflection.counted):
        return merged.helped_then
    return merged.helped if len(protected.people) == merged.finished else None


def _item(
    asked: AskedItem,
    pictures: tuple[Picture, ...],
    paired: Paired | None,
    sides: BetweenSides | None,
    *,
    is_private: bool,
) -> PublishedItem:
    spread = pictures[0].spread
    sides_differ = sides is not None and sides.listed
    return PublishedItem(
        asked.bank,
        asked.section,
        asked.item,
        asked.edition,
        asked.read.text,
        asked.levels,
        pictures,
        spread is not None and spread.is_seen_differently(private=is_private),
        asked.read.meanings,
        paired,
        asked.easier,
        asked.tags,
        0 if spread is None or sides_differ else spread.alike_at(private=is_private),
        sides,
        asked.published,
        asked.read,
    )


def _banks(merged: MergedRound, asked: NumberedItems) -> tuple[PublishedBank, ...]:
    """List each bank that the round asks once; one whose file is missing or broken is left out."""
    found = {bank.id: bank for each in merged.banks if (bank := asked.bank(each)) is not None}
    return tuple(
        PublishedBank(
            bank.id,
            bank.title.say(),
            bank.stem.say(),
            bank.source.idea,
            bank.source.publisher,
            bank.source.year,
            bank.object.say() if bank.object else "",
            bank.has_period,
            tuple(f"{ended(each.source)} {ended(each.licence)}".strip() for each in bank.quotations),
        )
        for bank in found.values()
    )


def _settled(merged: MergedRound, asked: NumberedItems) -> tuple[PublishedPosition, ...]:
    """List what the room agreed on each item that it talked about, in the order in which the items are asked.

    An item that the round does not ask in this edition is left out, and so is a level that the item does not offer.
    """
    answers = {(row.bank, row.item, str(row.edition)): row.answer for row in merged.settled}
    positions = []
    for number in (asked.numbers(merged.banks) or ()) if answers else ():
        item = asked.items[number]
        answer = answers.get(item.key)
        if answer in item.level_ids:
            label = item.levels[item.level_ids.index(answer)]
            positions.append(PublishedPosition(item.bank, item.item, item.read.text, "level", label))
        elif answer == DIFFERENTLY:
            positions.append(PublishedPosition(item.bank, item.item, item.read.text, "differently", ""))
        elif answer == NOT_REACHED:
            positions.append(PublishedPosition(item.bank, item.item, item.read.text, "not-reached", ""))
    return tuple(positions)


def _notes(merged: MergedRound) -> tuple[PublishedNote, ...]:
    """List the notes that everyone may read, ordered by their random ids, so that the order says nothing."""
    return tuple(PublishedNote(note.bank, note.item, note.text) for note in merged.notes)


def _actions(merged: MergedRound) -> tuple[PublishedAction, ...]:
    """List the actions, ordered by id."""
    return tuple(
        PublishedAction(
            action.id,
            action.bank,
            action.item,
            action.what,
            action.who,
            action.due,
            action.checked_by,
            action.progress,
            action.happened,
            action.outcome,
            action.known_by,
        )
        for action in merged.actions
    )


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
    withdrawn_ids = {each.record for each in records.withdrawn}
    not_chosen = {round_of(record.round) for record in shown_here if record.id in withdrawn_ids}
    none_kept = {round_of(each.round) for each in records.withdrawn if is_of_shown_counts(each)}
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
        of_reveals = [each for each in shown_counts.get(round_id, ()) if each.was_revealed(versions)]
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
    return tuple(sorted(found, key=lambda each: (each.reflection.team, each.reflection.date, each.reflection.id)))


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
        changed=frozenset(each.id for each in responses if each.id in fixed and each.revision not in fixed[each.id]),
        openly=frozenset(each.id for each in responses if each.round in open_names),
        again=any(version.joined for version in shown),
    )


def _shown(revealed: Sequence[Reflection], shown_counts: Sequence[ShownCounts]) -> ShownCounts | None:
    """Find the shown counts of a round as it stands; None where one of its reveals has none, or has two versions."""
    widest = [each for each in revealed if not any(set(each.counted) < set(other.counted) for other in revealed)]
    found = [next((record for record in shown_counts if record.is_of(version)), None) for version in widest]
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
    """Add up how many people had help at the reveals that no other reveal includes; None where one does not say."""
    widest = [each for each in revealed if not any(set(each.counted) < set(other.counted) for other in revealed)]
    helped = [version.helped for version in widest if version.helped is not None]
    return sum(helped) if helped and len(helped) == len(widest) else None


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
