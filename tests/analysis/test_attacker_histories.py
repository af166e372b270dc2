"""Whatever happens to a round after it was shown, all that was ever shown of it pins down nobody.

One laptop reveals, and takes in and undoes what another brings; people come, change their answers and take them out,
and in the end all answers may be taken out. The attacker has seen every screen of the first laptop, and knows which
people are behind each number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.analysis import published
from coreflect.core.answers import PERSPECTIVES, SIDE_OF
from coreflect.core.merging.revisions import gone_with
from coreflect.core.merging.shown_counts import shown_counts_id
from coreflect.core.model import Records, Reflection, Response, ShownCount, Withdrawn
from coreflect.core.results import PublishedRound
from coreflect.package.merge import merge, merge_records, merged_package
from coreflect.package.package import MergedPackages, Package
from coreflect.package.read import open_package
from coreflect.package.subset import difference
from coreflect.package.write import package_bytes
from coreflect.services.revealing import revealed_now
from coreflect.services.shown_counts import counted_for_reveal
from tests.analysis.test_attacker_outputs import pinned
from tests.support.builders.examples import CountingIds, a_round
from tests.support.builders.merging import LEVELS, asked, bank_toml, people
from tests.support.builders.searching import searched

BANK, FILE = asked(bank_toml(items=("beds",)))
HATS = [each.code for each in PERSPECTIVES]
ANSWERS = [*LEVELS, "not-sure", "skipped"]

Person = tuple[str, str]
"""A response as it was counted: (id, revision)"""
Crowd = Sequence[tuple[str, str]]
"""(perspective, answer) of some people who come."""


@dataclass
class Laptop:
    """What one laptop holds of the round: its own records, and what was brought in."""

    name: str
    ids: CountingIds
    reflection: Reflection
    responses: dict[str, Response] = field(default_factory=dict)
    withdrawn: set[Withdrawn] = field(default_factory=set)
    shown_counts: tuple[ShownCount, ...] = ()
    brought_in: list[Package] = field(default_factory=list)
    came: int = 0

    @property
    def own(self) -> Records:
        return Records(
            rounds=(self.reflection,),
            responses=tuple(self.responses.values()),
            shown_counts=self.shown_counts,
            withdrawn=tuple(self.withdrawn),
            bank_files=(FILE,),
        )

    @property
    def merged(self) -> MergedPackages:
        return merge_records(self.own, self.brought_in)

    def come(self, crowd: Crowd) -> None:
        for hat, answer in crowd:
            if Withdrawn(self.reflection.id, self.reflection.id) not in self.withdrawn:
                self.came += 1
                self._keep(f"{self.name}{self.came}", hat, answer, ())

    def change(self, which: int, hat: str, answer: str) -> None:
        if self.responses:
            before = self.responses[sorted(self.responses)[which % len(self.responses)]]
            self._keep(before.id, hat, answer, (*before.replaces, before.revision))

    def go(self, which: int) -> None:
        if self.responses:
            response = sorted(self.responses)[which % len(self.responses)]
            del self.responses[response]
            self.withdrawn.add(Withdrawn(response, self.reflection.id))

    def forget(self) -> None:
        round_id = self.reflection.id
        gone = gone_with([round_id], [self.own])
        self.withdrawn |= {Withdrawn(record, round_id) for record in (round_id, *gone)}
        self.responses = {}

    def reveal(self) -> None:
        merged = self.merged
        if merged.records.responses:
            fixed = revealed_now(merged, self.reflection, self.ids)
            if fixed is not None:
                made = counted_for_reveal(merged, [fixed])
                self.shown_counts += tuple(row for record in made for row in record.counts())
                self.reflection = fixed

    def bring_in(self, other: Laptop) -> None:
        before = self.merged
        package = open_package(merged_package(other.merged), other.name)
        new = difference(merge([open_package(package_bytes(self.own)), *self.brought_in, package]), before)
        if new is not None:
            self.brought_in.append(open_package(merged_package(new), f"{other.name} {len(self.brought_in)}"))

    def choose(self, which: int) -> None:
        before = self.merged
        for conflict in before.conflicts[:1]:
            keep = (conflict.record, conflict.revisions[which % len(conflict.revisions)])
            whole = merge([open_package(package_bytes(self.own)), *self.brought_in], keep=[keep])
            new = difference(whole, before)
            if new is not None:
                self.brought_in.append(open_package(merged_package(new), "chosen"))

    def undo(self) -> None:
        if self.brought_in:
            self.withdrawn.update(self.brought_in.pop().records.withdrawn)

    def _keep(self, response: str, hat: str, answer: str, replaces: tuple[str, ...]) -> None:
        (person,) = people("m-1", [hat], [[answer]])
        self.responses[response] = replace(person, id=response, revision=self.ids.record(), replaces=replaces)


@dataclass
class History:
    """The two laptops of a round, and all that an attacker has seen on the first."""

    smallest: int
    known: set[frozenset[Person]] = field(default_factory=set)
    ever: dict[Person, Response] = field(default_factory=dict)
    shown: list[PublishedRound] = field(default_factory=list)

    def __post_init__(self) -> None:
        reflection = a_round(id="m-1", banks=(BANK,), smallest_group=self.smallest)
        self.here = Laptop("h", CountingIds("h0"), reflection)
        self.there = Laptop("t", CountingIds("t0"), reflection)

    def play(self, events: Iterable[tuple[object, ...]]) -> None:
        for where, what, *arguments in events:
            laptop = self.here if where == "here" else self.there
            if what == "bring_in":
                laptop.bring_in(self.there if laptop is self.here else self.here)
            else:
                getattr(laptop, str(what))(*arguments)
            self.look()

    def look(self) -> None:
        """Everything that the first laptop shows now; each number is held against the answers of then."""
        for laptop in (self.here, self.there):
            self.ever |= {(each.id, each.revision): each for each in laptop.responses.values()}
        for each in published(self.here.merged).rounds:
            self.shown.append(each)
            counted = list(zip(each.counted_responses, each.counted_revisions, strict=True))
            for item in each.items:
                for picture in item.pictures:
                    if picture.spread is not None:
                        behind = [one for one in counted if self.is_in(picture.group, one)]
                        answers = Counter(self.ever[one].answers[0].answer for one in behind)
                        assert picture.spread.levels == tuple(answers[level] for level in LEVELS)
                        assert picture.spread.counted == len(behind)
                        self.known.add(frozenset(behind))

    def is_in(self, group: str, person: Person) -> bool:
        return group == "everyone" or SIDE_OF[self.ever[person].perspective] == group

    def check(self) -> None:
        assert pinned(self.known, self.smallest) == set()


crowds = st.lists(st.tuples(st.sampled_from(HATS), st.sampled_from(ANSWERS)), min_size=1, max_size=7)
WHERE = st.sampled_from(["here", "there"])
EVENTS = st.one_of(
    st.tuples(WHERE, st.just("come"), crowds),
    st.tuples(WHERE, st.just("change"), st.integers(0, 30), st.sampled_from(HATS), st.sampled_from(ANSWERS)),
    st.tuples(WHERE, st.just("go"), st.integers(0, 30)),
    st.tuples(st.just("here"), st.just("reveal")),
    st.tuples(st.just("here"), st.just("reveal")),
    st.tuples(st.just("there"), st.just("reveal")),
    st.tuples(WHERE, st.just("bring_in")),
    st.tuples(st.just("here"), st.just("bring_in")),
    st.tuples(st.just("here"), st.just("undo")),
    st.tuples(WHERE, st.just("choose"), st.integers(0, 1)),
    st.tuples(WHERE, st.just("forget")),
)
HISTORIES = st.lists(EVENTS, max_size=10)


def played(smallest: int, first: Crowd, second: Crowd, events: Iterable[tuple[object, ...]]) -> History:
    history = History(smallest)
    history.here.come(first)
    history.there.come(second)
    history.play([("here", "bring_in"), ("here", "reveal"), *events])
    return history


@searched(60)
@given(st.integers(3, 5), crowds, crowds, HISTORIES)
def test_whatever_happens_after_a_reveal_all_that_was_shown_pins_down_nobody(
    smallest: int, first: Crowd, second: Crowd, events: list[tuple[object, ...]]
) -> None:
    played(smallest, first, second, events).check()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
@searched(250)
@given(smallest=st.integers(3, 5), first=crowds, second=crowds, events=HISTORIES)
def test_a_thousand_histories_pin_down_nobody(
    part: int, smallest: int, first: Crowd, second: Crowd, events: list[tuple[object, ...]]
) -> None:
    """COREFLECT_SEARCH=4 looks at four thousand."""
    played(smallest, first, second, events).check()


def test_what_was_shown_stays_through_a_removal_an_undo_and_forgetting() -> None:
    first, second = [("carer", "never")] * 4, [("carer", "often")] * 4
    history = played(5, first, second, [])
    seen = history.shown[-1].items[0].pictures[0].spread
    assert seen is not None
    assert seen.counted == 8

    history.play([("here", "go", 0), ("here", "undo"), ("here", "bring_in"), ("here", "reveal"), ("here", "forget")])

    assert [each.items[0].pictures[0].spread for each in history.shown[-5:]] == [seen] * 5
    assert [each.since for each in history.shown[-5:]] == ["changed", "changed", "changed", "changed", "forgotten"]
    assert history.here.shown_counts[0].id == shown_counts_id(history.here.reflection.revision)
