"""Defines the cards that others inherit from: a frame in the middle of the screen, never wider or higher than it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.texts import controls
from coreflect.tui.frame import ClosesOnce, Result
from coreflect.tui.widgets.lists import MOST_DIGITS, Line, PointedList
from coreflect.tui.widgets.text import Flowing, fit, hints, paragraphs, safe


class Card(ClosesOnce[Result], ModalScreen[Result]):
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
    Card .card-text { margin-top: 1; }
    Card .card-text.-fault { color: $text-error; }
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
    ChoiceCard.-low > Vertical { padding: 0 2; }
    ChoiceCard.-low .card-keys { margin-top: 0; }
    """

    def __init__(self, title: str, texts: Sequence[str], choices: Sequence[Line] = ()) -> None:
        """Takes the title and paragraphs; without choices the card can only be read and closed."""
        super().__init__()
        self._title = title
        self._texts = texts
        self._choices = tuple(choices) or (Line(CLOSE, controls.CLOSE),)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(safe(self._title), classes="title")
            with VerticalScroll(can_focus=False):
                yield Static(paragraphs(self._texts))
            yield PointedList(self._choices, numbered=len(self._choices) > 1)
            yield Static(_keys(more=False), classes="card-keys")

    def on_resize(self) -> None:
        """Keep the answers in view: first empty lines go, then what does not fit scrolls, and Tab leads there."""
        self.remove_class("-low")
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        body = self.query_one(VerticalScroll)
        fits = fit(body, self.query_one(Vertical), self.size.height)
        if not fits and not self.has_class("-low"):
            self.add_class("-low")
            self.call_after_refresh(self._fit)
        body.can_focus = not fits
        self.query_one(".card-keys", Static).update(_keys(more=body.can_focus))

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


def _keys(*, more: bool) -> Flowing:
    return hints(
        ("Enter", "choose", "screen.choose"),
        ("Tab" if more else "", "and arrows: read on", "app.focus_next"),
        ("Esc", "close", "screen.close"),
    )


def fault_card(error: CoreflectError) -> ChoiceCard:
    """Make the card for a fault: what could not be done, and what to do about it."""
    return ChoiceCard(controls.DID_NOT_WORK, (error.message, *((error.hint,) if error.hint else ())))
