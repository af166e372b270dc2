"""Processes that keep answers are killed at any moment, or save side by side: nothing is mixed and nothing lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coreflect.files.atomic import DAY, is_temporary
from coreflect.workspace.responses import read_draft_of
from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import LEVELS, a_workspace, begun, folder_of, kept_round, reopened, responses_of

KILLS = 200
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL and no fork")


@pytest.fixture
def spawner(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    a_workspace(tmp_path / "w")
    command = [sys.executable, "-m", "tests.support.builders.keeping", "spawn", str(tmp_path / "w")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()
        process.wait(30)


def killed_at_a_random_moment(spawner: subprocess.Popen[str], chance: random.Random) -> dict[str, tuple[str, int]]:
    """Let one process keep answers, kill it, and return the last thing that it said of each person."""
    assert spawner.stdin
    assert spawner.stdout
    spawner.stdin.write("go\n")
    spawner.stdin.flush()
    pid = int(spawner.stdout.readline().split()[1])
    said: dict[str, tuple[str, int]] = {}

    def hear(line: str) -> None:
        kind, response, number = line.split()
        said[response] = (kind, int(number))

    for _ in range(chance.randrange(12)):
        hear(spawner.stdout.readline())
    moment = time.perf_counter() + chance.random() * 0.003
    while time.perf_counter() < moment:
        pass
    os.kill(pid, signal.SIGKILL)
    while not (line := spawner.stdout.readline()).startswith("dead"):
        hear(line)
    assert line == f"dead {-signal.SIGKILL}\n"
    return said


def number_on_disk(workspace: Workspace, response: str, kind: str) -> int:
    """The number of the state that is kept for a person; every part of it must say the same."""
    folder = folder_of(workspace)
    finished = responses_of(workspace).finished(folder, response)
    draft = responses_of(workspace).draft(folder, response)
    if finished:
        assert draft is None
        (words,) = [note.text for note in finished.notes]
        levels = {answer.answer for answer in finished.response.answers}
    else:
        assert kind == "draft"
        assert draft is not None
        (words,) = [note.text for note in draft.notes]
        levels = {choice for _, choice in draft.choices}
        assert draft.at == int(words.split()[0])
    (number,) = {int(word) for word in words.split()}
    assert levels == {LEVELS[number % 3]}
    return number


def test_two_hundred_kills_leave_nothing_unreadable_and_nothing_mixed_and_lose_nothing(
    tmp_path: Path, spawner: subprocess.Popen[str]
) -> None:
    chance = random.Random(12)
    said: dict[str, tuple[str, int]] = {}
    strays = 0
    for _ in range(KILLS):
        heard = killed_at_a_random_moment(spawner, chance)
        fresh = reopened(tmp_path / "w")
        for response, (kind, number) in heard.items():
            assert number <= number_on_disk(fresh, response, kind) <= number + 1
        said |= heard
    workspace = reopened(tmp_path / "w")
    folder = folder_of(workspace)
    names = {path.name.partition(".")[0] for path in folder.responses.iterdir() if not is_temporary(path.name)}
    for response in names:
        number_on_disk(workspace, response, said.get(response, ("draft", 0))[0])
    assert set(said) <= names
    assert len(workspace.records().responses) >= sum(kind == "finished" for kind, _ in said.values())
    assert workspace.faults() == ()
    for path in folder.responses.iterdir():
        if is_temporary(path.name):
            strays += 1
            os.utime(path, (time.time() - DAY - 60,) * 2)
    workspace.tidy()
    assert not [path for path in folder.responses.iterdir() if is_temporary(path.name)]
    print(f"{KILLS} kills, {len(said)} people, {strays} temporary files swept")


@pytest.mark.parametrize("processes", [2, 4])
def test_several_processes_in_one_workspace_lose_nothing_and_fail_at_nothing(tmp_path: Path, processes: int) -> None:
    people = 12
    workspace = a_workspace(tmp_path / "w")
    command = [sys.executable, "-m", "tests.support.builders.keeping", "answer", str(workspace.root), str(people)]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    said: set[str] = set()
    for process in running:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        said |= {line.split()[1] for line in out.splitlines() if line.startswith("finished")}
    assert len(said) == processes * people
    records = workspace.records([kept_round().id])
    assert {response.id for response in records.responses} == said
    assert len(records.responses) == len(records.notes) == len(said)
    assert workspace.faults() == ()
    assert sorted(path.name for path in folder_of(workspace).responses.iterdir()) == sorted(
        f"{one}.json" for one in said
    )


@pytest.mark.parametrize("processes", [2, 4])
def test_processes_that_save_one_persons_draft_at_once_keep_a_version_each(tmp_path: Path, processes: int) -> None:
    workspace = a_workspace(tmp_path / "w")
    begun(workspace)
    command = [sys.executable, "-m", "tests.support.builders.keeping", "amend", str(workspace.root)]
    running = [
        subprocess.Popen([*command, f"k{number}"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(processes)
    ]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=60)
        assert process.returncode == 0
    folder = folder_of(workspace)
    read = read_draft_of(folder.id, "kresponse1")
    kept = [workspace.files.load(path, read) for path in folder.responses.iterdir()]
    assert sorted((draft.code, draft.at) for draft in kept if draft) == [(f"k{n}", 19) for n in range(processes)]
