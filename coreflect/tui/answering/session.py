"""Lets one person after another answer a reflection on this laptop; nothing of one person is left for the next."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.meeting import if_changed
from coreflect.core.texts.pages import NOT_SAVED_YET
from coreflect.services.app import Services
from coreflect.services.meeting import opens_before_anybody
from coreflect.services.sitting import NewResponse, Sitting, first_walkthrough, questions_to_answer
from coreflect.tui.answering.beginning import Steps
from coreflect.tui.answering.question import QuestionPage
from coreflect.tui.pages import ON, BlankPage, ChoicePage, GoHome, Page, ReadingPage
from coreflect.tui.widgets.text import hints, paragraphs, safe


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
            await self._open_with_last_time()
            sat_down = await self._sit_down()
        while sat_down and await self.app.push_screen_wait(HandOverPage(resting=resting)) == "person":
            resting = False
            sat_down = await self._sit_down()
        self.post_message(GoHome())

    async def _open_with_last_time(self) -> None:
        """Ask, before the very first person, what became of the team's actions; never in front of people who answer.

        If the actions cannot be read, people can still answer: the meeting's page asks again.
        """
        try:
            if not opens_before_anybody(self._services, self._reflection):
                return
            from coreflect.tui.meeting.last_time import LastTimePage  # asked before the first person alone

            opening = LastTimePage(self._services, self._reflection)
        except CoreflectError:
            return
        await self.app.push_screen_wait(opening)

    async def _sit_down(self) -> bool:
        """Take one person from the welcome to the end; returns False where they left before the first question."""
        untouched = first_walkthrough(self._services, self._reflection, self._asked)
        place = self._services.workspace.place()
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
            ReadingPage(texts, title=sentences.YOUR_TWO_WORDS, large=words, enter=enter, leave=False)
        )

    async def _welcome_back(self, sitting: Sitting) -> None:
        """Let somebody whose words opened answers go on, change them or take them out."""
        taken_out: list[str] = []

        def act(answer: str) -> None:
            if answer == "out":
                taken_out.extend(sitting.take_out())

        at = sitting.walkthrough
        texts = (
            sentences.leaving(at.answered, len(at.asked)),
            *if_changed(sitting.reflection, at.draft.response),
        )
        first = sentences.GO_ON if sitting.has_draft else sentences.LOOK_AGAIN
        answers = ((ON, first), ("out", sentences.TAKE_OUT))
        page = ChoicePage(sentences.WELCOME_BACK, answers, texts=texts, chosen=ON, act=act)
        chosen = await self.app.push_screen_wait(page)
        if chosen == "out":
            await self.app.push_screen_wait(ReadingPage(taken_out, leave=False))
        elif chosen == ON:
            await self._answer(sitting)

    async def _answer(self, sitting: Sitting) -> None:
        """Show the questions, and then the thanks or what became of the answers."""
        ended = await self.app.push_screen_wait(QuestionPage(sitting, self._services.workspace.place()))
        words = sitting.words
        if ended.how == "finished":
            title, *texts = sentences.thanks(words, self._reflection, sitting.walkthrough.draft.code)
            texts.append(sentences.whom_to_tell(self._reflection))
            await self.app.push_screen_wait(
                ReadingPage(texts, title=title, large=words, enter=sentences.NEXT_PERSON, leave=False)
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
        Binding("h,escape", "home", show=False),
    ]

    def __init__(self, *, resting: bool = False) -> None:
        """Takes whether this page is shown because nobody touched the screen for a while."""
        super().__init__()
        self._resting = resting

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body", classes="reading", can_focus=False):
            if self._resting:
                yield Static(paragraphs((sentences.LOCKED, sentences.WERE_YOU_HERE)), classes="paragraphs")
            yield Static(safe(sentences.HAND_OVER), classes="title")
        yield Static(hints(("Enter", "begin", "screen.begin"), ("h", "first page", "screen.home")), id="hints")

    def action_begin(self) -> None:
        self.dismiss("person")

    def action_home(self) -> None:
        self.dismiss("home")

    def action_leave(self) -> None:
        self.dismiss("home")

    def action_hide(self) -> None:
        """Do nothing: this page shows nothing that has to be hidden."""
