"""A paste or a stuck key: hundreds of keys in one write, in a real terminal, finish one person once and end nothing."""

from __future__ import annotations

import os
import select
import signal
from pathlib import Path

import pytest

from coreflect.tui.app import CoreflectApp
from coreflect.workspace.doctor import Doctor
from coreflect.workspace.workspace import open_workspace
from tests.cli.test_killed_between_keys import folder, walked_to_the_words
from tests.support.builders.services import some_services
from tests.support.screens.terminal import Terminal, terminal

__all__ = ["folder"]
MOST_SECONDS_QUIET = 3.0


def flooded(seat: Terminal, keys: bytes, times: int) -> None:
    """Write all keys at once, and wait until nothing is painted any more, or the program has ended."""
    seat.type(keys * times)
    while select.select([seat.fd], [], [], MOST_SECONDS_QUIET)[0]:
        if not seat.read_or_ended():
            return


@pytest.mark.parametrize(
    ("keys", "times"),
    [
        (b"1\r", 70),
        pytest.param(b"1\r", 250, marks=pytest.mark.slow),
        pytest.param(b"2\rs", 90, marks=pytest.mark.slow),
        pytest.param(b"s", 90, marks=pytest.mark.slow),
        pytest.param(b"\rg", 60, marks=pytest.mark.slow),
        pytest.param(b"q\r", 60, marks=pytest.mark.slow),
        pytest.param(b"c1\x1b", 60, marks=pytest.mark.slow),
    ],
)
def test_a_flood_of_keys_on_a_question_leaves_one_person_finished_at_most_once(
    folder: Path, keys: bytes, times: int
) -> None:
    with terminal("-m", "coreflect", "--workspace", str(folder), "answer") as seat:
        walked_to_the_words(seat)
        seat.type(b"\r")
        seat.until("These questions are about")
        seat.settled()
        flooded(seat, keys, times)
        assert "went wrong" not in seat.seen
        assert "Traceback" not in seat.seen
    workspace = open_workspace(str(folder))
    assert [finding.what for finding in Doctor(workspace).examine() if finding.kind != "stray"] == []
    responses = workspace.records().responses
    assert len({response.id for response in responses}) == len(responses)


@pytest.mark.parametrize("plain", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_bytes_that_are_no_text_end_nothing_and_a_signal_leaves_the_terminal_as_it_was(
    folder: Path, plain: bool
) -> None:
    face = ("--plain",) if plain else ()
    with terminal("-m", "coreflect", *face, "--workspace", str(folder), "answer") as seat:
        seat.until("Welcome.")
        seat.settled()
        flooded(seat, b"\xe9\xff\x1b[M\xa0\xe0\xf0", 1)
        assert (seat.ended, "Traceback" in seat.seen) == (None, False)
        os.kill(seat.pid, signal.SIGTERM)
        flooded(seat, b"", 1)
        assert seat.ended is not None
        assert os.waitstatus_to_exitcode(seat.ended) == 128 + signal.SIGTERM
        assert all(mark in seat.output for mark in ((b"\x1b[3J",) if plain else (b"\x1b[?1049l", b"\x1b[?1000l")))


@pytest.mark.slow
@pytest.mark.parametrize("keys", [b"1\r", b"\r", b"b\r", b"q", b"\x1b", b"?q"])
def test_a_flood_of_keys_before_the_first_question_ends_with_no_fault(folder: Path, keys: bytes) -> None:
    with terminal("-m", "coreflect", "--workspace", str(folder), "answer") as seat:
        seat.until("Welcome.")
        seat.settled()
        flooded(seat, keys, 80)
        assert "went wrong" not in seat.seen
        assert "Traceback" not in seat.seen
        assert os.waitstatus_to_exitcode(seat.ended) == 0 if seat.ended is not None else True


def test_what_textual_would_paint_of_an_error_is_a_fault_and_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    app = CoreflectApp(some_services()[0])
    monkeypatch.setattr(app, "_close_messages_no_wait", lambda: None)
    app.panic("Traceback: somebody's words")
    assert (app.return_code, str(app.fault)) == (1, "str")
    assert app._exit_renderables == []
