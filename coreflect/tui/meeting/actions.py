"""Lists what a team will do, and lets each action be written, changed, or marked with how far it is.

One key sets the progress of an action; dropping one needs a reason.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from coreflect.core.dates import say_day
from coreflect.core.errors import CoreflectError
from coreflect.core.meeting.actions import LONGEST_TEXT, Planned
from coreflect.core.model import Action, Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import actions as texts
from coreflect.core.texts.actions import PROGRESS, QUESTIONS
from coreflect.core.texts.controls import NOT_SAVED_YET
from coreflect.core.texts.words import counted, plain_date
from coreflect.services.actions import actions_of_team, is_late, newest_reflection, save_changes, save_new_action
from coreflect.services.app import Services
from coreflect.tui.cards import fault_card
from coreflect.tui.frame import Key, team_and_about
from coreflect.tui.pages import RoomPage, SavingPage
from coreflect.tui.widgets.lists import Line, Panes, PointedList, keys_of_panes
from coreflect.tui.widgets.one_of import Field, OneOf
from coreflect.tui.widgets.text import Stacked, labelled, safe

DROPPED = "dropped"


class ActionList(PointedList):
    """The list of actions; a digit sets the progress of the highlighted one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(digit), f"screen.progress('{code}')", show=False) for digit, (code, _) in enumerate(PROGRESS, 1)
    ]


class ActionsPage(RoomPage[bool]):
    """Lists every action of a team, those still open first. Gives True if something was saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("a", "add", show=False),
        Binding("escape,b", "leave", show=False),
    ]

    def __init__(self, services: Services, team: str) -> None:
        """Takes the id of the team."""
        super().__init__()
        self._services = services
        self._team = team
        self._actions: dict[str, Action] = {}
        self._has_saved = False

    @property
    def where(self) -> tuple[str, ...]:
        return (*super().where[:1], texts.ACTIONS_TITLE)

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Enter", "open", "screen.choose"),
            *((str(at), name.lower(), f"screen.progress('{code}')") for at, (code, name) in enumerate(PROGRESS, 1)),
            ("a", "add", "screen.add"),
            *keys_of_panes(self),
            ("Esc", "close", "screen.leave"),
        )

    def compose_content(self) -> ComposeResult:
        yield Static(safe(texts.NO_ACTIONS), id="none")
        with Panes():
            yield ActionList(id="body")

    def on_mount(self) -> None:
        self.query_one(PointedList).focus()

    def on_screen_resume(self) -> None:
        self._look()

    def on_option_list_option_highlighted(self) -> None:
        self._show_in_hand()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if action := self._actions.get(event.option.id or ""):
            self._open(action)

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_add(self) -> None:
        """Add an action to the team's newest reflection."""
        newest = newest_reflection(self._services, self._team)
        if newest:
            self.app.push_screen(ActionPage(self._services, newest, None), self._after_form)

    def action_progress(self, code: str) -> None:
        """Set the progress of the highlighted action; ask for the reason first if it is dropped."""
        action = self._actions.get(self.query_one(PointedList).chosen)
        if action is None or action.progress == code:
            return
        if code == DROPPED and not action.outcome:
            self._open(action, drop=True)
            return
        try:
            save_changes(self._services, action, progress=code)
        except CoreflectError as error:
            self.say(f"{NOT_SAVED_YET}{error}", urgent=True)
            return
        self._has_saved = True
        self._look()
        self.say(texts.asked_who_checks(action) if code == "done" else "")

    @property
    def room(self) -> tuple[Services, str]:
        return self._services, self._team

    def refresh_page(self) -> None:
        self._look()

    def action_leave(self) -> None:
        self.dismiss(self._has_saved)

    def _open(self, action: Action, *, drop: bool = False) -> None:
        try:
            page = ActionPage(self._services, self._reflection(action), None, action, drop=drop)
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))
        else:
            self.app.push_screen(page, self._after_form)

    def _reflection(self, action: Action) -> Reflection:
        return self._services.workspace.round(action.round)

    def _after_form(self, is_saved: bool | None) -> None:
        self._has_saved = self._has_saved or bool(is_saved)

    def _look(self) -> None:
        """Read the actions again, since another terminal may have changed them."""
        try:
            actions = actions_of_team(self._services, self._team)
            details = [texts.action_detail(action, overdue=is_late(self._services, action)) for action in actions]
        except CoreflectError as error:
            self.say(str(error), urgent=True)
            return
        self._actions = {action.id: action for action in actions}
        lines = [Line(action.id, action.what, detail) for action, detail in zip(actions, details, strict=True)]
        self.query_one(PointedList).show(lines)
        self.query_one("#none").display = not lines
        self._show_in_hand()

    def _show_in_hand(self) -> None:
        """Show beside the list who does the highlighted action, by when, who checks it, and what came of it."""
        action = self._actions.get(self.query_one(PointedList).chosen)
        if action is None:
            self.query_one(Panes).show("", "", "")
            return
        title = texts.progress_name(action, overdue=is_late(self._services, action))
        beside = Stacked((Content.styled(shown(action.what), "bold"), labelled(texts.action_rows(action))))
        self.query_one(Panes).show(counted(len(self._actions), "action"), title, beside)


