"""What every page of the person who answers shares: one column, a line for what happens, and what the keys do."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from coreflect.tui.widgets.text import said

Result = TypeVar("Result")

BACK = "back"
ON = "on"
NOT_KEPT_YET = "Not kept yet: "


class Page(Screen[Result]):
    """A whole screen. `q` leaves it as `leave` says; `.` hides it at once."""

    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        Binding("full_stop,f12", "hide", show=False),
    ]

    def action_leave(self) -> None:
        """Leave this page: nothing that was kept is lost."""
        self.dismiss(None)

    def action_hide(self) -> None:
        """Show nothing until somebody says that only they can see it."""
        from coreflect.tui.screens.blank import BlankPage

        self.app.push_screen(BlankPage())

    def put_away(self) -> None:
        """Keep what is on this page and not kept yet, because the page is about to be closed.

        Raises:
            CoreflectError: it cannot be kept.
        """

    def say(self, text: str, *, urgent: bool = False) -> None:
        """Say in the page's own line what happened or what to do; `urgent` makes it stand out."""
        status = self.query_one("#status", Static)
        status.set_class(urgent, "-urgent")
        status.update(said(text))
