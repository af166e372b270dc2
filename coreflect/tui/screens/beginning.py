"""Before the first question: welcome, help, perspective, wording and one to try; nothing of it is kept on the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from coreflect.core import sentences
from coreflect.core.answers import PERSPECTIVES
from coreflect.core.bank import STANDARD
from coreflect.core.kept import Place
from coreflect.core.model import Round
from coreflect.core.walkthrough import Walkthrough
from coreflect.tui.screens.choosing import ChoicePage
from coreflect.tui.screens.practice import PracticePage
from coreflect.tui.screens.reading import ReadingPage
from coreflect.tui.widgets.page import BACK, ON, Page

UNASKED = "unasked"
HELPER_TITLE = "For the person who helps"

Ask = Callable[[Page[str]], Awaitable[str | None]]
"""Shows a page and gives what was chosen on it; None where the person leaves."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a person has chosen before the first question."""

    helped: str | None = None
    perspective: str = ""
    wording: str = STANDARD


class Steps:
    """The steps before the first question of a round."""

    def __init__(self, walkthrough: Walkthrough, facts: Round, place: Place, ask: Ask) -> None:
        """Takes an untouched walkthrough of the round, its facts, where answers are kept, and how a page is shown."""
        self._walkthrough = walkthrough
        self._facts = facts
        self._place = place
        self._ask = ask

    async def take(self) -> Beginning | None:
        """Go through the steps, back and forth; None where the person leaves."""
        steps = [self._welcome, self._helper, self._helper_card, self._perspective, self._wording, self._practice]
        chosen, at, onward = Beginning(), 0, 1
        while at < len(steps):
            step = await steps[at](chosen)
            if step is None:
                return None
            if step != UNASKED:
                onward = -1 if step == BACK else 1
            chosen = step if isinstance(step, Beginning) else chosen
            at = max(at + onward, 0)
        return chosen

    async def _welcome(self, chosen: Beginning) -> Beginning | str | None:
        texts = sentences.welcome(self._facts, len(self._walkthrough.asked), self._place)
        first, *more = texts
        title, _, rest = first.partition(". ")
        step = await self._ask(ReadingPage((rest, *more), title=f"{title}."))
        return chosen if step else None

    async def _helper(self, chosen: Beginning) -> Beginning | str | None:
        answers = [(code or "none", words) for code, words in sentences.HELPER_ANSWERS]
        before = "" if chosen.helped is None else chosen.helped or "none"
        answer = await self._ask(ChoicePage(sentences.HELPER_QUESTION, answers, chosen=before, back=True))
        if answer is None or answer == BACK:
            return answer
        return replace(chosen, helped="" if answer == "none" else answer)

    async def _helper_card(self, chosen: Beginning) -> Beginning | str | None:
        if not chosen.helped:
            return "unasked"
        step = await self._ask(ReadingPage((sentences.HELPER_CARD,), title=HELPER_TITLE, back=True))
        return chosen if step == ON else step

    async def _perspective(self, chosen: Beginning) -> Beginning | str | None:
        answers = [(each.code, each.sentence) for each in PERSPECTIVES]
        texts = (sentences.PERSPECTIVE_HELP,)
        page = ChoicePage(sentences.PERSPECTIVE_QUESTION, answers, texts=texts, chosen=chosen.perspective, back=True)
        answer = await self._ask(page)
        if answer is None or answer == BACK:
            return answer
        return replace(chosen, perspective=answer or "")

    async def _wording(self, chosen: Beginning) -> Beginning | str | None:
        wordings = self._walkthrough.wordings()
        if len(wordings) < 2:
            return "unasked"
        answer = await self._ask(ChoicePage(sentences.WORDING_QUESTION, wordings, chosen=chosen.wording, back=True))
        if answer is None or answer == BACK:
            return answer
        return replace(chosen, wording=answer or STANDARD)

    async def _practice(self, chosen: Beginning) -> Beginning | str | None:
        step = await self._ask(PracticePage(self._walkthrough.question, self._facts, chosen.wording))
        return chosen if step == ON else step
