"""What stands of a record's revisions does not depend on who merged what with whom first."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.merging.revisions import NothingLeft, TwoContents, guarded, resolution, settle
from coreflect.core.model import Guard
from tests.support.builders.packages import reflection


@dataclass(frozen=True)
class Version:
    id: str
    revision: str
    replaces: tuple[str, ...] = ()
    says: str = ""


def standing(*versions: Version, withdrawn: frozenset[str] = frozenset()) -> list[str]:
    return [one.revision for one in settle(versions, withdrawn).survivors]


A, B, C = Version("x", "a"), Version("x", "b", ("a",)), Version("x", "c", ("a", "b"))


def test_a_revision_that_another_replaces_does_not_stand() -> None:
    assert standing(A, B, C) == ["c"]
    assert settle([A, B, C], ()).outcomes == {("x", "a"): "replaced", ("x", "b"): "replaced", ("x", "c"): "new"}


def test_a_revision_that_went_away_and_came_back_under_a_new_name_stands() -> None:
    again = Version("x", "d", ("a", "b"), says="what a said")
    assert standing(A, B, again) == ["d"]


def test_two_revisions_that_do_not_know_each_other_are_in_conflict() -> None:
    other = Version("x", "b2", ("a",))
    settled = settle([A, B, other], ())
    assert settled.conflicts == {"x": ("b", "b2")}
    assert settled.outcomes["x", "b"] == "in conflict"


def test_a_fork_of_three_leaves_three() -> None:
    assert standing(A, *(Version("x", f"b{n}", ("a",)) for n in range(3))) == ["b0", "b1", "b2"]


def test_a_withdrawn_record_does_not_stand_whenever_it_comes() -> None:
    assert standing(A, B, withdrawn=frozenset("x")) == []
    assert settle([A], {"x"}).outcomes == {("x", "a"): "withdrawn"}


def test_the_same_revision_twice_is_one() -> None:
    assert standing(A, A, A) == ["a"]


def test_one_revision_with_two_contents_is_an_error_that_names_it() -> None:
    with pytest.raises(TwoContents) as fault:
        settle([A, replace(A, says="something else")], ())
    assert (fault.value.record, fault.value.revision) == ("x", "a")


def test_one_revision_that_replaces_more_in_one_file_than_in_another_is_no_second_content() -> None:
    assert settle([B, replace(B, replaces=("a", "z"))], ()).survivors == (replace(B, replaces=("a", "z")),)


@pytest.mark.parametrize(
    "circle", [[Version("x", "a", ("a",))], [Version("x", "a", ("b",)), Version("x", "b", ("a",))]]
)
def test_revisions_in_a_circle_are_an_error_that_names_the_record(circle: list[Version]) -> None:
    with pytest.raises(NothingLeft) as fault:
        settle(circle, ())
    assert fault.value.record == "x"


@st.composite
def some_versions(draw: st.DrawFn) -> list[Version]:
    """Revisions of two records, each replacing any of those before it: gaps and forks are wanted."""
    made: list[Version] = []
    for number in range(draw(st.integers(1, 7))):
        record = draw(st.sampled_from("xy"))
        earlier = [one.revision for one in made if one.id == record]
        replaces = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        made.append(Version(record, f"r{number}", tuple(replaces)))
    return made


@given(some_versions(), st.data())
def test_settling_parts_first_changes_nothing(versions: list[Version], data: st.DataObject) -> None:
    parts = [data.draw(st.lists(st.sampled_from(versions))) for _ in range(3)]
    withdrawn = data.draw(st.frozensets(st.sampled_from("xyz")))
    first, second, third = parts

    def merged(*groups: list[Version]) -> list[Version]:
        return list(settle([one for group in groups for one in group], withdrawn).survivors)

    whole = merged(first, second, third)
    assert merged(merged(first, second), third) == whole
    assert merged(first, merged(second, third)) == whole
    assert merged(third, second, first) == whole
    assert merged(whole, whole, first) == whole


def test_two_people_who_decide_alike_make_the_same_revision() -> None:
    other = Version("x", "b2", ("a",), says="other")
    mine, theirs = resolution([B, other], "b"), resolution([replace(other, replaces=()), B], "b")
    assert mine.revision == theirs.revision
    assert mine.says == B.says
    assert mine.revision != resolution([B, other], "b2").revision
    assert mine.revision.isalpha()
    assert mine.revision.islower()


def test_a_resolution_ends_the_conflict_and_replaces_all_that_came_before() -> None:
    other = Version("x", "b2", ("a",))
    ended = resolution([B, other], "b2")
    assert ended.replaces == ("a", "b", "b2")
    assert standing(A, B, other, ended) == [ended.revision]


def test_to_keep_what_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        resolution([A], "b")


def test_a_resolution_never_makes_a_round_less_private() -> None:
    private = reflection(revision="k1", privacy="private", smallest_group=5)
    opened = reflection(revision="k2", privacy="open", smallest_group=0, team_name="Mill Lane House")
    kept = resolution([private, opened], "k2")
    assert (kept.privacy, kept.smallest_group, kept.team_name) == ("private", 5, "Mill Lane House")


def test_guards_join_to_the_strictest_in_each_respect() -> None:
    loose, strict = reflection(), reflection(id="quay-1", privacy="private", smallest_group=3)
    assert guarded([Guard(loose.id, "private", 0), Guard(loose.id, "open", 4)], [loose, strict]) == (
        Guard(loose.id, "private", 4),
        Guard("quay-1", "private", 3),
    )


def test_a_resolution_never_forgets_that_a_round_was_revealed_and_with_whom() -> None:
    running = reflection(revision="k1")
    shown = reflection(revision="k2", state="revealed", counted=("p1", "p2"), counted_as=("r1", "r2"), helped=1)
    more = replace(shown, revision="k3", counted=("p1", "p2", "p3"), counted_as=("r1", "r2", "r3"), helped=2)

    kept = resolution([running, more, shown], "k1")

    assert (kept.state, kept.counted, kept.counted_as, kept.helped) == ("revealed", ("p1", "p2"), ("r1", "r2"), 1)
    assert resolution([running, more, shown], "k3").counted == more.counted
