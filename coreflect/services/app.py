"""Composes all that people do with one workspace: every face and every command works with a `Services`.

It alone knows workspace, shelf, packages and analysis together; what loads pandas is loaded when it is first used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coreflect.core.ports import Clock, Ids

if TYPE_CHECKING:
    from coreflect.banks.shelf import Shelf
    from coreflect.services.imports import Imports
    from coreflect.services.packages import PackageFiles
    from coreflect.services.results import Results
    from coreflect.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Services:
    """What a face or a command works with: the workspace, the shelf of banks, and what is done with them."""

    workspace: Workspace
    shelf: Shelf
    packages: PackageFiles
    ids: Ids
    clock: Clock
    results: Results
    imports: Imports


def open_services(named: str | None = None) -> Services:
    """Open the services of the workspace named by --workspace, by COREFLECT_WORKSPACE, or of the laptop's own.

    Raises:
        Misuse: the named folder cannot be a workspace.
    """
    from coreflect.banks.shelf import Shelf
    from coreflect.services.all_records import package_reader
    from coreflect.workspace.folders import workspace_folder
    from coreflect.workspace.workspace import open_workspace

    return services_of(open_workspace(named, package_reader()), Shelf(workspace_folder(named) / "banks"))


def services_of(workspace: Workspace, shelf: Shelf) -> Services:
    """The services of a workspace that is open already."""
    from coreflect.services.imports import Imports
    from coreflect.services.packages import PackageFiles
    from coreflect.services.results import Results
    from coreflect.workspace.ids import SystemClock, SystemIds

    ids = SystemIds()
    results, imports = Results(workspace, ids), Imports(workspace)
    return Services(workspace, shelf, PackageFiles(workspace), ids, SystemClock(), results, imports)