HELP = texts.ACTION_HELP | {"outcome": texts.DROPPED_NEEDS_A_REASON}


class ActionPage(SavingPage):
    """The form of a new action; or of an existing one, with its progress and what came of it."""

    DEFAULT_CSS = """
    ActionPage .try { color: $text-muted; padding: 0 2; }
    ActionPage #status { min-height: 2; }
    """

    def __init__(
        self,
        services: Services,
        reflection: Reflection,
        question: Question | None,
        action: Action | None = None,
        *,
        drop: bool = False,
    ) -> None:
        """Takes the reflection that agreed it, the question that it came from, and the action where it is there.

        With `drop` the page stands at the reason for which the action is dropped.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._question = question
        self._action = action
        self._fault = ""
        names = (*QUESTIONS, "outcome") if action else tuple(QUESTIONS)
        self._start = {name: shown(getattr(action, name)) if action else "" for name in names}
        self._start["due"] = plain_date(self._start["due"])
        self._progress = action.progress if action else "to-do"
        self._drop = drop

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), texts.ACTIONS_TITLE)

    def compose_content(self) -> ComposeResult:
        if self._question:
            yield Static(safe(self._question.item.text.say()), classes="item")
            for number, line in enumerate(texts.things_to_try(self._question.item)):
                yield Static(safe(f"· {line}" if number else line), classes="try")
        with VerticalScroll(id="body", can_focus=False):
            for name, asked in QUESTIONS.items():
                yield Static(safe(asked), classes="asked")
                yield self._input(name)
            if self._action:
                yield Static(safe(texts.HOW_FAR), classes="asked")
                chosen = DROPPED if self._drop else self._progress
                yield OneOf([(code, name, "") for code, name in PROGRESS], chosen, id="progress")
                yield Static(safe(_asked_of_outcome(chosen)), classes="asked", id="asked-outcome")
                yield self._input("outcome")

    def on_mount(self) -> None:
        self.query_one("#outcome" if self._drop else "#what", Input).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if not self._fault:
            self.say(HELP.get(event.widget.id or "", ""))
        self._fault = ""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say back in full the day by which it is due, once it can be read as one."""
        if event.input.id == "due" and event.input.has_focus:
            self.say(say_day(event.value, self._services.clock.today()) or HELP["due"])

    def on_one_of_changed(self, event: OneOf.Changed) -> None:
        if event.value == "done" and self._action:
            self.say(texts.asked_who_checks(self._action))
        else:
            self.say("")
        self.query_one("#asked-outcome", Static).update(safe(_asked_of_outcome(event.value)))

    @property
    def draft_of(self) -> str:
        about = self._question.key if self._question else ""
        return f"{self._reflection.id} {about} {self._action.id if self._action else ''}"

    def has_unsaved(self) -> bool:
        return bool(self._changes())

    def save(self) -> bool:
        changes = self._changes()
        if self._action is None:
            bank, item = self._question.key if self._question else ("", "")
            words = {name: self.query_one(f"#{name}", Input).value for name in QUESTIONS}
            save_new_action(self._services, self._reflection, Planned(**words, bank=bank, item=item))
        elif changes:
            save_changes(self._services, self._action, **changes)
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
    return texts.WHY_DROPPED if progress == DROPPED else texts.WHAT_CAME_OF_IT
