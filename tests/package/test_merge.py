"""What a merge keeps, drops, names and counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.errors import Misuse, Refused
from coreflect.core.model import Alias, Guard, Records, Withdrawn
from coreflect.core.texts.packages import alike_lines
from coreflect.package.merge import merge, merge_records, merged_package
from coreflect.package.package import Conflict, MergedPackages, Package, Tally
from coreflect.package.read import open_package, read_records
from coreflect.package.subset import select_rounds
from coreflect.package.write import flat_rows, package_bytes
from tests.support.builders.packages import (
    BANK_FILE,
    ROUND,
    action,
    files_in,
    hands,
    note,
    records,
    reflection,
    relisted,
    response,
)


def package(name: str = "a.zip", **changes: object) -> Package:
    return open_package(package_bytes(records(**changes)), name)


def answers(merged: MergedPackages) -> list[tuple[str, str]]:
    frame = merged.answers
    return sorted(set(zip(frame["response"].astype(str), frame["answer"].astype(str), strict=True)))


def tally(merged: MergedPackages) -> Tally:
    (one,) = merged.report.tallies
    return one


def test_two_packages_become_one_with_the_people_of_both() -> None:
    found = merge([package(responses=(response("p1"),)), package(responses=(response("p2", "not-yet"),))])
    assert answers(found) == [("p1", "started"), ("p2", "not-yet")]
    assert [one.id for one in found.records.responses] == ["p1", "p2"]
    assert all(one.answers == () for one in found.records.responses)


def test_two_people_with_equal_answers_are_two_people() -> None:
    found = merge([package(responses=(response("p1"), response("p2")))])
    assert len(found.answers) == 6


def test_the_answers_of_a_corrected_response_are_counted_once() -> None:
    corrected = response("p1", "everywhere", revision="p1b", replaces=("p1a",))
    found = merge([package(responses=(response("p1"),)), package(responses=(corrected,))])
    assert answers(found) == [("p1", "everywhere")]
    assert (tally(found).new, tally(found).replaced, tally(found).same) == (2, 1, 1)


def test_two_versions_that_say_the_same_are_read_as_one_and_passed_on_as_two() -> None:
    again = response("p1", revision="p0z")
    parts = [package(responses=(response("p1"),)), package("b.zip", responses=(again,))]
    found = merge(parts)
    assert (found.conflicts, tally(found).in_conflict, tally(found).new) == ((), 0, 3)
    assert [one.revision for one in found.records.responses] == ["p0z", "p1a"]
    assert [one.revision for one in found.as_read.records.responses] == ["p0z"]
    assert len(list(flat_rows(found))) == 3
    written = merged_package(found)
    assert [one.revision for one in read_records(written).responses] == ["p0z", "p1a"]
    assert merged_package(merge([open_package(written, "c.zip"), *parts])) == written


def test_of_two_versions_that_say_the_same_the_one_that_was_counted_is_read() -> None:
    shown = reflection(state="revealed", counted=("p1",), counted_as=("p1a",))
    found = merge([package(rounds=(shown,), responses=(response("p1"), response("p1", revision="p0z")))])
    assert [one.revision for one in found.as_read.records.responses] == ["p1a"]


def test_a_third_version_that_says_something_else_conflicts_with_one_of_them() -> None:
    versions = (response("p1"), response("p1", revision="p0z"), response("p1", "everywhere", revision="p1c"))
    found = merge([package(responses=versions)])
    assert [one.revisions for one in found.conflicts] == [("p0z", "p1c")]
    assert list(flat_rows(found)) == []
    ended = merge([package(responses=versions)], keep=[("p1", "p1c")])
    assert (ended.conflicts, answers(ended)) == ((), [("p1", "everywhere")])
    assert ended.records.responses[0].replaces == ("p0z", "p1a", "p1c")


def test_versions_differ_where_only_answers_or_unknown_columns_do() -> None:
    other = response("p1", "everywhere", revision="p1b")
    assert len(merge([package(responses=(response("p1"), other))]).conflicts) == 1
    files = files_in(package_bytes(records(responses=(response("p1"), response("p1", revision="p1b")))))
    for table, rows in (("responses.csv", ("p1,p1a,", "p1,p1b,")), ("answers.csv", ("p1,p1a,", "p1,p1b,"))):
        wider = dict(files)
        lines = wider[table].decode().splitlines()
        ends = {rows[0]: "warm", rows[1]: "cold"}
        wider[table] = "".join(
            f"{line},{'mood' if not at else next(ends[start] for start in rows if line.startswith(start))}\n"
            for at, line in enumerate(lines)
        ).encode()
        assert len(merge([open_package(relisted(wider), "a.zip")]).conflicts) == 1
    assert merge([open_package(relisted(files), "a.zip")]).conflicts == ()


def test_a_withdrawn_response_takes_its_answers_and_its_open_notes_along() -> None:
    notes = (note("n1", response="p1"), note("n2", response="p2"), note("n3"))
    gone = package("b.zip", withdrawn=(Withdrawn("p1", ROUND),))
    found = merge([package(responses=(response("p1"), response("p2")), notes=notes), gone])
    assert answers(found) == [("p2", "started")]
    assert [one.id for one in found.records.notes] == ["n2", "n3"]
    assert tally(found).withdrawn == 2


def test_what_is_withdrawn_never_comes_back() -> None:
    old = package("old.zip", responses=(response("p1"),))
    after = merged_package(merge([old, package("b.zip", withdrawn=(Withdrawn("p1", ROUND),))]))
    assert merge([open_package(after, "after.zip"), old]).records.responses == ()
    assert merged_package(merge([old, open_package(after, "after.zip")])) == after


def test_counts_of_the_room_are_replaced_as_a_whole() -> None:
    again = tuple(replace(one, revision="h1b", replaces=("h1a",)) for one in hands("h1", everywhere=5))
    found = merge([package(room=hands("h1", started=3, not_yet=2)), package(room=again)])
    assert [(one.answer, one.count) for one in found.records.room] == [("everywhere", 5)]


def test_two_laptops_that_counted_differently_are_in_conflict() -> None:
    other = tuple(replace(one, revision="h1b") for one in hands("h1", started=4))
    found = merge([package(room=hands("h1", started=3)), package(room=other)])
    assert found.conflicts == (Conflict("room", "h1", ROUND, ("h1a", "h1b")),)
    assert len(found.records.room) == 2


def test_both_versions_of_a_response_in_conflict_are_kept_with_their_answers() -> None:
    other = response("p1", "everywhere", revision="p1b")
    found = merge([package(responses=(response("p1"),)), package("b.zip", responses=(other,))])
    assert found.conflicts == (Conflict("responses", "p1", ROUND, ("p1a", "p1b")),)
    assert answers(found) == [("p1", "everywhere"), ("p1", "started")]
    assert tally(found).in_conflict == 2


def test_to_keep_one_version_ends_the_conflict_here_and_everywhere() -> None:
    packages = [
        package("a.zip", responses=(response("p1"),)),
        package("b.zip", responses=(response("p1", "everywhere", revision="p1b"),)),
    ]
    mine = merge(packages, keep=[("p1", "p1b")])
    theirs = merge(packages[::-1], keep=[("p1", "p1b")])
    assert mine.conflicts == ()
    assert answers(mine) == [("p1", "everywhere")]
    both = merge([open_package(merged_package(one), "x.zip") for one in (mine, theirs)] + packages)
    assert both.conflicts == ()
    assert merged_package(both) == merged_package(mine)


def test_a_decision_does_not_change_what_was_decided_of_another_record_with_the_same_revisions() -> None:
    packages = [
        package("a.zip", responses=tuple(response(p, "started", revision="r1") for p in ("p1", "p2"))),
        package("b.zip", responses=tuple(response(p, "not-yet", revision="r2") for p in ("p1", "p2"))),
    ]
    found = merge(packages, keep=[("p1", "r1")])
    assert [one.record for one in found.conflicts] == ["p2"]
    assert answers(found) == [("p1", "started"), ("p2", "not-yet"), ("p2", "started")]


def test_to_decide_otherwise_afterwards_is_a_new_conflict() -> None:
    packages = [
        package("a.zip", actions=(action(),)),
        package("b.zip", actions=(action(revision="a1b", what="Paint it"),)),
    ]
    decided = [
        open_package(merged_package(merge(packages, keep=[("a1", kept)])), f"{kept}.zip") for kept in ("a1a", "a1b")
    ]
    assert len(merge(decided).conflicts) == 1


@pytest.mark.parametrize(
    ("keep", "said"),
    [
        ([("p9", "p1a")], "There is no record p9 here"),
        ([("p1", "p1z")], "p1 has no version p1z to choose from"),
        ([("p1", "p1a"), ("p1", "p1b")], "versions of one record"),
    ],
)
def test_what_cannot_be_kept_is_said(keep: list[tuple[str, str]], said: str) -> None:
    other = response("p1", "everywhere", revision="p1b")
    with pytest.raises(Misuse, match=said):
        merge([package(responses=(response("p1"),)), package(responses=(other,))], keep=keep)


def test_to_keep_what_is_in_no_conflict_changes_nothing_and_says_so() -> None:
    one = package(responses=(response("p1"),))
    found = merge([one], keep=[("p1", "p1a")])
    assert found.report.remarks == ("p1 is not in two versions, so nothing was changed in it.",)
    assert merged_package(found) == merged_package(merge([one]))


def test_one_revision_with_two_contents_is_refused_with_both_files() -> None:
    with pytest.raises(Refused, match=r"a\.zip and b\.zip hold n1 in the table notes with two contents"):
        merge([package("a.zip", notes=(note(),)), package("b.zip", notes=(note(text="Other words."),))])


def test_one_revision_with_two_sets_of_answers_is_refused_with_both_files() -> None:
    with pytest.raises(Refused, match=r"a\.zip and b\.zip hold different answers under one revision of p1"):
        merge([package("a.zip", responses=(response(),)), package("b.zip", responses=(response(answer="not-yet"),))])


def test_one_revision_with_fewer_answers_in_one_file_is_refused() -> None:
    fewer = response(answers=response().answers[:2])
    with pytest.raises(Refused, match="different answers under one revision of p1"):
        merge([package("a.zip", responses=(response(),)), package("b.zip", responses=(fewer,))])


def test_revisions_that_replace_one_another_in_a_circle_are_refused() -> None:
    with pytest.raises(Refused, match=r"a\.zip and b\.zip hold revisions of n1 .* in a circle"):
        merge(
            [
                package("a.zip", notes=(note(revision="r1", replaces=("r2",)),)),
                package("b.zip", notes=(note(revision="r2", replaces=("r1",)),)),
            ]
        )


def test_a_package_that_comes_twice_adds_nothing() -> None:
    one = package(responses=(response("p1"), response("p2")), notes=(note(),))
    twice = merge([one, replace(one, name="again.zip")])
    assert merged_package(twice) == merged_package(merge([one]))
    assert (tally(twice).new, tally(twice).same) == (4, 4)
    assert twice.report.files == ("a.zip", "again.zip")
    assert twice.report.read == (4, 4)


def test_banks_of_all_packages_travel_on() -> None:
    found = merge([package(), package("b.zip")])
    assert found.records.bank_files == (BANK_FILE,)


def test_any_revision_that_says_private_makes_the_round_private_and_it_is_said() -> None:
    opened = package("a.zip", rounds=(reflection(revision="k2", replaces=("k1",)),))
    private = package("b.zip", rounds=(reflection(revision="k1", privacy="private", smallest_group=5),))
    found = merge([opened, private])
    assert found.records.guards == (Guard(ROUND, "private", 5),)
    assert [one.revision for one in found.records.rounds] == ["k2"]
    (remark,) = found.report.remarks
    assert "Mill Lane, 2026-05-12: its versions differ on who may see single answers" in remark
    assert "without names, smallest group 5" in remark


def test_no_resolution_loosens_privacy() -> None:
    packages = [
        package("a.zip", rounds=(reflection(revision="k1"),)),
        package("b.zip", rounds=(reflection(revision="k2", privacy="private", smallest_group=5),)),
    ]
    found = merge(packages, keep=[(ROUND, "k1")])
    (left,) = found.records.rounds
    assert (left.privacy, left.smallest_group) == ("private", 5)


def test_team_names_that_look_alike_are_named_once_and_not_when_they_are_declared_the_same() -> None:
    other = reflection(id="mill-lan-2026-05-13-xyz", team="mill-lan", team_name="Mill Lan", date="2026-05-13")
    packages = [package("a.zip"), package("b.zip", rounds=(other,))]
    report = merge(packages).report
    assert [*alike_lines(report.similar, in_workspace=False)] == [
        "Mill Lan and Mill Lane look like one team. If so, merge with --same-team mill-lane=mill-lan"
    ]
    assert merge(packages, aliases=[Alias("team", "mill-lan", "mill-lane")]).report.similar == report.remarks == ()


@pytest.mark.parametrize("name", ["Team 2", "Quay House", "Mill Lane 2"])
def test_names_that_differ_in_their_number_or_by_much_are_not_named(name: str) -> None:
    own = "Team 1" if name.startswith("Team") else "Mill Lane"
    other = reflection(id="other-round", team="other", team_name=name)
    found = merge([package("a.zip", rounds=(reflection(team_name=own),)), package("b.zip", rounds=(other,))])
    assert found.report.similar == ()


def test_a_round_that_two_laptops_set_up_is_named() -> None:
    packages = [package("a.zip"), package("b.zip", rounds=(reflection(id="mill-lane-2026-05-12-zzzzzz"),))]
    (remark,) = alike_lines(merge(packages).report.similar, in_workspace=False)
    assert f"--same-round mill-lane-2026-05-12-zzzzzz={ROUND}" in remark
    alias = Alias("round", "mill-lane-2026-05-12-zzzzzz", ROUND)
    assert merge(packages, aliases=[alias]).report.remarks == ()


def test_an_alias_travels_on() -> None:
    alias = Alias("team", "mill-ln", "mill-lane")
    after = open_package(merged_package(merge([package()], aliases=[alias])), "after.zip")
    assert merge([after, package("b.zip")]).records.aliases == (alias,)


def test_a_workspaces_own_records_are_merged_with_what_was_brought_in() -> None:
    own = records(responses=(response("p1"),))
    found = merge_records(own, [package(responses=(response("p2"),))])
    assert [one.id for one in found.records.responses] == ["p1", "p2"]
    assert found.report.files == ("this workspace", "a.zip")


def test_nothing_at_all_merges_to_nothing() -> None:
    found = merge_records(Records())
    assert found.records.rounds == ()
    assert read_records(merged_package(found), "x.zip") == Records()


def test_a_part_of_a_merge_holds_all_of_its_rounds_and_nothing_else() -> None:
    quay = reflection(id="quay-2026-05-12-xyz", team="quay", team_name="Quay")
    found = merge(
        [
            package(responses=(response("p1"),), notes=(note("n1"),), withdrawn=(Withdrawn("p8", ROUND),)),
            package(
                rounds=(quay,),
                responses=(response("p2", round=quay.id),),
                notes=(note("n2", round=quay.id),),
                withdrawn=(Withdrawn("p9", quay.id),),
            ),
        ],
        aliases=[Alias("team", "quai", "quay")],
    )
    part = read_records(merged_package(select_rounds(found, {quay.id})), "part.zip")
    assert [one.id for one in part.rounds] == [quay.id]
    assert [one.id for one in part.responses] == ["p2"]
    assert len(part.responses[0].answers) == 3
    assert [one.id for one in part.notes] == ["n2"]
    assert [one.record for one in part.withdrawn] == ["p9"]
    assert [one.round for one in part.guards] == [quay.id]
    assert part.aliases == (Alias("team", "quai", "quay"),)
    assert select_rounds(found, {ROUND}).records.aliases == ()
