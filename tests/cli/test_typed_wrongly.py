"""Every wrong use ends with a sentence, what to do and the right exit code; stdout stays empty, nothing hangs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import coreflect
from coreflect.cli.main import main
from tests.support.builders.searching import in_ci

LONG = "x" * 300
ESC = "\x1b[31mred"
NEW = ("rounds", "new", "--about", "the day centre", "--contact", "the office", "--date", "2026-05-12")
MADE = (*NEW, "--team", "Mill Lane", "--bank", "scie-statements")


_made: dict[str, Path] = {}
"""The workspace with one reflection, once a test has made it."""


@pytest.fixture
def here(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with one reflection in its workspace, a folder and files that are no packages."""
    if not _made:
        folder = tmp_path_factory.mktemp("made") / "kept"
        assert typed("--workspace", str(folder), *MADE).exit_code == 0
        _made["kept"] = folder
    shutil.copytree(_made["kept"], tmp_path / "kept")
    monkeypatch.setenv("COREFLECT_WORKSPACE", str(tmp_path / "kept"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04torn")
    (tmp_path / "empty").touch()
    return tmp_path


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="coreflect")


WRONG: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("There is no command called nosuch.", ("nosuch",), 2),
    ("--workspace names no folder.", ("--workspace", "", "rounds", "list"), 2),
    ("There is no command `coreflect rounds lst`. Did you mean `coreflect rounds list`?", ("rounds", "lst"), 2),
    ("There is no option --jsn here. Did you mean --json?", ("rounds", "list", "--jsn"), 2),
    ("There is no option --nosuch here. `coreflect --help`", ("--nosuch",), 2),
    ("Missing: ROUND. `coreflect rounds list`", ("rounds", "show"), 2),
    ("Missing: ACTION. `coreflect actions list`", ("actions", "update"), 2),
    ("Missing: FILE. `coreflect merge --help`", ("merge",), 2),
    ("There is no file to add. Name one", ("import",), 2),
    ("There is no file to add. Name one", ("import", "--without-refused"), 2),
    ("--undo goes with no files", ("import", "--undo", "folder"), 2),
    ("Nothing has been added", ("import", "--undo"), 2),
    ("There is no option --udno here. Did you mean --undo?", ("import", "--udno"), 2),
    ("--keep takes RECORD=REVISION, not a1.", ("import", "--keep", "a1"), 2),
    ("There is no record a1 here.", ("import", "--keep", "a1=b"), 2),
    ("There is no team quay in these files.", ("import", "--same-team", "quay=mill-lane"), 2),
    ("There is no reflection quay here.", ("import", "--same-round", "quay=mill"), 2),
    ("There is no file nowhere.zip.", ("import", "nowhere.zip"), 2),
    ("There is no coreflect file there.", ("import", "folder"), 2),
    ("torn.zip is cut off or damaged", ("import", "torn.zip"), 4),
    ("binary is not a coreflect file", ("import", "binary"), 4),
    ("cannot be opened: File name too long.", ("import", LONG), 4),
    ("This is too much here: Lane. Put words that belong together", ("rounds", "show", "Mill", "Lane"), 2),
    ("--tally needs something after it.", ("room", "mill-lane", "--tally"), 2),
    ("--json takes nothing after it.", ("rounds", "list", "--json=1"), 2),
    ("Nothing was removed: nobody can be asked here. Add --yes", ("rounds", "forget", "mill-lane"), 2),
    ("There is no reflection nosuch here.", ("rounds", "forget", "nosuch", "--yes"), 2),
    ("Missing: NEW. `coreflect banks diff --help`", ("banks", "diff", "scie-statements"), 2),
    ("There is no file, no bank and no reflection called", ("banks", "diff", ESC, "scie-statements"), 2),
    ("torn.zip", ("banks", "diff", "torn.zip", "scie-statements"), 4),
    ("--invited takes a whole number.", (*MADE, "--invited", "some"), 2),
    ("--theme takes one of dark, light", ("--theme", "pink", "rounds", "list"), 2),
    ("--laptops takes a number from 1 to 1,000.", (*MADE, "--laptops", "0"), 2),
    ("--laptops takes a number from 1 to 1,000.", (*MADE, "--laptops", "-1"), 2),
    ("--laptops takes a number from 1 to 1,000.", (*MADE, "--laptops", "9" * 30), 2),
    ("must be between 1 and 10,000", (*MADE, "--invited", "9" * 30), 2),
    ("The smallest group can be 3, 4 or 5.", (*MADE, "--smallest-group", "2"), 2),
    ("Please type the day.", (*MADE, "--date", ""), 2),
    ("There is no 30 February 2026.", (*MADE, "--date", "2026-02-30"), 2),
    ("deleted before the reflection", (*MADE, "--keep-until", "2020-01-01"), 2),
    ("There is no bank called", (*NEW, "--team", "T", "--bank", "../x"), 2),
    ("Please make the team's name shorter.", (*NEW, "--team", LONG, "--bank", "scie-statements"), 2),
    ("There is no reflection", ("rounds", "reveal", ""), 2),
    ("There is no reflection", ("export", "../"), 2),
    ("There is no reflection", ("results", LONG), 2),
    ("There is no question 99 here.", ("room", "mill-lane", "--tally", "99=1,1"), 2),
    ("folder is not a file that can be written.", ("export", "-o", "folder"), 2),
    ("is not a file that can be written.", ("paper", "mill-lane", "-o", "."), 2),
    ("is not a file that can be written.", ("export", "--flat", ""), 2),
    ("is not a file that can be written.", ("actions", "list", "--csv", ""), 2),
    ("This is not written as .pdf. Name it .html, open that", ("paper", "mill-lane", "-o", "a.pdf"), 2),
    ("This is not written as .csv. Name it .zip.", ("export", "-o", "a.csv"), 2),
    ("This is not written as .xlsx. Name it .csv.", ("export", "--flat", "a.xlsx"), 2),
    ("There is no folder nowhere.", ("rounds", "invite", "mill-lane", "-o", "nowhere/a.zip"), 2),
    ("There is no folder empty.", ("paper", "mill-lane", "-o", "empty/a.html"), 2),
    ("File name too long", ("paper", "mill-lane", "-o", LONG), 1),
    ("it needs a folder", ("compare", "-o", "-"), 2),
    ("it needs a folder", ("demo", "-"), 2),
    ("There is a file where a folder is needed: empty.", ("demo", "empty"), 1),
    ("There is no file nowhere.zip.", ("merge", "nowhere.zip"), 2),
    ("There is no file .", ("merge", ""), 2),
    ("There is no coreflect file there.", ("compare", "folder"), 2),
    ("binary is not a coreflect file", ("merge", "binary"), 4),
    ("torn.zip is cut off or damaged", ("compare", "torn.zip"), 4),
    ("cannot be opened: File name too long.", ("merge", LONG), 4),
    ("empty is a file, so it cannot be the workspace.", ("--workspace", "empty", "rounds", "list"), 2),
    ("There is no folder", ("--workspace", "nowhere/kept", "rounds", "list"), 2),
    ("cannot be opened: File name too long.", ("--workspace", LONG, "rounds", "list"), 2),
    ("We could not find those two words.", ("withdraw", "lantern", "quay", "--yes"), 1),
    ("The two words are missing.", ("withdraw",), 2),
    ("needs a terminal window", ("room", "mill-lane"), 2),
)


