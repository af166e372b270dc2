"""What a team will do, in one list: how far each thing is can be said with one key, and dropping one needs a reason."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static

from coreflect.core import meeting_sentences as sentences
from coreflect.core.actions import PROGRESS, updated
from coreflect.core.errors import CoreflectError
from coreflect.core.model import Action, Round
from coreflect.core.ports import Desk
from coreflect.tui.screens.action_form import ActionPage
from coreflect.tui.screens.choice_card import fault_card
from coreflect.tui.widgets.page import NOT_KEPT_YET, Page
from coreflect.tui.widgets.pointed_list import Line, PointedList
from coreflect.tui.widgets.text import hints, said

DROPPED = "dropped"


class ActionList(PointedList):
    """The actions; digits say how far the one in hand is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(digit), f"screen.progress('{code}')", show=False) for digit, (code, _) in enumerate(PROGRESS, 1)
    ]


class ActionsPage(Page[bool]):
    """Every action of a team, those still open first. Gives True where something was kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("a", "add", show=False),
        Binding("escape,b", "leave", show=False),
    ]

    def __init__(self, desk: Desk, team: str) -> None:
        """Takes the id of the team."""
        super().__init__()
        self._desk = desk
        self._team = team
        self._actions: dict[str, Action] = {}
        self._has_kept = False

    def compose(self) -> ComposeResult:
        yield Static(said(sentences.ACTIONS_TITLE), id="where", classes="title")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(said(sentences.NO_ACTIONS), id="none")
            yield ActionList()
        yield Static(id="status")
        progress = [
            (str(digit), name.lower(), f"screen.progress('{code}')") for digit, (code, name) in enumerate(PROGRESS, 1)
        ]
        yield Static(
            hints(
                ("Enter", "open", "screen.choose"),
                *progress,
                ("a", "add", "screen.add"),
                ("Esc", "close", "screen.leave"),
            ),
            id="hints",
        )

    def on_mount(self) -> None:
        self.query_one(PointedList).focus()

    def on_screen_resume(self) -> None:
        self._look()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if action := self._actions.get(event.option.id or ""):
            self._open(action)

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_add(self) -> None:
        """Write an action down with the team's newest reflection."""
        rounds = [facts for facts in self._desk.workspace.rounds() if facts.team == self._team]
        if rounds:
            newest = max(rounds, key=lambda facts: (facts.date, facts.id))
            self.app.push_screen(ActionPage(self._desk, newest, None), self._left_form)

    def action_progress(self, code: str) -> None:
        """Say how far the action in hand is; where it is dropped, ask why first."""
        action = self._actions.get(self.query_one(PointedList).chosen)
        if action is None or action.progress == code:
            return
        if code == DROPPED and not action.outcome:
            self._open(action, drop=True)
            return
        try:
            self._desk.workspace.keep_action(updated(action, self._desk.ids, progress=code))
        except CoreflectError as error:
            self.say(f"{NOT_KEPT_YET}{error}", urgent=True)
            return
        self._has_kept = True
        self._look()
        self.say(sentences.asked_who_checks(action) if code == "done" else "")

    def action_leave(self) -> None:
        self.dismiss(self._has_kept)

    def _open(self, action: Action, *, drop: bool = False) -> None:
        try:
            page = ActionPage(self._desk, self._facts(action), None, action, drop=drop)
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))
        else:
            self.app.push_screen(page, self._left_form)

    def _facts(self, action: Action) -> Round:
        return self._desk.workspace.round(action.round)

    def _left_form(self, kept: bool | None) -> None:
        self._has_kept = self._has_kept or bool(kept)

    def _look(self) -> None:
        """Read the actions again, since another terminal may have changed them."""
        try:
            found = self._desk.workspace.actions(self._team)
        except CoreflectError as error:
            self.say(str(error), urgent=True)
            return
        settled = ("done", DROPPED)
        ordered = sorted(found, key=lambda action: action.progress in settled)
        self._actions = {action.id: action for action in ordered}
        lines = [Line(action.id, action.what, sentences.action_detail(action)) for action in ordered]
        self.query_one(PointedList).show(lines)
        self.query_one("#none").display = not lines
