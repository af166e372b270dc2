"""A reflection is set up, mended, handed on and revealed by commands, which say what is wrong and never ask."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.cli.main import main
from coreflect.core.errors import Refused
from coreflect.core.reflections.responses import Draft, amend, finish, questions
from coreflect.services.packages import PackageFiles
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import Workspace, open_workspace

NEW = ("--team", "Mill Lane", "--about", "the day centre", "--bank", "scie-statements", "--contact", "the office")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "kept"


def run(folder: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["--workspace", str(folder), *arguments], input=typed)


def new(folder: Path, *more: str) -> str:
    made = run(folder, "rounds", "new", *NEW, "--date", "2026-05-12", *more)
    assert made.exit_code == 0, made.output
    return made.stdout.strip()


def answered(workspace: Workspace, round_id: str, words: str = "") -> str:
    """One more person answers the first level everywhere; returns the response's id."""
    reflection, ids = workspace.round(round_id), SystemIds()
    asked = questions(reflection, workspace.banks(round_id))
    mark = workspace.words_mark(round_id, words) if words else ""
    chosen = tuple((one.key, one.scale.level_ids[0]) for one in asked)
    done = finish(Draft(ids.record(), round_id, "carer", choices=chosen, words=mark), asked, reflection, None, ids)
    workspace.finish(done, amend(done))
    return done.response.id


def test_new_prints_the_id_alone_and_reads_the_rest_back(folder: Path) -> None:
    made = run(folder, "rounds", "new", *NEW, "--date", "2026-05-12", "--invited", "10", "--laptops", "2")
    assert made.stdout.startswith("mill-lane-2026-05-12-")
    assert len(made.stdout.split()) == 1
    assert "Team: Mill Lane, 10 people." in made.stderr
    assert "10 people, 2 laptops, 4 questions: about" in made.stderr
    assert "a folder that may be shared" in made.stderr


