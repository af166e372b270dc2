"""A bank of two sections as a file, made anew for each test so that a test can spoil one part of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

_LEVELS = ("never", "sometimes", "always")


def tiny(**changes: Any) -> dict[str, Any]:
    """The values of a bank without faults, in the standard and in easier words; `changes` replace top values."""
    values: dict[str, Any] = {
        "format": 1,
        "id": "tiny",
        "title": "A tiny bank",
        "stem": "{Period}, how far was this true?",
        "plain_stem": "Was this so {period}?",
        "intro": "About us.",
        "plain_intro": "This is about us.",
        "practice": {"text": "The tea was hot.", "plain": "Hot tea."},
        "source": {"idea": "a talk", "wording": "own", "tested": "no"},
        "scales": [{"id": "how-true", "levels": [_level(level) for level in _LEVELS]}],
        "sections": [_section("deciding", 2), _section("doing", 1)],
    }
    return copy.deepcopy(values | changes)


def tiny_wording(**changes: Any) -> dict[str, Any]:
    """The values of a wording "cy" that says the whole tiny bank; `changes` replace top values."""
    values: dict[str, Any] = {
        "format": 1,
        "bank": "tiny",
        "wording": "cy",
        "name": "Cymraeg",
        "stem": "STEM {period}",
        "intro": "INTRO",
        "practice": "PRACTICE",
        "scales": {"how-true": {level: {"label": level.upper(), "meaning": "M"} for level in _LEVELS}},
        "sections": {"deciding": "DECIDING"},
        "items": {item: {"text": item.upper()} for item in ("deciding-1", "deciding-2", "doing-1")},
    }
    return copy.deepcopy(values | changes)


def toml(values: Mapping[str, Any]) -> bytes:
    """Values as a TOML file; tables stand inline, which says the same."""
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in values.items()).encode()


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return json.dumps(value).replace("\x7f", "\\u007f")


def _level(level: str) -> dict[str, Any]:
    label = level.capitalize()
    return {"id": level, "label": label, "meaning": f"It was {level} so.", "plain_label": label, "plain_meaning": "So."}


def _section(section: str, items: int) -> dict[str, Any]:
    ids = [f"{section}-{number}" for number in range(1, items + 1)]
    return {"id": section, "title": section.capitalize(), "items": [_item(item) for item in ids]}


def _item(item: str) -> dict[str, Any]:
    return {
        "id": item,
        "edition": 1,
        "short": item.endswith("-1"),
        "text": f"We did {item} together.",
        "plain": f"We did {item}.",
        "lowest": "It was done for us.",
        "highest": "We did it.",
        "prompt": "What next?",
        "tags": ["roles"],
    }
