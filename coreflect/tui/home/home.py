"""The home page: the reflections in progress, a field for two words, and what else can be done.

The other pages are loaded when they are opened, so that this page comes at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.texts import home as texts
from coreflect.core.texts.home import WHAT_THIS_IS, passed_over, reflections_here, what_is_kept
from coreflect.core.texts.words import spoken_date
from coreflect.services.app import Services
from coreflect.services.reflections import HomeList, ListedReflection, home_list, next_step
from coreflect.services.sitting import sitting_of, words_not_found
from coreflect.tui.cards import ChoiceCard, fault_card
from coreflect.tui.frame import Key
from coreflect.tui.pages import OpenAnswering, OpenLookBack, OpenMeeting, Page, drafts_of
from coreflect.tui.widgets.lists import Line, Panes, PointedList
from coreflect.tui.widgets.text import Lines, fit, paragraphs, safe

if TYPE_CHECKING:
    from coreflect.core.reflections.set_up import Typed


SET_UP, OPEN, IMPORT, LOOK_BACK, READ, COLOURS = "-set-up", "-open", "-import", "-look-back", "-read", "-colours"
"""Ids of the actions in the list; they begin with a hyphen, so that they cannot be a round's id."""
ACTIONS = {
    **{SET_UP: "set_up", OPEN: "open", IMPORT: "import_files", LOOK_BACK: "look_back", READ: "read"},
    COLOURS: "app.colours",
}
"""The Textual action that each of them runs."""


DOINGS = (
    Line(SET_UP, texts.SET_UP, key="n"),
    Line(OPEN, texts.OPEN_INVITATION, key="o"),
    Line(IMPORT, texts.BRING_FILES, key="i"),
    Line(LOOK_BACK, texts.LOOK_BACK, key="l"),
    Line(READ, texts.READ_QUESTIONS, key="v"),
    Line(COLOURS, texts.CHOOSE_COLOURS, key="F3"),
)


