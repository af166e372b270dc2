"""From merged records to what may be shown: every round is put to the one small-group rule before anything is drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from coreflect.analysis.asked import AskedItem, AskedItems
from coreflect.analysis.count import Sheet, count
from coreflect.analysis.pairs import CodedPage, pairs
from coreflect.analysis.pictures import Page, pictures
from coreflect.analysis.protect import Leave, leave, shown_groups, smallest_of
from coreflect.analysis.protect_pairs import Coded
from coreflect.analysis.sittings import Sitting, sittings
from coreflect.core.meeting.room import DIFFERENTLY, NOT_REACHED
from coreflect.core.model import Response
from coreflect.core.results import (
    Doing,
    Paired,
    Picture,
    Published,
    PublishedBank,
    PublishedItem,
    PublishedRound,
    Said,
    Settled,
)
from coreflect.package.package import MergedPackages
from coreflect.package.read_many import no_collector


class _Cut(NamedTuple):
    """A round with what may be shown of it; `items` are the numbers of what it asked, `people` are counted."""

    sitting: Sitting
    leave: Leave
    items: tuple[int, ...]
    people: tuple[Response, ...]


def publish(merged: MergedPackages, *, release: bool) -> Published:
    """What `published` promises."""
    with no_collector():
        return _publish(merged, release=release)


def _publish(merged: MergedPackages, *, release: bool) -> Published:
    asked = AskedItems(merged.records.bank_files)
    cut = [_cut(sitting, asked, release=release) for sitting in sittings(merged.records)]
    sheets = [
        Sheet(one.items, {person.id: (person.revision, person.perspective) for person in one.people}) for one in cut
    ]
    counts = count(merged.answers, asked.items, sheets)
    drawn = pictures(counts, asked.items, [_page(one, asked.items) for one in cut])
    paired: list[Paired | None] = [None] * len(drawn.pictures)
    in_pairs: list[tuple[tuple[str, ...], ...]] = [()] * len(cut)
    if any(person.code for one in cut for person in one.people):
        paired, in_pairs = pairs(merged.answers, asked.items, [_coded(one) for one in cut], drawn.pictures)
    rounds = []
    start = 0
    for one, people in zip(cut, in_pairs, strict=True):
        end = start + len(one.items)
        items = tuple(
            _item(asked.items[number], drawn.pictures[at], drawn.seen_differently[at], paired[at])
            for at, number in enumerate(one.items, start)
        )
        rounds.append(_published(one, asked, items, people))
        start = end
    return Published(tuple(rounds))


def _cut(sitting: Sitting, asked: AskedItems, *, release: bool) -> _Cut:
    items = asked.of(sitting.banks)
    by_id = {one.id: one for one in sitting.responses}
    if sitting.forgotten:
        may = Leave("forgotten")
    elif sitting.in_conflict:
        may = Leave("in conflict")
    elif items is None:
        may = Leave("questions missing")
    else:
        perspectives = {one.id: one.perspective for one in sitting.responses}
        may = leave(sitting.reflection, perspectives, release=release, before=sitting.before)
    was_held = sitting.finished or sitting.hands
    return _Cut(sitting, may, items or () if was_held else (), tuple(by_id[one] for one in may.counted))


def _page(cut: _Cut, asked: list[AskedItem]) -> Page:
    reflection = cut.sitting.reflection
    number_of = {asked[number].key: number for number in cut.items} if cut.sitting.hands else {}
    hands: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in cut.sitting.hands:
        number = number_of.get((row.bank, row.item, str(row.edition)))
        if number is not None:
            hands[number][row.answer] += row.count
    return Page(reflection.id, reflection.team, cut.items, reflection.is_private, cut.leave.fewest, hands)


def _coded(cut: _Cut) -> CodedPage:
    """What pairing takes of a round; one in which some people were shown openly before is taken as not shown."""
    sitting, reflection = cut.sitting, cut.sitting.reflection
    code_of = {one.id: one.code for one in sitting.responses if one.code}
    everyone = frozenset(cut.leave.counted)
    shown: list[frozenset[str]] = []
    if cut.leave.fewest and not reflection.is_private:
        shown = [everyone]
    elif cut.leave.fewest and not sitting.before.openly:
        perspectives = {one.id: one.perspective for one in sitting.responses}
        shown = shown_groups(cut.leave, perspectives, smallest_of(reflection.smallest_group))
    coded = Coded(
        private=reflection.is_private,
        smallest=smallest_of(reflection.smallest_group) if reflection.is_private else 0,
        code_of=code_of,
        shown=shown,
        showed=bool(sitting.before.reveals) or sitting.forgotten,
        holds=bool(sitting.finished),
        again=sitting.before.again or any(one != everyone for one in sitting.before.reveals),
    )
    return CodedPage(reflection.id, reflection.team, cut.items, coded, {one.id: one.revision for one in cut.people})


def _published(
    cut: _Cut, asked: AskedItems, items: tuple[PublishedItem, ...], in_pairs: tuple[tuple[str, ...], ...]
) -> PublishedRound:
    reflection = cut.sitting.reflection
    shows_answers = bool(cut.leave.fewest)
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
        finished=cut.sitting.finished,
        counted=len(cut.people),
        counted_responses=cut.leave.counted,
        counted_revisions=tuple(one.revision for one in cut.people),
        helped=_helped(cut) if shows_answers else None,
        withheld=cut.leave.withheld,
        items=items if shows_answers else (),
        banks=published_banks(cut.sitting, asked),
        settled=published_settled(cut.sitting, asked),
        notes=published_notes(cut.sitting) if shows_answers else (),
        doings=published_actions(cut.sitting),
        next_date=reflection.next_date,
        in_pairs=in_pairs,
    )


def _helped(cut: _Cut) -> int | None:
    """How many had help, where nobody among them came after all who are counted."""
    sitting = cut.sitting
    if not sitting.reflection.is_private:
        return sitting.helped
    if sitting.reflection.state == "revealed" and set(cut.leave.counted) == set(sitting.reflection.counted):
        return sitting.helped_then
    return sitting.helped if len(cut.people) == sitting.finished else None


def _item(
    asked: AskedItem, its_pictures: tuple[Picture, ...], differently: bool, paired: Paired | None
) -> PublishedItem:
    return PublishedItem(
        asked.bank,
        asked.section,
        asked.item,
        asked.edition,
        asked.text,
        asked.levels,
        its_pictures,
        differently,
        asked.meanings,
        paired,
        asked.easier,
    )


def published_banks(sitting: Sitting, asked: AskedItems) -> tuple[PublishedBank, ...]:
    """Each bank that the round asks, once; one whose file is missing or broken is left out."""
    found = {bank.id: bank for each in sitting.banks if (bank := asked.bank(each)) is not None}
    return tuple(
        PublishedBank(
            bank.id, bank.title.say(), bank.stem.say(), bank.source.idea, bank.source.publisher, bank.source.year
        )
        for bank in found.values()
    )


def published_settled(sitting: Sitting, asked: AskedItems) -> tuple[Settled, ...]:
    """Where the room stands on each item that it talked about, in the order in which the items are asked.

    An item that the round does not ask in this edition, or a level that it does not offer, is left out.
    """
    found = {(one.bank, one.item, str(one.edition)): one.answer for one in sitting.settled}
    stands = []
    for number in (asked.of(sitting.banks) or ()) if found else ():
        item = asked.items[number]
        answer = found.get(item.key)
        if answer in item.level_ids:
            label = item.levels[item.level_ids.index(answer)]
            stands.append(Settled(item.bank, item.item, item.text, "level", label))
        elif answer == DIFFERENTLY:
            stands.append(Settled(item.bank, item.item, item.text, "differently", ""))
        elif answer == NOT_REACHED:
            stands.append(Settled(item.bank, item.item, item.text, "not-reached", ""))
    return tuple(stands)


def published_notes(sitting: Sitting) -> tuple[Said, ...]:
    """The notes that everyone may read, by their ids, which are random."""
    return tuple(Said(one.bank, one.item, one.text) for one in sitting.notes)


def published_actions(sitting: Sitting) -> tuple[Doing, ...]:
    """What was agreed to be done, by id."""
    return tuple(
        Doing(
            one.id,
            one.bank,
            one.item,
            one.what,
            one.who,
            one.due,
            one.checked_by,
            one.progress,
            one.happened,
            one.outcome,
        )
        for one in sitting.actions
    )
