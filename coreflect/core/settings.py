"""What a person chooses once for every reflection: so far, in which colours the full screen is shown."""

from __future__ import annotations

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
