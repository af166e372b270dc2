"""Makes, checks and joins shown counts: the published counts of a reveal, stored so that they stay as they were shown.

A reveal has one record of shown counts. Its id comes from the reveal, and its revision from its content, so that two
laptops that store the counts of one reveal store one record. What is in it was cut by the small-group rule before; it
is never counted again, and no row is finer than what was shown. What comes from a file is checked again all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.answers import EVERYONE, PERSPECTIVES, SHOW_OF_HANDS, SIDES, SIDES_BEFORE
from coreflect.core.merging.revisions import RESOLUTION_LENGTH, RevisionOfRows, revisions_of_rows
from coreflect.core.model import Records, Reflection, Response, ShownCount, Withdrawn
from coreflect.core.names import hashed_letters
from coreflect.core.reflections.rounds import smallest_of

if TYPE_CHECKING:
    from coreflect.core.results import PublishedRound

FEWEST_OPENLY = 5
"""From so many people on an open round still shows everyone together once somebody has changed or removed answers."""
_PREFIX = "shown-"
_GROUPINGS = (tuple(sorted(SIDES)), tuple(sorted(SIDES_BEFORE)))
"""The pairs of groups that a private round can have."""
_PERSPECTIVES = frozenset(each.code for each in PERSPECTIVES)
_NO_ROW = ShownCount(
    *("", "", (), "", "", "", "", None, (), None, ()),
    *("", "", "", None, (), None, None, None, None),
)

Slots = tuple[int, ...]
"""How many people gave each answer to an item: each level, the first level first, then each kind of non-answer."""


def shown_counts_id(reveal: str) -> str:
    """Return the id of the shown counts of a reveal, which is named by the revision of its round."""
    return f"{_PREFIX}{reveal}"


def all_shown_counts_of(round_id: str) -> str:
    """Return the id that is withdrawn where all shown counts of a round are, those on other laptops among them."""
    return f"{_PREFIX}all-{hashed_letters(round_id, RESOLUTION_LENGTH)}"


def is_of_shown_counts(withdrawn: Withdrawn) -> bool:
    """Whether a withdrawn record is one of shown counts; no random id looks like theirs."""
    return withdrawn.record.startswith(_PREFIX)


class ShownCounts(RevisionOfRows[ShownCount]):
    """One revision of the shown counts of a reveal."""

    @property
    def head(self) -> ShownCount:
        """The row without an item, which says what is the same for all of them."""
        return self.rows[0]

    @property
    def pictures(self) -> tuple[ShownCount, ...]:
        """One row for each group and item."""
        return self.rows[1:]

    @property
    def is_private(self) -> bool:
        return self.head.privacy == "private"

    @cached_property
    def people(self) -> Mapping[str, str]:
        """The responses that are counted, by id, with the revision that is."""
        return {response: revision for response, _, revision in (each.partition(":") for each in self.head.counted)}

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many people are in each group that is shown, everyone first."""
        found = {row.group: sum(slots(row)) for row in self.pictures}
        return {EVERYONE: len(self.people)} | {group: found[group] for group in sorted(found) if group != EVERYONE}

    @cached_property
    def by_item(self) -> Mapping[tuple[str, str, str], Mapping[str, ShownCount]]:
        """The row of each group, by (bank, item, edition)."""
        found: dict[tuple[str, str, str], dict[str, ShownCount]] = {}
        for row in self.pictures:
            found.setdefault((row.bank, row.item, str(row.edition)), {})[row.group] = row
        return found

    def was_revealed(self, reflections: Iterable[Reflection]) -> bool:
        """Whether one of these versions of the round comes from the reveal; without it nothing of them was shown."""
        reveal = self.head.reveal
        return any(
            version.state == "revealed" and reveal in (version.revision, *version.replaces)
            for version in reflections
            if version.id == self.round
        )

    def is_of(self, reflection: Reflection) -> bool:
        """Whether these are the counts that this version of the round shows: of its reveal, and of the same answers."""
        return (
            self.was_revealed((reflection,))
            and self.people.keys() == set(reflection.counted)
            and (not reflection.counted_as or set(self.people.values()) == set(reflection.counted_as))
        )

    def changed_in(self, responses: Iterable[Response], withdrawn: Iterable[str]) -> bool:
        """Whether somebody counted has changed or removed answers, going by these responses and withdrawn ids."""
        revisions = self.people
        return not revisions.keys().isdisjoint(withdrawn) or any(
            response.id in revisions and response.revision != revisions[response.id] for response in responses
        )


def shown_revisions(counts: Iterable[ShownCount]) -> tuple[ShownCounts, ...]:
    """Group the rows of shown counts by record and revision."""
    return revisions_of_rows(counts, ShownCounts, _place)


