"""A reflection that is only in imported files is looked at, revealed, led and planned like any other."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.cli.main import main
from coreflect.core.errors import Misuse
from coreflect.core.reflections.responses import Turnout
from coreflect.package.write import package_bytes
from coreflect.services.all_records import AllRecords
from coreflect.services.finding import find_here
from coreflect.services.results import Results
from coreflect.workspace.workspace import Workspace, open_workspace
from tests.support.builders.examples import CountingIds
from tests.support.builders.four_rounds import ROUNDS, TEAM, package, records

LAST = ROUNDS[3]
Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace that holds nothing but the package of the four rounds."""
    package(tmp_path / "workspace" / "imports" / "0001.zip")
    return tmp_path / "workspace"


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command on it."""
    monkeypatch.chdir(tmp_path)

    def do(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--workspace", str(folder), *arguments])

    return do


def own(folder: Path) -> list[str]:
    """The reflections that the workspace keeps itself."""
    return [one.id for one in open_workspace(str(folder)).rounds()]


def unrevealed(folder: Path) -> Workspace:
    """A workspace in which nothing was revealed before it came."""
    every = records()
    running = tuple(replace(one, state="running", counted=(), counted_as=(), helped=None) for one in every.rounds)
    (folder / "imports" / "0001.zip").write_bytes(package_bytes(replace(every, rounds=running)))
    return open_workspace(str(folder))


def test_the_list_marks_them_and_says_how_many_answered(run: Run) -> None:
    done = run("rounds", "list")

    assert done.exit_code == 0
    assert " ".join(
        (LAST, "10 November 2026 Mill Lane the day centre and short breaks · 11 have begun, 11 have finished")
    ) in " ".join(done.stdout.split())
    assert done.stdout.count("from added files") == 4
    data = json.loads(run("rounds", "list", "--json").stdout)
    assert [(one["id"], one["finished"], one["brought_in"]) for one in data] == [
        (one, many, True) for one, many in zip(ROUNDS, (10, 10, 11, 11), strict=True)
    ]


def test_looking_keeps_nothing(run: Run, folder: Path) -> None:
    for arguments in (
        ("rounds", "show", LAST),
        ("results", LAST),
        ("room", LAST, "--json"),
        ("actions", "list", LAST),
        ("compare",),
    ):
        assert run(*arguments).exit_code == 0
    assert own(folder) == []


def test_its_facts_are_shown_with_what_the_room_settled(run: Run) -> None:
    done = run("rounds", "show", LAST)

    assert done.exit_code == 0, done.output
    assert "11 have begun, 11 have finished." in done.stdout
    assert '"Often".' in done.stdout
    assert "Invite the night staff" in done.stdout
    assert "It is in files that were added." in done.stderr
    data = json.loads(run("rounds", "show", LAST, "--json").stdout)
    assert (data["finished"], data["brought_in"]) == (11, True)


def test_results_say_all_that_came_with_the_files(run: Run) -> None:
    said = " ".join(run("results", LAST).stdout.split())

    assert "11 of 12 people answered." in said
    assert 'We choose the tools together "Often".' in said
    assert "Invite the night staff" in said
    data = json.loads(run("results", LAST, "--json").stdout)
    assert data["settled"][0]["level"] == "Often"
    assert data["doings"][0]["what"] == "Invite the night staff"
    assert data["items"][0]["paired"]["pairs"] == 6


def test_what_the_room_settled_is_read_from_the_files(run: Run) -> None:
    data = json.loads(run("room", LAST, "--json").stdout)

    assert {(one["item"], one["stands"]) for one in data["agreed"]} == {("tools", "often"), ("money", "not-reached")}


def test_actions_of_every_reflection_are_listed_and_written(run: Run) -> None:
    assert "Put the budget on the wall" in run("actions", "list").stdout
    assert "Put the budget on the wall" not in run("actions", "list", LAST).stdout
    assert f"a-1,Mill Lane,{ROUNDS[0]},2025-05-13," in run("actions", "list", "--csv", "-").stdout


def test_keeping_something_takes_the_reflection_in_and_says_so(run: Run, folder: Path) -> None:
    done = run("room", LAST, "--agreed", "1=differently")

    assert done.exit_code == 0, done.output
    assert "It came in a file that was added." in done.stderr
    assert own(folder) == [LAST]
    data = json.loads(run("room", LAST, "--json").stdout)
    assert {one["stands"] for one in data["agreed"]} == {"often", "not-reached", "differently"}


def test_what_stood_is_replaced_and_stands_in_no_two_versions(run: Run) -> None:
    assert run("room", LAST, "--agreed", "2=4").exit_code == 0

    assert 'We choose the tools together "Always".' in " ".join(run("results", LAST).stdout.split())
    assert run("compare").exit_code == 0


def test_an_action_from_a_file_is_updated(run: Run) -> None:
    done = run("actions", "update", "a-2", "--progress", "done", "--happened", "yes")

    assert done.exit_code == 0, done.output
    listed = run("actions", "list", ROUNDS[2]).stdout
    assert "Done · Sam" in listed
    assert listed.count("Put the budget on the wall") == 1
    assert run("actions", "add", LAST, "--what", "Sweep", "--who", "Ada", "--checked-by", "Tom").exit_code == 0


def test_a_private_one_shows_nothing_before_it_is_revealed_and_all_of_it_then(run: Run, folder: Path) -> None:
    unrevealed(folder)
    before = run("results", LAST)
    assert "Nothing is shown before the answers are revealed." in before.stdout
    assert "coreflect rounds reveal" in before.stderr

    done = run("rounds", "reveal", LAST)

    assert done.exit_code == 0, done.output
    assert "Shown: 11 are counted." in done.stderr
    assert "We choose the tools together" in run("results", LAST).stdout
    assert "Nothing is shown" in run("results", ROUNDS[2]).stdout


def test_in_the_app_how_many_finished_counts_those_in_the_files_too(folder: Path) -> None:
    workspace = unrevealed(folder)
    results = Results(workspace, CountingIds())
    assert {one.id for one in results.imported()} == set(ROUNDS)

    reflection = results.open_here(LAST)

    assert reflection == workspace.round(LAST)
    assert results.turnout(LAST) == Turnout(11, 11)
    assert workspace.turnout(LAST) == Turnout(0, 0)
    assert LAST not in {one.id for one in results.imported()}
    assert results.open_here(LAST) == reflection
    assert results.reveal(LAST).counted == 11


def test_protection_comes_with_it_and_only_with_its_own_questions(folder: Path) -> None:
    workspace = open_workspace(str(folder))
    Results(workspace, CountingIds()).open_here(LAST)

    kept = workspace.records([LAST])
    assert [(guard.round, guard.privacy, guard.smallest_group) for guard in kept.guards] == [(LAST, "private", 5)]
    assert [one.name for one in kept.bank_files] == [records().bank_files[1].name]
    assert kept.responses == ()


def test_taking_the_file_back_takes_the_answers_and_leaves_what_was_opened(folder: Path) -> None:
    workspace = open_workspace(str(folder))
    results = Results(workspace, CountingIds())
    results.open_here(LAST)
    (folder / "imports" / "0001.zip").unlink()

    assert results.turnout(LAST) == Turnout(0, 0)
    assert [one.round for one in results.side_by_side().rounds] == [LAST]
    assert results.side_by_side().rounds[0].items == ()


def test_a_name_that_is_among_its_own_opens_no_package(folder: Path) -> None:
    workspace = open_workspace(str(folder))
    Results(workspace, CountingIds()).open_here(LAST)
    (folder / "imports" / "0001.zip").write_bytes(b"damaged")

    assert find_here(workspace, TEAM).reflection.id == LAST
    assert find_here(workspace, LAST[:11]).reflection.id == LAST


def test_a_name_that_several_files_have_is_asked_for_again(folder: Path) -> None:
    workspace = open_workspace(str(folder))

    with pytest.raises(Misuse, match="Mill Lane has 4 reflections"):
        find_here(workspace, "mill")
    with pytest.raises(Misuse, match="There is no reflection"):
        find_here(workspace, "zzz")
    assert AllRecords(workspace).imported_responses(LAST)
    assert workspace.rounds() == ()
