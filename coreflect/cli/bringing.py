"""Packages come into a workspace as one file under `imports/`, written once, and are taken back by removing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coreflect.core.bringing import Decided

if TYPE_CHECKING:
    from coreflect.core.bringing import Brought, Preview
    from coreflect.core.ports import Tell
    from coreflect.workspace.store import FolderWorkspace

NOTHING_DECIDED = Decided()


class PackageBringing:
    """The Bringing port on a workspace."""

    def __init__(self, workspace: FolderWorkspace) -> None:
        self._workspace = workspace

    def nearby(self) -> tuple[str, ...]:
        from coreflect.cli.bringing_nearby import files_nearby

        return files_nearby()

    def look(self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, tell: Tell | None = None) -> Preview:
        raise NotImplementedError

    def bring(self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, tell: Tell | None = None) -> Preview:
        raise NotImplementedError

    def last(self) -> Brought | None:
        raise NotImplementedError

    def undo(self) -> Brought:
        raise NotImplementedError
