"""The recipes in CONTRIBUTING.md name things that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:coreflect|tests|docs|question_banks|core|cli)/[\w./-]+)`", TEXT)))
NAMES = sorted(set(re.findall(r"`([A-Z]{2,})` in `(coreflect/[\w/]+\.py)`", TEXT)))


@pytest.mark.parametrize("path", PATHS)
def test_every_place_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists() or (ROOT / "coreflect" / path).exists()


@pytest.mark.parametrize(("name", "module"), NAMES)
def test_every_list_that_is_named_stands_in_its_module(name: str, module: str) -> None:
    assert re.search(rf"^{name}\b.*=", (ROOT / module).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_house_names_every_room() -> None:
    rooms = {path.name for path in (ROOT / "coreflect").iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(re.findall(r"^\| `coreflect/(\w+)/` \|", TEXT, re.MULTILINE))
