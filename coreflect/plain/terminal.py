"""Writes and reads the lines of the plain face, without menus or colours; every text is made safe first.

A line stays where it was written, so that a screen reader or a Braille display can follow at its own pace.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TextIO

from coreflect.core.names import shown
from coreflect.core.texts.controls import STOPPED
from coreflect.core.typed_keys import meant
from coreflect.services.ending import ended_from_outside

if TYPE_CHECKING:
    from coreflect.plain.line_editor import LineEditor

WIDEST = 80
KEYS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.?-")
INTERRUPTED = 130
NARROWEST = 20
LINES_TO_PUSH_AWAY = 100
WHITE_ON_BLACK = "\x1b[38;5;231;48;5;16m"


@dataclass(frozen=True, slots=True)
class Terminal:
    """Says lines and reads typed ones. `watched` is True while a person's answers may be on the screen."""

    out: TextIO
    reader: Reader
    wipe: Callable[[TextIO], None]
    watched: bool = False

    def watching(self) -> Terminal:
        """Return the same terminal, which clears itself when nobody presses a key for a while."""
        return replace(self, watched=True)

    def say(self, *paragraphs: str, hang: int = 0) -> None:
        """Say each paragraph, wrapped to the terminal; lines after its first begin `hang` blanks further in."""
        columns = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
        for paragraph in paragraphs:
            lines = textwrap.wrap(
                shown(paragraph), columns, subsequent_indent=" " * hang, break_on_hyphens=False, tabsize=1
            )
            self.out.write("\n".join(lines) + "\n")
        self.out.flush()

    def draw(self, lines: Sequence[str]) -> None:
        """Draw a picture of our own: white on black whatever the terminal's colours are, where it shows any."""
        on, off = (WHITE_ON_BLACK, "\x1b[0m") if self.out.isatty() and not _only_lines() else ("", "")
        self.out.write("".join(f"{on}{line}{off}\n" for line in lines))
        self.out.flush()

    def pause(self) -> None:
        """Say an empty line, between one thing and the next."""
        self.out.write("\n")
        self.out.flush()

    def ask(self, message: str, *, quick: bool = False) -> str:
        """Ask for a line and return it, without control characters and without blanks at its ends.

        With `quick`, an empty line may follow at once on the line before.

        Raises:
            Rested: this terminal is watched and nobody pressed a key for too long.
            KeyboardInterrupt, EOFError: the person stops.
        """
        self.out.flush()
        try:
            line = self.reader.read(shown(message), watched=self.watched, quick=quick)
        except TimeoutError:
            raise Rested from None
        return shown(line, lines=True).strip()

    def ask_key(self, message: str, keys: Collection[str] = KEYS) -> str:
        """Ask for a line that is one of these keys, or a number; returns it in small letters and digits from 0 to 9.

        Raises as `ask` does.
        """
        return meant(self.ask(message), keys)

    def clear(self) -> None:
        """Clear everything that was said from the screen and from the lines that can be scrolled back to."""
        self.wipe(self.out)


def open_terminal() -> Terminal:
    """Open the person's terminal, with an editor for typed lines if it can show one."""
    for stream in (sys.stdout, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    reader = LineReader() if _only_lines() else EditingReader()
    return Terminal(sys.stdout, reader, wipe)


def wipe(out: TextIO) -> None:
    """Clear the screen and what can be scrolled back to; on a terminal that cannot, push it far up."""
    if _only_lines() or not out.isatty():
        out.write("\n" * LINES_TO_PUSH_AWAY)
        out.flush()
        return
    _line_editor().clear_screen(out)


def _line_editor() -> type[LineEditor]:
    from coreflect.plain.line_editor import LineEditor

    return LineEditor


def _only_lines() -> bool:
    return os.environ.get("TERM", "").lower() in {"dumb", "unknown"}


class Rested(Exception):
    """Nobody has pressed a key for so long that another person may sit there now."""


class Reader(Protocol):
    """Reads one typed line."""

    def read(self, message: str, *, watched: bool, quick: bool) -> str:
        """The line that was typed after the message.

        Where it is watched, a held Enter counts once, unless two in a row are meant (`quick`).

        Raises:
            TimeoutError: it is watched, and nobody pressed a key for too long.
            KeyboardInterrupt, EOFError: the person stops.
        """


class EditingReader:
    """Reads lines with keys to edit them; questionary is loaded after the first text was shown."""

    @cached_property
    def _editor(self) -> LineEditor:
        return _line_editor()()

    def read(self, message: str, *, watched: bool, quick: bool) -> str:
        return self._editor.read(message, watched=watched, quick=quick)


class LineReader:
    """Reads lines on a terminal that can do nothing else. It cannot be cleared, so it is never locked either."""

    def read(self, message: str, *, watched: bool, quick: bool) -> str:  # noqa: ARG002
        return input(f" {message} ")


def until_left(run: Callable[[Terminal], None], terminal: Terminal | None) -> int:
    """Run a function in the terminal until the person leaves it; returns 0, or 130 if it was interrupted.

    Where the program is ended from outside, the terminal is cleared first.
    """
    opened = terminal or open_terminal()
    try:
        with ended_from_outside():
            run(opened)
    except SystemExit:
        # Answers and the two words are on it. The editor that clears it may not be loaded yet; then nothing is.
        with suppress(OSError, ImportError, AttributeError):
            opened.clear()
        raise
    except (KeyboardInterrupt, EOFError):
        opened.pause()
        opened.say(STOPPED)
        return INTERRUPTED
    return 0
