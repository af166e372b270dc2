"""Merges the packages that are named into one, or all that a workspace holds where none is. Loads pandas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from coreflect.core.errors import ConflictsLeft
from coreflect.core.names import shown
from coreflect.core.texts.importing import MERGING, READING
from coreflect.core.texts.packages import alike_lines, round_line
from coreflect.core.texts.words import counted
from coreflect.package.merge import merge, merged_package
from coreflect.package.package import MergedPackages
from coreflect.services.all_records import AllRecords
from coreflect.services.finding import find_aliases, find_versions
from coreflect.services.output import check_ending, exports_folder, output_name, write_file
from coreflect.services.packages import open_all
from coreflect.services.releases import WHOLE, Notify, OnProgress, conflicts_left, steps_of
from coreflect.services.two_versions import version_lines
from coreflect.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FileMerge:
    """Named packages, merged into one."""

    merged: MergedPackages

    def write(self, path: str | None) -> str:
        """Write the merged package, into the folder `exports` unless a path is named; returns the file's name.

        Raises:
            Misuse: a folder is named, or one that is not there.
            NotSaved: it did not reach the disk.
        """
        check_ending(path, ".zip")
        content = merged_package(self.merged)
        file = path or str(exports_folder() / "merged.zip")
        write_file(file, content)
        return output_name(file)

    @property
    def lines(self) -> tuple[str, ...]:
        """Write a line on each file and each reflection, and what people should look at."""
        report = self.merged.report
        files = (f"{shown(name)}: {counted(read, 'record')}" for name, read in self._files)
        rounds = (round_line(tally.team, tally.round, tally.numbers) for tally in report.tallies)
        return (*files, *rounds, *report.remarks, *alike_lines(report.similar, in_workspace=False))

    @property
    def version_lines(self) -> tuple[str, ...]:
        """Write a line on each version of the records in conflict."""
        return version_lines(self.merged)

    @property
    def conflicts(self) -> ConflictsLeft | None:
        """The fault to end with if records are in conflict, otherwise None."""
        return conflicts_left(self.merged) if self.merged.conflicts else None

    def as_data(self, written: str) -> dict[str, Any]:
        """Return what was merged as values that JSON can hold; `written` is the file that was written, if any."""
        report = self.merged.report
        return {
            "files": [{"file": name, "records": read} for name, read in self._files],
            "rounds": [asdict(tally) for tally in report.tallies],
            "conflicts": [asdict(conflict) for conflict in self.merged.conflicts],
            "remarks": [*report.remarks, *alike_lines(report.similar, in_workspace=False)],
            "written": written,
        }

    @property
    def _files(self) -> list[tuple[str, int]]:
        report = self.merged.report
        return list(zip(report.files, report.read, strict=True))


def merge_files(
    names: Sequence[str],
    notify: Notify,
    on_progress: OnProgress = lambda *_: None,
    end: int = WHOLE,
    *,
    same_team: Sequence[str] = (),
    same_round: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> FileMerge:
    """Merge the packages that are named, whatever a workspace holds; a file passed over is named to `notify`.

    Takes the pairs of names to join, A=B, and the versions to keep, RECORD=REVISION, as they were typed. `end`
    is how many hundredths of the whole work are done after it.

    Raises:
        Refused: a file is no sound package; all such files are named.
        Misuse: there is no such file, or what was typed means nothing here.
    """
    read = end * 7 // 10
    packages, passed_over = open_all(names, steps_of(on_progress, READING, 0, read))
    on_progress(MERGING, read)
    for sentence in passed_over:
        notify(sentence)
    reflections = tuple(reflection for package in packages for reflection in package.records.rounds)
    aliases = find_aliases(reflections, same_team, same_round)
    return FileMerge(merge(packages, aliases=aliases, keep=find_versions(keep)))


def merge_files_or_own(
    open_workspace: Callable[[], Workspace],
    files: Sequence[str],
    notify: Notify,
    on_progress: OnProgress,
    end: int = WHOLE,
) -> MergedPackages:
    """Merge the files that are named, or all that the workspace holds if none is, with `merge_files`.

    The workspace is opened only if no file is named; what it cannot read is named to `notify`.
    """
    if files:
        return merge_files(files, notify, on_progress, end).merged
    workspace = open_workspace()
    merged = AllRecords(workspace).merged()
    for fault in workspace.faults():
        notify(shown(fault))
    return merged
