"""A browser for tests: where it or its packages are not there they are left out, and fail where they are needed."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PACKAGES = ("playwright", "axe_playwright_python", "pypdf")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


def _not_there() -> str:
    lacking = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if lacking:
        return f"not installed: {', '.join(lacking)} (pip install '.[browser]')"
    return "" if any(map(shutil.which, NAMES)) else f"no browser is there: {', '.join(NAMES)}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; COREFLECT_BROWSER=needed lets tests fail where it is not there."""
    if reason := _not_there():
        if os.environ.get("COREFLECT_BROWSER") == "needed":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = next(found for name in NAMES if (found := shutil.which(name)))
        started: Any = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()
