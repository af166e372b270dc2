"""Shown counts in files that nobody vouches for are put to the small-group rule again, and what goes stays out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from coreflect.analysis import published
from coreflect.core.errors import Refused
from coreflect.core.merging.shown_counts import (
    FEWEST_OPENLY,
    ShownCounts,
    all_shown_counts_of,
    cut,
    fault_in,
    made_shown_counts,
    shown_revisions,
)
from coreflect.core.model import Guard, Records, Reflection, Response, ShownCount, Withdrawn
from coreflect.package import archive, read, write
from coreflect.package.merge import merge, merge_records, merged_package
from coreflect.package.package import Package
from coreflect.package.read import open_package
from coreflect.package.schema import ANSWERS, SHOWN_COUNTS, VALUE_TABLES
from coreflect.package.write import package_bytes
from tests.support.builders.examples import a_round
from tests.support.builders.merging import asked, bank_toml, people
from tests.support.builders.shown_counts import shown_counts

BANK, FILE = asked(bank_toml(items=("beds", "tools")))
BEDS, TOOLS = ("garden", "beds"), ("garden", "tools")
EVERYONE = {BEDS: (3, 2, 1, 4), TOOLS: (0, 0, 5, 5)}
PAID = {BEDS: (3, 2, 0, 0), TOOLS: (0, 0, 5, 0)}
OTHERS = {BEDS: (0, 0, 1, 4), TOOLS: (0, 0, 0, 5)}
TEN = [f"p{number}" for number in range(1, 11)]


def revealed(counted: list[str], revision: str = "k1shown", **changes: object) -> Reflection:
    facts = {
        "id": "m-1",
        "banks": (BANK,),
        "revision": revision,
        "replaces": ("k0first",),
        "state": "revealed",
        "counted": tuple(sorted(counted)),
        "counted_as": tuple(sorted(f"{name}a" for name in counted)),
    }
    return a_round(**(facts | changes))


def sound(**changes: object) -> ShownCounts:
    usual: dict[str, object] = {"groups": {"paid": PAID, "everyone-else": OTHERS}, "smallest": 5}
    return shown_counts("m-1", "k1shown", EVERYONE, **(usual | changes))  # type: ignore[arg-type]


def package(record: ShownCounts, reflection: Reflection | None = None, **more: object) -> Package:
    held = Records(rounds=(reflection or revealed(TEN),), shown_counts=record.counts(), bank_files=(FILE,))
    return open_package(package_bytes(replace(held, **more)), "counts.zip")  # type: ignore[arg-type]


def rows_of(record: ShownCounts, change: Callable[[ShownCount], ShownCount | None]) -> ShownCounts:
    """The record with each of its rows changed like this."""
    rows = [changed for row in record.pictures if (changed := change(row)) is not None]
    return made_shown_counts(record.head, rows)


def test_counts_without_any_answer_are_shown_as_they_were() -> None:
    (shown,) = published(merge([package(sound())])).rounds

    assert (shown.counted, shown.withheld, shown.since, shown.as_shown_on) == (10, "", "not here", "2026-05-12")
    beds = {picture.group: picture.spread.levels for picture in shown.items[0].pictures if picture.spread}
    assert beds == {"everyone": (3, 2, 1, 4), "everyone-else": (0, 0, 1, 4), "paid": (3, 2, 0, 0)}
    assert fault_in(sound()) is None


@pytest.mark.parametrize(
    ("made", "what"),
    [
        (lambda: sound(groups={"paid": PAID}), "shows one of its two groups alone"),
        (
            lambda: shown_counts("m-1", "k1shown", {BEDS: (1, 1, 0, 0)}, smallest=1),
            "counts fewer people than the smallest group, 3",
        ),
        (
            lambda: shown_counts(
                "m-1",
                "k1shown",
                {BEDS: (8, 0, 0, 0)},
                groups={"paid": {BEDS: (2, 0, 0, 0)}, "everyone-else": {BEDS: (6, 0, 0, 0)}},
            ),
            "counts fewer people than the smallest group, 3",
        ),
        (lambda: sound(groups={"paid": PAID, "everyone-else": PAID}), "counts other people than its groups together"),
        (lambda: sound(groups={"paid": PAID, "carer": OTHERS}), "counts a group that is not shown in this round"),
        (
            lambda: rows_of(sound(), lambda row: replace(row, not_sure=1) if row.item == "beds" else row),
            "does not count as many people as the rest of its record",
        ),
        (
            lambda: rows_of(sound(), lambda row: None if (row.item, row.group) == ("beds", "paid") else row),
            "does not count the same groups as the other items",
        ),
        (lambda: sound(people=[*TEN, "p11"]), "does not count as many people as the rest of its record"),
        (
            lambda: made_shown_counts(replace(sound().head, counted=("p1:a", "p1:b")), sound().pictures),
            "does not say whose answers are counted, each person once",
        ),
        (
            lambda: made_shown_counts(replace(sound().head, id="shown-k9other"), sound().pictures),
            "does not name the reveal that it belongs to",
        ),
    ],
)
def test_counts_that_do_not_keep_to_the_rule_are_refused_with_their_place(
    made: Callable[[], ShownCounts], what: str
) -> None:
    with pytest.raises(Refused) as refused:
        package(made())
    assert "counts.zip cannot be read: the table shown_counts, line " in str(refused.value)
    assert what in str(refused.value)


def test_counts_of_a_round_that_is_not_there_are_refused() -> None:
    with pytest.raises(Refused, match="belongs to the round"):
        package(sound(), revealed(TEN, id="m-2"))


def test_counts_without_their_reveal_are_not_shown() -> None:
    for reflection in (revealed(TEN, "k9other"), a_round(id="m-1", banks=(BANK,), revision="k1shown")):
        (shown,) = published(merge([package(sound(), reflection)])).rounds
        assert shown.items == ()


@pytest.mark.parametrize(("smallest", "groups"), [(5, 3), (6, 1), (10, 1), (11, 0)])
def test_a_stricter_guard_that_arrives_later_hides_what_no_longer_passes(smallest: int, groups: int) -> None:
    later = package(sound(), guards=(Guard("m-1", "private", smallest),))

    (shown,) = published(merge([package(sound()), later])).rounds

    seen = [picture for item in shown.items[:1] for picture in item.pictures if picture.spread]
    assert len(seen) == groups
    assert shown.withheld == {3: "", 1: "groups", 0: "all"}[groups]


def openly(many: int) -> ShownCounts:
    everyone = {BEDS: (many - 1, 1, 0, 0)}
    groups = {"staff": {BEDS: (many - 1, 0, 0, 0)}, "carer": {BEDS: (0, 1, 0, 0)}}
    return shown_counts("m-1", "k1shown", everyone, groups=groups, privacy="open")


def an_open_round(many: int) -> Reflection:
    return revealed([f"p{number}" for number in range(1, many + 1)], privacy="open", smallest_group=0)


def answers_of(many: int) -> tuple[Response, ...]:
    hats = ["staff"] * (many - 1) + ["carer"]
    given = [["never", "often"]] * (many - 1) + [["seldom", "often"]]
    return tuple(
        replace(one, id=f"p{number}", revision=f"p{number}a")
        for number, one in enumerate(people("m-1", hats, given, items=("beds", "tools")), 1)
    )


@pytest.mark.parametrize("many", [FEWEST_OPENLY - 1, FEWEST_OPENLY, 7])
@pytest.mark.parametrize("changed", [True, False])
def test_an_open_round_shows_each_perspective_until_somebody_changes_or_removes_answers(
    many: int, *, changed: bool
) -> None:
    stay = answers_of(many)[1:]
    again = (replace(answers_of(many)[0], revision="anew", replaces=("p1a",)),) if changed else ()
    gone = () if changed else (Withdrawn("p1", "m-1"),)
    whole = Records((an_open_round(many),), answers_of(many), shown_counts=openly(many).counts(), bank_files=(FILE,))

    (before,) = published(merge_records(whole)).rounds
    merged = merge_records(replace(whole, responses=(*again, *stay), withdrawn=gone))
    (after,) = published(merged).rounds

    assert [picture.group for picture in before.items[0].pictures if picture.spread] == [
        "everyone",
        "carer",
        "staff",
    ] or ({picture.group for picture in before.items[0].pictures if picture.spread} == {"everyone", "carer", "staff"})
    seen = [picture for item in after.items[:1] for picture in item.pictures if picture.spread]
    assert [picture.group for picture in seen] == (["everyone"] if many >= FEWEST_OPENLY else [])
    assert after.since == ("changed" if many >= FEWEST_OPENLY else "")
    handed_over = open_package(merged_package(merged)).records.shown_counts
    assert {row.group for row in handed_over} <= {"", "everyone"}


def test_the_cut_record_replaces_the_full_one_in_every_order() -> None:
    full = package(openly(7), an_open_round(7))
    gone = open_package(
        package_bytes(Records(rounds=(an_open_round(7),), withdrawn=(Withdrawn("p1", "m-1"),), bank_files=(FILE,)))
    )
    left = open_package(merged_package(merge([full, gone])))

    for packages in ([full, gone], [left, full], [full, left, gone], [left]):
        (record,) = shown_revisions(merge(packages).records.shown_counts)
        assert record == replace(cut(openly(7)))


def test_two_reveals_apart_wait_for_a_choice_and_the_other_goes_for_good() -> None:
    nine = TEN[:9]
    one = package(sound())
    fewer = {BEDS: (3, 2, 1, 3), TOOLS: (0, 0, 5, 4)}
    other = package(
        shown_counts("m-1", "k1other", fewer, people=nine, smallest=5), revealed(nine, "k1other", replaces=("k0first",))
    )

    both = merge([one, other])
    assert published(both).rounds[0].withheld == "in conflict"
    assert {conflict.record for conflict in both.conflicts} == {"m-1"}

    chosen = merge([one, other], keep=[("m-1", "k1other")])
    (shown,) = published(chosen).rounds
    assert (shown.counted, shown.items[0].pictures[0].spread and shown.items[0].pictures[0].spread.levels) == (
        9,
        (3, 2, 1, 3),
    )
    assert Withdrawn("shown-k1shown", "m-1") in chosen.records.withdrawn
    again = merge([open_package(merged_package(chosen)), one])
    assert {row.id for row in again.records.shown_counts} == {"shown-k1other"}


def test_two_reveals_of_other_people_stay_known_beside_the_one_that_is_chosen() -> None:
    others = [f"q{number}" for number in range(1, 7)]
    one = package(sound())
    other = package(
        shown_counts("m-1", "k1other", {BEDS: (6, 0, 0, 0), TOOLS: (6, 0, 0, 0)}, people=others, smallest=5),
        revealed(others, "k1other", replaces=("k0first",)),
    )

    chosen = merge([one, other], keep=[("m-1", "k1shown")])

    assert published(chosen).rounds[0].counted == 10
    assert {row.id for row in chosen.records.shown_counts} == {"shown-k1shown", "shown-k1other"}


def test_forgotten_counts_come_back_from_no_file() -> None:
    gone = Records(
        rounds=(revealed(TEN),),
        withdrawn=(Withdrawn("m-1", "m-1"), Withdrawn(all_shown_counts_of("m-1"), "m-1")),
        bank_files=(FILE,),
    )

    merged = merge([open_package(package_bytes(gone)), package(sound())])

    assert merged.records.shown_counts == ()
    assert published(merged).rounds[0].withheld == "forgotten"
    assert open_package(merged_package(merged)).records.shown_counts == ()


def test_a_version_that_does_not_know_them_carries_them_on_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    content = package_bytes(Records(rounds=(revealed(TEN),), shown_counts=sound().counts(), bank_files=(FILE,)))
    with monkeypatch.context() as older:
        known = tuple(table for table in VALUE_TABLES if table is not SHOWN_COUNTS)
        for module in (read, write, archive):
            older.setattr(module, "BY_PATH", {table.path: table for table in (*known, ANSWERS)}, raising=False)
            older.setattr(module, "VALUE_TABLES", known, raising=False)
        older_package = open_package(content)
        assert older_package.records.shown_counts == ()
        carried = merged_package(merge([older_package]))

    as_written, as_carried = (shown_revisions(open_package(each).records.shown_counts) for each in (content, carried))
    assert as_carried == as_written == (sound(),)
