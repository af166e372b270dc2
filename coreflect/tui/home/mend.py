"""The page on which what was set up is mended; the id, the questions and the privacy of a reflection stay."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from coreflect.core.dates import say_day
from coreflect.core.model import Reflection
from coreflect.core.reflections.rounds import DATES, LONGEST_TEXT
from coreflect.core.texts.home import DOINGS
from coreflect.core.texts.set_up import FIELDS
from coreflect.services.app import Services
from coreflect.services.set_up import mend_typed, mendable_fields
from coreflect.tui.frame import team_and_about
from coreflect.tui.pages import SavingPage
from coreflect.tui.widgets.one_of import Field
from coreflect.tui.widgets.text import safe


class MendPage(SavingPage):
    """A form with everything that can be mended. Gives True if something was."""

    DEFAULT_CSS = """
    MendPage .row { height: auto; }
    MendPage .row > Static { width: 24; padding-right: 2; color: $text-muted; }
    MendPage .row > Field { width: 1fr; }
    """

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the reflection.

        Raises:
            CoreflectError: it cannot be read.
        """
        super().__init__()
        self._services = services
        self._reflection = services.workspace.round(reflection.id)
        self._fields = mendable_fields(self._reflection)

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), DOINGS["mend"])

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body", can_focus=False):
            for name, asked, now in self._fields:
                with Horizontal(classes="row"):
                    yield Static(safe(asked))
                    yield Field(now, name, LONGEST_TEXT)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if not self.query_one("#status").has_class("-urgent"):
            self.say(_help(event.widget.id))

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.has_focus:
            day = say_day(event.value, self._services.clock.today()) if event.input.id in DATES else ""
            self.say(day or _help(event.input.id))

    @property
    def draft_of(self) -> str:
        return self._reflection.id

    def has_unsaved(self) -> bool:
        return bool(self._changes())

    def save(self) -> bool:
        if changes := self._changes():
            self._reflection = mend_typed(self._services, self._reflection, changes)
        return bool(changes)

    def action_save(self) -> None:
        """Save what was changed, and close."""
        if self.try_to_save() or not self.has_unsaved():
            self.dismiss(self.has_saved)

    def _changes(self) -> dict[str, str]:
        now = {name: " ".join(self.query_one(f"#{name}", Input).value.split()) for name, _, _ in self._fields}
        return {name: now[name] for name, _, before in self._fields if now[name] != " ".join(before.split())}


def _help(name: str | None) -> str:
    return FIELDS[name].help if name in FIELDS else ""
