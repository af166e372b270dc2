"""Ctrl+c ends `compare`, `merge` and `report` with 130 at any moment, and leaves whole files or none; no process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from coreflect.analysis import publish
from coreflect.cli.main import main
from coreflect.files import atomic
from coreflect.package import answers, read
from coreflect.package import read_many as many
from coreflect.package.write import package_bytes
from coreflect.services import packages as package_files
from tests.support.builders.comparisons import records

COMMANDS = (
    ("compare", "in", "-o", "out"),
    ("merge", "in", "-o", "out/all.zip"),
    ("report", "in", "-o", "out/r.html", "--team", "Mill Lane"),
)
MOMENTS: tuple[tuple[Any, str], ...] = (
    (read, "verified"),
    (answers, "answer_rows"),
    (publish, "count"),
    (atomic, "_mark"),
    (atomic, "_replace"),
    (atomic, "_sync_folder"),
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    Path("in").mkdir()
    Path("in/a.zip").write_bytes(package_bytes(records()))
    return tmp_path


def stopped_at(monkeypatch: pytest.MonkeyPatch, place: Any, name: str) -> None:
    """What is called by this name is stopped in the middle: it has done its work, and says nothing of it."""
    does: Callable[..., Any] = getattr(place, name)

    def stopped(*given: Any, **named: Any) -> Any:
        does(*given, **named)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(place, name, stopped)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(("place", "name"), MOMENTS, ids=lambda one: one if isinstance(one, str) else "")
def test_what_is_stopped_leaves_whole_files_or_none(
    command: tuple[str, ...], place: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        stopped_at(patched, place, name)
        done = CliRunner().invoke(main, command)
    if name == "count" and command[0] == "merge":
        assert done.exit_code == 0
    else:
        assert done.exit_code == 130
    left = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    again = CliRunner().invoke(main, [*command, "--again"] if command[0] != "merge" else command)
    assert again.exit_code == 0, again.output
    whole = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    assert left.keys() <= whole.keys()
    assert {name: len(content) for name, content in left.items() if not name.startswith(".")}.items() <= {
        name: len(content) for name, content in whole.items()
    }.items()


def test_the_processes_that_were_started_end_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(80):
        Path(f"in/p{number}.zip").write_bytes(package_bytes(records()))
    monkeypatch.setattr(many, "WORTH_IT", 0)
    monkeypatch.setattr(many, "_cores", lambda: 2)
    opened, begin, started = many.open_many, many._started, []
    monkeypatch.setattr(many, "_started", lambda: started.append(begin()) or started[-1])

    def stopped_on_the_way(names: Any, shared: Any, on_progress: Any) -> Any:
        return opened(names, shared, lambda done, _: os.kill(os.getpid(), signal.SIGINT) if done > 40 else None)

    monkeypatch.setattr(package_files, "open_many", stopped_on_the_way)
    assert CliRunner().invoke(main, ["compare", "in", "-o", "out"]).exit_code == 130
    assert [worker for worker in started if worker.poll() is None] == []
    assert len(started) == 2
    assert list(Path("out").iterdir()) == []
