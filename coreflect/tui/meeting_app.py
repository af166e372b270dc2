"""The full-screen face opened at the meeting of one reflection; the first page lies beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coreflect.core.ports import Desk
from coreflect.tui.app import CoreflectApp

if TYPE_CHECKING:
    from coreflect.core.model import Round
    from coreflect.core.settings import Settings


class MeetingApp(CoreflectApp):
    """The app, open at a meeting. Takes what the app takes, and the facts of the round."""

    def __init__(self, desk: Desk, facts: Round, settings: Settings | None = None, theme: str = "") -> None:
        super().__init__(desk, settings=settings, theme=theme)
        self._facts = facts

    def on_mount(self) -> None:
        from coreflect.tui.screens.meeting import MeetingPage

        self.push_screen(MeetingPage(self.desk, self._facts), self._left)

    def _left(self, what: str | None) -> None:
        from coreflect.tui.screens.meeting_lines import ANSWER

        if what == ANSWER:
            self.answer(self._facts)
