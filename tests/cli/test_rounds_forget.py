"""`rounds forget` asks before anything goes, needs --yes where nobody can be asked, and names what it cannot reach."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.cli.main import main
from coreflect.core.reflections.responses import Draft, amend, finish, questions
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import open_workspace

NEW = ("--team", "Mill Lane", "--about", "the day centre", "--bank", "scie-statements", "--contact", "the office")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "kept"


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(folder), *arguments])


def a_round_with_answers(folder: Path, people: int = 2) -> str:
    made = run(folder, "rounds", "new", *NEW, "--date", "2025-05-12", "--keep-until", "2026-05-12")
    assert made.exit_code == 0, made.output
    round_id = made.stdout.strip()
    workspace, ids = open_workspace(str(folder)), SystemIds()
    reflection = workspace.round(round_id)
    asked = questions(reflection, workspace.banks(round_id))
    for _ in range(people):
        chosen = tuple((one.key, one.scale.level_ids[0]) for one in asked)
        done = finish(Draft(ids.record(), round_id, "carer", choices=chosen), asked, reflection, None, ids)
        workspace.finish(done, amend(done))
    return round_id


def said(result: Result) -> str:
    return " ".join(result.stderr.split())


def test_without_a_terminal_it_needs_yes_and_nothing_goes(folder: Path) -> None:
    round_id = a_round_with_answers(folder)
    stopped = run(folder, "rounds", "forget", "mill-lane")
    assert stopped.exit_code == 2
    assert "Nothing was removed: nobody can be asked here. Add --yes if it is meant." in said(stopped)
    assert stopped.stdout == ""
    assert open_workspace(str(folder)).turnout(round_id).finished == 2


def test_with_yes_it_says_what_goes_what_stays_and_what_cannot_be_called_back(folder: Path) -> None:
    round_id = a_round_with_answers(folder)
    assert run(folder, "export", "mill-lane", "-o", "may.zip").exit_code == 0
    done = run(folder, "rounds", "forget", "mill-lane", "--yes")
    assert done.exit_code == 0, done.output
    for part in (
        "Mill Lane, about the day centre, 12 May 2025.",
        "2 people have begun to answer. All answers and notes are removed",
        "what we agreed and what we will do stay",
        "Copies already handed over cannot be called back: may.zip.",
        "The answers and notes are removed.",
    ):
        assert part in said(done)
    assert open_workspace(str(folder)).is_forgotten(round_id)


def test_afterwards_every_command_says_it_plainly(folder: Path) -> None:
    round_id = a_round_with_answers(folder)
    old = run(folder, "export", "-o", "old.zip")
    assert old.exit_code == 0
    assert run(folder, "rounds", "forget", "mill-lane", "--yes").exit_code == 0
    assert "answers removed" in run(folder, "rounds", "list").stdout
    assert "nswers removed." in run(folder, "rounds", "show", "mill-lane").stdout
    assert json.loads(run(folder, "rounds", "show", "mill-lane", "--json").stdout)["answers_taken_out"] is True
    results = run(folder, "results", "mill-lane")
    assert "were removed, as agreed." in " ".join(results.stdout.split())
    assert "0 people" not in results.stdout
    for command in (("rounds", "reveal", round_id), ("rounds", "invite", round_id)):
        refused = run(folder, *command)
        assert refused.exit_code == 2
        assert "it takes no new ones" in said(refused)
    again = run(folder, "rounds", "forget", "mill-lane", "--yes")
    assert again.exit_code == 0
    assert "were removed, as agreed." in said(again)
    compared = run(folder, "compare", "old.zip", "--output", str(folder.parent / "out"))
    assert compared.exit_code == 0, compared.output
    assert run(folder, "export", "-o", "new.zip").exit_code == 0
    merged = run(folder, "merge", "old.zip", "new.zip", "-o", "both.zip")
    assert merged.exit_code == 0, merged.output
    assert b"scie-statements,now" not in Path("both.zip").read_bytes()
    assert run(folder, "doctor").exit_code == 0


def test_a_tally_and_what_the_meeting_does_not_take_is_refused_and_an_agreed_level_is_kept(folder: Path) -> None:
    a_round_with_answers(folder)
    assert run(folder, "rounds", "forget", "mill-lane", "--yes").exit_code == 0
    refused = run(folder, "room", "mill-lane", "--tally", "1=1,1,0,0")
    assert refused.exit_code == 1
    assert "it takes no new ones" in said(refused)
    assert run(folder, "room", "mill-lane", "--agreed", "1=differently").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("rounds", "forget"), 2, "Missing: ROUND."),
        (("rounds", "forget", "nosuch", "--yes"), 2, "There is no reflection nosuch here."),
        (("rounds", "forget", "", "--yes"), 2, "There is no reflection without a name."),
        (("rounds", "forget", "../..", "--yes"), 2, "There is no reflection"),
        (("rounds", "forget", "mill-lane", "quay"), 2, "This is too much here: quay."),
        (("rounds", "forget", "mill-lane", "--ye"), 2, "Did you mean --yes or --help?"),
        (("rounds", "forgot", "mill-lane"), 2, "Did you mean `coreflect rounds forget`?"),
    ],
)
def test_typed_wrongly_it_is_a_sentence_and_nothing_goes(
    folder: Path, words: tuple[str, ...], code: int, part: str
) -> None:
    round_id = a_round_with_answers(folder)
    result = CliRunner().invoke(main, ["--workspace", str(folder), *words], prog_name="coreflect")
    assert result.exit_code == code
    assert part in said(result)
    assert not open_workspace(str(folder)).is_forgotten(round_id)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
@pytest.mark.parametrize(
    ("typed", "code", "part"),
    [("Mill Lane\n", 0, "are removed"), ("forget\n", 0, "are removed"), ("yes\n", 2, "Nothing was removed.")],
)
def test_in_a_terminal_the_teams_name_is_typed(folder: Path, typed: str, code: int, part: str) -> None:
    round_id = a_round_with_answers(folder)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "coreflect", "--workspace", str(folder), "rounds", "forget", "mill-lane"]
    where = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "NO_COLOR": "1"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=where) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        heard = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            heard += piece
    os.close(ours)
    assert process.returncode == code, heard
    text = " ".join(heard.decode().split())
    assert "Type the team's name" in text
    assert part in text
    assert open_workspace(str(folder)).is_forgotten(round_id) is (code == 0)
