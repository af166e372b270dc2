"""Help says what each key does, whom to tell, and where answers are kept, in one place."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coreflect.core import sentences
from coreflect.core.answers import OFFERED
from coreflect.core.model import Round
from coreflect.core.ports import Place
from coreflect.tui.widgets.page import Page
from coreflect.tui.widgets.text import Hanging, hints, said

KEYS = (
    ("1 2 3 …", "choose an answer; the arrows and the space bar do it too"),
    ("Enter", "go on, once an answer is chosen"),
    ("s", "leave this question blank and go on"),
    ("b or ←", "back to the question before"),
    ("→", "on to a question that you have been to"),
    ("c", "write a note"),
    ("g", "the list of all questions"),
    ("w", "other words for the same questions"),
    (".", "hide this page at once"),
    ("q", "leave; every answer is kept"),
)


class HelpPage(Page[None]):
    """The keys of the question screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,question_mark,f1,b", "close", show=False)]

    def __init__(self, facts: Round, wording: str, place: Place) -> None:
        super().__init__()
        self._facts = facts
        self._wording = wording
        self._place = place

    def compose(self) -> ComposeResult:
        beside = [(each.key, f"{each.say(self._wording)}: {each.help}") for each in OFFERED]
        yield Static(said("Help"), id="where", classes="title")
        with VerticalScroll(id="body"):
            yield Static(_table((*KEYS[:1], *beside, *KEYS[1:])), classes="said")
            for text in (
                sentences.whom_to_tell(self._facts),
                f"Your answers and notes are kept {sentences.where_kept(self._place)}, without your name.",
            ):
                yield Static(said(text), classes="said")
        yield Static(hints(("Esc", "close", "screen.close")), id="hints")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        self.dismiss(None)


def _table(lines: tuple[tuple[str, str], ...]) -> Hanging:
    width = max(len(key) for key, _ in lines)
    return Hanging(tuple((Content.styled(f"{key:<{width}}   ", "bold"), said(text)) for key, text in lines))
