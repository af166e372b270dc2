"""Shows the questions of a reflection one at a time, all in the same place; no key loses an answer or a note.

A bank is introduced before its first question, and its answers can be tried. Other pages show an item as here.
"""

from __future__ import annotations

from typing import ClassVar, Literal, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coreflect.core.answers import OFFERED
from coreflect.core.banks.bank import Scale
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Place, Question
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.words import with_period
from coreflect.services.sitting import Sitting
from coreflect.tui.answering.jump_list import FinishingPage, JumpPage, place_of
from coreflect.tui.answering.notes import NotePage
from coreflect.tui.answering.parts import parts_beside
from coreflect.tui.answering.removing import YES, removing_page
from coreflect.tui.frame import Bar, Beside, Key
from coreflect.tui.pages import BACK, ON, ChoicePage, Page, ReadingPage
from coreflect.tui.widgets.choice_list import CHOSEN, NOT_CHOSEN, ChoiceList, Row, level_rows
from coreflect.tui.widgets.lists import QuietPanes
from coreflect.tui.widgets.text import Flowing, clicked, safe


class Ended(NamedTuple):
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
        self._parts_shown: object = None

    @property
    def walkthrough(self) -> Walkthrough:
        """Where the person stands."""
        return self._sitting.walkthrough

    @property
    def where(self) -> tuple[str, ...]:
        return place_of(self.walkthrough, self.walkthrough.at)

    @property
    def beside(self) -> Beside:
        return parts_beside(self.walkthrough)

    @property
    def keys(self) -> tuple[Key, ...]:
        has_wordings = len(self.walkthrough.wordings()) > 1
        return (
            ("Enter", "go on", "screen.go_on"),
            ("s", "leave blank", "screen.leave_blank"),
            ("b", "back", "screen.back"),
            ("g", "list", "screen.jump"),
            ("w" if has_wordings else "", "words", "screen.wording"),
            ("q", "leave", "screen.leave"),
            ("?", "help", "screen.help"),
        )

    def compose_corner(self) -> ComposeResult:
        yield Static(id="how-far")
        yield Static(id="state")

    def compose_content(self) -> ComposeResult:
        """Make the widgets; they are empty apart from what is the same on every question."""
        yield Static(id="about")
        with QuietPanes(self.beside):
            yield ItemView(id="body")
        yield Static(id="note")

    def compose_status(self) -> ComposeResult:
        """The person's two words are always shown, because the laptop may be closed at any moment."""
        with Vertical(id="foot"):
            yield Static(id="status")
            yield Static(
                safe(sentences.return_words_line(self._sitting.words))
                + clicked(sentences.PRESS_TO_HIDE, "screen.hide"),
                id="words",
            )

    def on_mount(self) -> None:
        self._arrive()

    def takes_keys(self) -> bool:
        """Not once the answers are finished: the page is closed as soon as that is known here."""
        return super().takes_keys() and not self._sitting.is_finished

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        return not self._sitting.is_finished

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
            self.app.push_screen(JumpPage(self.walkthrough, self._sitting.reflection), self._after_jump)

    def action_help(self) -> None:
        from coreflect.tui.help import QuestionHelpPage  # and the texts of every help with it

        at = self.walkthrough
        self.app.push_screen(QuestionHelpPage(self._sitting.reflection, at.question, at.wording, self._place))

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
        if answer == "count":
            self._sitting.finish()
        elif answer == "later":
            self._sitting.save()

    def _remove(self) -> None:
        self._taken_out = self._sitting.take_out()

    def _after_leaving(self, answer: str | None) -> None:
        if answer == "later":
            self.dismiss(Ended("later"))
        elif answer == "count":
            self.dismiss(Ended("finished"))
        elif answer == "out":
            self.app.push_screen(removing_page(self._remove), self._after_removing)
        elif self.walkthrough.introduction:
            self._arrive()

    def _after_removing(self, answer: str | None) -> None:
        if answer == YES:
            self.dismiss(Ended("out", self._taken_out))
        else:
            self._after_leaving(None)

    def _show(self) -> None:
        """Show the question that the person is at, in the same widgets."""
        at = self.walkthrough
        question, wording = at.question, at.wording
        item = question.item
        self.show_frame()
        self.query_one("#how-far", Static).update(Bar(at.at + 1, len(at.asked), numbered=False))
        self.query_one("#about", Static).update(
            safe(sentences.above_question(self._sitting.reflection, question, wording))
        )
        rows = level_rows(question.scale, wording, item.lowest.say(wording), item.highest.say(wording))
        stem = with_period(question.bank.stem.say(wording), self._sitting.reflection.period)
        self.query_one(ItemView).show(stem, item.text.say(wording), rows)
        self._mark()

    def _mark(self) -> None:
        """Show what is chosen and noted here, and whether it is saved."""
        at = self.walkthrough
        self.query_one(ItemView).mark(at.question.scale, at.chosen, at.wording)
        note = sentences.NOTE_STANDS if at.note else sentences.WRITE_NOTE
        if at.note and self._sitting.is_saved:
            note = sentences.note_saved(at.note.sharing, self._sitting.reflection)
        self.query_one("#note", Static).update(clicked("c  ", "screen.note", "bold") + safe(note))
        self.query_one("#state", Static).update(_state(at) if self._sitting.is_saved else "")
        self._show_parts()
        self.say(self._sitting.not_saved or _OFFERED_HELP.get(at.chosen or "", ""), urgent=not self._sitting.is_saved)

    def show_frame(self) -> None:
        """Show it, and what stands beside the question in a window that is wide by now."""
        super().show_frame()
        self._show_parts()

    def _show_parts(self) -> None:
        """Show how far each part is, where there is room for that and it is not what is shown."""
        at = self.walkthrough
        if self.has_class("-wide") and (stands := (at.parts, at.wording, at.question.section)) != self._parts_shown:
            self._parts_shown = stands
            _, parts = self.beside
            self.query_one(QuietPanes).show(parts)


