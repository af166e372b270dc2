"""The first thing on the wall is about how things are done, and one question that people see alike."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from coreflect.core.results import PublishedRound
from coreflect.reporting.agenda import ALIKE_HEADING, agenda
from coreflect.reporting.text import HOW_NOT_WHO, who_answered
from coreflect.tui.meeting_clock import ClockCorner, MeetingClock
from coreflect.tui.widgets.item_picture import ItemPicture
from coreflect.tui.widgets.page import Page
from coreflect.tui.widgets.text import hints, paragraphs, said


class OpeningPage(Page[None]):
    """The sentence that goes before all results, how many answered, and the item to open with."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,space,right", "close", show=False)]

    DEFAULT_CSS = """
    OpeningPage #how-not-who { text-style: bold; margin-bottom: 1; }
    """

    def __init__(self, published: PublishedRound, clock: MeetingClock) -> None:
        super().__init__()
        self._published = published
        self._clock = clock

    def compose(self) -> ComposeResult:
        one = self._published
        opening = agenda(one).opening
        with Horizontal(id="top"):
            yield Static(said(f"{one.team_name} · {one.about}"), id="where")
            yield ClockCorner(self._clock)
        with VerticalScroll(id="body", classes="reading"):
            yield Static(paragraphs((HOW_NOT_WHO,)), id="how-not-who")
            yield Static(said(who_answered(one)), classes="said")
            if opening:
                yield Static(said(ALIKE_HEADING), classes="title")
                yield Static(ItemPicture(opening, one))
        yield Static(hints(("Enter", "on to all questions", "screen.close")), id="hints")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        self.dismiss(None)
