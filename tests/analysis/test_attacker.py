"""Whoever holds everything that was ever shown of a private round can pin down no fewer people than the smallest group.

The attacker knows which people are behind each picture, and adds and subtracts pictures at will.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coreflect.analysis import published
from coreflect.analysis.protect import Allowed, what_is_allowed
from coreflect.core.answers import PERSPECTIVES, SIDE_OF
from coreflect.core.model import Records, Reflection, Response
from coreflect.core.results import PublishedRound, Spread
from coreflect.core.small_groups import reveals_few_people
from tests.support.builders.examples import a_round
from tests.support.builders.merging import LEVELS, asked, bank_toml, merged, people
from tests.support.builders.searching import searched

BANK, FILE = asked(bank_toml(items=("beds",)))
HATS = [each.code for each in PERSPECTIVES]
NOBODY = 10_000
ANSWERS = [*LEVELS, "not-sure", "skipped"]

hats = st.lists(st.sampled_from(HATS), max_size=16)


def released(there: list[Response], smallest: int) -> PublishedRound:
    reflection = a_round(id="m-1", banks=(BANK,), smallest_group=smallest)
    records = Records(rounds=(reflection,), responses=tuple(there), bank_files=(FILE,))
    return published(merged(records), release=True).rounds[0]


def populations(one: PublishedRound, there: list[Response]) -> dict[str, list[str]]:
    """The people behind each picture that is shown; that they are so is what `check_counts` looks at."""
    counted = [person for person in there if person.id in one.counted_responses]
    behind = {
        "everyone": [person.id for person in counted],
        "paid": [person.id for person in counted if SIDE_OF[person.perspective] == "paid"],
        "lived": [person.id for person in counted if SIDE_OF[person.perspective] == "lived"],
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
        return NOBODY
    matrix = np.array([[person in picture for person in everyone] for picture in pictures], dtype=np.int64)
    weights = np.array(list(product((-2, -1, 0, 1, 2), repeat=len(pictures))), dtype=np.int64)
    about = np.count_nonzero(weights @ matrix, axis=1)
    return int(about[about > 0].min())


@searched(150)
@given(hats, st.integers(3, 5), st.data())
def test_no_picture_of_a_released_round_is_about_fewer_than_the_smallest_group(
    perspectives: list[str], smallest: int, data: st.DataObject
) -> None:
    answers = [[data.draw(st.sampled_from(ANSWERS))] for _ in perspectives]
    there = list(people("m-1", perspectives, answers))

    one = released(there, smallest)

    check_counts(one, there)
    assert fewest_pinned(list(populations(one, there).values())) >= smallest
    assert (len(there) >= smallest) == bool(one.items)


def test_what_a_reveal_showed_and_what_is_shown_later_pin_down_no_fewer() -> None:
    """Every room of up to five people on each side, whoever goes, and up to four who come later on each side."""
    smallest = 3
    for paid, others in product(range(6), repeat=2):
        for paid_gone, others_gone in product(range(paid + 1), range(others + 1)):
            stayed = (paid - paid_gone, others - others_gone, paid_gone, others_gone)
            room = [one for part, size in zip(PARTS[:4], stayed, strict=True) for one in persons(part, size)]
            reflection = a_round(state="revealed", counted=tuple(room), smallest_group=smallest)
            for release in (False, True):
                before = shown_of(reflection, room, release=release)
                for late in product(range(5), repeat=2):
                    sizes = (*stayed, *late)
                    left = [
                        one
                        for part, size in zip(PARTS, sizes, strict=True)
                        if "gone" not in part
                        for one in persons(part, size)
                    ]
                    shown = [*before, *shown_of(reflection, left, release=release)]
                    assert fewest_apart(shown, sizes) >= smallest, sizes


def shown_of(reflection: Reflection, there: list[str], *, release: bool) -> list[set[str]]:
    return pictured(what_is_allowed(reflection, {one: SIDE_HAT[one[0]] for one in there}, release=release))


def test_three_reveals_one_after_another_pin_down_no_fewer() -> None:
    """Every room of up to three people on each side, and every two crowds like it that come later."""
    smallest = 3
    crowds = list(product(range(4), repeat=2))
    for first in crowds:
        one = one_more_reveal("a", first, {}, [], smallest)
        for second in crowds:
            two = one_more_reveal("b", second, *one, smallest)
            for third in crowds:
                _, shown = one_more_reveal("c", third, *two, smallest)
                assert not reveals_few_people(shown, smallest), (first, second, third)


def one_more_reveal(
    name: str, crowd: tuple[int, int], counted: dict[str, str], shown: list[frozenset[str]], smallest: int
) -> tuple[dict[str, str], list[frozenset[str]]]:
    """Who is counted, and the people behind each picture that was ever shown, once this crowd has come as well."""
    late = {f"{name}{side}{n}": hat for side, hat, size in of_sides(*crowd) for n in range(size)}
    if joins(counted, late, smallest):
        counted = counted | late
    reflection = a_round(state="revealed", counted=tuple(counted), smallest_group=smallest)
    sides = shown_sides(what_is_allowed(reflection, counted, release=False))
    return counted, [*shown, *(frozenset(one for one in counted if side in one) for side in sides)]


def of_sides(paid: int, others: int) -> tuple[tuple[str, str, int], ...]:
    return (("p", "staff", paid), ("o", "carer", others))


def shown_sides(found: Allowed) -> list[str]:
    """The letter in the names of the people of each picture; empty for everyone."""
    return [{"everyone": "", "paid": "p", "lived": "o"}[name] for name, _ in found.fewest if name in SIDE_NAMES]


def joins(before: dict[str, str], late: dict[str, str], smallest: int) -> bool:
    """Whether a reveal counts those who came after the one before, as `rounds reveal` decides it."""
    together = before | late
    reflection = a_round(state="revealed", counted=tuple(before), smallest_group=smallest)
    by_rule = what_is_allowed(reflection, together, release=True)
    fixed = what_is_allowed(replace(reflection, counted=tuple(together)), together, release=False)
    return not before or (by_rule == fixed and len(by_rule.counted) == len(together))


SIDE_NAMES = ("everyone", "paid", "lived")
PARTS = ("paid stayed", "others stayed", "paid gone", "others gone", "paid late", "others late")
SIDE_HAT = {"p": "staff", "o": "carer"}


def persons(part: str, size: int) -> list[str]:
    return [f"{part} {number}" for number in range(size)]


def pictured(found: Allowed) -> list[set[str]]:
    """The parts of the room that each picture counts."""
    shown = dict(found.fewest)
    parts = {one.rpartition(" ")[0] for one in found.counted}
    of_group = {
        "everyone": parts,
        "paid": {part for part in parts if part.startswith("paid")},
        "lived": {part for part in parts if part.startswith("others")},
    }
    return [of_group[group] for group in of_group if group in shown]


def fewest_apart(pictures: list[set[str]], sizes: tuple[int, ...]) -> int:
    """The smallest number of people that some sum or difference of the pictures is about."""
    if not pictures:
        return NOBODY
    matrix = np.array([[part in picture for part in PARTS] for picture in pictures], dtype=np.int64)
    weights = np.array(list(product((-1, 0, 1), repeat=len(pictures))), dtype=np.int64)
    about = ((weights @ matrix) != 0) @ np.array(sizes)
    return int(min(about[about > 0], default=NOBODY))


@searched(100)
@given(hats, st.integers(3, 5))
def test_no_item_of_a_private_round_is_listed_where_one_person_stands_alone(
    perspectives: list[str], smallest: int
) -> None:
    answers = [["always" if number == 0 else "never"] for number in range(len(perspectives))]

    one = released(list(people("m-1", perspectives, answers)), smallest)

    assert not any(item.seen_differently for item in one.items)
