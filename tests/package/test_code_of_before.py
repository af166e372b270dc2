"""The coreflect of before reads what is written now, where no bank in it is newer, and hands it on unharmed.

Its code lies beside this test as a wheel, built on 26 November 2026 before shown counts and banks of format 2.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import coreflect

pytestmark = pytest.mark.slow

_WHEEL = Path(__file__).parent / "code_of_before" / "coreflect-0.1.0-of-26-november-2026.whl"
_OF_NOW = Path(coreflect.__file__).parents[1]


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's packages, made now, and the code of before."""
    folder = tmp_path_factory.mktemp("before")
    with zipfile.ZipFile(_WHEEL) as wheel:
        wheel.extractall(folder / "code")
    now(folder, "demo", "demo")
    return folder


def now(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(_OF_NOW, folder, arguments)


def before(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(folder / "code", folder, arguments)


def _run(code: Path, folder: Path, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coreflect", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(code)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def counts(ran: subprocess.CompletedProcess[str]) -> dict[str, list[int]]:
    """How many chose each level of each item, of everyone together."""
    items = json.loads(ran.stdout)["items"]
    return {item["item"]: item["pictures"][0]["spread"]["levels"] for item in items}


def test_a_reflection_shown_now_is_read_counted_and_handed_on_by_the_code_of_before(at: Path) -> None:
    packages = sorted(str(path) for path in (at / "demo" / "packages").glob("lantern-street-2026-03-10-*.zip"))
    now(at, "--workspace", "n", "import", *packages)
    now(at, "--workspace", "n", "rounds", "reveal", "lantern")
    assert now(at, "--workspace", "n", "export", "-o", "now.zip", "lantern").returncode == 0
    assert "shown_counts.csv" in zipfile.ZipFile(at / "now.zip").namelist()

    assert before(at, "--workspace", "b", "import", "now.zip").returncode == 0
    assert before(at, "--workspace", "b", "export", "-o", "before.zip").returncode == 0
    assert now(at, "--workspace", "again", "import", "before.zip").returncode == 0

    ours = now(at, "--workspace", "n", "results", "lantern", "--json")
    assert counts(before(at, "--workspace", "b", "results", "lantern", "--json")) == counts(ours)
    assert now(at, "--workspace", "again", "results", "lantern", "--json").stdout == ours.stdout


def test_a_bank_that_it_does_not_know_is_refused_in_a_sentence_and_nothing_is_written(at: Path) -> None:
    refused = before(at, "--workspace", "c", "import", "demo/packages/lantern-street-2026-09-15-laptop-a.zip")

    assert refused.returncode == 4
    assert "the file's format is newer than 1" in refused.stderr
    assert "Install a newer coreflect" in refused.stderr
    assert not (at / "c" / "imports").exists()
