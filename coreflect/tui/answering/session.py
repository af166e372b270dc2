"""Lets one person after another answer a reflection on this laptop; nothing of one person is left for the next.

Each is led from the welcome to the first question; none of the choices on the way is saved before that.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from coreflect.core.answers import PERSPECTIVES
from coreflect.core.banks.bank import STANDARD
from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Place
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.controls import NOT_SAVED_YET
from coreflect.core.texts.meeting import if_changed
from coreflect.services.app import Services
from coreflect.services.sitting import (
    NewResponse,
    Sitting,
    first_walkthrough,
    questions_to_answer,
    reflection_for_next,
)
from coreflect.tui.answering.parts import parts_beside
from coreflect.tui.answering.removing import YES, removing_page
from coreflect.tui.frame import Beside, Key, team_and_about
from coreflect.tui.pages import BACK, ON, BlankPage, ChoicePage, GoHome, Page, ReadingPage
from coreflect.tui.widgets.text import paragraphs, safe

if TYPE_CHECKING:
    from coreflect.tui.answering.question import PracticePage, QuestionPage


class AnsweringScreen(Screen[None]):
    """The empty screen under the pages of the people who answer one reflection."""

    def __init__(self, services: Services, reflection: Reflection, sitting: Sitting | None = None) -> None:
        """Takes the reflection, and the sitting of the person who has come back to it, if anybody has.

        Raises:
            CoreflectError: its questions cannot be read, or its answers were taken out.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._came_back = sitting
        self._asked = questions_to_answer(services, reflection)
        self._people: Worker[None] | None = None
        self.beside: Beside | None = None

    @property
    def where(self) -> tuple[str, ...]:
        """The header of the pages above it that say nothing else."""
        return team_and_about(self._reflection)

    def on_mount(self) -> None:
        self._people = self._serve(self._came_back, resting=False)

    async def rest(self) -> None:
        """Save what is open, close it, and show the page for the next person.

        What cannot be saved stays open, but hidden.
        """
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :]
        if any(isinstance(screen, HandOverPage) for screen in above):
            return
        try:
            for screen in reversed(above):
                if isinstance(screen, Page):
                    screen.put_away()
        except CoreflectError:
            if not isinstance(above[-1], BlankPage):
                self.app.push_screen(BlankPage())
            return
        if self._people:
            self._people.cancel()
        for _ in above:
            await self.app.pop_screen()
        self._people = self._serve(None, resting=True)

    @work
    async def _serve(self, came_back: Sitting | None, *, resting: bool) -> None:
        """Let one person after another answer, until somebody goes to the home page."""
        sat_down = True
        if came_back:
            await self._welcome_back(came_back)
        elif not resting:
            sat_down = await self._sit_down()
        while sat_down and await self.app.push_screen_wait(HandOverPage(resting=resting)) == "person":
            resting = False
            sat_down = await self._sit_down()
        self.post_message(GoHome())

    async def _sit_down(self) -> bool:
        """Take one person from the welcome to the end; returns False where they left before the first question."""
        self._reflection = reflection_for_next(self._services, self._reflection)
        untouched = first_walkthrough(self._services, self._reflection, self._asked)
        place = self._services.workspace.place()
        self.beside = parts_beside(untouched, is_here=False)
        chosen = await Steps(untouched, self._reflection, place, self.app.push_screen_wait).take()
        if chosen is None:
            return False
        walkthrough = untouched.from_perspective(chosen.perspective).in_wording(chosen.wording)
        with NewResponse(self._services, self._reflection, walkthrough, chosen.helped or "") as response:
            sitting = await self._begin(response)
        if sitting is None:
            return False
        await self._show_words(sitting.words, "go on")
        await self._answer(sitting)
        return True

    async def _begin(self, response: NewResponse) -> Sitting | None:
        """Begin a response, and ask to try again until it is saved; returns None where the person leaves."""
        while True:
            try:
                return response.begin()
            except CoreflectError as error:
                again = ReadingPage((str(error),), title=NOT_SAVED_YET.strip(), enter="try again")
            if await self.app.push_screen_wait(again) is None:
                return None

    async def _show_words(self, words: str, enter: str) -> None:
        _, *texts = sentences.return_words_given(words)
        await self.app.push_screen_wait(
            ReadingPage(
                (),
                title=sentences.YOUR_TWO_WORDS,
                large=words,
                apart=(sentences.YOUR_ANSWERS, texts),
                enter=enter,
                leave=False,
            )
        )

    async def _welcome_back(self, sitting: Sitting) -> None:
        """Let somebody whose words opened answers go on, change them or take them out."""
        taken_out: list[str] = []

        def remove() -> None:
            taken_out.extend(sitting.take_out())

        at = sitting.walkthrough
        texts = (
            sentences.leaving(at.answered, len(at.asked)),
            *if_changed(sitting.reflection, at.draft.response),
        )
        self.beside = parts_beside(at, is_here=False)
        first = sentences.GO_ON if sitting.has_draft else sentences.LOOK_AGAIN
        answers = ((ON, first), ("out", sentences.TAKE_OUT))
        while True:
            page = ChoicePage(sentences.WELCOME_BACK, answers, texts=texts, chosen=ON)
            chosen = await self.app.push_screen_wait(page)
            if chosen != "out":
                break
            if await self.app.push_screen_wait(removing_page(remove)) == YES:
                self.beside = None
                await self.app.push_screen_wait(ReadingPage(taken_out, leave=False))
                return
        if chosen == ON:
            await self._answer(sitting)

    async def _answer(self, sitting: Sitting) -> None:
        """Show the questions, and then the thanks or what became of the answers."""
        _, question_page = _question_pages()
        ended = await self.app.push_screen_wait(question_page(sitting, self._services.workspace.place()))
        words = sitting.words
        self.beside = None
        if ended.how == "finished":
            title, *texts = sentences.thanks(words, self._reflection, sitting.walkthrough.draft.code)
            texts.append(sentences.whom_to_tell(self._reflection))
            apart = (sentences.YOUR_ANSWERS, texts)
            await self.app.push_screen_wait(
                ReadingPage((), title=title, large=words, apart=apart, enter=sentences.NEXT_PERSON, leave=False)
            )
        elif ended.how == "out":
            await self.app.push_screen_wait(ReadingPage(ended.texts, enter=sentences.NEXT_PERSON, leave=False))
        elif words:
            await self._show_words(words, sentences.NEXT_PERSON)


