"""Every question of a round, to choose one of; nothing of anybody's answers stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from coreflect.core.responses import Question
from coreflect.tui.widgets.page import Page
from coreflect.tui.widgets.pointed_list import Line, PointedList
from coreflect.tui.widgets.text import hints, said


class WhichQuestionPage(Page[Question]):
    """Gives the question that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,b,left", "close", show=False)]

    DEFAULT_CSS = """
    WhichQuestionPage > #which { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    WhichQuestionPage > #which > .option-list--option-disabled { color: $text-accent; text-style: bold; }
    WhichQuestionPage.-tall > #which { height: 26; }
    """

    def __init__(self, asked: Sequence[Question]) -> None:
        super().__init__()
        self._asked = tuple(asked)

    def compose(self) -> ComposeResult:
        yield Static(said("A show of hands: on which question?"), id="where")
        yield PointedList(question_lines(self._asked), id="which")
        yield Static(
            hints(("Enter", "choose", "screen.choose"), ("Esc", "back", "screen.close")),
            id="hints",
        )

    def on_mount(self) -> None:
        self.query_one(PointedList).focus()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        if message.option_id:
            self.dismiss(self._asked[int(message.option_id)])

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_close(self) -> None:
        self.dismiss(None)


def question_lines(asked: Sequence[Question]) -> tuple[Line, ...]:
    """Each question under the title of its section, which cannot be chosen."""
    lines: list[Line] = []
    section = None
    for index, question in enumerate(asked):
        if question.section is not section:
            section = question.section
            lines.append(Line("", section.title.say()))
        lines.append(Line(str(index), question.item.text.say(), key=f"{index + 1:>3}"))
    return tuple(lines)
