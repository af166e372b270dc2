"""The page of whoever runs a meeting: it follows by itself how many have finished, and never says who.

Nothing of anybody's answers stands here. A look that fails is passed over, and what was seen last stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import OptionList, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.meeting.revealing import came_later, how_many
from coreflect.core.meeting.steps import doings as what_can_be_done
from coreflect.core.model import Action, Reflection
from coreflect.core.reflections.responses import Question, questions
from coreflect.core.results import PublishedRound
from coreflect.core.texts import meeting as sentences
from coreflect.core.texts.home import TAKEN_OUT, WHAT_STAYS
from coreflect.core.workspace import Turnout
from coreflect.services.app import Services
from coreflect.services.meeting import open_with
from coreflect.tui.cards import fault_card
from coreflect.tui.meeting.plan import SECONDS_BETWEEN_LOOKS, ClockCorner, MeetingClock
from coreflect.tui.pages import Page
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.text import fit, hints, paragraphs, said

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

    def __init__(self, services: Services, reflection: Reflection, clock: MeetingClock | None = None) -> None:
        """Takes the desk, the round, and the clock of this session; a new one where there is none."""
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._clock = clock or MeetingClock()
        self._turnout = Turnout(0, 0)
        self._last_time: tuple[Action, ...] = ()
        self._forgotten = False
        self._seen: object = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(said(f"The meeting · {self._reflection.team_name} · {self._reflection.about}"), id="where")
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
            self._last_time = open_with(self._services.workspace, self._reflection)
        except (CoreflectError, OSError):
            self._last_time = ()
        self.query_one(ClockCorner).look()
        self._look()
        self._show()

    def look(self) -> None:
        """Look at how many have finished, and whether another terminal has shown the answers; then look with them."""
        if not self.is_active:
            return
        was_running = self._reflection.state == "running"
        self._look()
        self._show()
        if was_running and self._reflection.state == "revealed":
            self._look_together()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        doing: dict[str, Callable[[], object]] = {
            ANSWER: lambda: self.dismiss(ANSWER),
            PAPER: self._key_in,
            HANDS: self._choose_for_hands,
            SHOW: self._ask_to_reveal,
            LOOK: self._look_together,
            LATER: self._ask_to_count_later,
            LAST_TIME: self._ask_about_last_time,
            ACTIONS: self._open_actions,
            PLAN: self._open_plan,
            CLOSING: self._open_closing,
        }
        doing[event.option.id or ""]()

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_close(self) -> None:
        self.dismiss(None)

    def _look(self) -> None:
        services = self._services
        try:
            turnout, reflection = (
                services.results.turnout(self._reflection.id),
                services.workspace.round(self._reflection.id),
            )
            self._forgotten = services.workspace.is_forgotten(reflection.id)
        except (CoreflectError, OSError):
            return
        self._turnout, self._reflection = turnout, reflection

    def _show(self) -> None:
        seen = (self._turnout, self._reflection, self._last_time, self._forgotten)
        if seen == self._seen:
            return
        self._seen = seen
        self._say("#how-many", TAKEN_OUT if self._forgotten else how_many(self._reflection, self._turnout))
        self._say("#follows", follows(self._reflection, forgotten=self._forgotten))
        last_time = self.query_one("#we-said", Static)
        last_time.update(paragraphs(we_said(self._last_time)))
        last_time.display = bool(self._last_time)
        later = came_later(self._reflection, self._turnout) > 0
        now = doings(self._reflection, open_with=bool(self._last_time), later=later, forgotten=self._forgotten)
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
        from coreflect.tui.meeting.reveal import SHOWN, RevealCard

        self._look()
        card = RevealCard(self._services, self._reflection, self._turnout)

        def answered(answer: str | None) -> None:
            if answer == SHOWN:
                self._look()
                self._look_together(card.published)

        self.app.push_screen(card, answered)

    def _ask_to_count_later(self) -> None:
        from coreflect.tui.meeting.reveal import SHOWN, LaterCard

        def answered(answer: str | None) -> None:
            if answer == SHOWN:
                self._look_together()

        self._look()
        self.app.push_screen(
            LaterCard(self._services, self._reflection, came_later(self._reflection, self._turnout)), answered
        )

    def _look_together(self, published: PublishedRound | None = None) -> None:
        from coreflect.tui.meeting.results import ResultsPage

        self.app.push_screen(ResultsPage(self._services, self._reflection, published, self._clock))

    def _key_in(self) -> None:
        from coreflect.tui.paper.keying import KeyingPage

        self._open(lambda: KeyingPage(self._services, self._reflection))

    def _choose_for_hands(self) -> None:
        from coreflect.tui.meeting.show_of_hands import WhichQuestionPage

        def page() -> WhichQuestionPage:
            return WhichQuestionPage(questions(self._reflection, self._services.workspace.banks(self._reflection.id)))

        self._open(page, self._count_hands)

    def _count_hands(self, question: Question | None) -> None:
        from coreflect.tui.meeting.show_of_hands import HandsPage

        if question is not None:
            self._open(lambda: HandsPage(self._services, self._reflection, question))

    def _ask_about_last_time(self) -> None:
        from coreflect.tui.meeting.last_time import ActionsOpening

        self._open(lambda: ActionsOpening(self._services, self._reflection))

    def _open_with_last_time(self) -> None:
        """Before anybody has begun, a reflection opens with what was said last time."""
        if self._last_time and not self._turnout.begun and not self._forgotten and self.is_active:
            self._ask_about_last_time()

    def _open_actions(self) -> None:
        from coreflect.tui.meeting.actions import ActionsPage

        self._open(lambda: ActionsPage(self._services, self._reflection.team))

    def _open_plan(self) -> None:
        from coreflect.tui.meeting.plan import MeetingPlanPage

        self._open(lambda: MeetingPlanPage(self._clock))

    def _open_closing(self) -> None:
        from coreflect.tui.meeting.closing import ClosingPage

        self._open(lambda: ClosingPage(self._services, self._reflection))

    def _open(self, page: Callable[[], Screen[Gives]], then: Callable[[Gives | None], None] | None = None) -> None:
        """Open a page, or say why what it needs cannot be read."""
        try:
            self.app.push_screen(page(), then)
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))


ANSWER, PAPER, HANDS, SHOW, LOOK, LATER, LAST_TIME, ACTIONS, PLAN, CLOSING = (
    *("answer", "paper", "hands", "show", "look", "later"),
    *("last-time", "actions", "plan", "closing"),
)
MOST_ACTIONS = 3


def follows(reflection: Reflection, *, forgotten: bool = False) -> str:
    """What the line on how many does by itself; where all answers were taken out, what is kept."""
    if forgotten:
        return WHAT_STAYS
    if reflection.state == "revealed":
        return ""
    return "This line follows by itself. It never says who."


def doings(
    reflection: Reflection, *, open_with: bool, later: bool = False, forgotten: bool = False
) -> tuple[Line, ...]:
    """What can be done now, in the order of a meeting.

    `open_with` is whether it opens with actions of last time; `later` whether some came after the answers were shown;
    `forgotten` whether all answers were taken out.
    """
    found = what_can_be_done(reflection, last_time=open_with, later=later, forgotten=forgotten)
    return tuple(Line(name, words) for name, words in found)


def we_said(open_actions: Sequence[Action]) -> tuple[str, ...]:
    """What was said last time and nobody has said yes to yet: the first few, and how many more."""
    said = [sentences.we_said(action) for action in open_actions[:MOST_ACTIONS]]
    if len(open_actions) > MOST_ACTIONS:
        said.append(f"And {len(open_actions) - MOST_ACTIONS:,} more.")
    return tuple(said)
