"""Shows one question while the room talks: what was answered, what was said, and where the room stands.

The prompt is shown only when asked for; what the room settles is shown once it is on disk, and no single answer of a
private reflection ever is. The pages for a note and for where the room stands are here too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from coreflect.core.errors import CoreflectError
from coreflect.core.meeting.room import ItemKey
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Question
from coreflect.core.results import PublishedRound
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.actions import things_to_try
from coreflect.core.texts.controls import CHOOSE_ONE
from coreflect.core.texts.words import with_period
from coreflect.services.app import Services
from coreflect.services.discussion import Discussion
from coreflect.services.room import (
    begin_where_now,
    new_room_note,
    notes_for_everyone,
    save_room_note,
    save_where_now,
    where_now_words,
)
from coreflect.tui.answering.notes import NoteReaders
from coreflect.tui.frame import Key, team_and_about
from coreflect.tui.meeting.actions import ActionPage
from coreflect.tui.meeting.plan import SECONDS_BETWEEN_LOOKS, ClockCorner, MeetingClock
from coreflect.tui.meeting.show_of_hands import ShowOfHandsPage
from coreflect.tui.pages import RoomPage, SavingPage
from coreflect.tui.widgets.choice_list import ChoiceList, Row, level_rows
from coreflect.tui.widgets.pictures import ItemPicture
from coreflect.tui.widgets.text import clicked, safe


class ResultItemPage(RoomPage[ItemKey]):
    """Shows an item with its picture, and what the room has settled about it. Gives the item that was open last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "prompt", show=False),
        Binding("c", "note", show=False),
        Binding("s", "hands", show=False),
        Binding("e", "where_now", show=False),
        Binding("a", "add_action", show=False),
        Binding("t", "choose_to_talk", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("escape,b,enter", "close", show=False),
    ]

    DEFAULT_CSS = """
    ResultItemPage #item-saved { margin-top: 1; border-left: outer $accent; padding-left: 1; }
    ResultItemPage #steps { width: auto; margin: 0 2; }
    """

    def __init__(self, discussion: Discussion, key: ItemKey, clock: MeetingClock) -> None:
        """Takes what is talked about, the item to begin with, and the session's clock."""
        super().__init__()
        self._discussion = discussion
        self._key = key
        self._clock = clock
        self._asks = False

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._discussion.reflection), self._discussion.place_of(self._key))

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("p", "prompt", "screen.prompt"),
            ("c", "note", "screen.note"),
            ("s", "hands", "screen.hands"),
            ("e", "what we agree", "screen.where_now"),
            ("a", "action", "screen.add_action"),
            ("Esc", "list", "screen.close"),
        )

    def compose_corner(self) -> ComposeResult:
        yield Static(clicked("< ", "screen.step(-1)") + clicked(" >", "screen.step(1)"), id="steps")
        yield ClockCorner(self._clock)

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body"):
            yield Static(id="item-picture")
            yield Static(id="item-saved")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)
        self._show()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def look(self) -> None:
        """Read what other terminals have settled meanwhile."""
        if self.is_active and self._discussion.look():
            self._show()

    def action_prompt(self) -> None:
        """Show the question that helps to talk, and what the team could try, or hide them again."""
        self._asks = not self._asks
        self._show()

    def action_note(self) -> None:
        self._open(lambda question: RoomNotePage(self._discussion.services, self._discussion.reflection, question))

    def action_hands(self) -> None:
        self._open(
            lambda question: ShowOfHandsPage(self._discussion.services, self._discussion.reflection, question),
            self._hands_shown,
        )

    def action_where_now(self) -> None:
        self._open(lambda question: WhereNowPage(self._discussion.services, self._discussion.reflection, question))

    def action_add_action(self) -> None:
        self._open(lambda question: ActionPage(self._discussion.services, self._discussion.reflection, question))

    def action_choose_to_talk(self) -> None:
        """Choose this question to talk about, or no longer; it stays in the list."""
        try:
            self._discussion.toggle(self._key)
        except CoreflectError as error:
            self.say(str(error), urgent=True)
        else:
            self._show()

    def action_step(self, by: int) -> None:
        """Go to the next question or the one before, if there is one."""
        after = self._discussion.neighbour(self._key, by)
        if after != self._key:
            self._key, self._asks = after, False
            self.say("")
            self._show()
            self.query_one(VerticalScroll).scroll_home(animate=False)

    @property
    def room(self) -> tuple[Services, str]:
        return self._discussion.services, self._discussion.reflection.team

    def refresh_page(self) -> None:
        self._discussion.look()
        self._show()

    def action_close(self) -> None:
        self.dismiss(self._key)

    def action_leave(self) -> None:
        self.action_close()

    def _open(self, page: Callable[[Question], Screen[bool]], then: Callable[[], object] | None = None) -> None:
        question = self._discussion.question(self._key)
        if question is None:
            self.say(texts.NO_QUESTIONS, urgent=True)
            return

        def closed(is_saved: bool | None) -> None:
            self._discussion.look()
            self.say(texts.U_TAKES_IT_BACK if is_saved else "")
            self._show()
            if is_saved and then:
                then()
            elif is_saved:
                self.call_after_refresh(self._show_settled)

        try:
            self.app.push_screen(page(question), closed)
        except CoreflectError as error:
            self.say(str(error), urgent=True)

    def _show_settled(self) -> None:
        self.query_one(VerticalScroll).scroll_end(animate=False)

    @work(thread=True, exclusive=True)
    def _hands_shown(self) -> None:
        """Count again, so that the show of hands is shown as far as it may be."""
        try:
            published = self._discussion.services.results.published(self._discussion.reflection.id)
        except CoreflectError as error:
            self.app.call_from_thread(self.say, str(error), urgent=True)
        else:
            self.app.call_from_thread(self._show_results, published)

    def _show_results(self, published: PublishedRound) -> None:
        if published.items:
            self._discussion.show(published)
            self._show()
            self.call_after_refresh(self._show_settled)

    def _show(self) -> None:
        discussion, key = self._discussion, self._key
        self.show_frame()
        lines = [Content.styled(heading, "bold") + Content(text) for heading, text in discussion.settled(key)]
        settled = self.query_one("#item-saved", Static)
        settled.update(Content("\n").join(lines))
        settled.display = bool(lines)
        room = rows_for_picture(self, len(lines) + bool(lines))
        picture = item_picture(discussion, key, asks=self._asks, lines=strip_lines(self), height=room)
        self.query_one("#item-picture", Static).update(picture)


