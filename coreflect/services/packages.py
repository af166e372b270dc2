"""Writes the package files with which a reflection travels, invitations and exports, and opens invitations.

What is written here is an ordinary package. What is handed over is remembered before it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.banks.toml import quoted
from coreflect.core.errors import ConflictsLeft, Misuse, Refused
from coreflect.core.merging.revisions import guards_of
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.services.output import STANDARD_OUTPUT, exports_folder, output_name, write_file

if TYPE_CHECKING:
    from coreflect.package.package import MergedPackages
    from coreflect.workspace.workspace import Workspace


class Written(NamedTuple):
    """A file that was written: its name to people, and how many reflections and finished responses it holds."""

    name: str
    reflections: int
    responses: int


class SmallExport(NamedTuple):
    """A private reflection of an export that holds so few responses that its notes can be matched to people."""

    reflection: Reflection
    responses: int
    smallest_group: int


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
        from coreflect.package.read import read_records

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
        self._workspace.keep_rounds(records)
        return self._workspace.round(ids.pop())

    def write_invitation(self, reflection: Reflection, path: str = "") -> str:
        """Write a reflection's package without answers, into the folder `exports` unless a path is named.

        Returns the path of the file, whole where none was named.

        Raises:
            NotSaved: it did not reach the disk.
        """
        from coreflect.package.write import package_bytes

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
        """Gather what an export of these reflections holds, or of all that the workspace holds.

        Takes what a person typed to mean each reflection.

        Raises:
            Misuse: there is no such reflection, or nothing at all.
            Refused: an imported package cannot be read.
        """
        return Export(self._workspace, gather(self._workspace, texts))


@dataclass(frozen=True, slots=True)
class Export:
    """The finished answers that are ready to be handed over, and what people are to know before they do."""

    workspace: Workspace
    merged: MergedPackages

    def write_package(self, path: str | None = None) -> Written:
        """Write them as a package, into the folder `exports` unless a path is named.

        Raises:
            Misuse: a folder is named, or one that is not there.
            NotSaved: it did not reach the disk.
        """
        from coreflect.package.merge import merged_package

        return self._write(path or str(self._usual_path()), merged_package(self.merged))

    def write_table(self, path: str, *, excel: bool) -> Written:
        """Write them as one joined CSV for analysts; raises as `write_package` does."""
        from coreflect.package.write import HEADER, flat_rows
        from coreflect.reporting.comparison import csv_bytes

        return self._write(path, csv_bytes(HEADER, flat_rows(self.merged), excel=excel))

    @property
    def unfinished(self) -> int:
        """How many unfinished responses to these reflections stay behind."""
        ids = {reflection.id for reflection in self.merged.records.rounds}
        return sum(self.workspace.drafts(own.id) for own in self.workspace.rounds() if own.id in ids)

    @property
    def small(self) -> tuple[SmallExport, ...]:
        """The private reflections whose notes can be matched to people until this is merged with others."""
        records = self.merged.records
        guards = guards_of(records.guards, records.rounds, records.aliases)
        noted = {note.round for note in records.notes}
        found: list[SmallExport] = []
        for reflection in {each.id: each for each in reversed(records.rounds)}.values():
            guard = guards[reflection.id]
            people = len(_responses(self.merged, reflection.id))
            if guard.privacy == "private" and 0 < people < guard.smallest_group and reflection.id in noted:
                found.append(SmallExport(reflection, people, guard.smallest_group))
        return tuple(found)

    @property
    def conflicts(self) -> ConflictsLeft | None:
        """The fault to end with where records stand in two versions; None where none does."""
        from coreflect.services.conflicts import conflicts_left

        return conflicts_left(self.merged, here=True) if self.merged.conflicts else None

    def _usual_path(self) -> Path:
        """Where a package goes that nobody gave a name: named by its reflection, or its team, in `exports`."""
        rounds = {reflection.id for reflection in self.merged.records.rounds}
        teams = {reflection.team for reflection in self.merged.records.rounds}
        names = next((found for found in (rounds, teams) if len(found) == 1), {"reflections"})
        return exports_folder() / f"{names.pop()}.zip"

    def _write(self, path: str, content: bytes) -> Written:
        """Write what is handed over, once it is stored that the file may hold these responses."""
        file = STANDARD_OUTPUT if path == "-" else Path(path).name
        for reflection in self.workspace.rounds():
            if responses := sorted(_responses(self.merged, reflection.id)):
                self.workspace.note_handed_over(reflection.id, file, responses)
        write_file(path, content)
        rounds = {reflection.id for reflection in self.merged.records.rounds}
        return Written(output_name(path), len(rounds), len(_responses(self.merged)))


def gather(workspace: Workspace, texts: Sequence[str] = ()) -> MergedPackages:
    """Merge the workspace's own records with what was imported: all of it, or the reflections that these texts mean.

    Raises:
        Misuse: there is no such reflection, or nothing at all.
        Refused: an imported package cannot be read.
    """
    from coreflect.package.subset import select_rounds
    from coreflect.services.all_records import AllRecords
    from coreflect.services.finding import find_reflection

    merged = AllRecords(workspace).merged()
    if not merged.records.rounds:
        raise Misuse("There is nothing to export yet.", "`coreflect rounds new` sets a reflection up.")
    if not texts:
        return merged
    return select_rounds(merged, {find_reflection(merged.records.rounds, text).id for text in texts})


def _responses(merged: MergedPackages, round_id: str = "") -> Collection[str]:
    """The ids of all finished responses, or of those to one reflection."""
    return {response.id for response in merged.records.responses if round_id in ("", response.round)}
