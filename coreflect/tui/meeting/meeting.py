"""Shows the meeting of a reflection: how many have finished, never who, and what can be done now.

The page looks again by itself at what other terminals have done. If a look fails, it still shows what it saw last.
Before answers are shown, a person first reads what that means; if somebody begins or finishes meanwhile, it asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, ClassVar, TypeVar

from textual import work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Action, Reflection
from coreflect.core.reflections.responses import Question, Turnout, questions
from coreflect.core.results import PublishedRound
from coreflect.core.texts import actions as action_texts
from coreflect.core.texts import controls
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.home import TAKEN_OUT, WHAT_STAYS
from coreflect.core.texts.phones import STILL_SERVED, joined_and_finished
from coreflect.services.app import Services
from coreflect.services.meeting import (
    STEP_KEYS,
    MeetingState,
    RevealQuestion,
    ask_to_reveal,
    count_later,
    look_at_meeting,
    plan_of,
    reveal,
)
from coreflect.services.revealing import TurnoutChanged
from coreflect.tui.cards import CLOSE, ChoiceCard, fault_card
from coreflect.tui.frame import Bar, Key, team_and_about
from coreflect.tui.meeting.actions import ActionsPage
from coreflect.tui.meeting.closing import ClosedCard, ClosingPage
from coreflect.tui.meeting.last_time import LastTimePage
from coreflect.tui.meeting.phones import PhonesPage, StartPhonesPage
from coreflect.tui.meeting.plan import SECONDS_BETWEEN_LOOKS, ClockCorner, MeetingClock, MeetingPlanPage, plan_lines
from coreflect.tui.meeting.result_item import strip_lines
from coreflect.tui.meeting.results import ResultsPage
from coreflect.tui.meeting.show_of_hands import ShowOfHandsPage, WhichQuestionPage
from coreflect.tui.pages import RoomPage
from coreflect.tui.paper.keying import KeyingPage
from coreflect.tui.widgets.lists import Line, Panes, PointedList, keys_of_panes
from coreflect.tui.widgets.text import Stacked, fit, paragraphs, safe
from coreflect.web.served import stop

Gives = TypeVar("Gives")

ANSWER = "answer"
MOST_ACTIONS = 3


class MeetingPage(RoomPage[str]):
    """Shows one reflection while the room meets. Gives `answer` if people are to answer on this laptop now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("escape,b", "close", show=False),
        Binding("j", "join", show=False),
    ]

    DEFAULT_CSS = """
    MeetingPage #how-many { text-style: bold; }
    MeetingPage #follows { color: $text-muted; }
    MeetingPage #agreed { margin-top: 1; }
    MeetingPage #doings { margin-top: 1; }
    """

    def __init__(
        self, services: Services, reflection: Reflection, clock: MeetingClock | None = None, *, phones: bool = False
    ) -> None:
        """Takes the reflection, and the clock of this session, or None to start one; `phones` opens how they join."""
        super().__init__()
        self._opens_phones = phones
        self._services = services
        self._state = MeetingState(reflection, Turnout(0, 0))
        self.clock = clock or MeetingClock()
        self._shown: tuple[MeetingState, bool, bool] | None = None
        self._plan: Sequence[tuple[int, str]] = ()
        self._beside: tuple[object, ...] = ()
        self._has_looked = False
        self._came_next = ""

    @property
    def _reflection(self) -> Reflection:
        return self._state.reflection

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), texts.MEETING)

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Enter", "choose", "screen.choose"), *keys_of_panes(self), ("Esc", "first page", "screen.close")

    def compose_corner(self) -> ComposeResult:
        yield ClockCorner(self.clock)

    def compose_content(self) -> ComposeResult:
        with Panes(), Vertical(id="body"):
            yield Static(id="how-many")
            yield Static(id="how-far")
            yield Static(id="on-phones")
            yield Static(id="follows")
            yield Static(id="agreed")
            yield PointedList(id="doings", numbered=True)

    def on_mount(self) -> None:
        self.query_one(PointedList).focus()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)
        self.call_after_refresh(self.open_phones if self._opens_phones else self._open_with_last_time)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)
        self.call_after_refresh(self._fit)

    def on_screen_resume(self) -> None:
        """Look again at everything, because the page that was open above may have changed it."""
        self.query_one(ClockCorner).look()
        self._look(everything=True)
        self._show()

    def look(self) -> None:
        """Look at how many have finished; if another terminal has shown the answers, open the results."""
        if not self.is_active:
            return
        was_revealed = self._state.is_revealed
        self._look()
        self._show()
        if self._state.is_revealed and not was_revealed:
            self._look_together()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        doing: dict[str, Callable[[], object]] = {
            "answer": lambda: self.dismiss(ANSWER),
            "paper": self._key_in,
            "phones": self.open_phones,
            "hands": self._choose_question,
            "show": self._ask_to_reveal,
            "look": self._look_together,
            "later": self._ask_to_count_later,
            "last-time": self._ask_about_last_time,
            "actions": self._open_actions,
            "plan": self._open_plan,
            "closing": self._open_closing,
        }
        doing[event.option.id or ""]()

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    @property
    def room(self) -> tuple[Services, str]:
        return self._services, self._reflection.team

    def refresh_page(self) -> None:
        self.on_screen_resume()

    def action_join(self) -> None:
        """Let people answer on their phones, where that can be chosen now."""
        if not any(name == "phones" for name, _ in self._state.available_steps):
            raise SkipAction
        self.query_one(PointedList).point("phones")
        self.open_phones()

    def action_close(self) -> None:
        if self._services.phones_in(self._reflection):
            self.app.notify(STILL_SERVED, markup=False)
        self.dismiss(None)

    def open_phones(self) -> None:
        """Show how phones join; where none are served yet, ask what is needed first."""

        def started(is_served: bool | None) -> None:
            if is_served:
                self.open_phones()

        if self._services.phones_in(self._reflection):
            self.app.push_screen(PhonesPage(self._services, self._reflection))
        else:
            self._open(lambda: StartPhonesPage(self._services, self._reflection), started)

    def _look(self, *, everything: bool = False) -> None:
        """Read the state of the meeting, with `everything` also last time's actions; ignore a look that fails.

        Before the first that did not, nothing is known, and the reason is said.
        """
        last_time = None if everything else self._state.last_time
        try:
            self._state = look_at_meeting(self._services, self._reflection, last_time)
        except (CoreflectError, OSError) as error:
            if not self._has_looked:
                self.say(str(error), urgent=True)
            return
        if everything:
            with suppress(CoreflectError):
                self._plan = plan_of(self._services, self._reflection)
        if not self._has_looked:
            self._has_looked = True
            self.say("")

    def _show(self) -> None:
        state, is_wide, is_tall = self._state, self.has_class("-wide"), self.has_class("-tall")
        if not self._has_looked:
            return
        self._show_beside()
        if (state, is_wide, is_tall) == self._shown:
            return
        self._shown = state, is_wide, is_tall
        how_many = texts.how_many_finished(state.reflection, state.turnout, state.came_later)
        self._say("#how-many", TAKEN_OUT if state.is_forgotten else how_many)
        far = self.query_one("#how-far", Static)
        far.display = is_waited_for(state) and not is_wide
        far.update(how_far(state.reflection, state.turnout))
        self._say("#on-phones", joined_and_finished(*state.on_phones) if state.on_phones else "")
        self._say("#follows", follows(state))
        last_time = self.query_one("#agreed", Static)
        last_time.update(paragraphs(we_said(state.last_time)))
        last_time.display = bool(state.last_time)
        steps = self.query_one(PointedList)
        steps.space(is_wide and is_tall)
        steps.show([Line(name, words, key=STEP_KEYS[name]) for name, words in state.available_steps])
        if state.comes_next != self._came_next:
            self._came_next = state.comes_next
            steps.point(state.comes_next)
        self.call_after_refresh(self._fit)

    def _show_beside(self) -> None:
        """Show in a wide window the plan of the meeting beside what can be done, and how far the room is, large."""
        if not self.has_class("-wide") or not self._plan:
            return
        state, clock, large = self._state, self.clock, far_lines(self)
        begun, now = clock.begun if clock.is_on else None, clock.now()
        beside = (state, begun, begun and f"{now:%H:%M}", large)
        if beside == self._beside:
            return
        self._beside = beside
        far = (how_far(state.reflection, state.turnout, large),) if is_waited_for(state) else ()
        parts = (plan_lines(self._plan, begun, now), Content.styled(texts.ABOUT_PLAN, "$text-muted"), *far)
        self.query_one(Panes).show(texts.WHAT_COMES_NEXT, texts.PLAN_TITLE, Stacked(parts))
        self.show_frame()

    def _fit(self) -> None:
        column = self.query_one(Vertical)
        fit(self.query_one(PointedList), column, column.outer_size.height)

    def _say(self, place: str, text: str) -> None:
        where = self.query_one(place, Static)
        where.update(safe(text))
        where.display = bool(text)

    def _ask_to_reveal(self) -> None:
        def answered(answer: str | None) -> None:
            if answer == SHOWN:
                self._look()
                self._look_together(card.published)

        self._look()
        card = RevealCard(self._services, ask_to_reveal(self._services, self._reflection, self._state.turnout))
        self.app.push_screen(card, answered)

    def _ask_to_count_later(self) -> None:
        def answered(answer: str | None) -> None:
            if answer == SHOWN:
                self._look_together()

        self._look()
        self.app.push_screen(CountLaterCard(self._services, self._state), answered)

    def _look_together(self, published: PublishedRound | None = None) -> None:
        self.app.push_screen(ResultsPage(self._services, self._reflection, published, self.clock))

    def _key_in(self) -> None:
        self._open(lambda: KeyingPage(self._services, self._reflection))

    def _choose_question(self) -> None:
        def page() -> WhichQuestionPage:
            return WhichQuestionPage(questions(self._reflection, self._services.workspace.banks(self._reflection.id)))

        self._open(page, self._show_of_hands)

    def _show_of_hands(self, question: Question | None) -> None:
        if question is not None:
            self._open(lambda: ShowOfHandsPage(self._services, self._reflection, question))

    def _ask_about_last_time(self) -> None:
        self._open(lambda: LastTimePage(self._services, self._reflection))

    def _open_with_last_time(self) -> None:
        """Ask about last time's actions if nobody has begun yet."""
        state = self._state
        if state.last_time and not state.turnout.begun and not state.is_forgotten and self.is_active:
            self._ask_about_last_time()

    def _open_actions(self) -> None:
        self._open(lambda: ActionsPage(self._services, self._reflection.team))

    def _open_plan(self) -> None:
        self._open(lambda: MeetingPlanPage(self.clock, plan_of(self._services, self._reflection)))

    def _open_closing(self) -> None:
        def closed(is_saved: bool | None) -> None:
            if is_saved:
                if self._services.phones_in(self._reflection):
                    stop(self._services)
                self.app.push_screen(ClosedCard(self._services, self._services.workspace.round(self._reflection.id)))

        self._open(lambda: ClosingPage(self._services, self._reflection), closed)

    def _open(self, page: Callable[[], Screen[Gives]], then: Callable[[Gives | None], None] | None = None) -> None:
        """Open a page, or show why it cannot be opened."""
        try:
            self.app.push_screen(page(), then)
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))


