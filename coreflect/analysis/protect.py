"""The one small-group rule: who is counted in a round, and which groups may be shown of it.

A person can be found in a count of few people, and in the difference between two counts that differ by few people. So
a private round shows no group below its smallest one, and nothing that differs by fewer people than that from what a
reveal has shown already, for everyone together and for each side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, PERSPECTIVES, SHOW_OF_HANDS, SIDE_OF, SIDES
from coreflect.core.model import Round
from coreflect.core.results import Withheld
from coreflect.core.rounds import SMALLEST_GROUPS


class Leave(NamedTuple):
    """What may be shown of one round.

    `counted` holds the ids of the responses that are counted, sorted. `fewest` pairs each group that may be shown, in
    the order in which they are shown, with the number of its people that an item must have been put to; a group without
    an entry is never shown.
    """

    withheld: Withheld
    counted: tuple[str, ...] = ()
    fewest: tuple[tuple[str, int], ...] = ()


def leave(facts: Round, perspectives: Mapping[str, str], *, release: bool) -> Leave:
    """What may be shown of a round.

    Takes the round's facts with the strictest protection that anyone asked for, the perspective of each response that
    is there and not in conflict (response id -> code), and whether this is a release. An open round shows each
    perspective. A private one shows everyone together from the smallest group on; the two sides beside them when both
    have the smallest group; and nothing before it is revealed, unless this is a release.

    What a reveal has counted is shown again only with all of the same people, or without the smallest group of them or
    more: the difference would be the answers of those who have taken theirs back. People who came after the reveal are
    counted once the smallest group of them are in.
    """
    if not facts.is_private:
        return _openly(perspectives)
    smallest = max(facts.smallest_group, min(SMALLEST_GROUPS))
    if facts.state == "revealed":
        shown_before = frozenset(facts.counted)
    elif release:
        shown_before = frozenset()
    else:
        return Leave("not revealed")
    here = frozenset(perspectives)
    gone, late = shown_before - here, here - shown_before
    if 0 < len(gone) < smallest:
        return Leave("all")
    stayed = shown_before & here
    counted = stayed | late if len(late) >= smallest else stayed
    if len(counted) < smallest:
        return Leave("all")
    before = _side_sizes(perspectives[one] for one in stayed)
    joined = _side_sizes(perspectives[one] for one in counted - stayed)
    # A side that was shown, less everyone who is left, would be those of that side who are gone.
    if gone and min(before.values()) + sum(joined.values()) < smallest:
        return Leave("all")
    ordered = tuple(sorted(counted))
    everyone, hands = (EVERYONE, smallest), (SHOW_OF_HANDS, smallest)
    sizes = {side: before[side] + joined[side] for side in SIDES}
    if gone or min(sizes.values()) < smallest or _few_are_left_over(before, joined, smallest):
        return Leave("groups", ordered, (everyone, hands))
    return Leave("", ordered, (everyone, *sizes.items(), hands))


def _openly(perspectives: Mapping[str, str]) -> Leave:
    there = set(perspectives.values())
    groups = (EVERYONE, *(each.code for each in PERSPECTIVES if each.code in there), SHOW_OF_HANDS)
    return Leave("", tuple(sorted(perspectives)), tuple((group, 1) for group in groups))


def _side_sizes(perspectives: Iterable[str]) -> dict[str, int]:
    found = Counter(SIDE_OF[one] for one in perspectives)
    return {side: found[side] for side in SIDES}


def _few_are_left_over(before: Mapping[str, int], joined: Mapping[str, int], smallest: int) -> bool:
    """Whether the sides of now, less what a reveal has shown, would leave fewer people than the smallest group.

    Takes the sizes of the two sides as a reveal counted them, and how many have joined each since. Where the reveal
    showed sides, a side then and now differs by those who joined it. Where it showed everyone alone, a side of now less
    all who joined leaves that side as it was, less those who joined the other.
    """
    if not any(joined.values()):
        return False
    if min(before.values()) >= smallest:
        return any(0 < number < smallest for number in joined.values())
    one, other = SIDES
    return min(before[one] + joined[other], before[other] + joined[one]) < smallest
