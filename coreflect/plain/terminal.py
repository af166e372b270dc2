"""The plain face says lines and hears lines, nothing else: no menu is redrawn, no colour speaks, no text is trusted.

A line that was said stays said, so a screen reader or a Braille display may follow at its own pace.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TextIO

from coreflect.core.names import shown
from coreflect.plain.readers import LineReader, PromptReader, Reader

WIDEST = 80
NARROWEST = 20
LINES_TO_PUSH_AWAY = 100


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where lines are said and heard. `watched` is on while a person's answers may stand on the screen."""

    out: TextIO
    reader: Reader
    wipe: Callable[[TextIO], None]
    watched: bool = False

    def watching(self) -> Terminal:
        """The same terminal, resting by itself when nobody presses a key."""
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

    def pause(self) -> None:
        """One empty line, between one thing and the next."""
        self.out.write("\n")
        self.out.flush()

    def ask(self, message: str, *, quick: bool = False) -> str:
        """The line typed after this message, without marks that no terminal should get and blanks at its ends.

        With `quick`, an empty line may follow at once on the line before.

        Raises:
            Rested: this terminal is watched and nobody pressed a key for too long.
            KeyboardInterrupt, EOFError: the person stops.
        """
        self.out.flush()
        return shown(self.reader.read(shown(message), watched=self.watched, quick=quick), lines=True).strip()

    def clear(self) -> None:
        """Take everything that was said off the screen, and out of the lines that can be scrolled back to."""
        self.wipe(self.out)


def open_terminal() -> Terminal:
    """The terminal in front of the person, whatever it can do."""
    for stream in (sys.stdout, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    reader = LineReader() if _only_lines() else PromptReader()
    return Terminal(sys.stdout, reader, wipe)


def wipe(out: TextIO) -> None:
    """Clear the screen and what can be scrolled back to; where a terminal cannot, push it far up."""
    if _only_lines() or not out.isatty():
        out.write("\n" * LINES_TO_PUSH_AWAY)
        out.flush()
        return
    from prompt_toolkit.output import create_output

    screen = create_output(out)
    screen.erase_screen()
    # Some terminals move a cleared screen into the scrollback, so that goes second.
    screen.write_raw("\x1b[3J")
    screen.cursor_goto(0, 0)
    screen.erase_screen()
    screen.flush()


def _only_lines() -> bool:
    return os.environ.get("TERM", "").lower() in {"dumb", "unknown"}
