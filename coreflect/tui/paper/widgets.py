"""The parts of the page for paper sheets: how many there are and how they are checked, and one sheet with its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coreflect.core.names import shown
from coreflect.core.reflections.paper_sheet import KeyedSheet
from coreflect.core.texts import paper as texts
from coreflect.core.typed_keys import meant
from coreflect.services.paper_sheets import READ_BACK
from coreflect.tui.frame import Key
from coreflect.tui.meeting.show_of_hands import Count, CountRow
from coreflect.tui.widgets.choice_list import IN_HAND, NOT_IN_HAND
from coreflect.tui.widgets.one_of import OneOf
from coreflect.tui.widgets.text import Flowing, Hanging, safe

SHEET_KEYS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
"""What can be typed on a sheet; the sign for a question left blank is itself, and no digit of a number row."""


def stage(sheet: KeyedSheet) -> str:
    """Say what is done with the sheet now, to be shown behind its number."""
    now = texts.CHECKING if sheet.checking else texts.SECOND_TIME if sheet.first else ""
    return "".join(f" · {text}" for text in (now, texts.WITH_A_CODE if sheet.code else "") if text)


def sheet_keys(*, checking: bool) -> tuple[Key, ...]:
    """List the keys at the foot of a sheet: (key, what it does, action)."""
    return (
        ("Enter", "save it" if checking else "check", "screen.on"),
        ("Backspace", "line before", "screen.line_before"),
        ("c", "note", "screen.note"),
        ("k", "code", "screen.code"),
        ("Esc", "leave", "screen.close"),
    )


class KeyingOver(Static):
    """The empty page after the last sheet, so that the keys stay at the foot of the screen."""

    DEFAULT_CSS = """
    KeyingOver { height: 1fr; }
    """


class KeyingStart(VerticalScroll, can_focus=False):
    """Asks, before the first sheet, how many there are and how they are checked."""

    DEFAULT_CSS = """
    KeyingStart { height: 1fr; padding: 0 2; }
    """

    def compose(self) -> ComposeResult:
        yield Static(safe(texts.KEYING_START), classes="asked")
        yield CountRow(("", "sheets"), texts.HOW_MANY_SHEETS, None)
        yield Static(safe(texts.CHECK_QUESTION), classes="asked")
        yield OneOf([(check, words, "") for check, words in texts.CHECKS], READ_BACK, upright=True)

    @property
    def sheets(self) -> int | None:
        """How many sheets there are; None if nothing is typed."""
        return self.query_one(Count).number or None

    @property
    def check(self) -> str:
        """How each sheet is checked."""
        return self.query_one(OneOf).value


class SheetView(Vertical):
    """Shows a sheet, and below it the current row with its keys."""

    DEFAULT_CSS = """
    SheetView { height: 1fr; }
    SheetView SheetList { height: 1fr; padding: 0 0 0 2; }
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
        """The index of the current row."""
        return self.query_one(SheetList).highlighted or 0

    def show(self, sheet: KeyedSheet, at: int) -> None:
        """Show this sheet, with this row as the current one."""
        self._sheet = sheet
        self.query_one(SheetList).show(sheet, at)
        self._show_keys()

    def seen_to_the_end(self) -> bool:
        """Whether the last row is in view; otherwise scroll to the next rows."""
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
        parts = [(Content.styled(f"{choice.key}  ", "bold"), safe(choice.words)) for choice in row.choices]
        in_hand = self.query_one("#in-hand", Static)
        in_hand.update(safe(row.title))
        in_hand.display = row.question is not None
        flowing = Flowing([mark + words for mark, words in parts]) if row.question else Hanging(parts)
        self.query_one("#keys", Static).update(flowing)


NOT_KEYED = "·"
WORDS_WIDTH, NARROW_WORDS_WIDTH = 24, 14
WIDE = 72


class Clipped(Hanging):
    """A row on one line, so that a sheet is a list of its questions; `words` have a column of their own."""

    def __init__(self, mark: Content, text: Content, words: Content | None = None) -> None:
        super().__init__(((mark, text),))
        self._row = (mark, text)
        self._words = words

    def _make(self, width: int) -> list[Content]:
        mark, text = self._row
        if self._words is not None:
            column = WORDS_WIDTH if width >= WIDE else NARROW_WORDS_WIDTH
            mark = mark + self._words.truncate(column, ellipsis=True, pad=True) + "  "
        return [(mark + text).truncate(width, ellipsis=True)]


class SheetList(OptionList):
    """Lists the rows of a sheet. It changes nothing itself: it posts each key, and the page shows the changed sheet."""

    DEFAULT_CSS = """
    SheetList {
        border: none;
        background: $background;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option { padding: 0; }
        & > .option-list--option-highlighted, &:focus > .option-list--option-highlighted {
            background: $primary 20%;
            color: $foreground;
            text-style: none;
        }
    }
    """

    @dataclass
    class Pressed(Message):
        """A digit or letter was pressed on the current row."""

        key: str

    class Back(Message):
        """Backspace was pressed, to key the row before."""

    class On(Message):
        """Enter was pressed."""

    def __init__(self, **keywords: str) -> None:
        super().__init__(**keywords)  # type: ignore[arg-type]
        self._sheet: KeyedSheet | None = None
        self._pointed: int | None = None

    def show(self, sheet: KeyedSheet, at: int) -> None:
        """Show this sheet, with this row as the current one."""
        before, self._sheet = self._sheet, sheet
        if before is None or before.rows is not sheet.rows or before.checking != sheet.checking:
            self._pointed = at
            self.set_options(Option(self._line(index)) for index in range(len(sheet.rows)))
        else:
            for index in range(len(sheet.rows)):
                if self._shown(before, index) != self._shown(sheet, index):
                    self.replace_option_prompt_at_index(index, self._line(index))
        self.highlighted = at

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        before, self._pointed = self._pointed, highlighted
        for index in {before, highlighted}:
            if index is not None and index < self.option_count and self._sheet:
                self.replace_option_prompt_at_index(index, self._line(index))

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's signature
        """Tell Textual that letters and digits are typed here, so that the same one pressed twice counts twice."""
        return character is not None and character.isprintable() and character not in ".?"

    def on_key(self, event: events.Key) -> None:
        if event.key == "backspace":
            self.post_message(self.Back())
        elif self.check_consume_key(event.key, event.character) and event.character:
            self.post_message(self.Pressed(meant(event.character, SHEET_KEYS)))
        else:
            return
        event.stop()
        event.prevent_default()

    def action_select(self) -> None:
        self.post_message(self.On())

    def _shown(self, sheet: KeyedSheet, index: int) -> Sequence[object]:
        return (sheet.keys[index], sheet.note(index), index in sheet.differing)

    def _line(self, index: int) -> Clipped:
        assert self._sheet  # noqa: S101 - a line is only made of a sheet
        row, key = self._sheet.rows[index], self._sheet.keys[index]
        number = str(self._sheet.number(index)) if row.question else ""
        hand = IN_HAND if index == self._pointed else NOT_IN_HAND
        words = shown(row.words(key))
        if index in self._sheet.differing:
            words = f"{self._sheet.first[index]} or {key}?"
            key = "?"
        note = " + note" if self._sheet.note(index) else ""
        mark = Content.assemble(f"{hand} {number:>3}  ", (f"{key or NOT_KEYED}  ", "bold"))
        if not row.question:
            return Clipped(mark, Content(f"{shown(row.title)}{': ' if words else ''}{words}"))
        return Clipped(mark, Content(f"{shown(row.title)}{note}"), Content(words))
