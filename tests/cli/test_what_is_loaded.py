"""What starts fast stays fast: help, banks and answering load no pandas, and help no Textual either."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = """
import sys
try:
    from coreflect.cli.main import main
    main({arguments!r}, prog_name="coreflect")
except SystemExit:
    pass
print("LOADED", *sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


def loaded(*arguments: str) -> set[str]:
    code = LOADED.format(arguments=list(arguments))
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=True
    )
    return set(ended.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize(
    "arguments",
    [
        *(("--help",), ("--version",), ("banks", "list"), ("banks", "show", "scie-statements"), ("answer",)),
        *(("rounds", "list"), ("actions", "list"), ("results", "--help"), ("room", "--help"), ("room", "nowhere")),
        *(("import", "--help"), ("import", "--undo"), ("import", "nowhere")),
    ],
)
def test_pandas_is_loaded_only_where_tables_are_counted(arguments: tuple[str, ...]) -> None:
    assert not loaded(*arguments) & {"pandas", "numpy"}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("banks", "list")])
def test_no_face_and_no_database_is_loaded_for_what_shows_neither(arguments: tuple[str, ...]) -> None:
    assert not loaded(*arguments) & {"textual", "rich", "questionary", "prompt_toolkit", "tinydb", "asyncio"}


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
