"""Files are chosen here to be brought together; what came in last is taken back here, and old versions are decided.

What else can be done is found out beside the page, and that makes way for whatever a person asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.merging.importing import LastImport, Preview, deciding
from coreflect.core.texts import importing as sentences
from coreflect.core.texts.words import counted
from coreflect.services.app import Services
from coreflect.tui.cards import fault_card
from coreflect.tui.home.open_file import file_typed
from coreflect.tui.importing.done import ImportedPage, take_back
from coreflect.tui.importing.preview import PreviewPage
from coreflect.tui.importing.work import AtWork, Outcome, Stopped, Stopping
from coreflect.tui.pages import Page
from coreflect.tui.widgets.lists import Line, MarkList
from coreflect.tui.widgets.one_of import Field
from coreflect.tui.widgets.text import hints, said

if TYPE_CHECKING:
    pass

GO_ON, TAKE_BACK, DECIDE = "-go-on", "-take-back", "-decide"
LONGEST_NAME = 1000


class ImportPage(Page[None]):
    """Choose files, then see what is in them; it closes once something was brought in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", show=False),
        Binding("a", "all", show=False),
        Binding("o", "another", show=False),
        Binding("g", "go_on", show=False),
        Binding("u", "take_back", show=False),
        Binding("v", "decide", show=False),
        Binding("escape", "close", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    ImportPage > #about { max-height: 3; margin-bottom: 1; }
    ImportPage.-short > #about { display: none; }
    ImportPage.-short > #bring-other { margin-top: 0; }
    ImportPage > #bring-other { height: auto; padding: 0 2; margin-top: 1; }
    ImportPage > #bring-other > Static { width: auto; margin-right: 1; }
    """

    @dataclass
    class Learned(Message):
        """What else can be done here: taking back what came in last, and deciding on so many versions."""

        last: LastImport | None
        versions: int
        fault: CoreflectError | None = None

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._imports = services.imports
        self._wondering = Stopping()
        self._learned = self.Learned(None, 0)
        self._names: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(said(sentences.TITLE), id="where")
            yield Static(id="kept")
        yield Static(said(sentences.WHAT_THIS_DOES), id="about")
        yield MarkList(id="body")
        with Horizontal(id="bring-other"):
            yield Static(said(sentences.ANOTHER_FILE))
            yield Field("", "bring-typed", LONGEST_NAME)
        yield Static(id="status")
        yield Static(id="hints")

    def on_mount(self) -> None:
        self._list.focus()
        self._begin()

    def on_unmount(self) -> None:
        self._wondering.stop()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        doings = {GO_ON: self.action_go_on, TAKE_BACK: self.action_take_back, DECIDE: self.action_decide}
        chosen = event.option.id or ""
        if chosen in doings:
            doings[chosen]()
        else:
            self._list.turn(chosen)
            self._count()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Put the file that was typed under the others, chosen."""
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
        """Look at what is in the chosen files, a name that was only typed among them."""
        self._take_typed()
        if self._list.marked:
            self._look(self._list.marked)
        else:
            self.say(sentences.CHOOSE_FIRST, urgent=True)

    def action_decide(self) -> None:
        self._look(())

    def action_take_back(self) -> None:
        self._wondering.stop()
        take_back(self.app, self._imports, self._taken_back)

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
        """List the files, and find out beside the page what else can be done."""
        self._wondering = Stopping()
        typed = tuple(file for file in self._list.files if file in self._list.marked)
        self._show((*self._imports.nearby(), *typed))
        self._count()
        self.say("" if self._list.files else sentences.NO_FILES)
        self.run_worker(self._wonder, thread=True)

    def _wonder(self) -> None:
        """In a thread: nothing here touches the screen but by messages."""
        heed = self._wondering.heed
        try:
            versions = len(self._imports.look((), on_progress=heed).conflicts)
            heed()
            learned = self.Learned(self._imports.last(), versions)
        except Stopped:
            return
        except CoreflectError as error:
            learned = self.Learned(None, 0, error)
        self.post_message(learned)

    def _take_typed(self) -> bool:
        field = self.query_one(Field)
        name, field.value = file_typed(field.value), ""
        if name:
            self._list.add(name)
            self._count()
        return bool(name)

    def _look(self, names: tuple[str, ...]) -> None:
        self._wondering.stop()
        self._names = names
        work = AtWork(sentences.LOOKING, lambda on_progress: self._imports.look(names, on_progress=on_progress))
        self.app.push_screen(work, self._looked)

    def _looked(self, outcome: Outcome[Preview] | None) -> None:
        if outcome and outcome.result:
            self.app.push_screen(PreviewPage(self._imports, deciding(self._names, outcome.result)), self._left_preview)
            return
        self._begin()
        if outcome and outcome.fault:
            self.app.push_screen(fault_card(outcome.fault))
        else:
            self.say(sentences.STOPPED)

    def _left_preview(self, brought: Preview | None) -> None:
        if brought is None:
            self._begin()
        else:
            page = ImportedPage(self._services, brought, came_in=bool(self._names))
            self.app.push_screen(page, lambda _: self.dismiss(None))

    def _taken_back(self, outcome: Outcome[LastImport]) -> None:
        if outcome.result:
            self._learned = self.Learned(None, self._learned.versions)
        self._begin()
        if outcome.fault:
            self.app.push_screen(fault_card(outcome.fault))
        elif outcome.result:
            self.say(sentences.TAKEN_BACK)

    def _show(self, files: Sequence[str]) -> None:
        """Show these files, and what else is known to be there to do, which its keys say where the list is long."""
        learned = self._learned
        lines = [Line(GO_ON, sentences.GO_ON_WITH, key="g")]
        if learned.last:
            lines.append(Line(TAKE_BACK, sentences.TAKE_BACK_LAST, sentences.imported_line(learned.last), key="u"))
        if learned.versions:
            many = counted(learned.versions, "record")
            lines.append(Line(DECIDE, sentences.DECIDE_VERSIONS, many, key="v"))
        self._list.show_files(files, lines)
        self.query_one("#hints", Static).update(
            hints(
                ("Space", "choose", "screen.choose"),
                ("a", "all", "screen.all"),
                ("o", "another file", "screen.another"),
                ("g", "look at what is in them", "screen.go_on"),
                ("u" if learned.last else "", "take back", "screen.take_back"),
                ("v" if learned.versions else "", "two versions", "screen.decide"),
                ("Esc", "close", "screen.close"),
            )
        )

    def _count(self) -> None:
        chosen = sentences.chosen_of(len(self._list.marked), len(self._list.files))
        self.query_one("#kept", Static).update(said(chosen))
        self.say("")
