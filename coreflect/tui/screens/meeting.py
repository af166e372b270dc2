"""The page of whoever runs a meeting: it follows by itself how many have finished, and never says who.

Nothing of anybody's answers stands here. A look that fails is passed over, and what was seen last stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import OptionList, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.keeping_until import TAKEN_OUT
from coreflect.core.kept import Turnout
from coreflect.core.model import Action, Round
from coreflect.core.opening import open_with
from coreflect.core.ports import Desk
from coreflect.core.responses import Question, questions
from coreflect.core.results import PublishedRound
from coreflect.core.revealing import came_later, how_many
from coreflect.tui.app import CoreflectApp
from coreflect.tui.meeting_clock import SECONDS_BETWEEN_LOOKS, ClockCorner, MeetingClock
from coreflect.tui.screens import meeting_lines as lines
from coreflect.tui.screens.choice_card import fault_card
from coreflect.tui.widgets.fitting import fit
from coreflect.tui.widgets.page import Page
from coreflect.tui.widgets.pointed_list import PointedList
from coreflect.tui.widgets.text import hints, paragraphs, said

Gives = TypeVar("Gives")


class MeetingPage(Page[str]):
    """One reflection while the room meets. Gives `answer` where people are to answer on this laptop now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("escape,b", "close", show=False),
    ]

    DEFAULT_CSS = """
    MeetingPage > Vertical { height: 1fr; padding: 1 2 0 2; }
    MeetingPage #how-many { text-style: bold; }
    MeetingPage #follows { color: $text-muted; }
    MeetingPage #we-said { margin-top: 1; }
    MeetingPage #doings { margin-top: 1; scrollbar-size-vertical: 1; }
    MeetingPage.-short > Vertical { padding: 0 2; }
    MeetingPage.-tall > Vertical { height: 26; }
    """

    app = getters.app(CoreflectApp)

    def __init__(self, desk: Desk, facts: Round, clock: MeetingClock | None = None) -> None:
        """Takes the desk, the round, and the clock of this session; a new one where there is none."""
        super().__init__()
        self._desk = desk
        self._facts = facts
        self._clock = clock or MeetingClock()
        self._turnout = Turnout(0, 0)
        self._last_time: tuple[Action, ...] = ()
        self._forgotten = False
        self._seen: object = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(said(f"The meeting · {self._facts.team_name} · {self._facts.about}"), id="where")
            yield ClockCorner(self._clock)
        with Vertical():
            yield Static(id="how-many")
            yield Static(id="follows")
            yield Static(id="we-said")
            yield PointedList(id="doings", numbered=True)
        yield Static(
            hints(
                ("Enter", "choose", "screen.choose"),
                ("Esc", "first page", "screen.close"),
                ("?", "help", "app.help"),
            ),
            id="hints",
        )

    def on_mount(self) -> None:
        self.query_one(PointedList).focus()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)
        self.call_after_refresh(self._open_with_last_time)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def on_screen_resume(self) -> None:
        """Look again at everything, since what was open above may have changed it."""
        try:
            self._last_time = open_with(self._desk.workspace, self._facts)
        except (CoreflectError, OSError):
            self._last_time = ()
        self.query_one(ClockCorner).look()
        self._look()
        self._show()

    def look(self) -> None:
        """Look at how many have finished, and whether another terminal has shown the answers; then look with them."""
        if not self.is_active:
            return
        was_running = self._facts.state == "running"
        self._look()
        self._show()
        if was_running and self._facts.state == "revealed":
            self._look_together()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        doing: dict[str, Callable[[], object]] = {
            lines.ANSWER: lambda: self.dismiss(lines.ANSWER),
            lines.PAPER: self._key_in,
            lines.HANDS: self._choose_for_hands,
            lines.SHOW: self._ask_to_reveal,
            lines.LOOK: self._look_together,
            lines.LATER: self._ask_to_count_later,
            lines.LAST_TIME: self._ask_about_last_time,
            lines.ACTIONS: self._open_actions,
            lines.PLAN: self._open_plan,
            lines.CLOSING: self._open_closing,
        }
        doing[event.option.id or ""]()

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_close(self) -> None:
        self.dismiss(None)

    def _look(self) -> None:
        desk = self._desk
        try:
            turnout, facts = desk.results.turnout(self._facts.id), desk.workspace.round(self._facts.id)
            self._forgotten = desk.workspace.is_forgotten(facts.id)
        except (CoreflectError, OSError):
            return
        self._turnout, self._facts = turnout, facts

    def _show(self) -> None:
        seen = (self._turnout, self._facts, self._last_time, self._forgotten)
        if seen == self._seen:
            return
        self._seen = seen
        self._say("#how-many", TAKEN_OUT if self._forgotten else how_many(self._facts, self._turnout))
        self._say("#follows", lines.follows(self._facts, forgotten=self._forgotten))
        we_said = self.query_one("#we-said", Static)
        we_said.update(paragraphs(lines.we_said(self._last_time)))
        we_said.display = bool(self._last_time)
        later = came_later(self._facts, self._turnout) > 0
        now = lines.doings(self._facts, open_with=bool(self._last_time), later=later, forgotten=self._forgotten)
        self.query_one(PointedList).show(now)
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        column = self.query_one(Vertical)
        fit(self.query_one(PointedList), column, column.outer_size.height)

    def _say(self, place: str, text: str) -> None:
        where = self.query_one(place, Static)
        where.update(said(text))
        where.display = bool(text)

    def _ask_to_reveal(self) -> None:
        from coreflect.tui.screens.reveal import SHOWN, RevealCard

        self._look()
        card = RevealCard(self._desk, self._facts, self._turnout)

        def answered(answer: str | None) -> None:
            if answer == SHOWN:
                self._look()
                self._look_together(card.published)

        self.app.push_screen(card, answered)

    def _ask_to_count_later(self) -> None:
        from coreflect.tui.screens.reveal import SHOWN, LaterCard

        def answered(answer: str | None) -> None:
            if answer == SHOWN:
                self._look_together()

        self._look()
        self.app.push_screen(LaterCard(self._desk, self._facts, came_later(self._facts, self._turnout)), answered)

    def _look_together(self, published: PublishedRound | None = None) -> None:
        from coreflect.tui.screens.results import ResultsPage

        self.app.push_screen(ResultsPage(self._desk, self._facts, published, self._clock))

    def _key_in(self) -> None:
        from coreflect.tui.screens.keying import KeyingPage

        self._open(lambda: KeyingPage(self._desk, self._facts))

    def _choose_for_hands(self) -> None:
        from coreflect.tui.screens.which_question import WhichQuestionPage

        def page() -> WhichQuestionPage:
            return WhichQuestionPage(questions(self._facts, self._desk.workspace.banks(self._facts.id)))

        self._open(page, self._count_hands)

    def _count_hands(self, question: Question | None) -> None:
        from coreflect.tui.screens.hands import HandsPage

        if question is not None:
            self._open(lambda: HandsPage(self._desk, self._facts, question))

    def _ask_about_last_time(self) -> None:
        from coreflect.tui.screens.actions_opening import ActionsOpening

        self._open(lambda: ActionsOpening(self._desk, self._facts))

    def _open_with_last_time(self) -> None:
        """Before anybody has begun, a reflection opens with what was said last time."""
        if self._last_time and not self._turnout.begun and not self._forgotten and self.is_active:
            self._ask_about_last_time()

    def _open_actions(self) -> None:
        from coreflect.tui.screens.actions import ActionsPage

        self._open(lambda: ActionsPage(self._desk, self._facts.team))

    def _open_plan(self) -> None:
        from coreflect.tui.screens.meeting_plan import MeetingPlanPage

        self._open(lambda: MeetingPlanPage(self._clock))

    def _open_closing(self) -> None:
        from coreflect.tui.screens.closing import ClosingPage

        self._open(lambda: ClosingPage(self._desk, self._facts))

    def _open(self, page: Callable[[], Screen[Gives]], then: Callable[[Gives | None], None] | None = None) -> None:
        """Open a page, or say why what it needs cannot be read."""
        try:
            self.app.push_screen(page(), then)
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))