_OFFERED_HELP = {non_answer.code: non_answer.help for non_answer in OFFERED}


def _state(at: Walkthrough) -> str:
    if at.chosen is not None:
        return sentences.KEPT
    return sentences.LEFT_BLANK_STATE if at.was_left_blank else ""


class ItemView(VerticalScroll, can_focus=False):
    """The stem, the item, its levels, and the answers beside them. The focus stays on the levels."""

    def compose(self) -> ComposeResult:
        yield Static(classes="stem")
        yield Static(classes="item")
        yield ChoiceList()
        yield Static(classes="offered")

    def on_mount(self) -> None:
        self.on_resize()
        self.query_one(ChoiceList).focus(scroll_visible=False)

    def on_resize(self) -> None:
        self.query_one(ChoiceList).spread(self.app.size.height)

    def show(self, stem: str, item: str, rows: tuple[Row, ...]) -> None:
        """Show another item, from its first line."""
        self.query_one(".stem", Static).update(safe(stem))
        self.query_one(".item", Static).update(safe(item))
        self.query_one(ChoiceList).show(rows, None)
        self.scroll_home(animate=False)

    def mark(self, scale: Scale, chosen: str | None, wording: str) -> None:
        """Mark what is chosen: a level's id, a code beside the levels, or nothing."""
        levels = scale.level_ids
        self.query_one(ChoiceList).mark(levels.index(chosen) if chosen in levels else None)
        offered = self.query_one(".offered", Static)
        offered.update(_offered_answers(chosen, wording))
        if chosen and chosen not in levels:
            offered.scroll_visible(animate=False)


def _offered_answers(chosen: str | None, wording: str) -> Flowing:
    parts: list[Content] = []
    for non_answer in OFFERED:
        mark = CHOSEN if non_answer.code == chosen else NOT_CHOSEN
        style = "bold" if non_answer.code == chosen else ""
        parts.append(
            clicked(
                f"{mark} {non_answer.key}  {shown(non_answer.say(wording))}",
                f"screen.choose_offered('{non_answer.code}')",
                style,
            )
        )
    return Flowing(tuple(parts), gap=2)


def introduction(walkthrough: Walkthrough, reflection: Reflection) -> tuple[Page[str], ...]:
    """Make the pages before a bank's first question: what it is about, and a question to try if its levels are new."""
    question, wording, at = walkthrough.question, walkthrough.wording, walkthrough.at
    came_before = walkthrough.asked[at - 1] if at and walkthrough.introduced else None
    new_levels = came_before is not None and came_before.scale.level_ids != question.scale.level_ids
    bank = question.bank
    texts = (sentences.NEW_LEVELS if new_levels else "", bank.intro.say(wording), sentences.quoted_from(bank, wording))
    intro = ReadingPage(tuple(filter(None, texts)), title=bank.title.say(wording), back=at > 0)
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

    @property
    def where(self) -> tuple[str, ...]:
        return (sentences.PRACTICE_START,)

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Enter", "go on", "screen.on"), ("b", "back", "screen.back"), ("q", "leave", "screen.leave")

    def compose_content(self) -> ComposeResult:
        with QuietPanes(self.beside):
            yield ItemView(id="body")

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
