"""How differently the two sides answered: from published counts alone, and never about one person."""

from __future__ import annotations

import numpy as np
import pytest

from coreflect.analysis import published
from coreflect.analysis.asked import AskedItem
from coreflect.analysis.count import SLOTS
from coreflect.analysis.pictures import NUMBER_OF, Table
from coreflect.analysis.sides import between_sides
from coreflect.core.model import Records
from coreflect.core.results import BetweenSides, PublishedItem
from tests.support.builders.examples import a_round
from tests.support.builders.merging import asked, bank_toml, merged, people

BANK, FILE = asked(bank_toml(items=("beds",)))
FIVE_AND_FIVE = ["staff"] * 5 + ["carer"] * 5


def item_of(perspectives: list[str], answers: list[str], **changes: object) -> PublishedItem:
    """The item of a round in which people with these perspectives answered this."""
    reflection = a_round(**{"id": "m-1", "banks": (BANK,), "revision": "f-1"} | changes)
    there = people("m-1", perspectives, [[answer] for answer in answers])
    records = Records(rounds=(reflection,), responses=there, bank_files=(FILE,))
    (one,) = published(merged(records), release=True).rounds
    return one.items[0]


def test_sides_that_are_wholly_apart_by_one_level_are_named_and_nobody_is_called_alike() -> None:
    item = item_of(FIVE_AND_FIVE, ["often"] * 5 + ["seldom"] * 5)

    assert item.between_sides == BetweenSides("paid", 25, 25, 0, 2 / 252, listed=True)
    assert item.between_sides.delta == 1
    assert item.mostly == 0
    assert not item.seen_differently, "no two of them are two levels apart"


def test_a_majority_on_one_level_is_not_alike_where_the_sides_are_named_as_apart() -> None:
    mostly_staff = ["staff"] * 12 + ["carer"] * 5
    apart = item_of(mostly_staff, ["often"] * 12 + ["seldom"] * 5)
    together = item_of(mostly_staff, ["often"] * 9 + ["seldom"] * 3 + ["often"] * 3 + ["seldom"] * 2)

    assert (apart.between_sides.listed, apart.mostly) == (True, 0)  # type: ignore[union-attr]
    assert (together.between_sides.listed, together.mostly) == (False, 3)  # type: ignore[union-attr]


def test_equal_answers_count_half_to_each_and_neither_is_ahead_where_all_are_equal() -> None:
    some = item_of(FIVE_AND_FIVE, ["often", "often", "often", "seldom", "seldom", *["seldom"] * 5])
    none = item_of(FIVE_AND_FIVE, ["often"] * 10)

    assert (some.between_sides.further_up, some.between_sides.ahead) == ("paid", 15)  # type: ignore[union-attr]
    assert none.between_sides == BetweenSides("", 0, 25, 0, 1.0, listed=False)


def test_the_perspectives_of_an_open_round_are_joined_to_sides() -> None:
    perspectives = ["staff"] * 3 + ["leader"] * 2 + ["carer"] * 3 + ["supported"] * 2
    item = item_of(perspectives, ["always"] * 5 + ["never"] * 5, privacy="open", smallest_group=0)

    assert item.between_sides == BetweenSides("paid", 25, 25, 0, 2 / 252, listed=True)


@pytest.mark.parametrize(
    ("perspectives", "privacy"), [(["staff"] * 4 + ["carer"] * 6, "private"), (["carer"] * 10, "open")]
)
def test_sides_are_not_compared_where_one_may_not_be_shown_or_is_nobody(perspectives: list[str], privacy: str) -> None:
    answers = ["always"] * 5 + ["never"] * 5
    item = item_of(perspectives, answers, privacy=privacy, smallest_group=5 if privacy == "private" else 0)

    assert item.between_sides is None


def test_one_person_against_all_others_is_never_named_as_a_side() -> None:
    item = item_of(["staff"] + ["carer"] * 9, ["always"] + ["never"] * 9, privacy="open", smallest_group=0)

    assert item.between_sides is not None
    assert (item.between_sides.delta, item.between_sides.listed) == (1, False)
    assert not item.seen_differently, "one person is in all pairs that are far apart"


def test_where_nobody_of_a_side_chose_a_level_there_is_nothing_to_compare() -> None:
    assert item_of(FIVE_AND_FIVE, ["not-sure"] * 5 + ["often"] * 5).between_sides is None


def a_table(everyone_else: tuple[int, ...], paid: tuple[int, ...]) -> Table:
    """A table with one item and the pictures of everyone and of both sides."""
    rows = np.zeros((3, SLOTS), dtype=np.int64)
    rows[1, : len(everyone_else)], rows[2, : len(paid)] = everyone_else, paid
    rows[0] = rows[1] + rows[2]
    groups = np.array([NUMBER_OF[group] for group in ("everyone", "everyone-else", "paid")])
    one = np.zeros(1, dtype=np.int64)
    return Table(one, one, np.zeros(3, dtype=np.int64), groups, rows, np.ones(3, dtype=np.bool_))


def test_a_break_in_the_scale_cuts_the_answers_in_two_halves() -> None:
    item = AskedItem("garden", "Outside", "beds", 1, "Beds", ("1", "2", "3", "4"), ("a", "b", "c", "d"), ())
    counts = (2, 3, 0, 0), (0, 0, 3, 2)

    assert between_sides(a_table(*counts), [item._replace(break_after=2)]) == [
        BetweenSides("paid", 25, 25, 2, 2 / 252, listed=True)
    ]
    assert between_sides(a_table((3, 2, 0, 0), (0, 5, 0, 0)), [item._replace(break_after=2)]) == [
        BetweenSides("", 0, 25, 2, 1.0, listed=False)
    ]
    assert between_sides(a_table((3, 2, 0, 0), (0, 5, 0, 0)), [item])[0] == BetweenSides(
        "paid", 15, 25, 0, pytest.approx(42 / 252), listed=True
    )


def test_a_side_that_is_withheld_is_compared_with_nothing() -> None:
    table = a_table((5, 0, 0, 0), (0, 0, 0, 5))
    item = AskedItem("garden", "Outside", "beds", 1, "Beds", ("1", "2", "3", "4"), ("a", "b", "c", "d"), ())

    assert between_sides(table._replace(shown=np.array([True, True, False])), [item]) == [None]