class HomePage(Page[None]):
    """Lists the reflections and what can be done. It shows nobody's answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("m", "more", show=False),
        Binding("t", "meeting", show=False),
        Binding("w", "words", show=False),
        Binding("n", "set_up", show=False),
        Binding("o", "open", show=False),
        Binding("i", "import_files", show=False),
        Binding("l", "look_back", show=False),
        Binding("v", "read", show=False),
        Binding("f", "faults", show=False),
        Binding("escape,up,down", "leave_field", show=False),
    ]

    DEFAULT_CSS = """
    HomePage #home-what { color: $text-muted; margin-bottom: 1; }
    HomePage #home-heading { text-style: bold; margin-bottom: 1; }
    HomePage.-wide Panes.-filled #home-heading { height: 0; margin: 0; }
    HomePage #home-words { height: auto; margin-top: 1; }
    HomePage #home-words > Static { width: auto; margin-right: 2; }
    HomePage #home-words > Input { width: 1fr; max-width: 40; }
    HomePage #home-due { margin-top: 1; }
    HomePage #home-faults { color: $text-warning; margin-top: 1; max-height: 3; }
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._list = HomeList()
        self._faults: tuple[str, ...] = ()
        self._beside: ListedReflection | None = None
        self._hinted = (False, True, texts.CHOOSE)

    @property
    def where(self) -> tuple[str, ...]:
        return (texts.PROGRAM,)

    @property
    def keys(self) -> tuple[Key, ...]:
        return home_keys(*self._hinted)

    def compose_content(self) -> ComposeResult:
        with Panes(), Vertical(id="body"):
            yield Static(id="home-what")
            yield Static(id="home-heading")
            yield PointedList(id="home-list")
            with Horizontal(id="home-words"):
                yield Static(texts.YOUR_RETURN_WORDS)
                yield Input(placeholder=texts.TYPE_RETURN_WORDS, compact=True, max_length=80)
            yield Static(id="home-due")
            yield Static(id="home-faults")

    def on_mount(self) -> None:
        self.query_one("#beside").can_focus = False
        self.query_one(PointedList).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)
        self.call_after_refresh(self._show_beside)

    def on_screen_resume(self) -> None:
        self.refresh_list()

    def refresh_list(self) -> None:
        """Read again what is in progress, from the reflections and the names of files, without opening an answer."""
        try:
            self._list = home_list(self._services)
            self._faults = self._list.faults
        except CoreflectError as error:
            self._faults = (str(error),)
        reflections = self._list.reflections
        self._say("#home-what", what_is_kept(self._services.workspace.place()) if reflections else WHAT_THIS_IS)
        self._say("#home-heading", reflections_here(len(reflections), self._list.unfinished))
        self.say("")
        self._say("#home-faults", passed_over(self._faults))
        self._say("#home-due", self._list.due_line(texts.PRESS_M))
        self.query_one(PointedList).show(home_lines(reflections))
        self.query_one("#home-words").display = bool(reflections)
        self._beside = None
        self.call_after_refresh(self._show_beside)
        # What has just come onto the page has its height once it is laid out, a refresh later.
        self.call_after_refresh(self.call_after_refresh, self._fit)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        chosen = event.option.id or ""
        if chosen in ACTIONS:
            await self.run_action(ACTIONS[chosen])
        elif listed := self._listed(chosen):
            self._do(next_step(listed, self._services.clock.today()), listed.reflection)

    def on_option_list_option_highlighted(self) -> None:
        self._fit()
        self._show_beside()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look for what two words open; they stay to be mended where that is nothing, until the field is left."""
        words = event.value.strip()
        if not words:
            return
        try:
            sitting = sitting_of(self._services, words)
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))
            return
        if sitting is None:
            self.say(words_not_found(words))
            return
        self.action_leave_field()
        self.post_message(OpenAnswering(sitting.reflection, sitting))

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Empty the field, and what was said about it, since the room may see them; not for another window."""
        if self.app.app_focus:
            event.input.value = ""
            self.say("")

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_words(self) -> None:
        if self._list.reflections:
            self.query_one(Input).focus()

    def action_leave_field(self) -> None:
        self.query_one(PointedList).focus()

    def action_more(self) -> None:
        """Show the highlighted reflection, and what can be done with it."""
        if reflection := self._selected_reflection():
            self._show_card(reflection)

    def action_meeting(self) -> None:
        """Open the meeting of the highlighted reflection."""
        if reflection := self._selected_reflection():
            self._do("meeting", reflection)

    def action_set_up(self) -> None:
        """Set up a reflection; on one that was looked at together, the team's next one."""
        listed = self._listed(self.query_one(PointedList).chosen)
        is_old = listed is not None and listed.reflection.state == "revealed"
        self.set_up(listed.reflection if listed and is_old else None)

    def action_open(self) -> None:
        from coreflect.tui.home.open_file import InvitationCard

        self.app.push_screen(InvitationCard(self._services), self._after_opening)

    def action_import_files(self) -> None:
        from coreflect.tui.importing.choose_files import ImportPage

        self.app.push_screen(ImportPage(self._services))

    def action_look_back(self) -> None:
        """Show the reflections of a team side by side."""
        self.post_message(OpenLookBack())

    def action_read(self) -> None:
        from coreflect.tui.home.open_file import ReadQuestionsPage

        self.app.push_screen(ReadQuestionsPage(self._services.shelf.banks()))

    def action_leave(self) -> None:
        self.app.exit()

    def action_faults(self) -> None:
        if self._faults:
            self.app.push_screen(ChoiceCard(texts.PASSED_OVER_TITLE, (*self._faults, texts.PASSED_OVER_HELP)))

    def _listed(self, round_id: str) -> ListedReflection | None:
        return next((listed for listed in self._list.reflections if listed.reflection.id == round_id), None)

    def _selected_reflection(self) -> Reflection | None:
        """Return the highlighted reflection, or the only one; if there is neither, ask the person to highlight one."""
        listed = self._listed(self.query_one(PointedList).chosen)
        if listed is None and len(self._list.reflections) == 1:
            listed = self._list.reflections[0]
        if listed is None and self._list.reflections:
            self.say(texts.POINT_AT)
        return listed.reflection if listed else None

    def _show_card(self, reflection: Reflection, *, is_new: bool = False) -> None:
        from coreflect.tui.home.reflection_card import ReflectionCard

        def chosen(what: str | None) -> None:
            if what:
                self._do(what, reflection)

        self.refresh_list()
        self.query_one(PointedList).point(reflection.id)
        self.app.push_screen(ReflectionCard(self._services, reflection, is_new=is_new), chosen)

    def _do(self, what: str, reflection: Reflection) -> None:
        """Do what comes next for a reflection, or what was chosen on its card."""
        if what == "answer":
            self.post_message(OpenAnswering(reflection))
        elif what == "meeting":
            self.post_message(OpenMeeting(reflection))
        elif what == "look-back":
            self.post_message(OpenLookBack(reflection.team))
        elif what == "next":
            self.set_up(reflection)
        elif what == "delete":
            self.call_after_refresh(self.say, texts.DELETED)
        else:
            self._show_card(self._services.workspace.round(reflection.id))

    def set_up(self, after: Reflection | None = None) -> None:
        """Set up a reflection, or the next one after this; what was typed and not saved stands there again."""
        from coreflect.tui.home.set_up import SetUpPage

        drafts, key = drafts_of(self.app), f"set-up {after.id if after else ''}"

        def closed(result: Typed | Reflection | None) -> None:
            if isinstance(result, Reflection):
                drafts.pop(key, None)
                self._show_card(result, is_new=True)
            elif result is not None:
                drafts[key] = result

        self.app.push_screen(SetUpPage(self._services, drafts.get(key), after=after), closed)

    def _after_opening(self, reflection: Reflection | None) -> None:
        if reflection is not None:
            self._show_card(reflection)

    def _show_beside(self) -> None:
        """Read the reflection that was highlighted last back beside the list, where there is room."""
        listed = self._listed(self.query_one(PointedList).chosen)
        if listed is None or listed is self._beside or not self.has_class("-wide"):
            return
        from coreflect.tui.home.reflection_card import read_back_lines  # as the card, and in a wide window alone

        reflection, self._beside = listed.reflection, listed
        forgotten = self._services.workspace.is_forgotten(reflection.id)
        lines = read_back_lines(self._services, reflection, forgotten=forgotten)
        title = f"{reflection.team_name} · {reflection.about}"
        heading = reflections_here(len(self._list.reflections), self._list.unfinished)
        self.query_one(Panes).show(heading, title, lines if isinstance(lines, Lines) else paragraphs(lines))

    def _fit(self) -> None:
        column = self.query_one(Vertical)
        fits = fit(self.query_one(PointedList), column, column.outer_size.height)
        listed = self._listed(self.query_one(PointedList).chosen)
        enter = texts.NEXT_STEPS[next_step(listed, self._services.clock.today())] if listed else texts.CHOOSE
        shown = (bool(self._list.reflections), fits, enter)
        if shown != self._hinted:
            self._hinted = shown
            self.show_frame()
            self.call_after_refresh(self._fit)

    def _say(self, place: str, text: str) -> None:
        where = self.query_one(place, Static)
        where.update(safe(text))
        where.display = bool(text)
        self.call_after_refresh(self._fit)


