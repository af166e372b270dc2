"""The page on what an import did, and the steps in which an import is undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static

from coreflect.core.merging.importing import Imported, LastImport
from coreflect.core.texts import importing as texts
from coreflect.tui.cards import ChoiceCard, fault_card
from coreflect.tui.importing.preview import line_card, preview_lines
from coreflect.tui.importing.work import Outcome, ProgressCard
from coreflect.tui.pages import Page
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.text import hints, paragraphs, safe

if TYPE_CHECKING:
    from coreflect.services.imports import Imports

HOME, UNDO = "-home", "-undo"


class ImportedPage(Page[None]):
    """Shows what was imported, by team and reflection; the key u undoes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("u", "undo", show=False),
        Binding("escape", "leave", show=False),
    ]

    DEFAULT_CSS = "ImportedPage > #import-text { margin-bottom: 1; }"

    def __init__(self, imports: Imports, imported: Imported, *, from_files: bool) -> None:
        """Takes what the import did, and whether files were imported or only something was decided."""
        super().__init__()
        self._imports = imports
        self._imported = imported
        self._title = texts.done_title(from_files=from_files)

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(safe(self._title), id="where")
        yield Static(paragraphs(texts.done(self._imported)), id="import-text")
        yield PointedList(id="body")
        yield Static(id="status")
        yield Static(id="hints")

    def on_mount(self) -> None:
        self._show(is_here=True)
        self.query_one(PointedList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        chosen = event.option.id or ""
        if chosen == HOME:
            self.action_leave()
        elif chosen == UNDO:
            self.action_undo()
        elif card := line_card(self._imported.preview, chosen):
            self.app.push_screen(card)

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_undo(self) -> None:
        undo(self.app, self._imports, self._undone)

    def _undone(self, outcome: Outcome[LastImport]) -> None:
        if outcome.fault:
            self.app.push_screen(fault_card(outcome.fault))
            return
        if outcome.result:
            self.query_one("#where", Static).update(safe(texts.UNDONE_TITLE))
            self.query_one("#import-text", Static).update(safe(texts.UNDONE))
            self._show(is_here=False)

    def _show(self, *, is_here: bool) -> None:
        """Show what can be done and, unless it was undone, what was imported."""
        lines = (Line(UNDO, texts.UNDO_IT, key="u"), *preview_lines(self._imported.preview)) if is_here else ()
        self.query_one(PointedList).show((Line(HOME, texts.TO_FIRST_PAGE), *lines))
        self.query_one("#hints", Static).update(
            hints(
                ("Enter", "choose", "screen.choose"),
                ("u" if is_here else "", "take it back whole", "screen.undo"),
                ("Esc", "to the first page", "screen.leave"),
            )
        )


def undo(app: App[Any], imports: Imports, on_done: Callable[[Outcome[LastImport]], None]) -> None:
    """Say what was imported last, ask whether to undo it, and undo it.

    `on_done` is called with the outcome, which holds neither a result nor a fault if nothing was undone.
    """

    def undone(outcome: Outcome[LastImport] | None) -> None:
        on_done(outcome or Outcome())

    def asked(answer: str | None) -> None:
        if answer == texts.UNDO:
            app.push_screen(ProgressCard(texts.UNDOING, lambda _: imports.undo(), can_stop=False), undone)
        else:
            on_done(Outcome())

    def known(outcome: Outcome[LastImport | None] | None) -> None:
        if outcome and outcome.result:
            app.push_screen(_card(outcome.result), asked)
        else:
            on_done(Outcome(fault=outcome.fault if outcome and outcome.fault else texts.nothing_to_undo()))

    app.push_screen(ProgressCard(texts.LOOKING, lambda _: imports.last()), known)


def _card(last: LastImport) -> ChoiceCard:
    answers = [Line(answer, label) for answer, label in texts.UNDO_ANSWERS]
    return ChoiceCard(texts.UNDO_QUESTION, (*texts.imported_rounds(last), texts.UNDO_MEANS), answers)