def how_far(reflection: Reflection, turnout: Turnout, lines: int = 1) -> Bar:
    """Draw how many have finished of those whom the room waits for."""
    return Bar(turnout.finished, texts.people_expected(reflection, turnout), lines=lines)


def far_lines(page: Screen[Any]) -> int:
    """Say how many lines the bar of a room takes on this page, to be seen from afar."""
    return max(strip_lines(page) - 2, 1)


def is_waited_for(state: MeetingState) -> bool:
    """Whether the room waits for people who answer."""
    return bool(state.turnout.begun) and not state.is_revealed and not state.is_forgotten


def follows(state: MeetingState) -> str:
    """Say that the number of people is updated by itself; if all answers were taken out, say what is kept."""
    if state.is_forgotten:
        return WHAT_STAYS
    return "" if state.is_revealed else texts.LINE_FOLLOWS


def we_said(open_actions: Sequence[Action]) -> tuple[str, ...]:
    """List the first few actions of last time that nobody has confirmed yet, and say how many more there are."""
    lines = [action_texts.we_said(action) for action in open_actions[:MOST_ACTIONS]]
    if len(open_actions) > MOST_ACTIONS:
        lines.append(action_texts.more_actions(len(open_actions) - MOST_ACTIONS))
    return tuple(lines)


