"""The page of one question over a team's rounds: its pictures side by side, what moved, what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.styles import RulesMap
from textual.widgets import Static

from coreflect.core.answers import EVERYONE
from coreflect.core.names import shown
from coreflect.reporting.look_back import Entry, Team, groups, whose
from coreflect.reporting.look_back_text import Piece, fitting, item_pieces, window
from coreflect.tui.pages import Page, Result
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.text import Hanging, Lines, hints, safe


class SideBySidePage(Page[Result]):
    """The base of pages with rounds side by side: where their window begins, and the keys that move it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "move(-1)", show=False),
        Binding("l", "move(1)", show=False),
    ]
    first: int | None = None
    """The first round in view; None for the latest ones."""

    _width = 0

    @property
    def rounds(self) -> int:
        """Count the rounds."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the rounds in view."""
        raise NotImplementedError

    def first_at(self, width: int) -> int:
        """Return the index of the first round in view at this width."""
        self._width = width
        fits = fitting(width, self.rounds)
        return window(self.rounds if self.first is None else self.first, fits, self.rounds)

    def action_move(self, by: int) -> None:
        """Move the window by a number of rounds, as far as there are any."""
        if self._width:
            last = self.rounds - fitting(self._width, self.rounds)
            self.first = min(max(self.first_at(self._width) + by, 0), max(last, 0))
            self.show()

    def window_hints(self) -> tuple[tuple[str, str, str], ...]:
        """List the keys that move the window; none if all rounds are in view."""
        if self._width and fitting(self._width, self.rounds) >= self.rounds:
            return ()
        return (("e", "earlier", "screen.move(-1)"), ("l", "later", "screen.move(1)"))


class LookBackItemPage(SideBySidePage[int]):
    """Shows a question in all rounds. Gives the index of the question that was open last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("g", "whose", show=False),
        Binding("escape,b,enter", "leave", show=False),
    ]

    DEFAULT_CSS = """
    LookBackItemPage > #look-back-body { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    LookBackItemPage.-short > #look-back-body { padding: 0 2; }
    """

    def __init__(self, team: Team, entries: Sequence[Entry], at: int, first: int | None) -> None:
        """Takes the team, its questions in order, which of them to begin with, and the first round in view."""
        super().__init__()
        self._team = team
        self._entries = entries
        self._at = at
        self._group = EVERYONE
        self.first = first

    def compose(self) -> ComposeResult:
        yield Static(id="where")
        yield Static(id="about")
        with VerticalScroll(id="look-back-body"):
            yield Static(id="look-back-item")
        yield Static(id="hints")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.show()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show)

    @property
    def rounds(self) -> int:
        return len(self._team.rounds)

    def action_step(self, by: int) -> None:
        """The next question or the one before; the first and the last stay."""
        after = min(max(self._at + by, 0), len(self._entries) - 1)
        if after != self._at:
            self._at = after
            self.show()
            self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_whose(self) -> None:
        """Show the answers of the next group that some round shows, and after the last one everyone's."""
        every = groups(self._team, self._entries[self._at].key)
        at = every.index(self._group) if self._group in every else 0
        self._group = every[(at + 1) % len(every)]
        self.show()

    def action_leave(self) -> None:
        self.dismiss(self._at)

    def show(self) -> None:
        """Show the question with the rounds in view."""
        key = self._entries[self._at].key
        every = groups(self._team, key)
        if self._group not in every:
            self._group = EVERYONE
        where = f"{self._team.name} · question {self._at + 1} of {len(self._entries)}"
        self.query_one("#where", Static).update(safe(where))
        self.query_one("#about", Static).update(safe(whose(self._group)))
        group = self._group
        pieces = Pieces(lambda width: item_pieces(self._team, key, group, width, self.first_at(width)))
        self.query_one("#look-back-item", Static).update(pieces)
        self.call_after_refresh(self._show_hints)

    def _show_hints(self) -> None:
        """Say what the keys do, once it is known how many rounds are in view."""
        many = len(self._entries) > 1
        more = len(groups(self._team, self._entries[self._at].key)) > 1
        self.query_one("#hints", Static).update(
            hints(
                ("g" if more else "", "whose answers", "screen.whose"),
                *self.window_hints(),
                ("←" if many else "", "the one before", "screen.step(-1)"),
                ("→" if many else "", "next", "screen.step(1)"),
                ("Esc", "list", "screen.leave"),
            )
        )


TONES = {"": "$foreground", "quiet": "$text-muted", "bold": "bold $foreground"}
HEADING = "bold $text-accent"


class Pieces(Lines):
    """Shows pieces of text that depend on the width, with an empty line between them."""

    def __init__(self, make: Callable[[int], Sequence[Piece]], *, ends: bool = False) -> None:
        """Takes the function that makes the pieces for a width, and whether an empty line follows the last."""
        super().__init__()
        self._pieces = make
        self._ends = ends

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        return container_width

    def _make(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for piece in self._pieces(width):
            if lines:
                lines.append(Content())
            styles = [HEADING if piece.headed and not at else TONES[piece.tone] for at in range(len(piece.lines))]
            lines += [Content.styled(line, style) for line, style in zip(piece.lines, styles, strict=True)]
        return [*lines, Content()] if self._ends and lines else lines


@dataclass(frozen=True, slots=True)
class TextLine(Line):
    """Pieces of text in a list, which cannot be chosen."""

    pieces: Pieces = field(default_factory=lambda: Pieces(lambda _: ()))


class LookBackList(PointedList):
    """Lists lines to choose from, below a text about all of them."""

    DEFAULT_CSS = """
    LookBackList { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    """

    def _prompt(self, index: int, line: Line) -> Lines:
        if isinstance(line, TextLine):
            return line.pieces
        if not line.id:
            return Hanging(((Content(), Content.styled(shown(line.name), HEADING)),))
        return super()._prompt(index, line)
