"""Lists the questions of a revealed reflection in the order of the agenda, and has up to three chosen to talk about.

It opens with one question on which answers agree; every question stays in the list.
"""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.meeting.room import ItemKey
from coreflect.core.model import Reflection
from coreflect.core.results import PublishedRound
from coreflect.core.texts.controls import ONE_MOMENT
from coreflect.core.texts.meeting import NOTHING_DIFFERENT, WHERE_WE_STAND, how_many_chosen
from coreflect.core.texts.results import (
    AT_A_GLANCE,
    CANNOT_TELL_HEADING,
    DIFFERENTLY_HEADING,
    HOW_NOT_WHO,
    IN_ORDER_TO_TALK,
    MARKS,
    SIDES_HEADING,
    THE_ANSWERS,
    as_shown,
    kept_back_sentence,
    sides_come_first,
)
from coreflect.core.texts.words import counted as how_many
from coreflect.reporting.agenda import agenda, item_key, leads_differently, opening_heading
from coreflect.reporting.by_part import by_part
from coreflect.reporting.glance import Mark, at_a_glance
from coreflect.reporting.strips import legend, signs_of
from coreflect.reporting.text import who_answered
from coreflect.services.app import Services
from coreflect.services.discussion import Discussion
from coreflect.tui.frame import Key, team_and_about
from coreflect.tui.meeting.actions import ActionsPage
from coreflect.tui.meeting.by_part import ByPartPage
from coreflect.tui.meeting.plan import SECONDS_BETWEEN_LOOKS, ClockCorner, MeetingClock
from coreflect.tui.meeting.result_item import ResultItemPage, item_picture, rows_for_picture, strip_lines
from coreflect.tui.pages import ListsQuestions, OpenLookBack, Page, RoomPage
from coreflect.tui.widgets.choice_list import CHOSEN, NOT_CHOSEN
from coreflect.tui.widgets.lists import Line, Panes, PointedList, keys_of_panes
from coreflect.tui.widgets.pictures import ItemPicture, counted
from coreflect.tui.widgets.question_lists import Sheet, StripLine, StripList
from coreflect.tui.widgets.strips import LegendLines
from coreflect.tui.widgets.text import paragraphs, safe

AROUND_PANES, AROUND_OPENING = 5, 7
"""How many rows stand around the picture beside the list, and over the one that opens the results."""


