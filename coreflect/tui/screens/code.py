"""A code is taken at the end, by whoever wants one: it is on disk before it is shown, and it is shown here once."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.core import pairing_sentences as sentences
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.pairing import read_code
from coreflect.tui.screens.choosing import ChoicePage
from coreflect.tui.screens.reading import ReadingPage
from coreflect.tui.sitting import Sitting
from coreflect.tui.widgets.field import Field
from coreflect.tui.widgets.page import NOT_KEPT_YET, Page
from coreflect.tui.widgets.text import hints, paragraphs, said

LONGEST_CODE = 20


def ask_for_code(app: App[object], sitting: Sitting, done: Callable[[str], None]) -> None:
    """Ask whether this person wants a code, and keep what they choose; `done` is called with what became of it."""
    had = sitting.walkthrough.draft.code

    def act(answer: str) -> None:
        if answer == sentences.NEW_CODE:
            sitting.take_code(sitting.new_code())
        elif answer == sentences.NO_CODE and had:
            sitting.take_code("")

    def chosen(answer: str | None) -> None:
        if answer == sentences.NEW_CODE:
            app.push_screen(_given(sitting), lambda _: done(""))
        elif answer == sentences.HAVE_ONE:
            app.push_screen(CodePage(sentences.TYPE_CODE, sitting.take_code), lambda _: done(""))
        else:
            done(sentences.CODE_DROPPED if answer == sentences.NO_CODE and had else "")

    answers = sentences.code_answers(had)
    offer = (sentences.code_offer(sitting.walkthrough.wording),)
    asking = ChoicePage(sentences.CODE_QUESTION, answers, texts=offer, chosen=answers[0][0], closes=True, act=act)
    app.push_screen(asking, chosen)


def _given(sitting: Sitting) -> ReadingPage:
    at = sitting.walkthrough
    return ReadingPage(sentences.code_given(at.wording), title=sentences.YOUR_CODE, large=at.draft.code, leave=False)


class CodePage(Page[bool]):
    """A code, typed. Gives True where it was taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    DEFAULT_CSS = "CodePage Field { max-width: 24; margin-top: 1; }"

    def __init__(self, title: str, take: Callable[[str], None], *, may_be_empty: bool = False) -> None:
        """Takes what is asked, and what takes a code and may raise a CoreflectError; with `may_be_empty` also none."""
        super().__init__()
        self._title = title
        self._take = take
        self._may_be_empty = may_be_empty

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body", classes="asking", can_focus=False):
            yield Static(said(self._title), classes="title")
            yield Static(paragraphs((sentences.WHAT_A_CODE_IS,)), classes="said")
            yield Field("", "code", LONGEST_CODE)
        yield Static(id="status")
        yield Static(hints(("Enter", "keep it", "screen.keep"), ("Esc", "back", "screen.close")), id="hints")

    def on_mount(self) -> None:
        self.query_one(Field).focus()

    def on_input_submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Keep the code, or say why it is none."""
        typed = self.query_one(Field).value
        try:
            self._take("" if self._may_be_empty and not typed.strip() else read_code(typed))
        except Misuse as error:
            self.say(str(error), urgent=True)
        except CoreflectError as error:
            self.say(f"{NOT_KEPT_YET}{error}", urgent=True)
        else:
            self.dismiss(True)

    def action_close(self) -> None:
        self.dismiss(False)

    def action_leave(self) -> None:
        self.action_close()
