"""Asks before the answers are shown to everyone, and before those who came later are counted.

The person first reads what showing the answers means. If somebody begins or finishes meanwhile, the card asks again.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.widgets import Static

from coreflect.core.errors import CoreflectError
from coreflect.core.results import PublishedRound
from coreflect.core.texts import meeting as texts
from coreflect.core.texts import pages
from coreflect.services.app import Services
from coreflect.services.meeting import MeetingState, RevealQuestion, ask_to_reveal, count_later, reveal
from coreflect.services.revealing import TurnoutChanged
from coreflect.tui.cards import CLOSE, ChoiceCard
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.text import paragraphs, safe

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

    def chosen(self, answer: str) -> None:
        """Show the answers and close, or close as things stand."""
        if answer != SHOW:
            super().chosen(answer)
        else:
            self._say((pages.ONE_MOMENT,))
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
            self._say(pages.ONE_MOMENT)
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
            answers.show((Line(CLOSE, pages.CLOSE),))
            answers.disabled = False
            answers.focus()

    def _say(self, text: str) -> None:
        self.query_one("VerticalScroll > Static", Static).update(paragraphs((text,)))


def _choices(choices: Sequence[tuple[bool, str]]) -> tuple[Line, ...]:
    """List the choices; the first changes nothing, because Enter takes it."""
    return tuple(Line(SHOW if does_it else CLOSE, words) for does_it, words in choices)
