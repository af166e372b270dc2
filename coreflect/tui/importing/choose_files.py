"""The pages at both ends of an import: choosing files, and what the import did; it can be undone from either.

A thread finds out whether there is an import to undo or a version to decide on; it stops once the person chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.merging.importing import Imported, LastImport, Preview, deciding
from coreflect.core.texts import importing as texts
from coreflect.core.texts.words import counted
from coreflect.reporting.look_back_text import Piece
from coreflect.services.app import Services
from coreflect.services.finding import find_file
from coreflect.tui.cards import ChoiceCard, fault_card
from coreflect.tui.frame import Key
from coreflect.tui.importing.preview import PreviewPage, outcome_texts, pieces, preview_lines, rounds_name
from coreflect.tui.importing.work import Outcome, ProgressCard, Stopped, Stopping
from coreflect.tui.pages import Page
from coreflect.tui.widgets.lists import Line, MarkList, Panes, PointedList, keys_of_panes
from coreflect.tui.widgets.one_of import Field
from coreflect.tui.widgets.pictures import Pieces
from coreflect.tui.widgets.text import paragraphs, safe

if TYPE_CHECKING:
    from coreflect.services.imports import Imports

GO_ON, UNDO, DECIDE, HOME = "-go-on", "-undo", "-decide", "-home"
LONGEST_NAME = 1000


class ImportPage(Page[None]):
    """Lists files to choose from, and leads to what is in them; closes once something was imported."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", show=False),
        Binding("a", "all", show=False),
        Binding("o", "another", show=False),
        Binding("g", "go_on", show=False),
        Binding("u", "undo", show=False),
        Binding("v", "decide", show=False),
        Binding("escape", "close", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    ImportPage.-short > #about { display: none; }
    ImportPage.-short > #import-other { margin-top: 0; }
    ImportPage > #import-other { height: auto; padding: 0 2; margin-top: 1; }
    ImportPage > #import-other > Static { width: auto; margin-right: 1; }
    """

    @dataclass
    class Learned(Message):
        """The thread has found the latest import, which can be undone, and how many records are in two versions."""

        last: LastImport | None
        versions: int
        fault: CoreflectError | None = None

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._imports = services.imports
        self._finding_out = Stopping()
        self._learned = self.Learned(None, 0)
        self._names: tuple[str, ...] = ()

    @property
    def where(self) -> tuple[str, ...]:
        return (texts.TITLE,)

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Space", "choose", "screen.choose"),
            ("g", "see what is in them", "screen.go_on"),
            ("a", "all", "screen.all"),
            ("o", "another file", "screen.another"),
            ("u" if self._learned.last else "", "undo the last", "screen.undo"),
            ("v" if self._learned.versions else "", "two versions", "screen.decide"),
            ("Esc", "close", "screen.close"),
        )

    def compose_corner(self) -> ComposeResult:
        yield Static(id="state")

    def compose_content(self) -> ComposeResult:
        yield Static(safe(texts.WHAT_THIS_DOES), id="about")
        yield MarkList(id="body")
        with Horizontal(id="import-other"):
            yield Static(safe(texts.ANOTHER_FILE))
            yield Field("", "import-typed", LONGEST_NAME)

    def on_mount(self) -> None:
        self._list.focus()
        self._begin()

    def on_unmount(self) -> None:
        self._finding_out.stop()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        actions = {GO_ON: self.action_go_on, UNDO: self.action_undo, DECIDE: self.action_decide}
        chosen = event.option.id or ""
        if chosen in actions:
            actions[chosen]()
        else:
            self._list.turn(chosen)
            self._count()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Add the file that was typed to the end of the list, chosen."""
        event.stop()
        if self._take_typed():
            self._list.focus()

    def on_import_page_learned(self, message: Learned) -> None:
        self._learned = message
        self._show(self._list.files)
        if message.fault:
            self.say(str(message.fault), urgent=True)

    def action_choose(self) -> None:
        self._list.action_select()

    def action_all(self) -> None:
        self._list.mark_all()
        self._count()

    def action_another(self) -> None:
        self.query_one(Field).focus()

    def action_go_on(self) -> None:
        """Look into the chosen files, and into the file whose name is still in the field."""
        self._take_typed()
        if self._list.marked:
            self._look(self._list.marked)
        else:
            self.say(texts.CHOOSE_FIRST, urgent=True)

    def action_decide(self) -> None:
        self._look(())

    def action_undo(self) -> None:
        self._finding_out.stop()
        undo(self.app, self._imports, self._undone)

    def action_close(self) -> None:
        """Close the page; from the field, go back to the list first."""
        if self.query_one(Field).has_focus:
            self._list.focus()
        else:
            self.dismiss(None)

    @property
    def _list(self) -> MarkList:
        return self.query_one(MarkList)

    def _begin(self) -> None:
        """List the files, and find out in a thread what else can be done."""
        self._finding_out = Stopping()
        typed = tuple(file for file in self._list.files if file in self._list.marked)
        self._show((*self._imports.nearby(), *typed))
        self._count()
        self.say("" if self._list.files else texts.NO_FILES)
        self.run_worker(self._find_out, thread=True)

    def _find_out(self) -> None:
        """Run in a thread, which reaches the screen through messages alone."""
        check = self._finding_out.check
        try:
            versions = len(self._imports.look((), on_progress=check).conflicts)
            check()
            learned = self.Learned(self._imports.last(), versions)
        except Stopped:
            return
        except CoreflectError as error:
            learned = self.Learned(None, 0, error)
        self.post_message(learned)

    def _take_typed(self) -> bool:
        field = self.query_one(Field)
        name, field.value = find_file(field.value), ""
        if name:
            self._list.add(name)
            self._count()
        return bool(name)

    def _look(self, names: tuple[str, ...]) -> None:
        self._finding_out.stop()
        self._names = names
        work = ProgressCard(texts.LOOKING, lambda on_progress: self._imports.look(names, on_progress=on_progress))
        self.app.push_screen(work, self._looked)

    def _looked(self, outcome: Outcome[Preview] | None) -> None:
        if outcome and outcome.result:
            self.app.push_screen(PreviewPage(self._imports, deciding(self._names, outcome.result)), self._after_preview)
            return
        self._begin()
        if outcome and outcome.fault:
            self.app.push_screen(fault_card(outcome.fault))
        else:
            self.say(texts.STOPPED)

    def _after_preview(self, imported: Imported | None) -> None:
        if imported is None:
            self._begin()
        else:
            page = ImportedPage(self._services.imports, imported, from_files=bool(self._names))
            self.app.push_screen(page, lambda _: self.dismiss(None))

    def _undone(self, outcome: Outcome[LastImport]) -> None:
        if outcome.result:
            self._learned = self.Learned(None, self._learned.versions)
        self._begin()
        if outcome.fault:
            self.app.push_screen(fault_card(outcome.fault))
        elif outcome.result:
            self.say(texts.UNDONE)

    def _show(self, files: Sequence[str]) -> None:
        """Show these files and what else can be done; if the list is long, the key hints name that too."""
        learned = self._learned
        lines = [Line(GO_ON, texts.GO_ON_WITH, key="g")]
        if learned.last:
            lines.append(Line(UNDO, texts.UNDO_LAST, texts.imported_line(learned.last), key="u"))
        if learned.versions:
            many = counted(learned.versions, "record")
            lines.append(Line(DECIDE, texts.DECIDE_VERSIONS, many, key="v"))
        self._list.show_files(files, lines)
        self.show_frame()

    def _count(self) -> None:
        chosen = texts.files_chosen(len(self._list.marked), len(self._list.files))
        self.query_one("#state", Static).update(safe(chosen))
        self.say("")


class ImportedPage(Page[None]):
    """Shows what was imported, by team and reflection; the key u undoes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("u", "undo", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, imports: Imports, imported: Imported, *, from_files: bool) -> None:
        """Takes what the import did, and whether files were imported or only something was decided."""
        super().__init__()
        self._imports = imports
        self._imported = imported
        self._title = texts.done_title(from_files=from_files)
        self._is_here = True

    @property
    def where(self) -> tuple[str, ...]:
        return (self._title,)

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Enter", "choose", "screen.choose"),
            ("u" if self._is_here else "", "undo it", "screen.undo"),
            *keys_of_panes(self),
            ("Esc", "to the first page", "screen.leave"),
        )

    def compose_content(self) -> ComposeResult:
        yield Static(paragraphs(texts.done(self._imported)), id="about")
        with Panes():
            yield PointedList(id="body")

    def on_mount(self) -> None:
        self._show()
        self.query_one(PointedList).focus()

    def on_option_list_option_highlighted(self) -> None:
        self._show_in_hand()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        chosen = event.option.id or ""
        if chosen == HOME:
            self.action_leave()
        elif chosen == UNDO:
            self.action_undo()
        elif explained := outcome_texts(self._imported.preview, chosen):
            self.app.push_screen(ChoiceCard(*explained))

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_undo(self) -> None:
        undo(self.app, self._imports, self._undone)

    def _undone(self, outcome: Outcome[LastImport]) -> None:
        if outcome.fault:
            self.app.push_screen(fault_card(outcome.fault))
            return
        if outcome.result:
            self._title, self._is_here = texts.UNDONE_TITLE, False
            self.query_one("#about", Static).update(safe(texts.UNDONE))
            self._show()

    def _show(self) -> None:
        """Show what can be done and, unless it was undone, what was imported."""
        lines = (Line(UNDO, texts.UNDO_IT, key="u"), *preview_lines(self._imported.preview)) if self._is_here else ()
        self.query_one(PointedList).show((Line(HOME, texts.TO_FIRST_PAGE), *lines))
        self.show_frame()
        self._show_in_hand()

    def _show_in_hand(self) -> None:
        """Show beside the list what the highlighted line means."""
        chosen = self.query_one(PointedList).chosen
        preview = self._imported.preview
        title, sentences = outcome_texts(preview, chosen) or (texts.BY_REFLECTION if self._is_here else "", ())
        rounds = [Piece((rounds_name(one), *texts.round_sentences(one)), headed=True) for one in preview.rounds]
        beside = pieces(sentences) if sentences else Pieces(rounds)
        self.query_one(Panes).show(counted(len(preview.files), "file"), title, beside)


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
