"""The two halves of keying in: how many sheets there are and how they are checked, and one sheet with its keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from coreflect.core import meeting_sentences as sentences
from coreflect.core.pairing_sentences import WITH_A_CODE
from coreflect.tui.keyed_sheet import KeyedSheet
from coreflect.tui.widgets.count_row import Count, CountRow
from coreflect.tui.widgets.one_of import OneOf
from coreflect.tui.widgets.sheet_list import SheetList
from coreflect.tui.widgets.text import Flowing, Hanging, said

GAP = "This line has nothing yet."


def how_far(sheet: KeyedSheet, *, checking: bool) -> str:
    """What is done with the sheet now, to stand behind its number."""
    again = " · the second time" if sheet.first and not checking else ""
    again += " · checking" if checking else ""
    return f"{again} · {WITH_A_CODE}" if sheet.code else again


def sheet_keys(*, checking: bool) -> tuple[tuple[str, str, str], ...]:
    """The keys at the foot of a sheet: (key, what it does, action)."""
    return (
        ("Enter", "keep it" if checking else "check", "screen.on"),
        ("Backspace", "line before", "screen.line_before"),
        ("c", "note", "screen.note"),
        ("k", "code", "screen.code"),
        ("Esc", "leave", "screen.close"),
    )


class KeyingOver(Static):
    """Nothing, after the last sheet: it holds the keys at the foot of the screen."""

    DEFAULT_CSS = """
    KeyingOver { height: 1fr; }
    """


class KeyingStart(VerticalScroll, can_focus=False):
    """What is asked before the first sheet."""

    DEFAULT_CSS = """
    KeyingStart { height: 1fr; padding: 0 2; }
    KeyingStart .asked { text-style: bold; margin-top: 1; }
    """

    def compose(self) -> ComposeResult:
        yield Static(said(sentences.KEYING_START), classes="asked")
        yield CountRow(("", "sheets"), sentences.HOW_MANY_SHEETS, None)
        yield Static(said(sentences.CHECK_QUESTION), classes="asked")
        yield OneOf([(check, words, "") for check, words in sentences.CHECKS], "read-back", upright=True)

    @property
    def sheets(self) -> int | None:
        """How many sheets there are; None where nobody said."""
        return self.query_one(Count).number or None

    @property
    def twice(self) -> bool:
        """Whether each sheet is keyed twice."""
        return self.query_one(OneOf).value == "twice"


class SheetView(Vertical):
    """A sheet, and under it the row in hand with its keys."""

    DEFAULT_CSS = """
    SheetView { height: 1fr; }
    SheetView SheetList { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    SheetView #ticked { height: auto; padding: 0 2; border-top: solid $foreground 20%; }
    SheetView #in-hand { text-style: bold; max-height: 3; }
    SheetView #keys { color: $text-muted; }
    """

    def compose(self) -> ComposeResult:
        yield SheetList(id="sheet")
        with Vertical(id="ticked"):
            yield Static(id="in-hand")
            yield Static(id="keys")

    @property
    def at(self) -> int:
        """The row in hand."""
        return self.query_one(SheetList).highlighted or 0

    def show(self, sheet: KeyedSheet, at: int) -> None:
        """Show this sheet with this row in hand."""
        self._sheet = sheet
        self.query_one(SheetList).show(sheet, at)
        self._show_keys()

    def seen_to_the_end(self) -> bool:
        """Whether the last row is in sight; else the next rows come into sight."""
        rows = self.query_one(SheetList)
        if rows.scroll_offset.y >= rows.max_scroll_y:
            return True
        rows.scroll_page_down(animate=False)
        return False

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_keys()

    def _show_keys(self) -> None:
        row = self._sheet.rows[self.at]
        parts = [(Content.styled(f"{key}  ", "bold"), said(words)) for key, _, words in row.keys]
        in_hand = self.query_one("#in-hand", Static)
        in_hand.update(said(row.title))
        in_hand.display = row.question is not None
        flowing = Flowing([mark + words for mark, words in parts]) if row.question else Hanging(parts)
        self.query_one("#keys", Static).update(flowing)
