"""`coreflect doctor`: what is found, in words and in JSON, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.banks.shelf import Shelf
from coreflect.cli.doctor import doctor
from coreflect.cli.wiring import Wiring
from coreflect.services.app import services_of
from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import a_workspace, files_in, finished_in, folder_of, reopened


class Wired(Wiring):
    """The program around the command, on a workspace that no others may open."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.services = services_of(reopened(root), Shelf())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "w")
    finished_in(workspace)
    return workspace


def run(workspace: Workspace, arguments: Sequence[str] = ()) -> Result:
    return CliRunner().invoke(doctor, list(arguments), obj=Wired(workspace.root))


def damage(workspace: Workspace) -> Path:
    path = folder_of(workspace).finished("kresponse1")
    path.write_bytes(b"half")
    return path


def test_where_nothing_is_wrong_it_says_so_and_ends_with_0(workspace: Workspace) -> None:
    done = run(workspace)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"Nothing is wrong in {workspace.root}.\n"


def test_it_says_what_is_wrong_and_what_mending_would_do_and_changes_nothing(workspace: Workspace) -> None:
    damage(workspace)
    before = files_in(workspace.root)
    done = run(workspace)
    assert done.exit_code == 1
    assert "responses/kresponse1.json cannot be read: it is cut off or was changed." in done.stdout
    assert "With --mend: It is moved to set-aside" in done.stdout
    assert done.stderr == f"Found: 1. --mend can see to 1 of them. Looked at: {workspace.root}.\n"
    assert files_in(workspace.root) == before


def test_mending_says_what_was_done_and_ends_with_0_when_nothing_is_left(workspace: Workspace) -> None:
    path = damage(workspace)
    done = run(workspace, ["--mend"])
    assert done.exit_code == 0
    assert "Mended: It is moved to set-aside" in done.stdout
    assert done.stderr == f"Mended: 1. Nothing is left to do in {workspace.root}.\n"
    assert not path.exists()
    assert run(workspace).exit_code == 0


def test_what_is_left_for_a_person_ends_with_1(workspace: Workspace) -> None:
    damage(workspace)
    reflection = folder_of(workspace).reflection
    reflection.write_bytes(reflection.read_bytes().replace(b'"number": 1', b'"number": 9'))
    done = run(workspace, ["--mend"])
    assert done.exit_code == 1
    assert "was written by a newer coreflect" in done.stdout
    assert done.stderr == f"Mended: 1. Left for a person to decide: 1. Looked at: {workspace.root}.\n"


@pytest.mark.parametrize("arguments", [["--json"], ["--json", "--mend"]])
def test_json_holds_what_was_mended_and_what_is_left(workspace: Workspace, arguments: list[str]) -> None:
    damage(workspace)
    done = run(workspace, arguments)
    data = json.loads(done.stdout)
    assert done.stderr == ""
    assert data["folder"] == str(workspace.root)
    place = "mended" if "--mend" in arguments else "left"
    (finding,) = data[place]
    assert (finding["kind"], finding["remedy"]) == ("damaged", "set-aside")
    assert sum(len(data[key]) for key in ("mended", "left")) == 1


def test_a_name_that_would_move_the_cursor_reaches_no_terminal(workspace: Workspace) -> None:
    (folder_of(workspace).responses / "bad\x1b[2J.json").write_bytes(b"")
    done = run(workspace)
    assert done.exit_code == 1
    assert "\x1b" not in done.output
    assert "\x1b" not in run(workspace, ["--json"]).output


def test_its_help_begins_with_examples() -> None:
    done = CliRunner().invoke(doctor, ["--help"])
    assert done.exit_code == 0
    assert done.output.index("Examples:") < done.output.index("Looks through everything")
