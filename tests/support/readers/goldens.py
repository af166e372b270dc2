"""Texts kept under tests/goldens, with which tests compare what they see."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

GOLDENS = Path(__file__).resolve().parents[2] / "goldens"


@dataclass(frozen=True)
class Golden:
    """Compares a text with the one kept under tests/goldens, or keeps it there when asked to."""

    update: bool

    def __call__(self, name: str, text: str) -> None:
        """Fail where the text is not the one kept under this name.

        Raises:
            AssertionError: it differs, or goldens were to be updated on the runner.
        """
        path = GOLDENS / name
        if self.update:
            assert not os.environ.get("CI"), "goldens are looked at by a person, so the runner does not update them"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is not there yet; pytest --update-goldens writes it"
        assert text == path.read_text(encoding="utf-8")
