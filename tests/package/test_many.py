"""Many packages come back as they do one by one, in the order of their names, whoever opens them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.core.errors import Refused
from coreflect.package import read_many as many
from coreflect.package.merge import merge, merged_package
from coreflect.package.package import Package, Shared
from coreflect.package.read_many import open_many
from coreflect.package.write import package_bytes
from tests.support.builders.packages import note, records, response


@pytest.fixture
def names(tmp_path: Path) -> list[str]:
    """Seventy packages, of which one is cut off, one is none and one is missing."""
    found = []
    for number in range(70):
        path = tmp_path / f"p{number:02d}.zip"
        its = records(
            responses=(response(f"p{number}"), response(f"q{number}", "not-yet")), notes=(note(f"n{number}"),)
        )
        path.write_bytes(package_bytes(its))
        found.append(str(path))
    Path(found[7]).write_bytes(Path(found[7]).read_bytes()[:-30])
    Path(found[40]).rename(tmp_path / "hello.txt")
    (tmp_path / "hello.txt").write_text("hello")
    found[41] = str(tmp_path / "hello.txt")
    return found


def told(found: list[Package | Refused]) -> list[object]:
    return [(type(one), str(one)) if isinstance(one, Refused) else one for one in found]


def test_other_processes_open_what_this_one_would(names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "WORTH_IT", 0)
    steps: list[tuple[int, int]] = []
    theirs = open_many(names, Shared(), lambda done, whole: steps.append((done, whole)), cores=2)
    ours = open_many(names, Shared(), cores=1)
    assert told(theirs) == told(ours)
    assert steps[-1] == (70, 70)
    assert steps == sorted(steps)
    sound = [[one for one in found if isinstance(one, Package)] for found in (theirs, ours)]
    assert len(sound[0]) == 67
    assert merged_package(merge(sound[0])) == merged_package(merge(sound[1]))


def test_where_another_process_fails_this_one_opens_the_rest(names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "WORTH_IT", 0)
    ours = told(open_many(names, Shared(), cores=1))
    for program in ("", "print('hello')", "import os; os._exit(3)"):
        monkeypatch.setattr(many, "_PROGRAM", program)
        assert told(open_many(names, Shared(), cores=2)) == ours
    monkeypatch.setattr(many.sys, "executable", "/nowhere/python")
    assert told(open_many(names, Shared(), cores=2)) == ours


def test_a_few_small_packages_start_no_process(names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_opened_elsewhere", None)
    assert len(open_many(names, Shared(), cores=2)) == 70