@pytest.mark.parametrize(("said", "words", "code"), WRONG)
@pytest.mark.usefixtures("here")
def test_it_says_what_to_do(said: str, words: tuple[str, ...], code: int) -> None:
    ended = typed(*words)
    assert said in " ".join(ended.stderr.split())
    assert ended.exit_code == code
    assert ended.stdout == ""
    assert "inside coreflect" not in ended.stderr


@pytest.mark.parametrize(
    "words",
    [
        (ESC,),
        (f"--{ESC}",),
        ("--theme", ESC),
        ("rounds", ESC),
        ("rounds", "show", ESC),
        ("rounds", "show", "mill-lane", ESC),
        ("rounds", "list", f"--{ESC}"),
        (*MADE, "--invited", ESC),
        (*NEW, "--team", "T", "--bank", ESC),
        ("room", "mill-lane", "--tally", f"{ESC}=1"),
        ("actions", "update", ESC, "--progress", "done"),
        ("banks", "show", ESC),
        ("merge", ESC),
        ("import", ESC),
        ("import", "--keep", f"{ESC}={ESC}"),
        ("export", "-o", f"{ESC}/x.zip"),
        ("paper", "mill-lane", "--wording", ESC),
    ],
)
@pytest.mark.usefixtures("here")
def test_no_control_character_that_was_typed_reaches_the_terminal(words: tuple[str, ...]) -> None:
    ended = typed(*words)
    assert ended.exit_code == 2
    assert "\x1b" not in ended.output
    assert ended.stderr.strip()


