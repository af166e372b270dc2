"""The list of all questions, which shows whether each has an answer but not which; and the page after the last one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coreflect.core.answers import LEFT_BLANK
from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Question
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.controls import NOT_SAVED_YET
from coreflect.core.texts.words import counted, with_period
from coreflect.services.sitting import Sitting
from coreflect.tui.answering.notes import ask_for_code
from coreflect.tui.frame import BETWEEN, Key
from coreflect.tui.pages import ListsQuestions, Page
from coreflect.tui.widgets.choice_list import IN_HAND, NOT_IN_HAND, level_rows
from coreflect.tui.widgets.lists import Line, Panes, QuietPanes, keys_of_panes
from coreflect.tui.widgets.text import Hanging, paragraphs, safe

ANSWERED, BLANK, NOT_YET = sentences.STATES


class QuestionList(OptionList):
    """Every question under its section's title; a sign marks the highlighted one."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        self._walkthrough = walkthrough
        self._pointed: int | None = None
        super().__init__(*self._question_options(), id="body")

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        before, self._pointed = self._pointed, highlighted
        for at in (before, highlighted):
            option = self.options[at] if at is not None and at < self.option_count else None
            if option is not None and option.id:
                self.replace_option_prompt(option.id, self._line(int(option.id), in_hand=at == highlighted))

    def _question_options(self) -> list[Option]:
        at, options, section = self._walkthrough, [], None
        for index, question in enumerate(at.asked):
            if question.section is not section:
                section = question.section
                title = Content.styled(f"  {shown(section.title.say(at.wording))}", "bold")
                options.append(Option(title, disabled=True))
            options.append(Option(self._line(index, in_hand=False), id=str(index)))
        return options

    def _line(self, index: int, *, in_hand: bool) -> Hanging:
        at = self._walkthrough
        choice = at.draft.choice(at.asked[index].key)
        state = NOT_YET if choice is None else BLANK if choice == LEFT_BLANK.code else ANSWERED
        mark = f"{IN_HAND if in_hand else NOT_IN_HAND} {index + 1:>3}  {state:<{len(BLANK)}}  "
        return Hanging(((Content(mark), safe(at.asked[index].item.text.say(at.wording))),))


def place_of(at: Walkthrough, index: int) -> tuple[str, str]:
    """Say where a question stands: its section, and which of all questions it is."""
    return at.asked[index].section.title.say(at.wording), f"{index + 1} of {len(at.asked)}"


def as_asked(question: Question, wording: str, reflection: Reflection) -> Hanging:
    """Draw a question with its levels, to be read."""
    bank, item, gap = question.bank, question.item, (Content(), Content())
    rows = level_rows(question.scale, wording, item.lowest.say(wording), item.highest.say(wording))
    levels = []
    for row in rows:
        levels += [gap, (Content(f"{row.key}  "), Content.styled(shown(row.label), "bold"))]
        levels += [(Content("   "), Content.styled(shown(text), "$text-muted")) for text in row.details]
    stem = Content.styled(shown(with_period(bank.stem.say(wording), reflection.period)), "$text-muted")
    asked = Content.styled(shown(item.text.say(wording)), "bold")
    return Hanging(((Content(), stem), gap, (Content(), asked), *levels))


class JumpPage(ListsQuestions[int]):
    """Gives the index of the question to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,g,b,left", "close", show=False)]

    def __init__(self, walkthrough: Walkthrough, reflection: Reflection) -> None:
        super().__init__()
        self._walkthrough = walkthrough
        self._reflection = reflection

    @property
    def where(self) -> tuple[str, ...]:
        return (sentences.ALL_QUESTIONS,)

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Enter", "go there", "screen.go_there"), *keys_of_panes(self), ("Esc", "close", "screen.close")

    def compose_content(self) -> ComposeResult:
        with Panes():
            yield QuestionList(self._walkthrough)

    def on_mount(self) -> None:
        """Highlight the question that the person is at, or the first blank one once they have reached the end."""
        at = self._walkthrough
        stand_at = at.blanks[0] if at.blanks and at.is_last else at.at
        body = self.query_one(QuestionList)
        body.highlighted = body.get_option_index(str(stand_at))
        body.focus()
        self._show_beside(stand_at)

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        if message.option_id:
            self._show_beside(int(message.option_id))

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        if message.option_id:
            self.dismiss(int(message.option_id))

    def question_lines(self) -> Sequence[Line]:
        at = self._walkthrough
        return [Line(str(index), question.item.text.say(at.wording)) for index, question in enumerate(at.asked)]

    def point_at(self, line: str) -> None:
        listed = self.query_one(QuestionList)
        listed.highlighted = listed.get_option_index(line)

    def _show_beside(self, index: int) -> None:
        """Show a question beside the list, as somebody will meet it, and not what was chosen."""
        at = self._walkthrough
        beside = as_asked(at.asked[index], at.wording, self._reflection)
        self.query_one(Panes).show(counted(len(at.asked), "question"), BETWEEN.join(place_of(at, index)), beside)

    def action_go_there(self) -> None:
        self.query_one(QuestionList).action_select()

    def action_close(self) -> None:
        self.dismiss(None)


Finishing = Literal["finished", "blanks", "leave", "back"]


class FinishingPage(Page[Finishing]):
    """The page after the last question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "finish", show=False),
        Binding("g", "blanks", show=False),
        Binding("k", "code", show=False),
        Binding("left,b,escape", "back", show=False),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting
        self._offers_code = sitting.may_take_code

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Enter", "finish", "screen.finish"),
            ("g", "see the list", "screen.blanks"),
            ("k" if self._offers_code else "", "a code", "screen.code"),
            ("b", "back", "screen.back"),
            ("q", "leave", "screen.leave"),
        )

    def compose_content(self) -> ComposeResult:
        with QuietPanes(self.beside), VerticalScroll(id="body"):
            yield Static(safe(sentences.LAST_QUESTION), classes="title")
            yield Static(paragraphs(self._texts()), id="before-finishing", classes="paragraphs")

    def action_finish(self) -> None:
        try:
            self._sitting.finish()
        except CoreflectError as error:
            self.say(f"{NOT_SAVED_YET}{error}", urgent=True)
        else:
            self.dismiss("finished")

    def action_code(self) -> None:
        """Ask whether this person wants a code; this changes nothing else."""
        if self._offers_code:
            ask_for_code(self.app, self._sitting, self._code_asked)

    def action_blanks(self) -> None:
        self.dismiss("blanks")

    def action_back(self) -> None:
        self.dismiss("back")

    def action_leave(self) -> None:
        self.dismiss("leave")

    def _texts(self) -> tuple[str, ...]:
        at = self._sitting.walkthrough
        texts = [sentences.before_finishing(len(at.blanks))]
        if self._offers_code:
            texts.append(sentences.code_before_finishing(at.wording, at.draft.code))
        return tuple(texts)

    def _code_asked(self, text: str) -> None:
        self.query_one("#before-finishing", Static).update(paragraphs(self._texts()))
        self.say(text)
