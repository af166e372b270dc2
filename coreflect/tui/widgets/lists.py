"""Lists to choose from: a sign marks the highlighted line, not colour alone, and digits may choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.visual import VisualType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coreflect.core.names import shown
from coreflect.tui.frame import Beside
from coreflect.tui.widgets.text import Hanging, Lines, safe

POINTER, POINTER_LEFT, NO_POINTER = "› ", "· ", "  "
"""The signs beside the highlighted line, beside it while another widget has the focus, and beside other lines."""
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to choose: its id, its name, a line of detail under it, and a key beside it that chooses it too.

    In a numbered list a key takes the place of the line's number.

    A line without an id cannot be chosen.
    """

    id: str
    name: str
    detail: str = ""
    key: str = ""


class PointedList(OptionList):
    """Lines of which Enter, a click or (with `numbered`) a digit chooses one; posts `OptionSelected` with its id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(digit), f"choose_digit({digit})", show=False) for digit in range(1, MOST_DIGITS + 1)
    ]

    DEFAULT_CSS = """
    PointedList {
        height: auto;
        border: none;
        padding: 0;
        background: transparent;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option { padding: 0; }
        & > .option-list--option-highlighted { background: $boost; color: $foreground; text-style: none; }
        &:focus > .option-list--option-highlighted {
            background: $primary 25%;
            color: $foreground;
            text-style: none;
        }
    }
    """

    def __init__(self, lines: Sequence[Line | None] = (), *, numbered: bool = False, **keywords: str) -> None:
        """Takes the lines, None for a gap."""
        super().__init__(**keywords)  # type: ignore[arg-type]
        self._numbered = numbered
        self._lines_shown: tuple[Line, ...] = ()
        self._pointed: int | None = None
        self._is_left = False
        self._is_spaced = False
        self._to_show = tuple(lines)

    def on_mount(self) -> None:
        self.show(self._to_show)

    def show(self, lines: Sequence[Line | None]) -> None:
        """Show these lines; the same line stays highlighted if its id is still there."""
        before = self.highlighted_option.id if self.highlighted_option else None
        self._lines_shown = tuple(line for line in lines if line is not None)
        self._pointed = None
        numbers = iter(range(len(self._lines_shown)))
        self.set_options(None if line is None else self._option(next(numbers), line) for line in lines)
        ids = [line.id for line in self._lines_shown]
        usable = [index for index, line in enumerate(self._lines_shown) if line.id]
        if before in ids:
            self.highlighted = ids.index(before)
        else:
            self.highlighted = usable[0] if usable else None

    def point(self, line: str) -> None:
        """Highlight the line with this id, if there is one."""
        ids = [line.id for line in self._lines_shown]
        if line in ids:
            self.highlighted = ids.index(line)

    def space(self, is_spaced: bool) -> None:
        """Let the lines stand apart, to be read from afar, or close together again."""
        if is_spaced != self._is_spaced:
            self._is_spaced = is_spaced
            for index, line in enumerate(self._lines_shown):
                self.replace_option_prompt_at_index(index, self._prompt(index, line))

    def change(self, line: Line) -> None:
        """Replace the line with the same id."""
        index = self.get_option_index(line.id)
        self._lines_shown = (*self._lines_shown[:index], line, *self._lines_shown[index + 1 :])
        self.replace_option_prompt_at_index(index, self._prompt(index, line))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are shown."""
        return self._lines_shown

    @property
    def chosen(self) -> str:
        """The id of the highlighted line; empty if there is none."""
        return (self.highlighted_option.id or "") if self.highlighted_option else ""

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        before, self._pointed = self._pointed, highlighted
        for index in (before, highlighted):
            if index is not None and index < len(self._lines_shown):
                self.replace_option_prompt_at_index(index, self._prompt(index, self._lines_shown[index]))

    def on_focus(self) -> None:
        self._leave(False)

    def on_blur(self) -> None:
        self._leave(True)

    def action_choose_digit(self, digit: int) -> None:
        keys = [self._key(index) for index in range(len(self._lines_shown))] if self._numbered else []
        if str(digit) not in keys or not self._lines_shown[keys.index(str(digit))].id:
            raise SkipAction
        self.highlighted = keys.index(str(digit))
        self.action_select()

    def _key(self, index: int) -> str:
        """Return the key beside a line: its own, or else its number where lines are numbered."""
        return self._lines_shown[index].key or (str(index + 1) if self._numbered else "")

    def _leave(self, is_left: bool) -> None:
        """Show by a sign, not by colour alone, whether this list has the focus."""
        self._is_left = is_left
        if self._pointed is not None and self._pointed < len(self._lines_shown):
            self.replace_option_prompt_at_index(
                self._pointed, self._prompt(self._pointed, self._lines_shown[self._pointed])
            )

    def _option(self, index: int, line: Line) -> Option:
        return Option(self._prompt(index, line), id=line.id or None, disabled=not line.id)

    def _pointer(self, index: int) -> Content:
        """Return the sign beside a line."""
        in_hand = POINTER_LEFT if self._is_left else POINTER
        return Content(in_hand if index == self._pointed else NO_POINTER)

    def _prompt(self, index: int, line: Line) -> Lines:
        key = f"{beside}  " if (beside := self._key(index)) else ""
        mark = self._pointer(index) + Content.styled(key, "$text-muted")
        name = Content.styled(shown(line.name), "bold" if line.detail else "")
        details = (Content.styled(shown(line.detail), "$text-muted"),) if line.detail else ()
        under, after = Content(" " * mark.cell_length), (Content(),) if self._is_spaced else ()
        return Hanging(((mark, name), *((under, text) for text in (*details, *after))))


