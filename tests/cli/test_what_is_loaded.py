"""What starts fast stays fast: help, banks and answering load no pandas, and help no Textual either."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = """
import sys
from coreflect.cli.main import main
for arguments in {commands!r}:
    try:
        main(arguments, prog_name="coreflect")
    except SystemExit:
        pass
    print("\\nLOADED", *sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


def loaded(*commands: tuple[str, ...]) -> dict[tuple[str, ...], set[str]]:
    """What is loaded after each of these commands, run one after another in one process: what stays out of all."""
    code = LOADED.format(commands=[list(command) for command in commands])
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=True
    )
    lines = [line.split() for line in ended.stdout.splitlines() if line.startswith("LOADED ")]
    return {command: set(line) for command, line in zip(commands, lines, strict=True)}


def test_pandas_is_loaded_only_where_tables_are_counted() -> None:
    after = loaded(
        *(("--help",), ("--version",), ("banks", "list"), ("banks", "show", "scie-statements"), ("answer",)),
        *(("rounds", "list"), ("actions", "list"), ("results", "--help"), ("room", "--help"), ("room", "nowhere")),
        *(("import", "--help"), ("import", "--undo"), ("import", "nowhere")),
    )
    assert not {command: found for command, names in after.items() if (found := names & {"pandas", "numpy"})}


def test_no_face_and_no_database_is_loaded_for_what_shows_neither() -> None:
    others = {"textual", "rich", "questionary", "prompt_toolkit", "tinydb", "asyncio"}
    after = loaded(("--help",), ("--version",), ("banks", "list"))
    assert not {command: found for command, names in after.items() if (found := names & others)}


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("coreflect.tui.app", {"pandas", "numpy", "questionary", "prompt_toolkit", "tinydb", "click", "jinja2"}),
        ("coreflect.plain.app", {"pandas", "numpy", "textual", "rich", "tinydb", "click", "jinja2"}),
        ("coreflect.services.paper_sheets", {"pandas", "textual", "questionary", "click", "tinydb", "jinja2"}),
        ("coreflect.workspace.workspace", {"pandas", "numpy", "textual", "questionary", "click"}),
        ("coreflect.package.read", {"pandas", "numpy", "textual", "questionary", "click", "tinydb"}),
        ("coreflect.core.reflections.walkthrough", {"pandas", "textual", "questionary", "click", "tinydb", "asyncio"}),
    ],
)
def test_a_room_loads_nothing_that_another_lives_on(module: str, without: set[str]) -> None:
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert not set(ended.stdout.split()) & without