STRIP_LINES = ((56, 9), (48, 7), (38, 5), (24, 3), (0, 1))
"""How many lines everyone's strip takes in a window of at least so many rows."""


def strip_lines(page: Screen[Any]) -> int:
    """Say how many lines everyone's strip takes on this page."""
    return next(lines for rows, lines in STRIP_LINES if page.app.size.height >= rows)


AROUND = 4
"""How many rows the header with the gap under it, the status line and the footer take."""


def rows_for_picture(page: Screen[Any], others: int = 0) -> int:
    """Say how many rows a picture may have to be wholly in sight, where so many others stand beside or around it."""
    return page.app.size.height - AROUND - others


def item_picture(
    discussion: Discussion, key: ItemKey, *, asks: bool = False, lines: int = 1, height: int = 0
) -> ItemPicture:
    """Make the picture of a question that a room talks about; `asks` adds what helps to talk and what can be tried."""
    question = discussion.question(key)
    return ItemPicture(
        discussion.item(key),
        discussion.published,
        stem=with_period(question.bank.stem.say(), discussion.reflection.period) if question else "",
        prompt=(question.item.prompt.say(), *things_to_try(question.item)) if question and asks else (),
        last_time=discussion.earlier_position_text(key),
        paired=discussion.paired(key),
        rounds=discussion.over_time(key),
        lines=lines,
        height=height,
    )


