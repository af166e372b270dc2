"""What a person chooses once for every reflection: so far, in which colours the full screen is shown."""

from __future__ import annotations

from typing import Protocol

THEMES = (
    ("dark", "Dark"),
    ("light", "Light"),
    ("high-contrast-dark", "High contrast, dark"),
    ("high-contrast-light", "High contrast, light"),
)
"""Each theme's name as it is kept and typed, and as it stands on screen, in the order in which they are offered."""


def known_theme(*names: str) -> str:
    """The first of these names that is a theme's; the first theme's where none is."""
    themes = [theme for theme, _ in THEMES]
    return next((name for name in names if name in themes), themes[0])


class Settings(Protocol):
    """What a person chose once, kept on their own laptop and never beside anybody's answers."""

    def theme(self) -> str:
        """The name of the theme that was chosen; empty where none was, or where it cannot be read."""

    def keep_theme(self, name: str) -> None:
        """Keep the name of a theme for next time.

        Raises:
            NotKept: it did not reach the disk.
        """
