"""Writes the sheets of a workbook: typed cells, widths, frozen heads, and pages of A4.

Come here for how a sheet looks; what stands in the sheets is in `reporting.workbook`. Text stays the text that it is,
and never becomes a formula, a link, a number or a date. XlsxWriter is loaded with the first workbook.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from coreflect.core.errors import CoreflectError
from coreflect.core.names import shown
from coreflect.core.texts.workbook import TOO_MUCH
from coreflect.reporting.cells import cells_of, wrapped

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS, LONGEST_TEXT = 1_048_576, 16_384, 32_767
A4 = 9
LIGHTEST, DARKEST = (0xDE, 0xEB, 0xF7), (0x17, 0x3F, 0x6B)
"""The fills of the first level and the last: one hue, so that it reads in black and white too."""
_DARK_FROM = 0.65
"""From this shade on, numbers are white; each has a contrast of 4.5 or more."""
_ALWAYS_THE_SAME_DAY = datetime(2000, 1, 1)
_ROOM_FOR_FILTER = 4
_LINE, _HIGHEST = 15.0, 400.0
"""The height of a line of text, and of the highest row, in points."""
_EVENS_OUT = 60
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Value = str | int | float | date | None


class Look(NamedTuple):
    """How a cell looks: its role, the shade of a level from 0 to 1, and whether the break of its scale is before it."""

    role: Literal["text", "head", "title", "heading", "legend", "date", "number", "level", "other", "plain"] = "text"
    shade: float = -1
    broken: bool = False


class Cell(NamedTuple):
    """A value and how it looks."""

    value: Value
    look: Look = Look()


class Column(NamedTuple):
    """A column: its head, and the most cells that it is wide; longer texts are wrapped."""

    head: str
    most: int = 40


class Sheet(NamedTuple):
    """What stands in a sheet: columns with a head, and rows under it.

    A sheet of `text` alone has no head, and nothing to filter. `frozen` columns stay in view beside what is scrolled,
    and are printed again on each page, as the head is. `above` lists (column, name) of what stands over the head. Of
    the columns that are not frozen the last `printed` go on paper, all where it is 0. `empty` is said where there are
    no rows. With `table` it is a table with a name of its own, for formulas and other programs.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Sequence[Cell], ...]
    frozen: int = 0
    above: tuple[tuple[int, str], ...] = ()
    printed: int = 0
    empty: str = ""
    text: bool = False
    table: str = ""


