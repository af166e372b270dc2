"""No test sees the machine that it runs on: home, settings and workspace are its own."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
import tempfile
from functools import cache
from itertools import count

import pytest
from hypothesis import settings

from tests.support.builders.searching import REPEATABLE
from tests.support.readers.goldens import Golden

settings.load_profile(REPEATABLE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what is seen to tests/goldens, to be looked at"
    )


if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    # Each process of the tests, and each program that they start, would compile everything anew.
    sys.dont_write_bytecode = False


_numbers = count()


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among what was loaded and stays: half a million things in each process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


hashlib.scrypt = cache(hashlib.scrypt)
"""The mark of two words is slow by intent, and the same each time: of words that many tests type, it is made once."""


os.fsync = lambda file: None
"""No test cuts the power, and each save would wait for the disk twice; that a save asks for it is read in its steps."""


@pytest.fixture(autouse=True)
def _own_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    # A number of our own: pytest would read the names of all folders there are to find the next one.
    home = tmp_path_factory.mktemp(f"home-{next(_numbers)}", numbered=False)
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    for name in ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)  # so that no file opens in a window
    for name in ("COREFLECT_WORKSPACE", "COREFLECT_PLAIN", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with its golden file: golden("name.txt", text)."""
    return Golden(update=request.config.getoption("--update-goldens"))
