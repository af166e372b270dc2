"""The pages that look back: the teams by name, one team with its rounds and its questions, and one question over time.

Answers are counted in a thread, once somebody has asked for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static

from coreflect.core.answers import EVERYONE
from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.results import Published
from coreflect.core.strips import Row, lay
from coreflect.core.texts.controls import CLOSE, ONE_MOMENT
from coreflect.core.texts.results import LOOK_BACK, NO_ANSWERS, NOTHING_YET, OPEN_HERE, WHAT_OPENING_DOES, WHICH_TEAM
from coreflect.core.texts.words import counted as how_many
from coreflect.reporting.look_back import Entry, Team, TeamPart, groups, parts, teams, whose
from coreflect.reporting.look_back_text import reflection_line, remarks, team_line, team_pieces, what_we_did
from coreflect.reporting.strips import legend, signs_of
from coreflect.reporting.text import everyone
from coreflect.services.actions import newest_reflection
from coreflect.services.app import Services
from coreflect.tui.cards import ChoiceCard
from coreflect.tui.frame import Key
from coreflect.tui.meeting.result_item import rows_for_picture, strip_lines
from coreflect.tui.pages import ListsQuestions, OpenMeeting, OpenNext, Page
from coreflect.tui.widgets.lists import Line, Panes, PointedList, keys_of_panes
from coreflect.tui.widgets.pictures import Pieces, RoundsPicture, counted
from coreflect.tui.widgets.question_lists import Sheet, StripLine, StripList, TextLine
from coreflect.tui.widgets.strips import LegendLines
from coreflect.tui.widgets.text import safe

AROUND_ITEM, AROUND_PANES = 2, 2
"""How many rows say over a question whose answers stand there, and how many the frame takes around it in its pane."""


class LookBackItemPage(Page[int]):
    """Shows a question in all rounds. Gives the index of the question that was open last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("space", "whose", show=False),
        Binding("escape,b,enter", "leave", show=False),
    ]

    def __init__(self, team: Team, entries: Sequence[Entry], at: int) -> None:
        """Takes the team, its questions in order, and which of them to begin with."""
        super().__init__()
        self._team = team
        self._entries = entries
        self._at = at
        self._group = EVERYONE

    @property
    def where(self) -> tuple[str, ...]:
        return self._team.name, LOOK_BACK, place_of(self._at, self._entries)

    @property
    def keys(self) -> tuple[Key, ...]:
        many = len(self._entries) > 1
        more = len(groups(self._team, self._entries[self._at].key)) > 1
        return (
            ("→" if many else "", "next", "screen.step(1)"),
            ("←" if many else "", "the one before", "screen.step(-1)"),
            ("Space" if more else "", "whose answers", "screen.whose"),
            ("Esc", "list", "screen.leave"),
        )

    def compose_content(self) -> ComposeResult:
        yield Static(id="about")
        with VerticalScroll(id="body"):
            yield Static(id="look-back-item")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.show()

    def on_resize(self) -> None:
        self.show()

    def action_step(self, by: int) -> None:
        """The next question or the one before; the first and the last stay."""
        after = min(max(self._at + by, 0), len(self._entries) - 1)
        if after != self._at:
            self._at = after
            self.show()
            self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_whose(self) -> None:
        """Show the answers of the next group that some round shows, and after the last one everyone's."""
        every = groups(self._team, self._entries[self._at].key)
        at = every.index(self._group) if self._group in every else 0
        self._group = every[(at + 1) % len(every)]
        self.show()

    def action_leave(self) -> None:
        self.dismiss(self._at)

    def show(self) -> None:
        """Show the question in all rounds."""
        key = self._entries[self._at].key
        if self._group not in groups(self._team, key):
            self._group = EVERYONE
        self.query_one("#about", Static).update(safe(whose(self._group)))
        lines, room = max(strip_lines(self) - 2, 1), rows_for_picture(self, AROUND_ITEM)
        picture = RoundsPicture(self._team, key, self._group, lines=lines, height=room)
        self.query_one("#look-back-item", Static).update(picture)
        self.show_frame()


