"""Answers files as the sheet saves them, on the garden bank of the examples unless changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from coreflect.core.reflections.answers_file import SECRET_LETTERS

ITEMS = ("garden-1-1", "garden-1-2", "garden-2-1", "garden-2-2")
ROUND = "mill-lane-2026-05-12-bcdfgh"


def secret(letter: str) -> str:
    return letter * SECRET_LETTERS


def revision(number: int) -> str:
    return f"k{number + 2}bcdfghjk"


def note(
    letter: str = "n", text: str = "Ask Ana's group.", item: str = ITEMS[0], sharing: str = "room"
) -> dict[str, str]:
    return {"note": secret(letter), "bank": "garden", "item": item, "sharing": sharing, "text": text}


def answers(*chosen: str) -> list[dict[str, Any]]:
    """Answers to the items of the garden bank, in order; the others are left blank."""
    given = (*chosen, *(["skipped"] * (len(ITEMS) - len(chosen))))
    return [
        {"bank": "garden", "item": item, "edition": 1, "answer": answer}
        for item, answer in zip(ITEMS, given, strict=True)
    ]


def answers_file(**changes: Any) -> dict[str, Any]:
    """The values of an answers file of one person, saved once."""
    return {
        "coreflect": "answers",
        "form": 1,
        "round": ROUND,
        "key": secret("k"),
        "revision": revision(1),
        "replaces": [],
        "words": "lantern meadow",
        "perspective": "carer",
        "wording": "standard",
        "help": "",
        "code": "",
        "answers": answers("started", "not-sure"),
        "notes": [],
        "removed": [],
        **changes,
    }


def content(**changes: Any) -> bytes:
    return json.dumps(answers_file(**changes), ensure_ascii=False).encode()


def write(path: Path, **changes: Any) -> str:
    """Write an answers file; returns its path as it is typed."""
    path.write_bytes(content(**changes))
    return str(path)
