"""Who of a group that is shown gave which answer changes no byte of anything that is shown of a private round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.answers import SIDES
from coreflect.core.results import PublishedRound
from tests.support.everything_published import Moment, everything, handed_on, in_the_room
from tests.support.searching import searched
from tests.support.team_histories import ANSWERS, HATS_OF, ITEMS, Occasion, Somebody, Team, merged_of, teams


def shows_sides(one: PublishedRound) -> bool:
    """Whether the sides of any question are shown."""
    return any(picture.group in SIDES and picture.spread for item in one.items for picture in item.pictures)


def groups(people: Sequence[Somebody], one: PublishedRound) -> list[list[int]]:
    """The places of those who stand behind one picture, and whom nothing sets apart: everyone counted, or each side."""
    counted = [at for at, person in enumerate(people) if person.name in one.counted_responses]
    if not shows_sides(one):
        return [counted]
    return [[at for at in counted if people[at].side == side] for side in SIDES]


def dealt_anew(draw: st.DrawFn, people: Sequence[Somebody], one: PublishedRound) -> tuple[Somebody, ...]:
    """The same people, each question's answers dealt out anew among those of a group; those not counted say anything."""
    given_anew = [list(person.given) for person in people]
    for group in groups(people, one):
        for item in range(len(ITEMS)):
            answers = draw(st.permutations([people[at].given[item] for at in group]))
            for at, answer in zip(group, answers, strict=True):
                given_anew[at][item] = answer
    return tuple(
        replace(
            person,
            hat=draw(st.sampled_from(HATS_OF[person.side])),
            given=tuple(its)
            if person.name in one.counted_responses
            else tuple(draw(st.sampled_from(ANSWERS)) for _ in its),
        )
        for person, its in zip(people, given_anew, strict=True)
    )
