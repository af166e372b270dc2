"""Compares rounds in tables and in a workbook, and writes these as a release.

Nothing is written before everything has been read, and checked against the earlier releases of the folders.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.analysis import published
from coreflect.core.errors import Misuse
from coreflect.core.texts.commands import COMPARE_NEEDS_FOLDER, NO_WORKBOOK_NAME
from coreflect.files.atomic import make_folder
from coreflect.reporting.all_teams import all_teams_csv
from coreflect.reporting.comparison import comparison_csv
from coreflect.reporting.workbook import workbook
from coreflect.services.output import exports_folder, output_place, write_file
from coreflect.services.releases import WHOLE, OnProgress, check_release, remember_release, steps_of

if TYPE_CHECKING:
    from coreflect.core.results import Published
    from coreflect.package.package import MergedPackages
    from coreflect.workspace.released import StoredReleases

COMPARISON = "comparison.csv"
ALL_TEAMS = "comparison-all-teams.csv"
WORKBOOK = "comparison.xlsx"

READ, COUNTED = 25, 40
"""How many hundredths of the time have gone once files are read, and once answers are counted."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison that was written: its results, and its files in the order in which they were written.

    `notices` name files that are to be deleted.
    """

    published: Published
    files: tuple[Path, ...]
    notices: tuple[str, ...]


def compare(
    merged: MergedPackages,
    memory: StoredReleases,
    output: str | None,
    *,
    release: bool,
    xlsx: str | None = None,
    again: bool = False,
    excel: bool = False,
    on_progress: OnProgress = lambda *_: None,
) -> Comparison:
    """Write the tables of a comparison into the folder that is named, or into `exports`.

    With `xlsx` the workbook is written to that file, and tables only where a folder is named as well. A `release` of
    files shows private rounds without a reveal, as `analysis.published` says; `memory` holds what was released before.

    Raises:
        Misuse: no folder or workbook can have this name.
        CoreflectError: an earlier release differs by too few people; nothing was written.
        NotSaved: something did not reach the disk.
    """
    if xlsx is not None and Path(xlsx).suffix.lower() != ".xlsx":
        raise Misuse(*NO_WORKBOOK_NAME)
    on_progress("Counting", READ)
    results = published(merged, release=release)
    making = steps_of(on_progress, "Making the tables", COUNTED, WHOLE)
    files: dict[Path, bytes] = {}
    folders: list[Path] = []
    if xlsx is None or output is not None:
        folders.append(folder := _folder(output))
        files = {folder / name: content for name, content in tables(results, excel=excel, on_progress=making).items()}
    if xlsx is not None:
        file, folder = output_place(xlsx, WORKBOOK)
        folders.append(folder)
        files[Path(file)] = workbook(results)
    notices = check_release(results, merged, memory, folders, again=again)
    remember_release(memory, results)
    for path, content in files.items():
        write_file(str(path), content)
    return Comparison(results, tuple(files), notices)


def write_workbook(
    merged: MergedPackages, memory: StoredReleases, file: str | None = None, *, again: bool = False
) -> Path:
    """Write the workbook on what a workspace holds, and return its whole path; `exports` takes it where none is named.

    Raises:
        Misuse: no workbook can have this name.
        CoreflectError: an earlier release differs by too few people; nothing was written.
        NotSaved: it did not reach the disk.
    """
    named = str(exports_folder() / WORKBOOK) if file is None else file
    (path,) = compare(merged, memory, None, release=False, xlsx=named, again=again).files
    return path.resolve()


def tables(
    published: Published, *, excel: bool = False, on_progress: Callable[[int, int], None] = lambda *_: None
) -> dict[str, bytes]:
    """Make every table of a comparison, by the name of its file.

    `on_progress` is called before each with how many of how many are made.
    """
    makers = {COMPARISON: comparison_csv, ALL_TEAMS: all_teams_csv}
    made: dict[str, bytes] = {}
    for name, make in makers.items():
        on_progress(len(made), len(makers))
        made[name] = make(published, excel=excel)
    return made


def _folder(output: str | None) -> Path:
    if output is None:
        return exports_folder()
    if output == "-":
        raise Misuse(*COMPARE_NEEDS_FOLDER)
    folder = Path(output)
    make_folder(folder, private=True)
    return folder
