"""What becomes of the records of some packages adds up to the records in them, whatever was there before."""

from __future__ import annotations

from hypothesis import given

from coreflect.core.merging.revisions import record_keys
from coreflect.core.model import Records, Withdrawn
from coreflect.package.merge import merge, outcomes_of
from coreflect.package.package import Package
from coreflect.package.read import open_package
from coreflect.package.write import package_bytes
from tests.support.builders.histories import histories
from tests.support.builders.packages import ROUND, action, hands, records, response
from tests.support.builders.searching import searched


def opened(one: Records, name: str = "a.zip") -> Package:
    return open_package(package_bytes(one), name)


@searched(60)
@given(histories(4))
def test_the_numbers_are_those_of_a_whole_merge_and_add_up_for_a_part(laptops: tuple[Records, ...]) -> None:
    packages = [opened(one, f"{number}.zip") for number, one in enumerate(laptops)]
    merged = merge(packages)
    assert outcomes_of(packages, (), merged) == merged.report.tallies
    here, *files = packages
    counted = outcomes_of([*files, files[0]], [here], merged)
    read = sum(1 for one in (*files, files[0]) for _ in record_keys(one.records))
    assert sum(one.new + one.same + one.replaced + one.withdrawn + one.in_conflict for one in counted) == read


def test_each_fate_is_told() -> None:
    here = opened(records(responses=(response("p1"), response("p2", revision="p2b", replaces=("p2a",)))))
    file = opened(
        records(
            responses=(response("p1"), response("p2"), response("p3"), response("p4")),
            room=hands("h1", started=3, not_yet=2),
            actions=(action(revision="a1b", what="Paint it"),),
            withdrawn=(Withdrawn("p4", ROUND),),
        ),
        "b.zip",
    )
    other = opened(records(actions=(action(),)), "c.zip")
    (one,) = outcomes_of([file, other, other], [here], merge([here, file, other]))
    # p3, h1 · the round three times, p1, a1 again · p2 · p4 · a1 in both versions
    assert (one.new, one.same, one.replaced, one.withdrawn, one.in_conflict) == (2, 5, 1, 1, 2)
