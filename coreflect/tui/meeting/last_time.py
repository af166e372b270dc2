"""Asks, before a reflection opens, whether what was agreed last time happened, and what came of it.

It is asked of the room, from the page of the meeting, and once more before the first person of all sits down; never in
front of everybody who answers.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.meeting.actions import LONGEST_TEXT
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.texts import actions as texts
from coreflect.core.texts.controls import CHOOSE_ONE
from coreflect.services.actions import LastTime
from coreflect.services.app import Services
from coreflect.tui.frame import Key, team_and_about
from coreflect.tui.pages import SavingPage
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.one_of import Field
from coreflect.tui.widgets.text import safe

ANSWERS = (*(words for _, words in texts.HAPPENED), texts.LEAVE_OPEN)
"""The answers, and after them what leaves an action open."""


class LastTimePage(SavingPage):
    """Asks of one action after another whether it happened. Gives True if something was answered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", show=False),
        Binding("u", "take_back", show=False),
    ]

    DEFAULT_CSS = """
    LastTimePage .agreed { text-style: bold; margin-bottom: 1; }
    LastTimePage #asked { margin-bottom: 1; }
    LastTimePage .came { margin-top: 1; }
    LastTimePage.-short #asked, LastTimePage.-short .agreed { margin-bottom: 0; }
    """

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the reflection that opens.

        Raises:
            CoreflectError: what was agreed before cannot be read.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._last_time = LastTime(services, reflection)
        self._chosen: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no action to ask about."""
        return self._last_time.action is None

    @property
    def where(self) -> tuple[str, ...]:
        last, count = self._last_time, self._last_time.count
        place = f" · {last.place} of {count}" if last.action and count > 1 else ""
        return (*team_and_about(self._reflection), f"{texts.LAST_TIME_TITLE}{place}")

    @property
    def keys(self) -> tuple[Key, ...]:
        is_asked = not self.is_empty
        return (
            ("Enter", "go on", "screen.save"),
            ("Tab" if is_asked else "", "what came of it", "app.focus_next"),
            ("Esc", "close", "screen.close"),
        )

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body", can_focus=False):
            yield Static(classes="agreed")
            with Vertical(id="answering"):
                yield Static(id="asked")
                yield ChoiceList([Row(str(number), words) for number, words in enumerate(ANSWERS, 1)])
                yield Static(safe(texts.WHAT_CAME_OF_IT), classes="came")
                yield Field("", "outcome", LONGEST_TEXT)

    def on_mount(self) -> None:
        self._show()

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        if message.index == len(texts.HAPPENED):
            self.action_leave_open()
            return
        self._chosen = message.index
        self.query_one(ChoiceList).mark(message.index)
        self.say("")

    def on_choice_list_confirmed(self) -> None:
        self.action_save()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    @property
    def draft_of(self) -> str:
        return self._last_time.action.id if self._last_time.action else ""

    def has_unsaved(self) -> bool:
        return not self.is_empty and (self._chosen is not None or bool(self.query_one(Input).value.strip()))

    def action_save(self) -> None:
        """Save the answer and go on to the next action; after the last one, close."""
        if self.is_empty:
            self.dismiss(self.has_saved)
        elif self.try_to_save():
            self._next()

    def action_leave_open(self) -> None:
        """Go on without an answer, so that the action is asked about again next time."""
        if not self.is_empty:
            self._last_time.leave_open()
            self._next()

    def action_take_back(self) -> None:
        """Take the last answer back, and ask about that action again."""
        try:
            text = self._services.steps.take_back(self._reflection.team)
            self._last_time = LastTime(self._services, self._reflection)
        except CoreflectError as error:
            self.say(str(error), urgent=True)
        else:
            self._next()
            self.say(text)

    def save(self) -> bool:
        if self._chosen is None:
            self.query_one(ChoiceList).focus()
            self.say(CHOOSE_ONE, urgent=True)
            return False
        happened, _ = texts.HAPPENED[self._chosen]
        self._last_time.answer(happened, self.query_one(Input).value)
        return True

    def _next(self) -> None:
        self._chosen = None
        self._show()

    def _show(self) -> None:
        """Show the current action, or that none is left."""
        action, count = self._last_time.action, self._last_time.count
        self.query_one("#answering").display = action is not None
        if action:
            self.query_one(".agreed", Static).update(safe(texts.we_said(action)))
            self.query_one("#asked", Static).update(safe(texts.who_answers(action)))
            self.query_one(ChoiceList).mark(None)
            self.query_one(Input).value = shown(action.outcome)
            self.query_one(ChoiceList).focus(scroll_visible=False)
            self.say(texts.CHECKER_NOT_HERE)
        else:
            done = texts.LAST_TIME_DONE if count else texts.NOTHING_FROM_LAST_TIME
            self.query_one(".agreed", Static).update(safe(done))
            self.set_focus(None)
            self.say("")
        self.show_frame()
