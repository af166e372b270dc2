"""A reflection opens with what we said last time: the one who was to say it is asked, before any question, once.

It is asked of the room, from the page of the meeting, and once more before the first person of all sits down; never in
front of everybody who answers.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from coreflect.core.meeting.actions import HAPPENED, LONGEST_TEXT
from coreflect.core.meeting.steps import said_of
from coreflect.core.model import Action, Reflection
from coreflect.core.names import shown
from coreflect.core.texts import meeting as sentences
from coreflect.core.texts.answering import CHOOSE_ONE
from coreflect.services.app import Services
from coreflect.services.meeting import open_with
from coreflect.tui.pages import SavingPage
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.one_of import Field
from coreflect.tui.widgets.text import hints, said

NOT_HERE = "Who was to say it is not here? s leaves it open."


class ActionsOpening(SavingPage):
    """One action after another: what we said, and whether it happened. Gives True where something was answered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", show=False),
        Binding("s", "leave_open", show=False),
    ]

    DEFAULT_CSS = """
    ActionsOpening .we-said { text-style: bold; margin-bottom: 1; }
    ActionsOpening #asked { margin-bottom: 1; }
    ActionsOpening .came { margin-top: 1; }
    ActionsOpening.-short .title, ActionsOpening.-short #asked, ActionsOpening.-short .we-said { margin-bottom: 0; }
    """

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the reflection that opens.

        Raises:
            CoreflectError: what was agreed before cannot be read.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._actions: list[Action] = list(open_with(services.workspace, reflection))
        self._many = len(self._actions)
        self._chosen: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to open with."""
        return not self._actions

    def compose(self) -> ComposeResult:
        yield Static(id="where", classes="title")
        with VerticalScroll(id="body", classes="asking", can_focus=False):
            yield Static(classes="we-said")
            with Vertical(id="answering"):
                yield Static(id="asked")
                yield ChoiceList([Row(str(number), words) for number, (_, words) in enumerate(HAPPENED, 1)])
                yield Static(said(sentences.WHAT_CAME_OF_IT), classes="came")
                yield Field("", "outcome", LONGEST_TEXT)
        yield Static(id="status")
        yield Static(id="hints")

    def on_mount(self) -> None:
        self._show()

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        self._chosen = message.index
        self.query_one(ChoiceList).mark(message.index)
        self.say("")

    def on_choice_list_confirmed(self) -> None:
        self.action_keep()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def has_unsaved(self) -> bool:
        return not self.is_empty and (self._chosen is not None or bool(self.query_one(Input).value.strip()))

    def action_keep(self) -> None:
        """Keep what was answered and go on to the next; after the last one, close."""
        if self.is_empty:
            self.dismiss(self.has_saved)
        elif self.try_to_save():
            self._next()

    def action_leave_open(self) -> None:
        """Go on without an answer: it is asked again next time."""
        if not self.is_empty:
            self._next()

    def keep(self) -> bool:
        if self._chosen is None:
            self.query_one(ChoiceList).focus()
            self.say(CHOOSE_ONE, urgent=True)
            return False
        workspace, (happened, _) = self._services.workspace, HAPPENED[self._chosen]
        action, note = said_of(
            self._actions[0], self._reflection, happened, self.query_one(Input).value, None, self._services.ids
        )
        workspace.keep_action(action)
        self._actions[0] = action
        workspace.keep_room_note(note)
        return True

    def _next(self) -> None:
        self._actions.pop(0)
        self._chosen = None
        self._show()

    def _show(self) -> None:
        """Show the action in front, or that there is none left."""
        left = len(self._actions)
        place = f" · {self._many - left + 1} of {self._many}" if left and self._many > 1 else ""
        self.query_one("#where", Static).update(said(f"{sentences.OPENING_TITLE}{place}"))
        self.query_one("#answering").display = bool(left)
        if left:
            action = self._actions[0]
            self.query_one(".we-said", Static).update(said(sentences.we_said(action)))
            self.query_one("#asked", Static).update(said(sentences.who_answers(action)))
            self.query_one(ChoiceList).mark(None)
            self.query_one(Input).value = shown(action.outcome)
            self.query_one(ChoiceList).focus(scroll_visible=False)
            self.say(NOT_HERE)
        else:
            done = sentences.OPENING_DONE if self._many else sentences.NOTHING_TO_OPEN_WITH
            self.query_one(".we-said", Static).update(said(done))
            self.set_focus(None)
            self.say("")
        self.query_one("#hints", Static).update(
            hints(
                ("Enter", "go on", "screen.keep"),
                ("Tab" if left else "", "what came of it", "app.focus_next"),
                ("s" if left else "", "leave it open", "screen.leave_open"),
                ("Esc", "close", "screen.close"),
            )
        )
