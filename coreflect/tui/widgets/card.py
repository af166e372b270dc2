"""What every card shares: a frame in the middle of an empty page, never wider or higher than the page."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Card(ModalScreen[Result]):
    """A framed column over the page; Esc closes it as `action_close` says. Its keys stand in `.card-keys`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f1", "app.help", show=False),
        Binding("f3", "app.colours", show=False),
    ]

    DEFAULT_CSS = """
    Card { align: center middle; background: $background; }
    Card > Vertical {
        width: 76;
        max-width: 100%;
        height: auto;
        max-height: 100%;
        background: $surface;
        border: round $foreground 40%;
        padding: 1 3;
    }
    Card VerticalScroll { height: auto; margin-bottom: 1; scrollbar-size-vertical: 1; }
    Card .card-said { margin-top: 1; }
    Card .card-said.-fault { color: $text-error; }
    Card .card-keys {
        margin-top: 1;
        color: $text-muted;
        link-style: none;
        link-color: $text-muted;
        link-background: $surface 0%;
        link-style-hover: underline;
        link-color-hover: $foreground;
        link-background-hover: $surface 0%;
    }
    """
