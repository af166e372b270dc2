"""A page that asks one thing: a digit chooses, Enter goes on with what is chosen, and never without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.core.errors import CoreflectError
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.page import BACK, NOT_KEPT_YET, Page
from coreflect.tui.widgets.text import hints, paragraphs, said

CLOSE_ANYWAY = "Enter tries again; q closes coreflect as it is."
CHOOSE_ONE = "Choose one, then press Enter."


class ChoicePage(Page[str]):
    """A question with numbered answers. Gives an answer's id, BACK, or None where the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", show=False),
        Binding("left,b", "back", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(
        self,
        question: str,
        answers: Sequence[tuple[str, str]],
        *,
        texts: Sequence[str] = (),
        chosen: str = "",
        back: bool = False,
        closes: bool = False,
        act: Callable[[str], None] | None = None,
    ) -> None:
        """Takes the question, (id, words) of each answer, and paragraphs under the question.

        With `back` or `closes` one can go back to where one was. `act` is done with the answer before the page closes;
        where it raises a CoreflectError, that is said and the page stays.
        """
        super().__init__()
        self._question = question
        self._answers = tuple(answers)
        self._texts = tuple(texts)
        ids = [answer for answer, _ in self._answers]
        self._chosen = ids.index(chosen) if chosen in ids else None
        self._can_go_back = back
        self._closes = closes
        self._act = act
        self._failed = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="body", classes="asking", can_focus=False):
            yield Static(said(self._question), classes="title")
            if self._texts:
                yield Static(paragraphs(self._texts), classes="said")
            yield ChoiceList(self.rows(), self._chosen)
        yield Static(id="status")
        yield Static(
            hints(
                ("Enter", "go on", "screen.on"),
                ("b" if self._can_go_back else "", "back", "screen.back"),
                ("Esc" if self._closes else "", "back to where you were", "screen.close"),
                ("q" if not self._closes else "", "leave", "screen.leave"),
            ),
            id="hints",
        )

    def rows(self) -> list[Row]:
        """The answers as rows with the digit that chooses each."""
        return [Row(str(number), words) for number, (_, words) in enumerate(self._answers, 1)]

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus(scroll_visible=False)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        self._chosen = message.index
        self.query_one(ChoiceList).mark(message.index)
        self.say("")

    def on_choice_list_confirmed(self) -> None:
        self.action_on()

    def action_on(self) -> None:
        if self._chosen is None:
            self.say(CHOOSE_ONE, urgent=True)
            return
        answer = self._answers[self._chosen][0]
        try:
            if self._act:
                self._act(answer)
        except CoreflectError as error:
            self._failed = True
            self.say(f"{NOT_KEPT_YET}{error} {CLOSE_ANYWAY}", urgent=True)
        else:
            self.dismiss(answer)

    def action_back(self) -> None:
        if self._can_go_back:
            self.dismiss(BACK)

    def action_close(self) -> None:
        if self._closes:
            self.dismiss(BACK)

    def action_leave(self) -> None:
        """Leave; the program too, where leaving was tried and could not be kept."""
        if self._failed:
            self.app.exit()
            return
        self.dismiss(BACK if self._closes else None)
