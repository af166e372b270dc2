"""The pages that look back: the teams by name, then one team with its rounds side by side and its questions.

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
from coreflect.core.texts.controls import CLOSE, ONE_MOMENT
from coreflect.core.texts.results import LOOK_BACK, NOTHING_YET, OPEN_HERE, WHAT_OPENING_DOES, WHICH_TEAM
from coreflect.reporting.look_back import Entry, Team, TeamPart, groups, parts, teams, whose
from coreflect.reporting.look_back_text import (
    Piece,
    entry_line,
    fitting,
    item_pieces,
    reflection_line,
    team_line,
    team_pieces,
    what_we_did,
    window,
)
from coreflect.services.actions import newest_reflection
from coreflect.services.app import Services
from coreflect.tui.cards import ChoiceCard
from coreflect.tui.frame import Key, Result
from coreflect.tui.pages import OpenMeeting, OpenNext, Page
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.pictures import LookBackList, Pieces, TextLine
from coreflect.tui.widgets.text import safe


class SideBySidePage(Page[Result]):
    """The base of pages with a team's rounds side by side: where their window begins, and the keys that move it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "move(-1)", show=False),
        Binding("l", "move(1)", show=False),
    ]
    first: int | None = None
    """The first round in view; None for the latest ones."""

    _team: Team
    _width = 0

    @property
    def rounds(self) -> int:
        """Count the rounds."""
        return len(self._team.rounds)

    def show(self) -> None:
        """Show the rounds in view."""
        raise NotImplementedError

    def first_at(self, width: int) -> int:
        """Return the index of the first round in view at this width."""
        self._width = width
        fits = fitting(width, self.rounds)
        return window(self.rounds if self.first is None else self.first, fits, self.rounds)

    def action_move(self, by: int) -> None:
        """Move the window by a number of rounds, as far as there are any."""
        if self._width:
            last = self.rounds - fitting(self._width, self.rounds)
            self.first = min(max(self.first_at(self._width) + by, 0), max(last, 0))
            self.show()

    def window_keys(self) -> tuple[Key, ...]:
        """List the keys that move the window; none if all rounds are in view."""
        if self._width and fitting(self._width, self.rounds) >= self.rounds:
            return ()
        return (("e", "earlier", "screen.move(-1)"), ("l", "later", "screen.move(1)"))


class LookBackItemPage(SideBySidePage[int]):
    """Shows a question in all rounds. Gives the index of the question that was open last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("g", "whose", show=False),
        Binding("escape,b,enter", "leave", show=False),
    ]

    def __init__(self, team: Team, entries: Sequence[Entry], at: int, first: int | None) -> None:
        """Takes the team, its questions in order, which of them to begin with, and the first round in view."""
        super().__init__()
        self._team = team
        self._entries = entries
        self._at = at
        self._group = EVERYONE
        self.first = first

    @property
    def where(self) -> tuple[str, ...]:
        return self._team.name, LOOK_BACK, f"question {self._at + 1} of {len(self._entries)}"

    @property
    def keys(self) -> tuple[Key, ...]:
        many = len(self._entries) > 1
        more = len(groups(self._team, self._entries[self._at].key)) > 1
        return (
            ("→" if many else "", "next", "screen.step(1)"),
            ("←" if many else "", "the one before", "screen.step(-1)"),
            ("g" if more else "", "whose answers", "screen.whose"),
            *self.window_keys(),
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
        self.call_after_refresh(self.show)

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
        """Show the question with the rounds in view."""
        key = self._entries[self._at].key
        every = groups(self._team, key)
        if self._group not in every:
            self._group = EVERYONE
        self.query_one("#about", Static).update(safe(whose(self._group)))
        group = self._group
        pieces = Pieces(lambda width: item_pieces(self._team, key, group, width, self.first_at(width)))
        self.query_one("#look-back-item", Static).update(pieces)
        self.call_after_refresh(self.show_frame)


class LookBackPage(Page[None]):
    """Lists the teams to look back with, or opens the page of the only one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("escape,b,left", "leave", show=False),
    ]

    DEFAULT_CSS = """
    LookBackPage #look-back-text { margin-top: 1; }
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
        return ("Enter" if self._teams else "", "choose", "screen.choose"), ("Esc", "back", "screen.leave")

    def compose_content(self) -> ComposeResult:
        yield Static(safe(ONE_MOMENT), id="look-back-text")
        yield PointedList(id="body")

    def on_mount(self) -> None:
        self.query_one(PointedList).focus()
        self._load()

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


class LookBackTeamPage(SideBySidePage[None]):
    """Shows a team's rounds side by side, and its questions to choose from."""

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
            *self.window_keys(),
            ("o" if self._elsewhere else "", "open it here", "screen.open_here"),
            ("n" if self._newest else "", "next reflection", "screen.set_up_next"),
            ("Esc", "back", "screen.leave"),
        )

    def compose_content(self) -> ComposeResult:
        yield LookBackList(id="body")

    def on_mount(self) -> None:
        self.query_one(LookBackList).focus()
        self._look_elsewhere()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        def closed(last: int | None) -> None:
            if last is not None:
                self.query_one(LookBackList).point(str(last))

        at = int(event.option.id or 0)
        self.app.push_screen(LookBackItemPage(self._team, self._entries, at, self.first), closed)

    def action_choose(self) -> None:
        self.query_one(LookBackList).action_select()

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
        """Show the rounds in view, and all questions below them."""
        team_parts = parts(self._team)
        self._entries = tuple(entry for part in team_parts for entry in part.entries)
        listed = self.query_one(LookBackList)
        top = TextLine(
            "", "", pieces=Pieces(lambda width: team_pieces(self._team, width, self.first_at(width)), ends=True)
        )
        listed.show((top, *_lines(self._team, team_parts)))
        self.call_after_refresh(self.show_frame)

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


def _lines(team: Team, team_parts: Sequence[TeamPart]) -> tuple[Line | None, ...]:
    """List every question under its heading, and the team's actions."""
    lines: list[Line | None] = []
    number = 0
    for part in team_parts:
        lines += [None] if lines else []
        lines.append(Line("", part.heading))
        for entry in part.entries:
            lines.append(Line(str(number), entry.item.text, entry_line(team, entry)))
            number += 1
    if said_so := what_we_did(team):
        lines += [None, TextLine("", "", pieces=Pieces(lambda width: (Piece(said_so(width), headed=True),)))]
    return tuple(lines)
