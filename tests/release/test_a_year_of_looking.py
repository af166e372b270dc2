"""Whoever sees all that is shown of a team, at every moment, finds out nothing about fewer people than may be shown.

The attacker knows who answered when, from which side and with which code, and adds and subtracts at will; between the
rounds, too, where people are paired by their codes.
"""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.answers import SIDES
from tests.support.builders.searching import searched
from tests.support.builders.year import Joining, Year

CODES = tuple("abcdefghijklmnopqrstuvw")


@st.composite
def crowds(draw: st.DrawFn, most: int = 8) -> list[Joining]:
    """People of both sides, often with enough of both; some with codes, among which are many of those before."""
    sides = [side for side in SIDES for _ in range(draw(st.integers(0, most)))][:15]
    first = draw(st.sampled_from((0, 0, 0, 1, 3, 6)))
    coded = draw(st.sampled_from((0, 3, 4, 5, 6, 7, 8, 12, 15)))
    order = draw(st.permutations(sides)) if draw(st.booleans()) else sides
    return [(side, CODES[first + at] if at < coded else "") for at, side in enumerate(order)]


SMALLEST = st.sampled_from((3, 3, 4, 5))
WHICH, WHO = st.integers(0, 2), st.integers(0, 30)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), WHICH, crowds(4)),
        st.tuples(st.just("reveal"), WHICH),
        st.tuples(st.just("reveal"), WHICH),
        st.tuples(st.just("change"), WHICH, WHO),
        st.tuples(st.just("go"), WHICH, WHO),
        st.tuples(st.just("forget"), WHICH),
    ),
    max_size=6,
)
BEGINNINGS = st.lists(crowds(), min_size=1, max_size=3)


def played(year: Year, events: Iterable[tuple[object, ...]], after: str) -> None:
    for name, *arguments in events:
        getattr(year, str(name))(*arguments)
        getattr(year, after)()


@searched(80)
@given(BEGINNINGS, EVENTS, SMALLEST, st.permutations(range(3)))
def test_rooms_that_look_after_everything_that_happens_pin_down_nobody(
    beginnings: list[list[Joining]], events: list[tuple[object, ...]], smallest: int, order: list[int]
) -> None:
    year = Year(smallest, len(beginnings))
    for which, crowd in enumerate(beginnings):
        year.come(which, crowd)

    played(year, [*(("reveal", which) for which in order if which < len(beginnings)), *events], "look")

    year.check()


@searched(80)
@given(BEGINNINGS, EVENTS, SMALLEST, st.booleans())
def test_releases_into_one_folder_pin_down_nobody(
    beginnings: list[list[Joining]], events: list[tuple[object, ...]], smallest: int, revealed: bool
) -> None:
    year = Year(smallest, len(beginnings))
    for which, crowd in enumerate(beginnings):
        year.come(which, crowd)
        if revealed:
            year.reveal(which)
            year.look()
    year.release()

    played(year, [one for one in events if one[0] != "reveal"], "release")

    year.check()
