"""What has become of everything that was brought in, and the one place from which it is at once taken back whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static

from coreflect.core.merging.importing import LastImport, Preview
from coreflect.core.texts import importing as sentences
from coreflect.services.app import Services
from coreflect.services.imports import Imports
from coreflect.tui.cards import ChoiceCard, fault_card
from coreflect.tui.importing.preview import line_card, preview_lines
from coreflect.tui.importing.work import AtWork, Outcome
from coreflect.tui.pages import Page
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.text import hints, paragraphs, said

HOME, TAKE_BACK = "-home", "-take-back"
YES = "take-back"


class ImportedPage(Page[None]):
    """What was brought in, by team and reflection; `u` takes it back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("u", "take_back", show=False),
        Binding("escape", "leave", show=False),
    ]

    DEFAULT_CSS = "ImportedPage > #bring-said { margin-bottom: 1; }"

    def __init__(self, services: Services, preview: Preview, *, came_in: bool) -> None:
        """Takes what has become of it, and whether files came in or only something was decided."""
        super().__init__()
        self._services = services
        self._preview = preview
        self._title = sentences.DONE_TITLE if came_in else sentences.DECIDED_TITLE

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(said(self._title), id="where")
        own = {reflection.id for reflection in self._services.workspace.rounds()}
        yield Static(paragraphs(sentences.done(self._preview, own)), id="bring-said")
        yield PointedList(id="body")
        yield Static(id="status")
        yield Static(id="hints")

    def on_mount(self) -> None:
        self._show(TAKE_BACK)
        self.query_one(PointedList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        chosen = event.option.id or ""
        if chosen == HOME:
            self.action_leave()
        elif chosen == TAKE_BACK:
            self.action_take_back()
        elif card := line_card(self._preview, chosen):
            self.app.push_screen(card)

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_take_back(self) -> None:
        take_back(self.app, self._services.imports, self._taken_back)

    def _taken_back(self, outcome: Outcome[LastImport]) -> None:
        if outcome.fault:
            self.app.push_screen(fault_card(outcome.fault))
            return
        if outcome.result:
            self.query_one("#where", Static).update(said(sentences.TAKEN_BACK_TITLE))
            self.query_one("#bring-said", Static).update(said(sentences.TAKEN_BACK))
            self._show()

    def _show(self, *doings: str) -> None:
        """Show what can be done and, as long as it is here, what became of everything."""
        lines = preview_lines(self._preview) if doings else ()
        back = [Line(TAKE_BACK, sentences.TAKE_IT_BACK, key="u")] if doings else []
        self.query_one(PointedList).show((Line(HOME, sentences.TO_FIRST_PAGE), *back, *lines))
        self.query_one("#hints", Static).update(
            hints(
                ("Enter", "choose", "screen.choose"),
                ("u" if doings else "", "take it back whole", "screen.take_back"),
                ("Esc", "to the first page", "screen.leave"),
            )
        )


def take_back(app: App[Any], imports: Imports, done: Callable[[Outcome[LastImport]], None]) -> None:
    """Say what was brought in last, ask whether it is to go, and take it back.

    `done` gets the outcome; it holds neither a result nor a fault where it was left here.
    """

    def undone(outcome: Outcome[LastImport] | None) -> None:
        done(outcome or Outcome())

    def asked(answer: str | None) -> None:
        if answer == YES:
            app.push_screen(AtWork(sentences.TAKING_BACK, lambda _: imports.undo(), can_stop=False), undone)
        else:
            done(Outcome())

    def known(outcome: Outcome[LastImport | None] | None) -> None:
        if outcome and outcome.result:
            app.push_screen(_card(outcome.result), asked)
        else:
            done(Outcome(fault=outcome.fault if outcome and outcome.fault else sentences.nothing_to_take_back()))

    app.push_screen(AtWork(sentences.LOOKING, lambda _: imports.last()), known)


def _card(brought: LastImport) -> ChoiceCard:
    said = (*sentences.imported_rounds(brought), sentences.TAKE_BACK_MEANS)
    return ChoiceCard(
        sentences.TAKE_BACK_QUESTION, said, [Line(answer, words) for answer, words in sentences.TAKE_BACK_ANSWERS]
    )
