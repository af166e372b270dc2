"""`coreflect demo`: the whole way without a terminal; the example in the project is what it writes."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from frictionless import Package
from openpyxl import load_workbook

from coreflect.cli.main import main
from coreflect.cli.wiring import Wiring
from coreflect.services.app import Services
from tests.support.builders.searching import in_ci

EXAMPLE = Path(__file__).resolve().parents[2] / "exports" / "example"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("demo") / "story"
    return folder, CliRunner().invoke(main, ["demo", str(folder)])


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def cells(content: bytes) -> dict[str, list[object]]:
    return {sheet.title: list(sheet.values) for sheet in load_workbook(io.BytesIO(content))}


def test_it_ends_with_0_and_says_what_was_written(written: tuple[Path, Result]) -> None:
    folder, ended = written
    assert ended.exit_code == 0
    for file in files_in(folder):
        assert file in ended.stderr
    assert "made up" in ended.stderr


def test_the_example_is_what_the_demo_writes(written: tuple[Path, Result]) -> None:
    folder, _ = written
    example = files_in(EXAMPLE)
    del example["README.md"]
    written_now = files_in(folder)
    # Other versions of the library that writes it pack the same cells into other bytes.
    assert cells(written_now.pop("comparison.xlsx")) == cells(example.pop("comparison.xlsx"))
    assert written_now == example


def test_a_withdrawal_a_correction_and_a_package_twice_are_in_the_story(written: tuple[Path, Result]) -> None:
    folder, _ = written
    with (folder / "comparison.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    march = {row["counted"] for row in rows if row["team"] == "lantern-street" and row["date"] == "2026-03-10"}
    assert "10" in march
    assert "11" not in march
    packages = folder / "packages"
    twice = (packages / f"{next(packages.glob('lantern*-a-again.zip')).name}").read_bytes()
    assert twice == next(packages.glob("lantern-street-2026-03-10-laptop-a.zip")).read_bytes()


def test_the_second_round_is_laid_beside_the_first_which_was_asked_in_older_words(
    written: tuple[Path, Result],
) -> None:
    folder, ended = written
    with (folder / "comparison.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["group"] == "everyone" and row["team"] == "lantern-street"]
    texts = {(row["item"], row["date"]): (row["item_text"], row["levels"]) for row in rows}
    later = [row for row in rows if row["date"] == "2026-09-15"]
    assert {(row["comparable"], row["why_not"]) for row in later} == {("yes", "")}
    changed = [row["item"] for row in later if texts[row["item"], "2026-03-10"] != texts[row["item"], "2026-09-15"]]
    assert len(changed) == len(later) == 10
    assert "asked in other words the time before" in " ".join(ended.stdout.split())


def test_the_report_quotes_the_published_words_and_says_where_they_are_from(written: tuple[Path, Result]) -> None:
    folder, _ = written
    page = " ".join((folder / "lantern-street.html").read_text(encoding="utf-8").split())
    assert "As published: &#34;Leaders set expectations" in page or "As published: &quot;Leaders set" in page
    assert "Words marked as published are quoted from What next for strengths-based areas?" in page


@pytest.mark.parametrize(
    "package",
    [EXAMPLE / "merged.zip", *in_ci(*sorted(EXAMPLE.glob("packages/*.zip")))],
    ids=lambda path: path.name,
)
def test_each_package_passes_frictionless(package: Path) -> None:
    report = Package(str(package)).validate()
    assert report.valid, report.flatten(["type", "message"])


@pytest.mark.parametrize(("arguments", "plain"), [(("--app",), False), (("--app", "--plain"), True)])
def test_the_app_opens_in_the_face_that_is_chosen(
    arguments: tuple[str, ...], plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[bool, bool]] = []

    def open_rehearsal(_: Wiring, services: Services, *, plain: bool) -> None:
        opened.append((services.workspace.place().rehearsal, plain))

    monkeypatch.setattr("coreflect.cli.demo.require_terminal", lambda: None)
    monkeypatch.setattr("coreflect.cli.wiring.Wiring.open_rehearsal", open_rehearsal)

    assert CliRunner().invoke(main, ["demo", *arguments]).exit_code == 0
    assert opened == [(True, plain)]


@pytest.mark.parametrize("arguments", [("--app",), ("--plain",), ("--app", "--plain"), ("--app", "folder")])
def test_without_a_terminal_it_says_what_to_do_and_ends_with_2(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = CliRunner().invoke(main, ["demo", *arguments])
    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert "terminal" in ended.stderr or "Leave the folder out." in ended.stderr
    assert list(tmp_path.iterdir()) == []
