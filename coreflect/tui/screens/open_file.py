"""An invitation from another laptop is opened by its name; a file that is refused is named, and the name stays."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.tui.screens.file_typed import file_typed
from coreflect.tui.widgets.text import hints, said

HELP = "Type the name of the file, or drag the file into this window. It ends in .zip."


class OpenFile(ModalScreen[Round | None]):
    """Asks for an invitation's file; gives the round that it brought, or None where it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f1", "app.help", show=False),
        Binding("f3", "app.colours", show=False),
    ]

    DEFAULT_CSS = """
    OpenFile { align: center middle; background: $background; }
    OpenFile > Vertical {
        width: 76;
        max-width: 100%;
        height: auto;
        background: $surface;
        border: round $foreground 40%;
        padding: 1 3;
    }
    OpenFile #open-said { margin-top: 1; }
    OpenFile #open-keys {
        margin-top: 1;
        link-style: none;
        link-color: $text-muted;
        link-background: $surface 0%;
        link-style-hover: underline;
        link-color-hover: $foreground;
        link-background-hover: $surface 0%;
    }
    OpenFile #open-said.-fault { color: $text-error; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Open an invitation from another laptop", classes="title")
            yield Input(placeholder="the invitation's file")
            yield Static(HELP, id="open-said")
            yield Static(hints(("Enter", "open", "screen.open"), ("Esc", "close", "screen.close")), id="open-keys")

    def on_input_submitted(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Take the reflection in, or say why this file cannot be taken."""
        file = file_typed(self.query_one(Input).value)
        where = self.query_one("#open-said", Static)
        if not file:
            where.update(HELP)
            return
        try:
            self.dismiss(self._desk.post.open_invitation(file))
        except CoreflectError as error:
            where.update(said(str(error)))
            where.add_class("-fault")

    def action_close(self) -> None:
        self.dismiss(None)
