"""Paper sheets are keyed in one after another; a sheet is kept whole, once somebody has checked it, or not at all.

What is on the screen is one person's sheet: nothing of it is left when the next one begins.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from coreflect.core import meeting_sentences as sentences
from coreflect.core.errors import CoreflectError
from coreflect.core.keying import SheetNote, sheet_place
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import Finished, amend, questions
from coreflect.reporting.paper import wordings
from coreflect.tui.keyed_sheet import KeyedSheet, empty_sheet
from coreflect.tui.screens.choice_card import ChoiceCard
from coreflect.tui.widgets.count_row import Count, CountRow
from coreflect.tui.widgets.one_of import OneOf
from coreflect.tui.widgets.page import NOT_KEPT_YET, Page
from coreflect.tui.widgets.pointed_list import Line
from coreflect.tui.widgets.sheet_list import SheetList
from coreflect.tui.widgets.text import Flowing, Hanging, hints, said

LEAVE = "leave"
NOTE_KEY = "c"
ENTER_KEEPS = "Enter keeps the sheet."
ALL_LOOKED_AT = "Every line has been looked at."
GAP = "This line has nothing yet."


class KeyingPage(Page[bool]):
    """Every paper sheet of one round. Gives True where at least one was kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", show=False),
        Binding("escape", "close", show=False),
        Binding("m", "one_more", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    KeyingPage #start { height: 1fr; padding: 0 2; }
    KeyingPage #start .asked { text-style: bold; margin-top: 1; }
    KeyingPage SheetList { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    KeyingPage #ticked { height: auto; padding: 0 2; border-top: solid $foreground 20%; }
    KeyingPage #in-hand { text-style: bold; max-height: 3; }
    KeyingPage #keys { color: $text-muted; }
    KeyingPage > .title { margin-bottom: 0; }
    """

    def __init__(self, desk: Desk, facts: Round) -> None:
        """Takes the round.

        Raises:
            CoreflectError: the round's banks cannot be read.
        """
        super().__init__()
        self._desk = desk
        self._facts = facts
        banks = desk.workspace.banks(facts.id)
        self._questions = questions(facts, banks)
        self._empty = empty_sheet(self._questions, wordings(banks))
        self._sheet: KeyedSheet = self._empty
        self._sheets: int | None = None
        self._kept_sheets = 0
        self._twice = False
        self._checking = False
        self._ready: Finished | None = None
        self._response_kept = False

    def compose(self) -> ComposeResult:
        yield Static(said(sentences.KEYING_TITLE), id="where", classes="title")
        with VerticalScroll(id="start", can_focus=False):
            yield Static(said(sentences.KEYING_START), classes="asked")
            yield CountRow(("", "sheets"), sentences.HOW_MANY_SHEETS, None)
            yield Static(said(sentences.CHECK_QUESTION), classes="asked")
            yield OneOf([(check, words, "") for check, words in sentences.CHECKS], "read-back", upright=True)
        yield SheetList(id="sheet")
        with Vertical(id="ticked"):
            yield Static(id="in-hand")
            yield Static(id="keys")
        yield Static(id="status")
        yield Static(id="hints")

    def on_mount(self) -> None:
        self._show_only("start")
        self.query_one(Count).focus()
        self._hint(("Enter", "begin", "screen.on"), ("Esc", "close", "screen.close"))

    # Before the first sheet

    def on_input_submitted(self) -> None:
        self.focus_next()

    def _begin(self) -> None:
        number = self.query_one(Count).number
        if not number:
            self.query_one(Count).focus()
            self.say(sentences.HOW_MANY_SHEETS, urgent=True)
            return
        self._sheets = number
        self._twice = self.query_one(OneOf).value == "twice"
        self._next_sheet()

    # One sheet

    def on_sheet_list_pressed(self, message: SheetList.Pressed) -> None:
        at = self._at
        row = self._sheet.rows[at]
        if message.key == NOTE_KEY and row.question:
            self._write_note(at)
            return
        key = row.takes(message.key)
        if not key:
            self.say(sentences.KEYING_HELP, urgent=True)
            return
        self._ready = None
        differing = self._sheet.differing if self._checking else ()
        self._sheet = self._sheet.pressed(at, key, settles=self._checking)
        self.say("")
        if self._checking and at in differing:
            left = self._sheet.differing
            self._stand_at(left[0] if left else at)
            self.say(sentences.they_differ(len(left)) if left else f"{ALL_LOOKED_AT} {ENTER_KEEPS}")
        elif self._checking:
            self._stand_at(at)
            self._say_check()
        elif at + 1 < len(self._sheet.rows):
            self._stand_at(at + 1)
        else:
            self._stand_at(at)
            self._keyed()

    def on_sheet_list_back(self) -> None:
        self._stand_at(max(self._at - 1, 0))

    def on_sheet_list_on(self) -> None:
        self.action_on()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_ticked()

    def action_on(self) -> None:
        """Go on: begin, check what is keyed, keep what is checked, or close after the last sheet."""
        if self.query_one("#start").display:
            self._begin()
        elif self._is_over:
            self.dismiss(True)
        elif not self._checking:
            self._keyed()
        elif self._sheet.differing:
            self._stand_at(self._sheet.differing[0])
            self._say_check()
        elif self._seen_to_the_end():
            self._keep()

    def action_one_more(self) -> None:
        """Key in a sheet that was not counted."""
        if self._is_over:
            self._sheets = (self._sheets or 0) + 1
            self._next_sheet()

    def action_close(self) -> None:
        """Close; a sheet that is not kept yet is asked about."""
        if self._sheet.is_begun:
            answers = [Line(answer, words) for answer, words in sentences.HALF_KEYED_ANSWERS]
            self.app.push_screen(ChoiceCard(sentences.HALF_KEYED, (), answers), self._asked_to_leave)
        else:
            self.dismiss(self._kept_sheets > 0)

    def action_leave(self) -> None:
        self.action_close()

    def _asked_to_leave(self, answer: str | None) -> None:
        if answer == LEAVE:
            self.dismiss(self._kept_sheets > 0)

    def _keyed(self) -> None:
        """All rows have a key, or the first without one is pointed at."""
        gap = self._sheet.gap
        if gap is not None:
            self._stand_at(gap)
            self.say(f"{GAP} {sentences.KEYING_HELP}", urgent=True)
        elif self._twice and not self._sheet.first:
            self._sheet = self._sheet.keyed_again()
            self._show_sheet(0)
            self.say(sentences.KEY_AGAIN)
        else:
            self._checking = True
            self._sheet = replace(self._sheet, compared=True)
            differing = self._sheet.differing
            self._show_sheet(differing[0] if differing else 0)
            self._say_check()

    def _say_check(self) -> None:
        differing = self._sheet.differing
        if differing:
            self.say(sentences.they_differ(len(differing)), urgent=True)
        elif self._twice and not self._sheet.settled:
            self.say(f"{sentences.BOTH_ALIKE} {ENTER_KEEPS}")
        elif self._twice:
            self.say(f"{ALL_LOOKED_AT} {ENTER_KEEPS}")
        else:
            self.say(f"{sentences.READ_BACK} {ENTER_KEEPS}")

    def _seen_to_the_end(self) -> bool:
        """Whether the last row has been in sight; else the next rows come into sight."""
        rows = self.query_one(SheetList)
        if self._twice or rows.scroll_offset.y >= rows.max_scroll_y:
            return True
        rows.scroll_page_down(animate=False)
        return False

    def _keep(self) -> None:
        workspace = self._desk.workspace
        try:
            if self._ready is None:
                self._ready = self._sheet.finished(self._facts, self._questions, self._desk.ids)
            if not self._response_kept:
                workspace.finish(self._ready, amend(self._ready))
                self._response_kept = True
            if helped := self._sheet.of_kind("helped"):
                workspace.keep_helped(self._facts.id, helped)
        except CoreflectError as error:
            self.say(f"{NOT_KEPT_YET}{error}", urgent=True)
            return
        self._kept_sheets += 1
        self._next_sheet()

    def _next_sheet(self) -> None:
        self._sheet, self._checking, self._ready, self._response_kept = self._empty, False, None, False
        kept = sentences.sheets_kept(self._kept_sheets, self._sheets or 0) if self._kept_sheets else ""
        if self._is_over:
            self._show_only("")
            self.query_one("#where", Static).update(said(kept))
            self.say("")
            self.set_focus(None)
            self._hint(("Enter", "close", "screen.on"), ("m", "one more sheet", "screen.one_more"))
            return
        self._show_only("sheet")
        self._show_sheet(0)
        self.query_one(SheetList).focus()
        self.say(kept or sentences.KEYING_HELP)

    # What is shown

    @property
    def _is_over(self) -> bool:
        return self._sheets is not None and self._kept_sheets >= self._sheets

    @property
    def _at(self) -> int:
        return self.query_one(SheetList).highlighted or 0

    def _stand_at(self, at: int) -> None:
        self.query_one(SheetList).show(self._sheet, at)
        self._show_ticked()

    def _show_sheet(self, at: int) -> None:
        place = sheet_place(self._kept_sheets + 1, self._sheets)
        again = " · the second time" if self._sheet.first and not self._checking else ""
        check = " · checking" if self._checking else ""
        self.query_one("#where", Static).update(said(f"{place}{again}{check}"))
        self._hint(
            ("Enter", "keep it" if self._checking else "check", "screen.on"),
            ("Backspace", "line before", "screen.line_before"),
            (NOTE_KEY, "note on the sheet", "screen.note"),
            ("Esc", "leave", "screen.close"),
        )
        self._stand_at(at)

    def _show_ticked(self) -> None:
        """Show what can be ticked in the row in hand, with its keys."""
        row = self._sheet.rows[self._at]
        parts = [(Content.styled(f"{key}  ", "bold"), said(words)) for key, _, words in row.keys]
        flowing = Flowing([mark + words for mark, words in parts]) if row.question else Hanging(parts)
        in_hand = self.query_one("#in-hand", Static)
        in_hand.update(said(row.title))
        in_hand.display = row.question is not None
        self.query_one("#keys", Static).update(flowing)

    def _show_only(self, part: str) -> None:
        self.query_one("#start").display = part == "start"
        self.query_one(SheetList).display = part == "sheet"
        self.query_one("#ticked").display = part == "sheet"

    def _hint(self, *parts: tuple[str, str, str]) -> None:
        self.query_one("#hints", Static).update(hints(*parts))

    def action_line_before(self) -> None:
        self.on_sheet_list_back()

    def action_note(self) -> None:
        if self._sheet.rows[self._at].question:
            self._write_note(self._at)

    def _write_note(self, at: int) -> None:
        from coreflect.tui.screens.sheet_note import SheetNotePage

        question = self._sheet.rows[at].question
        if question is None:
            return

        def written(note: SheetNote | None) -> None:
            if note is not None:
                self._ready = None
                self._sheet = self._sheet.noted(note)
                self._stand_at(at)

        self.app.push_screen(SheetNotePage(self._facts, question, self._sheet.note(at)), written)