class ResultsPage(ListsQuestions[None], RoomPage[None]):
    """Lists every question once with its strip: in the order in which a room looks at them, or by section.

    In a wide window the highlighted question stands beside the list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", show=False),
        Binding("t,space", "choose_to_talk", show=False),
        Binding("a", "actions", show=False),
        Binding("g", "glance", show=False),
        Binding("d", "by_part", show=False),
        Binding("l", "look_back", show=False),
        Binding("escape,b,left", "close", show=False),
    ]

    DEFAULT_CSS = """
    ResultsPage #results-text { margin-bottom: 1; }
    ResultsPage #chosen { color: $text-accent; }
    ResultsPage.-short #results-text { margin: 0; }
    """

    def __init__(
        self,
        services: Services,
        reflection: Reflection,
        published: PublishedRound | None = None,
        clock: MeetingClock | None = None,
    ) -> None:
        """Takes the revealed reflection, its results where they are known already, and the session's clock."""
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._published = published
        self._clock = clock or MeetingClock()
        self._discussion: Discussion | None = None
        self._by_section = False

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), AT_A_GLANCE if self._by_section else THE_ANSWERS)

    @property
    def keys(self) -> tuple[Key, ...]:
        away = ("Esc", "back", "screen.close")
        if not self._discussion:
            return (away,)
        ways = by_part(self._discussion.published)
        return (
            ("Enter", "open", "screen.open"),
            ("t", "to talk", "screen.choose_to_talk"),
            ("g", IN_ORDER_TO_TALK if self._by_section else AT_A_GLANCE.lower(), "screen.glance"),
            ("a", "actions", "screen.actions"),
            ("d" if ways else "", ways[0].heading.lower() if ways else "", "screen.by_part"),
            ("l", "look back", "screen.look_back"),
            *keys_of_panes(self),
            away,
        )

    def compose_corner(self) -> ComposeResult:
        yield ClockCorner(self._clock)

    def compose_content(self) -> ComposeResult:
        yield Static(safe(ONE_MOMENT), id="results-text")
        yield Static(id="legend")
        with Panes():
            yield StripList(id="body")
        yield Static(id="chosen")

    def on_mount(self) -> None:
        self.query_one(PointedList).focus()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)
        if self._published is not None:
            self._show_results(self._published)
        else:
            self._load()

    def on_resize(self) -> None:
        self._show_in_hand()

    def on_screen_resume(self) -> None:
        self.query_one(ClockCorner).look()
        if self._discussion:
            self._discussion.look()
            self._show()

    def look(self) -> None:
        """Read what other terminals have chosen or settled meanwhile."""
        if self._discussion and self.is_active and self._discussion.look():
            self._show()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        if self._discussion and message.option_id:
            self._open(self._discussion, key_of(self._discussion, message.option_id))

    def on_option_list_option_highlighted(self) -> None:
        self._show_in_hand()

    def action_open(self) -> None:
        self.query_one(PointedList).action_select()

    def action_glance(self) -> None:
        """List the questions by section, or again in the order in which a room looks at them."""
        if self._discussion:
            self._by_section = not self._by_section
            self._show()
            self.show_frame()
            self._show_in_hand()

    def action_choose_to_talk(self) -> None:
        """Choose the highlighted question to talk about, or no longer; it stays in its place."""
        chosen = self.query_one(PointedList).chosen
        if not self._discussion or not chosen:
            return
        try:
            self._discussion.toggle(key_of(self._discussion, chosen))
        except CoreflectError as error:
            self.say(str(error), urgent=True)
        else:
            self.say("")
        self._show()

    def action_actions(self) -> None:
        self.app.push_screen(ActionsPage(self._services, self._reflection.team))

    def action_by_part(self) -> None:
        """Show all answers to the questions about each principle or of each section, added up."""
        ways = by_part(self._discussion.published) if self._discussion else ()
        if ways:
            self.app.push_screen(ByPartPage(self._reflection, ways))

    def action_look_back(self) -> None:
        """Show this reflection beside the team's other ones."""
        self.post_message(OpenLookBack(self._reflection.team))

    @property
    def room(self) -> tuple[Services, str]:
        return self._services, self._reflection.team

    def refresh_page(self) -> None:
        self.on_screen_resume()

    def action_close(self) -> None:
        self.dismiss(None)

    @work(thread=True, exclusive=True)
    def _load(self) -> None:
        """Count in a thread, because loading pandas may take a while."""
        try:
            published = self._services.results.published(self._reflection.id)
        except CoreflectError as error:
            self.app.call_from_thread(self._say_alone, (str(error),))
        else:
            self.app.call_from_thread(self._show_results, published)

    def _show_results(self, published: PublishedRound) -> None:
        if not published.items:
            self._say_alone((who_answered(published), kept_back_sentence(published)))
            return
        self._discussion = Discussion(self._services, self._reflection, published)
        self._look_at_earlier(self._discussion)
        begins = not self._discussion.chosen
        texts = ("" if begins else HOW_NOT_WHO, who_answered(published), as_shown(published))
        self.query_one("#results-text", Static).update(safe(" ".join(text for text in texts if text)))
        self.show_frame()
        self._show()
        if begins:
            self.app.push_screen(OpeningPage(published, self._clock))

    @work(thread=True, exclusive=True, group="earlier")
    def _look_at_earlier(self, discussion: Discussion) -> None:
        """Count the team's earlier reflections, to be seen under this one; without them it stands alone."""
        with suppress(CoreflectError):
            discussion.rounds = self._services.results.rounds_until(self._reflection.id)
            self.app.call_from_thread(self._show_in_hand)

    def _say_alone(self, texts: tuple[str, ...]) -> None:
        """Show this sentence in place of the list."""
        self.query_one("#results-text", Static).update(paragraphs([text for text in texts if text]))

    def _show(self) -> None:
        if self._discussion:
            self.query_one(PointedList).show(result_lines(self._discussion, by_section=self._by_section))
            self.query_one("#chosen", Static).update(safe(how_many_chosen(len(self._discussion.chosen))))

    def _show_in_hand(self) -> None:
        """Show the legend of the highlighted question, and beside the list the question itself."""
        chosen = self.query_one(PointedList).chosen
        if self._discussion and chosen:
            key = key_of(self._discussion, chosen)
            others = signs_of(*self._discussion.published.items)
            self.query_one("#legend", Static).update(LegendLines(legend(self._discussion.item(key)), others))
            lines, room = max(strip_lines(self) - 2, 1), rows_for_picture(self, AROUND_PANES)
            picture = item_picture(self._discussion, key, lines=lines, height=room)
            listed = how_many(len(self._discussion.published.items), "question")
            self.query_one(Panes).show(listed, self._discussion.place_of(key), picture)

    def _point(self, line: str) -> None:
        listed = self.query_one(PointedList)
        listed.highlighted = listed.get_option_index(line)

    def _open(self, discussion: Discussion, key: ItemKey) -> None:
        self.say("")

        def closed(last: ItemKey | None) -> None:
            if last is not None:
                self._point(line_of(discussion, last))

        self.app.push_screen(ResultItemPage(discussion, key, self._clock), closed)


