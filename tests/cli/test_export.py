"""`export` writes what is finished, keeps to itself what is not, and says both."""

from __future__ import annotations

import csv
import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.cli.main import main
from coreflect.core.model import Answer
from coreflect.package.merge import merge, merged_package
from coreflect.package.read import open_package, read_records
from coreflect.package.write import package_bytes
from tests.support.builders.filled_workspace import filled
from tests.support.builders.packages import BANK_FILE, ITEMS, ROUND, note, records, reflection, response


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def run(place: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(place), *arguments])


def test_without_a_name_it_writes_into_exports_named_by_the_round(here: Path, place: Path) -> None:
    filled(place, responses=[response("p1"), response("p2")])
    ran = run(place, "export")
    assert ran.exit_code == 0, ran.output
    path = Path("exports") / f"{ROUND}.zip"
    assert f"Wrote {path}: 1 reflection, 2 sets of answers." in ran.stderr
    assert ran.stdout == ""
    assert [one.id for one in read_records(here / path).responses] == ["p1", "p2"]
    if os.name == "posix":
        assert stat.S_IMODE((here / "exports").stat().st_mode) == 0o700


def test_drafts_stay_and_are_counted(here: Path, place: Path) -> None:
    filled(place, responses=[response("p1")], drafts=2)
    ran = run(place, "export", "-o", "out.zip")
    assert "2 unfinished sets of answers stay here." in ran.stderr
    assert [one.id for one in read_records(here / "out.zip").responses] == ["p1"]


def test_to_standard_output_go_the_bytes_alone(here: Path, place: Path) -> None:
    filled(place, responses=[response("p1")])
    ran = run(place, "export", "-o", "-")
    assert len(read_records(ran.stdout_bytes, "out.zip").responses) == 1
    assert not (here / "exports").exists()


def test_the_same_workspace_gives_the_same_bytes_and_its_own_export_adds_nothing(here: Path, place: Path) -> None:
    filled(place, responses=[response("p1"), response("p2")], notes=[note("n1", response="p1")])
    run(place, "export", "-o", "first.zip")
    (place / "imports").mkdir()
    (place / "imports" / "own.zip").write_bytes((here / "first.zip").read_bytes())
    run(place, "export", "-o", "second.zip")
    assert (here / "first.zip").read_bytes() == (here / "second.zip").read_bytes()
    merged = merged_package(merge([open_package(here / "first.zip"), open_package(here / "second.zip")]))
    assert merged == (here / "first.zip").read_bytes()


def test_what_was_brought_in_goes_along(here: Path, place: Path) -> None:
    filled(place, responses=[response("p1")])
    (place / "imports").mkdir()
    (place / "imports" / "x.zip").write_bytes(package_bytes(records(responses=(response("p2"),))))
    run(place, "export", "-o", "out.zip")
    assert [one.id for one in read_records(here / "out.zip").responses] == ["p1", "p2"]


def test_one_round_of_several_goes_alone(here: Path, place: Path) -> None:
    filled(place, responses=[response("p1")])
    quay = reflection(id="quay-2026-05-12-xyz", team="quay", team_name="Quay")
    filled(place, round_facts=quay, responses=[response("p2", round=quay.id)])
    assert run(place, "export", "quay", "-o", "out.zip").exit_code == 0
    assert [one.id for one in read_records(here / "out.zip").responses] == ["p2"]
    assert "Wrote exports" in run(place, "export").stderr.replace("\\", "/")
    assert (here / "exports" / "reflections.zip").exists()


def test_a_round_that_is_not_there_is_said_with_the_nearest(here: Path, place: Path) -> None:
    filled(place)
    ran = run(place, "export", "mill-lnae")
    assert ran.exit_code == 2
    assert f"Did you mean {ROUND}?" in ran.stderr
    assert not (here / "exports").exists()


def test_an_empty_workspace_says_what_to_do(here: Path, place: Path) -> None:
    ran = run(place, "export")
    assert ran.exit_code == 2
    assert "There is nothing to export yet." in ran.stderr


def test_a_small_private_round_says_that_its_notes_can_be_matched(here: Path, place: Path) -> None:
    private = reflection(privacy="private", smallest_group=5)
    filled(place, round_facts=private, responses=[response("p1"), response("p2")], notes=[note("n1")])
    ran = run(place, "export")
    assert "this holds 2 sets of answers, and the smallest group is 5." in ran.stderr
    assert "whoever opens it may match notes to people" in ran.stderr


def test_a_private_round_that_is_large_enough_says_nothing_of_it(here: Path, place: Path) -> None:
    private = reflection(privacy="private", smallest_group=3)
    filled(place, round_facts=private, responses=[response(f"p{n}") for n in range(3)], notes=[note("n1")])
    assert "matched" not in run(place, "export").stderr


def test_what_is_handed_over_is_kept_for_a_later_withdrawal(here: Path, place: Path) -> None:
    workspace = filled(place, responses=[response("p1"), response("p2")])
    run(place, "export", "-o", "handed.zip")
    run(place, "export", "-o", "-")
    held = workspace.withdraw(ROUND, "p1")
    assert sorted(one.file for one in held) == ["handed.zip", "standard output"]


