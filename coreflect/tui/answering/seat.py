"""One seat, one person after another: nothing of one person is left when the next sits down."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.meeting.revealing import if_changed
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Draft, amend, questions
from coreflect.core.reflections.rounds import NO_NEW_ONES, WHAT_STAYS
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.answering import HAND_OVER, LOCKED, code_again
from coreflect.core.workspace import Returning
from coreflect.services.app import Services
from coreflect.services.meeting import open_with
from coreflect.services.sitting import Sitting
from coreflect.tui.pages import NOT_SAVED_YET, ON, Page, ReadingPage
from coreflect.tui.widgets.text import hints, paragraphs, said

WELCOME_BACK = "Welcome back."
NEXT_PERSON = "pass the laptop on"
YOUR_WORDS = "Your two words are:"
GO_ON = ((ON, "Go on with my answers"), ("out", "Take my answers out"))
LOOK_AGAIN = ((ON, "Look at my answers, or change them"), ("out", "Take my answers out"))


class Seat(Screen[None]):
    """The empty screen under the pages of the people who answer one round."""

    def __init__(
        self, services: Services, reflection: Reflection, returning: Returning | None = None, words: str = ""
    ) -> None:
        """Takes the desk and the round; and what two return words opened, with these words, if somebody comes back.

        Raises:
            CoreflectError: the round's banks cannot be read, or its answers were taken out.
        """
        super().__init__()
        if services.workspace.is_forgotten(reflection.id):
            raise Misuse(NO_NEW_ONES, WHAT_STAYS)
        self._services = services
        self._reflection = reflection
        self._returning = returning
        self._words = words
        self._asked = questions(reflection, services.workspace.banks(reflection.id))
        self._people: Worker[None] | None = None

    def on_mount(self) -> None:
        self._people = self._serve(self._returning, resting=False)

    async def rest(self) -> None:
        """Keep what is open, close it, and stand at the page for the next person.

        Where it cannot be kept it stays open, hidden.
        """
        from coreflect.tui.pages import BlankPage

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
    async def _serve(self, returning: Returning | None, *, resting: bool) -> None:
        """Let one person after another sit down, until somebody goes to the first page."""
        sat_down = True
        if returning:
            await self._come_back(returning)
        elif not resting:
            await self._open_with_last_time()
            sat_down = await self._sit_down()
        while sat_down and await self.app.push_screen_wait(HandOverPage(resting=resting)) == "person":
            resting = False
            sat_down = await self._sit_down()
        self.app.call_later(self.app.go_home)  # type: ignore[attr-defined]

    async def _open_with_last_time(self) -> None:
        """Ask, before the first person of all, what became of what the team said last time; never in front of others.

        What cannot be read keeps nobody from answering: the page of the meeting offers it again.
        """
        try:
            if self._services.workspace.turnout(self._reflection.id).begun or not open_with(
                self._services.workspace, self._reflection
            ):
                return
            from coreflect.tui.meeting.last_time import ActionsOpening

            opening = ActionsOpening(self._services, self._reflection)
        except CoreflectError:
            return
        await self.app.push_screen_wait(opening)

    async def _sit_down(self) -> bool:
        """One person from the welcome to the end; returns False where they left before the first question."""
        from coreflect.tui.answering.beginning import Steps

        draft = Draft(self._services.ids.record(), self._reflection.id, "")
        untouched = Walkthrough(self._asked, draft)
        place = self._services.workspace.place()
        begun = await Steps(untouched, self._reflection, place, self.app.push_screen_wait).take()
        if begun is None:
            return False
        untouched = replace(untouched, draft=replace(draft, perspective=begun.perspective, wording=begun.wording))
        given = await self._give_words(untouched, begun.helped or "")
        if given is None:
            return False
        sitting, words = given
        await self._say_words(words, "go on")
        await self._answer(sitting, words)
        return True

    async def _give_words(self, untouched: Walkthrough, helped: str) -> tuple[Sitting, str] | None:
        """Keep the first draft with the mark of two return words, and that somebody helps.

        Asks to try again until it is kept; returns None where the person leaves.
        """
        workspace, round_id = self._services.workspace, self._reflection.id
        sitting, words = Sitting(self._services, self._reflection, untouched), ""
        while True:
            try:
                if not words:
                    words = self._unused_words()
                    draft = replace(untouched.draft, words=workspace.words_mark(round_id, words))
                    sitting.walkthrough = replace(untouched, draft=draft)
                sitting.put_away()
                if helped:
                    workspace.keep_helped(round_id, helped)
            except CoreflectError as error:
                again = ReadingPage((str(error),), title=NOT_SAVED_YET.strip(), enter="try again")
                if await self.app.push_screen_wait(again) is None:
                    return None
            else:
                return sitting, words

    async def _say_words(self, words: str, enter: str) -> None:
        said = sentences.return_words_given(words)
        await self.app.push_screen_wait(ReadingPage(said[1:], title=YOUR_WORDS, large=words, enter=enter, leave=False))

    def _unused_words(self) -> str:
        """Two return words that open nobody else's answers here."""
        while True:
            words = " ".join(self._services.ids.return_words())
            if self._services.workspace.returning(words) is None:
                return words

    async def _come_back(self, returning: Returning) -> None:
        """Somebody whose words opened answers goes on, changes them or takes them out."""
        from coreflect.tui.pages import ChoicePage

        if returning.draft:
            draft = returning.draft
        elif returning.finished:
            draft = amend(returning.finished)
        else:
            return
        walkthrough = Walkthrough(self._asked, draft)
        sitting = Sitting(self._services, self._reflection, walkthrough, returning.finished)
        taken_out: list[str] = []

        def act(answer: str) -> None:
            if answer == "out":
                taken_out.extend(sitting.take_out())

        texts = (
            sentences.leaving(walkthrough.answered, len(self._asked)),
            *if_changed(returning.round, draft.response),
        )
        answers = GO_ON if returning.draft else LOOK_AGAIN
        chosen = await self.app.push_screen_wait(ChoicePage(WELCOME_BACK, answers, texts=texts, chosen=ON, act=act))
        if chosen == "out":
            await self.app.push_screen_wait(ReadingPage(taken_out, leave=False))
        elif chosen == ON:
            await self._answer(sitting, self._words)

    async def _answer(self, sitting: Sitting, words: str) -> None:
        """The questions, and what is said after them."""
        from coreflect.tui.answering.question import QuestionPage

        ended = await self.app.push_screen_wait(QuestionPage(sitting, self._services.workspace.place(), words))
        if ended.how == "finished":
            title, *texts = sentences.thanks(words, self._reflection)
            if said := code_again(sitting.walkthrough.draft.code):
                texts.insert(len(texts) - 1, said)
            texts.append(sentences.whom_to_tell(self._reflection))
            await self.app.push_screen_wait(
                ReadingPage(texts, title=title, large=words, enter=NEXT_PERSON, leave=False)
            )
        elif ended.how == "out":
            await self.app.push_screen_wait(ReadingPage(ended.said, enter=NEXT_PERSON, leave=False))
        elif words:
            await self._say_words(words, NEXT_PERSON)


WERE_YOU_HERE = "Were you in the middle of it? Your two words, on the first page, bring you back."

Next = Literal["person", "home"]


class HandOverPage(Page[Next]):
    """Waits for the next person. Gives "person", or "home" for the first page, where two words bring answers back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", show=False),
        Binding("h,escape", "home", show=False),
    ]

    def __init__(self, *, resting: bool = False) -> None:
        """Takes whether the page stands here because nobody touched the screen for a while."""
        super().__init__()
        self._resting = resting

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body", classes="reading", can_focus=False):
            if self._resting:
                yield Static(paragraphs((LOCKED, WERE_YOU_HERE)), classes="said")
            yield Static(said(HAND_OVER), classes="title")
        yield Static(hints(("Enter", "begin", "screen.begin"), ("h", "first page", "screen.home")), id="hints")

    def action_begin(self) -> None:
        self.dismiss("person")

    def action_home(self) -> None:
        self.dismiss("home")

    def action_leave(self) -> None:
        self.dismiss("home")

    def action_hide(self) -> None:
        """There is nothing here to hide."""
