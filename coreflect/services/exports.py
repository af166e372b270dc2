"""Exports finished responses: as a package, or as one joined table for analysts.

An export holds own and imported records, and never drafts. Which responses it holds is stored before it is written, so
that a later withdrawal can name the file.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from coreflect.core.errors import ConflictsLeft, Misuse
from coreflect.core.merging.revisions import guards_of
from coreflect.core.model import Reflection
from coreflect.package.merge import merged_package
from coreflect.package.package import MergedPackages
from coreflect.package.subset import counts_alone, select_rounds
from coreflect.package.write import HEADER, flat_rows
from coreflect.reporting.comparison import csv_bytes
from coreflect.services.all_records import AllRecords
from coreflect.services.finding import find_reflection
from coreflect.services.output import STANDARD_OUTPUT, check_ending, exports_folder, output_name, write_file
from coreflect.services.releases import conflicts_left
from coreflect.services.shown_counts import with_shown_counts
from coreflect.workspace.workspace import Workspace


class Written(NamedTuple):
    """A file that was written: its name for people, and how many reflections and finished responses it holds."""

    name: str
    reflections: int
    responses: int


class SmallExport(NamedTuple):
    """A private reflection in an export with so few responses that its notes could be matched to people."""

    reflection: Reflection
    responses: int
    smallest_group: int


@dataclass(frozen=True, slots=True)
class Export:
    """The records that are ready to be handed over, and what people should know about them.

    `ending` ends the name of a package that nobody gave one.
    """

    workspace: Workspace
    merged: MergedPackages
    ending: str = ""

    def write_package(self, path: str | None = None) -> Written:
        """Write them as a package, into the folder `exports` unless a path is named.

        Raises:
            Misuse: a folder is named, or one that is not there.
            NotSaved: it did not reach the disk.
        """
        return self._write(path or str(self._usual_path()), merged_package(self.merged), ".zip")

    def write_table(self, path: str, *, excel: bool) -> Written:
        """Write them as one joined CSV for analysts; raises as `write_package` does."""
        return self._write(path, csv_bytes(HEADER, flat_rows(self.merged), excel=excel), ".csv")

    @property
    def unfinished(self) -> int:
        """How many unfinished responses to these reflections stay behind."""
        return sum(self.workspace.drafts(own.id) for own in self.workspace.rounds() if own.id in self._rounds)

    @property
    def small(self) -> tuple[SmallExport, ...]:
        """The private reflections whose notes can be matched to people until this is merged with others."""
        records = self.merged.records
        guards = guards_of(records.guards, records.rounds, records.aliases)
        noted = {note.round for note in records.notes}
        found: list[SmallExport] = []
        for reflection in {each.id: each for each in reversed(records.rounds)}.values():
            guard = guards[reflection.id]
            people = len(self._responses(reflection.id))
            if guard.privacy == "private" and 0 < people < guard.smallest_group and reflection.id in noted:
                found.append(SmallExport(reflection, people, guard.smallest_group))
        return tuple(found)

    @property
    def without_names(self) -> tuple[Reflection, ...]:
        """The private reflections of which there are answers."""
        records = self.merged.records
        guards = guards_of(records.guards, records.rounds, records.aliases)
        every = {each.id: each for each in reversed(records.rounds)}.values()
        return tuple(each for each in every if guards[each.id].privacy == "private" and self._responses(each.id))

    @property
    def conflicts(self) -> ConflictsLeft | None:
        """The fault to end with where records stand in two versions; None where none does."""
        return conflicts_left(self.merged, here=True) if self.merged.conflicts else None

    @property
    def _rounds(self) -> Collection[str]:
        return {reflection.id for reflection in self.merged.records.rounds}

    def _responses(self, round_id: str = "") -> Collection[str]:
        """The ids of all finished responses, or of those to one reflection."""
        return {response.id for response in self.merged.records.responses if round_id in ("", response.round)}

    def _usual_path(self) -> Path:
        """Where a package goes that nobody gave a name: named by its reflection, or its team, in `exports`."""
        teams = {reflection.team for reflection in self.merged.records.rounds}
        (name,) = next((found for found in (self._rounds, teams) if len(found) == 1), ("reflections",))
        return exports_folder() / f"{name}{self.ending}.zip"

    def _write(self, path: str, content: bytes, *endings: str) -> Written:
        """Write what is handed over, once it is stored that the file may hold these responses."""
        check_ending(path, *endings)
        file, folder = (STANDARD_OUTPUT, "") if path == "-" else (Path(path).name, str(Path(path).absolute().parent))
        for reflection in self.workspace.rounds():
            if responses := sorted(self._responses(reflection.id)):
                self.workspace.note_handed_over(reflection.id, file, responses, folder)
        write_file(path, content)
        return Written(output_name(path), len(self._rounds), len(self._responses()))


def gather_export(workspace: Workspace, texts: Sequence[str] = ()) -> Export:
    """Gather an export of these reflections, or of everything that the workspace holds.

    Takes the text that was typed for each reflection.

    Raises:
        Misuse: there is no such reflection, or nothing at all.
        Refused: an imported package cannot be read.
    """
    merged = with_shown_counts(workspace, AllRecords(workspace).merged())
    if not merged.records.rounds:
        raise Misuse("There is nothing to export yet.", "`coreflect rounds new` sets a reflection up.")
    if texts:
        merged = select_rounds(merged, {find_reflection(merged.records.rounds, text).id for text in texts})
    return Export(workspace, merged)


def gather_counts(workspace: Workspace, texts: Sequence[str] = (), *, agreed: bool = True) -> Export:
    """Gather what reveals of these reflections showed, and nothing that any single person said.

    With `agreed`, where the room stands and what it will do go along. Raises as `gather_export` does.

    Raises:
        Misuse: nothing was shown of them yet.
    """
    merged = counts_alone(gather_export(workspace, texts).merged, agreed=agreed)
    if not merged.records.rounds:
        raise Misuse("No counts were shown yet.", "Show the answers first: `coreflect rounds reveal ROUND`.")
    return Export(workspace, merged, "-counts")
