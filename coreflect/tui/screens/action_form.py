"""An action says what, who, by when, and who will say that it is done; what is missing is pointed at, never guessed."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from coreflect.core import meeting_sentences as sentences
from coreflect.core.actions import CHECKED_BY_HELP, LONGEST_TEXT, PROGRESS, QUESTIONS, Planned, new_action, updated
from coreflect.core.model import Action, Round
from coreflect.core.names import shown
from coreflect.core.ports import Desk
from coreflect.core.responses import Question
from coreflect.tui.screens.kept_page import KeptPage
from coreflect.tui.widgets.field import Field
from coreflect.tui.widgets.one_of import OneOf
from coreflect.tui.widgets.text import hints, said

HELP = {
    "what": sentences.WHAT_HELP,
    "who": sentences.FOR_UNPAID,
    "due": sentences.DUE_HELP,
    "checked_by": CHECKED_BY_HELP,
    "outcome": "Dropped needs a reason in words.",
}


class ActionPage(KeptPage):
    """A new action; or one that is there, with how far it is and what came of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", show=False),
    ]

    DEFAULT_CSS = """
    ActionPage .item { color: $text-muted; max-height: 2; }
    ActionPage .asked { text-style: bold; margin-top: 1; }
    ActionPage #status { min-height: 2; }
    ActionPage.-short .asked, ActionPage.-short .title { margin: 0; }
    """

    def __init__(
        self,
        desk: Desk,
        facts: Round,
        question: Question | None,
        action: Action | None = None,
        *,
        drop: bool = False,
    ) -> None:
        """Takes the reflection that agreed it, the question that it came from, and the action where it is there.

        With `drop` the page stands at the reason for which the action is dropped.
        """
        super().__init__()
        self._desk = desk
        self._facts = facts
        self._question = question
        self._action = action
        self._fault = ""
        names = (*QUESTIONS, "outcome") if action else tuple(QUESTIONS)
        self._start = {name: shown(getattr(action, name)) if action else "" for name in names}
        self._progress = action.progress if action else "to-do"
        self._drop = drop

    def compose(self) -> ComposeResult:
        yield Static(said(sentences.ACTIONS_TITLE), id="where", classes="title")
        if self._question:
            yield Static(said(self._question.item.text.say()), classes="item")
        with VerticalScroll(id="body", can_focus=False):
            for name, asked in QUESTIONS.items():
                yield Static(said(asked), classes="asked")
                yield self._input(name)
            if self._action:
                yield Static(said(sentences.HOW_FAR), classes="asked")
                chosen = "dropped" if self._drop else self._progress
                yield OneOf([(code, name, "") for code, name in PROGRESS], chosen, id="progress")
                yield Static(said(_asked_of_outcome(chosen)), classes="asked", id="asked-outcome")
                yield self._input("outcome")
        yield Static(id="status")
        yield Static(
            hints(
                ("Enter", "next, and keep at the end", "screen.next"),
                ("F2", "keep", "screen.keep"),
                ("Esc", "close", "screen.close"),
            ),
            id="hints",
        )

    def on_mount(self) -> None:
        self.query_one("#outcome" if self._drop else "#what", Input).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if not self._fault:
            self.say(HELP.get(event.widget.id or "", ""))
        self._fault = ""

    def on_one_of_changed(self, event: OneOf.Changed) -> None:
        if event.value == "done" and self._action:
            self.say(sentences.asked_who_checks(self._action))
        else:
            self.say("")
        self.query_one("#asked-outcome", Static).update(said(_asked_of_outcome(event.value)))

    def action_next(self) -> None:
        if self.focused is not None:
            self.next_field(self.focused)

    def is_unkept(self) -> bool:
        return bool(self._changes())

    def keep(self) -> bool:
        changes = self._changes()
        if self._action is None:
            bank, item = self._question.key if self._question else ("", "")
            texts = {name: self.query_one(f"#{name}", Input).value for name in QUESTIONS}
            self._desk.workspace.keep_action(
                new_action(self._facts.id, Planned(**texts, bank=bank, item=item), self._desk.ids)
            )
        elif changes:
            self._desk.workspace.keep_action(updated(self._action, self._desk.ids, **changes))
        return True

    def say(self, text: str, *, urgent: bool = False) -> None:
        self._fault = text if urgent else ""
        super().say(text, urgent=urgent)

    def _changes(self) -> dict[str, str]:
        now = {name: self.query_one(f"#{name}", Input).value for name in self._start}
        changes = {name: text for name, text in now.items() if text != self._start[name]}
        for one_of in self.query(OneOf):
            if one_of.value != self._progress:
                changes["progress"] = one_of.value
        return changes

    def _input(self, name: str) -> Field:
        return Field(self._start[name], name, LONGEST_TEXT)


def _asked_of_outcome(progress: str) -> str:
    return sentences.WHY_DROPPED if progress == "dropped" else sentences.WHAT_CAME_OF_IT