class LookBackPage(Page[None]):
    """Lists the teams to look back with, or opens the page of the only one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("escape,b,left", "leave", show=False),
    ]

    DEFAULT_CSS = """
    LookBackPage #look-back-text { margin-bottom: 1; }
    """

    def __init__(self, services: Services, team: str = "") -> None:
        """Takes the services, and the id of the team to begin with, where it is known."""
        super().__init__()
        self._services = services
        self._team = team
        self._teams: tuple[Team, ...] = ()

    @property
    def where(self) -> tuple[str, ...]:
        return (LOOK_BACK,)

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Enter" if self._teams else "", "choose", "screen.choose"),
            *keys_of_panes(self),
            ("Esc", "back", "screen.leave"),
        )

    def compose_content(self) -> ComposeResult:
        yield Static(safe(ONE_MOMENT), id="look-back-text")
        with Panes():
            yield PointedList(id="body")

    def on_mount(self) -> None:
        self.query_one(PointedList).focus()
        self._load()

    def on_option_list_option_highlighted(self) -> None:
        """Show beside the list the reflections of the highlighted team."""
        if chosen := self.query_one(PointedList).chosen:
            team = self._teams[int(chosen)]
            self.query_one(Panes).show(how_many(len(self._teams), "team"), team.name, Pieces(team_pieces(team)))
            self.show_frame()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.app.push_screen(LookBackTeamPage(self._services, self._teams[int(event.option.id or 0)]))

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    @work(thread=True, exclusive=True)
    def _load(self) -> None:
        try:
            published = self._services.results.side_by_side()
        except CoreflectError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self._loaded, published)

    def _loaded(self, published: Published) -> None:
        if not self.is_attached:
            return
        self._teams = teams(published)
        chosen = [team for team in self._teams if team.team == self._team] or list(self._teams)
        if len(chosen) == 1 and self.is_active:
            self.app.switch_screen(LookBackTeamPage(self._services, chosen[0]))
            return
        self.query_one("#look-back-text", Static).update(safe(WHICH_TEAM if self._teams else NOTHING_YET))
        lines = [Line(str(at), team.name, team_line(team)) for at, team in enumerate(self._teams)]
        self.query_one(PointedList).show(lines)
        self.show_frame()

    def _failed(self, sentence: str) -> None:
        if self.is_attached:
            self.query_one("#look-back-text", Static).update(safe(sentence))


class LookBackTeamPage(ListsQuestions[None]):
    """Shows a team's rounds under each other, and its questions to choose from, each with its latest strip."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("o", "open_here", show=False),
        Binding("n", "set_up_next", show=False),
        Binding("escape,b", "leave", show=False),
    ]

    def __init__(self, services: Services, team: Team) -> None:
        super().__init__()
        self._services = services
        self._team = team
        self._newest = newest_reflection(services, team.team)
        self._elsewhere: tuple[Reflection, ...] = ()
        self._entries: tuple[Entry, ...] = ()

    @property
    def where(self) -> tuple[str, ...]:
        return self._team.name, LOOK_BACK

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Enter" if self._entries else "", "open", "screen.choose"),
            *keys_of_panes(self),
            ("o" if self._elsewhere else "", "open it here", "screen.open_here"),
            ("n" if self._newest else "", "next reflection", "screen.set_up_next"),
            ("Esc", "back", "screen.leave"),
        )

    def compose_content(self) -> ComposeResult:
        yield Static(id="legend")
        with Panes():
            yield StripList(id="body")

    def on_mount(self) -> None:
        self.query_one(StripList).focus()
        self.show()
        self._look_elsewhere()

    def on_resize(self) -> None:
        self._show_in_hand()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        def closed(last: int | None) -> None:
            if last is not None:
                self.query_one(StripList).point(str(last))

        at = int(event.option.id or 0)
        self.app.push_screen(LookBackItemPage(self._team, self._entries, at), closed)

    def on_option_list_option_highlighted(self) -> None:
        self._show_in_hand()

    def action_choose(self) -> None:
        self.query_one(StripList).action_select()

    def action_open_here(self) -> None:
        """Import a reflection that is in imported files alone, so that its meeting can be held on this laptop."""
        if not self._elsewhere:
            return
        choices = [Line(reflection.id, f"{OPEN_HERE}: {reflection_line(reflection)}") for reflection in self._elsewhere]
        card = ChoiceCard(OPEN_HERE, (WHAT_OPENING_DOES,), (*choices, Line("close", CLOSE)))
        self.app.push_screen(card, self._open_here)

    def action_set_up_next(self) -> None:
        """Set up the team's next reflection, after the newest one that is here."""
        if self._newest:
            self.post_message(OpenNext(self._newest))

    def show(self) -> None:
        """Show the rounds, and all questions below them."""
        team_parts = parts(self._team)
        self._entries = tuple(entry for part in team_parts for entry in part.entries)
        self.query_one(StripList).show(look_back_lines(self._team, team_parts))
        self.show_frame()
        self._show_in_hand()

    def _show_in_hand(self) -> None:
        """Show the legend of the highlighted question, and beside the list the question itself."""
        if chosen := self.query_one(StripList).chosen:
            entry = self._entries[int(chosen)]
            named = signs_of(*(one.item for one in self._entries), group=EVERYONE)
            self.query_one("#legend", Static).update(LegendLines(legend(entry.item), named))
            place = place_of(int(chosen), self._entries)
            lines, room = max(strip_lines(self) - 2, 1), rows_for_picture(self, AROUND_PANES)
            picture = RoundsPicture(self._team, entry.key, lines=lines, height=room)
            listed, title = how_many(len(self._team.rounds), "reflection"), f"{whose(EVERYONE)} · {place}"
            self.query_one(Panes).show(listed, title, picture)

    def _open_here(self, round_id: str | None) -> None:
        if not round_id:
            return
        try:
            reflection = self._services.results.open_here(round_id)
        except CoreflectError as error:
            self.say(str(error), urgent=True)
            return
        self.post_message(OpenMeeting(reflection, self._load))

    @work(thread=True, exclusive=True, group="look")
    def _look_elsewhere(self) -> None:
        """Find out which of the rounds are in imported files alone."""
        try:
            imported = self._services.results.imported()
        except CoreflectError:
            return
        self.app.call_from_thread(self._mark_elsewhere, imported)

    def _mark_elsewhere(self, rounds: Sequence[Reflection]) -> None:
        if not self.is_attached:
            return
        shown = {published.round for published in self._team.rounds}
        self._elsewhere = tuple(reflection for reflection in rounds if reflection.id in shown)
        self.show_frame()

    @work(thread=True, exclusive=True)
    def _load(self) -> None:
        """Count again, after the meeting of one of these rounds."""
        try:
            published = self._services.results.side_by_side()
        except CoreflectError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self._loaded, published)

    def _failed(self, sentence: str) -> None:
        if self.is_attached:
            self.say(sentence, urgent=True)

    def _loaded(self, published: Published) -> None:
        if not self.is_attached:
            return
        self._team = next((team for team in teams(published) if team.team == self._team.team), self._team)
        self._look_elsewhere()
        self.show()


