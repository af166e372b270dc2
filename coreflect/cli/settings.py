"""What a person chose once lies in the system's folder for settings, and a file that cannot be read costs no start."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from coreflect.core.settings import known_theme

THEME = "theme"


class KeptSettings:
    """The Settings port: one small JSON file. What else stands in it is left as it is."""

    def __init__(self, file: Path | None = None) -> None:
        """Takes the file, in tests; without it the system says where settings lie."""
        self._file = file

    def theme(self) -> str:
        name = self._read().get(THEME)
        return name if isinstance(name, str) and name == known_theme(name) else ""

    def keep_theme(self, name: str) -> None:
        """Keep the name of a theme for next time.

        Raises:
            NotKept: it did not reach the disk.
        """
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
        with suppress(OSError, ValueError):
            found = json.loads(self._path().read_bytes())
            if isinstance(found, dict):
                return found
        return {}
