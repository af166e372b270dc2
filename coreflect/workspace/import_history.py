"""Stores imports, each as one numbered file under `imports/`, whole or not at all.

Only the latest import can be undone, because an import holds only what earlier ones did not.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from coreflect.files.atomic import remove, write_whole
from coreflect.workspace.folders import locked
from coreflect.workspace.workspace import Workspace

ImportState = tuple[tuple[str, ...], ...]
"""A value that differs once something has been imported, undone or withdrawn."""

_OUTLIVES = "outlives-"
"""How the name of a file begins that holds what stays of an import after its undo."""
_NUMBERED = re.compile(r"([0-9]+)-.*\.zip")


class ImportHistory:
    """The imports of one workspace; the latest is the one whose name begins with the highest number."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folder = workspace.root / "imports"

    def import_state(self) -> ImportState:
        """Return a value that differs once anything has been imported, undone or withdrawn, in any terminal."""
        imports = tuple(f"{path.name} {_mark(path)}" for path in self._workspace.imports())
        names = self._workspace.files.names
        return (imports, *(names(folder.withdrawn) for folder in self._workspace.round_folders()))

    def latest(self) -> Path | None:
        """Return the file that was imported last; None where there is none."""
        imports = (path for path in self._workspace.imports() if not path.name.startswith(_OUTLIVES))
        return max(imports, key=_place, default=None)

    def add(self, content: bytes, letters: str, import_state: ImportState) -> Path | None:
        """Add a file and return its path; return None, and add nothing, if `import_state` has changed meanwhile.

        Takes the file's bytes, random letters for its name, and the `import_state` for which the file was made.

        Raises:
            NotSaved: it did not reach the disk, and everything is as it was.
        """
        was_there = self._folder.is_dir()
        private = self._workspace.files.private
        path = None
        try:
            self._workspace.files.make_root(self._workspace.root)
            self._workspace.files.make(self._folder)
            with locked(self._folder):
                if import_state != self.import_state():
                    return None
                latest = self.latest()
                number = _place(latest)[0] + 1 if latest else 1
                path = self._folder / f"{number:04d}-{letters}.zip"
                write_whole(path, content, private=private)
        except BaseException:
            with suppress(OSError):
                if path is not None:
                    path.unlink()
            with suppress(OSError):
                if not was_there:
                    self._folder.rmdir()
            raise
        return path

    def take_back(self, path: Path, outliving: bytes = b"") -> bool:
        """Remove this import, if it is the latest; returns whether it was.

        `outliving` is a package of what stays of it, which no undo takes back; it is saved first.

        Raises:
            NotSaved: it could not be removed.
        """
        with locked(self._folder):
            if path != self.latest():
                return False
            if outliving:
                stays = self._folder / f"{_OUTLIVES}{path.name}"
                write_whole(stays, outliving, private=self._workspace.files.private)
            remove(path)
        return True


def _place(path: Path) -> tuple[int, str]:
    found = _NUMBERED.fullmatch(path.name)
    return (int(found[1]) if found else 0, path.name)


def _mark(path: Path) -> str:
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{state.st_mtime_ns} {state.st_size}"
