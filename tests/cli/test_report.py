"""`coreflect report`: from packages, or the workspace, to one file; what it cannot take it says, and writes nothing."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.cli.main import main
from coreflect.core.model import Records
from coreflect.core.texts.report import DRAFT
from coreflect.package.write import package_bytes
from coreflect.services.app import Services
from tests.support.builders.comparisons import records
from tests.support.builders.examples import a_round
from tests.support.builders.four_rounds import package
from tests.support.builders.merging import asked, bank_toml, people

BANK, FILE = asked(bank_toml(items=("beds",)))
Report = Callable[..., Result]
NEW = ("rounds", "new", "--team", "Mill Lane", "--about", "the day centre", "--contact", "the office")


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Report:
    """Runs the command in an empty folder."""
    monkeypatch.setenv("COREFLECT_WORKSPACE", str(tmp_path / "kept"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["report", *arguments])

    return run


def a_package(path: str, number: int, **changes: object) -> str:
    """A package of one private round with so many carers."""
    reflection = a_round(**{"id": "m-1", "banks": (BANK,)} | changes)
    there = people(reflection.id, ("carer",) * 20, [["often"]] * 20)[:number]
    Path(path).write_bytes(package_bytes(Records(rounds=(reflection,), responses=there, bank_files=(FILE,))))
    return path


def two_teams() -> str:
    Path("all.zip").write_bytes(package_bytes(records()))
    return "all.zip"


def test_a_report_goes_to_exports_for_its_owner_alone(report: Report) -> None:
    done = report(str(package(Path("four.zip"))))

    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    file = Path("exports/mill-lane-4-report.html")
    assert f"Wrote {file}: " in done.stderr
    assert "It is a draft: read it with the group" in done.stderr
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert {path.name for path in Path("exports").iterdir()} == {file.name}
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in Path("exports").iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (("-o", "r.md"), f"**{DRAFT}**"),
        (("-o", "r.txt"), DRAFT),
        (("-o", "r.htm"), "<!DOCTYPE html>"),
        (("-o", "r.txt", "--format", "md"), f"**{DRAFT}**"),
        (("-o", "r"), "<!DOCTYPE html>"),
    ],
)
def test_the_name_of_the_file_says_how_it_is_written(report: Report, arguments: tuple[str, ...], begins: str) -> None:
    assert report(a_package("a.zip", 7), *arguments).exit_code == 0

    assert Path(arguments[1]).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("r.pdf", "Name it .html, open that in a browser, and print it to a PDF from there."),
        ("r.DOCX", "Name it .html, and open that in your word processor."),
        ("r.any", "Name it .html, .htm, .md, .markdown or .txt."),
    ],
)
def test_an_ending_that_is_not_written_is_refused_and_says_how_to_get_it(report: Report, name: str, how: str) -> None:
    for more in ((), ("--format", "html")):
        refused = report(a_package("a.zip", 7), "-o", name, *more)
        assert (refused.exit_code, how in refused.stderr, Path(name).exists()) == (2, True, False)


def test_a_report_on_standard_output_is_remembered_too(report: Report) -> None:
    done = report(a_package("a.zip", 7), "-o", "-", "--format", "txt")

    assert done.stdout.startswith(f"{DRAFT}\n\nMill Lane: our reflection of 12 May 2026\n")
    assert not list(Path("exports").iterdir())
    assert report(a_package("b.zip", 8), "-o", "-").exit_code == 1


def test_a_report_is_held_against_what_was_released_before_whatever_that_was(report: Report) -> None:
    assert CliRunner().invoke(main, ["compare", a_package("a.zip", 6)]).exit_code == 0

    held_back = report(a_package("b.zip", 7))

    assert held_back.exit_code == 1
    assert "Mill Lane on 2026-05-12" in held_back.stderr
    assert "--again" in held_back.stderr
    assert not list(Path("exports").glob("*.html"))
    assert report("a.zip").exit_code == 0
    assert report("b.zip", "--again").exit_code == 0


def test_a_table_after_a_report_is_held_against_it(report: Report) -> None:
    assert report(a_package("a.zip", 6)).exit_code == 0

    assert CliRunner().invoke(main, ["compare", a_package("b.zip", 7)]).exit_code == 1


def test_a_report_on_one_team_releases_nothing_of_another(report: Report) -> None:
    assert report(two_teams(), "--team", "Quay House").exit_code == 0

    remembered = Services().workspace.releases.read().releases
    assert not any(one.round.startswith("mill-lane") for one in remembered)


def test_the_numbers_are_those_of_the_table(report: Report) -> None:
    four = str(package(Path("four.zip")))
    assert CliRunner().invoke(main, ["compare", four]).exit_code == 0
    text = " ".join(report(four, "-o", "-", "--format", "txt").stdout.split())
    rows = list(csv.DictReader(io.StringIO(Path("exports/comparison.csv").read_text(encoding="utf-8"), newline="")))
    labels = ("Never", "Seldom", "Often", "Always")

    latest = [row for row in rows if row["round"] == "mill-lane-4" and row["group"] == "everyone"]
    assert len(latest) == 4
    for row in latest:
        chose = [(row[f"level_{at}"], label) for at, label in enumerate(labels, start=1)]
        said = "; ".join(f'{people} chose "{label}"' for people, label in chose if people != "0")
        assert f"Everyone ({row['counted']}): {said}." in text


def test_several_teams_are_named_and_never_set_beside_one_another(report: Report) -> None:
    done = report(two_teams())

    assert done.exit_code == 2
    assert "There are 2 teams, and a report is on one: Mill Lane, Quay House." in done.stderr
    one = report("all.zip", "--team", "quay house", "-o", "-", "--format", "txt").stdout
    assert "Quay House: our reflection of 12 November 2026" in one
    assert "Mill Lane" not in one


def test_a_round_can_be_named_and_later_ones_are_left_out(report: Report) -> None:
    four = str(package(Path("four.zip")))
    text = report(four, "--round", "mill-lane-2", "--full", "-o", "-", "--format", "txt").stdout

    assert "Mill Lane: our reflection of 11 November 2025" in text
    assert "13 May 2025 (10)" in text
    assert "10 November 2026" not in text


def test_what_is_asked_comes_from_the_line_and_from_a_file(report: Report) -> None:
    Path("asks.txt").write_text("\ufeffCome to our next reflection.\n\nPay for taxis.\n", encoding="utf-8")
    options = (
        "--ask",
        "Pay bus fares.",
        "--ask-file",
        "asks.txt",
        "--answer-by",
        "2026-06-30",
        "--answer-how",
        "by post",
    )
    text = report(a_package("a.zip", 7), *options, "--agreed-on", "2026-05-20", "-o", "-", "--format", "txt").stdout

    asked_for = " ".join(text.partition("What we ask of you")[2].split())
    assert asked_for.startswith(
        "Pay bus fares. Come to our next reflection. Pay for taxis. "
        "Please answer us by Tuesday 30 June 2026. How: by post."
    )
    assert DRAFT not in text


def test_an_agreed_report_that_asks_nothing_says_so_to_whoever_wrote_it(report: Report) -> None:
    done = report(a_package("a.zip", 7), "--agreed-on", "2026-05-20")

    assert done.exit_code == 0
    assert "--ask says what you ask." in done.stderr
    assert "draft" not in done.stderr


def test_large_print_is_larger(report: Report) -> None:
    assert report(a_package("a.zip", 7), "--large").exit_code == 0

    assert 'class="large"' in Path("exports/m-1-report.html").read_text(encoding="utf-8")


def test_the_page_to_take_home_is_a_file_of_its_own(report: Report) -> None:
    assert report(a_package("a.zip", 7), "--take-home").exit_code == 0

    text = Path("exports/m-1-take-home.html").read_text(encoding="utf-8")
    assert "To take home" in text
    assert "At a glance" not in text


WRONG: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("There is no file nowhere.zip.", ("nowhere.zip",), 2),
    ("“soon” is not a date.", ("a.zip", "--agreed-on", "soon"), 2),
    ("cannot have read this before its reflection", ("a.zip", "--agreed-on", "2026-05-11"), 2),
    ("That day has not come yet.", ("a.zip", "--agreed-on", "2999-01-01"), 2),
    ("There is nothing to answer.", ("a.zip", "--answer-by", "2026-06-30"), 2),
    ("“soon” is not a date.", ("a.zip", "--ask", "Come.", "--answer-by", "soon"), 2),
    ("--ask says nothing.", ("a.zip", "--ask", " "), 2),
    ("cannot be read", ("a.zip", "--ask-file", "nowhere.txt"), 2),
    ("is empty", ("a.zip", "--ask-file", "empty.txt"), 2),
    ("cannot be read: it is not text", ("a.zip", "--ask-file", "a.zip"), 2),
    ("Large print is for HTML.", ("a.zip", "--large", "--format", "txt"), 2),
    ("Large print is for HTML.", ("a.zip", "--large", "-o", "r.md"), 2),
    ("There is no team", ("a.zip", "--team", "Nobody"), 2),
    ("There is no team", ("a.zip", "--team", ""), 2),
    ("There is no reflection", ("a.zip", "--round", "nothing"), 2),
    ("There is no folder", ("a.zip", "-o", "nowhere/r.html"), 2),
    ("is not a file that can be written", ("a.zip", "-o", "folder"), 2),
    ("is not a file that can be written", ("a.zip", "-o", ""), 2),
    ("--format takes one of html, md, txt.", ("a.zip", "--format", "pdf"), 2),
    ("torn.zip", ("a.zip", "torn.zip"), 4),
    ("There is no reflection to report on yet.", (), 2),
)


@pytest.mark.parametrize(("sentence", "words", "code"), WRONG, ids=range(len(WRONG)))
def test_wrong_use_is_a_sentence_and_nothing_is_written(
    report: Report, sentence: str, words: tuple[str, ...], code: int
) -> None:
    a_package("a.zip", 7)
    Path("torn.zip").write_bytes(Path("a.zip").read_bytes()[:500])
    Path("folder").mkdir()
    Path("empty.txt").touch()
    before = set(Path().rglob("*.*"))

    done = report(*words)

    assert sentence in done.stderr
    assert done.exit_code == code
    assert done.stdout == ""
    assert set(Path().rglob("*.*")) == before


def test_conflicts_are_named_after_the_report_is_written(report: Report) -> None:
    a_package("a.zip", 7)
    other = replace(people("m-1", ("carer",), [["never"]])[0], revision="k0other")
    reflection = a_round(id="m-1", banks=(BANK,))
    Path("b.zip").write_bytes(package_bytes(Records(rounds=(reflection,), responses=(other,), bank_files=(FILE,))))

    done = report("a.zip", "b.zip")

    assert done.exit_code == 3
    assert "k0other" in done.stderr
    assert "The answers of 6 are counted here." in Path("exports/m-1-report.html").read_text(encoding="utf-8")


def test_a_report_says_when_it_counts_more_people_than_the_room_saw(report: Report) -> None:
    seen = {"state": "revealed", "counted": tuple(f"m-1-p{number}" for number in range(6)), "invited": 20}

    said = " ".join(report(a_package("a.zip", 11, **seen), "-o", "-", "--format", "txt").stdout.split())

    assert "they hold the answers of 5 more people, who answered later." in said
    assert "answered later" not in report(a_package("b.zip", 6, **seen), "-o", "b.txt").output
    assert "answered later" not in Path("b.txt").read_text(encoding="utf-8")


def test_a_workspace_shows_nothing_before_the_answers_are_revealed(report: Report) -> None:
    made = CliRunner().invoke(main, [*NEW, "--bank", "scie-statements", "--date", "2026-05-12"])
    assert made.exit_code == 0, made.output

    done = report("-o", "-", "--format", "txt")

    assert done.exit_code == 0, done.output
    assert "Nothing is shown before the answers are revealed." in done.stdout
    assert "Where our answers differ" not in done.stdout
    assert "rounds reveal" in done.stderr


def test_every_team_gets_a_report_of_its_own_in_one_folder(report: Report) -> None:
    both = (a_package("a.zip", 7), a_package("b.zip", 9, id="q-1", team="quay", team_name="Quay House"))
    done = report(*both, "--all")

    assert done.exit_code == 0, done.output
    written = sorted(Path("exports/reports").iterdir())
    assert f"Wrote {len(written)} reports into {Path('exports/reports')}, one a team." in done.stderr
    assert len(written) == 2
    for file, team, other in zip(written, ("Mill Lane", "Quay House"), ("Quay House", "Mill Lane"), strict=True):
        page = file.read_text(encoding="utf-8")
        assert (team in page, other in page) == (True, False)
    assert done.stderr.count("They are drafts") == 1


def test_reports_on_every_team_name_those_of_which_nothing_is_shown(report: Report) -> None:
    made = CliRunner().invoke(main, [*NEW, "--bank", "scie-statements", "--date", "2026-05-12"])
    assert made.exit_code == 0, made.output

    done = report("--all", "-o", "board", "--format", "txt")

    assert done.exit_code == 0, done.output
    assert "No report was written." in done.stderr
    assert "1 team has no report, since nothing of their latest reflection is shown: Mill Lane." in done.stderr
    assert list(Path("board").iterdir()) == []


def test_a_report_that_differs_by_few_people_is_left_out_and_keeps_no_other_back(report: Report) -> None:
    others = a_package("b.zip", 9, id="q-1", team="quay", team_name="Quay House")
    assert report(a_package("a.zip", 7), others, "--all", "-o", "one").exit_code == 0

    done = report(a_package("a.zip", 8), others, "--all", "-o", "two")

    assert done.exit_code == 1
    assert [path.name for path in Path("two").iterdir()] == ["q-1-report.html"]
    assert "differs by too few people: Mill Lane on 2026-05-12." in done.stderr
    assert "1 report was not written." in done.stderr
    assert report("a.zip", "b.zip", "--all", "-o", "two", "--again").exit_code == 0
    assert len(list(Path("two").iterdir())) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--team", "Mill Lane"), "--all writes a report on every team"),
        (("--round", "m-1"), "--all writes a report on every team"),
        (("--agreed-on", "2026-05-26"), "is the day on which one group read its report"),
        (("-o", "-"), "needs a folder"),
        (("-o", "all.html"), "needs a folder"),
        (("-o", "none/below"), "There is no folder none"),
    ],
)
def test_what_is_no_report_on_every_team_is_refused_and_nothing_is_written(
    report: Report, arguments: tuple[str, ...], said: str
) -> None:
    done = report(two_teams(), "--all", *arguments)

    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert [path.name for path in Path().iterdir()] == ["all.zip"]


def test_a_name_that_is_no_file_name_is_made_one(report: Report) -> None:
    assert report(a_package("a.zip", 7, team_name="../../\x1b[31mMill", id="m-1")).exit_code == 0

    assert [path.name for path in Path("exports").glob("*.html")] == ["m-1-report.html"]


@pytest.mark.parametrize(
    ("code", "is_loaded"),
    [
        ("import coreflect.tui.app", False),
        ("import coreflect.plain.app", False),
        ("import coreflect.cli.report", False),
        ("import coreflect.reporting.report", False),
        ("import coreflect.reporting.paper", True),
    ],
)
def test_templates_are_loaded_only_for_a_page(code: str, is_loaded: bool) -> None:
    code = f"import sys; {code}; print('jinja2' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert ended.stdout.strip() == str(is_loaded)


def test_help_begins_with_examples(report: Report) -> None:
    said = report("--help").stdout

    assert re.search(r"Examples:\s+coreflect report\n", said)
    assert all(option in said for option in ("--agreed-on", "--ask", "--answer-by", "--large", "--team", "--round"))
