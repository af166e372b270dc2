"""Leads a person from the welcome to the first question: help, perspective, wording and one question to try.

None of these choices is saved before the first question.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from coreflect.core.answers import OFFERED, PERSPECTIVES
from coreflect.core.banks.bank import STANDARD
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.words import with_period
from coreflect.core.workspace import Place
from coreflect.tui.answering.question_parts import ItemView, level_rows
from coreflect.tui.pages import BACK, ON, ChoicePage, Page, ReadingPage
from coreflect.tui.widgets.choice_list import ChoiceList
from coreflect.tui.widgets.text import hints, safe

UNASKED = "unasked"

Ask = Callable[[Page[str]], Awaitable[str | None]]
"""Shows a page and returns what was chosen on it; None if the person leaves."""


@dataclass(frozen=True, slots=True)
class FirstChoices:
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
        texts = sentences.welcome(self._reflection, len(self._walkthrough.asked), self._place)
        first, *more = texts
        title, _, rest = first.partition(". ")
        step = await self._ask(ReadingPage((rest, *more), title=f"{title}."))
        return chosen if step else None

    async def _helper(self, chosen: FirstChoices) -> FirstChoices | str | None:
        answers = [(code or "none", words) for code, words in sentences.HELPER_ANSWERS]
        before = "" if chosen.helped is None else chosen.helped or "none"
        answer = await self._ask(ChoicePage(sentences.HELPER_QUESTION, answers, chosen=before, back=True))
        if answer is None or answer == BACK:
            return answer
        return replace(chosen, helped="" if answer == "none" else answer)

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
        return replace(chosen, perspective=answer or "")

    async def _wording(self, chosen: FirstChoices) -> FirstChoices | str | None:
        wordings = self._walkthrough.wordings()
        if len(wordings) < 2:
            return UNASKED
        answer = await self._ask(ChoicePage(sentences.WORDING_QUESTION, wordings, chosen=chosen.wording, back=True))
        if answer is None or answer == BACK:
            return answer
        return replace(chosen, wording=answer or STANDARD)

    async def _practice(self, chosen: FirstChoices) -> FirstChoices | str | None:
        step = await self._ask(PracticePage(self._walkthrough.question, self._reflection, chosen.wording))
        return chosen if step == ON else step


def introduction(walkthrough: Walkthrough, reflection: Reflection) -> tuple[Page[str], ...]:
    """Make the pages before a bank's first question: what it is about, and a question to try if its levels are new."""
    question, wording, at = walkthrough.question, walkthrough.wording, walkthrough.at
    came_before = walkthrough.asked[at - 1] if at and walkthrough.introduced else None
    new_levels = came_before is not None and came_before.scale.level_ids != question.scale.level_ids
    bank = question.bank
    texts = (sentences.NEW_LEVELS, bank.intro.say(wording)) if new_levels else (bank.intro.say(wording),)
    intro = ReadingPage(texts, title=bank.title.say(wording), back=at > 0)
    return (intro, PracticePage(question, reflection, wording)) if new_levels else (intro,)


class PracticePage(Page[str]):
    """A question to try, with the levels of the questions that follow. Gives ON, BACK, or None if the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", show=False),
        Binding("left,b", "back", show=False),
        *(Binding(non_answer.key, f"choose_offered('{non_answer.code}')", show=False) for non_answer in OFFERED),
    ]

    def __init__(self, question: Question, reflection: Reflection, wording: str) -> None:
        """Takes the first question that follows, the reflection, and the wording."""
        super().__init__()
        self._question = question
        self._reflection = reflection
        self._wording = wording
        self._chosen: str | None = None

    def compose(self) -> ComposeResult:
        yield Static(safe(sentences.PRACTICE_START), id="where", classes="top")
        yield ItemView(id="body")
        yield Static(safe(sentences.TRY_ONE), id="status")
        yield Static(
            hints(("Enter", "go on", "screen.on"), ("b", "back", "screen.back"), ("q", "leave", "screen.leave")),
            id="hints",
        )

    def on_mount(self) -> None:
        bank, wording = self._question.bank, self._wording
        stem = with_period(bank.stem.say(wording), self._reflection.period)
        rows = level_rows(self._question.scale, wording)
        self.query_one(ItemView).show(stem, bank.practice.say(wording), rows)
        self._mark(None)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        self._mark(self._question.scale.level_ids[message.index])

    def on_choice_list_confirmed(self) -> None:
        self.action_on()

    def action_choose_offered(self, code: str) -> None:
        self._mark(None if code == self._chosen else code)

    def action_on(self) -> None:
        if self._chosen is None:
            self.say(sentences.TRY_ONE, urgent=True)
        else:
            self.dismiss(ON)

    def action_back(self) -> None:
        self.dismiss(BACK)

    def _mark(self, chosen: str | None) -> None:
        self._chosen = chosen
        self.query_one(ItemView).mark(self._question.scale, chosen, self._wording)
        self.say(sentences.PRACTICE_END if chosen else sentences.TRY_ONE)
