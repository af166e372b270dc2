"""Gives a command what it works with: the services of a workspace, the reflection that was named, and the faces.

Only the face that is chosen is loaded, and what finds a reflection only where one is named.
"""

from __future__ import annotations

import gc
import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING

import click

from coreflect.cli.faults import note_fault
from coreflect.core.errors import Misuse
from coreflect.core.names import shown
from coreflect.services.app import Services
from coreflect.services.settings import Settings

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.services.app import Services
    from coreflect.tui.app import CoreflectApp


class Wiring:
    """What the options in front of a command chose: the workspace, the face and its colours."""

    def __init__(self, named: str | None = None, plain: bool = False, theme: str = "") -> None:
        self._named = named
        self._plain = plain
        self._theme = theme

    @cached_property
    def services(self) -> Services:
        """Open the services of the workspace named by --workspace or COREFLECT_WORKSPACE, or of the laptop's own."""
        return Services(self._named)

    def reflection(self, text: str, *, to_read: bool = False) -> Reflection:
        """Find the one reflection that this text names, with `find_here`.

        Says so on stderr where it came with imported files and is stored here from now on.

        Raises:
            Misuse: there is no such reflection, or several; the message names those that are near.
        """
        from coreflect.services.finding import find_here

        found = find_here(self.services.workspace, text, to_read=to_read)
        if found.notice:
            click.echo(found.notice, err=True)
        return found.reflection

    def echo_faults(self) -> None:
        """Print on stderr what could not be read in the workspace."""
        for fault in self.services.workspace.faults():
            click.echo(shown(fault), err=True)

    def wants_plain(self, asked: bool = False) -> bool:
        """Whether the plain face is chosen: --plain, COREFLECT_PLAIN=1 or TERM=dumb."""
        return asked or self._plain or os.environ.get("COREFLECT_PLAIN") == "1" or os.environ.get("TERM") == "dumb"

    def open_home(self) -> None:
        """Open the home page in the face that is chosen; ends the command."""
        self._open(None, plain=False)

    def open_answering(self, reflection: Reflection, *, plain: bool) -> None:
        """Open the questions of a reflection in the face that is chosen; ends the command."""
        self._open(reflection, plain=plain)

    def open_meeting(self, reflection: Reflection, *, plain: bool, phones: bool = False) -> None:
        """Open the meeting of a reflection in the chosen face, with `phones` at how they join; ends the command.

        Raises:
            NotInstalled: what serves phones is not installed.
        """
        if phones:
            from coreflect.web.served import require_site

            require_site()
        self._open_services(self.services, reflection, plain=plain, meeting=True, phones=phones)

    def open_rehearsal(self, services: Services, *, plain: bool) -> None:
        """Open the home page on the services of a rehearsal, in the face that is chosen; ends the command."""
        self._open_services(services, None, plain=plain)

    def _open(self, reflection: Reflection | None, *, plain: bool) -> None:
        require_terminal()
        self._open_services(self.services, reflection, plain=plain)

    def _open_services(
        self,
        services: Services,
        reflection: Reflection | None,
        *,
        plain: bool,
        meeting: bool = False,
        phones: bool = False,
    ) -> None:
        services.workspace  # noqa: B018 - a folder that cannot be a workspace is named before any face opens
        if self.wants_plain(plain):
            from coreflect.plain.app import run_answer, run_home, run_meeting

            leave_out_of_collections()
            if reflection is None:
                raise SystemExit(run_home(services))
            if meeting:
                raise SystemExit(run_meeting(services, reflection, phones=phones))
            raise SystemExit(run_answer(services, reflection))
        from coreflect.tui.app import CoreflectApp, MeetingApp
        from coreflect.tui.system import quiet_threads

        app: CoreflectApp
        if reflection and meeting:
            app = MeetingApp(services, reflection, Settings(), self._theme, phones=phones)
        else:
            app = CoreflectApp(services, reflection.id if reflection else None, settings=Settings(), theme=self._theme)
        leave_out_of_collections()
        quiet_threads(note_fault)
        app.run()
        if app.fault:
            raise app.fault
        raise SystemExit(app.return_code or 0)


def leave_out_of_collections() -> None:
    """Leave everything that exists so far out of garbage collections.

    Otherwise a key now and then waits some 20 ms, while every class and function of Textual is examined.
    """
    gc.freeze()
    gc.enable()


def require_terminal() -> None:
    """Check that somebody can type and read.

    Raises:
        Misuse: input or output is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from coreflect.core.texts import commands

        raise Misuse(commands.NEEDS_TERMINAL, commands.WITHOUT_TERMINAL)
