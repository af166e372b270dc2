"""One question over the rounds of a team: its pictures side by side, what moved, what cannot be compared, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coreflect.core.answers import EVERYONE
from coreflect.reporting.look_back import Entry, Team
from coreflect.reporting.look_back_item import groups, whose
from coreflect.reporting.look_back_lines import item_pieces
from coreflect.tui.screens.look_back_window import RoundsWindow
from coreflect.tui.widgets.look_back_list import Pieces
from coreflect.tui.widgets.text import hints, said


class LookBackItemPage(RoundsWindow[int]):
    """A question with its rounds. Gives the place of the one that was open last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("g", "whose", show=False),
        Binding("escape,b,enter", "leave", show=False),
    ]

    DEFAULT_CSS = """
    LookBackItemPage > #look-back-body { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    LookBackItemPage.-short > #look-back-body { padding: 0 2; }
    """

    def __init__(self, team: Team, entries: Sequence[Entry], at: int, first: int | None) -> None:
        """Takes the team, its questions in order, which of them to begin with, and the first round in view."""
        super().__init__()
        self._team = team
        self._entries = entries
        self._at = at
        self._group = EVERYONE
        self.first = first

    def compose(self) -> ComposeResult:
        yield Static(id="where")
        yield Static(id="about")
        with VerticalScroll(id="look-back-body"):
            yield Static(id="look-back-item")
        yield Static(id="hints")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.show()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show)

    @property
    def rounds(self) -> int:
        return len(self._team.rounds)

    def action_step(self, by: int) -> None:
        """The next question or the one before; the first and the last stay."""
        after = min(max(self._at + by, 0), len(self._entries) - 1)
        if after != self._at:
            self._at = after
            self.show()
            self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_whose(self) -> None:
        """Whose answers are shown: everyone's, then each group that some round shows."""
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
        where = f"{self._team.name} · question {self._at + 1} of {len(self._entries)}"
        self.query_one("#where", Static).update(said(where))
        self.query_one("#about", Static).update(said(whose(self._group)))
        group = self._group
        pieces = Pieces(lambda width: item_pieces(self._team, key, group, width, self.first_at(width)))
        self.query_one("#look-back-item", Static).update(pieces)
        self.call_after_refresh(self._show_hints)

    def _show_hints(self) -> None:
        """Say what the keys do, once it is known how many rounds are in view."""
        many = len(self._entries) > 1
        more = len(groups(self._team, self._entries[self._at].key)) > 1
        self.query_one("#hints", Static).update(
            hints(
                ("g" if more else "", "whose answers", "screen.whose"),
                *self.window_hints(),
                ("←" if many else "", "the one before", "screen.step(-1)"),
                ("→" if many else "", "next", "screen.step(1)"),
                ("Esc", "list", "screen.leave"),
            )
        )
