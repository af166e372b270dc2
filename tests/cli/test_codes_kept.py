"""A code travels with the answers that it is of, through export and merge; nothing else that anybody sees has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.banks.shelf import Shelf
from coreflect.cli.main import main
from coreflect.core.reflections.responses import Draft
from coreflect.core.reflections.rounds import Plan, new_round
from coreflect.package.read import read_records
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import open_workspace
from tests.cli.test_killed_between_keys import walked_to_the_words
from tests.support.builders.filled_workspace import filled
from tests.support.builders.packages import ROUND, reflection, response
from tests.support.screens.terminal import terminal

CODES = ("rkm-364", "twx-835", "hxt-257")
A_CODE = re.compile(r"\b[fhkmrtwx]{3}-[2-9]{3}\b")
COMMANDS = (
    ("rounds", "list"),
    ("rounds", "list", "--json"),
    ("rounds", "show", ROUND),
    ("rounds", "show", ROUND, "--json"),
    ("results", ROUND),
    ("results", ROUND, "--json"),
    ("--plain", "results", ROUND),
    ("room", ROUND, "--json"),
    ("actions", "list"),
    ("compare", "-o", "compared"),
    ("compare", "--json", "-o", "again"),
    ("export", "-o", "exported.zip"),
    ("merge", "exported.zip", "-o", "merged.zip"),
    ("rounds", "invite", ROUND, "-o", "invitation.zip"),
    ("paper", ROUND, "-o", "paper.html"),
    ("doctor",),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which three people took a code, with an empty folder to write into."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    there = [response(f"p{number}", code=code) for number, code in enumerate((*CODES, "", ""))]
    filled(tmp_path / "kept", round_facts=reflection(), responses=there)
    return tmp_path / "kept"


def run(place: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(place), *arguments])


def codes(file: Path) -> list[str]:
    return [one.code for one in read_records(file).responses]


def test_a_code_goes_with_its_answers_through_an_export_and_a_merge_of_it(place: Path) -> None:
    assert run(place, "export", "-o", "one.zip").exit_code == 0
    assert run(place, "merge", "one.zip", "one.zip", "-o", "both.zip").exit_code == 0

    assert codes(Path("one.zip")) == codes(Path("both.zip")) == [*CODES, "", ""]


def test_no_list_no_result_no_name_of_a_file_and_no_other_file_holds_a_code(place: Path) -> None:
    for command in COMMANDS:
        ran = run(place, *command)
        assert not A_CODE.search(ran.output), command
    found = [path for path in Path().rglob("*") if path.is_file()]
    assert len(found) > 5
    for path in found:
        assert not A_CODE.search(path.name)
        assert path.suffix == ".zip" or not any(code.encode() in path.read_bytes() for code in CODES), path
    assert not any(A_CODE.search(path.name) for path in place.rglob("*"))


def test_an_invitation_holds_no_code(place: Path) -> None:
    run(place, "rounds", "invite", ROUND, "-o", "invitation.zip")

    assert codes(Path("invitation.zip")) == []


def test_a_code_that_was_shown_is_there_after_a_kill(tmp_path: Path) -> None:
    plan = Plan(
        "Mill Lane", "the day centre", "2026-05-12", (("nesta-principles", "short"),), "the office", "2027-05-12"
    )
    made = new_round(plan, Shelf().banks(), SystemIds())
    folder = tmp_path / "kept"
    folder.mkdir()
    open_workspace(str(folder)).save_round(made.reflection, made.bank_files)
    with terminal("-m", "coreflect", "--workspace", str(folder), "answer") as seat:
        words = walked_to_the_words(seat)
        for keys, marker in ((b"\r", "These questions are about"), (b"\r", "1 of 6")):
            seat.type(keys)
            seat.until(marker)
            seat.settled()
        for number in range(2, 8):
            seat.type(b"s")
            seat.until(f"{number} of 6" if number < 7 else "That was the last question.")
            seat.settled()
        for keys, marker in ((b"k", "Would you like a repeat code?"), (b"2", "(•) 2"), (b"\r", "Your repeat code is:")):
            seat.type(keys)
            seat.until(marker)
            seat.settled()
        shown = A_CODE.search(seat.seen)
        seat.kill()
    kept = open_workspace(str(folder)).returning(words)
    assert shown is not None
    assert kept is not None
    assert isinstance(kept.draft, Draft)
    assert kept.draft.code == shown[0]
