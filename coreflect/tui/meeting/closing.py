"""Asks, at the end of a meeting, who was not here, how it was, and when to meet again.

How it was is saved only if the group agrees.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from coreflect.core.dates import say_day
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.rounds import LONGEST_TEXT
from coreflect.core.texts import controls
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.home import DOINGS
from coreflect.core.texts.words import plain_date
from coreflect.services.app import Services
from coreflect.services.meeting import save_closing, save_how_it_was
from coreflect.tui.cards import CLOSE, ChoiceCard
from coreflect.tui.frame import team_and_about
from coreflect.tui.pages import OpenNext, SavingPage
from coreflect.tui.widgets.lists import Line
from coreflect.tui.widgets.one_of import Field, OneOf
from coreflect.tui.widgets.text import safe

FIELDS = ("missing", "next_date")
REPORT, NEXT = "report", "next"
LONGEST_WORDS = 400
HELP = {
    "missing": texts.NOT_HERE_HELP,
    "next_date": texts.NEXT_DATE_HELP,
}


class ClosingPage(SavingPage):
    """Asks the room three questions. The answers to the first and the last are saved in the reflection."""

    DEFAULT_CSS = """
    ClosingPage .help { color: $text-muted; }
    ClosingPage .goodbye { margin-top: 1; }
    """

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the reflection, whose answers so far stand in the fields.

        Raises:
            CoreflectError: it cannot be read.
        """
        super().__init__()
        self._services = services
        self._reflection = services.workspace.round(reflection.id)
        start = (shown(self._reflection.missing), plain_date(self._reflection.next_date))
        self._start = dict(zip(FIELDS, start, strict=True))
        self._words_id = services.ids.record()
        self._words_saved = ""

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), texts.CLOSING_TITLE)

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body", can_focus=False):
            yield Static(safe(texts.WHO_WAS_NOT_HERE), classes="asked")
            yield self._input("missing", LONGEST_TEXT)
            yield Static(safe(texts.HOW_WAS_THIS), classes="asked")
            yield Static(safe(texts.HOW_WAS_THIS_HELP), classes="help")
            yield self._input("how-it-was", LONGEST_WORDS)
            yield OneOf([(code, words, "") for code, words in texts.KEEP_THE_WORDS], "no", upright=True, id="keep")
            yield Static(safe(texts.NEXT_DATE_QUESTION), classes="asked")
            yield self._input("next_date", LONGEST_TEXT)
            yield Static(safe(texts.GOODBYE), classes="goodbye")

    def on_mount(self) -> None:
        self.query_one("#missing", Input).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if not self.query_one("#status").has_class("-urgent"):
            self.say(HELP.get(event.widget.id or "", ""))

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.has_focus:
            day = say_day(event.value, self._services.clock.today()) if event.input.id == "next_date" else ""
            self.say(day or HELP.get(event.input.id or "", ""))

    @property
    def draft_of(self) -> str:
        return self._reflection.id

    def has_unsaved(self) -> bool:
        return bool(self._changes()) or bool(self._words() and self._words() != self._words_saved)

    def save(self) -> bool:
        changes = self._changes()
        if changes:
            self._reflection = save_closing(self._services, self._reflection, changes)
            self._start |= changes
            self.has_saved = True
        words = self._words()
        if words and words != self._words_saved:
            save_how_it_was(self._services, self._reflection, words, self._words_id)
            self._words_saved = words
        return True

    def _words(self) -> str:
        """Return the words about how it was; empty if the group does not want them saved."""
        keeps_words = self.query_one("#keep", OneOf).value == "yes"
        return " ".join(self.query_one("#how-it-was", Input).value.split()) if keeps_words else ""

    def _changes(self) -> dict[str, str]:
        now = {name: " ".join(self.query_one(f"#{name}", Input).value.split()) for name in FIELDS}
        return {name: text for name, text in now.items() if text != self._start[name]}

    def _input(self, name: str, longest: int) -> Field:
        return Field(self._start.get(name, ""), name, longest)


class ClosedCard(ChoiceCard):
    """What comes once a meeting is over: its report, and the team's next reflection."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "next", show=False)]

    def __init__(self, services: Services, reflection: Reflection) -> None:
        day = (texts.next_one_is_on(reflection.next_date),) if reflection.next_date else ()
        report = (Line(REPORT, DOINGS[REPORT]),) if reflection.state == "revealed" else ()
        choices = (*report, Line(NEXT, DOINGS[NEXT]), Line(CLOSE, controls.CLOSE))
        super().__init__(texts.CLOSED_TITLE, (texts.GOODBYE, *day), choices)
        self._services = services
        self._reflection = reflection

    def chosen(self, answer: str) -> None:
        """Write the report and stay, go on to the next reflection, or close."""
        if answer == REPORT:
            from coreflect.tui.home.reflection_card import (
                written_card,  # with the report, which few meetings write here
            )

            self.app.push_screen(written_card(self._services, self._reflection, REPORT))
        elif answer == NEXT:
            self.action_next()
        else:
            super().chosen(answer)

    def action_next(self) -> None:
        self.post_message(OpenNext(self._reflection))
