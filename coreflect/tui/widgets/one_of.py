"""Form fields: options of which exactly one is chosen, and one line of text.

What is chosen shows by a sign, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from coreflect.tui.widgets.text import Hanging

CHOSEN, NOT_CHOSEN = "(•) ", "( ) "


class OneOf(Widget, can_focus=True):
    """Options of which exactly one is chosen: side by side, or (with `upright`) one under the other with its meaning.

    Left and right choose side by side, up and down upright. Space chooses the next option, after the last the first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("up", "upright(-1)", show=False),
        Binding("down", "upright(1)", show=False),
        Binding("space", "next", "Choose", show=False),
    ]

    DEFAULT_CSS = """
    OneOf {
        height: auto;
        layout: horizontal;
        border-left: blank;
        padding-left: 1;
        &:focus { border-left: outer $primary; }
        &.-upright { layout: vertical; }
        & > Static { width: auto; margin-right: 3; }
        &.-upright > Static { width: 1fr; margin-right: 0; }
    }
    """

    value: reactive[str] = reactive("", init=False)
    """The id of the option that is chosen."""

    class Changed(Message):
        """Another option was chosen."""

        def __init__(self, one_of: OneOf, value: str) -> None:
            super().__init__()
            self.one_of = one_of
            self.value = value

        @property
        def control(self) -> OneOf:
            return self.one_of

    def __init__(
        self,
        options: Sequence[tuple[str, str, str]],
        value: str,
        *,
        upright: bool = False,
        **keywords: str,
    ) -> None:
        """Takes (id, name, meaning) of each option and the id of the one chosen."""
        super().__init__(**keywords)  # type: ignore[arg-type]
        self._options = tuple(options)
        self.set_reactive(OneOf.value, value)
        self.set_class(upright, "-upright")

    def compose(self) -> ComposeResult:
        for option, name, meaning in self._options:
            yield Static(self._option_lines(option, name, meaning))

    def watch_value(self, value: str) -> None:
        for shown, (option, name, meaning) in zip(self.query(Static), self._options, strict=True):
            shown.update(self._option_lines(option, name, meaning))
        self.post_message(self.Changed(self, value))

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's signature
        """Tell Textual that the arrows choose here, so that two quick presses count twice."""
        return key in ("left", "right")

    def on_click(self, event: events.Click) -> None:
        shown = list(self.query(Static))
        if event.widget in shown:
            self.value = self._options[shown.index(event.widget)][0]

    def action_step(self, by: int) -> None:
        self.value = self._options[min(max(self._chosen_index + by, 0), len(self._options) - 1)][0]

    def action_upright(self, by: int) -> None:
        """Choose the next option if they stand upright; otherwise go to the next field."""
        if self.has_class("-upright"):
            self.action_step(by)
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_next(self) -> None:
        self.value = self._options[(self._chosen_index + 1) % len(self._options)][0]

    @property
    def _chosen_index(self) -> int:
        return [option for option, _, _ in self._options].index(self.value)

    def _option_lines(self, option: str, name: str, meaning: str) -> Hanging:
        is_chosen = option == self.value
        sign = Content(CHOSEN if is_chosen else NOT_CHOSEN)
        lines = [(sign, Content.styled(name, "bold" if is_chosen else ""))]
        if meaning:
            lines.append((Content(" " * sign.cell_length), Content.styled(meaning, "$text-muted")))
        return Hanging(tuple(lines))


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
