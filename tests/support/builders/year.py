"""A team's rounds as they go on, and all that an attacker has seen of them, as sums over unknown answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from zlib import crc32

from hypothesis import event

from coreflect.core.answers import EVERY_SIDE, SIDE_OF, is_on
from coreflect.core.errors import Misuse
from coreflect.core.model import Records, Reflection, Response, Withdrawn
from coreflect.core.results import Published, PublishedRound
from coreflect.core.small_groups import Release
from coreflect.package.package import MergedPackages
from coreflect.services.releases import releases, reveals, too_near
from coreflect.services.revealing import revealed_now
from tests.support.builders.examples import CountingIds, a_round
from tests.support.builders.merging import LEVELS, asked, bank_toml, merged, people
from tests.support.builders.team_histories import DATES, HATS_OF
from tests.support.readers.algebra import Row, pinned, whole
from tests.support.readers.everything_published import handed_on, in_the_room

ITEM = "beds"
BANK, FILE = asked(bank_toml(items=(ITEM,)))
GIVEN = (*LEVELS, "not-sure")

Answered = tuple[str, str, str]
"""An answer that somebody gave: (round, response, revision)"""
Joining = tuple[str, str]
"""(side, code) of somebody who comes to a round."""


@dataclass
class Year:
    """A team's rounds as they go on, and all that an attacker has seen of them."""

    smallest: int
    many: int
    rounds: dict[str, Reflection] = field(default_factory=dict)
    there: dict[str, Response] = field(default_factory=dict)
    everybody: dict[Answered, Response] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    released: tuple[Release, ...] = ()
    known: list[Row] = field(default_factory=list)
    pictures: list[Row] = field(default_factory=list)
    same_as: dict[Answered, Answered] = field(default_factory=dict)
    ids: CountingIds = field(default_factory=CountingIds)

    def __post_init__(self) -> None:
        for number in range(self.many):
            reflection = a_round(id=f"m-{number}", revision=f"f-{number}", date=DATES[number], banks=(BANK,))
            self.rounds[reflection.id] = replace(reflection, smallest_group=self.smallest)

    @property
    def merged(self) -> MergedPackages:
        return merged(
            Records(
                rounds=tuple(self.rounds.values()),
                responses=tuple(self.there.values()),
                withdrawn=tuple(Withdrawn(one, one) for one in self.forgotten),
                bank_files=(FILE,),
            )
        )

    def come(self, which: int, crowd: Iterable[Joining]) -> None:
        """These people finish in this round."""
        for side, code in crowd:
            name = self.ids.record()
            hat = HATS_OF[side][crc32(name.encode()) % 2]
            self._save(name, f"m-{which % self.many}", hat, code)

    def change(self, which: int, number: int) -> None:
        """Somebody changes their answers."""
        if one := self._one_of(which, number):
            self._save(one.id, one.round, one.perspective, one.code)

    def go(self, which: int, number: int) -> None:
        """Somebody takes their answers out."""
        if one := self._one_of(which, number):
            del self.there[one.id]

    def forget(self, which: int) -> None:
        """The answers of this round are taken out for ever, as their time has come."""
        gone = f"m-{which % self.many}"
        self.forgotten.add(gone)
        self.there = {name: one for name, one in self.there.items() if one.round != gone}

    def reveal(self, which: int) -> None:
        """The room of this round has its answers shown, once or once more."""
        reflection = self.rounds[f"m-{which % self.many}"]
        with suppress(Misuse):
            self.rounds[reflection.id] = revealed_now(self.merged, reflection, self.ids) or reflection

    def look(self) -> None:
        """What the rooms, and all that is made of their workspace, show at this moment."""
        self._see(in_the_room(self.merged).published)

    def release(self) -> None:
        """What is made of the files of this moment, into the folder of all that was made before."""
        held = self.merged
        shown = handed_on(held).published
        side_of = {one.id: SIDE_OF[one.perspective] for one in held.records.responses}
        if not too_near(shown, (*self.released, *reveals(held.records, side_of)), side_of):
            self.released = (*self.released, *releases(shown))
            self._see(shown)

    def check(self) -> None:
        """Nothing that follows from all of this is about fewer people than the smallest group.

        Not even where everybody in a pair gave one answer twice, as the pairing would then say: so that a count of
        then and a count of now, less each other, leave those who are in one of them alone. A pairing then says nothing
        more: that its people's answers are counted by themselves is only taken to be so.
        """
        assert pinned(self.known, self._person, self.smallest) == frozenset()
        assert pinned(list(map(self._twice, self.pictures)), self._person, self.smallest) == frozenset()

    def _twice(self, row: Row) -> Row:
        """A number, where each of a pair gave one answer twice."""
        found: Counter[object] = Counter()
        for unknown, times in row.items():
            while unknown in self.same_as:
                unknown = self.same_as[unknown]  # type: ignore[index]
            found[unknown] += times
        return {unknown: times for unknown, times in found.items() if times}

    def _save(self, name: str, round_id: str, hat: str, code: str) -> None:
        revision = self.ids.record()
        given_answer = GIVEN[crc32(f"{name}{revision}".encode()) % len(GIVEN)]
        (one,) = people(round_id, [hat], [[given_answer]])
        self.there[name] = replace(one, id=name, revision=revision, round=round_id, code=code)
        self.everybody[round_id, name, revision] = self.there[name]

    def _one_of(self, which: int, number: int) -> Response | None:
        names = sorted(name for name, one in self.there.items() if one.round == f"m-{which % self.many}")
        return self.there[names[number % len(names)]] if names else None

    def _person(self, unknown: object) -> object:
        """Whoever has a code in several rounds is one person; two who have it in one round are two."""
        one = self.everybody[unknown]  # type: ignore[index]
        same = {each.id for each in self.everybody.values() if (each.round, each.code) == (one.round, one.code)}
        return one.code if one.code and len(same) == 1 else one.id

    def _see(self, shown: Published) -> None:
        behind = {one.round: self._counted(one) for one in shown.rounds}
        for one in shown.rounds:
            for item in one.items:
                for picture in item.pictures:
                    if picture.spread is None:
                        continue
                    group = [
                        each
                        for each in behind[one.round]
                        if picture.group not in EVERY_SIDE
                        or is_on(picture.group, SIDE_OF[self.everybody[each].perspective])
                    ]
                    chosen = Counter(self._answer(each) for each in group)
                    assert picture.spread.levels == tuple(chosen[level] for level in LEVELS)
                    assert picture.spread.not_sure == chosen["not-sure"]
                    self.known.append(whole(group))
                    self.pictures.append(whole(group))
                if item.paired:
                    event("people are paired")
                    self.known += self._paired(one, item.paired, behind)

    def _paired(self, one: PublishedRound, paired: object, behind: dict[str, list[Answered]]) -> list[Row]:
        """What a pairing tells: how the same people's answers changed, so the sum of these changes at the least.

        Where all gave the same answer twice, it tells each of these; this is worse, and taken to be so.
        """
        then, now = self._by_code(behind[paired.since]), self._by_code(behind[one.round])  # type: ignore[attr-defined]
        both = sorted(then.keys() & now.keys())
        steps = [(self._level(then[code]), self._level(now[code])) for code in both]
        chose = [(before, after) for before, after in steps if before and after]
        truth = (
            len(both),
            sum(after > before for before, after in chose),
            sum(after == before for before, after in chose),
            sum(after < before for before, after in chose),
            len(behind[paired.since]) - len(both),  # type: ignore[attr-defined]
            len(behind[one.round]) - len(both),
        )
        assert paired[1:] == truth  # type: ignore[index]
        for code in both:
            self._same(then[code], now[code])
        return [
            dict.fromkeys((then[code] for code in both), -1) | dict.fromkeys((now[code] for code in both), 1),
            whole(then[code] for code in both),
            whole(now[code] for code in both),
        ]

    def _same(self, then: Answered, now: Answered) -> None:
        """Take the answers of a pair for one."""
        while then in self.same_as:
            then = self.same_as[then]
        while now in self.same_as:
            now = self.same_as[now]
        if then != now:
            self.same_as[now] = then

    def _by_code(self, several: Iterable[Answered]) -> dict[str, Answered]:
        codes = Counter(self.everybody[each].code for each in several)
        return {code: each for each in several if codes[code := self.everybody[each].code] == 1 and code}

    def _counted(self, one: PublishedRound) -> list[Answered]:
        return [(one.round, *each) for each in zip(one.counted_responses, one.counted_revisions, strict=True)]

    def _answer(self, each: Answered) -> str:
        return self.everybody[each].answers[0].answer

    def _level(self, each: Answered) -> int:
        answer = self._answer(each)
        return LEVELS.index(answer) + 1 if answer in LEVELS else 0
