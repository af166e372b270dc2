"""Defines the frame that every page and card shares: a header row, content, a status line, and a footer with the keys.

Come here for what a page says about itself (`where`, `keys`), and for the lines that show it. A page that changes where
it is or which keys work calls `show_frame`. The footer stands on the last row, over the full width, at every size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from coreflect.tui.widgets.text import Flowing, Lines, key_hints, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.message import Message
    from textual.visual import VisualType

    from coreflect.core.model import Reflection

Result = TypeVar("Result")
Beside = tuple[str, "VisualType"]
"""(title, what stands under it)."""
Key = tuple[str, str, str]
"""(key as it stands on the keyboard, what it does, action); one without a key is passed over."""
HELP_KEY, HELP_KEY_WRITING = "?", "F1"
"""What opens the help, and what does where a question mark would be written into a field."""
TALL = 38
"""From how many rows on a window is tall."""
HELP, MORE = "help", "all keys"
"""What the help is called, and what where it says keys for which the footer has no room."""


_TYPED = frozenset(
    (
        *("on_choice_list_chosen", "on_choice_list_confirmed"),
        *("on_option_list_option_selected", "on_input_submitted"),
    )
)
"""The messages of controls that say what somebody typed: the names of their handlers."""


class ClosesOnce(Screen[Result]):
    """A screen that closes itself and never what lies under it, however fast keys are typed.

    Textual takes away whatever is on top: of two keys that both reach a screen before it is gone, the second would
    close the page below, for whose answer somebody waits. What was typed into a control goes nowhere either, once the
    screen lies under another.
    """

    def takes_keys(self) -> bool:
        """Whether what is typed is still meant for this screen."""
        return self.app.screen is self

    async def _on_message(self, message: Message) -> None:
        if message.handler_name not in _TYPED or self.takes_keys():
            await super()._on_message(message)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the screen with this result; does nothing where it is closed already, or lies under another."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()


class Framed(ClosesOnce[Result]):
    """A screen with the frame; a subclass says its content, where it is, and its keys, the main one first."""

    _framed: tuple[tuple[str, ...], tuple[Key, ...]] | None = None

    @property
    def where(self) -> tuple[str, ...]:
        """The parts of the header: the team, its reflection, where we are; those of the page below unless it says."""
        return next((screen.where for screen in self._below() if hasattr(screen, "where")), ())

    @property
    def beside(self) -> Beside | None:
        """What stands beside a page in a wide window, if anything: what stands beside the page below unless it says."""
        return next((screen.beside for screen in self._below() if hasattr(screen, "beside")), None)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys that work now: the page's main key first, what leads away last; help is added to them."""
        return ()

    def compose(self) -> ComposeResult:
        self._fit_window()
        where, keys = self._framed = self._frame()
        with Horizontal(id="top"):
            yield Static(Crumbs(where), id="where")
            yield from self.compose_corner()
        yield from self.compose_content()
        yield from self.compose_status()
        yield Static(KeyLine(keys), id="hints")

    def compose_corner(self) -> ComposeResult:
        """Make what stands at the right of the header: a clock, or what is saved; nothing unless a page says so."""
        yield from ()

    def compose_content(self) -> ComposeResult:
        """Make the content; one part of it takes the height that is left."""
        yield from ()

    def compose_status(self) -> ComposeResult:
        """Make the status line, in which `say` shows what happened."""
        yield Static(id="status")

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        self.show_frame()

    def on_panes_changed(self) -> None:
        self.show_frame()

    def on_resize(self) -> None:
        """Show the frame again once Textual has said how wide and high the window is."""
        self.call_after_refresh(self.show_frame)

    def show_frame(self) -> None:
        """Show where we are and which keys work, where that is not what is shown."""
        framed = self._frame()
        if self._framed is not None and framed != self._framed:
            where, keys = self._framed = framed
            self.query_one("#where", Static).update(Crumbs(where))
            self.query_one("#hints", Static).update(KeyLine(keys))

    def say(self, text: str, *, urgent: bool = False) -> None:
        """Show in the status line what happened or what to do; `urgent` makes it stand out."""
        status = self.query_one("#status", Static)
        status.set_class(urgent, "-urgent")
        status.update(safe(text))

    def _fit_window(self) -> None:
        """Take the classes of the window's size at once: Textual does so once the page is painted, which then jumps."""
        sizes = (self.app.HORIZONTAL_BREAKPOINTS, self.app.VERTICAL_BREAKPOINTS)
        for breakpoints, cells in zip(sizes, self.app.size, strict=True):
            self.add_class(*[name for enough, name in breakpoints or () if cells >= enough][-1:])

    def _below(self) -> list[Screen[Any]]:
        """The screens under this one, the nearest first."""
        stack = self.app.screen_stack
        return list(reversed(stack[: stack.index(self)] if self in stack else stack))

    def _frame(self) -> tuple[tuple[str, ...], tuple[Key, ...]]:
        """What the header and the footer say, help with it."""
        keys = self.keys
        if any(key == HELP_KEY for key, _, _ in keys):
            return self.where, keys
        is_writing = self.focused is not None and self.focused.check_consume_key("question_mark", "?")
        return self.where, (*keys, (HELP_KEY_WRITING if is_writing else HELP_KEY, HELP, "app.help"))


