"""In a real terminal: keys as bytes, a screen that is cleared with its scrollback, and ctrl+c."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="a pseudo-terminal is needed")

MOST_TRIES = 30
ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import fcntl, signal, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests that run in the background hand on one that is ignored
from coreflect.plain.app import run_answer
from tests.support.builders.examples import a_round
from tests.support.builders.services import some_services
raise SystemExit(run_answer(some_services()[0], a_round()))
"""


class Terminal:
    """A child in a terminal of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._mine, theirs = pty.openpty()
        environment = {**os.environ, "TERM": name, "PYTHONPATH": str(ROOT)}
        self._child = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=ROOT,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.seen = ""
        self._heard = 0

    def until(self, words: str) -> str:
        """What is seen up to the next time that these words are."""
        while words not in self.seen[self._heard :]:
            self._read()
        start, self._heard = self._heard, self.seen.index(words, self._heard) + len(words)
        return self.seen[start : self._heard]

    def type(self, keys: str) -> None:
        os.write(self._mine, keys.encode())

    def stopped(self, keys: str) -> int:
        """Press these keys, again where they fell between two reads, until the child ends; returns its exit code."""
        for _ in range(MOST_TRIES):
            if self._child.poll() is not None:
                break
            self.type(keys)
            try:
                while True:
                    self._read(wait=1)
            except (OSError, TimeoutError):
                continue
        return self._child.wait(timeout=1)

    def close(self) -> None:
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        os.close(self._mine)

    def _read(self, wait: float = 30) -> None:
        if not select.select([self._mine], [], [], wait)[0]:
            raise TimeoutError(self.seen[-500:])
        self.seen += os.read(self._mine, 65536).decode(errors="replace")


@pytest.fixture(params=["xterm-256color", "dumb"])
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    child = Terminal(request.param)
    yield child
    child.close()


def begun(terminal: Terminal) -> None:
    terminal.until("Press Enter:")
    terminal.type("\r")
    for line in ("1", "2", "1"):
        terminal.until("Your choice:")
        terminal.type(f"{line}\r")
    terminal.until("Your answer:")
    terminal.type("2\r")
    terminal.until("Press Enter to go on:")
    terminal.type("x\r")  # Enter alone, as soon after the Enter before, would be a held key.
    terminal.until("Your answer:")


def test_an_answer_typed_in_a_terminal_is_kept(terminal: Terminal) -> None:
    begun(terminal)
    terminal.type("3\r")
    assert "Saved: 3. Some places." in terminal.until("Question 2 of 4.")
    terminal.until("Your answer:")
    terminal.stopped("\x03")


def test_ctrl_c_clears_what_was_said_and_ends_with_130(terminal: Terminal) -> None:
    begun(terminal)
    assert terminal.stopped("\x03") == 130
    assert "Traceback" not in terminal.seen
    end = terminal.seen[terminal.seen.rindex("Your answer:") :]
    assert "\x1b[3J" in end or end.count("\n") >= 100
    assert "Stopped. Everything that was shown as saved is saved." in end


def test_the_end_of_input_is_as_ctrl_c(terminal: Terminal) -> None:
    begun(terminal)
    assert terminal.stopped("\x04") == 130
    assert "Traceback" not in terminal.seen


def test_a_terminal_that_knows_only_lines_gets_only_lines(terminal: Terminal) -> None:
    begun(terminal)
    terminal.type(".\r")
    terminal.until("Press Enter to go on:")
    assert terminal.stopped("\x03") == 130
    assert ("\x1b" in terminal.seen) == (terminal.name != "dumb")


def test_nothing_on_the_screen_is_coloured(terminal: Terminal) -> None:
    begun(terminal)
    terminal.stopped("\x03")
    assert re.findall(r"\x1b\[[0-9;]*[1-9][0-9;]*m", terminal.seen) == []
