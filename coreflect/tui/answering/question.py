"""Shows the questions of a reflection one at a time, all in the same place; no key loses an answer or a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coreflect.core.answers import OFFERED
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.core.workspace import Place
from coreflect.services.sitting import Sitting
from coreflect.tui.answering.beginning import introduction
from coreflect.tui.answering.jump_list import FinishingPage, JumpPage
from coreflect.tui.answering.notes import NotePage
from coreflect.tui.answering.question_parts import ItemView, mark, parts, show
from coreflect.tui.pages import BACK, ON, ChoicePage, Page
from coreflect.tui.widgets.choice_list import ChoiceList


@dataclass(frozen=True, slots=True)
class Ended:
    """How a sitting ended, and the texts about it where answers were taken out."""

    how: Literal["finished", "later", "out"]
    texts: tuple[str, ...] = ()


class QuestionPage(Page[Ended]):
    """All questions of a reflection, one at a time. Gives how the sitting ended."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", show=False),
        Binding("s", "leave_blank", show=False),
        Binding("left,b", "back", show=False),
        Binding("right", "forward", show=False),
        Binding("c", "note", show=False),
        Binding("g", "jump", show=False),
        Binding("w", "wording", show=False),
        Binding("question_mark,f1", "help", show=False),
        *(Binding(non_answer.key, f"choose_offered('{non_answer.code}')", show=False) for non_answer in OFFERED),
    ]

    def __init__(self, sitting: Sitting, place: Place) -> None:
        """Takes the person's sitting, and where the answers are stored."""
        super().__init__()
        self._sitting = sitting
        self._place = place
        self._taken_out: tuple[str, ...] = ()

    @property
    def walkthrough(self) -> Walkthrough:
        """Where the person stands."""
        return self._sitting.walkthrough

    def compose(self) -> ComposeResult:
        yield from parts(self._sitting)

    def on_mount(self) -> None:
        self._arrive()

    def on_key(self, _: events.Key) -> None:
        """Try again to save what was not saved, whatever the key."""
        if not self._sitting.is_saved:
            self._sitting.save_again()
            self._mark()

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        chosen = self.walkthrough.choose_level(message.index + 1)
        if chosen:
            self._save(chosen)

    def on_choice_list_confirmed(self) -> None:
        self.action_go_on()

    def action_choose_offered(self, code: str) -> None:
        self._save(self.walkthrough.choose(code))

    def action_go_on(self) -> None:
        if self._all_saved():
            if self.walkthrough.can_go_on:
                self._advance()
            else:
                self.say(sentences.CHOOSE_FIRST, urgent=True)

    def action_leave_blank(self) -> None:
        if self._save(self.walkthrough.leave_blank()):
            self._advance()

    def action_back(self) -> None:
        if self._all_saved() and self.walkthrough.at > 0:
            self._move(self.walkthrough.back())

    def action_forward(self) -> None:
        if self._all_saved():
            if self.walkthrough.can_go_forward:
                self._move(self.walkthrough.forward())
            else:
                self.say(sentences.NO_FURTHER if self.walkthrough.can_go_on else sentences.CHOOSE_FIRST, urgent=True)

    def action_wording(self) -> None:
        if len(self.walkthrough.wordings()) > 1:
            self._sitting.stand_and_save(self.walkthrough.next_wording())
            self._show()

    def action_note(self) -> None:
        self.app.push_screen(NotePage(self._sitting), lambda _: self._mark())

    def action_jump(self) -> None:
        if self._all_saved():
            self.app.push_screen(JumpPage(self.walkthrough), self._after_jump)

    def action_help(self) -> None:
        from coreflect.tui.help import QuestionHelpPage  # and the texts of every help with it

        self.app.push_screen(QuestionHelpPage(self._sitting.reflection, self.walkthrough.wording, self._place))

    def action_leave(self) -> None:
        answered = self.walkthrough.answered
        answers = [answer for answer in sentences.LEAVING_ANSWERS if answered or answer[0] != "count"]
        question = sentences.leaving(answered, len(self.walkthrough.asked))
        self.app.push_screen(ChoicePage(question, answers, closes=True, act=self._end), self._after_leaving)

    def put_away(self) -> None:
        self._sitting.save()

    def _save(self, changed: Walkthrough) -> bool:
        is_saved = self._sitting.stand_and_save(changed)
        self._mark()
        return is_saved

    def _all_saved(self) -> bool:
        return self._sitting.is_saved or self._save(self.walkthrough)

    def _advance(self) -> None:
        if self.walkthrough.is_last:
            self.app.push_screen(FinishingPage(self._sitting), self._after_finishing_page)
        else:
            self._move(self.walkthrough.forward())

    def _move(self, moved: Walkthrough) -> None:
        self._sitting.stand_at(moved)
        self._arrive()
        # Asked by the item, since the page itself would be called back before the item has asked to be painted.
        self.query_one(ItemView).call_after_refresh(self._save_place)

    def _save_place(self) -> None:
        if not self._sitting.stand_and_save(self.walkthrough):
            self._mark()

    def _arrive(self) -> None:
        """Show the question that the person has come to, after its bank's introduction where that is due."""
        if self.walkthrough.introduction:
            self._introduce(introduction(self.walkthrough, self._sitting.reflection))
        self._show()

    def _introduce(self, pages: tuple[Page[str], ...]) -> None:
        first, *more = pages

        def read(step: str | None) -> None:
            if step == ON and more:
                self._introduce(tuple(more))
            elif step == ON:
                self._sitting.stand_at(self.walkthrough.introduce())
            elif step == BACK and self.walkthrough.at > 0:
                self._move(self.walkthrough.back())
            elif step == BACK:
                self._introduce(pages)
            else:
                self.action_leave()

        self.app.push_screen(first, read)

    def _after_finishing_page(self, answer: str | None) -> None:
        if answer == "finished":
            self.dismiss(Ended("finished"))
        elif answer == "blanks":
            self.action_jump()
        elif answer == "leave":
            self.action_leave()

    def _after_jump(self, index: int | None) -> None:
        if index is not None:
            self._move(self.walkthrough.jump(index))

    def _end(self, answer: str) -> None:
        """Do what was chosen on leaving.

        Raises:
            CoreflectError: it could not be saved.
        """
        if answer == "out":
            self._taken_out = self._sitting.take_out()
        elif answer == "count":
            self._sitting.finish()
        else:
            self._sitting.save()

    def _after_leaving(self, answer: str | None) -> None:
        if answer == "later":
            self.dismiss(Ended("later"))
        elif answer == "count":
            self.dismiss(Ended("finished"))
        elif answer == "out":
            self.dismiss(Ended("out", self._taken_out))
        elif self.walkthrough.introduction:
            self._arrive()

    def _show(self) -> None:
        show(self, self._sitting)

    def _mark(self) -> None:
        mark(self, self._sitting)
