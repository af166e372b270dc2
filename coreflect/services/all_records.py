"""Merges a workspace's own records with every imported package: together they are all that the workspace holds.

This is the only place where the packages under `imports/` are opened to be counted, shown or exported. A package that
cannot be read stops all three, because it may contain a withdrawal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.errors import Damaged, Refused
from coreflect.core.model import Records
from coreflect.core.names import natural_order, shown

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.package.package import MergedPackages, Package
    from coreflect.workspace.workspace import Workspace

MEND = (
    "It was added here. If it was the latest, `coreflect import --undo` undoes it; otherwise move it away. "
    "Then add the files that it came from again."
)


class AllRecords:
    """Reads all records of one workspace; an imported package is opened again only if its file has changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._opened: dict[tuple[Path, int, int], Package] = {}

    def merged(self, *, team_of: Reflection | None = None) -> MergedPackages:
        """Merge the workspace's own records with those of every imported package.

        With `team_of`, the workspace's own records are limited to the reflections of that reflection's team, with which
        it is compared; they are not limited where packages were imported.

        Raises:
            Refused: an imported package is damaged; the message names it.
        """
        from coreflect.core.merging.importing import pair_of
        from coreflect.package.merge import merge_records

        packages = self.imported_packages()
        own = self._workspace.records(None) if team_of is None else self._records_of_team(team_of, bool(packages))
        merged = merge_records(own, packages)
        different = self._workspace.different_names.all() if merged.report.similar else frozenset()
        similar = tuple(pair for pair in merged.report.similar if pair_of(pair) not in different)
        return replace(merged, report=replace(merged.report, similar=similar))

    def imported_packages(self) -> tuple[Package, ...]:
        """Open and verify every package under `imports/`, ordered by name.

        Raises:
            Refused: one of them is damaged; the message names it.
        """
        packages, damaged = self.readable_packages()
        for fault in damaged.values():
            # Without it, what was taken out might come back, and a reflection be less protected: nothing is shown.
            raise fault
        return packages

    def readable_packages(self) -> tuple[tuple[Package, ...], Mapping[Path, Refused]]:
        """Open every imported package that can be read; also returns the faults of the others."""
        from coreflect.package.read import open_package

        packages: dict[tuple[Path, int, int], Package] = {}
        damaged: dict[Path, Refused] = {}
        for path in self._workspace.imports():
            try:
                state = path.stat()
                key = (path, state.st_mtime_ns, state.st_size)
                packages[key] = self._opened.get(key) or open_package(path)
            except FileNotFoundError:
                continue  # another terminal took it back meanwhile
            except OSError as error:
                damaged[path] = Refused(f"imports/{shown(path.name)} cannot be read: {error.strerror}.", MEND)
            except Refused as fault:
                damaged[path] = Refused(f"imports/{fault.message}", MEND)
        self._opened = packages
        return tuple(packages.values()), damaged

    def imported_reflections(self) -> tuple[Reflection, ...]:
        """List the reflections that are only in imported packages, newest date first, without loading pandas.

        A damaged package is passed over, and reported among the workspace's faults.
        """
        packages, damaged = self.readable_packages()
        for path, fault in damaged.items():
            self._workspace.files.pass_over(path, str(fault))
        own = {reflection.id for reflection in self._workspace.rounds()}
        every = (reflection for package in packages for reflection in package.records.rounds)
        imported = {reflection.id: reflection for reflection in every if reflection.id not in own}
        by_team = sorted(imported.values(), key=lambda reflection: natural_order(reflection.id))
        return tuple(sorted(by_team, key=lambda reflection: reflection.date, reverse=True))

    def imported_responses(self, round_id: str) -> frozenset[str]:
        """List the ids of a reflection's responses in imported packages, without those that were withdrawn there."""
        responses: set[str] = set()
        withdrawn: set[str] = set()
        for package in self.imported_packages():
            responses.update(response.id for response in package.records.responses if response.round == round_id)
            withdrawn.update(record.record for record in package.records.withdrawn if record.round == round_id)
        return frozenset() if round_id in withdrawn else frozenset(responses - withdrawn)

    def _records_of_team(self, reflection: Reflection, every_team: bool) -> Records:
        own = self._workspace.rounds()
        parts = [self._workspace.records([reflection.id])] if any(known.id == reflection.id for known in own) else []
        for other in own:
            if other.id != reflection.id and (every_team or other.team == reflection.team):
                try:
                    parts.append(self._workspace.records([other.id]))
                except Damaged:
                    continue
        return Records.joined(parts)
