"""The one place where ports meet what stands behind them; each is made when it is first asked for."""

from __future__ import annotations

import gc
import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING

from coreflect.core.errors import Misuse

if TYPE_CHECKING:
    from coreflect.banks.shelf import Shelf
    from coreflect.core.model import Round
    from coreflect.core.ports import Desk
    from coreflect.core.settings import Settings
    from coreflect.tui.app import CoreflectApp
    from coreflect.workspace.store import FolderWorkspace


class Wiring:
    """What a command works with: the workspace, the shelf and the faces."""

    def __init__(self, named: str | None = None, plain: bool = False, theme: str = "") -> None:
        self._named = named
        self._plain = plain
        self._theme = theme

    @cached_property
    def _workspace(self) -> FolderWorkspace:
        from coreflect.cli.brought_packages import PackagesRead
        from coreflect.workspace.store import open_workspace

        return open_workspace(self._named, PackagesRead())

    def workspace(self) -> FolderWorkspace:
        """The workspace named by --workspace, by COREFLECT_WORKSPACE, or the laptop's own."""
        return self._workspace

    def shelf(self) -> Shelf:
        """The shipped banks, and the workspace's own."""
        from coreflect.banks.shelf import Shelf
        from coreflect.workspace.folder import workspace_folder

        return Shelf(workspace_folder(self._named) / "banks")

    def shipped_shelf(self) -> Shelf:
        """The shipped banks alone."""
        from coreflect.banks.shelf import Shelf

        return Shelf()

    def desk(self) -> Desk:
        """All ports that a face works with."""
        from coreflect.cli.bringing import PackageBringing
        from coreflect.cli.meeting import WorkspaceResults
        from coreflect.cli.post import PackagePost
        from coreflect.core.ports import Desk
        from coreflect.workspace.ids import SystemClock, SystemIds

        workspace, ids = self.workspace(), SystemIds()
        results = WorkspaceResults(workspace, ids)
        return Desk(
            workspace, self.shelf(), PackagePost(workspace), ids, SystemClock(), results, PackageBringing(workspace)
        )

    def settings(self) -> Settings:
        """Where the choice of colours is kept."""
        from coreflect.cli.settings import KeptSettings

        return KeptSettings()

    def wants_plain(self, asked: bool = False) -> bool:
        """Whether the plain face is chosen: --plain, COREFLECT_PLAIN=1 or TERM=dumb."""
        return asked or self._plain or os.environ.get("COREFLECT_PLAIN") == "1" or os.environ.get("TERM") == "dumb"

    def open_home(self) -> None:
        """Open the home page in the face that is chosen; ends the command."""
        self._open(None, plain=False)

    def open_answering(self, facts: Round, *, plain: bool) -> None:
        """Go straight to answering a round; ends the command."""
        self._open(facts, plain=plain)

    def open_meeting(self, facts: Round, *, plain: bool) -> None:
        """Open the meeting of one round in the face that is chosen; ends the command."""
        if self.wants_plain(plain):
            from coreflect.plain.meeting import run_meeting

            leave_out_of_collections()
            raise SystemExit(run_meeting(self.desk(), facts))
        from coreflect.tui.meeting_app import MeetingApp

        self._run(MeetingApp(self.desk(), facts, self.settings(), self._theme))

    def _open(self, facts: Round | None, *, plain: bool) -> None:
        require_terminal()
        if self.wants_plain(plain):
            from coreflect.plain.face import run_answer, run_home

            leave_out_of_collections()
            raise SystemExit(run_answer(self.desk(), facts) if facts else run_home(self.desk()))
        from coreflect.tui.app import CoreflectApp

        start = facts.id if facts else None
        self._run(CoreflectApp(self.desk(), start, settings=self.settings(), theme=self._theme))

    def open_rehearsal(self, desk: Desk, *, plain: bool) -> None:
        """Open the home page at another desk than the laptop's own, in the face that is chosen; ends the command."""
        if self.wants_plain(plain):
            from coreflect.plain.face import run_home

            leave_out_of_collections()
            raise SystemExit(run_home(desk))
        from coreflect.tui.app import CoreflectApp

        self._run(CoreflectApp(desk, settings=self.settings(), theme=self._theme))

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
