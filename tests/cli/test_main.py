"""The command itself: help at once, faults as a sentence and an exit code, never a value in a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from coreflect.cli.main import COMMANDS, command_called, main
from coreflect.core.errors import NotSaved, Refused


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **more}
    return subprocess.run(
        [sys.executable, "-m", "coreflect", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_one_line_of_a_command_stands_in_one_place(name: str) -> None:
    assert command_called(name).short_help is None


def test_the_help_lists_every_command_with_its_line() -> None:
    listed = " ".join(CliRunner().invoke(main, ["--help"]).output.split())
    for name, line in COMMANDS.items():
        assert f"{name} {line}" in listed


def every_command() -> list[tuple[str, ...]]:
    names: list[tuple[str, ...]] = [()]
    for name in COMMANDS:
        names.append((name,))
        command = command_called(name)
        if isinstance(command, click.Group):
            names += [(name, below) for below in command.commands]
    return names


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_every_help_begins_with_examples(command: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*command, "--help"])
    assert shown.exit_code == 0
    assert shown.output.index("Examples:") < shown.output.index("Options:")
    assert f"coreflect {' '.join(command)}".strip() in shown.output


def test_without_a_terminal_it_says_what_to_do_and_ends_with_2() -> None:
    for arguments in ([], ["--plain"], ["answer"], ["answer", "--plain"]):
        ended = run(*arguments)
        assert ended.returncode == 2
        assert "needs a terminal" in ended.stderr
        assert ended.stdout == ""


def test_a_wrong_command_names_the_nearest() -> None:
    ended = CliRunner().invoke(main, ["exprot"])
    assert ended.exit_code == 2
    assert "coreflect export" in ended.output


@pytest.mark.parametrize(("fault", "code"), [(Refused("a.zip is torn.", "Ask again."), 4), (NotSaved("Full."), 1)])
def test_a_fault_is_a_sentence_and_an_exit_code(fault: Exception, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr("coreflect.services.app.Services.workspace", property(fails))
    ended = CliRunner().invoke(main, ["rounds", "list"])
    assert ended.exit_code == code
    assert str(fault).split(".")[0] in ended.stderr
    assert ended.stdout == ""


def test_an_unforeseen_error_shows_and_logs_no_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(*_: object) -> None:
        answer = "she said no"
        raise RuntimeError(answer)

    monkeypatch.setattr("coreflect.services.app.Services.workspace", property(fails))
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: tmp_path)
    ended = CliRunner().invoke(main, ["rounds", "list"])
    assert ended.exit_code == 1
    assert "RuntimeError" in ended.stderr
    assert "Traceback" not in ended.output
    log = (tmp_path / "errors.log").read_text(encoding="utf-8")
    assert re.search(r"test_main\.py:\d+ in fails", log)
    for text in (ended.output, log):
        assert "she said no" not in text


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("coreflect.services.app.Services.workspace", property(stopped))
    assert CliRunner().invoke(main, ["rounds", "list"]).exit_code == 130