def made_shown_counts(head: ShownCount, pictures: Iterable[ShownCount], replaces: Sequence[str] = ()) -> ShownCounts:
    """Make the record of these rows, and give it the revision that its content makes."""
    rows = [head, *pictures]
    content = "\n".join(str(astuple(replace(row, revision="", replaces=()))) for row in sorted(rows, key=_place))
    revision = hashed_letters(content, RESOLUTION_LENGTH)
    of_record = (replace(row, id=head.id, revision=revision, replaces=(), round=head.round) for row in rows)
    sorted_rows = tuple(sorted(of_record, key=_place))
    return ShownCounts(head.id, revision, tuple(sorted(replaces)), head.round, sorted_rows)


def shown_counts_of(published: PublishedRound, reflection: Reflection) -> ShownCounts | None:
    """Make the record of what a reveal shows, from the round as it is published; None where that is nothing.

    Takes the version of the round that is revealed. A show of hands is not in it: that is a record of its own.
    """
    if not published.items:
        return None
    is_private = published.privacy == "private"
    people = zip(published.counted_responses, published.counted_revisions, strict=True)
    head = replace(
        _NO_ROW,
        id=shown_counts_id(reflection.revision),
        round=reflection.id,
        reveal=reflection.revision,
        shown_on=reflection.date,
        privacy=published.privacy,
        smallest_group=published.smallest_group,
        counted=tuple(sorted(f"{response}:{revision}" for response, revision in people)),
        helped=published.helped if is_private else reflection.helped,
        groups=tuple(sorted(published.sides)),
    )
    rows = [
        replace(
            _NO_ROW,
            group=picture.group,
            bank=item.bank,
            item=item.item,
            edition=item.edition,
            levels=picture.spread.levels,
            not_sure=picture.spread.not_sure,
            not_applicable=picture.spread.not_applicable,
            rather_not_say=picture.spread.rather_not_say,
            left_blank=picture.spread.left_blank,
        )
        for item in published.items
        for picture in item.pictures
        if picture.spread is not None and picture.group != SHOW_OF_HANDS
    ]
    return made_shown_counts(head, rows)


def cut(record: ShownCounts) -> ShownCounts:
    """Leave of an open round's shown counts the rows of everyone together, and no rows where they are too few.

    Those of a private round are left as they are.
    """
    if record.is_private:
        return record
    enough = len(record.people) >= FEWEST_OPENLY
    rows = [row for row in record.pictures if enough and row.group == EVERYONE]
    if len(rows) == len(record.pictures):
        return record
    return made_shown_counts(record.head, rows, (*record.replaces, record.revision))


def cut_where_changed(
    records: Iterable[ShownCounts], responses: Sequence[Response], withdrawn: Iterable[str]
) -> tuple[ShownCounts, ...]:
    """Cut the shown counts of each open round in which somebody counted has changed or removed answers.

    Takes every version of the records and of the responses, and the ids of all withdrawn records. Returns the new
    revisions alone, each of which replaces the one with finer rows.
    """
    gone = set(withdrawn)
    by_round: dict[str, list[Response]] = {}
    found: list[ShownCounts] = []
    for record in records:
        if not record.is_private and not by_round:
            for response in responses:
                by_round.setdefault(response.round, []).append(response)
        of_round = by_round.get(record.round, ())
        if not record.is_private and (record.round in gone or record.changed_in(of_round, gone)):
            left = cut(record)
            found += [left] if left is not record else []
    return tuple(found)


def gone_shown_counts(withdrawn: Iterable[Withdrawn], every: Iterable[Records]) -> set[str]:
    """Return the ids of the shown counts of rounds of which all were withdrawn."""
    gone = {each.record for each in withdrawn if is_of_shown_counts(each)}
    return {row.id for records in every for row in records.shown_counts if all_shown_counts_of(row.round) in gone}


def not_chosen(
    chosen: Reflection, records: Iterable[ShownCounts], *, smallest: int = FEWEST_OPENLY
) -> tuple[Withdrawn, ...]:
    """List the shown counts to withdraw once it was decided which of a round's two reveals stands.

    These are the counts of every other reveal that it replaces, where they differ from those of the chosen one by fewer
    people than the smallest group. Others stay known, and whatever is shown later is held against them.
    """
    return tuple(
        Withdrawn(record.id, record.round)
        for record in records
        if record.was_revealed((chosen,))
        and not record.is_of(chosen)
        and too_near(record.people, chosen.counted, max(smallest, chosen.smallest_group))
    )


def too_near(first: Iterable[str], second: Iterable[str], smallest: int) -> bool:
    """Whether two groups of responses differ, in one direction, by fewer people than the smallest group."""
    one, other = frozenset(first), frozenset(second)
    return any(0 < len(apart) < smallest for apart in (one - other, other - one)) or one == other


def added_up(records: Sequence[ShownCounts]) -> ShownCounts | None:
    """Add up the shown counts of several reveals of one round, which was set up twice; None where that cannot be done.

    It can where nobody is in two of them; a group or an item that only some of them show is left out.
    """
    first, *others = records
    together = sorted(each for record in records for each in record.head.counted)
    same = all(other.head.privacy == first.head.privacy and other.head.groups == first.head.groups for other in others)
    if not same or sum(len(record.people) for record in records) > len({*together}):
        return None
    if not others:
        return first
    found = [
        {(row.group, row.bank, row.item, row.edition, len(row.levels)): row for row in record.pictures}
        for record in records
    ]
    rows = [_sum([rows[key] for rows in found]) for key in found[0] if all(key in rows for rows in found)]
    helped = [record.head.helped for record in records]
    known = sum(number for number in helped if number is not None) if None not in helped else None
    return made_shown_counts(replace(first.head, counted=tuple(together), helped=known), rows)


