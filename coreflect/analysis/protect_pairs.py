"""Applies the small-group rule to pairings: decides which two rounds of a team may be paired by people's codes.

**Within one round.** A pairing states how many of the same people moved in which direction, and so how many people are
in it. It therefore reveals a count of a group in each of the two rounds: the people in the pairs and, by subtraction,
everyone else. Both groups have to be large enough, and so does every combination of them with what else is shown of
that round: everyone, the sides, and pairings with other rounds. (A person may be paired with the previous round and not
with the next, and then two pairings differ by that person.)

**Over several rounds.** Looking within each round is enough. Everything published is a sum over people of what each of
them did in one round, or in the two rounds of one pairing; here a pairing is even taken to reveal all answers of its
people in both rounds. A combination of such sums splits into one part for each round, and no part is about too few
people. The number of people in a pairing who chose no level in one round is such a sum too, because everyone in a round
was asked every item that is shown. Two items of a round may be paired with different rounds; their groups are still
checked together.

**Where all pairs answered the same.** If everybody in a pairing gave the same answer twice, the pairing says so about
each of them. The difference between a side now and the same side then is then about the people who are in only one of
the two: those who were not paired, or who changed sides. These must be none, or enough, as well.

**Order and doubt.** Pairings are checked in order of time, and those of a later round with the nearest round first. The
later one is withheld, so that what was shown before stays. What is not known is assumed to be unfavourable: a round
that is hidden now and once showed answers may have been paired with any of its neighbours; a round that has answers and
shows none yet may be paired with later rounds one day; and where people joined after a reveal, pairings of that round
and later ones may have been different before. In all these cases a pairing is shown only if it includes everybody,
because it then adds nothing to the picture of everyone.

**Open rounds.** In an open round each person has agreed that the room sees single answers and may guess whose they are.
There two pairs are enough, so that no sentence is about the only person who took a code. An open round and a private
round are never paired: the open one shows each person who comes, so that one more pair would reveal how that person
answered in the private one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from coreflect.analysis.protect import Group
from coreflect.core.small_groups import reveals_few_people

FEWEST_OPENLY = 2

Pairing = tuple[tuple[str, str], ...]
"""(response in the earlier round, response in the later round) of each person."""


class CodedRound(NamedTuple):
    """What the pairings of a team depend on in one of its rounds.

    `code_of` maps each response with a code to the code. `shown` holds the people behind each picture, everyone
    together first; it is empty where nothing is shown now. `showed` is True where answers were shown before, `holds`
    where the round has any answers, and `again` where people joined after a reveal.
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
        """Whether anybody who is counted now has a code."""
        return any(response in self.code_of for response in self.everyone)

    @property
    def everyone(self) -> Group:
        """The people who are counted now."""
        return self.shown[0] if self.shown else frozenset()


def pairings(chain: Sequence[CodedRound], wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], Pairing]:
    """Find which pairings may be shown.

    Takes a team's rounds in order, and the pairings that are wanted, as the indexes (earlier, later) of their rounds.
    Returns the people of each pairing that may be shown.
    """
    known = [[*coded.shown] for coded in chain]
    found = {}
    for before, now in sorted(wanted, key=lambda both: (both[1], -both[0])):
        earlier, later = chain[before], chain[now]
        if earlier.private != later.private:
            continue
        pairing = _paired(earlier, later)
        if not earlier.private:
            if len(pairing) >= FEWEST_OPENLY:
                found[before, now] = pairing
            continue
        if not _is_large(pairing, earlier, later) or (
            _is_in_doubt(chain, now) and not _is_whole(pairing, earlier, later)
        ):
            continue
        groups = [
            [*known[place], frozenset(both[which] for both in pairing)] for which, place in enumerate((before, now))
        ]
        if any(
            reveals_few_people(people, where.smallest) for people, where in zip(groups, (earlier, later), strict=True)
        ):
            continue
        if not _same_answers_reveal_few(chain, {**found, (before, now): pairing}):
            found[before, now] = pairing
            known[before], known[now] = groups
    return found


def _paired(earlier: CodedRound, later: CodedRound) -> Pairing:
    """Pair the people of two rounds by code; a code that several people of a round share pairs none of them."""
    then, now = _by_code(earlier), _by_code(later)
    return tuple(sorted((then[code], now[code]) for code in then.keys() & now.keys()))


def _by_code(coded: CodedRound) -> dict[str, str]:
    codes = {response: coded.code_of[response] for response in coded.everyone if response in coded.code_of}
    times = Counter(codes.values())
    return {code: response for response, code in codes.items() if times[code] == 1}


def _same_answers_reveal_few(chain: Sequence[CodedRound], found: Mapping[tuple[int, int], Pairing]) -> bool:
    """Whether too few people would remain, had all pairs given the same answers, when pictures are subtracted.

    People without a pair who are behind the same pictures are assumed to be the same people in each round.
    """
    same: dict[str, str] = {}

    def first(response: str) -> str:
        while response in same:
            response = same[response]
        return response

    for pairing in found.values():
        for then, now in pairing:
            if first(then) != first(now):
                same[first(now)] = first(then)
    rounds = [chain[place] for place in sorted({place for both in found for place in both})]
    paired = {first(response) for pairing in found.values() for both in pairing for response in both}
    person: dict[str, object] = {}
    for coded in rounds:
        left: Counter[tuple[bool, ...]] = Counter()
        for response in sorted(coded.everyone):
            behind = tuple(response in group for group in coded.shown[1:])
            if first(response) not in paired:
                left[behind] += 1
                person[response] = (behind, left[behind])
    pictures = [frozenset(map(first, group)) for coded in rounds for group in coded.shown]
    return reveals_few_people(
        pictures, max(coded.smallest for coded in rounds), of=lambda response: person.get(response, response)
    )


def _is_large(pairing: Pairing, earlier: CodedRound, later: CodedRound) -> bool:
    """Whether there are enough pairs, and the people left over in each round are none, or enough."""
    smallest = max(earlier.smallest, later.smallest)
    left = [len(coded.everyone) - len(pairing) for coded in (earlier, later)]
    return len(pairing) >= smallest and all(number == 0 or number >= smallest for number in left)


def _is_whole(pairing: Pairing, earlier: CodedRound, later: CodedRound) -> bool:
    return len(pairing) == len(earlier.everyone) == len(later.everyone)


def _is_in_doubt(chain: Sequence[CodedRound], now: int) -> bool:
    """Whether an unknown pairing of these people may have been shown before, or may be shown one day."""
    if any(coded.again for coded in chain[: now + 1]):
        return True
    return any(not coded.shown and (coded.showed or coded.holds) for coded in chain[:now])
