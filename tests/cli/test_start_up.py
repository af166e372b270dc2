"""What stands in memory once the program has started is known, module by module, so that a new import is seen."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.readers.goldens import Golden

CALLED = """
from coreflect.cli.main import main
try:
    main({arguments!r}, prog_name="coreflect")
except SystemExit:
    pass
"""
SET_UP = """
from coreflect.services.set_up import set_up
from coreflect.services.app import Services
given = {{"team_name": "Mill Lane", "about": "the day centre", "contact": "Rosa"}}
set_up(Services({folder!r}), given, [("nesta-principles", "short")], "2026-05-12")
"""
PLAIN = """
import io, os, sys
os.environ["TERM"] = "dumb"
sys.stdin, sys.stdout, shown = io.StringIO(""), io.StringIO(), sys.stdout
from coreflect.cli.wiring import Wiring
import coreflect.cli.main
from coreflect.cli import wiring
wiring.require_terminal = lambda: None
try:
    {opens}
except SystemExit:
    pass
sys.stdout = shown
"""
FULL_SCREEN = """
import os
os.environ.update(TERM="xterm", COREFLECT_PLAIN="", COLUMNS="80", LINES="24")
import coreflect.cli.main
from coreflect.cli import wiring
from coreflect.cli.wiring import Wiring
from coreflect.tui.app import CoreflectApp
async def leave(pilot):
    for _ in range(20):
        await pilot.pause(0.05)
    pilot.app.exit()
run = CoreflectApp.run
CoreflectApp.run = lambda app: run(app, headless=True, auto_pilot=leave)
wiring.require_terminal = lambda: None
try:
    {opens}
except SystemExit:
    pass
"""
LISTED = "\nimport sys\nprint(*sorted(name for name in sys.modules if name.startswith('coreflect')), sep='\\n')\n"
HOME = "Wiring({folder!r}, plain={plain}).open_home()"
WELCOME = "wired = Wiring({folder!r}); wired.open_answering(wired.services.workspace.rounds()[0], plain={plain})"


def loaded(code: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", code + LISTED],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=True,
    )
    return ended.stdout[ended.stdout.index("coreflect\n") :]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("start") / "w")
    loaded(SET_UP.format(folder=folder))
    return folder


@pytest.mark.parametrize(("name", "argument"), [("version", "--version"), ("help", "--help")])
def test_the_version_and_the_help_load_the_command_alone(name: str, argument: str, golden: Golden) -> None:
    golden(f"loaded-{name}.txt", loaded(CALLED.format(arguments=[argument])))


def test_the_home_page_loads_no_more_than_it_shows(folder: str, golden: Golden) -> None:
    golden("loaded-home.txt", loaded(FULL_SCREEN.format(opens=HOME.format(folder=folder, plain=False))))
    golden("loaded-home-plain.txt", loaded(PLAIN.format(opens=HOME.format(folder=folder, plain=True))))


def test_the_welcome_loads_no_more_than_answering_needs(folder: str, golden: Golden) -> None:
    golden("loaded-welcome.txt", loaded(FULL_SCREEN.format(opens=WELCOME.format(folder=folder, plain=False))))
    golden("loaded-welcome-plain.txt", loaded(PLAIN.format(opens=WELCOME.format(folder=folder, plain=True))))
