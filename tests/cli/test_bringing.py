"""The Bringing port on a folder: all is known before anything is written, done in one step, and taken back whole."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from coreflect.cli.bringing import PackageBringing
from coreflect.cli.brought_in import BroughtIn
from coreflect.cli.export import gathered
from coreflect.core.bringing import Alike, Decided, Preview, Progress, SeenRound
from coreflect.core.errors import Misuse, NotKept, Refused
from coreflect.core.model import Response
from coreflect.package.merge import merged_package
from coreflect.package.read import read_records
from coreflect.package.write import package_bytes
from coreflect.workspace.store import FolderWorkspace, open_workspace
from tests.support.filled_workspace import filled
from tests.support.packages import ROUND, action, facts, note, records, response
from tests.support.six_files import AGREED, MAY, NAMES, OLDER, REFUSED, SECOND, SOUND, TWICE, first_laptop, six_files
from tests.support.workspaces import FaultySystem, files_in, use_system

WITHOUT = Decided(without_refused=True)


@pytest.fixture
def six(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    monkeypatch.chdir(tmp_path)
    six_files(tmp_path)
    return NAMES


@pytest.fixture
def workspace(tmp_path: Path) -> FolderWorkspace:
    return open_workspace(str(tmp_path / "kept"))


@pytest.fixture
def bringing(workspace: FolderWorkspace) -> PackageBringing:
    return PackageBringing(workspace)


def everything(workspace: FolderWorkspace) -> bytes:
    return merged_package(BroughtIn(workspace).everything())


def put(name: str, **changes: object) -> str:
    Path(name).write_bytes(package_bytes(records(**changes)))
    return name


def summed(preview: Preview) -> int:
    return sum(one.new + one.same + one.replaced + one.withdrawn + one.in_conflict for one in preview.rounds)


def test_a_look_at_six_files_says_all_of_it_and_writes_nothing(
    six: tuple[str, ...], bringing: PackageBringing, tmp_path: Path
) -> None:
    before = files_in(tmp_path)
    seen = bringing.look(six)
    assert files_in(tmp_path) == before
    assert not (tmp_path / "kept").exists()
    assert [one.name for one in seen.refused] == [*REFUSED]
    assert all(one.name in one.why for one in seen.refused)
    assert [(one.name, one.same_as) for one in seen.files if one.same_as] == [(SOUND[1], SOUND[0])]
    assert seen.rounds[0] == SeenRound("Mill Lane", MAY, "2026-05-12", 10, 10, 0, 0, 4)
    assert summed(seen) == sum(one.records for one in seen.files) == 31
    assert seen.alike == (Alike("team", "mill-lanes", "mill-lane", "Mill Lanes", "Mill Lane"),)
    assert [one.called for one in seen.conflicts] == [
        "one person's answers, Mill Lane, 12 May 2026",
        "where the room stands on “We choose the beds together”, Mill Lane, 12 May 2026",
    ]
    assert [version.where for version in seen.conflicts[1].versions] == [(SOUND[0],), (SECOND,)]
    assert [version.says for version in seen.conflicts[1].versions] == [("Often",), ("Seldom",)]
    assert seen.remarks == ()
    assert seen.changes


def test_a_folder_is_looked_through_and_what_is_no_package_in_it_is_no_fault(
    six: tuple[str, ...], bringing: PackageBringing
) -> None:
    Path("minutes.txt").write_text("hello", encoding="utf-8")
    seen = bringing.look(["."])
    assert [one.name for one in seen.files if one.why] == [*REFUSED, "minutes.txt"]
    assert [one.name for one in seen.refused] == [*REFUSED]
    with pytest.raises(Misuse, match=r"There is no file nowhere\.zip"):
        bringing.look(["nowhere.zip"])
    Path("empty").mkdir()
    with pytest.raises(Misuse, match="There is no package there"):
        bringing.look(["empty"])


def test_a_faulty_file_stops_all_unless_it_is_left_out(
    six: tuple[str, ...], bringing: PackageBringing, workspace: FolderWorkspace
) -> None:
    with pytest.raises(Refused) as refused:
        bringing.bring(six)
    assert all(name in refused.value.message for name in REFUSED)
    assert not workspace.root.exists()
    assert bringing.bring(six, WITHOUT).changes
    assert [path.name[:5] for path in workspace.imports()] == ["0001-"]


@pytest.mark.parametrize("order", list(permutations(SOUND, 4))[::5])
def test_any_order_or_grouping_gives_the_same_and_again_changes_nothing(
    order: tuple[str, ...], six: tuple[str, ...], tmp_path: Path
) -> None:
    at_once, one_by_one = (open_workspace(str(tmp_path / name)) for name in ("at-once", "one-by-one"))
    PackageBringing(at_once).bring(SOUND)
    for name in order:
        PackageBringing(one_by_one).bring([name])
    assert everything(one_by_one) == everything(at_once)
    assert len(one_by_one.imports()) == 3
    (tmp_path / "exported.zip").write_bytes(merged_package(gathered(at_once)))
    for names in (order, [*order, "exported.zip"], ["exported.zip"], [str(at_once.imports()[0])]):
        for each in (at_once, one_by_one):
            before = files_in(each.root)
            assert not PackageBringing(each).look(names).changes
            assert not PackageBringing(each).bring(names).changes
            assert files_in(each.root) == before


def test_each_import_is_taken_back_whole_the_latest_first(
    six: tuple[str, ...], bringing: PackageBringing, workspace: FolderWorkspace
) -> None:
    before: list[dict[str, bytes]] = []
    for name in (SOUND[0], OLDER, SECOND):
        before.append(files_in(workspace.root))
        bringing.bring([name])
    held = (("Mill Lane", "2026-05-12"),)
    assert [bringing.last(), len(workspace.imports())] == [(workspace.imports()[-1].name, held), 3]
    while before:
        last = bringing.last()
        assert bringing.undo() == last
        assert files_in(workspace.root) == before.pop()
    assert bringing.last() is None
    with pytest.raises(Misuse, match="Nothing has been brought in"):
        bringing.undo()


def test_versions_are_decided_on_the_way_in_or_afterwards(
    six: tuple[str, ...], bringing: PackageBringing, workspace: FolderWorkspace
) -> None:
    bringing.bring(SOUND, Decided(kept=((AGREED, "g-second"),)))
    (left,) = bringing.look(()).conflicts
    assert left.record == TWICE
    assert [one.where[-1] for one in left.versions] == [
        f"files brought in before, version {one.revision}" for one in left.versions
    ]
    decided = Decided(kept=((TWICE, "p0-other"),))
    assert bringing.look((), decided).changes
    assert bringing.bring((), decided).conflicts == ()
    merged = BroughtIn(workspace).everything()
    assert merged.conflicts == ()
    answers = merged.answers[merged.answers["response"] == TWICE]["answer"].astype(str).tolist()
    assert answers == ["always", "always"]
    assert [row.answer for row in merged.records.room] == ["seldom"]
    assert not bringing.bring((), Decided()).changes
    assert not bringing.bring(SOUND).changes
    bringing.undo()
    assert [one.record for one in bringing.look(()).conflicts] == [TWICE]
    with pytest.raises(Misuse, match="no revision"):
        bringing.bring((), Decided(kept=((TWICE, "nowhere"),)))


def test_names_that_are_joined_stay_joined(six: tuple[str, ...], bringing: PackageBringing) -> None:
    joined = bringing.look(SOUND).alike
    bringing.bring(SOUND, Decided(joined=joined))
    assert bringing.look(SOUND).alike == ()
    assert not bringing.look(SOUND, Decided(joined=joined)).changes


def test_nobodys_own_answers_are_copied_and_they_can_still_be_taken_out(tmp_path: Path) -> None:
    own = [response("p1"), response("p2")]
    workspace = filled(tmp_path / "kept", responses=own, notes=[note("n1", response="p1")])
    (tmp_path / "back.zip").write_bytes(merged_package(gathered(workspace)))
    Path(tmp_path / "more.zip").write_bytes(
        package_bytes(records(responses=(*own, response("p3")), notes=(note("n1", response="p1"),)))
    )
    bringing = PackageBringing(workspace)
    assert not bringing.bring([str(tmp_path / "back.zip")]).changes
    bringing.bring([str(tmp_path / "more.zip")])
    (file,) = workspace.imports()
    assert [one.id for one in read_records(file).responses] == ["p3"]
    assert read_records(file).notes == ()
    workspace.withdraw(ROUND, "p1")
    left = BroughtIn(workspace).everything().records
    assert [one.id for one in left.responses] == ["p2", "p3"]
    assert not bringing.bring([str(tmp_path / "more.zip"), str(tmp_path / "back.zip")]).changes


class Stop(Exception):
    """Raised where somebody stops it."""


def steps(bringing: PackageBringing, names: tuple[str, ...]) -> int:
    heard: list[Progress] = []
    bringing.look(names, WITHOUT, heard.append)
    assert [one.done for one in heard] == sorted(one.done for one in heard)
    assert all(one.done < one.whole for one in heard)
    return len(heard) + 1


@pytest.mark.parametrize("fault", [Stop, KeyboardInterrupt])
def test_it_can_be_stopped_at_every_step_and_nothing_has_changed(
    fault: type[BaseException], six: tuple[str, ...], tmp_path: Path
) -> None:
    workspace = filled(tmp_path / "kept", round_facts=facts(), responses=[response("p1")])
    bringing = PackageBringing(workspace)
    before = files_in(workspace.root)
    for number in range(steps(bringing, six)):
        left = number

        def tell(_: Progress) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise fault

        with pytest.raises(fault):
            bringing.bring(six, WITHOUT, tell)
        assert files_in(workspace.root) == before
    assert not (workspace.root / "imports").exists()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_fault_at_any_step_of_the_write_leaves_everything_as_it_was(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = filled(tmp_path / "kept", responses=[response("p1")])
    bringing = PackageBringing(workspace)
    names = [put("a.zip", responses=(response("p2"),))]
    system = use_system(monkeypatch, FaultySystem())
    before = files_in(workspace.root)
    bringing.bring(names)
    bringing.undo()
    (workspace.root / "imports").rmdir()
    for number in some_steps(system.steps):
        use_system(monkeypatch, FaultySystem(number, error))
        with pytest.raises((NotKept, KeyboardInterrupt)):
            bringing.bring(names)
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
    PackageBringing(workspace).bring(names)
    after = everything(workspace)
    PackageBringing(workspace).undo()
    seen: set[bytes] = set()
    for number in some_steps(system.steps[1:]):  # the first made the folder, which is there now
        child = os.fork()
        if not child:
            use_system(monkeypatch, KilledAt(number))
            try:
                PackageBringing(workspace).bring(names)
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        left = open_workspace(str(workspace.root))
        seen.add(everything(left))
        assert seen <= {before, after}
        if left.imports():
            PackageBringing(left).undo()
    assert seen == {before, after}


def another_terminal(
    workspace: FolderWorkspace, act: Callable[[PackageBringing], object]
) -> Callable[[Progress], None]:
    """What stands for `tell`: once, right before the write, another terminal does something."""
    other = PackageBringing(open_workspace(str(workspace.root)))
    done: list[bool] = []

    def tell(progress: Progress) -> None:
        if progress.doing == "writing" and not done:
            done.append(True)
            act(other)

    return tell


def test_two_terminals_at_the_same_moment_keep_both(six: tuple[str, ...], workspace: FolderWorkspace) -> None:
    bringing = PackageBringing(workspace)
    bringing.bring([OLDER], tell=another_terminal(workspace, lambda other: other.bring([SECOND])))
    assert [path.name[:4] for path in workspace.imports()] == ["0001", "0002"]
    assert len(BroughtIn(workspace).everything().records.rounds) == 2
    last = bringing.last()
    assert last is not None
    assert last.rounds == (("Mill Lanes", "2025-05-13"),)


def test_the_same_files_in_two_terminals_are_kept_once(six: tuple[str, ...], workspace: FolderWorkspace) -> None:
    bringing = PackageBringing(workspace)
    seen = bringing.bring(SOUND, tell=another_terminal(workspace, lambda other: other.bring(SOUND)))
    assert not seen.changes
    assert len(workspace.imports()) == 1


def test_what_rests_on_an_import_that_goes_meanwhile_is_still_whole(
    six: tuple[str, ...], workspace: FolderWorkspace
) -> None:
    bringing = PackageBringing(workspace)
    bringing.bring([SOUND[0]])
    bringing.bring(SOUND, tell=another_terminal(workspace, lambda other: other.undo()))
    once = PackageBringing(open_workspace(str(workspace.root.parent / "other")))
    once.bring(SOUND)
    assert everything(workspace) == everything(open_workspace(str(workspace.root.parent / "other")))


def test_answers_that_are_taken_out_meanwhile_are_not_written(tmp_path: Path) -> None:
    workspace = filled(tmp_path / "kept", responses=[response("p1")])
    changed = response("p1", "everywhere", revision="p1b", replaces=("p1a",))
    (tmp_path / "a.zip").write_bytes(package_bytes(records(responses=(changed, response("p2")))))
    tell = another_terminal(workspace, lambda other: open_workspace(str(workspace.root)).withdraw(ROUND, "p1"))
    PackageBringing(workspace).bring([str(tmp_path / "a.zip")], tell=tell)
    (file,) = workspace.imports()
    assert [one.id for one in read_records(file).responses] == ["p2"]


def test_files_that_contradict_each_other_are_both_refused_and_stop_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bringing: PackageBringing
) -> None:
    monkeypatch.chdir(tmp_path)
    names = [put(f"{number}.zip", responses=(response(f"p{number}"),)) for number in range(9)]
    put("3.zip", actions=(action(),))
    put("6.zip", actions=(action(what="Paint it"),))
    (tmp_path / "again.zip").write_bytes((tmp_path / "6.zip").read_bytes())
    for order in ([*names, "again.zip"], ["again.zip", *reversed(names)]):
        seen = bringing.look(order)
        assert {one.name for one in seen.refused} == {"3.zip", "6.zip", "again.zip"}
        assert all("two contents under one revision" in one.why for one in seen.refused)
        assert summed(seen) == sum(one.records for one in seen.files) == 14


def test_a_file_that_contradicts_what_is_here_is_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = filled(tmp_path / "kept", responses=[response("p1")])
    names = [put("a.zip", responses=(response("p2"),)), put("b.zip", responses=(response("p1", "not-yet"),))]
    seen = PackageBringing(workspace).look(names)
    assert [one.name for one in seen.refused] == ["b.zip"]
    assert "different answers under one revision" in seen.refused[0].why


def test_an_answer_that_cannot_be_is_found_in_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bringing: PackageBringing
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = replace(response("p2").answers[0], answer="sideways")
    names = [put("a.zip", responses=(response("p1"),)), put("b.zip", responses=(response("p2", answers=(wrong,)),))]
    (refused,) = bringing.look(names).refused
    assert refused.name == "b.zip"
    assert "sideways" in refused.why


def test_a_damaged_import_is_named_and_its_files_can_be_brought_in_again(
    six: tuple[str, ...], bringing: PackageBringing, workspace: FolderWorkspace
) -> None:
    bringing.bring([SOUND[0]])
    (file,) = workspace.imports()
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(Refused, match=f"imports/{file.name} is cut off"):
        BroughtIn(workspace).everything()
    seen = bringing.look([SOUND[0]])
    assert seen.changes
    assert file.name in seen.remarks[0]
    last = bringing.last()
    assert last is not None
    assert last.file == file.name
    bringing.undo()
    bringing.bring([SOUND[0]])
    assert len(BroughtIn(workspace).everything().records.responses) == 5


def test_what_is_brought_in_counts_in_exports_too(
    six: tuple[str, ...], bringing: PackageBringing, workspace: FolderWorkspace
) -> None:
    bringing.bring([SOUND[0]])
    (held,) = (one for one in gathered(workspace, [MAY]).records.rounds)
    assert held.id == MAY
    assert {one.id for one in gathered(workspace).records.responses} == {one.id for one in first_laptop().responses}


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_the_file_is_its_owners_alone_and_bears_no_name_of_anybodys(
    six: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_workspace()
    PackageBringing(workspace).bring(SOUND)
    (file,) = workspace.imports()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.name.startswith("0001-")
    assert len(file.name) == len("0001-bcdfgh.zip")


def test_changed_answers_of_a_file_are_read_anew(tmp_path: Path, bringing: PackageBringing) -> None:
    def seen(*responses: Response) -> int:
        path = tmp_path / "a.zip"
        path.write_bytes(package_bytes(records(responses=responses)))
        return bringing.look([str(path)]).files[0].records

    assert [seen(), seen(response("p1")), seen(response("p1"), response("p2"))] == [1, 2, 3]
