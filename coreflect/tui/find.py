"""The card that finds a question by some of its words; `/` opens it on every list of questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from coreflect.core.names import holds_words
from coreflect.core.texts.controls import FIND_QUESTION, SOME_WORDS, found
from coreflect.tui.cards import Card
from coreflect.tui.frame import Key
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.text import safe


class FindCard(Card[str]):
    """Lists the questions that hold the typed words. Gives the id of the one that is chosen, else an empty text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    FindCard PointedList { max-height: 12; margin-top: 1; }
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._lines = tuple(line for line in lines if line.id)

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Enter", "go there", "screen.choose"), ("Esc", "close", "screen.close")

    def compose_content(self) -> ComposeResult:
        with Vertical(id="card"):
            yield Static(safe(FIND_QUESTION), classes="title")
            yield Input(placeholder=SOME_WORDS, compact=True, max_length=80)
            yield PointedList(self._lines)
            yield Static(classes="card-text")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        fits = [line for line in self._lines if holds_words(line.name, event.value)]
        self.query_one(PointedList).show(fits)
        self.query_one(".card-text", Static).update(safe(found(len(fits))))

    def on_input_submitted(self) -> None:
        self.action_choose()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id or "")

    def action_step(self, by: int) -> None:
        listed = self.query_one(PointedList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def action_choose(self) -> None:
        if chosen := self.query_one(PointedList).chosen:
            self.dismiss(chosen)

    def action_close(self) -> None:
        self.dismiss("")
