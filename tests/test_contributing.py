"""The recipes in CONTRIBUTING.md name things that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:coreflect|tests|docs|question_banks|core|cli)/[\w./-]+)`", TEXT)))
NAMES = sorted(set(re.findall(r"`(\w+)`\s+in\s+`((?:coreflect|tests)/[\w/]+\.py)`", TEXT)))


@pytest.mark.parametrize("path", PATHS)
def test_every_place_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists() or (ROOT / "coreflect" / path).exists()


@pytest.mark.parametrize(("name", "module"), NAMES)
def test_every_name_that_is_said_to_be_in_a_module_is_defined_there(name: str, module: str) -> None:
    code = (ROOT / module).read_text(encoding="utf-8")
    assert re.search(rf"^(class |def |async def )?{name}\b(?!\.)", code, re.MULTILINE)


def test_the_house_names_every_room() -> None:
    rooms = {path.name for path in (ROOT / "coreflect").iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(re.findall(r"^\| `coreflect/(\w+)/` \|", TEXT, re.MULTILINE))