def home_lines(reflections: Sequence[ListedReflection]) -> tuple[Line | None, ...]:
    """List the lines of the home page: each reflection, those still running first, a gap, and what else can be done."""
    if not reflections:
        return DOINGS
    running = [listed for listed in reflections if listed.reflection.state == "running"]
    looked_at = [listed for listed in reflections if listed.reflection.state != "running"]
    return (*map(reflection_line, (*running, *looked_at)), None, *DOINGS)


def reflection_line(listed: ListedReflection) -> Line:
    """Make the line of a reflection, with its date, its turnout and when the team's next one is due."""
    reflection = listed.reflection
    details = (
        spoken_date(reflection.date),
        listed.how_many_here,
        texts.LOOKED_AT_TOGETHER if reflection.state == "revealed" else "",
        listed.next_line,
    )
    detail = " · ".join(text for text in details if text)
    return Line(reflection.id, f"{reflection.team_name} · {reflection.about}", detail)


def home_keys(some: bool, fits: bool, enter: str) -> tuple[Key, ...]:
    """Name what Enter does with the highlighted line, what can be done with a reflection, and then the rest.

    `fits`: the whole list is in view, so that its actions need not be named here.
    """
    return (
        ("Enter", enter, "screen.choose"),
        ("m" if some else "", "more", "screen.more"),
        ("t" if some and enter != texts.NEXT_STEPS["meeting"] else "", "the meeting", "screen.meeting"),
        ("w" if some else "", "my words", "screen.words"),
        ("" if fits else "n", "set up", "screen.set_up"),
        ("" if fits else "o", "open", "screen.open"),
        ("q", "leave", "screen.leave"),
    )
