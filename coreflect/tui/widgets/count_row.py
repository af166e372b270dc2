"""A number beside its words: only digits stand in it, and typing on a number takes its place."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from coreflect.tui.widgets.field import Field
from coreflect.tui.widgets.text import said

MOST_DIGITS = 4
NOTHING = "–"


class Count(Field):
    """The field. `key` says what is counted in it."""

    def __init__(self, key: tuple[str, str], number: int | None) -> None:
        super().__init__("" if number is None else str(number), None, MOST_DIGITS)
        self.key = key
        self.restrict = "[0-9]*"
        self.placeholder = NOTHING
        self.select_on_focus = True

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's signature
        """Only digits are typed here, so Enter held down counts once, as it does outside of text."""
        return character is not None and character.isdigit()

    @property
    def number(self) -> int | None:
        """What stands in it; None where nothing does."""
        return int(self.value) if self.value else None


class CountRow(Horizontal):
    """The words, and the field to the right of them."""

    DEFAULT_CSS = """
    CountRow { height: auto; }
    CountRow > Static { width: 1fr; max-width: 40; padding-right: 2; }
    CountRow > Count { width: 8; }
    """

    def __init__(self, key: tuple[str, str], words: str, number: int | None) -> None:
        super().__init__()
        self._key = key
        self._words = words
        self._number = number

    def compose(self) -> ComposeResult:
        yield Static(said(self._words))
        yield Count(self._key, self._number)
