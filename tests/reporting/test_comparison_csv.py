"""The comparison as spreadsheets see it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.results import Published
from coreflect.reporting.comparison import COLUMNS, comparison_csv, comparison_rows, csv_bytes, safe
from tests.support.builders.comparisons import a_comparison
from tests.support.builders.results import published_round
from tests.support.readers.goldens import Golden

ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "＋1", "－1", "＠SUM(A1)", "　=1"]
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_comparison_for_analysts(golden: Golden) -> None:
    golden("comparison.csv", comparison_csv(a_comparison()).decode())


def test_every_column_has_a_name_of_its_own_and_a_description() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert all(column.description.endswith(".") for column in COLUMNS)


def test_a_column_holds_what_it_is_said_to_hold() -> None:
    numbers = [column.holds == "number" for column in COLUMNS]
    for row in comparison_rows(a_comparison()):
        for cell, is_number in zip(row, numbers, strict=True):
            assert cell is None or isinstance(cell, int | float) == is_number


def test_the_counts_of_each_row_add_up_to_the_people_counted() -> None:
    counts = [*(f"level_{n}" for n in range(1, 8)), "not_sure", "not_applicable", "rather_not_say", "left_blank"]

    shown = [row for row in rows(comparison_csv(a_comparison())) if row["counted"]]

    assert shown
    for row in shown:
        assert sum(int(row[name] or 0) for name in counts) == int(row["counted"])


def test_a_withheld_row_has_no_counts_and_says_what_is_kept_back() -> None:
    found = rows(comparison_csv(a_comparison()))
    kept_back = [row for row in found if row["withheld"]]

    assert {row["withheld"] for row in kept_back} == {"all", "groups"}
    assert all(row["counted"] == row["level_1"] == row["pairs"] == row["moved"] == "" for row in kept_back)
    (third,) = [row for row in found if row["round"] == "mill-lane-3"]
    assert (third["withheld"], third["answered"], third["item"]) == ("all", "3", "")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_and_no_header_starts_a_formula(attack: str) -> None:
    one = published_round(team_name=attack, about=attack, period=attack)

    for content in (comparison_csv(Published((one,))), csv_bytes([attack], [])):
        cells = [cell for row in csv.reader(io.StringIO(content.decode(), newline="")) for cell in row]
        assert any(cell.startswith("'") for cell in cells)
        assert not any(cell.lstrip().startswith(SIGNS) for cell in cells)


@pytest.mark.parametrize("attack", [*(f"Not yet: 1;{attack}" for attack in ATTACKS), 'a;"=1+1;b', "a;;=1", '";"=1'])
def test_no_part_starts_a_formula_where_lines_are_cut_at_semicolons(attack: str) -> None:
    one = published_round(team_name=attack, about=attack, period="the last six months")

    for content in (comparison_csv(Published((one,))), csv_bytes([attack], [["1", attack, 2]])):
        cells = [cell for row in csv.reader(io.StringIO(content.decode(), newline=""), delimiter=";") for cell in row]
        assert len(cells) > 2
        assert not any(cell.lstrip().startswith(SIGNS) for cell in cells)


def test_numbers_are_left_alone() -> None:
    assert csv_bytes(["n"], [[-3], [None], [0]]) == b'n\n-3\n""\n0\n'


@given(st.text())
def test_a_text_cell_stays_on_one_line_without_control_characters(text: str) -> None:
    cell = safe(text)

    assert cell.isprintable() or all(c.isprintable() or not c.isascii() for c in cell)
    assert not cell.lstrip().startswith(SIGNS)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_what_is_written_is_read_back_by_any_reader_of_csv(texts: list[str]) -> None:
    content = csv_bytes([f"c{n}" for n in range(len(texts))], [texts])

    assert list(csv.reader(io.StringIO(content.decode(), newline="")))[1] == [safe(text) for text in texts]


def test_excel_is_told_that_it_is_utf_8() -> None:
    plain = comparison_csv(a_comparison())
    assert comparison_csv(a_comparison(), excel=True) == b"\xef\xbb\xbf" + plain
    assert b"\r" not in plain


def test_a_text_that_cannot_be_written_as_utf_8_does_not_stop_the_rest() -> None:
    assert comparison_csv(Published((published_round(team_name="\ud800"),)))


def test_nothing_to_compare_is_a_header_alone() -> None:
    assert comparison_csv(Published(())).count(b"\n") == 1
