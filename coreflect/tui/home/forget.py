"""The card on which all answers of a reflection are taken out, once what goes was read and what means it was typed."""

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
from coreflect.core.texts.home import TAKE_ALL_OUT, TYPE_IT
from coreflect.services import forgetting
from coreflect.services.app import Services
from coreflect.tui.cards import Card
from coreflect.tui.widgets.text import fit, hints, paragraphs, safe

ONE_MOMENT = "One moment …"


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
            yield Input(placeholder="the team's name", max_length=200)
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
        """Take them out, where what was typed means it; once they are out, close."""
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
        self._say((ONE_MOMENT,))
        self._forget()

    def action_close(self) -> None:
        """Close, unless they are just being taken out."""
        if self._gone or not self.query_one(Input).disabled:
            self.dismiss(self._gone)

    @work(thread=True, exclusive=True)
    def _forget(self) -> None:
        """In a thread: imported files may take a while to be written anew."""
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
