"""Holds the small-group rule: who is counted in a round, and which groups may be shown of it.

A person can be found in a count of few people, and in the difference between two counts that differ by few people. So
a private round shows no group below its smallest one, and nothing that differs by fewer people than that from what a
reveal has shown already, for everyone together and for each side. That holds for a whole row of reveals too: each one
adds only groups that are large enough by themselves, so that no sum of what was ever shown is about a few. Pairings by
code, which bind two rounds together, are held to the same rule in `protect_pairs`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, PERSPECTIVES, SHOW_OF_HANDS, SIDE_OF, SIDES
from coreflect.core.model import Reflection
from coreflect.core.reflections.rounds import SMALLEST_GROUPS
from coreflect.core.results import Withheld
from coreflect.core.small_groups import reveals_few_people

Group = frozenset[str]
"""The ids of some people's responses."""


class Allowed(NamedTuple):
    """What may be shown of one round.

    `counted` holds the ids of the responses that are counted, sorted. `fewest` pairs each group that may be shown, in
    the order in which they are shown, with the number of its people that an item must have been put to; a group without
    an entry is never shown.
    """

    withheld: Withheld
    counted: tuple[str, ...] = ()
    fewest: tuple[tuple[str, int], ...] = ()


class ShownBefore(NamedTuple):
    """What is known of a round before it is shown now.

    `reveals` holds whom each earlier reveal showed, `changed` who has changed answers that were shown, and `openly`
    whose answers were shown one by one, since their part of the round was an open one. `again` says that somebody
    joined those shown before, of whom it is not known who they were each time.
    """

    reveals: tuple[frozenset[str], ...] = ()
    changed: frozenset[str] = frozenset()
    openly: frozenset[str] = frozenset()
    again: bool = False


def what_is_allowed(
    reflection: Reflection, perspectives: Mapping[str, str], *, release: bool, before: ShownBefore | None = None
) -> Allowed:
    """Decide what may be shown of a round.

    Takes the reflection with the strictest protection that anyone asked for, the perspective of each response that is
    there and not in conflict (response id -> code), whether this is a release, and what was shown before (as the
    reflection says where it is not given). An open round shows each perspective. A private one shows everyone together
    from the smallest group on; the two sides beside them when both have the smallest group; and nothing before it is
    revealed, unless this is a release.

    What a reveal has counted is shown again with all of the same people, unchanged, or not at all: otherwise each one
    more who takes answers back or changes them could be found by what changes. Who comes later is counted by a later
    reveal; a release, which is held against those before it, counts them once the smallest group of them are in.
    """
    if not reflection.is_private:
        return _openly(perspectives)
    smallest = smallest_of(reflection.smallest_group)
    if reflection.state != "revealed" and not release:
        return Allowed("not revealed")
    if before is None:
        before = ShownBefore((frozenset(reflection.counted),) if shows(reflection) else ())
    unseen = {one: perspective for one, perspective in perspectives.items() if one not in before.openly}
    if not unseen:
        unseen, before = dict(perspectives), before._replace(openly=frozenset())
    found = _privately(unseen, before, smallest, release=release)
    if not found.counted:
        return found
    counted = tuple(sorted({*found.counted, *(before.openly & perspectives.keys())}))
    sizes = _side_sizes(perspectives[one] for one in counted)
    # An item that was not put to all of them would be about others than everything else that is shown.
    groups = ((EVERYONE, len(counted)), *(sizes.items() if not found.withheld else ()), (SHOW_OF_HANDS, smallest))
    return Allowed(found.withheld, counted, groups)


def shown_groups(found: Allowed, perspectives: Mapping[str, str], smallest: int) -> list[Group]:
    """The people behind each picture that may be shown of a private round, everyone together first."""
    sides = len(found.fewest) > len((EVERYONE, SHOW_OF_HANDS))
    return _pictures(perspectives, frozenset(found.counted), smallest)[: None if sides else 1]


def smallest_of(asked: int) -> int:
    """The smallest group that holds where this one was asked for: a file cannot ask for less than there is."""
    return max(asked, min(SMALLEST_GROUPS))


def shows(reflection: Reflection) -> bool:
    """Whether a reveal has shown anything of the people whom this reflection counts."""
    return reflection.state == "revealed" and len(reflection.counted) >= smallest_of(reflection.smallest_group)


def _privately(perspectives: Mapping[str, str], before: ShownBefore, smallest: int, *, release: bool) -> Allowed:
    """Who is counted of those whose answers nobody has seen, and whether sides are withheld."""
    reveals = [one for each in dict.fromkeys(before.reveals) if (one := each - before.openly)]
    shown_before = frozenset[str]().union(*reveals)
    stayed = (shown_before & perspectives.keys()) - before.changed
    late = perspectives.keys() - stayed
    counted = frozenset(stayed | late if release and len(late) >= smallest else stayed)
    if stayed != shown_before or len(counted) < smallest:
        return Allowed("all")
    joined = _side_sizes(perspectives[one] for one in counted - stayed)
    pictures = [_pictures(perspectives, one, smallest) for one in reveals]
    showed_sides = all(len(one) > 1 for one in pictures)
    now = _pictures(perspectives, counted, smallest)
    if reveals and _few_are_left_over(joined, smallest, showed_sides=showed_sides):
        now = now[:1]
    if len(reveals) > 1:
        known = [picture for one in pictures for picture in one]
        if not showed_sides or reveals_few_people([*known, *now], smallest):
            now = now[:1]
        if reveals_few_people([*known, *now], smallest):
            return Allowed("all")
    return Allowed("" if len(now) > 1 else "groups", tuple(counted))


def _pictures(perspectives: Mapping[str, str], people: frozenset[str], smallest: int) -> list[frozenset[str]]:
    """Whom the pictures of these people are of: everyone, and the two sides where both are large enough."""
    sides = [frozenset(one for one in people if SIDE_OF[perspectives[one]] == side) for side in SIDES]
    return [people, *(sides if min(map(len, sides)) >= smallest else ())]


def _openly(perspectives: Mapping[str, str]) -> Allowed:
    there = set(perspectives.values())
    groups = (EVERYONE, *(each.code for each in PERSPECTIVES if each.code in there), SHOW_OF_HANDS)
    return Allowed("", tuple(sorted(perspectives)), tuple((group, 1) for group in groups))


def _side_sizes(perspectives: Iterable[str]) -> dict[str, int]:
    found = Counter(SIDE_OF[one] for one in perspectives)
    return {side: found[side] for side in SIDES}


def _few_are_left_over(joined: Mapping[str, int], smallest: int, *, showed_sides: bool) -> bool:
    """Whether the sides of now, less what reveals have shown, could leave fewer people than the smallest group.

    Takes how many have joined each side since. Where reveals showed sides, a side then and now differs by those who
    joined it. Where they showed everyone alone, perhaps several times, nothing is known of how their sides lay in each;
    only those who have joined now keep the sum large.
    """
    if not any(joined.values()):
        return False
    if showed_sides:
        return any(0 < number < smallest for number in joined.values())
    return min(joined.values()) < smallest