def team_and_about(reflection: Reflection) -> tuple[str, str]:
    """The first two parts of the header of a page about one reflection."""
    return reflection.team_name, reflection.about


BETWEEN = " · "
SHORTEST = 8


class Crumbs(Lines):
    """The parts of a header in one line. Where they do not fit, those before the last are cut, the longest first."""

    def __init__(self, parts: Sequence[str]) -> None:
        super().__init__()
        self._parts = tuple(safe(part) for part in parts if part)

    def _make(self, width: int) -> list[Content]:
        parts = list(self._parts)
        over = Content(BETWEEN).join(parts).cell_length - width
        for at in sorted(range(len(parts) - 1), key=lambda at: -self._parts[at].cell_length):
            length = parts[at].cell_length
            kept = min(length, max(length - max(over, 0), SHORTEST))
            over -= length - kept
            parts[at] = parts[at].truncate(kept, ellipsis=True)
        return [Content(BETWEEN).join(parts).truncate(width, ellipsis=True)]


ONE_LINE = 80 - 4
"""From this width of the footer its keys stand in one line; below it they wrap."""
ALWAYS, CLOSE = 2, 2
"""How many keys at the end never go, what leads away and help; and how many cells are between keys that are many."""


class KeyLine(Flowing):
    """The keys of a page in one line, closer where they are many.

    Of too many those go that stand last before what leads away, and the help, which says them all, is said to do so.
    """

    def __init__(self, keys: Sequence[Key]) -> None:
        """Takes the keys, the main one first, what leads away and help last."""
        self._keys = [key for key in keys if key[0]]
        super().__init__(key_hints(*self._keys))

    def _make(self, width: int) -> list[Content]:
        if width < ONE_LINE or self.length(self._parts) <= width:
            return super()._make(width)
        keys, close = self._keys, Flowing(self._parts, CLOSE)
        while len(keys) > ALWAYS + 1 and close.length(key_hints(*keys)) > width:
            key, _, action = keys[-1]
            keys = [*keys[: -ALWAYS - 1], keys[-ALWAYS], (key, MORE, action)]
        return close.flow(key_hints(*keys), width)


THIN, THICK = ("━", "─"), ("█", "░")
"""What a bar is drawn with, where it is full and where it is empty: in one line, and in several."""


class Bar(Lines):
    """How far a person or a room is: a bar, and a number that says the same unless it stands beside the bar."""

    def __init__(self, done: int, of: int, longest: int = 40, *, numbered: bool = True, lines: int = 1) -> None:
        """Takes how much is done of how much, and how many cells the bar has at most for each of its `lines`."""
        super().__init__()
        self._done, self._of, self._longest, self._bar_lines = done, of, longest * lines, lines
        self._words = Content(f"  {done:,} of {of:,}" if numbered else "")

    def _make(self, width: int) -> list[Content]:
        cells = max(min(width - self._words.cell_length, self._longest), 0)
        full = cells * min(self._done, self._of) // self._of if self._of else 0
        sign, empty = THIN if self._bar_lines == 1 else THICK
        bar = Content.assemble((sign * full, "$text-heading"), (empty * (cells - full), "$line"))
        lines = [bar] * self._bar_lines
        lines[self._bar_lines // 2] = bar + self._words
        return lines
