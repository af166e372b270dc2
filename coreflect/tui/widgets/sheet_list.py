"""A sheet in rows: a key fills the row in hand, and nothing that is typed here does anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coreflect.core.names import shown
from coreflect.tui.keyed_sheet import KeyedSheet
from coreflect.tui.widgets.choice_list import IN_HAND, NOT_IN_HAND
from coreflect.tui.widgets.text import Hanging

NOT_KEYED = "·"
WORDS_WIDTH, NARROW_WORDS_WIDTH = 24, 14
WIDE = 72


class Clipped(Hanging):
    """A row on one line, so that a sheet keeps a row a question; words that are given have a column of their own."""

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
    """The rows of a sheet. It fills none by itself: whoever listens calls `show`."""

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
        """A digit or letter was pressed on the row in hand."""

        key: str

    class Back(Message):
        """Backspace: the row before is the one to key."""

    class On(Message):
        """Enter was pressed."""

    def __init__(self, **keywords: str) -> None:
        super().__init__(**keywords)  # type: ignore[arg-type]
        self._sheet: KeyedSheet | None = None
        self._pointed: int | None = None

    def show(self, sheet: KeyedSheet, at: int) -> None:
        """Show this sheet with this row in hand."""
        before, self._sheet = self._sheet, sheet
        if before is None or before.rows is not sheet.rows or before.compared != sheet.compared:
            self._pointed = at
            self.set_options(Option(self._line(index)) for index in range(len(sheet.rows)))
        else:
            for index in range(len(sheet.rows)):
                if self._said(before, index) != self._said(sheet, index):
                    self.replace_option_prompt_at_index(index, self._line(index))
        self.highlighted = at

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        before, self._pointed = self._pointed, highlighted
        for index in {before, highlighted}:
            if index is not None and index < self.option_count and self._sheet:
                self.replace_option_prompt_at_index(index, self._line(index))

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's signature
        """Say that letters and digits are taken here, so that the same one twice counts twice."""
        return character is not None and character.isprintable() and character not in ".?"

    def on_key(self, event: events.Key) -> None:
        if event.key == "backspace":
            self.post_message(self.Back())
        elif self.check_consume_key(event.key, event.character) and event.character:
            self.post_message(self.Pressed(event.character))
        else:
            return
        event.stop()
        event.prevent_default()

    def action_select(self) -> None:
        self.post_message(self.On())

    def _said(self, sheet: KeyedSheet, index: int) -> Sequence[object]:
        return (sheet.keys[index], sheet.note(index), index in sheet.differing)

    def _line(self, index: int) -> Clipped:
        assert self._sheet  # noqa: S101 - a line is only made of a sheet
        row, key = self._sheet.rows[index], self._sheet.keys[index]
        questions_before = sum(1 for each in self._sheet.rows[:index] if each.question)
        number = str(questions_before + 1) if row.question else ""
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
