"""Packages for the faces: what is written here is an ordinary package in the exports folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.model import Round

if TYPE_CHECKING:
    from coreflect.workspace.store import FolderWorkspace


def exports_folder() -> Path:
    """The folder `exports` under the current one, made for its owner alone when it is not there yet."""
    from coreflect.files.atomic import make_folder

    folder = Path("exports")
    make_folder(folder, private=True)
    return folder


class PackagePost:
    """The Post port: invitations and exports as package files."""

    def __init__(self, workspace: FolderWorkspace) -> None:
        self._workspace = workspace

    def open_invitation(self, file: str) -> Round:
        from coreflect.cli.invitations import take_in

        return take_in(self._workspace, Path(file))

    def write_invitation(self, facts: Round) -> str:
        from coreflect.package.write import write_package

        path = exports_folder() / f"invitation-{facts.id}.zip"
        write_package(self._workspace.records_of_invitation(facts.id), path)
        return str(path.resolve())

    def write_export(self, facts: Round) -> str:
        from coreflect.cli.export import write_export

        return str(write_export(self._workspace, facts).resolve())
