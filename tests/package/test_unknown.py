"""What a later version wrote is kept and written back, and never counted."""

from __future__ import annotations

import json

import pytest

from coreflect.core.errors import Refused
from coreflect.core.model import Withdrawn
from coreflect.package.merge import merge, merged_package
from coreflect.package.read import open_package
from coreflect.package.subset import select_rounds
from coreflect.package.write import package_bytes
from tests.support.builders.packages import ROUND, a_bit_of_everything, files_in, note, records, relisted, response

FILES = files_in(package_bytes(a_bit_of_everything()))


def with_more(files: dict[str, bytes] = FILES, **tables: str) -> bytes:
    return relisted({**files, **{f"{name}.csv": text.encode() for name, text in tables.items()}})


def with_column(table: str, column: str, cells: list[str], files: dict[str, bytes] = FILES) -> bytes:
    lines = files[f"{table}.csv"].decode().splitlines()
    return with_more(
        files, **{table: "\n".join(f"{a},{b}" for a, b in zip(lines, [column, *cells], strict=True)) + "\n"}
    )


def merged(*packages: bytes) -> dict[str, bytes]:
    return files_in(merged_package(merge([open_package(one, f"{n}.zip") for n, one in enumerate(packages)])))


def test_an_unknown_table_travels_on_with_its_rows_of_all_packages() -> None:
    files = merged(with_more(moods="who,mood\nroom,calm\n"), with_more(moods="mood,weather\nbright,sun\n"))
    assert files["moods.csv"].decode() == "mood,weather,who\nbright,sun,\ncalm,,room\n"
    names = [one["name"] for one in json.loads(files["datapackage.json"])["resources"]]
    assert "moods" in names


def test_an_unknown_table_that_is_empty_keeps_its_columns() -> None:
    assert merged(with_more(moods="who,mood\n"))["moods.csv"] == b"mood,who\n"


@pytest.mark.parametrize(
    ("table", "rows"), [("responses", 2), ("answers", 6), ("room", 2), ("rounds", 1), ("guards", 1)]
)
def test_an_unknown_column_travels_on_beside_its_rows(table: str, rows: int) -> None:
    package = with_column(table, "weather", ["sun", *[""] * (rows - 1)])
    once = merged(package)
    assert once[f"{table}.csv"] == files_in(package)[f"{table}.csv"]
    assert merged(package, with_more()) == once
    assert merged(with_more(), package) == once
    assert merged(merged_bytes(package)) == once


def merged_bytes(*packages: bytes) -> bytes:
    return merged_package(merge([open_package(one, "x.zip") for one in packages]))


def test_unknown_columns_of_an_empty_table_are_kept() -> None:
    files = merged(with_column("withdrawn", "weather", []))
    assert files["withdrawn.csv"] == b"record,round,weather\n"


def test_unknown_columns_are_never_counted() -> None:
    package = with_column("answers", "weight", ["2"] * 6)
    found = merge([open_package(package, "x.zip")])
    assert "weight" not in found.answers.columns
    assert len(found.answers) == 6


def test_two_packages_that_say_different_things_in_an_unknown_column_are_refused() -> None:
    with pytest.raises(Refused, match=r"0\.zip and 1\.zip say different things of p1 in the table responses"):
        merged(with_column("responses", "mood", ["calm", ""]), with_column("responses", "mood", ["wild", ""]))


def test_what_is_withdrawn_is_gone_from_unknown_tables_and_columns_too() -> None:
    withdrawal = package_bytes(records(withdrawn=(Withdrawn("p1", ROUND),)))
    files = merged(with_more(moods="who,mood\np1,low\np2,high\n"), with_column("answers", "s", ["1"] * 6), withdrawal)
    assert files["moods.csv"] == b"mood,who\nhigh,p2\n"
    assert b"p1" not in files["answers.csv"]
    assert files["answers.csv"].count(b",1\n") == 3


def test_an_unknown_column_follows_the_version_that_is_kept() -> None:
    first = files_in(package_bytes(records(notes=(note("n1", "one", revision="r1"),))))
    second = package_bytes(records(notes=(note("n1", "two", revision="r2"),)))
    packages = [open_package(with_column("notes", "mood", ["calm"], first), "a.zip"), open_package(second, "b.zip")]
    files = files_in(merged_package(merge(packages, keep=[("n1", "r1")])))
    assert files["notes.csv"].decode().splitlines()[1].endswith(",one,calm")


def test_rows_that_name_no_chosen_round_stay_behind() -> None:
    package = with_more(moods=f"round,mood\n{ROUND},calm\nquay-1,wild\n")
    found = select_rounds(merge([open_package(package, "x.zip")]), {ROUND})
    assert files_in(merged_package(found))["moods.csv"].decode() == f"mood,round\ncalm,{ROUND}\n"


def test_a_response_in_a_package_without_answers_is_kept() -> None:
    files = merged(package_bytes(records(responses=(response(answers=()),))))
    assert b"p1,p1a" in files["responses.csv"]
