"""Takes a show of hands, a number for each answer, and lists the questions to choose one for.

Numbers that do not fit the people are questioned, but never refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from coreflect.core.meeting.room import answers, groups, hands_are_doubtful, ways
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.phones import HANDS_TAKEN, PRESS_J_TO_TAKE, hands_up
from coreflect.core.texts.results import TWO_VERSIONS
from coreflect.core.texts.words import counted
from coreflect.services.app import Services
from coreflect.services.room import Place, begin_show_of_hands, save_show_of_hands
from coreflect.tui.frame import Bar, Key, team_and_about
from coreflect.tui.meeting.plan import SECONDS_BETWEEN_LOOKS
from coreflect.tui.pages import ListsQuestions, SavingPage
from coreflect.tui.widgets.choice_list import level_rows
from coreflect.tui.widgets.lists import Line, Panes, PointedList, keys_of_panes
from coreflect.tui.widgets.one_of import Field, OneOf
from coreflect.tui.widgets.text import Hanging, Stacked, safe

HERE = ("", "here")


class ShowOfHandsPage(SavingPage):
    """Asks how many raised a hand for each answer, in each group that this reflection may count separately.

    Where phones are served, it asks them too while it is open; `j` puts their hands into the fields.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("j", "take_hands", show=False, priority=True)]

    DEFAULT_CSS = """
    ShowOfHandsPage #groups { height: auto; margin-top: 1; }
    ShowOfHandsPage .group { text-style: bold; }
    ShowOfHandsPage #here { margin-top: 1; height: auto; }
    ShowOfHandsPage #by { margin-top: 1; }
    ShowOfHandsPage.-short #by { margin: 0; }
    ShowOfHandsPage #on-phones { color: $text-heading; }
    """

    def __init__(self, services: Services, reflection: Reflection, question: Question) -> None:
        """Takes the question; the numbers of an earlier show of hands on it stand in the fields.

        Raises:
            CoreflectError: what the room has counted cannot be read.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._question = question
        self._show = begin_show_of_hands(services, reflection, question)
        self._by = self._show.by
        self._numbers: dict[Place, int] = dict(self._show.start)
        self._people = self._show.people
        self._at_first = self._counted()
        self._taken: Mapping[Place, int] | None = None
        self._questioned: tuple[int, int | None] | None = None

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), texts.SHOW_OF_HANDS_TITLE)

    def compose_corner(self) -> ComposeResult:
        yield Static(id="how-far")

    def compose_content(self) -> ComposeResult:
        ways_here = ways(self._reflection)
        yield Static(safe(self._question.item.text.say()), classes="item")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(safe(texts.SHOW_OF_HANDS_HELP))
            yield Static(id="on-phones")
            if len(ways_here) > 1:
                yield OneOf([(way, name, "") for way, name in texts.COUNT_BY if way in ways_here], self._by, id="by")
            with Vertical(id="groups"):
                yield from self._rows()
            with Vertical(id="here"):
                yield CountRow(HERE, texts.PEOPLE_HERE, self._people)

    def on_mount(self) -> None:
        self.query(Count).first().focus()
        self._say_how_many()
        if room := self._services.phones_in(self._reflection):
            room.ask_for_hands(self._question)
            self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)
        self.look()

    def on_unmount(self) -> None:
        if room := self._services.phones_in(self._reflection):
            room.stop_hands()

    @property
    def keys(self) -> tuple[Key, ...]:
        first, *others = super().keys
        j = "j" if self._services.phones_in(self._reflection) else ""
        return (first, (j, "take the phones' hands", "screen.take_hands"), *others)

    def look(self) -> None:
        """Look at how many hands are up on phones."""
        room, on_phones = self._services.phones_in(self._reflection), self.query_one("#on-phones", Static)
        on_phones.display = room is not None
        if room:
            raised = room.hands(self._by)
            what_now = HANDS_TAKEN if raised == self._taken else PRESS_J_TO_TAKE if raised else ""
            on_phones.update(safe(f"{hands_up(raised.total())} {what_now}"))

    def action_take_hands(self) -> None:
        """Put the hands that are up on phones into the fields, in place of what stands there."""
        room = self._services.phones_in(self._reflection)
        if room is None:
            raise SkipAction
        self._taken = raised = room.hands(self._by)
        for field in self.query(Count):
            if field.key != HERE:
                field.value = str(raised[field.key] or "")
                field.action_select_all()
        self.look()

    @on(OneOf.Changed)
    async def _count_another_way(self, event: OneOf.Changed) -> None:
        self._by = next(way for way in ways(self._reflection) if way == event.value)
        rows = self.query_one("#groups", Vertical)
        await rows.remove_children()
        await rows.mount_all(self._rows())
        self._say_how_many()

    @on(Input.Changed)
    def _counted_on(self, event: Input.Changed) -> None:
        field = event.input
        if not isinstance(field, Count):
            return
        if field.key == HERE:
            self._people = field.number
        elif field.number is None:
            self._numbers.pop(field.key, None)
        else:
            self._numbers[field.key] = field.number
        self._say_how_many()

    @property
    def draft_of(self) -> str:
        return f"{self._reflection.id} {self._question.key}"

    def has_unsaved(self) -> bool:
        return self._counted() != self._at_first

    def save(self) -> bool:
        counted = self._counted()
        total = sum(counted.values())
        if hands_are_doubtful(total, self._people) and self._questioned != (total, self._people):
            self._questioned = (total, self._people)
            doubt = texts.hands_to_question(total, self._people) or texts.hands_counted(total)
            self.say(f"{doubt} {texts.ENTER_AGAIN_KEEPS}", urgent=True)
            return False
        save_show_of_hands(self._services, self._show, counted)
        return True

    def _counted(self) -> dict[Place, int]:
        counted_here = {group for group, _ in groups(self._by)}
        return {place: number for place, number in self._numbers.items() if place[0] in counted_here and number}

    def _rows(self) -> list[Static | CountRow]:
        in_groups = groups(self._by)
        rows: list[Static | CountRow] = []
        for group, name in in_groups:
            if len(in_groups) > 1:
                rows.append(Static(safe(name), classes="group"))
            for number, (answer, words) in enumerate(answers(self._question.scale), 1):
                numbered = f"{number}  {words}" if number <= len(self._question.scale.levels) else f"   {words}"
                rows.append(CountRow((group, answer), numbered, self._numbers.get((group, answer))))
        return rows

    def _say_how_many(self) -> None:
        total = sum(self._counted().values())
        self.query_one("#how-far", Static).update(Bar(total, self._people) if self._people else "")
        self.say(texts.hands_counted(total) if total or not self._show.in_two_versions else TWO_VERSIONS)


class WhichQuestionPage(ListsQuestions[Question]):
    """Lists the questions of a reflection. Gives the one that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,b,left", "close", show=False)]

    def __init__(self, asked: Sequence[Question]) -> None:
        super().__init__()
        self._asked = tuple(asked)

    @property
    def where(self) -> tuple[str, ...]:
        return (*super().where[:2], texts.ON_WHICH_QUESTION)

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Enter", "choose", "screen.choose"), *keys_of_panes(self), ("Esc", "back", "screen.close")

    def compose_content(self) -> ComposeResult:
        with Panes():
            yield PointedList(question_lines(self._asked), id="body")

    def on_mount(self) -> None:
        self.query_one(PointedList).focus()

    def on_option_list_option_highlighted(self) -> None:
        """Show beside the list the highlighted question, and the answers that hands can be raised for."""
        if chosen := self.query_one(PointedList).chosen:
            question = self._asked[int(chosen)]
            beside = Stacked((Content.styled(shown(question.item.text.say()), "bold"), levels_in_full(question)))
            self.query_one(Panes).show(counted(len(self._asked), "question"), question.section.title.say(), beside)
            self.show_frame()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        if message.option_id:
            self.dismiss(self._asked[int(message.option_id)])

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_close(self) -> None:
        self.dismiss(None)


