"""One question fills the screen while the room talks: what was answered, what was said, and where the room stands.

The prompt shows on asking alone, and what the room keeps stands here once it is on disk. No single answer of a private
reflection ever does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from coreflect.core.errors import CoreflectError
from coreflect.core.responses import Question
from coreflect.core.results import PublishedRound
from coreflect.core.room import ItemKey
from coreflect.core.sentences import stem
from coreflect.reporting.talking import NO_QUESTIONS, WAS_SAID, WHERE_WE_STAND, WILL_DO, Talking
from coreflect.tui.meeting_clock import SECONDS_BETWEEN_LOOKS, ClockCorner, MeetingClock
from coreflect.tui.widgets.item_picture import ItemPicture
from coreflect.tui.widgets.page import Page
from coreflect.tui.widgets.text import clicked, hints, said


class ResultItemPage(Page[ItemKey]):
    """An item with its picture, and what the room keeps about it. Gives the item that was open last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "prompt", show=False),
        Binding("c", "note", show=False),
        Binding("h", "hands", show=False),
        Binding("w", "where_now", show=False),
        Binding("a", "add_action", show=False),
        Binding("t", "choose_to_talk", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("escape,b,enter", "close", show=False),
    ]

    DEFAULT_CSS = """
    ResultItemPage > #item-body { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    ResultItemPage #item-kept { margin-top: 1; border-left: outer $accent; padding-left: 1; }
    ResultItemPage #steps { width: auto; margin-right: 2; }
    ResultItemPage.-short > #item-body { padding: 0 2; }
    ResultItemPage.-tall > #item-body { height: 34; padding: 2 4; }
    """

    def __init__(self, talking: Talking, key: ItemKey, clock: MeetingClock) -> None:
        """Takes what is talked about, the item to begin with, and the session's clock."""
        super().__init__()
        self._talking = talking
        self._key = key
        self._clock = clock
        self._asks = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(id="where")
            yield Static(id="steps")
            yield ClockCorner(self._clock)
        with VerticalScroll(id="item-body"):
            yield Static(id="item-picture")
            yield Static(id="item-kept")
        yield Static(id="status")
        yield Static(
            hints(
                ("p", "prompt", "screen.prompt"),
                ("c", "note", "screen.note"),
                ("h", "show of hands", "screen.hands"),
                ("w", "where we stand", "screen.where_now"),
                ("a", "action", "screen.add_action"),
                ("Esc", "list", "screen.close"),
            ),
            id="hints",
        )

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)
        self._show()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def look(self) -> None:
        """Look at what other terminals have settled meanwhile."""
        if self.is_active and self._talking.look():
            self._show()

    def action_prompt(self) -> None:
        """Show the question that helps to talk, or hide it again."""
        self._asks = not self._asks
        self._show()

    def action_note(self) -> None:
        from coreflect.tui.screens.room_note import RoomNotePage

        self._open(lambda question: RoomNotePage(self._talking.desk, self._talking.facts, question))

    def action_hands(self) -> None:
        from coreflect.tui.screens.hands import HandsPage

        self._open(lambda question: HandsPage(self._talking.desk, self._talking.facts, question), self._hands_shown)

    def action_where_now(self) -> None:
        from coreflect.tui.screens.where_now import WhereNowPage

        self._open(lambda question: WhereNowPage(self._talking.desk, self._talking.facts, question))

    def action_add_action(self) -> None:
        from coreflect.tui.screens.action_form import ActionPage

        self._open(lambda question: ActionPage(self._talking.desk, self._talking.facts, question))

    def action_choose_to_talk(self) -> None:
        """Choose this question to talk about, or take it off again; it stays in the list."""
        try:
            self._talking.toggle(self._key)
        except CoreflectError as error:
            self.say(str(error), urgent=True)
        else:
            self._show()

    def action_step(self, by: int) -> None:
        """The next question or the one before; the last and the first stay."""
        after = self._talking.neighbour(self._key, by)
        if after != self._key:
            self._key, self._asks = after, False
            self.say("")
            self._show()
            self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_close(self) -> None:
        self.dismiss(self._key)

    def action_leave(self) -> None:
        self.action_close()

    def _open(self, page: Callable[[Question], Screen[bool]], then: Callable[[], object] | None = None) -> None:
        question = self._talking.question(self._key)
        if question is None:
            self.say(NO_QUESTIONS, urgent=True)
            return

        def closed(kept: bool | None) -> None:
            self._talking.look()
            self.say("")
            self._show()
            if kept and then:
                then()
            elif kept:
                self.call_after_refresh(self._show_kept)

        try:
            self.app.push_screen(page(question), closed)
        except CoreflectError as error:
            self.say(str(error), urgent=True)

    def _show_kept(self) -> None:
        self.query_one(VerticalScroll).scroll_end(animate=False)

    @work(thread=True, exclusive=True)
    def _hands_shown(self) -> None:
        """Count anew, so that the show of hands stands here as far as it may."""
        try:
            published = self._talking.desk.results.published(self._talking.facts.id)
        except CoreflectError as error:
            self.app.call_from_thread(self.say, str(error), urgent=True)
        else:
            self.app.call_from_thread(self._show_results, published)

    def _show_results(self, published: PublishedRound) -> None:
        if published.items:
            self._talking.show(published)
            self._show()
            self.call_after_refresh(self._show_kept)

    def _show(self) -> None:
        talking, key = self._talking, self._key
        heading, beside = talking.beside(key)
        self.query_one("#where", Static).update(said(f"{heading} · {beside.index(key) + 1} of {len(beside)}"))
        self.query_one("#steps", Static).update(
            clicked("< ", "screen.step(-1)") + clicked(" >", "screen.step(1)"),
        )
        question = talking.question(key)
        prompt = question.item.prompt.say() if question and self._asks else ""
        asked = stem(question.bank.stem.say(), talking.facts.period) if question else ""
        picture = ItemPicture(
            talking.item(key),
            talking.published,
            stem=asked,
            prompt=prompt,
            last_time=talking.stood(key),
            paired=talking.paired(key),
            airy=self.has_class("-tall"),
        )
        self.query_one("#item-picture", Static).update(picture)
        kept = self.query_one("#item-kept", Static)
        lines = kept_lines(talking, key)
        kept.update(Content("\n").join(lines))
        kept.display = bool(lines)


def kept_lines(talking: Talking, key: ItemKey) -> tuple[Content, ...]:
    """What the room has kept about an item: where it stands, what was said, and what will be done."""
    stands = talking.stands(key)
    lines = [(WHERE_WE_STAND, stands)] if stands else []
    lines += [(WAS_SAID, note) for note in talking.notes(key)]
    lines += [(WILL_DO, action) for action in talking.planned(key)]
    return tuple(Content.styled(name, "bold") + Content(text) for name, text in lines)
