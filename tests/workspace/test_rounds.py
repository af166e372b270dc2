"""Rounds on disk: whole with their questions, never written over by another's facts, their protection only growing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coreflect.core.banks.bank import BankFile
from coreflect.core.errors import Damaged, Misuse, NotSaved, Refused
from coreflect.core.model import Guard, Records, Reflection
from coreflect.core.reflections.rounds import mended
from coreflect.core.small_groups import Release
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.import_history import ImportHistory
from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import (
    FILES,
    FaultySystem,
    a_workspace,
    begun,
    files_in,
    finished_in,
    folder_of,
    kept_round,
    reopened,
    use_system,
)


def test_a_round_comes_back_with_its_banks_in_every_wording(tmp_path: Path) -> None:
    workspace = reopened(a_workspace(tmp_path / "w").root)
    assert workspace.rounds() == (kept_round(),)
    assert workspace.round(kept_round().id) == kept_round()
    (bank,) = workspace.banks(kept_round().id)
    assert bank.id == "tiny"
    assert [wording for wording, _ in bank.wordings] == ["standard", "plain", "cy"]
    assert workspace.faults() == ()


def test_rounds_stand_newest_first(tmp_path: Path) -> None:
    rounds = [
        kept_round(id=f"mill-lane-{name}", date=day)
        for name, day in (("a", "2026-05-12"), ("b", "2026-11-02"), ("c", "2025-01-01"))
    ]
    workspace = a_workspace(tmp_path / "w", *rounds)
    assert [reflection.date for reflection in workspace.rounds()] == ["2026-11-02", "2026-05-12", "2025-01-01"]


@pytest.mark.parametrize("round_id", ["nowhere-2026-05-12-bcdfgh", "../w", "a/b", "", "CON", "con", ".", "x" * 300])
def test_a_round_that_is_not_there_is_said(tmp_path: Path, round_id: str) -> None:
    with pytest.raises(Misuse):
        a_workspace(tmp_path / "w").round(round_id)


@pytest.mark.parametrize("round_id", ["../elsewhere", "a/b", "A", "con", "a.b", ""])
def test_no_id_leads_out_of_the_workspace(tmp_path: Path, round_id: str) -> None:
    workspace = reopened(tmp_path / "w")
    with pytest.raises(Misuse):
        workspace.save_round(kept_round(id=round_id), FILES)
    assert list(tmp_path.iterdir()) == []


def test_mended_facts_replace_the_earlier_ones_without_the_files_of_the_banks(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    later = mended(kept_round(), {"about": "the garden"}, SystemIds())
    workspace.save_round(later, ())
    assert reopened(workspace.root).rounds() == (later,)
    assert workspace.faults() == ()


def test_facts_that_two_places_changed_are_both_kept_and_said(tmp_path: Path) -> None:
    first = a_workspace(tmp_path / "w")
    second = reopened(first.root)
    here = mended(first.round(kept_round().id), {"about": "the garden"}, SystemIds())
    there = mended(second.round(kept_round().id), {"about": "the kitchen"}, SystemIds())
    first.save_round(here, ())
    second.save_round(there, ())
    fresh = reopened(first.root)
    assert fresh.round(here.id) == here
    assert set(fresh.records().rounds) == {here, there}
    (said,) = fresh.faults()
    assert "was changed in two places" in said


def test_facts_that_replace_both_end_the_two_versions(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    here = mended(kept_round(), {"about": "the garden"}, SystemIds())
    there = mended(kept_round(), {"about": "the kitchen"}, SystemIds())
    workspace.save_round(here, ())
    workspace.save_round(there, ())
    settled = replace(here, revision="ksettled", replaces=(*here.replaces, here.revision, there.revision))
    workspace.save_round(settled, ())
    assert workspace.records().rounds == (settled,)
    assert workspace.faults() == ()


def test_keeping_the_same_facts_again_changes_nothing(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    before = files_in(workspace.root)
    workspace.save_round(kept_round(), FILES)
    assert files_in(workspace.root) == before


def test_the_same_revision_with_other_facts_is_refused(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    before = files_in(workspace.root)
    with pytest.raises(Refused):
        workspace.save_round(kept_round(about="something else"), FILES)
    assert files_in(workspace.root) == before


def test_a_round_whose_questions_are_not_given_is_not_kept(tmp_path: Path) -> None:
    workspace = reopened(tmp_path / "w")
    with pytest.raises(Damaged, match="missing"):
        workspace.save_round(kept_round(), FILES[:1])
    assert workspace.rounds() == ()


def test_a_bank_file_that_is_not_the_one_named_is_refused(tmp_path: Path) -> None:
    workspace = reopened(tmp_path / "w")
    with pytest.raises(Refused):
        workspace.save_round(kept_round(), [BankFile(FILES[0].name, b"format = 1"), FILES[1]])
    assert workspace.rounds() == ()


def test_altered_questions_are_damaged_and_an_invitation_brings_them_anew(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    invitation = workspace.records_of_invitation(kept_round().id)
    path = folder_of(workspace).banks / FILES[0].name
    path.write_bytes(FILES[0].content + b"# added")
    with pytest.raises(Damaged, match="were changed"):
        workspace.banks(kept_round().id)
    workspace.save_rounds(invitation)
    assert workspace.banks(kept_round().id)[0].id == "tiny"


def test_a_round_whose_questions_are_damaged_is_left_out_and_named_when_all_are_asked_for(tmp_path: Path) -> None:
    other = kept_round(id="other-2026-05-12-bcdfgh")
    workspace = a_workspace(tmp_path / "w", kept_round(), other)
    (workspace.root / "rounds" / other.id / "banks" / FILES[0].name).unlink()
    assert workspace.records().rounds == (kept_round(),)
    assert any("missing" in said for said in workspace.faults())
    with pytest.raises(Damaged, match="missing"):
        workspace.records([other.id])


def test_a_damaged_round_is_named_and_passed_over_and_left_alone(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", kept_round(), kept_round(id="other-2026-05-12-bcdfgh"))
    path = workspace.root / "rounds" / "other-2026-05-12-bcdfgh" / "round.json"
    path.write_bytes(path.read_bytes()[:50])
    before = files_in(workspace.root)
    fresh = reopened(workspace.root)
    assert fresh.rounds() == (kept_round(),)
    (said,) = fresh.faults()
    assert "other-2026-05-12-bcdfgh/round.json cannot be read" in said
    with pytest.raises(Damaged):
        fresh.round("other-2026-05-12-bcdfgh")
    assert files_in(workspace.root) == before


def test_a_fault_is_no_longer_named_once_it_is_gone(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    path = folder_of(workspace).reflection
    good = path.read_bytes()
    path.write_bytes(b"")
    assert workspace.rounds() == ()
    assert len(workspace.faults()) == 1
    path.write_bytes(good)
    assert workspace.faults() == ()


def test_a_file_that_holds_another_round_than_its_folder_says_is_damaged(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    folder_of(workspace).path.rename(workspace.root / "rounds" / "another-2026-05-12-bcdfgh")
    fresh = reopened(workspace.root)
    assert fresh.rounds() == ()
    assert len(fresh.faults()) == 1


def test_answers_whose_round_has_not_arrived_yet_are_named(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    finished_in(workspace)
    folder_of(workspace).reflection.unlink()
    fresh = reopened(workspace.root)
    assert fresh.rounds() == ()
    assert "it may still be on its way here" in fresh.faults()[0]


def test_a_drive_that_is_taken_away_is_named(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    workspace.root.rename(tmp_path / "away")
    assert workspace.rounds() == ()
    (said,) = workspace.faults()
    assert "is not there any more" in said
    with pytest.raises(Damaged, match="is not there any more"):
        workspace.round(kept_round().id)


@pytest.mark.parametrize("shared", [True, False])
def test_a_folder_that_has_gone_is_not_made_once_more_and_nothing_of_it_is_lost(tmp_path: Path, shared: bool) -> None:
    workspace = a_workspace(tmp_path / "w", shared=shared)
    before = files_in(workspace.root)
    workspace.root.rename(tmp_path / "away")
    other = kept_round(id="other-2026-05-12-bcdfgh", revision="other1")
    history = ImportHistory(workspace)
    saves: tuple[Callable[[], object], ...] = (
        lambda: workspace.save_round(other, FILES),
        lambda: workspace.save_rounds(Records(rounds=(other,), bank_files=FILES)),
        lambda: history.add(b"x", "a", history.import_state()),
        lambda: workspace.releases.remember((Release(other.id, {}, {}),)),
    )
    for save in saves:
        with pytest.raises(NotSaved, match="is not there any more"):
            save()
    assert [path.name for path in tmp_path.iterdir()] == ["away"]
    (tmp_path / "away").rename(workspace.root)
    assert files_in(workspace.root) == before
    workspace.save_round(other, FILES)
    assert {reflection.id for reflection in workspace.rounds()} == {kept_round().id, other.id}


def test_a_file_in_the_place_of_the_folder_is_named_whatever_is_read_or_saved(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    draft = begun(workspace)
    workspace.root.rename(tmp_path / "away")
    workspace.root.write_text("x", encoding="utf-8")
    (said,) = workspace.faults()
    assert said.startswith("There is a file where the folder")
    with pytest.raises(Damaged, match="There is a file where the folder"):
        workspace.round(kept_round().id)
    with pytest.raises(Damaged, match="There is a file where the folder"):
        workspace.save_draft(draft)


@pytest.mark.parametrize("step", range(40))
def test_a_fault_at_any_step_of_a_new_round_leaves_it_whole_or_unseen_and_it_can_be_kept_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    workspace = reopened(tmp_path / "w")
    with monkeypatch.context() as patch:
        system = use_system(patch, FaultySystem(fails_at=step))
        failed = False
        try:
            workspace.save_round(kept_round(), FILES)
        except NotSaved:
            failed = True
        assert failed == (len(system.steps) == step + 1)
    fresh = reopened(workspace.root)
    assert fresh.faults() == ()
    for reflection in fresh.rounds():
        assert fresh.banks(reflection.id)
    workspace.save_round(kept_round(), FILES)
    assert reopened(workspace.root).rounds() == (kept_round(),)
    assert reopened(workspace.root).faults() == ()


def test_a_new_rounds_save_has_no_more_steps_than_were_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = use_system(monkeypatch, FaultySystem())
    a_workspace(tmp_path / "w")
    assert 20 < len(system.steps) < 40


def invited(workspace: Workspace, root: Path) -> Workspace:
    other = reopened(root)
    other.save_rounds(workspace.records_of_invitation(kept_round().id))
    return other


def test_an_invitation_brings_the_round_and_its_questions_and_no_answers(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    finished_in(workspace)
    begun(workspace, "kresponse2")
    workspace.save_helped(kept_round().id, "chosen")
    records = workspace.records_of_invitation(kept_round().id)
    assert records == Records(rounds=(kept_round(),), guards=(Guard(kept_round().id, "private", 5),), bank_files=FILES)
    other = invited(workspace, tmp_path / "other")
    assert other.rounds() == (kept_round(),)
    assert other.banks(kept_round().id) == workspace.banks(kept_round().id)


def test_an_earlier_invitation_does_not_undo_mended_facts(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    invitation = workspace.records_of_invitation(kept_round().id)
    later = mended(kept_round(), {"about": "the garden"}, SystemIds())
    workspace.save_round(later, ())
    workspace.save_rounds(invitation)
    assert workspace.round(later.id) == later
    assert workspace.faults() == ()


def test_a_later_invitation_mends_the_facts(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w")
    other = invited(workspace, tmp_path / "other")
    later = mended(kept_round(), {"about": "the garden"}, SystemIds())
    workspace.save_round(later, ())
    other.save_rounds(workspace.records_of_invitation(later.id))
    assert other.round(later.id) == later


def stricter(reflection: Reflection) -> Records:
    return Records(rounds=(reflection,), guards=(Guard(reflection.id, "private", 9),), bank_files=FILES)


def test_the_strictest_protection_holds_whatever_comes_after(tmp_path: Path) -> None:
    reflection = kept_round(privacy="open", smallest_group=0)
    workspace = a_workspace(tmp_path / "w", reflection)
    assert workspace.records().guards == (Guard(reflection.id, "open", 0),)
    workspace.save_rounds(stricter(reflection))
    workspace.save_round(mended(reflection, {"about": "the garden"}, SystemIds()), ())
    assert reopened(workspace.root).records().guards == (Guard(reflection.id, "private", 9),)
    assert reopened(workspace.root).records_of_invitation(reflection.id).guards == (Guard(reflection.id, "private", 9),)
