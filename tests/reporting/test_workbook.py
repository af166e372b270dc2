"""The workbook, read back: types, days, heads that stay, texts that stay texts, and the numbers of comparison.csv."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from coreflect.core.answers import EVERYONE
from coreflect.core.errors import CoreflectError
from coreflect.core.results import Picture, Published, PublishedAction, PublishedRound
from coreflect.core.strips import shade
from coreflect.reporting import sheets
from coreflect.reporting.comparison import COLUMNS, comparison_csv
from coreflect.reporting.sheets import Cell, Column, Look, Sheet, xlsx
from coreflect.reporting.workbook import workbook
from tests.support.builders.comparisons import a_comparison
from tests.support.builders.four_rounds import four_rounds
from tests.support.builders.results import an_item, move, picture_of, published_round
from tests.support.builders.searching import searched

NAMES = ["Read me", "At a glance", "By group", "Over time", "All teams", "Actions", "Data", "Columns"]
A4_ACROSS = 785
"""How wide A4 across is between its margins, in points."""
TYPED = ("3/4", "007", "=1+1", "NA", "1E5", "1-2", "TRUE", "https://example.org", "@SUM(1)", "＝1", "12:30", "'x")
OTHER_DAYS = ("3/4", "20260512", "2026-W20-2", "2026-02-30", "1899-12-31", "", "May", "2026-05-12 10:00")


def read(published: Published) -> Workbook:
    return load_workbook(io.BytesIO(workbook(published)))


def column(sheet: Worksheet, head: str, *, under: int = 1) -> list[object]:
    """What stands under a head, in the rows that are no names of levels."""
    at = [cell.value for cell in sheet[under]].index(head)
    rows = sheet.iter_rows(min_row=under + 1)
    return [row[at].value for row in rows if not any(cell.font.italic for cell in row[:3])]


def a_year(team: int, number: int, **changes: object) -> PublishedRound:
    item = an_item("beds", "Who decides about the beds?", Picture(EVERYONE, picture_of((1, 2, 3, 4)), move()))
    return published_round(
        **{
            "round": f"m-{team}-{number}",
            "team": f"team-{team}",
            "team_name": f"Team {team}",
            "date": f"{1990 + number}-05-12",
            "items": (item,),
        }
        | changes
    )


def test_it_has_these_sheets_in_this_order() -> None:
    assert read(a_comparison()).sheetnames == NAMES


def test_the_data_are_those_of_comparison_csv_cell_by_cell() -> None:
    header, *rows = csv.reader(io.StringIO(comparison_csv(a_comparison()).decode(), newline=""))
    found = list(read(a_comparison())["Data"].iter_rows(values_only=True))

    assert list(found[0]) == header == [one.name for one in COLUMNS]
    assert len(found) == len(rows) + 1
    for in_book, in_csv in zip(found[1:], rows, strict=True):
        for one, value, text in zip(COLUMNS, in_book, in_csv, strict=True):
            kind = {"number": int | float, "date": datetime, "text": str}[one.holds]
            assert value is None or isinstance(value, kind), one.name
            if isinstance(value, int | float):
                assert value == float(text), one.name
            else:
                assert (f"{value:%Y-%m-%d}" if isinstance(value, datetime) else value or "") == text, one.name


@pytest.mark.parametrize("typed", TYPED)
def test_text_stays_the_text_that_was_typed(typed: str) -> None:
    item = an_item("beds", typed, Picture(EVERYONE, picture_of((1, 2, 3, 4)), move()))._replace(section=typed)
    doing = PublishedAction("a-1", "garden", "beds", typed, typed, typed, typed, "to-do", "", typed, typed)
    one = published_round(team_name=typed, about=typed, period=typed, items=(item,), doings=(doing,))
    book = read(Published((one,)))

    for sheet, head, at in (("By group", "Team", 1), ("By group", "Question", 1), ("Data", "about", 1)):
        assert set(column(book[sheet], head, under=at)) == {typed}
    for head in ("What", "Who", "By when", "What came of it"):
        assert column(book["Actions"], head) == [typed]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == typed]
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}


@searched(10)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=30))
def test_no_text_breaks_the_file(texts: list[str]) -> None:
    content = xlsx(texts[0], [Sheet("One", (Column(texts[0]),), tuple([Cell(text)] for text in texts))])

    values = [row[0] for row in load_workbook(io.BytesIO(content))["One"].iter_rows(min_row=2, values_only=True)]
    assert all(value is None or isinstance(value, str) for value in values)


def test_a_day_is_a_day_and_what_else_was_typed_is_text() -> None:
    def doing(due: str) -> PublishedAction:
        return PublishedAction("a-1", "", "", "Bus fares", "Priya", due, "Tom", "doing", "", "Half of it")

    one = a_year(1, 36, doings=(doing("2026-09-01"), doing("before the summer"), doing("")))
    book = read(Published((one,)))

    assert column(book["Actions"], "By when") == [datetime(2026, 9, 1), "before the summer", None]
    assert column(book["Actions"], "Agreed on") == [datetime(2026, 5, 12)] * 3
    assert (column(book["Actions"], "How far along")[0], column(book["Actions"], "What came of it")[0]) == (
        "Doing",
        "Half of it",
    )


@pytest.mark.parametrize("name", NAMES[1:])
def test_heads_stay_in_view_and_on_each_page_of_a4_across(name: str) -> None:
    sheet = read(four_rounds())[name]
    last = 2 if name == "At a glance" else 1

    assert int("".join(filter(str.isdigit, sheet.freeze_panes))) == last + 1
    assert sheet.print_title_rows == f"$1:${last}"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (int(sheet.page_setup.fitToWidth or 1), sheet.page_setup.fitToHeight) == (2 if name == "Data" else 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    filtered = sheet.auto_filter.ref or sheet.tables["comparison"].ref
    assert filtered == sheet.dimensions.replace("A1:", f"A{last}:")


@pytest.mark.parametrize("name", NAMES[1:])
def test_what_is_printed_is_large_enough_to_be_read(name: str) -> None:
    for held in (four_rounds(), a_comparison()):
        sheet = read(held)[name]
        shrunk = int(sheet.page_setup.fitToWidth or 1) * A4_ACROSS / (5.25 * sum(printed_widths(sheet)))

        assert 11 * shrunk >= 8, f"{name} is printed in {11 * shrunk:.1f} points"


def printed_widths(sheet: Worksheet) -> list[float]:
    """How wide each column of a sheet is on paper, as much as a digit is wide; 0 where it is not printed."""
    widths = [0.0] * sheet.max_column
    for one in sheet.column_dimensions.values():
        widths[one.min - 1 : one.max] = [one.width] * (one.max - one.min + 1)
    area, again = sheet.print_area, sheet.print_title_cols
    if not area:
        return widths
    ranges = [area.rpartition("!")[2].replace("$", ""), *([again.replace("$", "")] if again else [])]
    kept = {
        at
        for first, last in (re.findall("[A-Z]+", one) for one in ranges)
        for at in range(column_index_from_string(first), column_index_from_string(last) + 1)
    }
    return [width if at in kept else 0.0 for at, width in enumerate(widths, 1)]


def test_a_single_team_is_at_the_foot_and_takes_no_column_on_paper() -> None:
    one, several = (read(held)["By group"] for held in (four_rounds(), a_comparison()))

    assert (printed_widths(one)[0], bool(printed_widths(several)[0])) == (0, True)
    assert "Mill Lane" in str(one.oddFooter.left.text)


def test_of_the_data_people_read_who_answered_what_and_how_many() -> None:
    sheet = read(four_rounds())["Data"]
    widths = printed_widths(sheet)
    on_paper = [column.name for column, width in zip(COLUMNS, widths, strict=True) if width]

    assert (on_paper[0], on_paper[-1]) == ("team_name", "left_blank")
    assert sheet.print_title_cols == "$B:$B"


def test_a_line_is_above_each_question_and_what_stands_there_again_is_grey() -> None:
    rows = list(read(four_rounds())["By group"].iter_rows(min_row=3, max_row=5))

    assert [row[2].border.top.style for row in rows] == ["thin", None, None]
    assert [row[2].font.color.rgb == "FF6B6B6B" for row in rows] == [False, True, True]
    assert len({row[2].value for row in rows}) == 1


def test_at_a_glance_has_a_row_a_question_and_the_rounds_side_by_side() -> None:
    sheet = read(four_rounds())["At a glance"]
    names = [cell.value for cell in sheet[1] if cell.value]
    row = next(row for row in sheet.iter_rows(min_row=3) if row[2].value == "We choose the beds together")

    assert names == ["3 times before", "2 times before", "The time before", "The latest"]
    assert [cell.value for cell in row[4:]] == [
        *(datetime(2025, 5, 13), 2, 7, 1, 0, 0, 0),
        *(datetime(2025, 11, 11), 0, 5, 5, 0, 0, 0),
        *(datetime(2026, 5, 12), 0, 2, 9, 0, 0, 0),
        *(datetime(2026, 11, 10), 0, 0, 6, 5, 0, 0),
    ]
    assert "We choose the beds together" in [cell.value for cell in sheet["C"]]
    assert sheet["C3"].value == "1 Never  2 Seldom  3 Often  4 Always"
    shades = [cell.fill.fgColor.rgb for cell in row[5:8]]
    assert len(set(shades)) == 3
    assert row[8].fill.fill_type is None


def test_what_means_something_else_now_has_a_row_of_its_own() -> None:
    sheet = read(four_rounds())["At a glance"]
    rows = {row[2]: row for row in sheet.iter_rows(min_row=3, values_only=True)}

    now, then = rows["We decide together, from the start, what the money is for"], rows["We choose the money together"]
    assert [now[at] is None for at in (4, 11, 18, 25)] == [True, True, False, False]
    assert [then[at] is None for at in (4, 11, 18, 25)] == [False, False, True, True]
    assert then[3] == "Asked before, but not last time"


def test_the_break_of_a_scale_is_a_thick_line() -> None:
    item = an_item("beds", "Beds", Picture(EVERYONE, picture_of((1, 2, 3, 4)), move()))._replace(break_after=2)
    book = read(Published((published_round(items=(item,)),)))
    names, row = book["By group"][2], book["By group"][3]

    assert [cell.border.left.style for cell in row[6:10]] == [None, None, "thick", None]
    assert (
        names[2].value == "1 Done to people  2 Done for people  │  3 Done together, in part  4 Done together as equals"
    )


def test_thirty_rounds_stand_side_by_side_and_the_latest_go_on_paper() -> None:
    book = read(Published(tuple(a_year(1, number) for number in range(30))))
    sheet = book["At a glance"]

    days = [cell.value for cell in sheet[4] if isinstance(cell.value, datetime)]
    assert [day.year for day in days] == list(range(1990, 2020))
    assert len(column(book["Over time"], "Date")) == len(column(book["Data"], "date")) == 30
    assert sheet.print_title_cols == "$B:$D"
    assert sheet.print_area == "'At a glance'!$GS$1:$HF$4"


def test_a_hundred_teams_stand_by_name() -> None:
    every = Published(tuple(a_year(team, number) for team in range(100, 200) for number in (0, 1)))
    book = read(every)

    assert list(dict.fromkeys(column(book["By group"], "Team"))) == [f"Team {team}" for team in range(100, 200)]
    assert len(column(book["Over time"], "Team")) == len(column(book["Data"], "team")) == 200
    assert column(book["All teams"], "Teams") == [100]
    assert column(book["All teams"], "People counted") == [1000]
    listed = [row for row in book["Read me"].iter_rows(values_only=True) if isinstance(row[2], datetime)]
    assert len(listed) == 200


def test_what_is_kept_back_is_said_and_has_no_numbers() -> None:
    hidden = a_year(1, 36, withheld="all", items=())
    no_groups = a_year(2, 36, withheld="groups")
    book = read(Published((hidden, no_groups)))

    said = {row[1]: row[-1] for row in book["Read me"].iter_rows(values_only=True) if isinstance(row[2], datetime)}
    assert said == {
        "Team 1": "We show no answers here, to protect people.",
        "Team 2": "We show no groups here, to protect people.",
    }
    assert column(book["By group"], "Group") == ["We show no groups here, to protect people.", "Everyone"]
    assert next(row[:3] for row in book["At a glance"].iter_rows(min_row=3, values_only=True)) == (
        "Team 1",
        None,
        "We show no answers here, to protect people.",
    )


def test_nothing_to_show_is_said_on_each_sheet() -> None:
    book = read(Published(()))

    assert [book[name]["A2"].value for name in ("By group", "Over time", "Actions")] == [
        "There are no answers to show here.",
        "There are no answers to show here.",
        "Nothing was written down that a team will do.",
    ]
    once = read(Published((a_year(1, 1),)))["Over time"]["A2"].value
    assert once == "Each team has answered once, so there is nothing to compare yet."


def test_columns_are_as_wide_as_their_texts_on_a_screen() -> None:
    name = "みんなで一緒に"
    sheet = read(Published((a_year(1, 1, team_name=name),)))["By group"]

    assert 14 <= sheet.column_dimensions["A"].width <= 17
    assert all(sheet.column_dimensions[one].width >= 11 for one in "CD")
    assert read(Published((a_year(1, 1, team_name="x" * 400),)))["By group"].row_dimensions[3].height > 200


def test_the_same_results_are_the_same_bytes() -> None:
    assert workbook(four_rounds()) == workbook(four_rounds())


def test_more_than_a_workbook_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 100)

    with pytest.raises(CoreflectError, match="more than one workbook can hold"):
        workbook(Published(tuple(a_year(team, 1) for team in range(101))))


@pytest.mark.parametrize("levels", range(2, 8))
def test_numbers_can_be_read_on_every_shade(levels: int) -> None:
    for number in range(1, levels + 1):
        made = sheets._properties(Look("level", shade(number, levels)))
        light, dark = sorted((_light(made["bg_color"]), _light(made.get("font_color", "#000000"))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def _light(colour: object) -> float:
    parts = [int(str(colour)[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_day_is_read_from_year_month_day_alone() -> None:
    assert sheets.day("2026-05-12") == date(2026, 5, 12)
    assert [sheets.day(text) for text in OTHER_DAYS] == [*OTHER_DAYS]


def test_the_names_of_the_levels_stand_once_above_the_questions_that_have_them() -> None:
    two = [an_item(name, name, Picture(EVERYONE, picture_of((1, 2, 3, 4)), move())) for name in ("beds", "tools")]
    then = [item._replace(levels=("Never", "Seldom", "Often", "Always")) for item in two]
    book = read(Published((a_year(1, 1, items=tuple(then)), a_year(1, 2, items=tuple(two)))))

    for sheet, names in (("By group", 1), ("Over time", 2), ("All teams", 2)):
        italic = [row for row in book[sheet].iter_rows() if any(cell.font.italic for cell in row[:3])]
        assert len(italic) == names, sheet
