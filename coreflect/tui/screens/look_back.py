"""Looking back begins with the teams, by name; where there is one team, with that team.

Nothing is read before it is asked for, and what counts the answers is loaded in a thread.
"""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.ports import Desk
from coreflect.core.results import Published
from coreflect.reporting.look_back import Team, teams
from coreflect.reporting.look_back_lines import team_line
from coreflect.tui.screens.reveal import ONE_MOMENT
from coreflect.tui.widgets.page import Page
from coreflect.tui.widgets.pointed_list import Line, PointedList
from coreflect.tui.widgets.text import hints, said

TITLE = "Look back"
NOTHING_YET = "There is no reflection to look back at yet."
WHICH_TEAM = "Which team? They stand by name, and no team is laid beside another."


class LookBackPage(Page[None]):
    """The teams to look back with; the one team's page where there is only one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("escape,b,left", "leave", show=False),
    ]

    DEFAULT_CSS = """
    LookBackPage #look-back-said { margin: 1 0; }
    LookBackPage > #look-back-teams { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    LookBackPage.-tall > #look-back-teams { height: 30; }
    """

    def __init__(self, desk: Desk, team: str = "") -> None:
        """Takes the desk, and the id of the team to begin with, where it is known."""
        super().__init__()
        self._desk = desk
        self._team = team
        self._teams: tuple[Team, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(said(TITLE), id="where")
        yield Static(said(ONE_MOMENT), id="look-back-said")
        yield PointedList(id="look-back-teams")
        yield Static(id="status")
        yield Static(hints(("Esc", "back", "screen.leave")), id="hints")

    def on_mount(self) -> None:
        self.query_one(PointedList).focus()
        self._load()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        from coreflect.tui.screens.look_back_team import LookBackTeamPage

        self.app.push_screen(LookBackTeamPage(self._desk, self._teams[int(event.option.id or 0)]))

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    @work(thread=True, exclusive=True)
    def _load(self) -> None:
        try:
            published = self._desk.results.side_by_side()
        except CoreflectError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self._loaded, published)

    def _loaded(self, published: Published) -> None:
        if not self.is_attached:
            return
        self._teams = teams(published)
        one = [each for each in self._teams if each.team == self._team] or list(self._teams)
        if len(one) == 1 and self.is_active:
            from coreflect.tui.screens.look_back_team import LookBackTeamPage

            self.app.switch_screen(LookBackTeamPage(self._desk, one[0]))
            return
        self.query_one("#look-back-said", Static).update(said(WHICH_TEAM if self._teams else NOTHING_YET))
        lines = [Line(str(at), each.name, team_line(each)) for at, each in enumerate(self._teams)]
        self.query_one(PointedList).show(lines)
        keys = hints(("Enter" if lines else "", "choose", "screen.choose"), ("Esc", "back", "screen.leave"))
        self.query_one("#hints", Static).update(keys)

    def _failed(self, sentence: str) -> None:
        if self.is_attached:
            self.query_one("#look-back-said", Static).update(said(sentence))
