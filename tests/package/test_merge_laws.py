"""Merging gives the same bytes in any order, any grouping and any number of times, on generated histories."""

from __future__ import annotations

from hypothesis import given

from coreflect.core.model import Records
from coreflect.package.merge import merge, merge_records, merged_package
from coreflect.package.read import open_package
from coreflect.package.write import package_bytes
from tests.support.builders.histories import histories
from tests.support.builders.searching import searched


def merged(*packages: bytes) -> bytes:
    return merged_package(merge([open_package(one, f"{number}.zip") for number, one in enumerate(packages)]))


@searched(60)
@given(histories())
def test_merging_is_idempotent_commutative_and_associative(laptops: tuple[Records, ...]) -> None:
    first, second, third = map(package_bytes, laptops)
    whole = merged(first, second, third)
    assert merged(third, first, second) == whole
    assert merged(merged(first, second), third) == whole
    assert merged(first, merged(third, second)) == whole
    assert merged(whole) == whole
    assert merged(second, whole, whole, first) == whole


@searched(40)
@given(histories(2))
def test_a_workspace_that_takes_its_own_export_back_writes_the_same(laptops: tuple[Records, ...]) -> None:
    own, other = laptops
    export = merged_package(merge_records(own))
    again = merged_package(merge_records(own, [open_package(export, "own.zip")]))
    assert again == export
    with_other = merged_package(merge_records(own, [open_package(package_bytes(other), "other.zip")]))
    assert merged(export, package_bytes(other)) == with_other


@searched(60)
@given(histories())
def test_every_record_that_is_read_is_in_one_number(laptops: tuple[Records, ...]) -> None:
    found = merge([open_package(package_bytes(one), f"{n}.zip") for n, one in enumerate(laptops)])
    tallied = sum(t.new + t.same + t.replaced + t.withdrawn + t.in_conflict for t in found.report.tallies)
    assert tallied == sum(found.report.read)
    left = found.records
    kept = {(one.id, one.revision) for one in (*left.rounds, *left.responses, *left.room, *left.notes, *left.actions)}
    assert sum(t.new + t.in_conflict for t in found.report.tallies) == len(kept)


@searched(60)
@given(histories())
def test_nothing_that_was_withdrawn_is_left_and_no_protection_is_lost(laptops: tuple[Records, ...]) -> None:
    found = merge([open_package(package_bytes(one), f"{n}.zip") for n, one in enumerate(laptops)])
    gone = {one.record for records in laptops for one in records.withdrawn}
    left = found.records
    assert not gone & {one.id for one in (*left.responses, *left.room, *left.notes, *left.actions)}
    assert not gone & set(found.answers["response"])
    assert not gone & {one.response for one in left.notes}
    strictest = max(one.smallest_group for records in laptops for one in (*records.rounds, *records.guards))
    private = any(one.privacy == "private" for records in laptops for one in (*records.rounds, *records.guards))
    assert [(one.privacy, one.smallest_group) for one in left.guards] == [("private" if private else "open", strictest)]


@searched(40)
@given(histories())
def test_every_conflict_is_named_and_a_decision_ends_it_for_all(laptops: tuple[Records, ...]) -> None:
    packages = [open_package(package_bytes(one), f"{n}.zip") for n, one in enumerate(laptops)]
    before = merge(packages)
    keep = [(one.record, one.revisions[0]) for one in before.conflicts]
    decided = merge(packages, keep=keep)
    assert decided.conflicts == ()
    after = merged_package(decided)
    assert merged(after, *map(package_bytes, laptops)) == after
    assert merged(after, merged_package(merge(packages[::-1], keep=keep[::-1]))) == after