class RoomNotePage(SavingPage):
    """Takes a new note on one question, or on the meeting. Earlier notes stay as they are.

    The room sees this page, so it shows only those earlier notes that everyone may read.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "close", show=False)]

    DEFAULT_CSS = """
    RoomNotePage > #before { height: auto; max-height: 4; padding: 0 2; color: $text-quote; }
    """

    def __init__(self, services: Services, reflection: Reflection, question: Question | None) -> None:
        """Takes the question that the room talks about, or None for the meeting as a whole.

        Raises:
            CoreflectError: what was written before cannot be read.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._question = question
        self._before = notes_for_everyone(services, reflection, question)
        self._note = new_room_note(services, reflection, question)

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), texts.WHAT_WAS_SAID)

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Tab", "who may read it", "app.focus_next"), ("Esc", "save and close", "screen.close")

    def compose_content(self) -> ComposeResult:
        title = self._question.item.text.say() if self._question else texts.ABOUT_THE_MEETING
        yield Static(safe(title), classes="item")
        yield Static(safe(texts.WHAT_WAS_SAID_HELP), id="about")
        if self._before:
            with VerticalScroll(id="before"):
                yield Static(safe(texts.WRITTEN_BEFORE))
                for note in self._before:
                    yield Static(safe(f"· {note.text}"))
        yield TextArea(id="text", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        yield NoteReaders(texts.room_note_readers(self._reflection), "room")

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def on_choice_list_confirmed(self) -> None:
        self.action_close()

    @property
    def draft_of(self) -> str:
        return f"{self._reflection.id} {self._question.key if self._question else ''}"

    def has_unsaved(self) -> bool:
        return bool(self.query_one(TextArea).text.strip())

    def action_save(self) -> None:
        if self.has_unsaved():
            super().action_save()

    def save(self) -> bool:
        text = shown(self.query_one(TextArea).text, lines=True).strip()
        self._note = save_room_note(self._services, self._note, text, self.query_one(NoteReaders).sharing)
        return True


class WhereNowPage(SavingPage):
    """Asks where the room stands: at a level, seeing it differently, or not reached. All three have the same weight."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "save", show=False)]

    def __init__(self, services: Services, reflection: Reflection, question: Question) -> None:
        """Takes the question that the room has talked about; its earlier answer is chosen at the start.

        Raises:
            CoreflectError: what the room has settled cannot be read.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._question = question
        self._where = begin_where_now(services, reflection, question)
        self._answers = tuple(where_now_words(question))
        stood = self._where.stood
        self._at_first = self._answers.index(stood) if stood in self._answers else None
        self._chosen = self._at_first
        self._asked_about: int | None = None

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), texts.WHERE_NOW_QUESTION)

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Enter", "save", "screen.save"), ("Esc", "close", "screen.close")

    def compose_content(self) -> ComposeResult:
        levels = level_rows(self._question.scale, "standard")
        others = [Row(str(number), words) for number, (_, words) in enumerate(texts.WHERE_NOW_OTHERS, len(levels) + 1)]
        yield Static(safe(self._question.item.text.say()), classes="item")
        with VerticalScroll(id="body", can_focus=False):
            yield ChoiceList([*levels, *others], self._chosen)

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus(scroll_visible=False)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        self._chosen = message.index
        self._asked_about = None
        self.query_one(ChoiceList).mark(message.index)
        self.say("")

    def on_choice_list_confirmed(self) -> None:
        self.action_save()

    @property
    def draft_of(self) -> str:
        return f"{self._where.reflection.id} {self._question.key}"

    def has_unsaved(self) -> bool:
        return self._chosen != self._at_first

    def save(self) -> bool:
        if self._chosen is None:
            self.say(CHOOSE_ONE, urgent=True)
            return False
        answer = self._answers[self._chosen]
        if self._where.asks_the_others(answer) and self._asked_about != self._chosen:
            self._asked_about = self._chosen
            self.say(f"{texts.ASK_THE_OTHERS} {texts.PRESS_ENTER_AGAIN}", urgent=True)
            return False
        save_where_now(self._services, self._where, answer)
        return True
