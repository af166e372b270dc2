"""Compares rounds in three tables, and writes these into a folder as a release.

Nothing is written before everything has been read, and checked against the earlier releases of the folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.analysis import published
from coreflect.core.errors import Misuse
from coreflect.files.atomic import make_folder, write_whole
from coreflect.reporting.all_teams import all_teams_csv
from coreflect.reporting.comparison import comparison_csv, comparison_wide_csv
from coreflect.services.output import exports_folder
from coreflect.services.releases import WHOLE, OnProgress, check_release, remember_release, steps_of

if TYPE_CHECKING:
    from coreflect.core.results import Published
    from coreflect.package.package import MergedPackages

COMPARISON = "comparison.csv"
WIDE = "comparison-wide.csv"
ALL_TEAMS = "comparison-all-teams.csv"

READ, COUNTED = 25, 40
"""How many hundredths of the time have gone once files are read, and once answers are counted."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison that was written: its results, and its files in the order in which they were written."""

    published: Published
    files: tuple[Path, ...]


def compare(
    merged: MergedPackages,
    output: str | None,
    *,
    release: bool,
    again: bool = False,
    excel: bool = False,
    on_progress: OnProgress = lambda *_: None,
) -> Comparison:
    """Write the tables of a comparison into the folder that is named, or into `exports`.

    A `release` of files shows private rounds without a reveal, as `analysis.published` says.

    Raises:
        Misuse: no folder can have this name.
        CoreflectError: the folder holds an earlier release that differs by too few people; nothing was written.
        NotSaved: something did not reach the disk.
    """
    on_progress("Counting", READ)
    results = published(merged, release=release)
    folder = _folder(output)
    remembered = check_release(results, merged, folder, again=again)
    contents = tables(results, excel=excel, on_progress=steps_of(on_progress, "Making the tables", COUNTED, WHOLE))
    remember_release(folder, remembered)
    for name, content in contents.items():
        write_whole(folder / name, content, private=True)
    return Comparison(results, tuple(folder / name for name in contents))


def tables(
    published: Published, *, excel: bool = False, on_progress: Callable[[int, int], None] = lambda *_: None
) -> dict[str, bytes]:
    """Make every table of a comparison, by the name of its file.

    `on_progress` is called before each with how many of how many are made.
    """
    makers = {COMPARISON: comparison_csv, WIDE: comparison_wide_csv, ALL_TEAMS: all_teams_csv}
    made: dict[str, bytes] = {}
    for name, make in makers.items():
        on_progress(len(made), len(makers))
        made[name] = make(published, excel=excel)
    return made


def _folder(output: str | None) -> Path:

    if output is None:
        return exports_folder()
    if output == "-":
        raise Misuse("`compare` writes two files, so it needs a folder.", "Name one; --json writes to standard output.")
    folder = Path(output)
    make_folder(folder, private=True)
    return folder
