"""The card of one reflection: what was set up, and what can be done with it. It shows nobody's answers.

All answers can be taken out from here, once the person has read what goes and typed the team's name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.reflections.rounds import is_past_keep_until
from coreflect.core.texts import controls
from coreflect.core.texts import home as texts
from coreflect.core.texts.actions import ACTIONS_TITLE
from coreflect.core.texts.home import (
    DOINGS,
    TYPE_IT,
    day_line,
    read_back,
    turnout_line,
)
from coreflect.core.texts.report import ASK_THE_BOARD
from coreflect.core.texts.words import spoken_date
from coreflect.services import forgetting
from coreflect.services.app import Services
from coreflect.services.forgetting import has_shown_counts, what_stays
from coreflect.services.output import open_file, opens_files
from coreflect.services.reflections import CHANGES, FILES, doings, list_here, next_step
from coreflect.services.set_up import delete
from coreflect.services.written import AGREED_REPORT, REPORT, Written, write
from coreflect.tui.cards import CLOSE, Card, ChoiceCard, fault_card
from coreflect.tui.frame import Key
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.text import Lines, labelled, paragraphs, safe

ANSWER, MEETING, LOOK_BACK, NEXT, MENDED = "answer", "meeting", "look-back", "next", "mended"
INVITE, FORGET, MEND, DELETE = "invite", "forget", "mend", "delete"
ACTIONS, LOOK, PAPERS, MENDING = "actions", "look", "-files", "-changes"

AFTER_IT = (Line(ACTIONS, ACTIONS_TITLE), Line(CLOSE, controls.CLOSE))
"""The choices that remain once all answers were taken out."""


class ReflectionCard(ChoiceCard):
    """The card of one reflection; gives what people are to do with it now, `mended`, or else an empty text."""

    def __init__(self, services: Services, reflection: Reflection, *, is_new: bool = False) -> None:
        title = texts.IT_IS_SET_UP if is_new else f"{reflection.team_name} · {reflection.about}"
        forgotten = services.workspace.is_forgotten(reflection.id)
        look = (Line(LOOK, texts.LOOK_AT_COUNTS),) if forgotten and has_shown_counts(services, reflection) else ()
        listed = list_here(services, reflection)
        self._doings = () if forgotten else doings(listed)
        self._comes_next = next_step(listed, services.clock.today())
        choices = (*look, *AFTER_IT) if forgotten else _choices(self._doings)
        super().__init__(title, read_back_lines(services, reflection, forgotten=forgotten), choices)
        self._services = services
        self._reflection = reflection

    def on_mount(self) -> None:
        """Stand at what comes next."""
        self.call_after_refresh(self.query_one(PointedList).point, self._comes_next)

    def chosen(self, answer: str) -> None:
        """Write a file and stay, open what changes the reflection, or close with the answer."""
        if answer in (PAPERS, MENDING):
            names = FILES if answer == PAPERS else CHANGES
            lines = [Line(name, words) for name, words in self._doings if name in names]
            card = ChoiceCard(texts.PAPER_AND_FILES if answer == PAPERS else texts.MEND_OR_DELETE, (), (*lines, _CLOSE))
            self.app.push_screen(card, lambda chosen: self.chosen(chosen) if chosen else None)
        elif answer in FILES:
            self.app.push_screen(written_card(self._services, self._reflection, answer))
        elif answer == ACTIONS:
            self._open_actions()
        elif answer == LOOK:
            super().chosen(MEETING)
        elif answer == FORGET:
            self._open(lambda: ForgetCard(self._services, self._reflection), "")
        elif answer == DELETE:
            self._open(lambda: DeleteCard(self._services, self._reflection), DELETE)
        elif answer == MEND:
            self._mend()
        else:
            super().chosen(answer)

    def _mend(self) -> None:
        from coreflect.tui.home.mend import MendPage

        self._open(lambda: MendPage(self._services, self._reflection), MENDED)

    def _open_actions(self) -> None:
        from coreflect.tui.meeting.actions import ActionsPage

        try:
            self.app.push_screen(ActionsPage(self._services, self._reflection.team))
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))

    def _open(self, page: Callable[[], Screen[Any]], gives: str) -> None:
        """Open what changes this reflection; once it has, close with this answer."""

        def closed(is_changed: object) -> None:
            if is_changed:
                self.dismiss(gives)

        try:
            self.app.push_screen(page(), closed)
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))


def read_back_lines(services: Services, reflection: Reflection, *, forgotten: bool) -> Sequence[str] | Lines:
    """Read a reflection back row by row: what was set up, and how far it is; or what is kept of it."""
    try:
        if forgotten:
            when = f"{spoken_date(reflection.date)}."
            return (when, *what_stays(services, reflection))
        banks = services.workspace.banks(reflection.id)
        turnout = services.workspace.turnout(reflection.id)
    except CoreflectError as error:
        return (str(error),)
    past = is_past_keep_until(reflection, services.clock.today())
    return labelled(
        (
            *read_back(reflection, banks),
            (texts.HOW_MANY, f"{turnout_line(turnout)}."),
            *((("", day_line(reflection)),) if past else ()),
        )
    )


_CLOSE = Line(CLOSE, controls.CLOSE)


def _choices(listed: Sequence[tuple[str, str]]) -> Sequence[Line]:
    """List what people do with it, and where paper, files and changes are."""
    main = [Line(name, words) for name, words in listed if name not in (*FILES, *CHANGES)]
    return (*main, Line(PAPERS, texts.PAPER_AND_FILES), Line(MENDING, texts.MEND_OR_DELETE), _CLOSE)


def written_card(services: Services, reflection: Reflection, what: str) -> ChoiceCard:
    """Write a file; returns the card that says where it is and opens it on a desktop, or says what went wrong."""
    try:
        return WrittenCard(services, reflection, write(services, reflection, what))
    except CoreflectError as error:
        return fault_card(error)


OPEN_FILE, OPEN_FOLDER, ASK = "file", "folder", "ask"


class WrittenCard(ChoiceCard):
    """Says which file was written, with its whole path; on a desktop it opens the file or its folder.

    From a draft of the report one comes to what the group asks of a board, and to the report on which it has agreed.
    """

    def __init__(self, services: Services, reflection: Reflection, written: Written) -> None:
        self._services = services
        self._reflection = reflection
        self._written = written
        agreeing = (Line(ASK, ASK_THE_BOARD), Line(AGREED_REPORT, texts.GROUP_HAS_AGREED)) if written.is_draft else ()
        opening = (Line(OPEN_FILE, texts.OPEN_FILE),) if written.is_page else ()
        opens = (*opening, Line(OPEN_FOLDER, texts.OPEN_FOLDER)) if written.path and opens_files() else ()
        super().__init__(written.title, written.lines, (*opens, _CLOSE, *agreeing))

    def chosen(self, answer: str) -> None:
        """Open the file or its folder and stay, or close."""
        if answer == OPEN_FILE:
            open_file(self._written.path)
        elif answer == OPEN_FOLDER:
            open_file(str(Path(self._written.path).parent))
        elif answer == ASK:
            self._ask()
        elif answer == AGREED_REPORT:
            self._write_again(answer)
        else:
            super().chosen(answer)

    def _ask(self) -> None:
        """Open what the group asks of a board; once it is written, write the draft with it."""
        from coreflect.tui.meeting.asking import AskingPage

        def closed(is_saved: bool | None) -> None:
            if is_saved:
                self._write_again(REPORT)

        try:
            self.app.push_screen(AskingPage(self._services, self._reflection), closed)
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))

    def _write_again(self, what: str) -> None:
        self.app.switch_screen(written_card(self._services, self._reflection, what))


class DeleteCard(ChoiceCard):
    """Asks whether a reflection that was set up by mistake is deleted; gives `deleted` once it is."""

    def __init__(self, services: Services, reflection: Reflection) -> None:
        super().__init__(
            texts.DELETE_TITLE,
            texts.before_deleting(reflection),
            (Line(CLOSE, texts.DO_NOT_DELETE), Line(DELETE, texts.DO_DELETE)),
        )
        self._services = services
        self._reflection = reflection

    def chosen(self, answer: str) -> None:
        """Delete it and close, or close as things are."""
        if answer != DELETE:
            super().chosen(answer)
            return
        try:
            delete(self._services, self._reflection)
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))
        else:
            self.dismiss(DELETE)


class ForgetCard(Card[bool]):
    """Shows what goes and what stays, and asks for the team's name; gives whether the answers were taken out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take_out", show=False),
    ]

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the services and the reflection.

        Raises:
            CoreflectError: what was handed over cannot be read.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._gone = False
        self._before = forgetting.before_forgetting(services, reflection)

    @property
    def keys(self) -> tuple[Key, ...]:
        if self._gone:
            return (("Enter", "close", "screen.close"),)
        return ("Enter", "remove them", "screen.take_out"), ("Esc", "close; nothing is removed", "screen.close")

    def compose_content(self) -> ComposeResult:
        with Vertical(id="card"):
            yield Static(safe(DOINGS[FORGET]), classes="title")
            with VerticalScroll(can_focus=False):
                yield Static(paragraphs(self._before), id="forget-what")
            yield Input(placeholder=texts.TEAMS_NAME, max_length=200)
            yield Static(safe(TYPE_IT), id="forget-text", classes="card-text")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def on_input_submitted(self) -> None:
        self.action_take_out()

    def action_take_out(self) -> None:
        """Take the answers out if the typed name confirms it, and close once they are out."""
        if self._gone:
            self.action_close()
            return
        field = self.query_one(Input)
        if field.disabled:
            return
        try:
            forgetting.check_meant(field.value, self._reflection)
        except CoreflectError as error:
            self._say((str(error),), fault=True)
            return
        field.disabled = True
        self._say((controls.ONE_MOMENT,))
        self._forget()

    def action_close(self) -> None:
        """Close, unless answers are being taken out at this moment."""
        if self._gone or not self.query_one(Input).disabled:
            self.dismiss(self._gone)

    @work(thread=True, exclusive=True)
    def _forget(self) -> None:
        """Take the answers out in a thread, because rewriting imported files may take a while."""
        try:
            lines = forgetting.forget(self._services, self._reflection)
        except CoreflectError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._done, lines)

    def _done(self, lines: Sequence[str]) -> None:
        self._gone = True
        self.query_one(Input).display = False
        self.query_one("#forget-what", Static).update(paragraphs(lines))
        self._say(())
        self.set_focus(None)
        self.show_frame()
        self.call_after_refresh(self._fit)

    def _failed(self, error: CoreflectError) -> None:
        self._say((str(error),), fault=True)
        field = self.query_one(Input)
        field.disabled = False
        field.focus()

    def _say(self, texts: Sequence[str], *, fault: bool = False) -> None:
        where = self.query_one("#forget-text", Static)
        where.update(paragraphs(texts))
        where.set_class(fault, "-fault")
        where.display = bool(texts)
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        what = self.query_one(VerticalScroll)
        what.can_focus = not self.fit(what)