class Panes(Horizontal):
    """Holds a list, and beside it what is highlighted there, to which Tab leads; in a narrow window the list alone."""

    class Changed(Message):
        """Says that something stands beside the list, or nothing any more, so that other keys work."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="beside"):
            yield Static(id="beside-text")

    def show(self, listed: str, title: str, beside: VisualType) -> None:
        """Show this beside the list, each under a title that says what it is; without one the list is alone.

        What is read in the pane stays in sight while its title is the same.
        """
        self.query_one("#beside-text", Static).update(beside)
        pane = self.query_one("#beside", VerticalScroll)
        before = pane.border_title
        self.query_one("#body").border_title, pane.border_title = safe(listed), safe(title)
        if pane.border_title != before:
            pane.scroll_home(animate=False)
        if bool(title) != self.has_class("-filled"):
            self.set_class(bool(title), "-filled")
            self.post_message(self.Changed())


class QuietPanes(Horizontal):
    """Holds what somebody reads or answers, and beside it what is looked at in passing, which Tab passes by."""

    def __init__(self, beside: Beside | None) -> None:
        """Takes what stands beside it, None for nothing."""
        super().__init__(classes="-filled" if beside else "")
        self._beside = beside

    def compose(self) -> ComposeResult:
        if self._beside:
            title, beside = self._beside
            pane = Static(beside, id="beside")
            pane.border_title = safe(title)
            yield pane

    def show(self, beside: VisualType) -> None:
        """Show this in its place, under the same title."""
        self.query_one("#beside", Static).update(beside)


def keys_of_panes(page: Screen[Any]) -> tuple[tuple[str, str, str], ...]:
    """The key that leads from the list of a page to what stands beside it, or back; none where the list is alone."""
    if not page.has_class("-wide") or not page.query("Panes.-filled"):
        return ()
    is_beside = page.focused is not None and page.focused.id == "beside"
    return (("Tab", "the list" if is_beside else "read beside it", "app.focus_next"),)


MARKED, UNMARKED = "[x] ", "[ ] "
FILE = "file-"


class MarkList(PointedList):
    """Lists files, which Enter, Space or a click marks or unmarks, and below them other lines, which open something."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]

    def __init__(self, **keywords: str) -> None:
        super().__init__((), **keywords)  # type: ignore[arg-type]
        self._files: tuple[str, ...] = ()
        self._marked: frozenset[str] = frozenset()
        self._others: tuple[Line | None, ...] = ()

    @property
    def marked(self) -> tuple[str, ...]:
        """The files that are marked, in the order of the list."""
        return tuple(file for file in self._files if file in self._marked)

    @property
    def files(self) -> tuple[str, ...]:
        """Every file in the list."""
        return self._files

    def show_files(self, files: Sequence[str], others: Sequence[Line | None]) -> None:
        """Show these files and lines; files that were marked stay marked."""
        self._files, self._others = tuple(dict.fromkeys(files)), tuple(others)
        lines = [self._line(number) for number in range(len(self._files))]
        self.show((*lines, *((None, *others) if lines and others else others)))

    def is_file(self, line: str) -> bool:
        """Whether the line with this id is a file."""
        return line.startswith(FILE)

    def turn(self, line: str) -> None:
        """Mark the file of this line, or unmark it."""
        number = int(line.removeprefix(FILE))
        self._marked ^= {self._files[number]}
        self.change(self._line(number))

    def mark_all(self) -> None:
        """Mark every file; if all are marked, unmark them."""
        changed = frozenset(self._files) - self._marked or frozenset(self._files)
        self._marked ^= changed
        self.show_files(self._files, self._others)

    def add(self, file: str) -> None:
        """Add a file at the end, marked and highlighted."""
        self._marked |= {file}
        self.show_files((*self._files, file), self._others)
        self.point(f"{FILE}{self._files.index(file)}")

    def _line(self, number: int) -> Line:
        file = self._files[number]
        return Line(f"{FILE}{number}", f"{MARKED if file in self._marked else UNMARKED}{file}")
