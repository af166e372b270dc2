"""Tables and reports are held against each other wherever they went: too near to another, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.cli.main import main
from coreflect.core.model import Records, Response, Withdrawn
from coreflect.package.write import package_bytes
from tests.support.builders.examples import a_round
from tests.support.builders.merging import asked, bank_toml, people
from tests.support.builders.team_histories import DATES

BANK, FILE = asked(bank_toml(items=("beds",)))
EVERYONE = people("m-1", ["carer"] * 12, [["often"]] * 9 + [["never"]] * 3)
RELEASES = (("compare", "{}", "-o", "board"), ("report", "{}", "-o", "board/report.html"))

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in a folder with an empty folder `board`."""
    monkeypatch.chdir(tmp_path)
    Path("board").mkdir()
    return lambda *arguments: CliRunner().invoke(main, arguments)


def package(name: str, there: tuple[Response, ...], *gone: Response, **changes: object) -> str:
    reflection = a_round(**{"id": "m-1", "banks": (BANK,)} | changes)
    withdrawn = tuple(Withdrawn(one.id, one.round) for one in gone)
    Path(name).write_bytes(package_bytes(Records((reflection,), there, withdrawn=withdrawn, bank_files=(FILE,))))
    return name


@pytest.mark.parametrize("first", RELEASES, ids=["table first", "report first"])
@pytest.mark.parametrize("second", RELEASES, ids=["table second", "report second"])
def test_what_differs_by_one_person_who_went_is_refused(
    run: Run, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    all_of_them = package("all.zip", EVERYONE)
    package("less.zip", EVERYONE[1:], EVERYONE[0])
    assert run(*(each.format(all_of_them) for each in first)).exit_code == 0
    before = {path.name: path.read_bytes() for path in Path("board").iterdir()}

    refused = run(*(each.format("less.zip") for each in second))

    assert refused.exit_code == 1
    assert "differs by too few people" in refused.stderr
    assert {path.name: path.read_bytes() for path in Path("board").iterdir()} == before
    assert run(*(each.format("less.zip") for each in second), "--again").exit_code == 0


@pytest.mark.parametrize("output", ["-", "board/report.md"])
def test_what_went_anywhere_is_remembered_everywhere(run: Run, output: str) -> None:
    assert run("report", package("all.zip", EVERYONE), "--format", "md", "-o", output).exit_code == 0

    refused = run("compare", package("less.zip", EVERYONE[1:]), "-o", "elsewhere")

    assert (refused.exit_code, "differs by too few people" in refused.stderr) == (1, True)


def test_a_report_on_an_earlier_round_is_held_against_a_table_of_all_rounds(run: Run) -> None:
    later = tuple(replace(one, id=f"l{one.id}", revision=f"l{one.revision}", round="m-2") for one in EVERYONE)
    package("first.zip", EVERYONE)
    package("later.zip", later, id="m-2", revision="f-2", date=DATES[3])
    assert run("compare", "first.zip", "later.zip", "-o", "board").exit_code == 0
    package("less.zip", EVERYONE[1:])

    refused = run("report", "less.zip", "-o", "board/earlier.txt")

    assert (refused.exit_code, "differs by too few people" in refused.stderr) == (1, True)


def test_an_alias_that_joins_few_people_to_a_round_that_was_released_is_refused(run: Run) -> None:
    few = tuple(replace(one, id=f"f{one.id}", revision=f"f{one.revision}", round="m-9") for one in EVERYONE[:3])
    package("many.zip", EVERYONE)
    package("few.zip", few, id="m-9", revision="f-9")
    assert run("compare", "many.zip", "few.zip", "-o", "board").exit_code == 0
    merged = run("merge", "many.zip", "few.zip", "-o", "one.zip", "--same-round", "m-9=m-1")
    assert merged.exit_code == 0, merged.output

    refused = run("report", "one.zip", "-o", "board/report.html")

    assert (refused.exit_code, "differs by too few people" in refused.stderr) == (1, True)
