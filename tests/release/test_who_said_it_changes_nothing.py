"""Who of a group that is shown gave which answer changes no byte of anything that is shown of a private round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.answers import EVERY_SIDE
from coreflect.core.results import PublishedRound
from coreflect.package.package import MergedPackages
from tests.support.builders.searching import searched
from tests.support.builders.team_histories import ANSWERS, HATS_OF, ITEMS, Somebody, Team, merged_of, teams
from tests.support.readers.everything_published import Moment, everything, handed_on, in_the_room

Place = tuple[int, int]
"""Somebody in one round: which occasion, and which of its people."""


def everybody(team: Team) -> Iterator[tuple[Place, Somebody]]:
    for number, occasion in enumerate(team.occasions):
        for at, person in enumerate(occasion.people):
            yield (number, at), person


def shows_sides(one: PublishedRound) -> bool:
    """Whether the sides of any question are shown."""
    return any(picture.group in EVERY_SIDE and picture.spread for item in one.items for picture in item.pictures)


def alike(team: Team, moment: Moment) -> list[list[tuple[Place, ...]]]:
    """People whom nothing that is shown of private rounds sets apart, each with their places in all rounds.

    They stand behind the same pictures: those of everyone, or of their side. Where people are paired, somebody with a
    code has one place in each round, and others like them have places in just these.
    """
    private = [one for one in moment.published.rounds if one.privacy == "private"]
    counted = {name: one for one in private for name in one.counted_responses}
    are_paired = any(item.paired for one in private for item in one.items)
    people: dict[str, list[tuple[Place, str]]] = defaultdict(list)
    for place, person in everybody(team):
        if one := counted.get(person.name):
            behind = f"{one.round} {person.side if shows_sides(one) else ''}"
            people[person.code if are_paired and person.code else person.name].append((place, behind))
    found: dict[tuple[str, ...], list[tuple[Place, ...]]] = defaultdict(list)
    for its in people.values():
        found[tuple(behind for _, behind in its)].append(tuple(place for place, _ in its))
    return list(found.values())


def dealt_anew(team: Team, moment: Moment, data: st.DataObject) -> Team:
    """The same history, with each question's answers dealt out anew among people whom nothing sets apart.

    Those who are not counted say anything, and hats change at will within their side.
    """
    open_people = {name for one in moment.published.rounds if one.privacy == "open" for name in one.counted_responses}
    answers = {place: list(person.given) for place, person in everybody(team)}
    groups = alike(team, moment)
    for group in groups:
        for item in range(len(ITEMS)):
            dealt = data.draw(st.permutations([[answers[place][item] for place in places] for places in group]))
            for places, its in zip(group, dealt, strict=True):
                for place, answer in zip(places, its, strict=True):
                    answers[place][item] = answer
    counted = {place for group in groups for places in group for place in places}

    def anew(place: Place, person: Somebody) -> Somebody:
        if person.name in open_people:
            return person
        said = answers[place] if place in counted else [data.draw(st.sampled_from(ANSWERS)) for _ in ITEMS]
        return replace(person, given=tuple(said), hat=data.draw(st.sampled_from(HATS_OF[person.side])))

    changed = {place: anew(place, person) for place, person in everybody(team)}
    return replace(
        team,
        occasions=tuple(
            replace(occasion, people=tuple(changed[number, at] for at in range(len(occasion.people))))
            for number, occasion in enumerate(team.occasions)
        ),
    )


def nothing_differs(team: Team, look: Callable[[MergedPackages], Moment], data: st.DataObject) -> None:
    before = look(merged_of(team))
    after = look(merged_of(dealt_anew(team, before, data)))
    texts, others = everything(before), everything(after)
    assert texts.keys() == others.keys()
    for name, text in texts.items():
        assert text == others[name], name


@searched(25)
@given(teams(), st.data())
def test_who_said_what_shows_in_nothing_that_is_handed_on(team: Team, data: st.DataObject) -> None:
    nothing_differs(team, handed_on, data)


@searched(25)
@given(teams(), st.data())
def test_who_said_what_shows_in_nothing_that_the_room_sees(team: Team, data: st.DataObject) -> None:
    nothing_differs(team, in_the_room, data)


@searched(25)
@given(teams(coded=True, joins=False), st.data())
def test_nor_does_it_where_people_took_codes(team: Team, data: st.DataObject) -> None:
    nothing_differs(team, handed_on, data)
