"""Holds the small-group rule for pairings: which two rounds of a team may be paired by the codes that people took.

A pairing says how many of the same people moved which way, and with it how many people are in it. So it is a count of a
group within each of the two rounds: those in the pairs; and by subtraction of all others. Both have to be large, and
so has whatever can be made of them and of what else is shown of that round: everyone, the sides, and the pairings with
other rounds. People may be paired with the round before and not with the one after, and then the two differ by one
person.

It is enough to look within each round. Whatever is published is a sum, over people, of something that each of them did
in one round, or did in both rounds of one pairing; a pairing is taken for more than it tells, namely for all answers
of its people in either round. Any sum of such counts has a part in each round, and no part is about a few. How many
chose no level in one of the two is such a count as well, since everyone in a round was asked every item that is shown.
Two items of a round may be paired with different rounds; their groups are held together nevertheless.

One thing more can follow where everybody in a pair gave one answer twice, since the pairing then says so of each. Then
a side of now, less that side of then, is about those who are in one of them alone: who were not paired, or speak from
another side than then. These have to be none, or enough, as well.

Pairings are looked at in order of time, the later round's with the nearest round first; the later one is withheld, and
what was shown before stays. What cannot be known is taken to be against us. A round that is hidden now, and showed
answers once, may have been paired with any of its neighbours; one that holds answers and shows none yet may one day be
paired with the rounds after it; and where people joined those who had been shown, pairings of the time before may have
been others than those of now, from that round on. In all of these only a pairing of everybody is shown, which adds
nothing to everyone together.

Openly each person agreed that the room sees single answers and may guess whose, in both rounds. Two pairs are enough
there, so that no sentence is about the one person who took a code. An open round and one without names are not paired:
the open one shows each person as they come, so that one more pair would show how one person answered in the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from coreflect.analysis.protect import Group
from coreflect.core.small_groups import reveals_few_people

FEWEST_OPENLY = 2

Pairing = tuple[tuple[str, str], ...]
"""The responses of each person, in the round before and in this one."""


class CodedRound(NamedTuple):
    """One round of a team, as far as its pairings depend on it.

    `code_of` has the code of each response that took one. `shown` holds the people behind its pictures, everyone
    together first; it is empty where nothing is shown now. `showed` says that it showed answers once, `holds` that it
    has answers at all, and `again` that people joined those who had been shown.
    """

    private: bool
    smallest: int
    code_of: Mapping[str, str] = {}
    shown: Sequence[Group] = ()
    showed: bool = False
    holds: bool = True
    again: bool = False

    @property
    def took_codes(self) -> bool:
        """Whether anybody who is counted now may be in a pair."""
        return any(one in self.code_of for one in self.everyone)

    @property
    def everyone(self) -> Group:
        """The people who are counted now."""
        return self.shown[0] if self.shown else frozenset()


def pairings(chain: Sequence[CodedRound], wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], Pairing]:
    """Which of these may be paired, and who is: two rounds each, by their places in the order of a team's rounds."""
    known = [[*one.shown] for one in chain]
    found = {}
    for before, now in sorted(wanted, key=lambda both: (both[1], -both[0])):
        one, other = chain[before], chain[now]
        if one.private != other.private:
            continue
        pairing = _paired(one, other)
        if not one.private:
            if len(pairing) >= FEWEST_OPENLY:
                found[before, now] = pairing
            continue
        if not _is_large(pairing, one, other) or (_is_in_doubt(chain, now) and not _is_whole(pairing, one, other)):
            continue
        groups = [
            [*known[place], frozenset(both[which] for both in pairing)] for which, place in enumerate((before, now))
        ]
        if any(reveals_few_people(each, where.smallest) for each, where in zip(groups, (one, other), strict=True)):
            continue
        if not _alike_pins_few(chain, {**found, (before, now): pairing}):
            found[before, now] = pairing
            known[before], known[now] = groups
    return found


def _paired(one: CodedRound, other: CodedRound) -> Pairing:
    """The people of both rounds under one code; a code that several of one round share counts for none of them."""
    then, now = _by_code(one), _by_code(other)
    return tuple(sorted((then[code], now[code]) for code in then.keys() & now.keys()))


def _by_code(one: CodedRound) -> dict[str, str]:
    codes = {each: one.code_of[each] for each in one.everyone if each in one.code_of}
    times = Counter(codes.values())
    return {code: each for each, code in codes.items() if times[code] == 1}


def _alike_pins_few(chain: Sequence[CodedRound], found: Mapping[tuple[int, int], Pairing]) -> bool:
    """Whether few people would be left over from a picture of then and one of now, had all pairs answered alike.

    Those left over are taken for the same people each time, as far as they stand behind the same pictures.
    """
    same: dict[str, str] = {}

    def first(one: str) -> str:
        while one in same:
            one = same[one]
        return one

    for pairing in found.values():
        for then, now in pairing:
            if first(then) != first(now):
                same[first(now)] = first(then)
    rounds = [chain[place] for place in sorted({place for both in found for place in both})]
    paired = {first(each) for pairing in found.values() for both in pairing for each in both}
    person: dict[str, object] = {}
    for one in rounds:
        left: Counter[tuple[bool, ...]] = Counter()
        for each in sorted(one.everyone):
            behind = tuple(each in group for group in one.shown[1:])
            if first(each) not in paired:
                left[behind] += 1
                person[each] = (behind, left[behind])
    pictures = [frozenset(map(first, group)) for one in rounds for group in one.shown]
    return reveals_few_people(pictures, max(one.smallest for one in rounds), of=lambda one: person.get(one, one))


def _is_large(pairing: Pairing, one: CodedRound, other: CodedRound) -> bool:
    """Whether the pairs are enough, and those left over in each round are none, or enough."""
    smallest = max(one.smallest, other.smallest)
    left = [len(each.everyone) - len(pairing) for each in (one, other)]
    return len(pairing) >= smallest and all(each == 0 or each >= smallest for each in left)


def _is_whole(pairing: Pairing, one: CodedRound, other: CodedRound) -> bool:
    return len(pairing) == len(one.everyone) == len(other.everyone)


def _is_in_doubt(chain: Sequence[CodedRound], now: int) -> bool:
    """Whether another pairing, that cannot be known, may have been shown of these people or may be one day."""
    if any(one.again for one in chain[: now + 1]):
        return True
    return any(not one.shown and (one.showed or one.holds) for one in chain[:now])
