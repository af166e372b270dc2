"""What the room settles and will do travels like any other record: two laptops' versions meet, and people decide."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.errors import Refused
from coreflect.core.meeting.actions import updated
from coreflect.core.meeting.room import agreed, tally, to_talk
from coreflect.core.model import Note, RoomCount
from coreflect.package.merge import merge, merged_package
from coreflect.package.package import Package
from coreflect.package.read import open_package, read_records
from coreflect.package.write import package_bytes
from tests.support.builders.examples import CountingIds
from tests.support.builders.packages import ITEMS, LEVELS, ROUND, action, files_in, note, records, reflection, relisted

KEY = ("garden", ITEMS[0], 1)
ANY_TEXT = st.text(max_size=60)


def opened(name: str, **changes: object) -> Package:
    return open_package(package_bytes(records(**changes)), name)


def shown(started: int, ids: CountingIds, before: tuple[RoomCount, ...] = ()) -> tuple[RoomCount, ...]:
    return tally(ROUND, KEY, {("everyone", "started"): started, ("everyone", "not-yet"): 1}, before, ids)


SETTLED: list[tuple[str, Callable[[str], tuple[RoomCount, ...]]]] = [
    ("a show of hands", lambda laptop: shown(len(laptop), CountingIds(laptop))),
    ("what you agreed", lambda laptop: agreed(ROUND, KEY, LEVELS[len(laptop)], (), CountingIds(laptop))),
    ("what to talk about", lambda laptop: to_talk(ROUND, [KEY][: len(laptop) % 2], (), CountingIds(laptop))),
]


@pytest.mark.parametrize("made", [made for _, made in SETTLED], ids=[name for name, _ in SETTLED])
def test_two_laptops_versions_of_one_thing_conflict_and_never_add_up(
    made: Callable[[str], tuple[RoomCount, ...]],
) -> None:
    one, other = made("a"), made("bb")
    left = merge([opened("one", room=one), opened("other", room=other)])
    (conflict,) = left.conflicts
    assert (conflict.table, conflict.record) == ("room", one[0].id)
    assert set(conflict.revisions) == {one[0].revision, other[0].revision}
    assert set(left.records.room) == {*one, *other}


@pytest.mark.parametrize("made", [made for _, made in SETTLED], ids=[name for name, _ in SETTLED])
def test_keeping_one_of_them_ends_the_conflict_for_whoever_merges_later(
    made: Callable[[str], tuple[RoomCount, ...]],
) -> None:
    one, other = made("a"), made("bb")
    packages = [opened("one", room=one), opened("other", room=other)]
    kept = merge(packages, keep=[(one[0].id, other[0].revision)])
    assert kept.conflicts == ()
    assert [(row.answer, row.item, row.count) for row in kept.records.room] == [
        (row.answer, row.item, row.count) for row in sorted(other, key=lambda row: row.answer)
    ]
    again = merge([open_package(merged_package(kept), "kept"), *packages])
    assert (again.conflicts, again.records.room) == ((), kept.records.room)


def test_a_count_that_replaces_both_versions_ends_the_conflict_too() -> None:
    one, other = shown(1, CountingIds("a")), shown(2, CountingIds("b"))
    third = shown(3, CountingIds("c"), (*one, *other))
    left = merge([opened("one", room=one), opened("other", room=other), opened("third", room=third)])
    assert (left.conflicts, {row.count for row in left.records.room}) == ((), {3, 1})


def test_an_action_that_two_laptops_updated_conflicts_and_one_is_kept() -> None:
    first = action("a1")
    done, doing = (updated(first, CountingIds(one), progress=one) for one in ("done", "doing"))
    packages = [opened("one", actions=(done,)), opened("other", actions=(doing,)), opened("old", actions=(first,))]
    left = merge(packages)
    assert [(one.table, one.record) for one in left.conflicts] == [("actions", "a1")]
    kept = merge(packages, keep=[("a1", done.revision)])
    assert (kept.conflicts, [one.progress for one in kept.records.actions]) == ((), ["done"])


def test_what_to_talk_about_keeps_its_order_through_a_package() -> None:
    keys = [("garden", item, 1) for item in reversed(ITEMS)]
    read = read_records(package_bytes(records(room=to_talk(ROUND, keys, (), CountingIds()))), "it")
    assert [row.item for row in sorted(read.room, key=lambda row: row.count)] == list(reversed(ITEMS))


def test_choosing_nothing_any_more_travels_too_and_takes_the_place_of_what_was_chosen() -> None:
    ids = CountingIds()
    chosen = to_talk(ROUND, [KEY], (), ids)
    none = to_talk(ROUND, [], chosen, ids)
    left = merge([opened("later", room=none), opened("earlier", room=chosen)])
    assert (left.conflicts, left.records.room) == ((), none)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, st.sampled_from(["", "yes", "partly", "no", "not-sure"]))
def test_any_words_of_actions_and_notes_survive_a_package(what: str, who: str, text: str, happened: str) -> None:
    one = action("a1", what=what or "x", who=who, outcome=text, happened=happened)
    written: Note = note("n1", text)
    read = read_records(package_bytes(records(actions=(one,), notes=(written,))), "it")
    assert (read.actions, read.notes) == ((one,), (written,))


def test_the_next_reflection_travels_with_the_round() -> None:
    one = reflection(next_date="2026-11-10")
    assert read_records(package_bytes(records(rounds=(one,))), "it").rounds == (one,)


def without_column(package: bytes, path: str, column: str) -> bytes:
    """The package as a version that did not know this column would have written it."""
    files = files_in(package)
    header, *rows = csv.reader(io.StringIO(files[path].decode(), newline=""))
    at = header.index(column)
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerows([*row[:at], *row[at + 1 :]] for row in (header, *rows))
    return relisted({**files, path: text.getvalue().encode()})


@pytest.mark.parametrize(("path", "column"), [("rounds.csv", "next_date"), ("actions.csv", "happened")])
def test_a_package_from_before_a_column_came_is_read_as_if_nothing_stood_there(path: str, column: str) -> None:
    package = package_bytes(records(actions=(action("a1"), action("a2"))))
    older = read_records(without_column(package, path, column), "older")
    assert older == read_records(package, "newer")


@pytest.mark.parametrize(("path", "column"), [("rounds.csv", "keep_until"), ("actions.csv", "outcome")])
def test_a_package_that_lacks_any_other_column_is_refused(path: str, column: str) -> None:
    package = package_bytes(records(actions=(action("a1"),)))
    with pytest.raises(Refused, match=f"has no column {column}"):
        read_records(without_column(package, path, column), "broken")


@pytest.mark.parametrize(
    ("path", "column", "cell"), [("actions.csv", "happened", "perhaps"), ("rounds.csv", "next_date", "soon")]
)
def test_what_cannot_stand_in_a_new_column_is_refused(path: str, column: str, cell: str) -> None:
    files = files_in(package_bytes(records(actions=(action("a1"),))))
    header, row = csv.reader(io.StringIO(files[path].decode(), newline=""))
    row[header.index(column)] = cell
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows((header, row))
    with pytest.raises(Refused, match=column):
        read_records(relisted({**files, path: text.getvalue().encode()}), "broken")