def result_lines(discussion: Discussion, *, by_section: bool = False) -> tuple[Line, ...]:
    """List each question under its heading, with its strip, its marks, and where the room stands.

    The headings are those of the agenda, or the sections.
    """
    glance = at_a_glance(discussion.published)
    rows = {item_key(row.item): row for section in glance.sections for row in section.rows}
    strips = glance.strips._replace(rows=tuple(strip._replace(name="") for strip in glance.strips.rows))
    sheet = Sheet(counted(strips))
    found = [(part.heading, part.items) for part in discussion.parts]
    order = {item_key(item): str(at) for at, item in enumerate(item for _, items in found for item in items)}
    if by_section:
        found = [(section.title, tuple(row.item for row in section.rows)) for section in glance.sections]
    lines: list[Line] = []
    for heading, items in found:
        lines.append(Line("", heading))
        for item in items:
            key = item_key(item)
            row = rows[key]
            told = [MARKS[mark] for mark in row.marks if by_section or heading != HEADING_OF.get(mark)]
            lines.append(
                StripLine(
                    order[key],
                    item.text,
                    _detail(discussion, key),
                    CHOSEN if key in discussion.chosen else NOT_CHOSEN,
                    sheet=sheet,
                    at=row.at,
                    marks=" · ".join(told),
                )
            )
    if not by_section and not leads_differently(discussion.parts):
        lines[:0] = (Line("", DIFFERENTLY_HEADING, NOTHING_DIFFERENT),)
    return tuple(lines)


HEADING_OF: dict[Mark, str] = {
    "groups": SIDES_HEADING,
    "differ": DIFFERENTLY_HEADING,
    "not sure": CANNOT_TELL_HEADING,
}
"""The heading of the agenda that says the same as a mark."""


def key_of(discussion: Discussion, line: str) -> ItemKey:
    """Return the key of the item on the line with this id."""
    items = [item for part in discussion.parts for item in part.items]
    return item_key(items[int(line)])


def line_of(discussion: Discussion, key: ItemKey) -> str:
    """Return the id of the line of the item with this key."""
    return str([item_key(item) for part in discussion.parts for item in part.items].index(key))


def _detail(discussion: Discussion, key: ItemKey) -> str:
    stands = discussion.position_text(key)
    return f"{WHERE_WE_STAND}{stands}" if stands else ""


class OpeningPage(Page[None]):
    """Shows, before all results, that they are about how things are done, who answered, and where answers agree."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,space,right", "close", show=False)]

    DEFAULT_CSS = """
    OpeningPage #how-not-who { text-style: bold; margin-bottom: 1; }
    """

    def __init__(self, published: PublishedRound, clock: MeetingClock) -> None:
        super().__init__()
        self._published = published
        self._clock = clock

    @property
    def keys(self) -> tuple[Key, ...]:
        return (("Enter", "on to all questions", "screen.close"),)

    def compose_corner(self) -> ComposeResult:
        yield ClockCorner(self._clock)

    def compose_content(self) -> ComposeResult:
        results = self._published
        order = agenda(results)
        with VerticalScroll(id="body"):
            yield Static(paragraphs((HOW_NOT_WHO,)), id="how-not-who")
            yield Static(safe(who_answered(results)), classes="paragraphs")
            if order.sides:
                yield Static(safe(sides_come_first(len(order.sides))), classes="paragraphs")
            if order.opening:
                yield Static(safe(opening_heading(order.opening)), classes="title")
                yield Static(id="opening-picture")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        if opening := agenda(self._published).opening:
            lines, room = max(strip_lines(self), 3), rows_for_picture(self, AROUND_OPENING)
            picture = ItemPicture(opening, self._published, lines=lines, height=room)
            self.query_one("#opening-picture", Static).update(picture)

    def action_close(self) -> None:
        self.dismiss(None)
