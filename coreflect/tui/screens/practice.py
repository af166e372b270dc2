"""The practice question looks and works like the real ones, and its answer is never kept anywhere."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from coreflect.core import sentences
from coreflect.core.answers import OFFERED
from coreflect.core.model import Round
from coreflect.core.responses import Question
from coreflect.tui.widgets.choice_list import ChoiceList
from coreflect.tui.widgets.item_view import ItemView, level_rows
from coreflect.tui.widgets.page import BACK, ON, Page
from coreflect.tui.widgets.text import hints, said

TRY_ONE = "Choose an answer to try it: press its number, then Enter."


class PracticePage(Page[str]):
    """One to try, on the levels of the questions that follow. Gives ON, BACK, or None where the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", show=False),
        Binding("left,b", "back", show=False),
        *(Binding(each.key, f"beside('{each.code}')", show=False) for each in OFFERED),
    ]

    def __init__(self, question: Question, facts: Round, wording: str) -> None:
        """Takes the first question that follows, the round, and the wording."""
        super().__init__()
        self._question = question
        self._facts = facts
        self._wording = wording
        self._chosen: str | None = None

    def compose(self) -> ComposeResult:
        yield Static(said(sentences.PRACTICE_START), id="where", classes="top")
        yield ItemView(id="body")
        yield Static(said(TRY_ONE), id="status")
        yield Static(
            hints(("Enter", "go on", "screen.on"), ("b", "back", "screen.back"), ("q", "leave", "screen.leave")),
            id="hints",
        )

    def on_mount(self) -> None:
        bank, wording = self._question.bank, self._wording
        stem = sentences.stem(bank.stem.say(wording), self._facts.period)
        rows = level_rows(self._question.scale, wording)
        self.query_one(ItemView).show(stem, bank.practice.say(wording), rows)
        self._mark(None)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        self._mark(self._question.scale.level_ids[message.index])

    def on_choice_list_confirmed(self) -> None:
        self.action_on()

    def action_beside(self, code: str) -> None:
        self._mark(None if code == self._chosen else code)

    def action_on(self) -> None:
        if self._chosen is None:
            self.say(TRY_ONE, urgent=True)
        else:
            self.dismiss(ON)

    def action_back(self) -> None:
        self.dismiss(BACK)

    def _mark(self, chosen: str | None) -> None:
        self._chosen = chosen
        self.query_one(ItemView).mark(self._question.scale, chosen, self._wording)
        self.say(sentences.PRACTICE_END if chosen else TRY_ONE)