def xlsx(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Write sheets as the bytes of an .xlsx file; the same sheets make the same bytes.

    Raises:
        CoreflectError: a sheet cannot hold so much.
    """
    import xlsxwriter  # and much with it, which only who writes a workbook waits for

    if any(len(sheet.rows) + 2 > MOST_ROWS or len(sheet.columns) > MOST_COLUMNS for sheet in sheets):
        raise CoreflectError(*TOO_MUCH)
    stream = io.BytesIO()
    stays_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **stays_text})
    book.set_properties({"title": shown(title), "created": _ALWAYS_THE_SAME_DAY})
    looks = _Looks(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, shown(title), looks)
    book.close()
    return stream.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[Look, Format] = {}

    def of(self, look: Look) -> Format:
        if look not in self._formats:
            self._formats[look] = self._book.add_format(_properties(look))
        return self._formats[look]


def _write(page: Worksheet, sheet: Sheet, title: str, looks: _Looks) -> None:
    """Write a sheet: A4 landscape, one page wide, with the title, its name and the page below."""
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{title.replace('&', '&&')[:150]}&C&A&R&P / &N")
    widths = [
        _width(column, [row[at] for row in sheet.rows if at < len(row)]) if not sheet.text else column.most
        for at, column in enumerate(sheet.columns)
    ]
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    head = 1 if sheet.above else 0
    for at, name in sheet.above:
        _cell(page, 0, at, Cell(name, Look("heading")), looks)
    if not sheet.text:
        _row(page, head, [Cell(column.head, Look("head")) for column in sheet.columns], widths, looks)
        page.freeze_panes(head + 1, sheet.frozen)
        page.repeat_rows(0, head)
    first = 0 if sheet.text else head + 1
    for down, row in enumerate(sheet.rows, first):
        _row(page, down, row, widths, looks)
    # A spreadsheet would mark each text that is all digits as a mistake.
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
    whole = (head, 0, head + len(sheet.rows), len(sheet.columns) - 1)
    if sheet.rows and sheet.table:
        heads = [{"header": column.head, "header_format": looks.of(Look("head"))} for column in sheet.columns]
        page.add_table(*whole, {"name": sheet.table, "columns": heads, "style": "Table Style Light 1"})
    elif sheet.rows and not sheet.text:
        page.autofilter(*whole)
    if not sheet.rows:
        _cell(page, first, 0, Cell(sheet.empty, Look("legend")), looks)
    if sheet.printed:
        page.repeat_columns(0, sheet.frozen - 1)
        page.print_area(0, len(sheet.columns) - sheet.printed, first + len(sheet.rows), len(sheet.columns) - 1)


def _row(page: Worksheet, down: int, cells: Sequence[Cell], widths: Sequence[float], looks: _Looks) -> None:
    """Write a row of cells, as high as the longest of its texts needs in columns of these widths."""
    for at, cell in enumerate(cells):
        _cell(page, down, at, cell, looks)
    # Not every program works out by itself how high a row with wrapped text is.
    high = max((_lines(cell, width) * _LINE for cell, width in zip(cells, widths, strict=False)), default=_LINE)
    if high > _LINE:
        page.set_row(down, min(high, _HIGHEST))


def _cell(page: Worksheet, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    """Write a cell as what it is: text, a number or a day; None leaves it empty."""
    value = cell.value
    if value is None or value == "":
        return
    look = looks.of(cell.look)
    if isinstance(value, str):
        page.write_string(row, column, shown(value)[:LONGEST_TEXT], look)
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime.combine(value, time()), looks.of(cell.look._replace(role="date")))
    else:
        page.write_number(row, column, value, look)


def day(text: str) -> date | str:
    """Make a text a day where it says year-month-day, and spreadsheets know the day; what else was typed stays text."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) and text >= "1900-03-01" else text
    except ValueError:
        return text


def _properties(look: Look) -> dict[str, object]:
    made: dict[str, object] = {"valign": "top", "font_size": 11}
    if look.role == "head":
        made |= {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bg_color": "#F2F2F2"}
    elif look.role == "title":
        made |= {"bold": True, "font_size": 16}
    elif look.role == "heading":
        made |= {"bold": True, "font_size": 12}
    elif look.role == "date":
        made |= {"num_format": "d mmm yyyy", "align": "left"}
    elif look.role == "number":
        made |= {"align": "center", "num_format": "#,##0"}
    elif look.role == "legend":
        made |= {"italic": True, "font_color": "#404040"}
    elif look.role in ("level", "other"):
        made |= {"align": "center", "num_format": "#,##0"}
        if look.shade >= 0:
            made |= {"bg_color": _fill(look.shade), "bold": True}
            made |= {"font_color": "#FFFFFF"} if look.shade >= _DARK_FROM else {}
        elif look.role == "level":
            made |= {"font_color": "#6B6B6B"}
        else:
            made |= {"border": 1, "border_color": "#7F7F7F"}
        made |= {"left": 5} if look.broken else {}
    elif look.role == "text":
        made |= {"text_wrap": True}
    return made


def _fill(darkness: float) -> str:
    mixed = (round(light + (dark - light) * darkness) for light, dark in zip(LIGHTEST, DARKEST, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _width(column: Column, cells: Sequence[Cell]) -> float:
    """Return how wide a column must be for what is in it, in cells of a terminal: a wide sign takes two."""
    longest = max((_long(cell) for cell in cells), default=0)
    # The head may be wrapped, but no word of it is cut, and the button of the filter stands in it.
    words = max((cells_of(word) for word in column.head.split()), default=0) + _ROOM_FOR_FILTER
    return max(words, min(longest + 2, column.most))


def _lines(cell: Cell, width: float) -> float:
    """Count the lines that a cell takes in a column of this width."""
    if cell.look.role == "title":
        return 1.5
    if not isinstance(cell.value, str) or cell.look.role not in ("text", "head") or len(cell.value) * 2 <= width:
        return 1
    return _lines_of(cell.value, width)


@lru_cache(maxsize=16_384)
def _lines_of(text: str, width: float) -> int:
    # In long lines narrow letters and wide ones even out, so that more of them have room than digits would.
    return len(wrapped(text, int(width * 1.12 if width >= _EVENS_OUT else width)))


def _long(cell: Cell) -> int:
    if cell.value is None or cell.look.role in ("legend", "title", "heading"):
        return 0
    if isinstance(cell.value, date):
        return len("30 Sep 2026")
    return cells_of(shown(cell.value)) if isinstance(cell.value, str) else len(f"{cell.value:,}")
