"""`import` on real files: it says everything first, does it in one step, names what is left, and takes it back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import coreflect
from coreflect.cli.main import main
from coreflect.package.write import package_bytes
from tests.support.builders.packages import a_bit_of_everything, note, records, reflection, response, zip_of
from tests.support.builders.packages import files_in as files_of_package
from tests.support.builders.six_files import AGREED, MAY, NAMES, OLDER, REFUSED, SECOND, SOUND, TWICE, six_files
from tests.support.builders.workspaces import files_in


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    six_files(tmp_path / "files")
    for file in (tmp_path / "files").iterdir():
        file.rename(tmp_path / file.name)
    (tmp_path / "files").rmdir()
    return tmp_path


def run(*words: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["--workspace", "kept", *words], input=stdin)


def import_files(*words: str, stdin: bytes = b"") -> Result:
    return run("import", *words, stdin=stdin)


def kept(here: Path) -> dict[str, bytes]:
    return files_in(here / "kept")


def test_the_whole_job_six_files_resolved_undone_and_imported_again(here: Path) -> None:
    refused = import_files(*NAMES)
    assert refused.exit_code == 4
    assert all(f"{name} is cut off or damaged" in refused.stderr for name in REFUSED)
    assert "4 files, 2 reflections, answers of 14 people: 13 new · 1 in two versions" in refused.stderr
    assert "Mill Lanes: answers of 6 people: 6 new\n" in refused.stderr
    assert "--without-refused" in refused.stderr
    assert not (here / "kept").exists()

    brought = import_files(*NAMES, "--without-refused", "--same-team", "Mill Lanes=Mill Lane")
    assert brought.exit_code == 3
    assert f"Left out: {REFUSED[0]} is cut off" in brought.stderr
    assert "Added, as imports/0001-" in brought.stderr
    assert f"coreflect import --keep {AGREED}=g-second" in brought.stderr
    assert "2 records are in two versions, and neither version is counted." in brought.stderr
    assert brought.stdout == ""

    here_now = import_files("--dry-run")
    assert here_now.exit_code == 3
    assert f"coreflect import --keep {TWICE}=p0-other" in here_now.stderr
    assert import_files("--keep", f"{AGREED}=g-second").exit_code == 3
    decided = import_files("--keep", f"{TWICE}=p0-other")
    assert decided.exit_code == 0, decided.output
    assert "Saved, as imports/0003-" in decided.stderr
    assert "Nothing here is in two versions." in import_files("--dry-run").stderr
    whole = kept(here)
    again = import_files(*SOUND)
    assert again.exit_code == 0
    assert "You already have everything in these files, so nothing was written." in again.stderr
    assert kept(here) == whole

    for held in (
        "Mill Lane, 12 May 2026.",
        "Mill Lane, 12 May 2026.",
        "Mill Lane, 12 May 2026; Mill Lanes, 13 May 2025.",
    ):
        assert held in import_files("--undo").stderr
    assert kept(here) == {}
    assert import_files("--undo").exit_code == 2
    settled = ("--keep", f"{TWICE}=p0-other", "--keep", f"{AGREED}=g-second", "--same-team", "mill-lanes=mill-lane")
    assert import_files(*SOUND, *settled).exit_code == 0
    assert [name[:13] for name in kept(here)] == ["imports/0001-"]


def test_what_came_in_counts_in_what_is_shown_and_exported(here: Path) -> None:
    assert import_files(*SOUND, "--keep", f"{TWICE}=p0-other", "--keep", f"{AGREED}=g-first").exit_code == 0
    assert run("export", "-o", "all.zip").exit_code == 0
    everything = run("export", "-o", "-").stdout_bytes
    assert "14 sets of answers" in run("export", "-o", "all.zip").stderr
    (here / "again.zip").write_bytes(everything)
    assert "nothing was written" in import_files("again.zip", "all.zip").stderr
    assert "Mill Lane" in run("compare", "-o", "board").stdout


def test_a_file_that_was_left_out_is_never_said_to_be_here_and_never_ends_well(here: Path) -> None:
    for how in ("--dry-run", "--without-refused"):
        ended = import_files(how, REFUSED[0])
        assert (ended.exit_code, "here already" in ended.stderr) == (4, False)
        assert ended.stderr.count("Nothing was written.") == 1
    assert import_files(OLDER).exit_code == 0
    beside = import_files(OLDER, REFUSED[0], "--without-refused")
    assert "The files that could be read hold nothing new. Nothing was written." in beside.stderr
    assert "1 file was left out, and nothing in it counts here." in beside.stderr
    assert beside.exit_code == 4


def test_a_dry_run_says_the_same_and_writes_nothing(here: Path) -> None:
    said = import_files(*SOUND, "--dry-run")
    assert said.exit_code == 3
    assert "Nothing was written, since this was a dry run." in said.stderr
    assert "Mill Lanes: answers of 6 people: 6 new\n" in said.stderr
    assert not (here / "kept").exists()
    assert import_files(*NAMES, "--dry-run").exit_code == 4
    assert import_files(OLDER).exit_code == 0
    assert "This would be undone" in import_files("--undo", "--dry-run").stderr
    assert len(kept(here)) == 1


def test_the_numbers_are_there_as_json_and_add_up(here: Path) -> None:
    told = json.loads(import_files(*NAMES, "--without-refused", "--json").stdout)
    fates = ("new", "same", "replaced", "withdrawn", "in_conflict")
    counted = sum(one[fate] for one in told["rounds"] for fate in fates)
    assert counted == sum(one["records"] for one in told["files"]) == 31
    assert [one["name"] for one in told["files"] if one["refused"]] == [*REFUSED]
    assert [one["record"] for one in told["conflicts"]] == [TWICE, AGREED]
    assert told["similar_names"][0]["name"] == "mill-lanes"
    assert told["written"].startswith("0001-")
    undone = json.loads(import_files("--undo", "--json").stdout)
    assert undone["rounds"][0] == {"team": "Mill Lane", "date": "2026-05-12"}
    assert undone["undone"]


def test_a_file_comes_from_standard_input_too(here: Path) -> None:
    content = Path(OLDER).read_bytes()
    assert "1 file, 1 reflection, answers of 6 people: 6 new." in import_files("-", stdin=content).stderr
    assert import_files("-", "--same-team", "mill-lanes=mill-lane", SOUND[0], stdin=content).exit_code == 0
    assert import_files("-", stdin=b"").exit_code == 4


def test_neither_answers_nor_notes_are_told(here: Path) -> None:
    Path("a.zip").write_bytes(package_bytes(records(responses=(response("p1"),), notes=(note(),))))
    changed = response("p1", "everywhere", revision="p1b", perspective="staff")
    other = records(responses=(changed,), notes=(note(revision="n1b", text="The gate is light."),))
    Path("b.zip").write_bytes(package_bytes(other))
    for words in (("--dry-run",), ("--json",), ("--dry-run", "--json"), ()):
        said = import_files("a.zip", "b.zip", *words).output
        assert "3 questions of 3 answered differently" in said
        assert not {word for word in ("everywhere", "started", "heavy", "light", "staff", "carer") if word in said}


def test_names_from_files_cannot_move_the_cursor(here: Path) -> None:
    rounds = (reflection(team_name="Mill\x1b[2J Lane"), reflection(team_name="Mill\x1b[2J Lan", revision="k1"))
    for number, one in enumerate(rounds):
        Path(f"{number}.zip").write_bytes(package_bytes(records(rounds=(one,))))
    for words in ((), ("--dry-run",), ("--json", "--dry-run"), ("--undo", "--dry-run")):
        names = () if "--undo" in words else ("0.zip", "1.zip")
        assert "\x1b" not in import_files(*names, *words).output


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nowhere.zip"],
        ["empty"],
        ["--undo"],
        ["--undo", OLDER],
        ["--undo", "--keep", "a=b"],
        ["--keep", "a1"],
        ["--keep", "a1=b1"],
        [OLDER, "--keep", "a9=a9a"],
        [OLDER, "--same-team", "mill-lanes"],
        [OLDER, "--same-team", "nobody=mill-lanes"],
        ["--same-team", "mill-lane=quay"],
        [OLDER, "--same-round", "mill=mill"],
    ],
)
def test_what_cannot_be_meant_is_wrong_usage_and_writes_nothing(words: list[str], here: Path) -> None:
    (here / "empty").mkdir()
    ended = import_files(*words)
    assert ended.exit_code == 2, ended.output
    assert ended.stderr.strip()
    assert not (here / "kept").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_ctrl_c_ends_with_130_and_changes_nothing(here: Path) -> None:
    slow = (
        "import os, signal, sys\n"
        "from coreflect.files import atomic\n"
        "atomic._replace = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "from coreflect.cli.main import main\n"
        f"main(['--workspace', 'kept', 'import', {OLDER!r}])\n"
    )
    house = {**os.environ, "PYTHONPATH": str(Path(coreflect.__file__).parents[1])}
    ended = subprocess.run(
        [sys.executable, "-c", slow], cwd=here, env=house, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 130
    assert "Stopped." in ended.stderr
    assert "Traceback" not in ended.stderr
    assert kept(here) == {}
    assert signal.getsignal(signal.SIGINT) is not None


def test_a_damaged_import_is_named_wherever_something_is_shown(here: Path) -> None:
    assert import_files(SOUND[0]).exit_code == 0
    (file,) = (here / "kept" / "imports").iterdir()
    file.write_bytes(file.read_bytes()[:-30])
    for words in (("compare",), ("results", MAY), ("export",)):
        ended = run(*words)
        assert ended.exit_code == 4, words
        assert f"imports/{file.name} is cut off or damaged" in ended.stderr
        assert "coreflect import --undo" in ended.stderr
    assert file.name in run("doctor").output
    listed = run("rounds", "list")
    assert listed.exit_code == 0
    assert f"imports/{file.name} is cut off" in listed.stderr
    again = import_files(SECOND)
    assert again.exit_code == 0
    assert f"Skipped: imports/{file.name}" in again.stderr


def test_other_packages_than_ours_are_told_apart_from_damage(here: Path) -> None:
    (here / "minutes.txt").write_text("hello", encoding="utf-8")
    (here / "folder").mkdir()
    (here / "folder" / "notes.txt").write_text("hello", encoding="utf-8")
    (here / "folder" / "a.zip").write_bytes(package_bytes(a_bit_of_everything()))
    assert "minutes.txt is not a coreflect file" in import_files("minutes.txt").stderr
    assert import_files("minutes.txt").exit_code == 4
    ended = import_files("folder")
    assert ended.exit_code == 0
    assert "Skipped: folder/notes.txt is not a coreflect file." in ended.stderr


def test_what_lies_unpacked_or_was_packed_again_counts_with_the_others(here: Path) -> None:
    folder = here / "folder"
    (folder / "from laptop c").mkdir(parents=True)
    for name, person in (("a", "p1"), ("c", "p3")):
        content = package_bytes(records(responses=(response(person),)))
        (folder / ("from laptop c/c.zip" if name == "c" else "a.zip")).write_bytes(content)
    unpacked = files_of_package(package_bytes(records(responses=(response("p2"),))))
    for path, file in unpacked.items():
        (folder / "laptop-b" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "laptop-b" / path).write_bytes(file)
    rewrapped = files_of_package(package_bytes(records(responses=(response("p4"),))))
    (folder / "d.zip").write_bytes(zip_of({f"laptop-d/{path}": file for path, file in rewrapped.items()}))
    (folder / "._d.zip").write_bytes(b"x")
    ended = import_files("folder")
    assert ended.exit_code == 0, ended.output
    assert "4 have begun, 4 have finished" in run("rounds", "list").output
    alone = import_files(str(folder / "laptop-b"))
    assert (alone.exit_code, "You already have everything in these files" in alone.stderr) == (0, True)
    (folder / "laptop-b" / "datapackage.json").unlink()
    refused = import_files(str(folder / "laptop-b"))
    assert refused.exit_code == 4
    assert "is one table of an answers file, without datapackage.json" in refused.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders")
def test_what_is_no_regular_file_among_the_imports_is_named_and_passed_over(here: Path) -> None:
    assert import_files(SOUND[0]).exit_code == 0
    imports = here / "kept" / "imports"
    os.mkfifo(imports / "0002-aaaaaa.zip")
    (imports / "0003-aaaaaa.zip").symlink_to("0003-aaaaaa.zip")
    for words in (("rounds", "list"), ("compare",), ("export",)):
        ended = run(*words)
        assert (ended.exit_code, ended.stderr.count("is skipped: it is not an ordinary file.")) == (0, 2), words
    assert run("doctor").stdout.count("is skipped") == 2
    assert import_files("--undo").exit_code == 0
