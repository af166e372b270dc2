"""Composes what people do with one workspace: every face and every command works with a `Services`.

It alone knows workspace, shelf, packages and analysis together. Each part is loaded and made when it is first
asked for, so that a command loads no more than it uses, and pandas is loaded only where answers are counted.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coreflect.core.ports import Clock, Ids
from coreflect.workspace.folders import workspace_folder
from coreflect.workspace.ids import SystemClock, SystemIds

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from coreflect.banks.shelf import Shelf
    from coreflect.core.model import Records, Reflection
    from coreflect.services.imports import Imports
    from coreflect.services.packages import PackageFiles
    from coreflect.services.phones import PhoneRoom
    from coreflect.services.results import Results
    from coreflect.services.steps import Steps
    from coreflect.workspace.taking_out import PackageReader
    from coreflect.workspace.workspace import Workspace


class Services:
    """What a face or a command works with: a workspace, the shelf of banks, and what is done with them."""

    phone_room: PhoneRoom | None = None
    """The door of the reflection that this program serves to phones just now."""

    def __init__(self, named: str | None = None) -> None:
        """Takes the folder named by --workspace; without it COREFLECT_WORKSPACE says, or it is the laptop's own."""
        self._named = named

    def for_another_thread(self) -> Services:
        """Compose the services of the same workspace once more: what one thread has read is no other's."""
        there = self.workspace
        return services_of(
            type(there)(there.root, shared=there.place().shared, ids=SystemIds(), reader=package_reader()), self.shelf
        )

    def phones_in(self, reflection: Reflection) -> PhoneRoom | None:
        """The door for the phones of this reflection, where they are served and the time is not over."""
        room = self.phone_room
        return room if room and room.reflection.id == reflection.id and room.shut != "over" else None

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace.

        Raises:
            Misuse: the named folder cannot be a workspace.
        """
        from coreflect.workspace.workspace import open_workspace

        return open_workspace(self._named, package_reader())

    @cached_property
    def shelf(self) -> Shelf:
        """The banks that come with coreflect, and those of the workspace's own folder.

        Raises:
            Misuse: the named folder cannot be a workspace.
        """
        return _shelf(workspace_folder(self._named) / "banks")

    @cached_property
    def ids(self) -> Ids:
        return SystemIds()

    @cached_property
    def clock(self) -> Clock:
        return SystemClock()

    @cached_property
    def packages(self) -> PackageFiles:
        """Writes and opens invitations and exports."""
        from coreflect.services.packages import PackageFiles

        return PackageFiles(self.workspace)

    @cached_property
    def results(self) -> Results:
        """Counts answers, and reveals them; loads pandas with the first look."""
        from coreflect.services.results import Results

        return Results(self.workspace, self.ids)

    @cached_property
    def steps(self) -> Steps:
        """Takes back what a room settled last in this run of the program."""
        from coreflect.services.steps import Steps

        return Steps(self.workspace, self.ids)

    @cached_property
    def imports(self) -> Imports:
        """Imports packages, and takes them back."""
        from coreflect.services.imports import Imports

        return Imports(self.workspace)


def services_of(workspace: Workspace, shelf: Shelf) -> Services:
    """Compose the services of a workspace that is open already."""
    services = Services()
    services.workspace = workspace
    services.shelf = shelf
    return services


def shipped_shelf() -> Shelf:
    """Open the shelf of the banks that come with coreflect alone."""
    return _shelf(None)


def package_reader() -> PackageReader:
    """What a workspace reads its imported packages with; the code for packages is loaded when it is first used."""
    from coreflect.workspace.taking_out import PackageReader

    def subset() -> ModuleType:
        from coreflect.package import subset

        return subset

    def records_of(path: Path) -> Records:
        from coreflect.package.read import read_records

        return read_records(path)

    return PackageReader(
        lambda path: subset().reflections_of(path),
        records_of,
        lambda path, withdrawn: subset().without_withdrawn(path, withdrawn),
    )


def _shelf(folder: Path | None) -> Shelf:
    from coreflect.banks.shelf import Shelf

    return Shelf(folder)
