"""What stands in two versions is called as people call it, says what differs, and never what a person answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coreflect.core.merging.importing import TwoVersions
from coreflect.core.model import RoomCount
from coreflect.package.merge import merge
from coreflect.package.read import open_package
from coreflect.package.write import package_bytes
from coreflect.services.two_versions import two_versions
from tests.support.builders.packages import ROUND, action, hands, note, records, reflection, response


def two(**versions: tuple[Any, Any]) -> TwoVersions:
    """A record in two versions, each from a file of its own."""
    ((table, both),) = versions.items()
    packages = [
        open_package(package_bytes(records(**{table: one if isinstance(one, tuple) else (one,)})), f"{number}.zip")
        for number, one in enumerate(both)
    ]
    merged = merge(packages)
    where = {
        (one.record, revision): ["a.zip" if revision.endswith("a") else "b.zip"]
        for one in merged.conflicts
        for revision in one.revisions
    }
    (found,) = two_versions(merged, where)
    return found


def said(found: TwoVersions) -> list[tuple[str, ...]]:
    return [one.differences for one in found.versions]


def test_the_facts_of_a_reflection_say_what_differs_in_words() -> None:
    other = reflection(revision="k1b", about="short breaks", date="2026-05-13", invited=None, privacy="private")
    found = two(rounds=(reflection(revision="k1a"), other))
    assert found.label == "the set-up of the reflection of 12 May 2026, Mill Lane"
    assert said(found) == [
        ("About: the day centre", "Date: 12 May 2026", "People invited: 8", "With the group able to see"),
        ("About: short breaks", "Date: 13 May 2026", "People invited: nothing said", "Without names"),
    ]


def test_who_was_counted_is_a_number_and_no_list() -> None:
    shown = reflection(revision="k1b", state="revealed", counted=("p1", "p2"), counted_as=("p1a", "p2a"), helped=1)
    found = two(rounds=(reflection(revision="k1a"), shown))
    assert said(found) == [("Not shown",), ("Shown, with 2 people counted", "Had help: 1")]


def test_a_show_of_hands_and_what_will_be_done_say_all_of_it() -> None:
    more = tuple(replace(one, revision="h1b", count=one.count + 1) for one in hands("h1", started=3))
    found = two(room=(hands("h1", started=3), more))
    assert found.label == "a show of hands on “The garden-gate”, Mill Lane, 12 May 2026"
    assert said(found) == [("Started: 3",), ("Started: 4",)]
    found = two(actions=(action(), action(revision="a1b", progress="done", happened="partly")))
    assert found.label == "what will be done on “The garden-gate”, Mill Lane, 12 May 2026"
    assert said(found) == [
        ("How far along it is: To do", "Did it happen: nothing said"),
        ("How far along it is: Done", "Did it happen: Partly"),
    ]


def test_where_the_room_stands_is_said_in_its_own_words() -> None:
    def agreed(answer: str, revision: str) -> tuple[RoomCount, ...]:
        return (RoomCount("g1", revision, (), ROUND, "agreed", "garden", "garden-gate", 1, "", answer, 1),)

    found = two(room=(agreed("not-yet", "g1a"), agreed("differently", "g1b")))
    assert said(found) == [("Not-Yet",), ("We see this differently, and that is OK",)]


def test_what_to_talk_about_names_the_questions() -> None:
    def chosen(item: str, revision: str, count: int = 1) -> tuple[RoomCount, ...]:
        bank = "garden" if item else ""
        return (RoomCount("t1", revision, (), ROUND, "to-talk", bank, item, 1 if item else None, "", "", count),)

    found = two(room=(chosen("garden-gate", "t1a"), chosen("", "t1b", 0)))
    assert found.label == "what the room chose to talk about, Mill Lane, 12 May 2026"
    assert said(found) == [("1: The garden-gate",), ("nothing chosen",)]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"answer": "everywhere"}, "3 questions of 3 answered differently"),
        ({"perspective": "staff"}, "the same answers; something else about them differs"),
        ({"code": "bench"}, "the same answers; something else about them differs"),
    ],
)
def test_of_a_persons_answers_only_how_many_differ_is_said(changes: dict[str, str], says: str) -> None:
    found = two(responses=(response("p1"), response("p1", **{"revision": "p1b", **changes})))
    assert found.label == "one person's answers, Mill Lane, 12 May 2026"
    assert said(found) == [(says,), (says,)]


def test_of_a_note_nothing_is_said() -> None:
    found = two(notes=(note(), note(revision="n1b", text="The gate is light.", sharing="facilitator")))
    assert found.label == "a note on “The garden-gate”, Mill Lane, 12 May 2026"
    assert said(found) == [("other words, or other people who may read them",)] * 2


def test_versions_in_the_same_place_are_told_apart() -> None:
    packages = [
        open_package(package_bytes(records(actions=(one,))), f"{number}.zip")
        for number, one in enumerate((action(), action(revision="a1b", what="Paint it")))
    ]
    merged = merge(packages)
    here = {("a1", revision): ["this laptop"] for revision in ("a1a", "a1b")}
    (found,) = two_versions(merged, here)
    assert [one.where for one in found.versions] == [("this laptop, version a1a",), ("this laptop, version a1b",)]
