"""`coreflect compare`: from packages, or the workspace, to two files and a summary."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from coreflect.cli.main import main
from coreflect.core.model import Records
from coreflect.package.write import package_bytes
from coreflect.workspace.released import StoredReleases
from coreflect.workspace.storage import RecordFiles
from tests.support.builders.comparisons import TEN, records
from tests.support.builders.examples import a_round
from tests.support.builders.merging import asked, bank_toml, people

BANK, FILE = asked(bank_toml(items=("beds",)))
Compare = Callable[..., Result]


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Compare:
    """Runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(main, ["compare", *arguments], input=stdin)

    return run


def a_package(path: str, number: int, *, start: int = 0, **changes: object) -> Path:
    """A package of one private round with so many carers, from the person with this number on."""
    reflection = a_round(**{"id": "m-1", "banks": (BANK,)} | changes)
    there = people("m-1", ("carer",) * 20, [["often"]] * 20)[start : start + number]
    file = Path(path)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(package_bytes(Records(rounds=(reflection,), responses=there, bank_files=(FILE,))))
    return file


def rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8"), newline="")))


def test_packages_are_laid_side_by_side_and_the_summary_is_the_output(compare: Compare) -> None:
    Path("all.zip").write_bytes(package_bytes(records()))

    done = compare("all.zip", "-o", "board")

    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("These answers are about how things are done")
    assert "Written: " not in done.stdout
    assert f"Written: {Path('board/comparison.csv')}" in done.stderr
    assert len({row["round"] for row in rows("board/comparison.csv")}) == 5
    assert not list(Path("board").glob("*.xlsx"))


def test_files_go_to_exports_for_their_owner_alone_when_no_folder_is_named(compare: Compare) -> None:
    a_package("a.zip", 7)

    assert compare("a.zip").exit_code == 0

    names = {path.name for path in Path("exports").iterdir()}
    assert names == {"comparison.csv", "comparison-all-teams.csv"}
    if os.name == "posix":
        assert stat.S_IMODE(Path("exports").stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in Path("exports").iterdir()} == {0o600}


def test_one_round_from_many_laptops_is_counted_as_one(compare: Compare) -> None:
    a_package("a.zip", 4)
    a_package("b.zip", 4, start=4)

    done = compare("a.zip", "b.zip", "a.zip")

    assert done.exit_code == 0
    (row, *_) = rows("exports/comparison.csv")
    assert (row["answered"], row["counted"], row["level_3"]) == ("8", "8", "8")


def test_a_folder_is_not_searched_below_and_what_is_no_package_is_passed_over(compare: Compare) -> None:
    a_package("in/a.zip", 7)
    Path("in/notes.txt").write_text("hello")
    Path("in/deeper").mkdir()

    done = compare("in")

    assert done.exit_code == 0
    assert f"Skipped: {Path('in/notes.txt')}" in done.stderr
    assert compare("in/deeper").exit_code == 2


def test_a_package_on_standard_input_is_read(compare: Compare) -> None:
    done = compare("-", stdin=a_package("a.zip", 7).read_bytes())

    assert done.exit_code == 0
    assert "7 of 8 people answered." in done.stdout


