"""Paper sheets are keyed in one after another; a sheet is kept whole, once somebody has checked it, or not at all.

What is on the screen is one person's sheet: nothing of it is left when the next one begins.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from coreflect.core.banks.bank import offered_wordings
from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.reflections.paper_sheet import KeyedSheet, empty_sheet, sheet_place
from coreflect.core.reflections.responses import questions
from coreflect.core.texts import paper as texts
from coreflect.services.app import Services
from coreflect.services.paper_sheets import SheetKeeper, what_to_check
from coreflect.tui.cards import ChoiceCard
from coreflect.tui.meeting.show_of_hands import Count
from coreflect.tui.pages import NOT_SAVED_YET, Page
from coreflect.tui.paper.beside import CODE_KEY, NOTE_KEY, key_code, key_note
from coreflect.tui.paper.widgets import KeyingOver, KeyingStart, SheetList, SheetView, how_far, sheet_keys
from coreflect.tui.widgets.lists import Line
from coreflect.tui.widgets.text import hints, said

LEAVE = "leave"


class KeyingPage(Page[bool]):
    """Every paper sheet of one round. Gives True where at least one was kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", show=False),
        Binding("escape", "close", show=False),
        Binding("m", "one_more", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    DEFAULT_CSS = "KeyingPage > .title { margin-bottom: 0; }"

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the round.

        Raises:
            CoreflectError: the round's banks cannot be read.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        banks = services.workspace.banks(reflection.id)
        self._questions = questions(reflection, banks)
        self._empty = empty_sheet(self._questions, offered_wordings(banks))
        self._sheet: KeyedSheet = self._empty
        self._sheets: int | None = None
        self._kept_sheets = 0
        self._twice = False
        self._checking = False
        self._keeper = SheetKeeper(services, reflection, self._questions)

    def compose(self) -> ComposeResult:
        yield Static(said(texts.KEYING_TITLE), id="where", classes="title")
        yield KeyingStart()
        yield SheetView()
        yield KeyingOver()
        yield Static(id="status")
        yield Static(id="hints")

    def on_mount(self) -> None:
        self._show_only(KeyingStart)
        self.query_one(Count).focus()
        self._hint(("Enter", "begin", "screen.on"), ("Esc", "close", "screen.close"))

    # Before the first sheet

    def on_input_submitted(self) -> None:
        self.focus_next()

    def _begin(self) -> None:
        start = self.query_one(KeyingStart)
        if start.sheets is None:
            self.query_one(Count).focus()
            self.say(texts.HOW_MANY_SHEETS, urgent=True)
            return
        self._sheets, self._twice = start.sheets, start.twice
        self._next_sheet()

    # One sheet

    def on_sheet_list_pressed(self, message: SheetList.Pressed) -> None:
        at = self._at
        row = self._sheet.rows[at]
        if message.key == CODE_KEY:
            self.action_code()
            return
        if message.key == NOTE_KEY and row.question:
            self.action_note()
            return
        key = row.takes(message.key)
        if not key:
            self.say(texts.KEYING_HELP, urgent=True)
            return
        differing = self._sheet.differing if self._checking else ()
        self._sheet = self._sheet.pressed(at, key, settles=self._checking)
        self.say("")
        if self._checking and at in differing:
            left = self._sheet.differing
            self._stand_at(left[0] if left else at)
            self._say_check()
        elif self._checking:
            self._stand_at(at)
            self._say_check()
        elif at + 1 < len(self._sheet.rows):
            self._stand_at(at + 1)
        else:
            self._stand_at(at)
            self._keyed()

    def on_sheet_list_back(self) -> None:
        self.action_line_before()

    def on_sheet_list_on(self) -> None:
        self.action_on()

    def action_on(self) -> None:
        """Go on: begin, check what is keyed, keep what is checked, or close after the last sheet."""
        if self.query_one(KeyingStart).display:
            self._begin()
        elif self._is_over:
            self.dismiss(True)
        elif not self._checking:
            self._keyed()
        elif self._sheet.differing:
            self._stand_at(self._sheet.differing[0])
            self._say_check()
        elif self._twice or self.query_one(SheetView).seen_to_the_end():
            self._keep()

    def action_one_more(self) -> None:
        """Key in a sheet that was not counted."""
        if self._is_over:
            self._sheets = (self._sheets or 0) + 1
            self._next_sheet()

    def action_close(self) -> None:
        """Close; a sheet that is not kept yet is asked about."""
        if self._sheet.is_begun:
            answers = [Line(answer, words) for answer, words in texts.HALF_KEYED_ANSWERS]
            self.app.push_screen(ChoiceCard(texts.HALF_KEYED, (), answers), self._asked_to_leave)
        else:
            self.dismiss(self._kept_sheets > 0)

    action_leave = action_close

    def _asked_to_leave(self, answer: str | None) -> None:
        if answer == LEAVE:
            self.dismiss(self._kept_sheets > 0)

    def _keyed(self) -> None:
        """All rows have a key, or the first without one is pointed at."""
        gap = self._sheet.gap
        if gap is not None:
            self._stand_at(gap)
            self.say(f"{texts.NO_KEY_YET} {texts.KEYING_HELP}", urgent=True)
        elif self._twice and not self._sheet.first:
            self._sheet = self._sheet.keyed_again()
            self._show_sheet(0)
            self.say(texts.KEY_AGAIN)
        else:
            self._checking = True
            self._sheet = replace(self._sheet, compared=True)
            differing = self._sheet.differing
            self._show_sheet(differing[0] if differing else 0)
            self._say_check()

    def _say_check(self) -> None:
        self.say(what_to_check(self._sheet), urgent=bool(self._sheet.differing))

    def _keep(self) -> None:
        try:
            self._keeper.keep(self._sheet)
        except CoreflectError as error:
            self.say(f"{NOT_SAVED_YET}{error}", urgent=True)
            return
        self._kept_sheets += 1
        self._next_sheet()

    def _next_sheet(self) -> None:
        self._sheet, self._checking = self._empty, False
        self._keeper = SheetKeeper(self._services, self._reflection, self._questions)
        kept = texts.sheets_saved(self._kept_sheets, self._sheets or 0) if self._kept_sheets else ""
        if self._is_over:
            self._show_only(KeyingOver)
            self.query_one("#where", Static).update(said(kept))
            self.say("")
            self.set_focus(None)
            self._hint(("Enter", "close", "screen.on"), ("m", "one more sheet", "screen.one_more"))
            return
        self._show_only(SheetView)
        self._show_sheet(0)
        self.query_one(SheetList).focus()
        self.say(kept or texts.KEYING_HELP)

    # What is shown

    @property
    def _is_over(self) -> bool:
        return self._sheets is not None and self._kept_sheets >= self._sheets

    @property
    def _at(self) -> int:
        return self.query_one(SheetView).at

    def _stand_at(self, at: int) -> None:
        self.query_one(SheetView).show(self._sheet, at)

    def _show_sheet(self, at: int) -> None:
        place = sheet_place(self._kept_sheets + 1, self._sheets)
        self.query_one("#where", Static).update(said(f"{place}{how_far(self._sheet, checking=self._checking)}"))
        self._hint(*sheet_keys(checking=self._checking))
        self._stand_at(at)

    def _show_only(self, part: type[Widget]) -> None:
        for each in (KeyingStart, SheetView, KeyingOver):
            self.query_one(each).display = part is each

    def _hint(self, *parts: tuple[str, str, str]) -> None:
        self.query_one("#hints", Static).update(hints(*parts))

    def action_line_before(self) -> None:
        self._stand_at(max(self._at - 1, 0))

    def action_code(self) -> None:
        """Type the code that is written on the sheet."""
        key_code(self.app, self._sheet, self._changed)

    def action_note(self) -> None:
        """Write down the note that stands on the sheet beside this question."""
        key_note(self.app, self._reflection, self._sheet, self._at, self._changed)

    def _changed(self, sheet: KeyedSheet) -> None:
        self._sheet = sheet
        self._show_sheet(self._at)
