"""The page on which paper sheets are keyed in, one after another, and those for a note or a code on a sheet.

The screen shows one person's sheet; nothing of it is left when the next one begins.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static, TextArea

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.model import Reflection, Sharing
from coreflect.core.names import shown
from coreflect.core.reflections.paper_sheet import SheetNote
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import paper as texts
from coreflect.core.texts.answering import note_readers
from coreflect.core.texts.controls import NOT_SAVED_YET, STANDS_HERE_AGAIN
from coreflect.services.app import Services
from coreflect.services.paper_sheets import PaperSheets
from coreflect.tui.answering.notes import CodePage, NoteReaders
from coreflect.tui.frame import Key, team_and_about
from coreflect.tui.meeting.show_of_hands import Count
from coreflect.tui.pages import Page, drafts_of
from coreflect.tui.paper.widgets import KeyingOver, KeyingStart, SheetList, SheetView, sheet_keys, stage
from coreflect.tui.widgets.text import safe

NOTE_KEY = "c"
CODE_KEY = "k"


class KeyingPage(Page[bool]):
    """Keys in the paper sheets of one reflection. Gives True if at least one was stored."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", show=False),
        Binding("escape", "close", show=False),
        Binding("m", "one_more", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the reflection.

        Raises:
            CoreflectError: the reflection's banks cannot be read.
        """
        super().__init__()
        self._reflection = reflection
        self._sheets = PaperSheets(services, reflection)

    @property
    def where(self) -> tuple[str, ...]:
        place = texts.KEYING_TITLE
        if self._sheets.is_over:
            place = texts.sheets_saved(self._sheets.saved, self._sheets.sheets)
        elif self._sheets.sheets is not None:
            place = f"{self._sheets.place}{stage(self._sheets.sheet)}"
        return (*team_and_about(self._reflection), place)

    @property
    def keys(self) -> tuple[Key, ...]:
        if self._sheets.is_over:
            return ("Enter", "close", "screen.on"), ("m", "one more sheet", "screen.one_more")
        if self._sheets.sheets is not None:
            return sheet_keys(checking=self._sheets.sheet.checking)
        return ("Enter", "begin", "screen.on"), ("Esc", "close", "screen.close")

    def compose_content(self) -> ComposeResult:
        yield KeyingStart()
        yield SheetView()
        yield KeyingOver()

    def on_mount(self) -> None:
        half_keyed = drafts_of(self.app).pop(self._draft_key, None)
        if half_keyed:
            self._sheets = half_keyed
            self._show_next_sheet()
            self.say(texts.HALF_KEYED_AGAIN)
            return
        self._show_only(KeyingStart)
        self.query_one(Count).focus()

    # Before the first sheet

    def on_input_submitted(self) -> None:
        self.focus_next()

    def _begin(self) -> None:
        start = self.query_one(KeyingStart)
        if start.sheets is None:
            self.query_one(Count).focus()
            self.say(texts.HOW_MANY_SHEETS, urgent=True)
            return
        self._sheets.begin(start.sheets, start.check)
        self._show_next_sheet()

    # One sheet

    def on_sheet_list_pressed(self, message: SheetList.Pressed) -> None:
        at, before = self._at, self._sheets.sheet
        if message.key == CODE_KEY:
            self.action_code()
            return
        if message.key == NOTE_KEY and before.rows[at].question:
            self.action_note()
            return
        try:
            self._sheets.press(at, message.key)
        except Misuse:
            self.say(texts.KEYING_HELP, urgent=True)
            return
        self.say("")
        if before.checking:
            differing = self._sheets.sheet.differing
            self._stand_at(differing[0] if at in before.differing and differing else at)
            self._say_check()
        elif at + 1 < len(before.rows):
            self._stand_at(at + 1)
        else:
            self._stand_at(at)
            self._keyed()

    def on_sheet_list_back(self) -> None:
        self.action_line_before()

    def on_sheet_list_on(self) -> None:
        self.action_on()

    def action_on(self) -> None:
        """Begin, check a keyed sheet, store a checked one, or close after the last."""
        sheet = self._sheets.sheet
        if self.query_one(KeyingStart).display:
            self._begin()
        elif self._sheets.is_over:
            self.dismiss(True)
        elif not sheet.checking:
            self._keyed()
        elif sheet.differing:
            self._stand_at(sheet.differing[0])
            self._say_check()
        elif self._sheets.keyed_twice or self.query_one(SheetView).seen_to_the_end():
            self._save()

    def action_one_more(self) -> None:
        """Key in one sheet more than were counted."""
        if self._sheets.is_over:
            self._sheets.one_more()
            self._show_next_sheet()

    def action_close(self) -> None:
        """Close; a sheet that is begun and not stored stands here when the page is opened again."""
        if self._sheets.sheet.is_begun:
            drafts_of(self.app)[self._draft_key] = self._sheets
            self.app.notify(STANDS_HERE_AGAIN, markup=False)
        self.dismiss(self._sheets.saved > 0)

    action_leave = action_close

    @property
    def _draft_key(self) -> str:
        return f"{type(self).__name__} {self._reflection.id}"

    def _keyed(self) -> None:
        """Go on with the sheet, or move to the first row without a key."""
        stage = self._sheets.go_on()
        sheet = self._sheets.sheet
        if stage == "gap":
            self._stand_at(sheet.gap or 0)
            self.say(f"{texts.NO_KEY_YET} {texts.KEYING_HELP}", urgent=True)
        elif stage == "second keying":
            self._show_sheet(0)
            self.say(texts.KEY_AGAIN)
        else:
            self._show_sheet(sheet.differing[0] if sheet.differing else 0)
            self._say_check()

    def _say_check(self) -> None:
        self.say(self._sheets.what_to_check, urgent=bool(self._sheets.sheet.differing))

    def _save(self) -> None:
        try:
            self._sheets.save()
        except CoreflectError as error:
            self.say(f"{NOT_SAVED_YET}{error}", urgent=True)
            return
        self._sheets.next_sheet()
        self._show_next_sheet()

    def _show_next_sheet(self) -> None:
        saved = texts.sheets_saved(self._sheets.saved, self._sheets.sheets) if self._sheets.saved else ""
        if self._sheets.is_over:
            self._show_only(KeyingOver)
            self.say("")
            self.set_focus(None)
            self.show_frame()
            return
        self._show_only(SheetView)
        self._show_sheet(0)
        self.query_one(SheetList).focus()
        self.say(saved or texts.KEYING_HELP)

    # What is shown

    @property
    def _at(self) -> int:
        return self.query_one(SheetView).at

    def _stand_at(self, at: int) -> None:
        self.query_one(SheetView).show(self._sheets.sheet, at)

    def _show_sheet(self, at: int) -> None:
        self.show_frame()
        self._stand_at(at)

    def _show_only(self, part: type[Widget]) -> None:
        for kind in (KeyingStart, SheetView, KeyingOver):
            self.query_one(kind).display = part is kind

    def action_line_before(self) -> None:
        self._stand_at(max(self._at - 1, 0))

    def action_code(self) -> None:
        """Ask for the code that is written on the sheet; Enter alone means that it has none."""
        codes: list[str] = []

        def closed(taken: bool | None) -> None:
            if taken:
                self._sheets.take_code(codes[-1])
                self._show_sheet(self._at)

        self.app.push_screen(CodePage(texts.KEY_SHEET_CODE, codes.append, may_be_empty=True), closed)

    def action_note(self) -> None:
        """Ask for the note that is written on the sheet below this question; do nothing on a row without one."""
        sheet = self._sheets.sheet
        question = sheet.rows[self._at].question
        if question is None:
            return

        def closed(note: SheetNote | None) -> None:
            if note is not None:
                self._sheets.note(note)
                self._show_sheet(self._at)

        self.app.push_screen(SheetNotePage(self._reflection, question, sheet.note(self._at)), closed)


class SheetNotePage(Page[SheetNote]):
    """Asks for a note on one question of a sheet. Gives the note however it is closed; it is stored with its sheet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2", "close", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    def __init__(self, reflection: Reflection, question: Question, note: SheetNote | None) -> None:
        """Takes the reflection, the question, and the note that was keyed in on it before."""
        super().__init__()
        self._reflection = reflection
        self._question = question
        self._text = note.text if note else ""
        self._sharing: Sharing = note.sharing if note else "facilitator"

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Tab", "who may read it", "app.focus_next"), ("Esc", "back to the sheet", "screen.close")

    def compose_content(self) -> ComposeResult:
        yield Static(safe(self._question.item.text.say()), classes="item")
        yield Static(safe(texts.NOTE_AS_IT_STANDS), id="about")
        yield TextArea(self._text, id="text", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        yield NoteReaders(note_readers(self._reflection), self._sharing)

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def on_choice_list_confirmed(self) -> None:
        self.action_close()

    def action_close(self) -> None:
        text = shown(self.query_one(TextArea).text, lines=True).strip()
        self.dismiss(SheetNote(self._question.key, text, self.query_one(NoteReaders).sharing))

    def action_leave(self) -> None:
        self.action_close()
