"""A page of the meeting keeps by itself, and says in its own line what could not be kept; closing it never drops words.

Closed with something on it that is not kept, it asks; what was kept stays kept.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.tui.screens.choice_card import CLOSE, ChoiceCard
from coreflect.tui.widgets.page import NOT_KEPT_YET, Page
from coreflect.tui.widgets.pointed_list import Line

KEEP, LEAVE_OUT = "keep", "leave-out"
NOT_KEPT_TITLE = "This is not kept yet"
ANSWERS = (Line(KEEP, "Keep it"), Line(LEAVE_OUT, "Leave it out"), Line(CLOSE, "Go on with it"))


class KeptPage(Page[bool]):
    """Gives True where something was kept on it, and None or False where nothing was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "keep", show=False),
        Binding("escape", "close", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    has_kept = False

    def keep(self) -> bool:
        """Keep what stands here; False where something has to be answered before.

        Raises:
            CoreflectError: it could not be kept, or not be taken as it stands.
        """
        raise NotImplementedError

    def is_unkept(self) -> bool:
        """Whether something stands here that closing would lose."""
        raise NotImplementedError

    def field(self, name: str) -> Widget | None:
        """The field that a fault is about, if it is on this page."""
        return self.query(f"#{name}").first() if name and self.query(f"#{name}") else None

    def tried(self) -> bool:
        """Keep, or say why not and lead to the field at fault; returns whether it is kept."""
        try:
            kept = self.keep()
        except Misuse as error:
            self.say(str(error), urgent=True)
            field = self.field(error.field)
            if field is not None:
                field.focus()
            return False
        except CoreflectError as error:
            self.say(f"{NOT_KEPT_YET}{error}", urgent=True)
            return False
        self.has_kept = self.has_kept or kept
        return kept

    def on_mount(self) -> None:
        """Stand in the first field."""
        self.focus_next()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter leads to the next field, and keeps on the last one."""
        event.stop()
        self.next_field(event.input)

    def next_field(self, field: Widget) -> None:
        """Go on from this field: to the next, or from the last one to keeping."""
        if self.focus_chain and self.focus_chain[-1] is field:
            self.action_keep()
        else:
            self.focus_next()

    def action_keep(self) -> None:
        if self.tried():
            self.dismiss(True)

    def action_close(self) -> None:
        if self.is_unkept():
            self.app.push_screen(ChoiceCard(NOT_KEPT_TITLE, (), ANSWERS), self._asked_before_closing)
        else:
            self.dismiss(self.has_kept)

    def action_leave(self) -> None:
        self.action_close()

    def put_away(self) -> None:
        if self.is_unkept():
            self.keep()

    def _asked_before_closing(self, answer: str | None) -> None:
        if answer == KEEP:
            self.action_keep()
        elif answer == LEAVE_OUT:
            self.dismiss(self.has_kept)
