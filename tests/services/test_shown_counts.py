"""What a reveal showed stays as it was shown, whatever becomes of the answers; nothing newer or finer is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coreflect.analysis import published
from coreflect.core.errors import Misuse
from coreflect.core.merging.importing import Decided, PeopleCount
from coreflect.core.merging.shown_counts import fault_in, shown_revisions
from coreflect.core.model import Records, Withdrawn
from coreflect.core.texts.results import as_shown, kept_back_sentence
from coreflect.core.texts.versions import neither_is_shown
from coreflect.package.merge import merge
from coreflect.package.read import open_package
from coreflect.package.write import flat_rows, write_package
from coreflect.services.forgetting import forget
from tests.support.builders.shown_counts import ROUND, SEVEN, LookedAt, looked_at, spread_of
from tests.support.builders.workspaces import FILES, folder_of, kept_round


@pytest.fixture
def room(tmp_path: Path) -> LookedAt:
    room = looked_at(tmp_path / "w")
    room.answer(SEVEN)
    return room


def test_a_reveal_stores_what_it_shows_and_whose_answers_that_are(room: LookedAt) -> None:
    shown = room.reveal()

    (record,) = room.stored
    assert record.head.reveal == room.workspace.round(ROUND).revision
    assert dict(record.people) == dict(zip(shown.counted_responses, shown.counted_revisions, strict=True))
    assert {row.item: row.levels for row in record.pictures} == {
        item.item: item.pictures[0].spread.levels for item in shown.items if item.pictures[0].spread
    }
    assert {row.group for row in record.pictures} == {"everyone"}
    assert fault_in(record) is None
    assert room.look() == shown


def test_once_somebody_has_taken_answers_out_the_counts_stay_and_say_since_when(room: LookedAt) -> None:
    before = room.reveal()

    room.take_out(3)

    after = room.look()
    assert spread_of(after) == spread_of(before)
    assert (after.finished, after.counted) == (7, 7)
    assert as_shown(after) == (
        "As shown on 12 May 2026. Someone has since changed or removed answers; newer counts are not shown."
    )
    assert b"kresponse3" not in b"".join(path.read_bytes() for path in folder_of(room.workspace).responses.iterdir())


def test_once_somebody_has_changed_answers_there_are_no_further_counts(room: LookedAt) -> None:
    before = room.reveal()
    room.take_out(1)
    room.answer(["never"] * 6, start=20)

    assert room.reveal() == room.look()
    assert spread_of(room.look()) == spread_of(before)
    assert len(room.stored) == 1


def test_enough_people_who_come_later_make_new_counts_and_those_of_before_stay_known(room: LookedAt) -> None:
    room.reveal()
    room.answer(["never"] * 5, start=20)

    later = room.reveal()

    assert later.counted == 12
    assert sorted(len(record.people) for record in room.stored) == [7, 12]
    room.take_out(1)
    assert spread_of(room.look()) == spread_of(later)


def test_a_forgotten_round_keeps_its_counts_and_no_answer(room: LookedAt) -> None:
    before = room.reveal()

    forget(room.services, room.workspace.round(ROUND))

    after = room.look()
    assert spread_of(after) == spread_of(before)
    assert kept_back_sentence(after) == (
        "As shown on 12 May 2026. The single answers have been removed since, as agreed. "
        "We show no groups here, to protect people."
    )
    assert room.workspace.records().responses == ()
    exported = room.export().records
    assert exported.responses == ()
    assert {row.id for row in exported.shown_counts} == {record.id for record in room.stored}


def test_forgetting_the_counts_too_is_for_good(room: LookedAt) -> None:
    room.reveal()
    file = room.root.parent / "before.zip"
    room.services.packages.export().write_package(str(file))

    forget(room.services, room.workspace.round(ROUND), counts_too=True)

    assert list(folder_of(room.workspace).shown_counts.iterdir()) == []
    assert room.look().withheld == "forgotten"
    room.services.imports.import_files([str(file)])
    assert room.look().withheld == "forgotten"
    assert room.export().records.shown_counts == ()


def test_counts_can_go_after_the_answers_have(room: LookedAt) -> None:
    room.reveal()
    forget(room.services, room.workspace.round(ROUND))

    forget(room.services, room.workspace.round(ROUND), counts_too=True)

    assert (room.look().withheld, room.stored) == ("forgotten", ())


def test_an_export_brings_the_counts_to_another_laptop(room: LookedAt, tmp_path: Path) -> None:
    before = room.reveal()
    room.take_out(2)
    file = tmp_path / "export.zip"
    room.services.packages.export().write_package(str(file))

    other = looked_at(tmp_path / "other")
    other.services.imports.import_files([str(file)])

    assert spread_of(other.look()) == spread_of(before)
    assert as_shown(other.look()) == as_shown(room.look())


@pytest.mark.parametrize("was_revealed", [False, True])
def test_answers_that_come_again_under_another_revision_are_counted_once(
    room: LookedAt, tmp_path: Path, *, was_revealed: bool
) -> None:
    before = room.reveal() if was_revealed else None
    records = room.workspace.records(None)
    again = tuple(replace(response, revision=f"b{response.revision}") for response in records.responses)
    write_package(replace(records, responses=again), tmp_path / "again.zip")

    seen = room.services.imports.import_files([str(tmp_path / "again.zip")]).preview

    assert (seen.conflicts, [each.people for each in seen.rounds]) == ((), [PeopleCount(same=len(SEVEN))])
    shown = room.reveal()
    assert (shown.counted, shown.finished) == (len(SEVEN), len(SEVEN))
    assert before is None or (spread_of(shown), shown.since) == (spread_of(before), "")
    exported = room.services.packages.export().merged
    assert exported.conflicts == ()
    assert len(exported.records.responses) == 2 * len(SEVEN)
    assert len({row[7] for row in flat_rows(exported)}) == len(SEVEN)


@pytest.mark.parametrize("what", ["export", "take out", "reveal", "forget"])
def test_a_workspace_from_before_keeps_what_was_shown_before_anything_changes(room: LookedAt, what: str) -> None:
    before = room.reveal()
    room.forget_shown_counts()
    assert spread_of(room.look()) == spread_of(before)

    if what == "export":
        assert {row.round for row in room.export().records.shown_counts} == {ROUND}
    if what == "reveal":
        room.reveal()
    if what == "take out":
        room.take_out(4)
    if what == "forget":
        forget(room.services, room.workspace.round(ROUND))

    (record,) = room.stored
    assert record.people.keys() == {f"kresponse{number}" for number in range(1, 8)}
    assert spread_of(room.look()) == spread_of(before)


def test_a_round_from_before_in_which_answers_had_changed_gets_no_counts(room: LookedAt) -> None:
    room.reveal()
    room.forget_shown_counts()
    room.workspace.withdraw(ROUND, "kresponse1")

    assert room.look().items == ()
    assert room.export().records.shown_counts == ()
    assert room.stored == ()


def test_counts_of_a_reveal_that_never_was_are_neither_shown_nor_handed_over_and_go(room: LookedAt) -> None:
    room.reveal()
    (record,) = room.stored
    running = looked_at(room.root.parent / "again")
    running.answer(SEVEN)
    running.workspace.save_shown_counts(record)

    assert running.look().withheld == "not revealed"
    assert running.stored == ()
    assert running.export().records.shown_counts == ()
    running.answer(["never"], start=8)
    assert running.reveal().counted == 8
    assert len(list(folder_of(running.workspace).shown_counts.iterdir())) == 1


def test_counts_alone_hold_no_answer_and_say_the_same_to_a_programme(room: LookedAt, tmp_path: Path) -> None:
    before = room.reveal()
    facts = room.export().records.rounds
    file = tmp_path / "counts.zip"
    room.services.packages.export_counts().write_package(str(file))

    package = open_package(file)

    assert package.records.rounds == facts
    assert (package.records.responses, package.records.notes, package.records.room) == ((), (), ())
    assert not package.answers
    (shown,) = published(merge([package]), release=True).rounds
    assert [item.pictures[0].spread for item in shown.items] == [item.pictures[0].spread for item in before.items]
    assert as_shown(shown) == "As shown on 12 May 2026."


def test_counts_alone_of_what_nobody_was_shown_are_refused(room: LookedAt) -> None:
    with pytest.raises(Misuse, match="No counts were shown yet"):
        room.services.packages.export_counts()


def test_the_undo_of_an_import_never_counts_again_what_somebody_took_out(room: LookedAt, tmp_path: Path) -> None:
    other = looked_at(tmp_path / "other")
    other.answer(SEVEN[:2])
    files = [tmp_path / "first.zip", tmp_path / "second.zip"]
    other.services.packages.export().write_package(str(files[0]))
    other.take_out(1)
    other.services.packages.export().write_package(str(files[1]))
    here = looked_at(tmp_path / "here")
    for file in files:
        here.services.imports.import_files([str(file)])
    assert here.services.results.turnout(ROUND).finished == 1

    here.services.imports.undo()

    assert here.services.results.turnout(ROUND).finished == 1
    here.services.imports.undo()
    assert here.services.results.turnout(ROUND).finished == 0
    here.services.imports.import_files([str(files[0])])
    assert here.services.results.turnout(ROUND).finished == 1
    assert here.services.imports.last() is not None


def test_a_stricter_guard_that_an_import_brought_outlives_its_undo(room: LookedAt, tmp_path: Path) -> None:
    room.reveal()
    strict = replace(kept_round(), revision="k0strict", replaces=(kept_round().revision,), smallest_group=8)
    file = tmp_path / "strict.zip"
    write_package(Records(rounds=(strict,), bank_files=FILES), file)
    room.services.imports.import_files([str(file)])
    room.services.imports.undo()

    assert (room.look().smallest_group, room.look().withheld) == (8, "all")


def test_a_workspace_from_before_keeps_what_was_shown_before_an_import_changes_it(
    room: LookedAt, tmp_path: Path
) -> None:
    before = room.reveal()
    room.forget_shown_counts()
    gone = Records(rounds=room.workspace.rounds(), withdrawn=(Withdrawn("kresponse7", ROUND),), bank_files=FILES)
    write_package(gone, tmp_path / "less.zip")

    room.services.imports.import_files([str(tmp_path / "less.zip")])

    (record,) = room.stored
    assert len(record.people) == 7
    assert spread_of(room.look()) == spread_of(before)
    assert room.look().since == "changed"


def test_what_is_finer_than_everyone_goes_from_the_disk_when_an_import_changes_an_open_round(tmp_path: Path) -> None:
    here = looked_at(tmp_path / "here", privacy="open", smallest_group=0)
    here.answer(SEVEN[:4])
    here.answer(SEVEN[4:], start=5, perspective="staff")
    here.reveal()
    whole, less = tmp_path / "whole.zip", tmp_path / "less.zip"
    here.services.packages.export().write_package(str(whole))
    gone = Records(rounds=here.export().records.rounds, withdrawn=(Withdrawn("kresponse7", ROUND),), bank_files=FILES)
    write_package(gone, less)
    assert {row.group for row in here.stored[0].pictures} == {"everyone", "carer", "staff"}

    here.services.imports.import_files([str(less)])

    assert {row.group for row in here.stored[0].pictures} == {"everyone"}
    assert [picture.group for picture in here.look().items[0].pictures if picture.spread] == ["everyone"]
    assert as_shown(here.look()).startswith("As shown on 12 May 2026. Someone has since")
    assert {row.group for row in here.export().records.shown_counts} == {"", "everyone"}


def test_a_reveal_of_too_few_shows_nothing_and_fixes_no_groups(tmp_path: Path) -> None:
    here = looked_at(tmp_path / "here")
    here.answer(SEVEN[:3])
    assert here.reveal().items == ()
    assert here.stored == ()
    here.answer(["always"] * 5, start=10, perspective="staff")

    assert here.reveal().sides == ("lived", "paid")


def two_that_showed_apart(tmp_path: Path) -> tuple[LookedAt, LookedAt, Path]:
    """Two laptops that showed one round apart, the first with one person more, and what the second hands over."""
    other, here = looked_at(tmp_path / "other"), looked_at(tmp_path / "here")
    for laptop, people in ((other, SEVEN[:6]), (here, SEVEN)):
        laptop.answer(people)
        laptop.reveal()
    file = tmp_path / "other.zip"
    other.services.packages.export().write_package(str(file))
    return here, other, file


@pytest.mark.parametrize("from_before", [False, True])
def test_a_laptop_on_which_other_counts_are_chosen_shows_neither(tmp_path: Path, *, from_before: bool) -> None:
    here, other, file = two_that_showed_apart(tmp_path)
    if from_before:
        here.forget_shown_counts()
    keep = ((ROUND, other.workspace.round(ROUND).revision),)

    remarks = here.services.imports.import_files([str(file)], Decided(keep=keep)).preview.remarks

    assert neither_is_shown(here.workspace.round(ROUND)) in remarks
    assert (here.look().items, here.look().withheld) == ((), "all")
    assert here.reveal().items == ()
    assert {row.head.reveal for row in shown_revisions(here.export().records.shown_counts)} == {keep[0][1]}


def test_a_laptop_that_hears_that_other_counts_were_chosen_shows_neither(tmp_path: Path) -> None:
    here, other, file = two_that_showed_apart(tmp_path)
    keep = ((ROUND, here.workspace.round(ROUND).revision),)
    assert here.services.imports.import_files([str(file)], Decided(keep=keep)).preview.remarks == ()
    decided = tmp_path / "decided.zip"
    here.services.packages.export().write_package(str(decided))

    remarks = other.services.imports.import_files([str(decided)]).preview.remarks

    assert remarks == (neither_is_shown(other.workspace.round(ROUND)),)
    assert (here.look().counted, other.look().withheld) == (7, "all")
    third = looked_at(tmp_path / "third")
    third.services.imports.import_files([str(decided), str(file)])
    assert spread_of(third.look()) == spread_of(here.look())