@pytest.mark.parametrize("name", ["../", "CON", "[/ops]", "🌻", "=1+1", ESC, "a\u202eb"])
@pytest.mark.usefixtures("here")
def test_any_name_makes_a_reflection_that_its_name_finds_again(name: str) -> None:
    made = typed(*NEW, "--team", name, "--bank", "scie-statements")
    assert made.exit_code == 0
    assert typed("rounds", "show", "--", name).stdout.startswith(made.stdout.strip())


def test_what_is_no_ordinary_file_is_written_into_and_never_replaced(here: Path) -> None:
    pipe = here / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert typed("actions", "list", "--csv", "pipe").exit_code == 0
    assert os.read(reading, 100).startswith(b"action,team_name")
    os.close(reading)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    "words",
    [
        *[(), ("import", "-")],
        *in_ci(("answer",), ("withdraw",), ("withdraw", "-"), ("merge", "-"), ("banks", "check", "-")),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_closed_input_is_an_empty_one(words: tuple[str, ...]) -> None:
    ended = in_a_shell(words, "<&-")
    assert ended.returncode in (1, 2, 4)
    assert b"inside coreflect" not in ended.stderr


@pytest.mark.parametrize(
    "words", [("--help",), ("export", "-o", "-"), *in_ci(("rounds", "list"), ("rounds", "--help"))]
)
@pytest.mark.usefixtures("here")
def test_an_output_that_takes_nothing_is_told(words: tuple[str, ...]) -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("this system has no /dev/full")
    ended = in_a_shell(words, ">/dev/full")
    assert ended.returncode == 1
    assert b"The output could not be written: No space left on device." in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "words",
    [("banks", "show", "nesta-principles"), *in_ci(("export", "-o", "-"), ("rounds", "list", "--json"))],
)
@pytest.mark.usefixtures("here")
def test_a_pipe_that_is_closed_early_is_no_error_that_anyone_reads(words: tuple[str, ...]) -> None:
    ended = in_a_shell(words, "| head -c 1")
    assert len(ended.stdout) == 1
    assert b"inside coreflect" not in ended.stderr
    assert b"Exception" not in ended.stderr


@pytest.mark.parametrize("encoding", ["ascii", "", *in_ci("cp1252", "latin-1")])
@pytest.mark.usefixtures("here")
def test_no_letter_fails_that_the_output_has_no_code_for(encoding: str) -> None:
    assert typed(*NEW, "--team", "🌻 Ŵyn", "--bank", "scie-statements").exit_code == 0
    ended = in_a_shell(("rounds", "list"), "", PYTHONIOENCODING=encoding, LC_ALL="C")
    assert ended.returncode == 0
    assert b"yn\n  the day centre" in ended.stdout
    if not encoding:
        assert "🌻 Ŵyn" in ended.stdout.decode()


def in_a_shell(words: tuple[str, ...], more: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = f'"{sys.executable}" -m coreflect {" ".join(words)} {more}'
    house = {"PYTHONPATH": str(Path(coreflect.__file__).parents[1])}
    return subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        env={**os.environ, **house, **environment},
        timeout=60,
        check=False,
    )
