"""What the workspace holds is always its own records merged with every package that was brought in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.errors import Damaged, Refused

if TYPE_CHECKING:
    from coreflect.core.model import Records, Reflection, Withdrawn
    from coreflect.package.package import MergedPackages, Package
    from coreflect.workspace.workspace import Workspace

MEND = (
    "It was brought in here. If it was the latest, `coreflect import --undo` takes it back; otherwise move it away. "
    "Then bring the files in again that it came from."
)


class ImportedPackages:
    """The packages that were brought into a workspace; each is opened once, and again when its file has changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._opened: dict[tuple[Path, int, int], Package] = {}

    def packages(self) -> tuple[Package, ...]:
        """Every package under `imports/`, verified, by name.

        Raises:
            Refused: one of them is damaged; the message names it.
        """
        found, damaged = self.readable()
        for fault in damaged.values():
            # Without it, what was taken out might come back, and a reflection be less protected: nothing is shown.
            raise fault
        return found

    def readable(self) -> tuple[tuple[Package, ...], Mapping[Path, Refused]]:
        """Every package that can be read, and why each other one cannot."""
        from coreflect.package.read import open_package

        found: dict[tuple[Path, int, int], Package] = {}
        damaged: dict[Path, Refused] = {}
        for path in self._workspace.imports():
            try:
                state = path.stat()
                key = (path, state.st_mtime_ns, state.st_size)
                found[key] = self._opened.get(key) or open_package(path)
            except FileNotFoundError:
                continue  # another terminal took it back meanwhile
            except Refused as fault:
                damaged[path] = Refused(f"imports/{fault.message}", MEND)
        self._opened = found
        return tuple(found.values()), damaged

    def everything(self, *, team_of: Reflection | None = None) -> MergedPackages:
        """All records that the workspace holds, with all that came in, as one.

        With `team_of` only what that round is laid side by side with: its team's rounds, or all where packages came in.
        """
        from coreflect.package.merge import merge_records

        imports = self.packages()
        if team_of is None:
            return merge_records(self._workspace.records(None), imports)
        return merge_records(self._of_team(team_of, everything=bool(imports)), imports)

    def rounds(self) -> tuple[Reflection, ...]:
        """The rounds that are in packages alone, newest date first; opened without pandas where none came in.

        A damaged package is passed over, and named among the workspace's faults.
        """
        packages, damaged = self.readable()
        for path, fault in damaged.items():
            self._workspace.files.pass_over(path, str(fault))
        own = {one.id for one in self._workspace.rounds()}
        found = {one.id: one for package in packages for one in package.records.rounds if one.id not in own}
        return tuple(sorted(found.values(), key=lambda one: (one.date, one.id), reverse=True))

    def finished(self, round_id: str) -> frozenset[str]:
        """The responses of a round that are in the packages, less those that were taken back there."""
        found: set[str] = set()
        taken_back: set[str] = set()
        for package in self.packages():
            found.update(one.id for one in package.records.responses if one.round == round_id)
            taken_back.update(one.record for one in package.records.withdrawn if one.round == round_id)
        return frozenset() if round_id in taken_back else frozenset(found - taken_back)

    def _of_team(self, reflection: Reflection, *, everything: bool) -> Records:
        from coreflect.workspace.gathering import together

        own = self._workspace.rounds()
        parts = [self._workspace.records([reflection.id])] if any(one.id == reflection.id for one in own) else []
        for other in own:
            if other.id != reflection.id and (everything or other.team == reflection.team):
                try:
                    parts.append(self._workspace.records([other.id]))
                except Damaged:
                    continue
        return together(parts)


class PackagesRead:
    """Reads packages and writes them anew for a workspace, as its `ReadsPackages` says."""

    def facts_of(self, package: Path) -> Records:
        from coreflect.package.subset import facts_of

        return facts_of(package)

    def without(self, package: Path, withdrawn: Collection[Withdrawn]) -> bytes | None:
        from coreflect.package.subset import without

        return without(package, withdrawn)
