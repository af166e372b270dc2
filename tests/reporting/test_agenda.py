"""The order in which a room looks at results: nothing is lost, and nothing leads on one person."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.results import Picture, PublishedItem, PublishedRound
from coreflect.reporting.agenda import Agenda, agenda, item_key, parts
from tests.support.builders.results import an_item, move, picture_of, published_round


def item(
    name: str,
    *levels: int,
    differently: bool = False,
    not_sure: int = 0,
    left_blank: int = 0,
    private: bool = True,
) -> PublishedItem:
    spread = picture_of(levels, not_sure=not_sure, left_blank=left_blank)
    picture = Picture("everyone", spread, move())
    return an_item(name, name.title(), picture, differently=differently, private=private)


def round_of(*items: PublishedItem, privacy: str = "private") -> PublishedRound:
    return published_round(items=items, privacy=privacy)


def names(items: tuple[PublishedItem, ...]) -> list[str]:
    return [one.item for one in items]


ALIKE = item("alike", 0, 8, 2, 0)
MORE_ALIKE = item("more alike", 9, 1, 0, 0)
APART = item("apart", 5, 1, 1, 3, differently=True)
MOST_APART = item("most apart", 5, 0, 0, 5, differently=True)
UNSURE = item("unsure", 0, 3, 2, 1, not_sure=4)
MIXED = item("mixed", 2, 5, 2, 0)


def test_it_opens_with_the_item_that_most_people_see_alike_whatever_its_level() -> None:
    low = item("low", 10, 0, 0, 0)

    assert agenda(round_of(MIXED, item("fewer", 0, 0, 0, 8, left_blank=2), low, APART)).opening == low


def test_of_items_equally_alike_the_one_that_more_people_answered_opens_and_then_the_first() -> None:
    assert agenda(round_of(item("nine", 0, 9, 0, 0), ALIKE, MORE_ALIKE)).opening == ALIKE


def test_what_is_seen_differently_begins_with_what_is_most_apart() -> None:
    order = agenda(round_of(APART, MIXED, MOST_APART))

    assert names(order.differently) == ["most apart", "apart"]
    assert order.opening is None


def test_where_many_cannot_tell_is_a_view_and_takes_nothing_out_of_the_others() -> None:
    both = item("both", 2, 0, 0, 2, differently=True, not_sure=4)
    order = agenda(round_of(UNSURE, both, MIXED))

    assert names(order.cannot_tell) == ["both", "unsure"]
    assert names(order.differently) == ["both"]
    assert names(order.rest) == ["unsure", "mixed"]


def test_the_list_to_go_through_names_each_item_once_and_leaves_empty_parts_out() -> None:
    both = item("both", 2, 0, 0, 2, differently=True, not_sure=4)
    listed = parts(agenda(round_of(UNSURE, both, MIXED, ALIKE)))

    assert [(part.heading, names(part.items)) for part in listed] == [
        ("Where our answers differ", ["both"]),
        ("Where many are not sure", ["unsure"]),
        ('Where our answers agree: mostly "Done for people"', ["alike"]),
        ("The other questions", ["mixed"]),
    ]
    assert [part.heading for part in parts(agenda(round_of(MIXED)))] == ["The other questions"]


def test_an_item_that_few_answered_or_many_cannot_tell_is_not_called_alike() -> None:
    few = item("few", 0, 3, 0, 0, left_blank=7)
    unsure = item("cannot tell", 0, 6, 0, 0, not_sure=4)

    assert agenda(round_of(few, unsure)).opening is None


def test_a_private_round_never_opens_on_an_item_on_which_one_person_stands_alone() -> None:
    alone = item("alone", 0, 24, 0, 1)
    in_every_far_pair = item("ends", 1, 24, 1, 0)
    two_together = item("two", 0, 58, 0, 2)

    assert agenda(round_of(alone, in_every_far_pair)).opening is None
    assert agenda(round_of(alone, two_together)).opening == two_together
    openly = item("alone", 0, 24, 0, 1, private=False)
    assert agenda(round_of(openly, privacy="open")).opening == openly


def test_a_private_round_never_leads_with_what_the_rule_does_not_call_seen_differently() -> None:
    one_alone = item("one alone", 1, 0, 0, 2)

    assert agenda(round_of(one_alone)) == Agenda(None, (), (), (), (one_alone,))


def test_a_round_that_shows_nothing_has_nothing_to_look_at() -> None:
    hidden = an_item("hidden", "Hidden", Picture("everyone", None, move()))

    assert agenda(published_round(withheld="not revealed")) == Agenda(None, (), (), (), ())
    assert agenda(round_of(hidden)).rest == (hidden,)


COUNTS = st.tuples(*[st.integers(0, 6)] * 4)


@given(st.lists(st.tuples(COUNTS, st.booleans(), st.integers(0, 4)), max_size=8), st.sampled_from(("private", "open")))
def test_no_item_is_ever_lost_or_shown_twice(
    given_items: list[tuple[tuple[int, ...], bool, int]], privacy: str
) -> None:
    items = [
        item(f"i{at}", *levels, differently=differently, not_sure=unsure)
        for at, (levels, differently, unsure) in enumerate(given_items)
    ]
    order = agenda(round_of(*items, privacy=privacy))
    shown = [*((order.opening,) if order.opening else ()), *order.sides, *order.differently, *order.rest]

    assert sorted(map(item_key, shown)) == sorted(map(item_key, items))
    assert sorted(item_key(one) for part in parts(order) for one in part.items) == sorted(map(item_key, items))
