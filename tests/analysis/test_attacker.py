"""Whoever holds everything that was ever shown of a private round can pin down no fewer people than the smallest group.

The attacker knows which people are behind each picture, and adds and subtracts pictures at will.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coreflect.analysis import published
from coreflect.core.answers import PERSPECTIVES, SIDE_OF
from coreflect.core.model import Records, Response
from coreflect.core.results import PublishedRound, Spread
from tests.support.examples import a_round
from tests.support.merging import LEVELS, asked, bank_toml, merged, people

BANK, FILE = asked(bank_toml(items=("beds",)))
HATS = [each.code for each in PERSPECTIVES]
ANSWERS = [*LEVELS, "not-sure", "skipped"]

hats = st.lists(st.sampled_from(HATS), max_size=16)
few_hats = st.lists(st.sampled_from(HATS), max_size=8)


def cut(
    there: list[Response], smallest: int, counted: list[Response] | None, *, release: bool = False
) -> PublishedRound:
    facts = a_round(
        id="m-1",
        banks=(BANK,),
        smallest_group=smallest,
        state="running" if counted is None else "revealed",
        counted=tuple(one.id for one in counted or ()),
    )
    records = Records(rounds=(facts,), responses=tuple(there), bank_files=(FILE,))
    return published(merged(records), release=release).rounds[0]


def populations(one: PublishedRound, there: list[Response]) -> dict[str, list[str]]:
    """The people behind each picture that is shown; that they are so is what `check_counts` looks at."""
    counted = [person for person in there if person.id in one.counted_responses]
    behind = {
        "everyone": [person.id for person in counted],
        "paid": [person.id for person in counted if SIDE_OF[person.perspective] == "paid"],
        "everyone-else": [person.id for person in counted if SIDE_OF[person.perspective] != "paid"],
    }
    return {
        picture.group: behind[picture.group]
        for item in one.items
        for picture in item.pictures
        if picture.spread is not None
    }


def check_counts(one: PublishedRound, there: list[Response]) -> None:
    answer_of = {person.id: person.answers[0].answer for person in there}
    for group, ids in populations(one, there).items():
        spread = next(p.spread for item in one.items for p in item.pictures if p.group == group)
        assert isinstance(spread, Spread)
        given_answers = [answer_of[person] for person in ids]
        assert spread.levels == tuple(given_answers.count(level) for level in LEVELS)
        assert (spread.not_sure, spread.left_blank) == (given_answers.count("not-sure"), given_answers.count("skipped"))
        assert spread.counted == len(ids)


def fewest_pinned(pictures: list[list[str]]) -> int:
    """The smallest number of people that some sum or difference of pictures is about."""
    everyone = sorted({person for picture in pictures for person in picture})
    if not everyone:
        return 10_000
    matrix = np.array([[person in picture for person in everyone] for picture in pictures], dtype=np.int64)
    weights = np.array(list(product((-2, -1, 0, 1, 2), repeat=len(pictures))), dtype=np.int64)
    about = np.count_nonzero(weights @ matrix, axis=1)
    return int(about[about > 0].min())


@settings(deadline=None, max_examples=150)
@given(hats, st.integers(3, 5), st.data())
def test_no_picture_of_a_released_round_is_about_fewer_than_the_smallest_group(
    perspectives: list[str], smallest: int, data: st.DataObject
) -> None:
    answers = [[data.draw(st.sampled_from(ANSWERS))] for _ in perspectives]
    there = list(people("m-1", perspectives, answers))

    one = cut(there, smallest, None, release=True)

    check_counts(one, there)
    assert fewest_pinned(list(populations(one, there).values())) >= smallest
    assert (len(there) >= smallest) == bool(one.items)


@settings(deadline=None, max_examples=300)
@given(hats, few_hats, st.integers(3, 5), st.integers(0, 6), st.randoms(use_true_random=False))
def test_what_a_reveal_showed_and_what_is_shown_later_pin_down_no_fewer(
    at_first: list[str], late: list[str], smallest: int, going: int, chance: object
) -> None:
    every = list(people("m-1", [*at_first, *late], [["often"]] * (len(at_first) + len(late))))
    room = every[: len(at_first)]
    gone = set(chance.sample([one.id for one in room], min(going, len(room))))  # type: ignore[attr-defined]
    left = [one for one in every if one.id not in gone]

    then, now = cut(room, smallest, room), cut(left, smallest, room)

    check_counts(now, left)
    pictures = [*populations(then, room).values(), *populations(now, left).values()]
    assert fewest_pinned(pictures) >= smallest


@settings(deadline=None)
@given(hats, st.integers(3, 5))
def test_no_item_of_a_private_round_is_listed_where_one_person_stands_alone(
    perspectives: list[str], smallest: int
) -> None:
    answers = [["always" if number == 0 else "never"] for number in range(len(perspectives))]

    one = cut(list(people("m-1", perspectives, answers)), smallest, None, release=True)

    assert not any(item.seen_differently for item in one.items)
