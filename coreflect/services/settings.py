"""Stores a person's settings for all reflections; so far, the colours of the full screen.

They are in a small JSON file of the person's own, and never in a workspace.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

THEMES = (
    ("dark", "Dark"),
    ("light", "Light"),
    ("high-contrast-dark", "High contrast, dark"),
    ("high-contrast-light", "High contrast, light"),
)
"""Each theme's name as it is saved and typed, and as it stands on screen, in the order in which they are offered."""

THEME = "theme"


def known_theme(*names: str) -> str:
    """The first of these names that is a theme's; the first theme's where none is."""
    themes = [theme for theme, _ in THEMES]
    return next((name for name in names if name in themes), themes[0])


class Settings:
    """The file of settings; what else stands in it is left as it is."""

    def __init__(self, file: Path | None = None) -> None:
        """Takes the file, in tests; without it the system says where settings lie."""
        self._file = file

    def theme(self) -> str:
        """The name of the theme that was chosen; empty where none was, or where it cannot be read."""
        name = self._read().get(THEME)
        return name if isinstance(name, str) and name == known_theme(name) else ""

    def save_theme(self, name: str) -> None:
        """Save the name of a theme for next time.

        Raises:
            NotSaved: it did not reach the disk.
        """
        import json

        from coreflect.files.atomic import make_folder, make_parents, write_whole

        settings = self._read()
        if settings.get(THEME) == name:
            return
        text = json.dumps({**settings, THEME: name}, indent=2, sort_keys=True, ensure_ascii=False)
        folder = self._path().parent
        make_parents(folder)
        make_folder(folder)
        write_whole(self._path(), f"{text}\n".encode())

    def _path(self) -> Path:
        if self._file is None:
            from platformdirs import user_config_path

            self._file = user_config_path("coreflect", appauthor=False) / "settings.json"
        return self._file

    def _read(self) -> dict[str, object]:
        import json  # help and version load this module for its themes alone

        from coreflect.files.regular import read_regular

        with suppress(OSError, ValueError, RecursionError):
            stored = json.loads(read_regular(self._path()))
            if isinstance(stored, dict):
                return stored
        return {}