def place_of(at: int, entries: Sequence[Entry]) -> str:
    """Say which of how many questions this is."""
    return f"question {at + 1} of {len(entries)}"


def look_back_lines(team: Team, team_parts: Sequence[TeamPart]) -> tuple[Line, ...]:
    """List the rounds, every question under its heading, and the team's actions."""
    every = [entry for part in team_parts for entry in part.entries]
    spreads = [(at, everyone(entry.item)) for at, entry in enumerate(every)]
    seen = [(at, Row("", spread, every[at].item.break_after)) for at, spread in spreads if spread is not None]
    sheet, rows = Sheet(counted(lay([row for _, row in seen]))), {at: row for row, (at, _) in enumerate(seen)}
    lines: list[Line] = [TextLine("", "", pieces=team_pieces(team))]
    numbers = iter(range(len(every)))
    for part in team_parts:
        lines.append(Line("", part.heading))
        for entry in part.entries:
            at = next(numbers)
            moved, why_not = remarks(team, entry)
            if at in rows:
                text = entry.item.text
                lines.append(StripLine(str(at), text, why_not, sheet=sheet, at=rows[at], marks=moved))
            else:
                lines.append(Line(str(at), entry.item.text, NO_ANSWERS))
    did = what_we_did(team)
    return (*lines, *((TextLine("", "", pieces=(did,)),) if did else ()))