SHOW, SHOWN = "show", "shown"


class RevealCard(ChoiceCard):
    """Asks before the answers are shown. Gives `shown` once they are, otherwise an empty text.

    Afterwards `published` holds what may be shown.
    """

    def __init__(self, services: Services, question: RevealQuestion) -> None:
        self.published: PublishedRound | None = None
        self._services = services
        self._question = question
        super().__init__(question.title, question.lines, _choices(question.choices))

    def compose_under_title(self) -> ComposeResult:
        yield Static(id="how-far")

    def on_resize(self) -> None:
        """Draw how far the room is as large as there is room for."""
        self._show_how_far()

    def _show_how_far(self) -> None:
        far = how_far(self._question.reflection, self._question.turnout, far_lines(self))
        self.query_one("#how-far", Static).update(far)

    def chosen(self, answer: str) -> None:
        """Show the answers and close, or close as things stand."""
        if answer != SHOW:
            super().chosen(answer)
        else:
            self._say((controls.ONE_MOMENT,))
            self.query_one(PointedList).disabled = True
            self._reveal()

    @work(thread=True, exclusive=True)
    def _reveal(self) -> None:
        """Reveal in a thread, because loading pandas may take a while."""
        try:
            self.published = reveal(self._services, self._question)
        except TurnoutChanged:
            self.app.call_from_thread(self._ask_again)
        except CoreflectError as error:
            self.app.call_from_thread(self._ready, (texts.NOT_REVEALED, str(error)))
        else:
            self.app.call_from_thread(self._done)

    def _done(self) -> None:
        """Close the card; if it was closed meanwhile, the page below it will notice that the answers are shown."""
        if self.is_active:
            self.dismiss(SHOWN)

    def _ask_again(self) -> None:
        """Ask again with the present numbers."""
        if not self.is_active:
            return
        try:
            self._question = ask_to_reveal(self._services, self._question.reflection)
        except CoreflectError as error:
            self._ready((texts.NOT_REVEALED, str(error)))
            return
        self.query_one(".title", Static).update(safe(self._question.title))
        self._show_how_far()
        self.query_one(PointedList).show(_choices(self._question.choices))
        self._ready((texts.READ_IT_AGAIN, *self._question.lines))

    def _ready(self, lines: Sequence[str]) -> None:
        """Show this text, and let the person choose again."""
        if self.is_active:
            self._say(lines)
            answers = self.query_one(PointedList)
            answers.disabled = False
            answers.focus()

    def _say(self, lines: Sequence[str]) -> None:
        self.query_one("VerticalScroll > Static", Static).update(paragraphs(lines))


