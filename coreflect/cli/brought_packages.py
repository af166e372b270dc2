"""What the workspace asks of packages that were brought in, which it cannot read itself; loaded when first asked."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from coreflect.core.model import Records, Withdrawn


class PackagesRead:
    """Reads packages and writes them anew for a workspace, as its `ReadsPackages` says."""

    def facts_of(self, package: Path) -> Records:
        from coreflect.package.without import facts_of

        return facts_of(package)

    def without(self, package: Path, withdrawn: Collection[Withdrawn]) -> bytes | None:
        from coreflect.package.without import without

        return without(package, withdrawn)