def _sum(rows: Sequence[ShownCount]) -> ShownCount:
    return replace(
        rows[0],
        levels=tuple(sum(numbers) for numbers in zip(*(row.levels for row in rows), strict=True)),
        not_sure=sum(row.not_sure or 0 for row in rows),
        not_applicable=sum(row.not_applicable or 0 for row in rows),
        rather_not_say=sum(row.rather_not_say or 0 for row in rows),
        left_blank=sum(row.left_blank or 0 for row in rows),
    )


def slots(row: ShownCount) -> Slots:
    """Return the counts of a row in the order of the slots; the levels are as many as the item has."""
    others = (row.not_sure, row.not_applicable, row.rather_not_say, row.left_blank)
    return (*row.levels, *(number or 0 for number in others))


def groups_allowed(record: ShownCounts, *, private: bool, smallest: int) -> tuple[str, ...]:
    """List the groups of shown counts that may be shown now, everyone first; none where not even everyone may.

    Takes the guard of the round, which may have become stricter since.
    """
    sizes = record.sizes
    if not private and not record.is_private:
        return tuple(sizes) if record.pictures else ()
    if sizes[EVERYONE] < smallest or not record.pictures:
        return ()
    groups = [group for group in sizes if group in record.head.groups]
    rest = sizes[EVERYONE] - sum(sizes[group] for group in groups)
    too_few = any(sizes[group] < smallest for group in groups) or 0 < rest < smallest
    return (EVERYONE, *(() if too_few or not record.is_private else groups))


class Fault(NamedTuple):
    """What is wrong with a row of shown counts, as the end of a sentence."""

    row: ShownCount
    what: str


def fault_in(record: ShownCounts) -> Fault | None:
    """Put shown counts to the small-group rule again: sizes, sums, and the groups against everyone; None where sound.

    They are held against the protection under which they were shown, and no less than the least that can be chosen.
    """
    return next(_faults(record), None)


def _faults(record: ShownCounts) -> Iterator[Fault]:
    head = record.head
    if head.item or any(not row.item for row in record.pictures):
        yield Fault(head, "has not exactly one row without an item")
        return
    if not head.reveal or record.id != shown_counts_id(head.reveal):
        yield Fault(head, "does not name the reveal that it belongs to")
        return
    if len(record.people) != len(head.counted) or not head.counted or head.privacy not in ("private", "open"):
        yield Fault(head, "does not say whose answers are counted, each person once")
        return
    smallest = smallest_of(head.smallest_group or 0)
    if record.is_private and len(record.people) < smallest:
        yield Fault(head, f"counts fewer people than the smallest group, {smallest}")
        return
    if record.is_private and head.groups not in _GROUPINGS:
        yield Fault(head, "names groups that coreflect does not have")
        return
    shown = {row.group for row in record.pictures}
    known = {EVERYONE, *head.groups} if record.is_private else {EVERYONE, *_PERSPECTIVES}
    for row in record.pictures:
        if row.group not in known:
            yield Fault(row, "counts a group that is not shown in this round")
            return
        if row.edition is None or not row.levels:
            yield Fault(row, "counts no answers")
            return
    for rows in record.by_item.values():
        yield from _faults_of_item(record, rows, shown, smallest)
    if record.is_private and shown > {EVERYONE} and shown != known:
        yield Fault(head, "shows one of its two groups alone")


def _faults_of_item(
    record: ShownCounts, rows: Mapping[str, ShownCount], shown: set[str], smallest: int
) -> Iterator[Fault]:
    sizes, first = record.sizes, next(iter(rows.values()))
    if set(rows) != shown or EVERYONE not in rows:
        yield Fault(first, "does not count the same groups as the other items")
        return
    everyone = slots(rows[EVERYONE])
    rest: list[int] = list(everyone)
    for group, row in rows.items():
        counted = slots(row)
        if len(row.levels) != len(rows[EVERYONE].levels) or sum(counted) != sizes[group]:
            yield Fault(row, "does not count as many people as the rest of its record")
            return
        if record.is_private and sum(counted) < smallest:
            yield Fault(row, f"counts fewer people than the smallest group, {smallest}")
            return
        if group != EVERYONE:
            rest = [left - number for left, number in zip(rest, counted, strict=True)]
    left_over = len(record.people) - sum(sizes[group] for group in rows if group != EVERYONE)
    too_few = left_over > 0 and (not record.is_private or left_over < smallest)
    if len(rows) > 1 and (min(rest) < 0 or too_few):
        yield Fault(rows[EVERYONE], "counts other people than its groups together")


def _place(row: ShownCount) -> tuple[str, str, str]:
    return row.bank, row.item, row.group
