"""Where the room stands is kept only once the others have been asked: a level takes a second Enter."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import Question
from coreflect.core.room import ASK_THE_OTHERS, WHERE_NOW_OTHERS, WHERE_NOW_QUESTION, ItemKey, agreed, record_id
from coreflect.tui.screens.choosing import CHOOSE_ONE
from coreflect.tui.screens.kept_page import KeptPage
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.item_view import level_rows
from coreflect.tui.widgets.text import hints, said

AGAIN = "Then press Enter again."


class WhereNowPage(KeptPage):
    """The levels, then leaving it as it is seen, then not having come to it; all three weigh the same."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "keep", show=False)]

    DEFAULT_CSS = """
    WhereNowPage .item { text-style: bold; }
    WhereNowPage #status { margin-top: 1; }
    WhereNowPage #status.-urgent { border-left: outer $warning; padding-left: 1; }
    WhereNowPage.-short #status { margin-top: 0; }
    """

    def __init__(self, desk: Desk, facts: Round, question: Question) -> None:
        """Takes the question that the room has talked about; where it stood before stands as a start.

        Raises:
            CoreflectError: what the room has settled cannot be read.
        """
        super().__init__()
        self._desk = desk
        self._facts = facts
        self._question = question
        item = question.item
        self._key: ItemKey = (question.bank.id, item.id, item.edition)
        record = record_id(facts.id, "agreed", question.bank.id, item.id)
        self._before = tuple(row for row in desk.workspace.room(facts.id) if row.id == record)
        self._answers = (*question.scale.level_ids, *(answer for answer, _ in WHERE_NOW_OTHERS))
        stood = self._before[0].answer if len(self._before) == 1 else ""
        self._at_first = self._answers.index(stood) if stood in self._answers else None
        self._chosen = self._at_first
        self._asked_about: int | None = None

    def compose(self) -> ComposeResult:
        levels = level_rows(self._question.scale, "standard")
        others = [Row(str(number), words) for number, (_, words) in enumerate(WHERE_NOW_OTHERS, len(levels) + 1)]
        yield Static(said(WHERE_NOW_QUESTION), id="where", classes="title")
        yield Static(said(self._question.item.text.say()), classes="item")
        with VerticalScroll(id="body", classes="asking", can_focus=False):
            yield ChoiceList([*levels, *others], self._chosen)
        yield Static(id="status")
        yield Static(hints(("Enter", "keep", "screen.keep"), ("Esc", "close", "screen.close")), id="hints")

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus(scroll_visible=False)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        self._chosen = message.index
        self._asked_about = None
        self.query_one(ChoiceList).mark(message.index)
        self.say("")

    def on_choice_list_confirmed(self) -> None:
        self.action_keep()

    def is_unkept(self) -> bool:
        return self._chosen != self._at_first

    def keep(self) -> bool:
        if self._chosen is None:
            self.say(CHOOSE_ONE, urgent=True)
            return False
        is_level = self._chosen < len(self._question.scale.levels)
        if is_level and self._asked_about != self._chosen:
            self._asked_about = self._chosen
            self.say(f"{ASK_THE_OTHERS} {AGAIN}", urgent=True)
            return False
        rows = agreed(self._facts.id, self._key, self._answers[self._chosen], self._before, self._desk.ids)
        self._desk.workspace.keep_room(rows)
        return True
