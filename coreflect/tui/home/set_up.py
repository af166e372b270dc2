"""The page on which a reflection is set up: one form, read back before it is saved. Closing it loses nothing typed."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Button, Input, Static

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.model import Reflection
from coreflect.core.reflections.rounds import NewRound
from coreflect.core.reflections.set_up import Typed
from coreflect.core.texts.home import SET_UP
from coreflect.core.texts.meeting import IS_IT_RIGHT
from coreflect.core.texts.set_up import CHANGE, FIELDS, RIGHT
from coreflect.services.app import Services
from coreflect.services.set_up import SetUp
from coreflect.tui.cards import ChoiceCard, fault_card
from coreflect.tui.home.open_file import ReadQuestionsPage
from coreflect.tui.home.set_up_form import SetUpForm
from coreflect.tui.pages import Page
from coreflect.tui.widgets.lists import Line
from coreflect.tui.widgets.one_of import OneOf
from coreflect.tui.widgets.text import hints, safe

SAVE = "save"
CHOICES = (Line(SAVE, RIGHT), Line("change", CHANGE))


class SetUpPage(Page[Typed | Reflection]):
    """Gives the reflection that was set up, or what was typed so far where it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "read_back", show=False),
        Binding("escape", "close", show=False),
        Binding("enter", "app.focus_next", show=False),
    ]

    DEFAULT_CSS = """
    SetUpPage > Vertical { height: 1fr; }
    SetUpPage .title { padding: 1 2 0 2; }
    SetUpPage SetUpForm { height: 1fr; padding-right: 2; }
    SetUpPage #set-up-buttons { height: auto; margin: 1 2 0 2; }
    SetUpPage #set-up-buttons Button { margin-right: 2; }
    SetUpPage #set-up-hint { height: auto; min-height: 2; padding: 0 2; border-top: solid $foreground 20%; }
    SetUpPage #set-up-hint.-fault { color: $text-error; }
    """

    def __init__(self, services: Services, typed: Typed | None = None) -> None:
        """Takes what was typed before, where the form was closed."""
        super().__init__()
        self._set_up = SetUp(services)
        self._shelf = self._set_up.shelf
        self._fault: Misuse | None = None
        self._typed = typed or self._set_up.first_typed()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(SET_UP, classes="title")
            yield SetUpForm(self._shelf, self._typed)
            yield Static(id="set-up-hint")
        yield Static(
            hints(
                ("Tab", "next", "app.focus_next"),
                ("F2", "read it back", "screen.read_back"),
                ("Esc", "close, typed text stays", "screen.close"),
            ),
            id="hints",
        )

    def on_mount(self) -> None:
        self._form.query(Input).first().focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        name = event.widget.id or ""
        field = "banks" if name.startswith("bank-") else name
        if self._fault and self._fault.field == field:
            self._hint(str(self._fault), fault=True)
        else:
            self._hint(FIELDS[field].help if field in FIELDS else "")

    def on_input_submitted(self) -> None:
        self.focus_next()

    @on(Input.Changed)
    @on(OneOf.Changed)
    def _forgive(self) -> None:
        """What was wrong is being changed, so it is no longer pointed at."""
        if self._fault:
            self._fault = None
            self._form.unmark()

    def action_leave(self) -> None:
        self.action_close()

    def action_close(self) -> None:
        self.dismiss(self._form.typed())

    def action_read_back(self) -> None:
        """Check every field and read the set-up back, or lead to the field that cannot be taken."""
        typed = self._form.typed()
        if typed.way == "talk":
            self.app.push_screen(ReadQuestionsPage(self._shelf, typed.banks, typed.period))
            return
        try:
            new = self._set_up.check(typed)
        except Misuse as error:
            self._fault = error
            self._form.lead_to(error.field)
            self._hint(str(error), fault=True)
            return
        self._fault = None
        self._form.unmark()

        def answered(answer: str | None) -> None:
            if answer == SAVE:
                self._save(new)

        self.app.push_screen(ChoiceCard(IS_IT_RIGHT, self._set_up.read_back(new, typed), CHOICES), answered)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "set-up-read-back":
            self.action_read_back()
        else:
            self.action_close()

    def _save(self, new: NewRound) -> None:
        try:
            self.dismiss(self._set_up.save(new))
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))

    def _hint(self, text: str, *, fault: bool = False) -> None:
        hint = self.query_one("#set-up-hint", Static)
        hint.update(safe(text))
        hint.set_class(fault, "-fault")

    @property
    def _form(self) -> SetUpForm:
        return self.query_one(SetUpForm)
