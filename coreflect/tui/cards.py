"""Defines the cards that others inherit from: a box in the frame of the page that they cover, never higher than it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import OptionList, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.texts import controls
from coreflect.tui.frame import Framed, Key, Result
from coreflect.tui.widgets.lists import MOST_DIGITS, Line, PointedList
from coreflect.tui.widgets.text import Lines, fit, paragraphs, safe

STATUS = 1
"""How many rows are kept for the status line under a card."""


class Card(Framed[Result], ModalScreen[Result]):
    """A box over the page, `#card`; Esc closes it as `action_close` says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f1", "app.help", show=False),
        Binding("f3", "app.colours", show=False),
    ]

    DEFAULT_CSS = """
    Card { background: $background; }
    Card VerticalScroll { height: auto; margin-bottom: 1; }
    Card .card-text { margin-top: 1; }
    Card .card-text.-fault { color: $text-error; }
    """

    def fit(self, part: Widget) -> bool:
        """Keep the card on the screen: this part scrolls where it is too long; returns whether the whole part fits."""
        header, card, footer = self.query_one("#top"), self.query_one("#card"), self.query_one("#hints")
        around = header.outer_size.height + header.styles.margin.height + STATUS + footer.outer_size.height
        return fit(part, card, self.size.height - around)


CLOSE = "close"


class ChoiceCard(Card[str]):
    """A title, paragraphs and numbered answers; gives the id of the answer, or an empty one where it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("question_mark", "app.help", show=False),
        *(Binding(str(digit), f"choose_digit({digit})", show=False) for digit in range(1, MOST_DIGITS + 1)),
    ]

    DEFAULT_CSS = """
    ChoiceCard PointedList { overflow-y: hidden; }
    """

    def __init__(self, title: str, texts: Sequence[str] | Lines, choices: Sequence[Line] = ()) -> None:
        """Takes the title and paragraphs, or lines; without choices the card can only be read and closed."""
        super().__init__()
        self._title = title
        self._texts = texts
        self._choices = tuple(choices) or (Line(CLOSE, controls.CLOSE),)
        self._scrolls = False

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Enter", "choose", "screen.choose"),
            ("Tab" if self._scrolls else "", "and arrows: read on", "app.focus_next"),
            ("Esc", "close", "screen.close"),
        )

    def compose_content(self) -> ComposeResult:
        with Vertical(id="card"):
            yield Static(safe(self._title), classes="title")
            yield from self.compose_under_title()
            with VerticalScroll(can_focus=False) as body:
                body.display = bool(self._texts)
                yield Static(self._texts if isinstance(self._texts, Lines) else paragraphs(self._texts))
            yield PointedList(self._choices, numbered=len(self._choices) > 1)

    def compose_under_title(self) -> ComposeResult:
        """Make what stands between the title and the paragraphs; nothing unless a card says so."""
        yield from ()

    def on_resize(self) -> None:
        """Keep the answers in view: first empty lines go, then what does not fit scrolls, and Tab leads there."""
        self.remove_class("-low")
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        body = self.query_one(VerticalScroll)
        fits = self.fit(body)
        if not fits and not self.has_class("-low"):
            self.add_class("-low")
            self.call_after_refresh(self._fit)
        body.can_focus = self._scrolls = not fits
        self.show_frame()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.chosen(event.option.id or "")

    def chosen(self, answer: str) -> None:
        """Close the card with this answer; a card that stays open for some answers overrides this."""
        self.dismiss("" if answer == CLOSE else answer)

    def action_choose(self) -> None:
        self.query_one(PointedList).action_select()

    def action_choose_digit(self, digit: int) -> None:
        """Choose by a digit while the paragraphs have the focus, too."""
        self.query_one(PointedList).action_choose_digit(digit)

    def action_close(self) -> None:
        self.dismiss("")


def fault_card(error: CoreflectError) -> ChoiceCard:
    """Make the card for a fault: what could not be done, and what to do about it."""
    return ChoiceCard(controls.DID_NOT_WORK, (error.message, *((error.hint,) if error.hint else ())))
