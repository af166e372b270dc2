"""The card of one reflection: what was set up, and what can be done with it. It shows nobody's answers.

All answers can be taken out from here, once the person has read what goes and typed the team's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import questions
from coreflect.core.reflections.rounds import is_past_keep_until
from coreflect.core.texts import controls
from coreflect.core.texts import home as texts
from coreflect.core.texts.actions import ACTIONS_TITLE
from coreflect.core.texts.home import (
    TAKE_ALL_OUT,
    TYPE_IT,
    day_line,
    read_back,
    smallest_group_line,
    turnout_line,
    what_is_asked,
)
from coreflect.core.texts.packages import export_written, invitation_written
from coreflect.core.texts.words import spoken_date
from coreflect.services import forgetting
from coreflect.services.app import Services
from coreflect.services.forgetting import has_shown_counts, what_stays
from coreflect.tui.cards import CLOSE, Card, ChoiceCard, fault_card
from coreflect.tui.widgets.lists import Line
from coreflect.tui.widgets.text import fit, hints, paragraphs, safe

ANSWER, INVITE, EXPORT, MEETING, ACTIONS, FORGET = "answer", "invite", "export", "meeting", "actions", "forget"
LOOK = "look"

AFTER_IT = (Line(ACTIONS, ACTIONS_TITLE), Line(CLOSE, controls.CLOSE))
"""The choices that remain once all answers were taken out."""


class ReflectionCard(ChoiceCard):
    """The card of one reflection; gives `answer` where people are to answer now, `meeting`, or else an empty text."""

    def __init__(self, services: Services, reflection: Reflection, *, is_new: bool = False) -> None:
        title = texts.IT_IS_SET_UP if is_new else f"{reflection.team_name} · {reflection.about}"
        forgotten = services.workspace.is_forgotten(reflection.id)
        look = (Line(LOOK, texts.LOOK_AT_COUNTS),) if forgotten and has_shown_counts(services, reflection) else ()
        choices = (*look, *AFTER_IT) if forgotten else _choices(reflection, is_new=is_new)
        super().__init__(title, _lines(services, reflection, forgotten=forgotten), choices)
        self._services = services
        self._reflection = reflection

    def chosen(self, answer: str) -> None:
        """Write a file and stay, or close with the answer."""
        if answer == INVITE:
            self.app.push_screen(invitation_card(self._services, self._reflection))
        elif answer == EXPORT:
            self.app.push_screen(export_card(self._services, self._reflection))
        elif answer == ACTIONS:
            self._open_actions()
        elif answer == LOOK:
            super().chosen(MEETING)
        elif answer == FORGET:
            self._ask_to_forget()
        else:
            super().chosen(answer)

    def _open_actions(self) -> None:
        from coreflect.tui.meeting.actions import ActionsPage

        try:
            self.app.push_screen(ActionsPage(self._services, self._reflection.team))
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))

    def _ask_to_forget(self) -> None:
        def closed(are_taken_out: bool | None) -> None:
            if are_taken_out:
                self.dismiss("")

        try:
            self.app.push_screen(ForgetCard(self._services, self._reflection), closed)
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))


def _lines(services: Services, reflection: Reflection, *, forgotten: bool) -> Sequence[str]:
    try:
        if forgotten:
            when = f"{spoken_date(reflection.date)}."
            return (when, *what_stays(services, reflection))
        banks = services.workspace.banks(reflection.id)
        turnout = services.workspace.turnout(reflection.id)
    except CoreflectError as error:
        return (str(error),)
    return (
        read_back(reflection, len(questions(reflection, banks))),
        " · ".join(what_is_asked(reflection, banks)),
        smallest_group_line(reflection),
        f"{turnout_line(turnout)}.",
        *((day_line(reflection),) if is_past_keep_until(reflection, services.clock.today()) else ()),
    )


def _choices(reflection: Reflection, *, is_new: bool) -> Sequence[Line]:
    export = Line(EXPORT, texts.write_export(reflection))
    return (
        Line(ANSWER, texts.ANSWER_HERE),
        Line(INVITE, texts.INVITE_OTHERS),
        *(() if is_new else (export,)),
        Line(MEETING, texts.THE_MEETING),
        *(() if is_new else (Line(FORGET, TAKE_ALL_OUT),)),
        Line(CLOSE, controls.CLOSE),
    )


def invitation_card(services: Services, reflection: Reflection) -> ChoiceCard:
    """Write the invitation for the other laptops; returns the card that says where it is, or what went wrong."""
    try:
        return ChoiceCard(texts.INVITATION_TITLE, invitation_written(services.packages.write_invitation(reflection)))
    except CoreflectError as error:
        return fault_card(error)


def export_card(services: Services, reflection: Reflection) -> ChoiceCard:
    """Write the finished answers of a reflection; returns the card that says where they are, or what went wrong."""
    try:
        turnout = services.workspace.turnout(reflection.id)
        if not turnout.finished:
            return ChoiceCard(texts.HAND_OVER_TITLE, (texts.NOTHING_TO_EXPORT,))
        return ChoiceCard(
            texts.HAND_OVER_TITLE, export_written(services.packages.write_export(reflection), turnout, reflection)
        )
    except CoreflectError as error:
        return fault_card(error)


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

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(safe(TAKE_ALL_OUT), classes="title")
            with VerticalScroll(can_focus=False):
                yield Static(paragraphs(self._before), id="forget-what")
            yield Input(placeholder=texts.TEAMS_NAME, max_length=200)
            yield Static(safe(TYPE_IT), id="forget-text", classes="card-text")
            yield Static(
                hints(("Enter", "take them out", "screen.take_out"), ("Esc", "close; nothing goes", "screen.close")),
                id="forget-keys",
                classes="card-keys",
            )

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
        self.query_one("#forget-keys", Static).update(hints(("Enter", "close", "screen.close")))
        self.set_focus(None)
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
        what.can_focus = not fit(what, self.query_one(Vertical), self.size.height)
