"""The small-group rule by itself: who is counted, and which groups may be shown."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from coreflect.analysis.protect import Allowed, ShownBefore, what_is_allowed
from coreflect.core.answers import PERSPECTIVES, SIDES_BEFORE
from tests.support.builders.examples import a_round

SIDES_SHOWN = ("everyone", "lived", "paid", "show-of-hands")


def people(paid: int, others: int, start: int = 0) -> dict[str, str]:
    """So many people of each side, by id."""
    hats = [*["staff"] * paid, *["carer"] * others]
    return {f"p{number:02}": hat for number, hat in enumerate(hats, start)}


def groups(found: Allowed) -> tuple[str, ...]:
    return tuple(group for group, _ in found.fewest)


def revealed(counted: Sequence[str], there: dict[str, str], smallest: int = 5) -> Allowed:
    """A release of a round that was revealed with these people."""
    reflection = a_round(state="revealed", counted=tuple(counted), smallest_group=smallest)
    return what_is_allowed(reflection, there, release=True)


def looked_at(counted: Sequence[str], there: dict[str, str], before: ShownBefore | None = None) -> Allowed:
    """The round as a room sees it once it was revealed with these people."""
    reflection = a_round(state="revealed", counted=tuple(counted))
    return what_is_allowed(reflection, there, release=False, before=before)


@pytest.mark.parametrize("number", range(1, 16))
def test_a_private_round_shows_everyone_from_the_smallest_group_on(number: int) -> None:
    found = what_is_allowed(a_round(), people(0, number), release=True)

    assert found.withheld == ("all" if number < 5 else "groups")
    assert groups(found) == (() if number < 5 else ("everyone", "show-of-hands"))
    assert len(found.counted) == (0 if number < 5 else number)


@pytest.mark.parametrize(("paid", "others", "shown"), [(5, 5, True), (4, 9, False), (9, 4, False), (10, 0, False)])
def test_sides_are_shown_when_both_have_the_smallest_group(paid: int, others: int, shown: bool) -> None:
    found = what_is_allowed(a_round(), people(paid, others), release=True)

    assert (groups(found) == SIDES_SHOWN) is shown
    assert found.withheld == ("" if shown else "groups")


def test_every_perspective_is_on_one_of_the_two_sides_but_those_who_did_not_say() -> None:
    there = {f"{each.code}{number}": each.code for each in PERSPECTIVES for number in range(5)}

    found = dict(what_is_allowed(a_round(), there, release=True).fewest)

    assert (found["everyone"], found["lived"], found["paid"]) == (30, 15, 10)


@pytest.mark.parametrize(("unsaid", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_few_who_did_not_say_hide_both_sides_and_nothing_says_why(unsaid: int, *, shown: bool) -> None:
    there = people(6, 7) | {f"u{number}": "not-said" for number in range(unsaid)}

    found = what_is_allowed(a_round(), there, release=True)

    assert (groups(found) == SIDES_SHOWN) is shown
    assert found.withheld == ("" if shown else "groups")
    assert len(found.counted) == 13 + unsaid


def test_a_round_that_was_revealed_before_keeps_the_sides_that_it_was_shown_with() -> None:
    there = people(6, 7) | {"u0": "not-said"}
    before = ShownBefore((frozenset(there),), sides=SIDES_BEFORE)

    found = looked_at(tuple(there), there, before)

    assert dict(found.fewest) == {"everyone": 14, "everyone-else": 8, "paid": 6, "show-of-hands": 5}


def test_a_private_round_shows_nothing_before_it_is_revealed_unless_it_is_released() -> None:
    assert what_is_allowed(a_round(), people(6, 6), release=False) == Allowed("not revealed")
    assert what_is_allowed(a_round(), people(6, 6), release=True).withheld == ""


def test_a_file_cannot_ask_for_a_smaller_group_than_there_is() -> None:
    assert what_is_allowed(a_round(smallest_group=1), people(0, 2), release=True).withheld == "all"


def test_an_open_round_shows_each_perspective_that_is_there_at_any_time() -> None:
    reflection = a_round(privacy="open", smallest_group=0)

    found = what_is_allowed(reflection, {"a": "leader", "b": "supported"}, release=False)

    assert groups(found) == ("everyone", "supported", "leader", "show-of-hands")
    assert found.counted == ("a", "b")


def test_latecomers_are_counted_once_the_smallest_group_of_them_are_in() -> None:
    room = people(0, 6)

    four_late = revealed(tuple(room), room | people(0, 4, start=6))
    five_late = revealed(tuple(room), room | people(0, 5, start=6))

    assert len(four_late.counted) == 6
    assert len(five_late.counted) == 11


def test_latecomers_are_held_to_the_rule_when_a_reveal_counted_part_of_a_released_file() -> None:
    room = people(0, 6)
    reflection = a_round(state="revealed", counted=tuple(room))

    assert len(what_is_allowed(reflection, room | people(0, 1, start=6), release=True).counted) == 6


def test_one_latecomer_on_a_side_hides_sides_that_were_shown() -> None:
    room = people(5, 5)

    assert groups(revealed(tuple(room), room | people(5, 1, start=10))) == ("everyone", "show-of-hands")
    assert groups(revealed(tuple(room), room | people(5, 0, start=10))) == SIDES_SHOWN


def test_sides_stay_hidden_where_they_would_tell_one_person_from_one_latecomer() -> None:
    room = people(1, 7)

    assert groups(revealed(tuple(room), room | people(5, 1, start=8))) == ("everyone", "show-of-hands")
    assert groups(revealed(tuple(room), room | people(8, 5, start=8))) == SIDES_SHOWN


def test_nothing_is_shown_once_fewer_than_the_smallest_group_took_their_answers_back() -> None:
    room = people(5, 8)
    left = {one: room[one] for one in list(room)[1:]}

    assert revealed(tuple(room), left) == Allowed("all")
    assert revealed(tuple(room), left | people(9, 9, start=13)) == Allowed("all")


def test_nothing_is_shown_either_once_more_than_the_smallest_group_took_their_answers_back() -> None:
    """Each one more would be the difference from what was shown of the others."""
    room = people(10, 10)
    left = {one: room[one] for one in [*list(room)[3:10], *list(room)[12:]]}

    assert revealed(tuple(room), left) == Allowed("all")


def test_nothing_is_shown_when_all_of_one_side_and_one_of_the_other_are_gone() -> None:
    room = people(6, 5)
    left = {one: room[one] for one in list(room)[1:6]}

    assert revealed(tuple(room), left) == Allowed("all")


@pytest.mark.parametrize("late", [1, 4, 5, 6, 12])
def test_in_a_room_nobody_who_came_after_the_reveal_is_counted_however_many_they_are(late: int) -> None:
    room = people(5, 5)

    assert looked_at(tuple(room), room | people(late, late, start=10)) == looked_at(tuple(room), room)


@pytest.mark.parametrize("gone", [1, 4, 5, 9])
def test_in_a_room_nothing_is_shown_once_anybody_took_answers_back(gone: int) -> None:
    room = people(10, 10)
    left = {one: room[one] for one in list(room)[gone:]}

    assert looked_at(tuple(room), left) == Allowed("all")


def test_answers_changed_after_the_reveal_are_as_answers_taken_back() -> None:
    room = people(10, 10)
    before = ShownBefore((frozenset(room),), changed=frozenset({"p00"}))
    five = before._replace(changed=frozenset(list(room)[:5]))
    reflection = a_round(state="revealed", counted=tuple(room))

    assert looked_at(tuple(room), room, before) == Allowed("all")
    assert looked_at(tuple(room), room, five) == Allowed("all")
    assert what_is_allowed(reflection, room, release=True, before=before) == Allowed("all")
    assert what_is_allowed(reflection, room, release=True, before=five) == Allowed("all")


def test_a_reveal_that_was_too_small_to_show_anything_fixes_nobody() -> None:
    there = people(0, 6)

    assert len(revealed(list(there)[:2], there).counted) == 6
    assert revealed(list(there)[:5], there).counted == tuple(there)[:5]


def test_two_reveals_that_were_joined_show_nothing_that_either_of_them_gives_away() -> None:
    one, other = people(5, 5), people(6, 1, start=10)
    few, many = people(0, 2, start=20), people(5, 5, start=30)

    def joined(*reveals: dict[str, str]) -> Allowed:
        there = {person: hat for each in reveals for person, hat in each.items()}
        return looked_at(tuple(there), there, ShownBefore(tuple(frozenset(each) for each in reveals)))

    assert groups(joined(one, other)) == ("everyone", "show-of-hands")
    assert groups(joined(one, many)) == SIDES_SHOWN
    assert joined(one, one | few) == Allowed("all")


def test_people_whose_answers_were_seen_one_by_one_hide_nobody() -> None:
    openly, four, five = people(3, 3), people(0, 4, start=6), people(0, 5, start=6)
    both, ten = people(5, 5, start=6), a_round()

    def beside(others: dict[str, str]) -> Allowed:
        return what_is_allowed(ten, openly | others, release=True, before=ShownBefore(openly=frozenset(openly)))

    assert beside(four) == Allowed("all")
    assert (groups(beside(five)), len(beside(five).counted)) == (("everyone", "show-of-hands"), 11)
    assert groups(beside(both)) == SIDES_SHOWN


def test_an_item_has_to_have_been_put_to_everyone_who_is_counted() -> None:
    assert dict(what_is_allowed(a_round(), people(0, 9), release=True).fewest) == {"everyone": 9, "show-of-hands": 5}
