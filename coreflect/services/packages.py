"""Packages for the faces: what is written here is an ordinary package in the exports folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.banks.toml import quoted
from coreflect.core.errors import Misuse, Refused
from coreflect.core.model import Reflection
from coreflect.core.names import shown

if TYPE_CHECKING:
    from coreflect.workspace.workspace import Workspace


def exports_folder() -> Path:
    """The folder `exports` under the current one, made for its owner alone when it is not there yet."""
    from coreflect.files.atomic import make_folder

    folder = Path("exports")
    make_folder(folder, private=True)
    return folder


class PackageFiles:
    """The Post port: invitations and exports as package files."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def open_invitation(self, file: str) -> Reflection:
        """Take the round of an invitation into the workspace, and return it.

        Raises:
            Refused: the file is no package, or is cut off or altered; nothing was written.
        """
        return take_in(self._workspace, Path(file))

    def write_invitation(self, reflection: Reflection) -> str:
        """Write the round's package without answers; returns the file's path."""
        from coreflect.package.write import write_package

        path = exports_folder() / f"invitation-{reflection.id}.zip"
        write_package(self._workspace.records_of_invitation(reflection.id), path)
        return str(path.resolve())

    def write_export(self, reflection: Reflection) -> str:
        """Write the round's package with its finished answers; returns the file's path."""
        from coreflect.cli.export import write_export

        return str(write_export(self._workspace, reflection).resolve())


def take_in(workspace: Workspace, file: Path) -> Reflection:
    """Take the one round of a package into the workspace, and return it as it stands there.

    A round that is there already stays as it is, unless the invitation holds a later revision of its facts.

    Raises:
        Refused: the file is no package, is cut off or altered, or holds no round, or several; nothing was written.
        NotKept: the round could not be kept.
    """
    from coreflect.package.read import read_records

    try:
        there = file.is_file()
    except OSError as error:
        why = f"{quoted(str(file))} cannot be opened: {error.strerror}."
        raise Refused(why, "Look at its name and place.") from None
    if not there:
        raise Misuse(f"There is no file {quoted(str(file))}.", "Check its name, and where it was saved.")
    records = read_records(file)
    rounds = {reflection.id for reflection in records.rounds}
    if len(rounds) != 1:
        raise Refused(
            f"{shown(file.name)} holds {len(rounds)} reflections, and an invitation holds one.",
            "Ask for the file that `coreflect rounds invite` wrote.",
        )
    workspace.take_in(records)
    return workspace.round(rounds.pop())
