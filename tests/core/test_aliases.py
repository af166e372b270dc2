"""Names that are declared the same are read as one, in whatever order they were declared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.merging.revisions import guards_of, same_names
from coreflect.core.model import Alias, Guard
from tests.support.builders.packages import ROUND, reflection


def team(name: str, same_as: str) -> Alias:
    return Alias("team", name, same_as)


def test_a_name_is_read_as_the_other() -> None:
    assert same_names([team("b", "a")], "team") == {"a": "a", "b": "a"}
    assert same_names([team("b", "a")], "round") == {}


def test_names_follow_one_another_to_the_last() -> None:
    assert same_names([team("a", "b"), team("b", "c")], "team") == {"a": "c", "b": "c", "c": "c"}


def test_a_circle_is_read_as_its_first_name() -> None:
    assert same_names([team("b", "c"), team("c", "b"), team("c", "c")], "team") == {"b": "b", "c": "b"}


def test_a_name_that_two_people_read_differently_joins_all_three() -> None:
    assert same_names([team("a", "c"), team("a", "b")], "team") == {"a": "b", "b": "b", "c": "b"}


@given(st.lists(st.builds(team, st.sampled_from("abcdef"), st.sampled_from("abcdef"))), st.randoms())
def test_the_order_in_which_names_were_declared_makes_no_difference(aliases: list[Alias], chance: st.Random) -> None:
    found = same_names(aliases, "team")
    shuffled = [*aliases, *aliases]
    chance.shuffle(shuffled)
    assert same_names(shuffled, "team") == found
    for alias in aliases:
        assert found.get(alias.name, alias.name) == found.get(alias.same_as, alias.same_as)
    for name in found.values():
        assert found[name] == name


def test_rounds_that_are_one_share_the_strictest_guard() -> None:
    other = reflection(id="mill-lane-2", privacy="private", smallest_group=4)
    found = guards_of([Guard(ROUND, "open", 0)], [reflection(), other], [Alias("round", "mill-lane-2", ROUND)])
    assert {(guard.privacy, guard.smallest_group) for guard in found.values()} == {("private", 4)}
    assert set(found) == {ROUND, "mill-lane-2"}
