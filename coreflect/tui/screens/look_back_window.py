"""As many rounds stand side by side as fit, the latest first in view; two keys move to earlier and later ones."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from coreflect.reporting.look_back_table import fitting, window
from coreflect.tui.widgets.page import Page, Result


class RoundsWindow(Page[Result]):
    """What pages with rounds side by side share: where their window begins, and the keys that move it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "move(-1)", show=False),
        Binding("l", "move(1)", show=False),
    ]
    first: int | None = None
    """The first round in view; None for the latest ones."""

    _width = 0

    @property
    def rounds(self) -> int:
        """How many rounds there are."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the rounds in view."""
        raise NotImplementedError

    def first_at(self, width: int) -> int:
        """The first round in view at this width."""
        self._width = width
        fits = fitting(width, self.rounds)
        return window(self.rounds if self.first is None else self.first, fits, self.rounds)

    def action_move(self, by: int) -> None:
        """Move to an earlier or a later round; the first and the last stay."""
        if self._width:
            last = self.rounds - fitting(self._width, self.rounds)
            self.first = min(max(self.first_at(self._width) + by, 0), max(last, 0))
            self.show()

    def window_hints(self) -> tuple[tuple[str, str, str], ...]:
        """The keys that move the window, where not all rounds are in view."""
        if self._width and fitting(self._width, self.rounds) >= self.rounds:
            return ()
        return (("e", "earlier", "screen.move(-1)"), ("l", "later", "screen.move(1)"))