Next = Literal["person", "home"]


class HandOverPage(Page[Next]):
    """Waits for the next person. Gives "person", or "home" for the first page, where two words bring answers back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", show=False),
        Binding("escape", "home", show=False),
    ]

    def __init__(self, *, resting: bool = False) -> None:
        """Takes whether this page is shown because nobody touched the screen for a while."""
        super().__init__()
        self._resting = resting

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Enter", "begin", "screen.begin"), ("Esc", "first page", "screen.home")

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body", can_focus=False):
            if self._resting:
                yield Static(paragraphs((sentences.LOCKED, sentences.WERE_YOU_HERE)), classes="paragraphs")
            yield Static(safe(sentences.HAND_OVER), classes="title")

    def action_begin(self) -> None:
        self.dismiss("person")

    def action_home(self) -> None:
        self.dismiss("home")

    def action_leave(self) -> None:
        self.dismiss("home")

    def action_hide(self) -> None:
        """Do nothing: this page shows nothing that has to be hidden."""


UNASKED = "unasked"

Ask = Callable[[Page[str]], Awaitable[str | None]]
"""Shows a page and returns what was chosen on it; None if the person leaves."""


class FirstChoices(NamedTuple):
    """What a person has chosen before the first question; `helped` is None until that is answered."""

    helped: str | None = None
    perspective: str = ""
    wording: str = STANDARD


class Steps:
    """Asks what comes before the first question of a reflection, one page after another."""

    def __init__(self, walkthrough: Walkthrough, reflection: Reflection, place: Place, ask: Ask) -> None:
        """Takes an untouched walkthrough, the reflection, where answers are stored, and how a page is shown."""
        self._walkthrough = walkthrough
        self._reflection = reflection
        self._place = place
        self._ask = ask

    async def take(self) -> FirstChoices | None:
        """Go through the steps, back and forth; None where the person leaves."""
        steps = [self._welcome, self._helper, self._helper_card, self._perspective, self._wording, self._practice]
        chosen, at, onward = FirstChoices(), 0, 1
        while at < len(steps):
            step = await steps[at](chosen)
            if step is None:
                return None
            if step != UNASKED:
                onward = -1 if step == BACK else 1
            chosen = step if isinstance(step, FirstChoices) else chosen
            at = max(at + onward, 0)
        return chosen

    async def _welcome(self, chosen: FirstChoices) -> FirstChoices | str | None:
        asked = self._walkthrough.asked
        banks = {question.bank.id: question.bank for question in asked}.values()
        texts = sentences.welcome(self._reflection, len(asked), self._place, banks)
        apart = sentences.about_your_answers(self._reflection, self._place)
        first, *more = texts[: -len(apart)]
        title, _, rest = first.partition(". ")
        page = ReadingPage((rest, *more), title=f"{title}.", apart=(sentences.YOUR_ANSWERS, apart))
        step = await self._ask(page)
        return chosen if step else None

    async def _helper(self, chosen: FirstChoices) -> FirstChoices | str | None:
        answers = [(code or "none", words) for code, words in sentences.HELPER_ANSWERS]
        before = "" if chosen.helped is None else chosen.helped or "none"
        answer = await self._ask(ChoicePage(sentences.HELPER_QUESTION, answers, chosen=before, back=True))
        if answer is None or answer == BACK:
            return answer
        return chosen._replace(helped="" if answer == "none" else answer)

    async def _helper_card(self, chosen: FirstChoices) -> FirstChoices | str | None:
        if not chosen.helped:
            return UNASKED
        step = await self._ask(ReadingPage((sentences.HELPER_CARD,), title=sentences.HELPER_TITLE, back=True))
        return chosen if step == ON else step

    async def _perspective(self, chosen: FirstChoices) -> FirstChoices | str | None:
        answers = [(perspective.code, perspective.sentence) for perspective in PERSPECTIVES]
        texts = (sentences.PERSPECTIVE_HELP,)
        page = ChoicePage(sentences.PERSPECTIVE_QUESTION, answers, texts=texts, chosen=chosen.perspective, back=True)
        answer = await self._ask(page)
        if answer is None or answer == BACK:
            return answer
        return chosen._replace(perspective=answer or "")

    async def _wording(self, chosen: FirstChoices) -> FirstChoices | str | None:
        wordings = self._walkthrough.wordings()
        if len(wordings) < 2:
            return UNASKED
        answer = await self._ask(ChoicePage(sentences.WORDING_QUESTION, wordings, chosen=chosen.wording, back=True))
        if answer is None or answer == BACK:
            return answer
        return chosen._replace(wording=answer or STANDARD)

    async def _practice(self, chosen: FirstChoices) -> FirstChoices | str | None:
        practice_page, _ = _question_pages()
        step = await self._ask(practice_page(self._walkthrough.question, self._reflection, chosen.wording))
        return chosen if step == ON else step


def _question_pages() -> tuple[type[PracticePage], type[QuestionPage]]:
    """The pages of questions; they, and what notes are written in, are loaded once the welcome has been read."""
    from coreflect.tui.answering.question import PracticePage, QuestionPage

    return PracticePage, QuestionPage
