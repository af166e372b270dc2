"""Publishes merged records: applies the small-group rule to every round, counts it, and returns what may be shown.

No picture of a group is made before the rule has allowed it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import accumulate
from typing import NamedTuple

from coreflect.analysis.asked import AskedItem, NumberedItems
from coreflect.analysis.count import CountedRound, count
from coreflect.analysis.merged_rounds import MergedRound, merged_rounds
from coreflect.analysis.moves import compared_rounds, find_earlier, moves
from coreflect.analysis.pairs import CodedOutline, pairs
from coreflect.analysis.pictures import RoundOutline, draw, table_of
from coreflect.analysis.protect import Allowed, shown_groups, what_is_allowed
from coreflect.analysis.protect_pairs import CodedRound
from coreflect.analysis.shown_counts import put_shown_counts, what_stays
from coreflect.analysis.sides import between_sides
from coreflect.core.banks.bank import EASIER
from coreflect.core.meeting.room import DIFFERENTLY, NOT_REACHED
from coreflect.core.merging.shown_counts import FEWEST_OPENLY, ShownCounts
from coreflect.core.model import Response
from coreflect.core.reflections.rounds import smallest_of
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
)
from coreflect.core.small_groups import reveals_few_people
from coreflect.core.texts.words import ended
from coreflect.package.package import MergedPackages
from coreflect.package.read_many import no_collector


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
        return _publish(packages.as_read, release=release, first_shown=first_shown)


def _publish(packages: MergedPackages, *, release: bool, first_shown: Collection[str]) -> Published:
    asked = NumberedItems(packages.records.bank_files)
    merged_there = merged_rounds(packages.records, first_shown, packages.shown_here)
    every_round = [_protect(merged, asked, release=release) for merged in merged_there]
    counts = count(packages.answers, asked.items, [_counted(protected) for protected in every_round])
    starts = list(accumulate((len(protected.items) for protected in every_round), initial=0))[:-1]
    for start, protected in zip(starts, every_round, strict=True):
        if protected.shown is not None:
            items_there = [asked.items[number] for number in protected.items]
            groups = [group for group, _ in protected.allowed.fewest]
            put_shown_counts(counts, start, items_there, protected.shown, groups)
    outlines = [_outline(protected, asked.items) for protected in every_round]
    table = table_of(counts, asked.items, outlines)
    earlier = find_earlier(table, asked.items, outlines)
    paired: list[Paired | None] = [None] * len(table.numbers)
    in_pairs: list[tuple[tuple[str, ...], ...]] = [()] * len(every_round)
    if any(person.code for protected in every_round for person in protected.people):
        coded = [_coded_outline(protected) for protected in every_round]
        since = compared_rounds(table, earlier)
        paired, in_pairs = pairs(packages.answers, asked.items, coded, since)
    since_before, since_first = moves(table, asked.items, outlines, earlier, paired)
    drawn = draw(table, asked.items, since_before, since_first)
    sides = between_sides(table, asked.items)
    rounds = []
    for start, protected, people in zip(starts, every_round, in_pairs, strict=True):
        is_private = protected.merged.reflection.is_private
        items = tuple(
            _item(asked.items[number], drawn[at], paired[at], sides[at], is_private=is_private)
            for at, number in enumerate(protected.items, start)
        )
        rounds.append(_published(protected, asked, items, people))
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


def _counted(protected: _ProtectedRound) -> CountedRound:
    """Say whose answers to which items are counted; nobody's where the round is published from its shown counts."""
    people = protected.people if protected.shown is None else ()
    return CountedRound(protected.items, {person.id: (person.revision, person.perspective) for person in people})


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
        easier=_easier(protected, in_pairs) if shows_answers else None,
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


def _easier(protected: _ProtectedRound, in_pairs: Iterable[Iterable[str]]) -> int | None:
    """Return how many of the people counted read easier words; None where nobody did, or it may not be said.

    They are a group like any other, in an open round too, and so are the others: neither may be small, nor lead to a
    few people together with the groups, pairs and reveals that are shown. Once people joined in a later reveal it is
    not said at all, since the difference would be about them.
    """
    merged, allowed = protected.merged, protected.allowed
    people = {person.id: person for person in protected.people}
    easier = frozenset(person.id for person in people.values() if person.wording == EASIER)
    if not easier or people.keys() != set(allowed.counted) or merged.before.again:
        return None
    smallest, groups = FEWEST_OPENLY, [frozenset(people)]
    if merged.reflection.is_private:
        smallest = smallest_of(merged.reflection.smallest_group)
        perspectives = {person.id: person.perspective for person in people.values()}
        groups = shown_groups(allowed, perspectives, smallest, merged.before.sides)
    shown = [*groups, *map(frozenset, in_pairs), *merged.before.reveals]
    with_them = [easier, *(people_then & easier for people_then in merged.before.reveals)]
    return None if reveals_few_people([*shown, *with_them], smallest) else len(easier)


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
        asked.break_after,
    )


def _banks(merged: MergedRound, asked: NumberedItems) -> tuple[PublishedBank, ...]:
    """List each bank that the round asks once; one whose file is missing or broken is left out."""
    found = {bank.id: bank for named in merged.banks if (bank := asked.bank(named)) is not None}
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
            tuple(f"{ended(quoted.source)} {ended(quoted.licence)}".strip() for quoted in bank.quotations),
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