def test_a_package_that_was_cut_off_is_refused_and_nothing_is_written(compare: Compare) -> None:
    whole = a_package("a.zip", 7).read_bytes()
    Path("b.zip").write_bytes(whole[: len(whole) // 2])

    done = compare("a.zip", "b.zip", "-o", "board")

    assert done.exit_code == 4
    assert "b.zip" in done.stderr
    assert done.stdout == ""
    assert not Path("board").exists()


def test_conflicts_are_named_after_everything_is_written(compare: Compare) -> None:
    a_package("a.zip", 7)
    reflection = a_round(id="m-1", banks=(BANK,))
    other = replace(people("m-1", ("carer",), [["never"]])[0], revision="k0other")
    Path("b.zip").write_bytes(package_bytes(Records(rounds=(reflection,), responses=(other,), bank_files=(FILE,))))

    done = compare("a.zip", "b.zip")

    assert done.exit_code == 3
    assert "k0other" in done.stderr
    assert "1 record is in two versions, and neither version is counted" in done.stderr
    assert rows("exports/comparison.csv")[0]["counted"] == "6"


def test_a_release_that_differs_by_few_people_needs_to_be_asked_for_again(compare: Compare) -> None:
    a_package("a.zip", 6)
    a_package("b.zip", 7)
    assert compare("a.zip").exit_code == 0
    before = Path("exports/comparison.csv").read_bytes()

    held_back = compare("b.zip")

    assert held_back.exit_code == 1
    assert "Mill Lane on 2026-05-12" in held_back.stderr
    assert "--again" in held_back.stderr
    assert held_back.stdout == ""
    assert Path("exports/comparison.csv").read_bytes() == before
    assert compare("a.zip").exit_code == 0
    assert compare("b.zip", "--again").exit_code == 0
    assert rows("exports/comparison.csv")[0]["counted"] == "7"


def test_a_release_with_many_more_people_is_written(compare: Compare) -> None:
    a_package("a.zip", 6)
    a_package("b.zip", 11)

    assert compare("a.zip").exit_code == 0
    assert compare("b.zip").exit_code == 0


def test_a_memory_of_releases_that_cannot_be_read_holds_a_release_back(compare: Compare) -> None:
    a_package("a.zip", 6)
    Path("exports").mkdir()
    Path("exports/comparison.released.json").write_text("?")

    assert compare("a.zip").exit_code == 1
    assert compare("a.zip", "--again").exit_code == 0


def test_json_takes_the_place_of_the_summary(compare: Compare) -> None:
    a_package("a.zip", 7)

    done = compare("a.zip", "--json")

    (one,) = json.loads(done.stdout)["rounds"]
    assert (one["round"], one["withheld"], one["counted"]) == ("m-1", "groups", 7)


def test_excel_is_told_that_the_files_are_utf_8(compare: Compare) -> None:
    a_package("a.zip", 7)

    assert compare("a.zip", "--excel").exit_code == 0
    assert Path("exports/comparison.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_workbook_is_written_instead_or_beside_the_tables(compare: Compare) -> None:
    a_package("a.zip", 7)

    alone = compare("a.zip", "--xlsx", "book.xlsx")
    assert alone.exit_code == 0, alone.output
    assert "Written: book.xlsx" in alone.stderr
    assert {path.name for path in Path().iterdir()} == {"a.zip", "book.xlsx"}

    beside = compare("a.zip", "-o", "board", "--xlsx", "board/book.xlsx")
    assert beside.exit_code == 0, beside.output
    assert {path.name for path in Path("board").iterdir()} == {
        *("comparison.csv", "comparison-all-teams.csv", "book.xlsx")
    }
    assert load_workbook("board/book.xlsx")["Data"]["A2"].value == rows("board/comparison.csv")[0]["team"]


def test_a_workbook_is_a_release_like_the_tables(compare: Compare) -> None:
    a_package("a.zip", 6)
    a_package("b.zip", 7)
    assert compare("a.zip", "--xlsx", "book.xlsx").exit_code == 0
    before = Path("book.xlsx").read_bytes()

    held_back = compare("b.zip", "--xlsx", "book.xlsx")

    assert held_back.exit_code == 1
    assert "differs by too few people: Mill Lane on 2026-05-12" in held_back.stderr
    assert Path("book.xlsx").read_bytes() == before
    assert compare("b.zip", "--xlsx", "book.xlsx", "--again").exit_code == 0
    assert Path("book.xlsx").read_bytes() != before


@pytest.mark.parametrize("name", ["-", "book.xls", "book.pdf", "", "nowhere/book.xlsx"])
def test_a_workbook_that_cannot_have_this_name_is_not_written(compare: Compare, name: str) -> None:
    a_package("a.zip", 7)

    done = compare("a.zip", "--xlsx", name)

    assert done.exit_code == 2
    assert "ends in .xlsx" in done.stderr or "There is no folder nowhere." in done.stderr
    assert {path.name for path in Path().iterdir()} == {"a.zip"}


def test_the_workbook_needs_no_mark_for_excel(compare: Compare) -> None:
    a_package("a.zip", 7)

    assert compare("a.zip", "--xlsx", "book.xlsx", "--excel").exit_code == 2


def test_two_people_on_one_side_show_no_sides_in_anything_that_is_written(compare: Compare) -> None:
    reflection = a_round(id="m-1", banks=(BANK,))
    hats = ("staff", "leader", *["carer"] * 8)
    there = people("m-1", hats, [["never"]] * 2 + [["always"]] * 8)
    Path("a.zip").write_bytes(package_bytes(Records(rounds=(reflection,), responses=there, bank_files=(FILE,))))

    done = compare("a.zip")

    assert "We show no groups here, to protect people." in done.stdout
    assert all(row["counted"] == "" for row in rows("exports/comparison.csv") if row["group"] != "everyone")
    for written in (done.stdout, *(path.read_text(encoding="utf-8") for path in Path("exports").iterdir())):
        assert "Staff" not in written
        assert '"sides": {"' not in written


@dataclass
class StandInWorkspace:
    """Holds these records and imports."""

    held: Records = field(default_factory=Records)
    imported: tuple[Path, ...] = ()
    releases: StoredReleases = field(default_factory=lambda: StoredReleases(Path("kept"), RecordFiles(private=True)))

    def records(self, rounds: None = None) -> Records:
        return self.held

    def imports(self) -> tuple[Path, ...]:
        return self.imported

    def faults(self) -> tuple[str, ...]:
        return ("x.json cannot be read.",)


def test_the_workspace_is_merged_with_its_imports_and_shows_no_private_round_before_its_reveal(
    compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = a_round(id="m-1", banks=(BANK,))
    openly = a_round(id="m-2", revision="k0open", privacy="open", smallest_group=0, banks=(BANK,), date="2026-11-10")
    own = Records(
        rounds=(quiet, openly),
        responses=(*people("m-1", TEN, [["often"]] * 10), *people("m-2", TEN[:3], [["often"]] * 3)),
        bank_files=(FILE,),
    )
    workspace = StandInWorkspace(own, (a_package("in.zip", 4, start=12),))
    monkeypatch.setattr("coreflect.services.app.Services.workspace", workspace)

    done = compare()

    assert done.exit_code == 0, done.output
    found = {row["round"]: row for row in rows("exports/comparison.csv")}
    assert (found["m-1"]["withheld"], found["m-1"]["answered"]) == ("not revealed", "14")
    assert found["m-2"]["withheld"] == ""
    assert "x.json cannot be read." in done.stderr


def test_help_begins_with_examples(compare: Compare) -> None:
    done = compare("--help")

    assert done.exit_code == 0
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    assert lines[1].strip() == "Examples:"


def test_help_loads_no_pandas() -> None:
    code = (
        "import sys; from coreflect.cli.compare import compare\n"
        "from click.testing import CliRunner\n"
        "assert CliRunner().invoke(compare, ['--help']).exit_code == 0\n"
        "print(sorted({'pandas', 'textual', 'tinydb', 'xlsxwriter'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
