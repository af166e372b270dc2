"""The page on the comparison says what the program does."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coreflect.core.answers import EVERYONE
from coreflect.core.results import Picture, Published
from coreflect.reporting.all_teams import comparison_data
from coreflect.reporting.comparison import COLUMNS, comparison_csv
from tests.support.builders.four_rounds import four_rounds
from tests.support.builders.results import an_item, move, picture_of, published_round
from tests.support.pages.comparison_page import PAGE, VALUES, page


def test_the_page_is_written_from_the_definitions() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.support.pages.comparison_page writes it again"


def test_every_name_in_the_json_stands_on_the_page() -> None:
    names: set[str] = set()

    def look(value: object) -> None:
        if isinstance(value, dict):
            names.update(value)
            for part in value.values():
                look(part)
        elif isinstance(value, list):
            for part in value:
                look(part)

    look(comparison_data(four_rounds()))
    known = {name for kind in VALUES for name in kind.__annotations__}
    assert names - known == {"rounds", "all_teams"}


TYPED = ("3/4", "007", "1E5", "1-2", "NA", "null", "TRUE", "12:30", "")


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, str], ...]:
    """comparison.csv in the current folder, with texts that other programs take for something else; its rows."""
    monkeypatch.chdir(tmp_path)
    item = an_item("beds", "Beds", Picture(EVERYONE, picture_of((1, 2, 3, 4)), move()))
    rounds = [
        published_round(round=f"m-{at}", team=f"team-{at}", team_name=typed, about=typed, items=(item,))
        for at, typed in enumerate(TYPED)
    ]
    content = comparison_csv(Published((*rounds, published_round(withheld="all"))))
    Path("comparison.csv").write_bytes(content)
    return tuple(csv.DictReader(io.StringIO(content.decode(), newline="")))


def block(language: str) -> str:
    return PAGE.read_text(encoding="utf-8").partition(f"```{language}\n")[2].partition("```")[0]


def test_pandas_reads_what_was_typed_by_the_lines_on_the_page(table: tuple[dict[str, str], ...]) -> None:
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102 - what the page says is what is tested
    read = names["table"]

    assert tuple(read["team_name"][: len(TYPED)]) == tuple(read["about"][: len(TYPED)]) == TYPED
    assert str(read["date"].dtype).startswith("datetime64")
    for column in COLUMNS:
        if column.holds == "number":
            assert read[column.name].dtype.kind in "if", column.name
            assert [None if pd.isna(one) else one for one in read[column.name]] == [
                float(row[column.name]) if row[column.name] else None for row in table
            ]


def test_duckdb_reads_what_was_typed_by_the_lines_on_the_page(table: tuple[dict[str, str], ...]) -> None:
    duckdb = pytest.importorskip("duckdb")
    read = duckdb.sql(block("sql")).fetchall()

    assert [row[0] or "" for row in read[: len(TYPED)]] == [*TYPED]
    assert {row[1] for row in read} == {date(2026, 5, 12)}
    assert [row[4] for row in read] == [int(row["level_1"]) if row["level_1"] else None for row in table]
