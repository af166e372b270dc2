"""An invitation from another laptop is opened by its name; a file that is refused is named, and the name stays."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.tui.screens.file_typed import file_typed
from coreflect.tui.widgets.card import Card
from coreflect.tui.widgets.text import hints, said

HELP = "Type the name of the file, or drag the file into this window. It ends in .zip."


class OpenFile(Card[Round | None]):
    """Asks for an invitation's file; gives the round that it brought, or None where it was closed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Open an invitation from another laptop", classes="title")
            yield Input(placeholder="the invitation's file")
            yield Static(HELP, id="open-said", classes="card-said")
            keys = hints(("Enter", "open", "screen.open"), ("Esc", "close", "screen.close"))
            yield Static(keys, id="open-keys", classes="card-keys")

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
