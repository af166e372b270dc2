"""`coreflect paper`: one page to print, with the questions and never an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.banks.shelf import Shelf
from coreflect.cli.paper import paper
from coreflect.cli.wiring import Wiring
from coreflect.core.errors import Misuse
from coreflect.services.app import services_of
from tests.support.builders.workspaces import a_workspace, files_in, finished_in, reopened
from tests.support.readers.printed import Printed, on_paper


class Wired(Wiring):
    """The program around the command, on a workspace that no others may open."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.services = services_of(reopened(root), Shelf())


@pytest.fixture
def wired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wired:
    monkeypatch.chdir(tmp_path)
    finished_in(a_workspace(tmp_path / "w"))
    return Wired(tmp_path / "w")


def run(wired: Wired, *arguments: str) -> Result:
    return CliRunner().invoke(paper, ["mill-lane", *arguments], obj=wired)


def test_it_writes_one_page_and_says_what_to_do_with_it(wired: Wired, tmp_path: Path) -> None:
    done = run(wired, "-o", str(tmp_path / "sheet.html"))

    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith(f"Wrote {tmp_path}/sheet.html: open it in a browser, and print it on A4.\n")
    assert "then shred them" in done.stderr
    assert "We did deciding-1 together." in Printed((tmp_path / "sheet.html").read_text(encoding="utf-8")).text


def test_without_a_name_it_goes_into_the_folder_exports(wired: Wired) -> None:
    run(wired)
    run(wired, "--cards")

    assert sorted(files_in(Path("exports"))) == [
        "mill-lane-2026-05-12-bcdfgh-cards.html",
        "mill-lane-2026-05-12-bcdfgh-paper.html",
    ]


def test_a_dash_writes_the_page_to_standard_output_alone(wired: Wired) -> None:
    done = run(wired, "-o", "-")

    assert done.stdout.startswith("<!DOCTYPE html>")
    assert done.stdout.endswith("</html>\n")
    assert not Path("exports").exists()


def test_it_can_be_large_and_in_easier_words(wired: Wired) -> None:
    done = run(wired, "--large", "--wording", "plain", "-o", "-")

    assert "18pt" in done.stdout
    assert "We did deciding-1." in on_paper(done.stdout).text
    assert "together" not in on_paper(done.stdout).text


def test_cards_hold_the_levels_and_no_questions(wired: Wired) -> None:
    done = run(wired, "--cards", "-o", "-")

    assert (
        Printed(done.stdout).text
        == "A Never It was never so. A tiny bank B Sometimes It was sometimes so. A tiny bank "
        "C Always It was always so. A tiny bank"
    )
    assert done.stderr == ""


def test_a_wording_that_is_not_there_is_answered_with_those_that_are(wired: Wired) -> None:
    done = run(wired, "--wording", "latin")

    assert isinstance(done.exception, Misuse)
    assert str(done.exception) == "The questions are not in the wording latin. There is: standard, plain, cy."


def test_a_round_that_is_not_there_is_said_to_be_none(wired: Wired) -> None:
    done = CliRunner().invoke(paper, ["quay-house"], obj=wired)

    assert isinstance(done.exception, Misuse)


def test_nothing_that_anybody_answered_reaches_the_page(wired: Wired, tmp_path: Path) -> None:
    with_answers = run(wired, "-o", "-").stdout
    a_workspace(tmp_path / "empty")

    assert with_answers == run(Wired(tmp_path / "empty"), "-o", "-").stdout


def test_help_starts_with_examples() -> None:
    lines = CliRunner().invoke(paper, ["--help"]).stdout.splitlines()

    assert [line.strip() for line in lines[2:4]] == ["Examples:", "coreflect paper mill-lane"]
