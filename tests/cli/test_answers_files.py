"""Answers files by commands: written for the sheet that `paper` printed, taken by `import`, and never passed over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.cli.main import main
from tests.support.builders.answers_files import answers_file, revision, secret
from tests.support.builders.workspaces import a_workspace

ROUND = "mill-lane-2026-05-12-bcdfgh"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", "w", *words])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a workspace, and a folder `in` with one person's answers to the sheet that was printed there."""
    monkeypatch.chdir(tmp_path)
    a_workspace(tmp_path / "w")
    assert run("paper", "mill-lane", "-o", "sheet.html").exit_code == 0
    (tmp_path / "in").mkdir()
    save(tmp_path / "in/answers-a.coreflect.json")
    return tmp_path


def save(path: Path, **changes: object) -> None:
    """Save answers to the sheet, as its script would; every question is left blank."""
    known = json.loads(re.findall(r'id="sheet">(.*?)</script>', Path("sheet.html").read_text(encoding="utf-8"))[0])
    answers = [{**asked, "answer": "skipped"} for asked in known["questions"]]
    path.write_text(json.dumps(answers_file(round=known["round"], answers=answers, **changes)), encoding="utf-8")


def test_a_folder_of_them_comes_in_and_is_undone_as_packages_are(here: Path) -> None:
    dry = run("import", "in", "--dry-run")
    assert (dry.exit_code, "1 new" in dry.stderr) == (0, True)
    assert not (here / "w/imports").exists()
    done = run("import", "in")
    assert (done.exit_code, "Added, as imports/0001-" in done.stderr) == (0, True)
    assert "1 has begun, 1 has finished" in run("rounds", "show", "mill-lane").stdout
    again = run("import", "in/answers-a.coreflect.json")
    assert (again.exit_code, "You already have everything in these files" in again.stderr) == (0, True)
    assert run("import", "--undo").exit_code == 0
    assert "Nobody has begun" in run("rounds", "show", "mill-lane").stdout


def test_one_that_cannot_be_used_ends_with_4_however_it_is_named_and_whatever_comes_with_it(here: Path) -> None:
    save(here / "in/b.json", key=secret("z"))
    (here / "in/cut.coreflect (1).json").write_bytes((here / "in/b.json").read_bytes()[:300])
    for words in (("import", "in"), ("import", "in", "--dry-run"), ("merge", "in", "--dry-run")):
        refused = run(*words)
        assert refused.exit_code == 4
        assert "cut.coreflect (1).json is cut off or damaged" in refused.stderr
    left_out = run("import", "in", "--without-refused")
    assert left_out.exit_code == 4
    assert "two words that are somebody else's" in left_out.stderr
    assert "1 has begun, 1 has finished" in run("rounds", "show", "mill-lane").stdout


def test_merge_takes_them_with_an_export_of_their_round(here: Path) -> None:
    assert run("rounds", "invite", "mill-lane", "-o", "in/round.zip").exit_code == 0
    merged = run("merge", "in", "-o", "merged.zip")

    assert (merged.exit_code, "2 records" in merged.stderr) == (0, True)
    assert run("merge", "in/answers-a.coreflect.json", "--dry-run").exit_code == 4


def test_two_words_change_and_remove_what_came_in_a_file(here: Path) -> None:
    run("import", "in")
    save(here / "new.coreflect.json", revision=revision(2), replaces=[revision(1)], words="copper basin")
    other = run("import", "new.coreflect.json")
    assert (other.exit_code, "not the ones they were saved with" in other.stderr) == (4, True)
    save(here / "new.coreflect.json", revision=revision(2), replaces=[revision(1)])
    assert run("import", "new.coreflect.json").exit_code == 0
    assert "1 has begun, 1 has finished" in run("rounds", "show", "mill-lane").stdout
