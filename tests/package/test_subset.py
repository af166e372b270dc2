"""The part that a merge lacks makes the whole again, for any histories; and nothing in it stands there already."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from coreflect.core.model import Alias, Records, Withdrawn
from coreflect.package.merge import merge, merged_package
from coreflect.package.package import MergedPackages, Package
from coreflect.package.read import open_package
from coreflect.package.subset import difference
from coreflect.package.tables import UnknownColumns, UnknownTable
from coreflect.package.unknown import UnknownData
from coreflect.package.write import assembled, package_bytes
from tests.support.builders.histories import histories
from tests.support.builders.packages import ROUND, action, hands, note, records, reflection, response
from tests.support.builders.searching import searched


def opened(one: Records, name: str = "a.zip") -> Package:
    return open_package(package_bytes(one), name)


def part_of(whole: MergedPackages, before: MergedPackages) -> Package:
    part = difference(whole, before)
    assert part is not None
    return open_package(merged_package(part), "part.zip")


@searched(60)
@given(histories(4))
def test_the_part_and_what_was_there_make_the_whole_and_bring_nothing_twice(laptops: tuple[Records, ...]) -> None:
    here, *files = [opened(one, f"{number}.zip") for number, one in enumerate(laptops)]
    before, whole = merge([here]), merge([here, *files])
    part = difference(whole, before)
    if part is None:
        assert merged_package(whole) == merged_package(before)
        return
    brought = open_package(merged_package(part), "part.zip")
    after = merge([here, brought])
    assert merged_package(after) == merged_package(whole)
    assert after.conflicts == whole.conflicts
    for again in ([*files], [*reversed(files)], [open_package(merged_package(whole), "whole.zip")]):
        assert difference(merge([here, brought, *again]), after) is None
    held = {(one.id, one.revision, one.replaces) for one in (*before.records.responses, *before.records.notes)}
    assert not held & {(one.id, one.revision, one.replaces) for one in (*part.records.responses, *part.records.notes)}


@searched(40)
@given(histories(3))
def test_a_decision_is_a_part_too_and_ends_the_conflict_for_all(laptops: tuple[Records, ...]) -> None:
    packages = [opened(one, f"{number}.zip") for number, one in enumerate(laptops)]
    before = merge(packages)
    keep = [(one.record, one.revisions[-1]) for one in before.conflicts]
    whole = merge(packages, keep=keep)
    part = difference(whole, before)
    assert (part is None) is (not keep)
    if part is not None:
        after = merge([*packages, open_package(merged_package(part), "part.zip")])
        assert after.conflicts == ()
        assert merged_package(after) == merged_package(whole)


def test_only_what_is_new_is_in_it_with_the_facts_of_its_round() -> None:
    own = records(responses=(response("p1"), response("p2")), notes=(note("n1"),), room=hands("h1", started=3))
    file = replace(own, responses=(*own.responses, response("p3", "not-yet")), actions=(action(),))
    before = merge([opened(own)])
    part = part_of(merge([opened(own), opened(file, "b.zip")]), before).records
    assert [one.id for one in part.responses] == ["p3"]
    assert [one.id for one in part.rounds] == [ROUND]
    assert [one.id for one in part.actions] == ["a1"]
    assert (part.notes, part.room) == ((), ())


def test_what_is_taken_out_or_joined_is_a_part_without_any_answers() -> None:
    own = records(responses=(response("p1"),))
    said = records(withdrawn=(Withdrawn("p1", ROUND),), aliases=(Alias("team", "mill-ln", "mill-lane"),))
    part = part_of(merge([opened(own), opened(said, "b.zip")]), merge([opened(own)])).records
    assert part.responses == ()
    assert part.withdrawn == said.withdrawn
    assert part.aliases == said.aliases


def test_a_stricter_protection_is_a_part_even_where_its_facts_were_replaced() -> None:
    own = records(rounds=(reflection(revision="k1", replaces=("k0first",)),))
    stricter = records(rounds=(reflection(privacy="private", smallest_group=4),))
    before = merge([opened(own)])
    whole = merge([opened(own), opened(stricter, "b.zip")])
    (guard,) = part_of(whole, before).records.guards
    assert (guard.privacy, guard.smallest_group) == ("private", 4)


def test_earlier_revisions_that_only_the_file_knows_of_stay_known() -> None:
    own = records(responses=(response("p1", revision="p1c"),))
    file = records(responses=(response("p1", revision="p1c", replaces=("p1a", "p1b")),))
    before = merge([opened(own)])
    part = part_of(merge([opened(own), opened(file, "b.zip")]), before)
    late = records(responses=(response("p1", "everywhere", revision="p1b"),))
    assert merge([opened(own), part, opened(late, "late.zip")]).conflicts == ()


def test_what_this_version_does_not_know_travels_on_once() -> None:
    own = records(responses=(response("p1"),))
    unknown_data = UnknownData(
        {"moods.csv": UnknownTable(frozenset({"round", "mood"}), frozenset({frozenset({("round", ROUND)})}))},
        {
            "responses": UnknownColumns(frozenset({"hat"}), {("p1", "p1a"): {"hat": "red"}}),
            "guards": UnknownColumns(frozenset({"why"}), {(ROUND,): {"why": "asked"}}),
        },
    )
    answers = merge([opened(own)]).answers.to_csv(index=False, lineterminator="\n").encode()
    newer = open_package(assembled(own, answers, unknown_data), "newer.zip")
    here = opened(own)
    before, whole = merge([here]), merge([here, newer])
    part = part_of(whole, before)
    after = merge([here, part])
    assert merged_package(after) == merged_package(whole)
    assert difference(merge([here, part, newer]), after) is None