def question_lines(asked: Sequence[Question]) -> tuple[Line, ...]:
    """List each question under the title of its section, which cannot be chosen."""
    lines: list[Line] = []
    section = None
    for index, question in enumerate(asked):
        if question.section is not section:
            section = question.section
            lines.append(Line("", section.title.say()))
        lines.append(Line(str(index), question.item.text.say(), key=f"{index + 1:>3}"))
    return tuple(lines)


def levels_in_full(question: Question) -> Hanging:
    """List the levels of a question with their numbers and meanings."""
    rows = level_rows(question.scale, "standard")
    return Hanging(
        [
            line
            for row in rows
            for line in (
                (Content.styled(f"{row.key}  ", "$text-muted"), Content(shown(row.label))),
                *((Content("   "), Content.styled(shown(detail), "$text-muted")) for detail in row.details),
            )
        ]
    )


MOST_DIGITS = 4
NOTHING = "–"


class Count(Field):
    """A field for a number. `key` is the (group, answer) that is counted in it."""

    def __init__(self, key: tuple[str, str], number: int | None) -> None:
        super().__init__("" if number is None else str(number), None, MOST_DIGITS)
        self.key = key
        self.restrict = "[0-9]*"
        self.placeholder = NOTHING
        self.select_on_focus = True

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's signature
        """Tell Textual that only digits are typed here, so that Enter held down counts once."""
        return character is not None and character.isdigit()

    @property
    def number(self) -> int | None:
        """The number in the field; None if it is empty."""
        return int(self.value) if self.value else None


class CountRow(Horizontal):
    """An answer's words, with its field to the right of them."""

    DEFAULT_CSS = """
    CountRow { height: auto; }
    CountRow > Static { width: 1fr; max-width: 40; padding-right: 2; }
    CountRow > Count { width: 8; }
    """

    def __init__(self, key: tuple[str, str], words: str, number: int | None) -> None:
        super().__init__()
        self._key = key
        self._words = words
        self._number = number

    def compose(self) -> ComposeResult:
        yield Static(safe(self._words))
        yield Count(self._key, self._number)
