"""Help says what a page is and what each key does; beside a question also whom to tell, and where answers are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coreflect.core import sentences
from coreflect.core.answers import OFFERED
from coreflect.core.kept import Place
from coreflect.core.model import Round
from coreflect.tui.help_pages import QUESTION
from coreflect.tui.help_words import EVERYWHERE, NO_MOUSE, NOTHING_BREAKS, HelpText, Keys
from coreflect.tui.widgets.page import Page
from coreflect.tui.widgets.text import Hanging, hints, said


class PageHelp(Page[None]):
    """The help of any page. It closes as it was opened, and the page under it is as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,question_mark,f1,b", "close", show=False)]

    def __init__(self, help_text: HelpText) -> None:
        super().__init__()
        self._help = help_text

    def compose(self) -> ComposeResult:
        yield Static(said(f"Help · {self._help.title}"), id="where", classes="title")
        with VerticalScroll(id="body"):
            if self._help.what:
                yield Static(said(self._help.what), classes="said")
            if keys := self.keys():
                yield Static(_table(keys), classes="said")
            for text in self.more():
                yield Static(said(text), classes="said")
            yield Static(_table(EVERYWHERE), classes="said")
            for text in (NOTHING_BREAKS, NO_MOUSE):
                yield Static(said(text), classes="said")
        yield Static(hints(("↑ ↓", "read on", "screen.read_on"), ("Esc", "close", "screen.close")), id="hints")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def keys(self) -> Keys:
        """The keys of the page, in order."""
        return self._help.keys

    def more(self) -> Sequence[str]:
        """What is said under the keys, before that nothing can be broken."""
        return ()

    def action_close(self) -> None:
        self.dismiss(None)

    def action_read_on(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)


class HelpPage(PageHelp):
    """The help of the question page: with the answers beside the levels, whom to tell, and where answers are kept."""

    def __init__(self, facts: Round, wording: str, place: Place) -> None:
        # What a question is stands on the page itself; whom to tell has to be in sight at once.
        super().__init__(replace(QUESTION, what=""))
        self._facts = facts
        self._wording = wording
        self._place = place

    def keys(self) -> Keys:
        beside = tuple((each.key, f"{each.say(self._wording)}: {each.help}") for each in OFFERED)
        return (*QUESTION.keys[:1], *beside, *QUESTION.keys[1:])

    def more(self) -> Sequence[str]:
        return (
            sentences.whom_to_tell(self._facts),
            f"Your answers and notes are kept {sentences.where_kept(self._place)}, without your name.",
        )


def _table(lines: Keys) -> Hanging:
    width = max(len(key) for key, _ in lines)
    return Hanging(tuple((Content.styled(f"{key:<{width}}   ", "bold"), said(text)) for key, text in lines))
