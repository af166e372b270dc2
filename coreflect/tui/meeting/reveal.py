"""Answers are shown once, to everyone, and only by somebody who has read what that means."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.widgets import Static

from coreflect.core.errors import CoreflectError
from coreflect.core.meeting.revealing import (
    COUNT_LATER,
    asked_first,
    counted_now,
    what_counting_them_does,
    what_it_does,
)
from coreflect.core.model import Reflection
from coreflect.core.results import PublishedRound
from coreflect.core.workspace import Turnout
from coreflect.services.app import Services
from coreflect.tui.cards import CLOSE, ChoiceCard
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.text import paragraphs, said

ONE_MOMENT = "One moment …"
MEANWHILE = "Meanwhile somebody has begun or finished. Please read it again."
SHOW, SHOWN = "show", "shown"


class RevealCard(ChoiceCard):
    """Asks before the answers are shown; gives `shown` once they are, else an empty text.

    `published` holds what may be shown then; None where another terminal was quicker.
    """

    def __init__(self, services: Services, reflection: Reflection, turnout: Turnout) -> None:
        self.published: PublishedRound | None = None
        self._services = services
        self._reflection = reflection
        self._turnout = turnout
        super().__init__(asked_first(turnout), self._what_it_does(), _choices(turnout))

    def chosen(self, answer: str) -> None:
        """Show the answers and close, or close as things stand; ask again where the numbers are no longer those."""
        if answer != SHOW:
            super().chosen(answer)
        elif self._has_changed():
            self.query_one(".title", Static).update(said(asked_first(self._turnout)))
            self.query_one(PointedList).show(_choices(self._turnout))
            self._say((MEANWHILE, *self._what_it_does()))
        else:
            self._say((ONE_MOMENT,))
            self.query_one(PointedList).disabled = True
            self._reveal()

    def _has_changed(self) -> bool:
        """Look at how many have finished; a look that fails is passed over."""
        before = self._turnout
        try:
            self._turnout = self._services.results.turnout(self._reflection.id)
        except (CoreflectError, OSError):
            return False
        return self._turnout != before

    @work(thread=True, exclusive=True)
    def _reveal(self) -> None:
        """Reveal in a thread: what counts the answers may take a while to load."""
        try:
            if self._services.workspace.round(self._reflection.id).state != "revealed":
                self.published = self._services.results.reveal(self._reflection.id)
        except CoreflectError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._done)

    def _done(self) -> None:
        """Close; where the card was closed meanwhile, the page under it sees for itself that answers are shown."""
        if self.is_active:
            self.dismiss(SHOWN)

    def _failed(self, error: CoreflectError) -> None:
        if not self.is_active:
            return
        self._say(("This did not work, and nothing is shown yet.", str(error)))
        answers = self.query_one(PointedList)
        answers.disabled = False
        answers.focus()

    def _say(self, texts: Sequence[str]) -> None:
        self.query_one("VerticalScroll > Static", Static).update(paragraphs(texts))

    def _what_it_does(self) -> tuple[str, ...]:
        return what_it_does(self._reflection, self._turnout, shared=self._services.workspace.place().shared)


class LaterCard(ChoiceCard):
    """Asks before those who came later are counted; gives `shown` once they are, else an empty text."""

    def __init__(self, services: Services, reflection: Reflection, later: int) -> None:
        self._services = services
        self._reflection = reflection
        self._now = reflection
        choices = (Line(CLOSE, "Not now"), Line(SHOW, "Count them")) if later else ()
        super().__init__(COUNT_LATER, what_counting_them_does(reflection, later), choices)

    def chosen(self, answer: str) -> None:
        """Count them and say what came of it, or close."""
        if answer == SHOW:
            self._say(ONE_MOMENT)
            self.query_one(PointedList).disabled = True
            self._count()
        else:
            self.dismiss(SHOWN if len(self._now.counted) > len(self._reflection.counted) else "")

    @work(thread=True, exclusive=True)
    def _count(self) -> None:
        """Reveal once more in a thread, as the first time."""
        try:
            self._services.results.reveal(self._reflection.id)
            self._now = self._services.workspace.round(self._reflection.id)
        except CoreflectError as error:
            said = str(error)
        else:
            said = counted_now(self._reflection, self._now)
        self.app.call_from_thread(self._counted, said)

    def _counted(self, said: str) -> None:
        if self.is_active:
            self._say(said)
            answers = self.query_one(PointedList)
            answers.show((Line(CLOSE, "Close"),))
            answers.disabled = False
            answers.focus()

    def _say(self, text: str) -> None:
        self.query_one("VerticalScroll > Static", Static).update(paragraphs((text,)))


def _choices(turnout: Turnout) -> Sequence[Line]:
    """The answers, with the one that changes nothing first, since Enter takes it."""
    if not turnout.finished:
        return ()
    if turnout.unfinished > 0:
        return (Line(CLOSE, "Wait for them"), Line(SHOW, "Leave them out, and show the answers"))
    return (Line(CLOSE, "Not yet"), Line(SHOW, "Show the answers"))
