"""What was forgotten stays so after any merge in any order; where the room stands and what will be done stays."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.errors import Refused
from coreflect.core.model import Records, RoomCount, Withdrawn
from coreflect.package.merge import merge, merged_package
from coreflect.package.package import MergedPackages
from coreflect.package.read import open_package
from coreflect.package.subset import reflections_of, without_withdrawn
from coreflect.package.write import package_bytes, write_package
from tests.support.builders.histories import histories
from tests.support.builders.packages import (
    ITEMS,
    ROUND,
    a_bit_of_everything,
    action,
    files_in,
    note,
    reflection,
    relisted,
    response,
)
from tests.support.builders.searching import searched

FORGOTTEN = Withdrawn(ROUND, ROUND)
AGREED = (RoomCount("g1", "g1a", (), ROUND, "agreed", "garden", ITEMS[0], 1, "", "differently", 1),)


def merged(*packages: bytes) -> MergedPackages:
    return merge([open_package(one, f"{number}.zip") for number, one in enumerate(packages)])


def bytes_of(*packages: bytes) -> bytes:
    return merged_package(merged(*packages))


def nothing_left(found: MergedPackages) -> bool:
    left = found.records
    kinds = {row.kind for row in left.room}
    return not left.responses and not left.notes and not len(found.answers) and kinds <= {"agreed"}


@searched(25)
@given(histories(), st.integers(0, 2))
def test_forgetting_survives_any_merge_in_any_order_and_grouping(laptops: tuple[Records, ...], which: int) -> None:
    said = tuple(
        replace(one, room=(*one.room, *AGREED), withdrawn=(*one.withdrawn, FORGOTTEN) if at == which else one.withdrawn)
        for at, one in enumerate(laptops)
    )
    first, second, third = map(package_bytes, said)
    whole = bytes_of(first, second, third)
    for order in permutations((first, second, third)):
        assert bytes_of(*order) == whole
    assert bytes_of(bytes_of(first, second), third) == whole
    assert bytes_of(first, bytes_of(third, second)) == whole
    assert bytes_of(whole, first, second, third) == whole
    found = merged(whole)
    assert nothing_left(found)
    assert FORGOTTEN in found.records.withdrawn
    untouched = merged(*(package_bytes(replace(one, room=AGREED)) for one in laptops)).records
    assert (found.records.actions, found.records.rounds) == (untouched.actions, untouched.rounds)
    assert found.records.room == AGREED


@searched(20)
@given(histories(2))
def test_a_package_written_anew_merges_as_if_it_had_never_held_the_answers(laptops: tuple[Records, ...]) -> None:
    one, other = laptops
    tombstone = replace(one, responses=(), notes=(), room=(), actions=(), withdrawn=(*one.withdrawn, FORGOTTEN))
    content = package_bytes(other)
    anew = _written_anew(content, (FORGOTTEN,)) or content
    assert nothing_left(merged(package_bytes(tombstone), anew))
    before, after = merged(package_bytes(tombstone), content).records, merged(package_bytes(tombstone), anew).records
    assert (after.actions, after.rounds, after.guards) == (before.actions, before.rounds, before.guards)


def _written_anew(content: bytes, withdrawn: tuple[Withdrawn, ...]) -> bytes | None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "one.zip")
        path.write_bytes(content)
        return without_withdrawn(path, withdrawn)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    records = a_bit_of_everything()
    path = tmp_path / "one.zip"
    write_package(replace(records, room=(*records.room, *AGREED)), path)
    return path


def test_no_byte_of_what_was_forgotten_is_left_in_a_package(package: Path) -> None:
    before, anew = package.read_bytes(), without_withdrawn(package, (FORGOTTEN,))
    assert anew is not None
    for secret in (b"The gate is heavy.", b"Two lines,", b"p1,p1a,garden"):
        assert secret in before
        assert secret not in anew
    found = open_package(anew, "anew.zip").records
    assert found.actions == (action(),)
    assert found.room == AGREED
    assert set(found.withdrawn) >= {FORGOTTEN, Withdrawn("p1", ROUND), Withdrawn("n2", ROUND), Withdrawn("h1", ROUND)}


def test_one_person_leaves_it_with_the_notes_that_name_them(package: Path) -> None:
    anew = without_withdrawn(package, (Withdrawn("p1", ROUND),))
    assert anew is not None
    found = open_package(anew, "anew.zip").records
    assert [one.id for one in found.responses] == ["p2"]
    assert [one.id for one in found.notes] == ["n1"]
    assert b"Two lines," not in anew


def test_a_package_that_holds_nothing_of_it_stays_as_it_is(package: Path) -> None:
    assert without_withdrawn(package, (Withdrawn("nobody", ROUND), Withdrawn("quay", "quay"))) is None
    anew = without_withdrawn(package, (FORGOTTEN,))
    assert anew is not None
    package.write_bytes(anew)
    assert without_withdrawn(package, (FORGOTTEN,)) is None


def test_what_this_version_does_not_know_goes_too_where_it_names_it(tmp_path: Path) -> None:
    files = files_in(package_bytes(replace(a_bit_of_everything(), responses=(), notes=(), room=())))
    files["moods.csv"] = f"round,mood\n{ROUND},gloomy\nelsewhere,sunny\n".encode()
    path = tmp_path / "newer.zip"
    path.write_bytes(relisted(files))
    anew = without_withdrawn(path, (FORGOTTEN,))
    assert anew is not None
    assert b"gloomy" not in anew
    assert b"sunny" in anew


def test_a_damaged_package_is_refused_by_name(package: Path) -> None:
    package.write_bytes(package.read_bytes()[:-30])
    for read in (lambda: without_withdrawn(package, (FORGOTTEN,)), lambda: reflections_of(package)):
        with pytest.raises(Refused, match=r"one\.zip"):
            read()


def test_the_facts_of_a_package_hold_nobodys_answers(package: Path) -> None:
    found = reflections_of(package)
    assert found.rounds == (reflection(),)
    assert (found.responses, found.notes, found.room, found.actions) == ((), (), (), ())
    assert response().id not in str(found.rounds)
    assert note().text not in str(found)
