"""Asks a group what it asks of a board, by when it wants an answer, and how; all of it stands in the report."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from coreflect.core.dates import say_day
from coreflect.core.meeting.asking import MOST_ASKED
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.rounds import LONGEST_TEXT
from coreflect.core.texts import report as texts
from coreflect.core.texts.words import plain_date
from coreflect.services.app import Services
from coreflect.services.reports import save_asking
from coreflect.tui.frame import team_and_about
from coreflect.tui.pages import SavingPage
from coreflect.tui.widgets.one_of import Field
from coreflect.tui.widgets.text import safe

ASKS = tuple(f"ask-{number}" for number in range(1, MOST_ASKED + 1))
BY, HOW = "answer_by", "answer_how"
HELP = {**dict.fromkeys(ASKS, texts.ASK_HELP), BY: texts.ANSWER_BY_HELP, HOW: texts.ANSWER_HOW_HELP}


class AskingPage(SavingPage):
    """Asks for the requests, the day and the way to answer. They are saved for the reports on this reflection."""

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the reflection; what was written before stands in the fields.

        Raises:
            CoreflectError: that cannot be read.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        asking = services.workspace.asked.read(reflection.id)
        self._more = asking.asks[MOST_ASKED:]
        asks = (*asking.asks, *("",) * MOST_ASKED)[:MOST_ASKED]
        start = (*asks, plain_date(asking.answer_by), asking.answer_how)
        self._start = dict(zip((*ASKS, BY, HOW), map(shown, start), strict=True))

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), texts.ASKING_TITLE)

    @property
    def draft_of(self) -> str:
        return self._reflection.id

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body", can_focus=False):
            yield Static(safe(texts.ASK_QUESTION), classes="asked")
            for name in ASKS:
                yield self._input(name)
            yield Static(safe(texts.ANSWER_BY_QUESTION), classes="asked")
            yield self._input(BY)
            yield Static(safe(texts.ANSWER_HOW_QUESTION), classes="asked")
            yield self._input(HOW)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if not self.query_one("#status").has_class("-urgent"):
            self.say(HELP.get(event.widget.id or "", ""))

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.has_focus:
            day = say_day(event.value, self._services.clock.today()) if event.input.id == BY else ""
            self.say(day or HELP.get(event.input.id or "", ""))

    def has_unsaved(self) -> bool:
        return self._typed_now() != self._start

    def save(self) -> bool:
        typed = self._typed_now()
        asks = (*(typed[name] for name in ASKS), *self._more)
        save_asking(self._services, self._reflection, asks, typed[BY], typed[HOW])
        self._start = typed
        return True

    def _typed_now(self) -> dict[str, str]:
        return {name: " ".join(self.query_one(f"#{name}", Input).value.split()) for name in self._start}

    def _input(self, name: str) -> Field:
        return Field(self._start[name], name, LONGEST_TEXT)
