"""A hidden screen shows nothing; the first key asks who is looking, and any other brings the page back."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from coreflect.core.sentences import IS_IT_ONLY_YOU
from coreflect.tui.widgets.text import paragraphs

HOW_ON = "Any key brings your page back. The full stop keeps it hidden."


class BlankPage(Screen[None]):
    """Nothing, then a question, then the page that was there."""

    def compose(self) -> ComposeResult:
        yield Static(id="asked")

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self._next(hide=event.key == "full_stop")

    def on_click(self) -> None:
        self._next(hide=False)

    def action_leave(self) -> None:
        """Leaving is asked again on the page itself."""
        self._next(hide=False)

    def _next(self, *, hide: bool) -> None:
        asked = self.query_one("#asked", Static)
        if hide:
            asked.update("")
        elif asked.content:
            self.dismiss(None)
        else:
            asked.update(paragraphs((IS_IT_ONLY_YOU, HOW_ON)))
