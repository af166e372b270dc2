"""Applies the small-group rule: decides who is counted in a round, and which groups may be shown of it.

A person's answers can be worked out from a count of few people, and also from two counts that differ by few people. So
a private round shows no group below its smallest group, and no picture that differs from what a reveal has already
shown by fewer people than that, for everyone together and for each side. The same holds over several reveals: each may
add only groups that are large enough by themselves, so that no combination of everything shown so far is about too few
people. `protect_pairs` applies the rule to pairings by code, which connect two rounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, PERSPECTIVES, SHOW_OF_HANDS, SIDE_OF, SIDES, Sides, is_on
from coreflect.core.model import Reflection
from coreflect.core.reflections.rounds import shows, smallest_of
from coreflect.core.results import Withheld
from coreflect.core.small_groups import reveals_few_people

Group = frozenset[str]
"""The ids of some people's responses."""


class Allowed(NamedTuple):
    """What may be shown of one round.

    `counted` holds the sorted ids of the responses that are counted. `fewest` pairs each group that may be shown, in
    the order in which groups are shown, with the number of its people who must have been asked an item; a group without
    an entry is never shown.
    """

    withheld: Withheld
    counted: tuple[str, ...] = ()
    fewest: tuple[tuple[str, int], ...] = ()


class ShownBefore(NamedTuple):
    """What was shown of a round before.

    `reveals` holds, for each earlier reveal, the responses that it showed; `changed` the responses that have changed
    since they were shown; and `openly` those that were shown one by one, because they came in through a round that was
    open then. `again` is True where people joined in a later reveal and the earlier groups are no longer known. `sides`
    are the two sides of the round: those that it was shown with, and else those of now.
    """

    reveals: tuple[frozenset[str], ...] = ()
    changed: frozenset[str] = frozenset()
    openly: frozenset[str] = frozenset()
    again: bool = False
    sides: Sides = SIDES


def what_is_allowed(
    reflection: Reflection, perspectives: Mapping[str, str], *, release: bool, before: ShownBefore | None = None
) -> Allowed:
    """Decide what may be shown of a round.

    Takes the reflection with the strictest protection that any revision asked for, the perspective of each response
    that is not in conflict (response id -> code), whether this is a release, and what was shown before (by default what
    the reflection says). An open round shows each perspective. A private one shows everyone together if they are at
    least the smallest group, and the two sides as well if each of them is. It shows nothing before it is revealed,
    unless this is a release.

    The people whom a reveal counted are shown again all together and unchanged, or not at all: otherwise a person who
    withdraws or changes answers could be found by the difference. People who come later are counted by a later reveal.
    A release, which is also checked against earlier releases, counts them once there are enough of them.
    """
    if not reflection.is_private:
        return _openly(perspectives)
    smallest = smallest_of(reflection.smallest_group)
    if reflection.state != "revealed" and not release:
        return Allowed("not revealed")
    if before is None:
        before = ShownBefore((frozenset(reflection.counted),) if shows(reflection) else ())
    unseen = {response: code for response, code in perspectives.items() if response not in before.openly}
    if not unseen:
        unseen, before = dict(perspectives), before._replace(openly=frozenset())
    found = _privately(unseen, before, smallest, release=release)
    if not found.counted:
        return found
    counted = tuple(sorted({*found.counted, *(before.openly & perspectives.keys())}))
    sizes = _side_sizes((perspectives[response] for response in counted), before.sides)
    # An item that only some of them were asked would be a count of other people than everything else that is shown.
    groups = ((EVERYONE, len(counted)), *(sizes.items() if not found.withheld else ()), (SHOW_OF_HANDS, smallest))
    return Allowed(found.withheld, counted, groups)


def shown_groups(found: Allowed, perspectives: Mapping[str, str], smallest: int, sides: Sides) -> list[Group]:
    """List the people behind each picture that may be shown of a private round, everyone together first."""
    shows_sides = len(found.fewest) > len((EVERYONE, SHOW_OF_HANDS))
    return _pictures(perspectives, frozenset(found.counted), smallest, sides)[: None if shows_sides else 1]


def _privately(perspectives: Mapping[str, str], before: ShownBefore, smallest: int, *, release: bool) -> Allowed:
    """Decide who is counted of the people whose answers were never shown openly, and whether sides are withheld.

    With one earlier reveal, it is enough that those who joined since are none or large enough. With several, every
    combination of all pictures shown so far and of those to be shown now is searched (`reveals_few_people`).
    """
    reveals = [unseen for people in dict.fromkeys(before.reveals) if (unseen := people - before.openly)]
    shown_before = frozenset[str]().union(*reveals)
    stayed = (shown_before & perspectives.keys()) - before.changed
    late = perspectives.keys() - stayed
    counted = frozenset(stayed | late if release and len(late) >= smallest else stayed)
    if stayed != shown_before or len(counted) < smallest:
        return Allowed("all")
    joined = _side_sizes((perspectives[response] for response in counted - stayed), before.sides)
    pictures = [_pictures(perspectives, people, smallest, before.sides) for people in reveals]
    showed_sides = all(len(groups) > 1 for groups in pictures)
    now = _pictures(perspectives, counted, smallest, before.sides)
    known = [picture for groups in pictures for picture in groups]
    if reveals and _few_are_left_over(joined, smallest, showed_sides=showed_sides):
        now = now[:1]
    if reveals and len(now) > 1 and reveals_few_people([*known, *now], smallest):
        now = now[:1]
    if len(reveals) > 1:
        if not showed_sides or reveals_few_people([*known, *now], smallest):
            now = now[:1]
        if reveals_few_people([*known, *now], smallest):
            return Allowed("all")
    return Allowed("" if len(now) > 1 else "groups", tuple(counted))


def _pictures(
    perspectives: Mapping[str, str], people: frozenset[str], smallest: int, sides: Sides
) -> list[frozenset[str]]:
    """List the groups that are shown of these people: everyone, and the two sides where both are large enough.

    Those who are on neither side must be none or enough as well: everyone less both sides would be theirs.
    """
    groups = [
        frozenset(response for response in people if is_on(side, SIDE_OF[perspectives[response]])) for side in sides
    ]
    rest = len(people) - sum(map(len, groups))
    return [people, *(groups if min(map(len, groups)) >= smallest and not 0 < rest < smallest else ())]


def _openly(perspectives: Mapping[str, str]) -> Allowed:
    there = set(perspectives.values())
    groups = (EVERYONE, *(perspective.code for perspective in PERSPECTIVES if perspective.code in there), SHOW_OF_HANDS)
    return Allowed("", tuple(sorted(perspectives)), tuple((group, 1) for group in groups))


def _side_sizes(perspectives: Iterable[str], sides: Sides) -> dict[str, int]:
    found = Counter(SIDE_OF[code] for code in perspectives)
    return {side: sum(many for of, many in found.items() if is_on(side, of)) for side in sides}


def _few_are_left_over(joined: Mapping[str, int], smallest: int, *, showed_sides: bool) -> bool:
    """Whether subtracting what reveals have shown from the present sides could leave fewer than the smallest group.

    Takes how many people have joined each side since. Where the reveals showed sides, a side differs from its earlier
    picture by those who joined it. Where they showed everyone alone, how the sides were made up then is not known; only
    a large enough number of people who joined each side rules out a small difference.
    """
    if not any(joined.values()):
        return False
    if showed_sides:
        return any(0 < number < smallest for number in joined.values())
    return min(joined.values()) < smallest
