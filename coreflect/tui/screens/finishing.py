"""Before the end a person sees how much is left blank, and that this is fine; nothing counts until they finish.

Whoever wants a code takes it here; who does not presses no key more.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.core import pairing_sentences, sentences
from coreflect.core.errors import CoreflectError
from coreflect.tui.sitting import Sitting
from coreflect.tui.widgets.page import NOT_KEPT_YET, Page
from coreflect.tui.widgets.text import hints, paragraphs, said

END = "That was the last question."

Finishing = Literal["finished", "blanks", "leave", "back"]


class FinishingPage(Page[Finishing]):
    """The page after the last question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "finish", show=False),
        Binding("g", "blanks", show=False),
        Binding("k", "code", show=False),
        Binding("left,b,escape", "back", show=False),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting
        self._offers_code = pairing_sentences.may_take_code(sitting.facts, sitting.walkthrough.draft.response)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body", classes="reading"):
            yield Static(said(END), classes="title")
            yield Static(paragraphs(self._texts()), id="before-finishing", classes="said")
        yield Static(id="status")
        yield Static(
            hints(
                ("Enter", "finish", "screen.finish"),
                ("g", "see the list", "screen.blanks"),
                ("k" if self._offers_code else "", "a code", "screen.code"),
                ("b", "back", "screen.back"),
                ("q", "leave", "screen.leave"),
            ),
            id="hints",
        )

    def action_finish(self) -> None:
        try:
            self._sitting.finish()
        except CoreflectError as error:
            self.say(f"{NOT_KEPT_YET}{error}", urgent=True)
        else:
            self.dismiss("finished")

    def action_code(self) -> None:
        """Ask whether this person wants a code; nothing else changes by it."""
        from coreflect.tui.screens.code import ask_for_code

        if self._offers_code:
            ask_for_code(self.app, self._sitting, self._code_asked)

    def action_blanks(self) -> None:
        self.dismiss("blanks")

    def action_back(self) -> None:
        self.dismiss("back")

    def action_leave(self) -> None:
        self.dismiss("leave")

    def _texts(self) -> tuple[str, ...]:
        at = self._sitting.walkthrough
        texts = [sentences.before_finishing(len(at.blanks))]
        if self._offers_code:
            texts.append(pairing_sentences.before_finishing(at.wording, at.draft.code))
        return tuple(texts)

    def _code_asked(self, became: str) -> None:
        self.query_one("#before-finishing", Static).update(paragraphs(self._texts()))
        self.say(became)
