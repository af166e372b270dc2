"""What is written is read back as it was, the same bytes every time, by us and by any tool that reads data packages."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import shutil
import subprocess
import sys
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coreflect.core.model import Alias, Guard, Records, Withdrawn
from coreflect.package.merge import merge
from coreflect.package.read import open_package, read_records
from coreflect.package.schema import TABLES, VALUE_TABLES, Table
from coreflect.package.tables import row_of
from coreflect.package.write import HEADER, flat_rows, package_bytes, write_package
from tests.support.builders.packages import (
    ROUND,
    a_bit_of_everything,
    action,
    files_in,
    hands,
    note,
    records,
    reflection,
    response,
)
from tests.support.builders.shown_counts import shown_counts
from tests.support.pages.package_page import FLAT, IN_R, IN_SQL, RECIPE

EVERYTHING = replace(
    a_bit_of_everything(),
    withdrawn=(Withdrawn("p9", ROUND),),
    aliases=(Alias("team", "mill-ln", "mill-lane"),),
    guards=(Guard(ROUND, "private", 4),),
    shown_counts=shown_counts(ROUND, "k0first", {("nesta", "assets"): (1, 3)}).counts(),
)
WITHOUT_LATER_TABLES = tuple(table for table in TABLES if not table.came_later)


def in_order(one: Records) -> Records:
    """The same records in the order of a package."""
    return replace(
        one,
        room=tuple(sorted(one.room, key=lambda row: (row.id, row.answer))),
        responses=tuple(sorted(one.responses, key=lambda each: each.id)),
        shown_counts=tuple(sorted(one.shown_counts, key=row_of)),
    )


def test_records_come_back_as_they_were() -> None:
    assert read_records(package_bytes(EVERYTHING), "x.zip") == in_order(EVERYTHING)


@settings(max_examples=100)
@given(st.text(), st.text(max_size=20), st.text(max_size=20))
def test_any_text_comes_back_as_it_was(text: str, team: str, who: str) -> None:
    written = records(rounds=(reflection(team_name=f"x{team}"),), notes=(note(text=text),), actions=(action(who=who),))
    assert read_records(package_bytes(written), "x.zip") == replace(written, guards=(Guard(ROUND, "open", 0),))


def test_a_note_longer_than_usual_csv_cells_comes_back() -> None:
    long = "word " * 100_000
    assert read_records(package_bytes(records(notes=(note(text=long),))), "x.zip").notes[0].text == long


def test_text_that_looks_like_a_formula_is_kept_as_it_is() -> None:
    assert read_records(package_bytes(records(notes=(note(text="=1+1"),))), "x.zip").notes[0].text == "=1+1"


def test_the_same_records_give_the_same_bytes_in_whatever_order_they_come() -> None:
    chance = random.Random(1)
    whole = package_bytes(EVERYTHING)
    for _ in range(5):
        shuffled = {
            name: tuple(chance.sample(values, len(values)))
            for name in (*(table.name for table in VALUE_TABLES), "bank_files")
            for values in (getattr(EVERYTHING, name),)
        }
        answers = tuple(replace(one, answers=one.answers[::-1]) for one in shuffled["responses"])
        assert package_bytes(Records(**{**shuffled, "responses": answers})) == whole


def test_the_zip_says_nothing_of_when_or_by_whom_it_was_written() -> None:
    with zipfile.ZipFile(io.BytesIO(package_bytes(EVERYTHING))) as zipped:
        found = zipped.infolist()
    assert [one.filename for one in found] == sorted(one.filename for one in found)
    assert {one.date_time for one in found} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.compress_type for one in found} == {zipfile.ZIP_STORED}, "two machines may compress differently"
    assert {(one.create_system, one.external_attr, one.extra, one.comment) for one in found} == {
        (3, 0o100600 << 16, b"", b"")
    }


def test_tables_are_sorted_by_id_with_plain_line_ends() -> None:
    written = records(responses=tuple(response(name) for name in ("p3", "p1", "p2")))
    table = files_in(package_bytes(written))["responses.csv"]
    assert b"\r" not in table
    assert [row.split(b",")[0] for row in table.splitlines()[1:]] == [b"p1", b"p2", b"p3"]


def test_the_descriptor_says_what_each_file_is() -> None:
    files = files_in(package_bytes(EVERYTHING))
    descriptor = json.loads(files["datapackage.json"])
    assert descriptor["coreflect"] == {"format": 1}
    listed = {one["path"]: one for one in descriptor["resources"]}
    assert set(listed) == set(files) - {"datapackage.json"}
    for path, one in listed.items():
        assert one["bytes"] == len(files[path])
        assert one["hash"] == f"sha256:{hashlib.sha256(files[path]).hexdigest()}"
    for table in TABLES:
        fields = listed[table.path]["schema"]["fields"]
        assert [one["name"] for one in fields] == list(table.header)
        assert all(one["type"] and one["description"] for one in fields)


def test_a_package_always_says_the_strictest_protection_that_it_knows() -> None:
    written = records(rounds=(reflection(), reflection(revision="k1", privacy="private", smallest_group=5)))
    assert read_records(package_bytes(written), "x.zip").guards == (Guard(ROUND, "private", 5),)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("written", "tables"),
    [(EVERYTHING, TABLES), (records(), WITHOUT_LATER_TABLES)],
    ids=["everything", "an invitation"],
)
def test_frictionless_finds_nothing_wrong(written: Records, tables: tuple[Table, ...], tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package, validate

        path = tmp_path / "package.zip"
        path.write_bytes(package_bytes(written))
        report = validate(str(path))
        assert report.valid, report.to_summary()
        assert len(report.tasks) == len(tables) + 1
        assert Package(str(path)).get_resource("rounds").read_rows()[0]["invited"] == 8


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_what_was_altered(tmp_path: Path) -> None:
    from frictionless import validate

    files = files_in(package_bytes(EVERYTHING))
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        for name, content in {**files, "notes.csv": files["notes.csv"] + b"x"}.items():
            zipped.writestr(name, content)
    assert not validate(str(path)).valid


def test_a_package_is_written_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    write_package(EVERYTHING, path)
    assert path.read_bytes() == package_bytes(EVERYTHING)
    assert list(tmp_path.iterdir()) == [path]


def test_several_rows_of_one_count_come_back_together() -> None:
    written = records(room=hands("h1", started=2, not_yet=1))
    assert {one.count for one in read_records(package_bytes(written), "x.zip").room} == {1, 2}


def test_answers_in_another_order_and_in_quotation_marks_are_read() -> None:
    from tests.support.builders.packages import relisted

    files = files_in(package_bytes(records(responses=(response(),))))
    other = b"answer,item_edition,item,bank,revision,response\r\n" + b"".join(
        b'"started",1,%s,garden,p1a,p1\r\n' % item for item in (b"garden-gate", b"garden-path", b"garden-shed")
    )
    opened = open_package(relisted({**files, "answers.csv": other}), "x.zip")
    assert opened.answers == open_package(package_bytes(records(responses=(response(),))), "x.zip").answers


def test_reading_an_invitation_loads_no_pandas() -> None:
    """Answering must start at once on an old laptop."""
    code = "import sys, coreflect.package.read, coreflect.package.write; print('pandas' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """A package with every way not to count, in the current folder; gives each (response, answer) that counts."""
    monkeypatch.chdir(tmp_path)
    counts = (
        response("p1", "everywhere", revision="p1b", replaces=("p1a",)),
        response("p4"),
        response("p5", revision="p5a"),
        response("p5", revision="p5b"),
    )
    others = (
        *(response("p1"), response("p2"), response("p3", revision="p3a"), response("p3", "not-yet", revision="p3b")),
        response("p6", round="round-2"),
    )
    written = package_bytes(
        records(
            rounds=(reflection(), reflection(id="round-2")),
            responses=(*counts, *others),
            withdrawn=(Withdrawn("p2", ROUND), Withdrawn("round-2", "round-2")),
        )
    )
    Path("package.zip").write_bytes(written)
    with zipfile.ZipFile("package.zip") as package:
        package.extractall()
    flat = [dict(zip(HEADER, row, strict=True)) for row in flat_rows(merge([open_package(written, "package.zip")]))]
    found = {(str(row["response"]), str(row["answer"])) for row in flat}
    assert found == {(one.id, one.answers[0].answer) for one in counts}
    return found


def test_the_lines_of_python_on_the_page_read_the_answers_that_count(counting: set[tuple[str, str]]) -> None:
    names: dict[str, Any] = {}
    exec(RECIPE, names)  # noqa: S102 - what the page says is what is tested
    read = names["answers"]
    assert len(read) == 3 * len(counting)
    assert {*zip(read["response"], read["answer"], strict=True)} == counting


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R")
def test_the_lines_of_r_on_the_page_read_the_answers_that_count(counting: set[tuple[str, str]]) -> None:
    write = 'write.csv(answers[c("response", "answer")], "read.csv", row.names = FALSE)'
    Path("recipe.R").write_text(f"{IN_R}{write}\n", encoding="utf-8")
    subprocess.run(["Rscript", "recipe.R"], check=True, capture_output=True)
    with Path("read.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    assert len(rows) == 3 * len(counting)
    assert {*rows} == counting


def test_the_lines_of_sql_on_the_page_read_the_answers_that_count(counting: set[tuple[str, str]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    *views, last = filter(str.strip, IN_SQL.split(";\n"))
    for view in views:
        duckdb.sql(view)
    rows = duckdb.sql(f"SELECT response, answer FROM ({last})").fetchall()
    assert len(rows) == 3 * len(counting)
    assert {*rows} == counting


def test_what_the_descriptor_says_of_columns_that_lead_to_other_tables_is_so(counting: set[tuple[str, str]]) -> None:
    def columns(name: str, fields: list[str]) -> set[tuple[str, ...]]:
        with Path(f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return {tuple(row[field] for field in fields) for row in csv.DictReader(file)}

    resources = json.loads(Path("datapackage.json").read_text(encoding="utf-8"))["resources"]
    found = {one["name"]: key for one in resources for key in one.get("schema", {}).get("foreignKeys", ())}
    assert set(found) == {"responses", "answers", "room", "notes", "actions"}
    for name, key in found.items():
        other = key["reference"]
        assert columns(name, key["fields"]) <= columns(other["resource"], other["fields"])


def test_every_column_of_the_joined_table_stands_on_the_page() -> None:
    assert tuple(FLAT) == HEADER