def test_a_withdrawn_response_is_in_no_later_export(here: Path, place: Path) -> None:
    workspace = filled(place, responses=[response("p1"), response("p2")])
    run(place, "export", "-o", "before.zip")
    workspace.withdraw(ROUND, "p1")
    (place / "imports").mkdir()
    (place / "imports" / "before.zip").write_bytes((here / "before.zip").read_bytes())
    run(place, "export", "-o", "after.zip")
    after = read_records(here / "after.zip")
    assert [one.id for one in after.responses] == ["p2"]
    assert [one.record for one in after.withdrawn] == ["p1"]


def test_a_damaged_package_among_those_brought_in_stops_it_and_writes_nothing(here: Path, place: Path) -> None:
    filled(place, responses=[response("p1")])
    (place / "imports").mkdir()
    (place / "imports" / "x.zip").write_bytes(package_bytes(records())[:1000])
    ran = run(place, "export", "-o", "out.zip")
    assert ran.exit_code == 4
    assert "x.zip is cut off or damaged" in ran.stderr
    assert not (here / "out.zip").exists()


def flat_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_the_flat_table_holds_an_answer_a_row_with_all_that_belongs_to_it(here: Path, place: Path) -> None:
    answers = tuple(
        Answer("garden", item, 1, a) for item, a in zip(ITEMS, ("started", "not-sure", "skipped"), strict=True)
    )
    filled(place, responses=[response("p1", answers=answers, perspective="staff")])
    ran = run(place, "export", "--flat", "flat.csv")
    assert ran.exit_code == 0, ran.output
    assert "single answers" not in ran.stderr
    rows = flat_rows((here / "flat.csv").read_bytes())
    assert [(row["item"], row["answer_label"], row["level"]) for row in rows] == [
        ("garden-gate", "Started", "2"),
        ("garden-path", "Not sure", ""),
        ("garden-shed", "Left blank", ""),
    ]
    assert {key: rows[0][key] for key in ("team_name", "perspective", "side", "section", "item_text", "date")} == {
        "team_name": "Mill Lane",
        "perspective": "staff",
        "side": "paid",
        "section": "part-1",
        "item_text": "The garden-gate",
        "date": "2026-05-12",
    }
    assert not (here / "exports").exists()


def test_single_answers_of_a_reflection_without_names_are_never_handed_over_without_a_word(
    here: Path, place: Path
) -> None:
    quiet = reflection(privacy="private", smallest_group=4)
    filled(place, round_facts=quiet, responses=[response("p1")])
    ran = run(place, "export", "--flat", "flat.csv")
    assert "holds the single answers of a reflection without names, which were not shown yet." in ran.stderr


def test_the_flat_table_runs_no_formula_and_can_begin_for_excel(here: Path, place: Path) -> None:
    filled(place, round_facts=reflection(about="=1+1", team_name="@Mill"), responses=[response("p1")])
    run(place, "export", "--flat", "flat.csv", "--excel")
    content = (here / "flat.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    row = flat_rows(content[3:])[0]
    assert (row["about"], row["team_name"]) == ("'=1+1", "'@Mill")


def test_flat_and_package_can_be_written_at_once(here: Path, place: Path) -> None:
    filled(place, responses=[response("p1")])
    assert run(place, "export", "--flat", "flat.csv", "-o", "out.zip").exit_code == 0
    assert (here / "flat.csv").exists()
    assert (here / "out.zip").exists()


@pytest.mark.parametrize("arguments", [["--excel"], ["--flat", "-", "-o", "-"]])
def test_options_that_do_not_fit_together_are_wrong_usage(arguments: list[str], here: Path, place: Path) -> None:
    filled(place)
    assert run(place, "export", *arguments).exit_code == 2


def test_two_versions_left_end_with_3_and_are_written_both(here: Path, place: Path) -> None:
    filled(place, responses=[response("p1")])
    (place / "imports").mkdir()
    other = response("p1", "everywhere", revision="p1b")
    (place / "imports" / "x.zip").write_bytes(package_bytes(records(responses=(other,))))
    ran = run(place, "export", "-o", "out.zip")
    assert ran.exit_code == 3
    assert "1 record is in two versions, and neither version is counted: responses p1: p1a, p1b." in ran.stderr
    assert len(read_records(here / "out.zip").responses) == 2


def test_a_name_from_a_file_cannot_move_the_cursor(here: Path, place: Path) -> None:
    filled(
        place,
        round_facts=reflection(team_name="Mill\x1b[2J", privacy="private", smallest_group=5),
        responses=[response("p1")],
        notes=[note("n1")],
    )
    assert "\x1b" not in run(place, "export").output


def test_a_place_that_cannot_be_written_to_is_said_in_a_sentence(here: Path, place: Path) -> None:
    filled(place, responses=[response("p1")])
    (here / "exports").write_text("a file", encoding="utf-8")
    ran = run(place, "export")
    assert ran.exit_code == 1
    assert "There is a file where a folder is needed: exports." in ran.stderr


def test_the_bank_travels_as_it_was_asked(here: Path, place: Path) -> None:
    filled(place)
    run(place, "export", "-o", "out.zip")
    assert read_records(here / "out.zip").bank_files == (BANK_FILE,)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes an output in another way there")
def test_an_output_that_is_closed_is_never_said_to_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(package_bytes(records(responses=(response("p1"),))))
    command = f"{sys.executable} -m coreflect merge {tmp_path / 'a.zip'} -o - >&-"
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert (ended.returncode, "Wrote" in ended.stderr) == (1, False)
    assert "Standard output is closed, so nothing was written." in ended.stderr
