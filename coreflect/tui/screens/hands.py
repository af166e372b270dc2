"""A show of hands is counted a number an answer; numbers that do not fit the people are questioned, never refused."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from coreflect.core import hands
from coreflect.core import meeting_sentences as sentences
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import Question
from coreflect.core.room import HANDS_HELP, ItemKey, fits, tally
from coreflect.reporting.standing import TWO_VERSIONS
from coreflect.tui.screens.kept_page import KeptPage
from coreflect.tui.widgets.count_row import Count, CountRow
from coreflect.tui.widgets.one_of import OneOf
from coreflect.tui.widgets.text import hints, said

HERE = ("", "here")
AGAIN = "Enter again keeps it as it was counted."


class HandsPage(KeptPage):
    """How many showed each answer to one question, in each group that this reflection may count by itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep_or_next", show=False),
    ]

    DEFAULT_CSS = """
    HandsPage .item { text-style: bold; margin-bottom: 1; }
    HandsPage #groups { height: auto; margin-top: 1; }
    HandsPage .group { text-style: bold; }
    HandsPage #here { margin-top: 1; height: auto; }
    HandsPage #by { margin-top: 1; }
    HandsPage.-short .title, HandsPage.-short .item, HandsPage.-short #by { margin: 0; }
    """

    def __init__(self, desk: Desk, facts: Round, question: Question) -> None:
        """Takes the question to count; an earlier show of hands on it stands as a start.

        Raises:
            CoreflectError: what the room has counted cannot be read.
        """
        super().__init__()
        self._desk = desk
        self._facts = facts
        self._question = question
        item = question.item
        self._key: ItemKey = (question.bank.id, item.id, item.edition)
        room = desk.workspace.room(facts.id)
        self._before = hands.tally_of(facts.id, self._key, room)
        self._by: hands.By = hands.counted_by(facts, self._before)
        self._versions = len({row.revision for row in self._before})
        self._numbers = hands.start_of(self._before)
        self._here = hands.people_here(facts, self._key, room)
        self._at_first = self._counted()
        self._questioned: tuple[int, int | None] | None = None

    def compose(self) -> ComposeResult:
        ways = hands.ways(self._facts)
        yield Static(said(sentences.HANDS_TITLE), id="where", classes="title")
        yield Static(said(self._question.item.text.say()), classes="item")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(said(HANDS_HELP))
            if len(ways) > 1:
                yield OneOf([(way, name, "") for way, name in sentences.HANDS_BY if way in ways], self._by, id="by")
            with Vertical(id="groups"):
                yield from self._rows()
            with Vertical(id="here"):
                yield CountRow(HERE, sentences.PEOPLE_HERE, self._here)
        yield Static(id="status")
        yield Static(
            hints(
                ("Enter", "next, and keep at the end", "screen.keep_or_next"),
                ("F2", "keep", "screen.keep"),
                ("Esc", "close", "screen.close"),
            ),
            id="hints",
        )

    def on_mount(self) -> None:
        self.query(Count).first().focus()
        self._say_how_many()

    @on(OneOf.Changed)
    async def _count_another_way(self, event: OneOf.Changed) -> None:
        self._by = next(way for way in hands.ways(self._facts) if way == event.value)
        groups = self.query_one("#groups", Vertical)
        await groups.remove_children()
        await groups.mount_all(self._rows())
        self._say_how_many()

    @on(Input.Changed)
    def _counted_on(self, event: Input.Changed) -> None:
        field = event.input
        if not isinstance(field, Count):
            return
        if field.key == HERE:
            self._here = field.number
        elif field.number is None:
            self._numbers.pop(field.key, None)
        else:
            self._numbers[field.key] = field.number
        self._say_how_many()

    def action_keep_or_next(self) -> None:
        if self.focused is not None:
            self.next_field(self.focused)

    def is_unkept(self) -> bool:
        return self._counted() != self._at_first

    def keep(self) -> bool:
        counted = self._counted()
        total = sum(counted.values())
        odd = fits(total, self._here) or ("" if total else sentences.hands_counted(0))
        if odd and self._questioned != (total, self._here):
            self._questioned = (total, self._here)
            self.say(f"{odd} {AGAIN}", urgent=True)
            return False
        rows = tally(self._facts.id, self._key, counted, self._before, self._desk.ids)
        self._desk.workspace.keep_room(rows)
        return True

    def _counted(self) -> dict[tuple[str, str], int]:
        groups = {group for group, _ in hands.groups(self._by)}
        return {key: number for key, number in self._numbers.items() if key[0] in groups and number}

    def _rows(self) -> list[Static | CountRow]:
        groups = hands.groups(self._by)
        rows: list[Static | CountRow] = []
        for group, name in groups:
            if len(groups) > 1:
                rows.append(Static(said(name), classes="group"))
            for number, (answer, words) in enumerate(hands.answers(self._question.scale), 1):
                numbered = f"{number}  {words}" if number <= len(self._question.scale.levels) else f"   {words}"
                rows.append(CountRow((group, answer), numbered, self._numbers.get((group, answer))))
        return rows

    def _say_how_many(self) -> None:
        total = sum(self._counted().values())
        self.say(sentences.hands_counted(total) if total or self._versions < 2 else TWO_VERSIONS)
