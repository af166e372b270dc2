"""Lines are said wrapped, safe and without colour; what was said can be taken away."""

from __future__ import annotations

import asyncio
import io
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from coreflect.plain.line_editor import HELD, LineEditor
from coreflect.plain.terminal import (
    LINES_TO_PUSH_AWAY,
    EditingReader,
    LineReader,
    Rested,
    Terminal,
    open_terminal,
    wipe,
)
from tests.support.screens.typed_keys import CountedTimer, nothing_due


def a_terminal() -> tuple[Terminal, io.StringIO]:
    out = io.StringIO()
    return Terminal(out, LineReader(), wipe), out


def test_a_line_is_never_wider_than_the_terminal_nor_than_eighty(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, widest in (("40", 40), ("200", 80), ("5", 20)):
        monkeypatch.setenv("COLUMNS", columns)
        terminal, out = a_terminal()
        terminal.say("word " * 60, hang=3)
        assert max(len(line) for line in out.getvalue().splitlines()) <= widest


def test_a_word_with_a_hyphen_is_not_torn() -> None:
    terminal, out = a_terminal()
    terminal.say("co-production " * 30)
    assert not any(line.endswith("co-") for line in out.getvalue().splitlines())


@given(st.text())
def test_no_text_reaches_the_terminal_with_control_or_direction_marks(text: str) -> None:
    terminal, out = a_terminal()
    terminal.say(text)
    kept = out.getvalue().replace("\n", "").replace("\u200c", "").replace("\u200d", "")
    assert not [c for c in kept if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


def test_markup_is_said_as_it_was_typed() -> None:
    terminal, out = a_terminal()
    terminal.say("[red]Rosa[/] {period} %s <b>")
    assert out.getvalue() == "[red]Rosa[/] {period} %s <b>\n"


def test_what_cannot_be_cleared_is_pushed_away() -> None:
    out = io.StringIO()
    wipe(out)
    assert out.getvalue() == "\n" * LINES_TO_PUSH_AWAY


@pytest.mark.parametrize(("name", "reader"), [("dumb", LineReader), ("xterm", EditingReader)])
def test_a_dumb_terminal_is_heard_without_moving_the_cursor(
    monkeypatch: pytest.MonkeyPatch, name: str, reader: type
) -> None:
    monkeypatch.setenv("TERM", name)
    assert isinstance(open_terminal().reader, reader)


def heard(keys: bytes, *, watched: bool = True, quick: bool = False, **told: object) -> str:
    with create_pipe_input() as pipe:
        pipe.send_bytes(keys)
        return LineEditor(pipe, DummyOutput(), **told).read("Line:", watched=watched, quick=quick)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (b"3\r", "3"),
        (b"34\x7f\r", "3"),
        (b"\x1b[A\x1b[B\x1b[5~3\r", "3"),
        (b"\x1b[31mred\x1b[0m\r", "red"),
        (b"\x1b[M!!!\x1b[<0;1;1M\x1b[2;3R3\r", "3"),
        (b"\x1b[200~one\ntwo\x1b[201~\r", "one\ntwo"),
        (b"\x1bOP3\r", "3"),
        ("ŵ🌻".encode() + b"\r", "ŵ🌻"),
    ],
)
def test_keys_for_editing_work_and_stray_sequences_do_no_harm(keys: bytes, line: str) -> None:
    assert heard(keys, watched=False) == line


@pytest.mark.parametrize(("keys", "stop"), [(b"12\x03", KeyboardInterrupt), (b"\x04", EOFError)])
def test_stopping_keys_stop(keys: bytes, stop: type[BaseException]) -> None:
    with pytest.raises(stop):
        heard(keys)


def test_bytes_that_are_no_text_reach_nobody() -> None:
    with create_pipe_input() as pipe:
        pipe.send_bytes(b"a\xff\x1bb\r")
        terminal = Terminal(io.StringIO(), LineEditor(pipe, DummyOutput()), wipe)
        assert terminal.ask("Line:").isprintable()


@settings(max_examples=40)
@given(st.binary(max_size=60))
def test_any_bytes_end_as_a_line_or_as_a_stop(keys: bytes) -> None:
    try:
        assert isinstance(heard(keys + b"\x1b[201~\x07\x03", watched=False), str)
    except (KeyboardInterrupt, EOFError):
        return


def test_an_unforeseen_fault_in_a_prompt_ends_it_and_is_not_shown_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    def breaks(seconds: float, call: object) -> Callable[[], None]:
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        return nothing_due

    with pytest.raises(ZeroDivisionError):
        heard(b"", timer=breaks)
    assert capsys.readouterr().out == ""


def test_a_held_enter_counts_once_but_an_answer_typed_fast_counts() -> None:
    now = iter([0.0, HELD / 4, HELD / 2, HELD * 2])
    assert heard(b"\r\r\r", seconds=lambda: next(now)) == ""
    assert next(now, None) is None
    assert heard(b"3\r", seconds=lambda: 0.0) == "3"
    assert heard(b"\r", quick=True, seconds=lambda: 0.0) == ""


def test_a_watched_prompt_rests_once_nobody_presses_a_key() -> None:
    timer = CountedTimer(up_at=1)
    with pytest.raises(Rested), create_pipe_input() as pipe:
        Terminal(io.StringIO(), LineEditor(pipe, DummyOutput(), timer=timer), wipe, watched=True).ask("Line:")
    assert timer.seconds == [300.0]


def test_each_key_begins_the_five_minutes_again() -> None:
    timer = CountedTimer(up_at=0)
    assert heard(b"abc\r", timer=timer) == "abc"
    assert timer.started == 5


def test_a_prompt_that_shows_nothing_private_never_rests() -> None:
    timer = CountedTimer(up_at=1)
    assert heard(b"3\r", watched=False, timer=timer) == "3"
    assert timer.started == 0
