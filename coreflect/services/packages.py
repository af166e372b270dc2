"""Writes the package files with which a reflection travels, invitations and exports, and opens invitations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.errors import Misuse, Refused
from coreflect.core.model import Reflection
from coreflect.core.names import quoted, shown
from coreflect.package.read import read_records
from coreflect.package.write import package_bytes
from coreflect.services.output import exports_folder, write_file

if TYPE_CHECKING:
    from coreflect.services.exports import Export
    from coreflect.workspace.workspace import Workspace


class PackageFiles:
    """The package files of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def open_invitation(self, file: str) -> Reflection:
        """Import the one reflection of an invitation, and return it as it stands in the workspace.

        A reflection that is there already stays as it is, unless the invitation holds a later revision of it.

        Raises:
            Misuse: there is no such file.
            Refused: it is no package, is cut off or altered, or does not hold one reflection; nothing was written.
            NotSaved: the reflection did not reach the disk.
        """
        path = Path(file)
        try:
            is_there = path.is_file()
        except OSError as error:
            why = f"{quoted(file)} cannot be opened: {error.strerror}."
            raise Refused(why, "Look at its name and place.") from None
        if not is_there:
            raise Misuse(f"There is no file {quoted(file)}.", "Check its name, and where it was saved.")
        records = read_records(path)
        ids = {reflection.id for reflection in records.rounds}
        if len(ids) != 1:
            raise Refused(
                f"{shown(path.name)} holds {len(ids)} reflections, and an invitation holds one.",
                "Ask for the file that `coreflect rounds invite` wrote.",
            )
        self._workspace.save_rounds(records)
        return self._workspace.round(ids.pop())

    def write_invitation(self, reflection: Reflection, path: str = "") -> str:
        """Write a reflection's package without answers, into the folder `exports` unless a path is named.

        Returns the path of the file, whole where none was named.

        Raises:
            NotSaved: it did not reach the disk.
        """
        content = package_bytes(self._workspace.records_of_invitation(reflection.id))
        file = path or str((exports_folder() / f"invitation-{reflection.id}.zip").resolve())
        write_file(file, content)
        return file

    def write_export(self, reflection: Reflection) -> str:
        """Write a reflection's package with its finished answers into the folder `exports`; returns its whole path.

        Raises:
            Refused: an imported package cannot be read.
            NotSaved: it did not reach the disk.
        """
        return str(Path(self.export([reflection.id]).write_package().name).resolve())

    def export(self, texts: Sequence[str] = ()) -> Export:
        """Gather an export, as `gather_export` says and raises; loads pandas."""
        from coreflect.services.exports import gather_export

        return gather_export(self._workspace, texts)