class CountLaterCard(ChoiceCard):
    """Asks before those who came later are counted. Gives `shown` once they are, otherwise an empty text."""

    def __init__(self, services: Services, state: MeetingState) -> None:
        self._services = services
        self._reflection = state.reflection
        self._now = state.reflection
        later = state.came_later
        choices = _choices(texts.COUNT_LATER_CHOICES) if later else ()
        super().__init__(texts.COUNT_LATER, texts.what_counting_them_does(state.reflection, later), choices)

    def chosen(self, answer: str) -> None:
        """Count those who came later and say how many are counted now, or close."""
        if answer == SHOW:
            self._say(controls.ONE_MOMENT)
            self.query_one(PointedList).disabled = True
            self._count()
        else:
            self.dismiss(SHOWN if len(self._now.counted) > len(self._reflection.counted) else "")

    @work(thread=True, exclusive=True)
    def _count(self) -> None:
        """Reveal again in a thread, because loading pandas may take a while."""
        try:
            self._now = count_later(self._services, self._reflection)
            text = texts.counted_now(self._reflection, self._now)
        except CoreflectError as error:
            text = str(error)
        self.app.call_from_thread(self._counted, text)

    def _counted(self, text: str) -> None:
        if self.is_active:
            self._say(text)
            answers = self.query_one(PointedList)
            answers.show((Line(CLOSE, controls.CLOSE),))
            answers.disabled = False
            answers.focus()

    def _say(self, text: str) -> None:
        self.query_one("VerticalScroll > Static", Static).update(paragraphs((text,)))


def _choices(choices: Sequence[tuple[bool, str]]) -> tuple[Line, ...]:
    """List the choices; the first changes nothing, because Enter takes it."""
    return tuple(Line(SHOW if does_it else CLOSE, words) for does_it, words in choices)