def test_a_team_whose_name_is_nearly_one_that_is_here_is_set_up_and_named_in_one_line(folder: Path) -> None:
    new(folder)
    nearly, same = (run(folder, "rounds", "new", *NEW, "--team", name) for name in ("Mil Lane", "MILL lane"))
    assert nearly.stdout.startswith("mil-lane-")
    assert nearly.stderr.splitlines()[0].startswith(
        "There is a team called Mill Lane here, and Mil Lane is nearly the same name."
    )
    assert "nearly" not in same.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--bank", "nesta-principle"), "There is no bank called nesta-principle. Did you mean nesta-principles?"),
        (("--bank", "scie-statements"), "chosen twice"),
        (("--bank", "right-preparation:long"), "not a way to ask"),
        (("--date", "soon"), "“soon” is not a date."),
        (("--smallest-group", "2"), "3, 4 or 5"),
        (("--keep-until", "2020-01-01"), "deleted before"),
        (("--about", ""), "Missing: --about"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(folder: Path, more: tuple[str, ...], said: str) -> None:
    failed = run(folder, "rounds", "new", *NEW, *more)
    assert failed.exit_code == 2
    assert said in " ".join(failed.stderr.split())
    assert failed.stdout == ""
    assert open_workspace(str(folder)).rounds() == ()


def test_a_round_is_found_by_the_beginning_of_its_name_and_mended(folder: Path) -> None:
    round_id = new(folder)
    mended = run(folder, "rounds", "mend", "mill", "--about", "short breaks", "--missing", "night staff")
    assert mended.exit_code == 0
    reflection = open_workspace(str(folder)).round(round_id)
    assert (reflection.about, reflection.missing, reflection.id) == ("short breaks", "night staff", round_id)
    assert len(reflection.replaces) == 1
    assert run(folder, "rounds", "mend", "mill").exit_code == 2
    assert run(folder, "rounds", "show", "harbour").exit_code == 2


def test_list_and_show_say_how_many_answered_in_words_and_as_json(folder: Path) -> None:
    round_id = new(folder)
    answered(open_workspace(str(folder)), round_id)
    assert "1 has begun, 1 has finished" in run(folder, "rounds", "list").stdout
    assert "(4 questions)" in run(folder, "rounds", "show", "mill").stdout
    (listed,) = json.loads(run(folder, "rounds", "list", "--json").stdout)
    assert (listed["id"], listed["begun"], listed["finished"]) == (round_id, 1, 1)
    assert "counted" not in listed


def test_reflections_are_listed_by_team_and_date_in_columns(folder: Path) -> None:
    for team, day in (
        ("Team 10", "2026-05-12"),
        ("Team 1", "2026-05-14"),
        ("Team 2", "2026-05-13"),
        ("Team 1", "2025-09-30"),
    ):
        run(folder, "rounds", "new", *NEW, "--team", team, "--date", day)
    said = run(folder, "rounds", "list").stdout.splitlines()
    columns = [re.split(r" {3,}", line)[1:] for line in said[::2]]
    assert columns == [
        ["30 September 2025", "Team 1"],
        ["14 May 2026", "Team 1"],
        ["13 May 2026", "Team 2"],
        ["12 May 2026", "Team 10"],
    ]
    assert len({line.index(day) for line, (day, _) in zip(said[::2], columns, strict=True)}) == 1
    assert {*said[1::2]} == {"  the day centre · Nobody has begun"}
    assert run(folder, "rounds", "list", "--team", "team 1").stdout.split() == " ".join(said[:4]).split()
    assert len(json.loads(run(folder, "rounds", "list", "--team", "Team 10", "--json").stdout)) == 1
    assert "can mean 3 teams" in run(folder, "rounds", "list", "--team", "Team").stderr


def test_an_invitation_brings_exactly_this_round_without_answers_to_another_laptop(folder: Path) -> None:
    round_id = new(folder)
    here = open_workspace(str(folder))
    answered(here, round_id)
    assert run(folder, "rounds", "invite", "mill", "-o", "invitation.zip").exit_code == 0
    there = open_workspace(str(folder.parent / "there"))
    taken = PackageFiles(there).open_invitation("invitation.zip")
    assert taken == here.round(round_id)
    assert there.banks(round_id) == here.banks(round_id)
    assert there.records([round_id]).responses == ()
    answered(there, round_id)
    assert PackageFiles(there).open_invitation("invitation.zip") == taken
    assert there.turnout(round_id).finished == 1
    piped = run(folder, "rounds", "invite", "mill", "-o", "-")
    assert piped.stdout_bytes == Path("invitation.zip").read_bytes()


def test_what_is_no_invitation_is_refused_and_nothing_is_taken_in(folder: Path) -> None:
    there = open_workspace(str(folder))
    Path("torn.zip").write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(Refused, match=r"torn\.zip"):
        PackageFiles(there).open_invitation("torn.zip")
    for team in ("One", "Two"):
        run(folder.parent / "two", "rounds", "new", *NEW, "--team", team)
    run(folder.parent / "two", "export", "-o", "both.zip")
    with pytest.raises(Refused, match="2 reflections"):
        PackageFiles(there).open_invitation("both.zip")
    assert there.rounds() == ()


def test_revealing_fixes_who_is_counted_and_cannot_be_done_with_nobody(folder: Path) -> None:
    round_id = new(folder)
    assert run(folder, "rounds", "reveal", "mill").exit_code == 2
    workspace = open_workspace(str(folder))
    counted = sorted(answered(workspace, round_id) for _ in range(5))
    assert "not revealed" not in run(folder, "rounds", "reveal", "mill").stderr
    reflection = open_workspace(str(folder)).round(round_id)
    assert (reflection.state, list(reflection.counted)) == ("revealed", counted)
    assert "5 people answered" in run(folder, "compare").stdout


def test_two_words_take_the_answers_out_for_good_and_name_the_packages_that_hold_them(folder: Path) -> None:
    round_id = new(folder)
    workspace = open_workspace(str(folder))
    response = answered(workspace, round_id, "lantern river")
    answered(workspace, round_id)
    run(folder, "export", "-o", "handed.zip")
    assert run(folder, "withdraw", "lantern", "lantern", "--yes").exit_code == 1
    assert run(folder, "withdraw", "River,", "LANTERN").exit_code == 2
    taken = run(folder, "withdraw", "-", "--yes", typed="river lantern\n")
    assert taken.exit_code == 0
    assert "handed.zip" in taken.stdout
    assert run(folder, "export", "-o", "later.zip").exit_code == 0
    assert run(folder, "merge", "handed.zip", "later.zip", "-o", "all.zip").exit_code == 0
    for package in ("later.zip", "all.zip"):
        records = CliRunner().invoke(main, ["merge", package, "--dry-run", "--json"])
        assert records.exit_code == 0
        assert Path(package).read_bytes().count(f"{response},".encode()) == 1
    assert run(folder, "withdraw", "lantern", "river", "--yes").exit_code == 1
