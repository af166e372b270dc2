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
_ROOM_FOR_FILTER = 3
_LINE, _HIGHEST = 15.0, 400.0
"""The height of a line of text, and of the highest row, in points."""
_EVENS_OUT = 60
_ACROSS = 1046.0
"""How many points of columns go on A4 across, where 11 point shrinks to 8 and a quarter, so that it can be read."""
_NARROWEST = 12
"""A column of long texts is no narrower than this, however many columns there are."""
_WRAPPED = ("text", "head", "number head")
"""The roles of cells in which long text is wrapped."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Value = str | int | float | date | None
Role = Literal["text", "head", "number head", "title", "heading", "legend", "date", "number", "level", "other", "plain"]


class Look(NamedTuple):
    """How a cell looks: its role, the shade of a level from 0 to 1, and whether the break of its scale is before it.

    What is there `again`, as in the row above, is grey; a row that is `ruled` has a line above it.
    """

    role: Role = "text"
    shade: float = -1
    broken: bool = False
    again: bool = False
    ruled: bool = False


class Cell(NamedTuple):
    """A value and how it looks."""

    value: Value
    look: Look = Look()


class Column(NamedTuple):
    """A column: its head, and the most cells that it is wide; longer texts are wrapped."""

    head: str
    most: int = 40
    holds_numbers: bool = False


class Sheet(NamedTuple):
    """What stands in a sheet: columns with a head, and rows under it.

    A sheet of `text` alone has no head, and nothing to filter. `frozen` columns stay in view beside what is scrolled,
    as the head does. `above` lists (column, name) of what stands over the head. On paper go the columns from `first` to
    before `last`, to the end where it is 0, but for empty ones at the end; of those that are not frozen the last
    `printed`, with the frozen ones beside them, all where it is 0. They are `pages` of A4 wide. `empty` is said where
    there are no rows. With `table` it is a table with a name of its own, for formulas and other programs.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Sequence[Cell], ...]
    frozen: int = 0
    above: tuple[tuple[int, str], ...] = ()
    printed: int = 0
    first: int = 0
    last: int = 0
    pages: int = 1
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
    """Write a sheet: A4 landscape, its head on each page, with the title, its name and the page below."""
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(sheet.pages, 0)
    page.print_across()
    page.set_footer(f"&L{title.replace('&', '&&')[:150]}&C&A&R&P / &N")
    widths = [
        _width(column, [row[at] for row in sheet.rows if at < len(row)]) if not sheet.text else column.most
        for at, column in enumerate(sheet.columns)
    ]
    on_paper = _on_paper(sheet)
    if not sheet.text:
        widths = _narrowed(widths, on_paper, sheet)
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    head = 1 if sheet.above else 0
    for at, name in sheet.above:
        _cell(page, 0, at, Cell(name, Look("heading")), looks)
    if not sheet.text:
        _row(page, head, [Cell(column.head, _head(column)) for column in sheet.columns], widths, looks)
        page.freeze_panes(head + 1, sheet.frozen)
        page.repeat_rows(0, head)
    first = 0 if sheet.text else head + 1
    for down, row in enumerate(sheet.rows, first):
        _row(page, down, row, widths, looks)
    # A spreadsheet would mark each text that is all digits as a mistake.
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
    whole = (head, 0, head + len(sheet.rows), len(sheet.columns) - 1)
    if sheet.rows and sheet.table:
        heads = [{"header": column.head, "header_format": looks.of(_head(column))} for column in sheet.columns]
        page.add_table(*whole, {"name": sheet.table, "columns": heads, "style": "Table Style Light 1"})
    elif sheet.rows and not sheet.text:
        page.autofilter(*whole)
    if not sheet.rows:
        _cell(page, first, 0, Cell(sheet.empty, Look("legend")), looks)
    if sheet.rows and not sheet.text and len(on_paper) < len(sheet.columns):
        apart = [at for at in on_paper if at >= sheet.frozen] if sheet.printed or sheet.pages > 1 else on_paper
        if apart != on_paper:
            page.repeat_columns(on_paper[0], sheet.frozen - 1)
        page.print_area(0, apart[0], head + len(sheet.rows), apart[-1])


def _on_paper(sheet: Sheet) -> list[int]:
    """List the columns that are printed: those that people read, without empty ones at the end."""
    columns = range(sheet.first, sheet.last or len(sheet.columns))
    filled = {at for row in sheet.rows for at, cell in enumerate(row) if cell.value not in (None, "")}
    last = max((at for at in columns if at in filled), default=columns[-1])
    begins = len(sheet.columns) - sheet.printed if sheet.printed else 0
    return [at for at in columns if at <= last and (at < sheet.frozen or at >= begins)]


def _narrowed(widths: Sequence[float], on_paper: Sequence[int], sheet: Sheet) -> list[float]:
    """Take width from the columns of long texts, which can be wrapped, until all that is printed can be read."""
    texts = {at for row in sheet.rows for at, cell in enumerate(row) if isinstance(cell.value, str)}
    days = {at for row in sheet.rows for at, cell in enumerate(row) if isinstance(cell.value, date)}
    long = [at for at in on_paper if widths[at] > _NARROWEST and at in texts and at not in days]
    too_much = sum(map(_points, (widths[at] for at in on_paper))) - _ACROSS * sheet.pages
    to_give = sum(_points(widths[at]) - _points(_NARROWEST) for at in long)
    share = min(1.0, max(0.0, too_much / to_give)) if to_give else 0.0
    return [width - (width - _NARROWEST) * share if at in set(long) else width for at, width in enumerate(widths)]


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
    look = looks.of(cell.look)
    if value is None or value == "":
        if cell.look.ruled:
            page.write_blank(row, column, None, look)
        return
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
    made |= {"font_color": "#6B6B6B"} if look.again else {}
    made |= {"top": 1, "top_color": "#A6A6A6"} if look.ruled else {}
    if look.role in ("head", "number head"):
        made |= {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bg_color": "#F2F2F2"}
        made |= {"align": "center"} if look.role == "number head" else {}
    elif look.role == "title":
        made |= {"bold": True, "font_size": 16}
    elif look.role == "heading":
        made |= {"bold": True, "font_size": 12}
    elif look.role == "date":
        made |= {"num_format": "d mmm yyyy", "align": "left", "indent": 1}
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


def _points(width: float) -> float:
    """Return how wide a column is on paper that is so many digits wide, with the space at its sides."""
    return width * 5.25 + 3.75


def _head(column: Column) -> Look:
    return Look("number head" if column.holds_numbers else "head")


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
    if not isinstance(cell.value, str) or cell.look.role not in _WRAPPED or len(cell.value) * 2 <= width:
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
        return len(" 30 Sep 2026")
    return cells_of(shown(cell.value)) if isinstance(cell.value, str) else len(f"{cell.value:,}")
