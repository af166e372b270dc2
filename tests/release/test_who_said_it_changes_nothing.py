"""Who of a group that is shown gave which answer changes no byte of anything that is shown of a private round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.answers import SIDES
from coreflect.core.results import PublishedRound
from coreflect.package.merged import Merged
from tests.support.everything_published import Moment, everything, handed_on, in_the_room
from tests.support.searching import searched
from tests.support.team_histories import ANSWERS, HATS_OF, ITEMS, Somebody, Team, merged_of, teams

Place = tuple[int, int]
"""A person: which occasion, and which of its people."""


def shows_sides(one: PublishedRound) -> bool:
    """Whether the sides of any question are shown."""
    return any(picture.group in SIDES and picture.spread for item in one.items for picture in item.pictures)


def groups(team: Team, one: PublishedRound) -> Iterator[list[Place]]:
    """Those who stand behind one picture of a private round, and whom no other sets apart: all counted, or each side."""
    found = defaultdict(list)
    apart = shows_sides(one)
    for place, person in everybody(team):
        if person.name in one.counted_responses:
            found[person.side if apart else ""].append(place)
    yield from found.values()


def everybody(team: Team) -> Iterator[tuple[Place, Somebody]]:
    for number, occasion in enumerate(team.occasions):
        for at, person in enumerate(occasion.people):
            yield (number, at), person


def dealt_anew(team: Team, moment: Moment, data: st.DataObject) -> Team:
    """The same history, with each question's answers dealt out anew among those of a group.

    Those who are not counted say anything, and hats change at will within their side.
    """
    private = [one for one in moment.published.rounds if one.privacy == "private"]
    open_people = {name for one in moment.published.rounds if one.privacy == "open" for name in one.counted_responses}
    counted = {name for one in private for name in one.counted_responses}
    answers = {place: list(person.given) for place, person in everybody(team)}
    for one in private:
        for group in groups(team, one):
            for item in range(len(ITEMS)):
                dealt = data.draw(st.permutations([answers[place][item] for place in group]))
                for place, answer in zip(group, dealt, strict=True):
                    answers[place][item] = answer

    def anew(place: Place, person: Somebody) -> Somebody:
        if person.name in open_people:
            return person
        said = answers[place] if person.name in counted else [data.draw(st.sampled_from(ANSWERS)) for _ in ITEMS]
        return replace(person, given=tuple(said), hat=data.draw(st.sampled_from(HATS_OF[person.side])))

    changed = {place: anew(place, person) for place, person in everybody(team)}
    return replace(
        team,
        occasions=tuple(
            replace(occasion, people=tuple(changed[number, at] for at in range(len(occasion.people))))
            for number, occasion in enumerate(team.occasions)
        ),
    )


def nothing_differs(team: Team, look: Callable[[Merged], Moment], data: st.DataObject) -> None:
    before = look(merged_of(team))
    after = look(merged_of(dealt_anew(team, before, data)))
    texts, others = everything(before), everything(after)
    assert texts.keys() == others.keys()
    for name, text in texts.items():
        assert text == others[name], name


@searched(60)
@given(teams(), st.data())
def test_who_said_what_shows_in_nothing_that_is_handed_on(team: Team, data: st.DataObject) -> None:
    nothing_differs(team, handed_on, data)


@searched(60)
@given(teams(), st.data())
def test_who_said_what_shows_in_nothing_that_the_room_sees(team: Team, data: st.DataObject) -> None:
    nothing_differs(team, in_the_room, data)
