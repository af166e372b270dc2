"""A line to type in: up and down lead to the next field, also where the page is longer than the screen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class Field(Input):
    """One line of text, of at most so many characters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    DEFAULT_CSS = """
    Field { width: 1fr; padding: 0 1; }
    """

    def __init__(self, text: str, name: str | None, longest: int) -> None:
        """Takes the text that stands in it, its id, and how long it may be."""
        super().__init__(text, compact=True, id=name, max_length=longest, select_on_focus=False)
