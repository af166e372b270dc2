"""Stopped, failing, killed, or beside another terminal: what is imported is there whole or not at all."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.merging.importing import Progress
from coreflect.package.read import read_records
from coreflect.package.write import package_bytes
from coreflect.services.all_records import AllRecords
from coreflect.services.imports import Imports
from coreflect.workspace.workspace import Workspace, open_workspace
from tests.support.builders.filled_workspace import filled
from tests.support.builders.importing import WITHOUT, everything, put
from tests.support.builders.packages import ROUND, records, reflection, response
from tests.support.builders.six_files import OLDER, SECOND, SOUND
from tests.support.builders.workspaces import FaultySystem, files_in, use_system


class Stop(Exception):
    """Raised where somebody stops it."""


def steps(imports: Imports, names: tuple[str, ...]) -> int:
    heard: list[Progress] = []
    imports.look(names, WITHOUT, heard.append)
    assert [one.done for one in heard] == sorted(one.done for one in heard)
    assert all(one.done < one.whole for one in heard)
    return len(heard) + 1


@pytest.mark.parametrize("fault", [Stop, KeyboardInterrupt])
def test_it_can_be_stopped_at_every_step_and_nothing_has_changed(
    fault: type[BaseException], six: tuple[str, ...], tmp_path: Path
) -> None:
    workspace = filled(tmp_path / "kept", round_facts=reflection(), responses=[response("p1")])
    imports = Imports(workspace)
    before = files_in(workspace.root)
    for number in range(steps(imports, six)):
        left = number

        def on_progress(_: Progress) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise fault

        with pytest.raises(fault):
            imports.import_files(six, WITHOUT, on_progress)
        assert files_in(workspace.root) == before
    assert not (workspace.root / "imports").exists()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_fault_at_any_step_of_the_write_leaves_everything_as_it_was(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = filled(tmp_path / "kept", responses=[response("p1")])
    imports = Imports(workspace)
    names = [put("a.zip", responses=(response("p2"),))]
    system = use_system(monkeypatch, FaultySystem())
    before = files_in(workspace.root)
    imports.import_files(names)
    imports.undo()
    (workspace.root / "imports").rmdir()
    for number in some_steps(system.steps):
        use_system(monkeypatch, FaultySystem(number, error))
        with pytest.raises((NotSaved, KeyboardInterrupt)):
            imports.import_files(names)
        assert files_in(workspace.root) == before


def some_steps(steps: list[str]) -> list[int]:
    """The numbers of the steps of one save at which something may go wrong: of many alike writes, one in eight."""
    made = steps.index("replace") + 2
    return [number for number, name in enumerate(steps[:made]) if name != "write" or number % 8 == 1]


class KilledAt(FaultySystem):
    """The process is gone at the step that is named, as the power is."""

    def _step(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) == self._fails_at + 1:
            os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL and no fork")
def test_killed_at_any_step_of_the_write_all_of_it_is_there_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = filled(tmp_path / "kept", responses=[response("p1")])
    names = [put("a.zip", responses=(response("p2"),))]
    before = everything(workspace)
    system = use_system(monkeypatch, FaultySystem())
    Imports(workspace).import_files(names)
    after = everything(workspace)
    Imports(workspace).undo()
    seen: set[bytes] = set()
    for number in some_steps(system.steps[1:]):  # the first made the folder, which is there now
        child = os.fork()
        if not child:
            use_system(monkeypatch, KilledAt(number))
            try:
                Imports(workspace).import_files(names)
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        left = open_workspace(str(workspace.root))
        seen.add(everything(left))
        assert seen <= {before, after}
        if left.imports():
            Imports(left).undo()
    assert seen == {before, after}


def another_terminal(workspace: Workspace, act: Callable[[Imports], object]) -> Callable[[Progress], None]:
    """What stands for `on_progress`: once, right before the write, another terminal does something."""
    other = Imports(open_workspace(str(workspace.root)))
    done: list[bool] = []

    def on_progress(progress: Progress) -> None:
        if progress.doing == "writing" and not done:
            done.append(True)
            act(other)

    return on_progress


def test_two_terminals_at_the_same_moment_keep_both(six: tuple[str, ...], workspace: Workspace) -> None:
    imports = Imports(workspace)
    imports.import_files([OLDER], on_progress=another_terminal(workspace, lambda other: other.import_files([SECOND])))
    assert [path.name[:4] for path in workspace.imports()] == ["0001", "0002"]
    assert len(AllRecords(workspace).merged().records.rounds) == 2
    last = imports.last()
    assert last is not None
    assert last.rounds == (("Mill Lanes", "2025-05-13"),)


def test_the_same_files_in_two_terminals_are_kept_once(six: tuple[str, ...], workspace: Workspace) -> None:
    imports = Imports(workspace)
    seen = imports.import_files(
        SOUND, on_progress=another_terminal(workspace, lambda other: other.import_files(SOUND))
    ).preview
    assert not seen.changes
    assert len(workspace.imports()) == 1


def test_what_rests_on_an_import_that_goes_meanwhile_is_still_whole(six: tuple[str, ...], workspace: Workspace) -> None:
    imports = Imports(workspace)
    imports.import_files([SOUND[0]])
    imports.import_files(SOUND, on_progress=another_terminal(workspace, lambda other: other.undo()))
    once = Imports(open_workspace(str(workspace.root.parent / "other")))
    once.import_files(SOUND)
    assert everything(workspace) == everything(open_workspace(str(workspace.root.parent / "other")))


def test_answers_that_are_taken_out_meanwhile_are_not_written(tmp_path: Path) -> None:
    workspace = filled(tmp_path / "kept", responses=[response("p1")])
    changed = response("p1", "everywhere", revision="p1b", replaces=("p1a",))
    (tmp_path / "a.zip").write_bytes(package_bytes(records(responses=(changed, response("p2")))))
    on_progress = another_terminal(workspace, lambda other: open_workspace(str(workspace.root)).withdraw(ROUND, "p1"))
    Imports(workspace).import_files([str(tmp_path / "a.zip")], on_progress=on_progress)
    (file,) = workspace.imports()
    assert [one.id for one in read_records(file).responses] == ["p2"]
