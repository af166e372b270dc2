"""The one place where ports meet what stands behind them; each is made when it is first asked for."""

from __future__ import annotations

import gc
import json
import os
import sys
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.errors import Misuse
from coreflect.core.settings import known_theme

if TYPE_CHECKING:
    from coreflect.banks.shelf import Shelf
    from coreflect.core.model import Reflection
    from coreflect.core.settings import Settings
    from coreflect.services.app import Services
    from coreflect.tui.app import CoreflectApp
    from coreflect.workspace.workspace import Workspace


class Wiring:
    """What a command works with: the workspace, the shelf and the faces."""

    def __init__(self, named: str | None = None, plain: bool = False, theme: str = "") -> None:
        self._named = named
        self._plain = plain
        self._theme = theme

    @cached_property
    def _workspace(self) -> Workspace:
        from coreflect.services.all_records import package_reader
        from coreflect.workspace.workspace import open_workspace

        return open_workspace(self._named, package_reader())

    def workspace(self) -> Workspace:
        """The workspace named by --workspace, by COREFLECT_WORKSPACE, or the laptop's own."""
        return self._workspace

    def shelf(self) -> Shelf:
        """The shipped banks, and the workspace's own."""
        from coreflect.banks.shelf import Shelf
        from coreflect.workspace.folders import workspace_folder

        return Shelf(workspace_folder(self._named) / "banks")

    def shipped_shelf(self) -> Shelf:
        """The shipped banks alone."""
        from coreflect.banks.shelf import Shelf

        return Shelf()

    def services(self) -> Services:
        """All ports that a face works with."""
        from coreflect.services.app import Services
        from coreflect.services.imports import Imports
        from coreflect.services.packages import PackageFiles
        from coreflect.services.results import Results
        from coreflect.workspace.ids import SystemClock, SystemIds

        workspace, ids = self.workspace(), SystemIds()
        results = Results(workspace, ids)
        return Services(
            workspace, self.shelf(), PackageFiles(workspace), ids, SystemClock(), results, Imports(workspace)
        )

    def settings(self) -> Settings:
        """Where the choice of colours is kept."""
        return StoredSettings()

    def wants_plain(self, asked: bool = False) -> bool:
        """Whether the plain face is chosen: --plain, COREFLECT_PLAIN=1 or TERM=dumb."""
        return asked or self._plain or os.environ.get("COREFLECT_PLAIN") == "1" or os.environ.get("TERM") == "dumb"

    def open_home(self) -> None:
        """Open the home page in the face that is chosen; ends the command."""
        self._open(None, plain=False)

    def open_answering(self, reflection: Reflection, *, plain: bool) -> None:
        """Go straight to answering a round; ends the command."""
        self._open(reflection, plain=plain)

    def open_meeting(self, reflection: Reflection, *, plain: bool) -> None:
        """Open the meeting of one round in the face that is chosen; ends the command."""
        if self.wants_plain(plain):
            from coreflect.plain.meeting import run_meeting

            leave_out_of_collections()
            raise SystemExit(run_meeting(self.services(), reflection))
        from coreflect.tui.app import MeetingApp

        self._run(MeetingApp(self.services(), reflection, self.settings(), self._theme))

    def _open(self, reflection: Reflection | None, *, plain: bool) -> None:
        require_terminal()
        if self.wants_plain(plain):
            from coreflect.plain.app import run_answer, run_home

            leave_out_of_collections()
            raise SystemExit(run_answer(self.services(), reflection) if reflection else run_home(self.services()))
        from coreflect.tui.app import CoreflectApp

        start = reflection.id if reflection else None
        self._run(CoreflectApp(self.services(), start, settings=self.settings(), theme=self._theme))

    def open_rehearsal(self, services: Services, *, plain: bool) -> None:
        """Open the home page at another desk than the laptop's own, in the face that is chosen; ends the command."""
        if self.wants_plain(plain):
            from coreflect.plain.app import run_home

            leave_out_of_collections()
            raise SystemExit(run_home(services))
        from coreflect.tui.app import CoreflectApp

        self._run(CoreflectApp(services, settings=self.settings(), theme=self._theme))

    def _run(self, app: CoreflectApp) -> None:
        leave_out_of_collections()
        app.run()
        if app.fault:
            raise app.fault
        raise SystemExit(app.return_code or 0)


def leave_out_of_collections() -> None:
    """Collect garbage from now on, but never look again at what has been imported and made so far.

    Else a key now and then waits some 20 ms, while every class and function of Textual is looked at.
    """
    gc.freeze()
    gc.enable()


def require_terminal() -> None:
    """Stop with a sentence where nobody can type or read.

    Raises:
        Misuse: input or output is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Misuse(
            "coreflect asks questions, and needs a terminal window to ask them in.",
            "Start it in a terminal. Without one these work: `coreflect demo`, `banks list`, `rounds list`, `results`, "
            "`room ROUND --json`, `actions list`, `export`, `import`, `compare`; `coreflect --help` says more.",
        )


THEME = "theme"


class StoredSettings:
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
