"""What tests of imports share: small files, what a workspace holds as bytes, and sums of what was seen."""

from __future__ import annotations

from pathlib import Path

from coreflect.core.merging.importing import Decided, Preview
from coreflect.package.merge import merged_package
from coreflect.package.write import package_bytes
from coreflect.services.all_records import AllRecords
from coreflect.workspace.workspace import Workspace
from tests.support.builders.packages import records

WITHOUT = Decided(without_refused=True)


def everything(workspace: Workspace) -> bytes:
    """All that a workspace holds with what was brought in, as the package that it makes."""
    return merged_package(AllRecords(workspace).merged())


def put(name: str, **changes: object) -> str:
    """Write a small package into the current folder; returns its name."""
    Path(name).write_bytes(package_bytes(records(**changes)))
    return name


def summed(preview: Preview) -> int:
    """How many records are in any number."""
    return sum(one.new + one.same + one.replaced + one.withdrawn + one.in_conflict for one in preview.rounds)
