"""A fault at any step of a save leaves what was kept before or what was to be kept, and the person goes on after it."""

from __future__ import annotations

import errno
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.reflections.responses import Draft, DraftNote, amend
from coreflect.core.reflections.rounds import mended
from coreflect.files.atomic import is_temporary
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import (
    WORDS,
    BrokenSystem,
    FaultySystem,
    a_workspace,
    answered,
    begun,
    finished_from,
    finished_in,
    folder_of,
    kept_round,
    reopened,
    use_system,
)

ROUND = kept_round().id
LONG_NOTE = DraftNote(("tiny", "doing-1"), "kn1", "We planted. " * 100, "room")


def fails(monkeypatch: pytest.MonkeyPatch, step: int, save: Callable[[], object]) -> bool:
    """Whether a save fails when its step of this number does; False once it has no such step."""
    with monkeypatch.context() as patch:
        system = use_system(patch, FaultySystem(fails_at=step))
        try:
            save()
        except NotSaved:
            return True
    assert len(system.steps) <= step
    return False


def without_mark(draft: Draft | None) -> Draft | None:
    return replace(draft, mark="") if draft else None


def kept_on_disk(workspace: Workspace) -> Draft | None:
    found = reopened(workspace.root).returning(WORDS)
    return found.draft if found else None


def names(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in folder_of(workspace).responses.iterdir())


def test_a_fault_at_every_step_of_keeping_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in count():
        workspace = a_workspace(tmp_path / str(step))
        before = workspace.save_draft(answered(begun(workspace), "never"))
        after = replace(answered(before, "always"), notes=(LONG_NOTE,))
        if not fails(monkeypatch, step, partial(workspace.save_draft, after)):
            assert step > 5
            break
        assert without_mark(kept_on_disk(workspace)) in (without_mark(before), without_mark(after))
        assert reopened(workspace.root).faults() == ()
        again = workspace.save_draft(after)
        assert kept_on_disk(workspace) == again
        assert names(workspace) == ["kresponse1.draft.json"]


def test_a_fault_at_every_step_of_finishing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in count():
        workspace = a_workspace(tmp_path / str(step))
        draft = workspace.save_draft(replace(answered(begun(workspace), "always"), notes=(LONG_NOTE,)))
        finished = finished_from(workspace, draft)
        if not fails(monkeypatch, step, partial(workspace.finish, finished, draft)):
            assert step > 5
            break
        found = reopened(workspace.root).returning(WORDS)
        assert found is not None
        assert (found.draft, found.finished) in ((draft, None), (None, finished))
        again = finished_from(workspace, draft)
        workspace.finish(again, draft)
        assert names(workspace) == ["kresponse1.json"]
        assert workspace.records().responses == (again.response,)
        assert workspace.records().notes == again.notes


def test_a_fault_at_every_step_of_finishing_an_amendment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in count():
        workspace = a_workspace(tmp_path / str(step))
        first = finished_in(workspace)
        draft = workspace.save_draft(answered(amend(first), "never"))
        second = finished_from(workspace, draft, first)
        if not fails(monkeypatch, step, partial(workspace.finish, second, draft)):
            assert step > 3
            break
        assert reopened(workspace.root).records().responses in ((first.response,), (second.response,))
        workspace.finish(finished_from(workspace, draft, first), draft)
        (response,) = workspace.records().responses
        assert {answer.answer for answer in response.answers} == {"never"}


def test_a_fault_at_every_step_of_mending_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in count():
        workspace = a_workspace(tmp_path / str(step))
        later = mended(kept_round(), {"about": "the garden"}, SystemIds())
        if not fails(monkeypatch, step, partial(workspace.save_round, later, ())):
            assert step > 3
            break
        assert reopened(workspace.root).round(ROUND) in (kept_round(), later)
        again = mended(kept_round(), {"about": "the kitchen"}, SystemIds())
        workspace.save_round(again, ())
        assert reopened(workspace.root).records().rounds == (again,)


FAULTS = [
    ("write", errno.ENOSPC, "The disk is full"),
    ("fsync", errno.ENOSPC, "The disk is full"),
    ("write", errno.EDQUOT, "The disk is full"),
    ("replace", errno.EROFS, "Nothing can be written to"),
    ("replace", errno.EACCES, "Nothing can be written to"),
    ("replace", errno.ENOENT, "is not there any more"),
    ("fsync", errno.EIO, "was not saved in"),
]


@pytest.mark.parametrize(("step", "number", "said"), FAULTS)
def test_while_a_fault_lasts_nothing_kept_is_lost_and_after_it_the_person_goes_on(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, step: str, number: int, said: str
) -> None:
    finished_in(workspace, "kresponse2", words="harbour maple")
    draft = workspace.save_draft(answered(begun(workspace), "sometimes", 1))
    with monkeypatch.context() as patch:
        use_system(patch, BrokenSystem(step, number))
        for _ in range(3):
            with pytest.raises(NotSaved, match=said):
                workspace.save_draft(answered(draft, "always", 2))
        with pytest.raises(NotSaved, match=said):
            workspace.finish(finished_from(workspace, draft), draft)
        with pytest.raises(NotSaved, match=said):
            workspace.save_helped(ROUND, "paid")
        assert reopened(workspace.root).turnout(ROUND).begun == 2
        assert len(reopened(workspace.root).records().responses) == 1
        assert kept_on_disk(workspace) == draft
    kept = workspace.save_draft(answered(draft, "always", 2))
    assert kept_on_disk(workspace) == kept
    finished = finished_from(workspace, kept)
    workspace.finish(finished, kept)
    assert finished.response in reopened(workspace.root).records().responses
    assert not [name for name in names(workspace) if is_temporary(name)]


def test_a_folder_that_vanishes_and_comes_back(workspace: Workspace, tmp_path: Path) -> None:
    draft = workspace.save_draft(answered(begun(workspace), "sometimes", 1))
    workspace.root.rename(tmp_path / "away")
    with pytest.raises(NotSaved, match="is not there any more") as caught:
        workspace.save_draft(answered(draft, "always", 2))
    assert "Plug the drive in again" in caught.value.hint
    with pytest.raises(NotSaved):
        workspace.save_helped(ROUND, "paid")
    assert not workspace.root.exists()
    (tmp_path / "away").rename(workspace.root)
    kept = workspace.save_draft(answered(draft, "always", 2))
    assert kept_on_disk(workspace) == kept


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 128 KB, where the test may mount one; otherwise a folder, which the test then need not fill."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)]
    mounted = bool(mount) and subprocess.run([mount or "", *options], capture_output=True, check=False).returncode == 0
    yield folder
    if mounted:
        subprocess.run(["umount", str(folder)], check=True, capture_output=True)


def test_a_disk_that_is_really_full_keeps_what_it_has_and_goes_on_when_there_is_room(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = a_workspace(small_disk / "w")
    draft = workspace.save_draft(answered(begun(workspace), "sometimes", 1))
    ballast = small_disk / "ballast"
    with monkeypatch.context() as patch:
        if small_disk.is_mount():
            fill(ballast)
        else:
            use_system(patch, BrokenSystem("write", errno.ENOSPC))
        with pytest.raises(NotSaved, match="The disk is full"):
            workspace.save_draft(replace(answered(draft, "always"), notes=(LONG_NOTE,)))
        assert kept_on_disk(workspace) == draft
        assert names(workspace) == ["kresponse1.draft.json"]
    ballast.unlink(missing_ok=True)
    kept = workspace.save_draft(replace(answered(draft, "always"), notes=(LONG_NOTE,)))
    assert kept_on_disk(workspace) == kept


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 512)
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017 - the fault is what the loop works towards
