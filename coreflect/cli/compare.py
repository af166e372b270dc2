"""Rounds side by side: files given by name are released, and a release into a folder is held against those before it.

The summary goes to stdout, what was written to stderr. Nothing is written before everything has been read and checked.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coreflect.cli.releasing import (
    NOT_REVEALED,
    WHOLE,
    Bar,
    checked,
    merged_files,
    merged_workspace,
    progress,
    remember,
)
from coreflect.core.errors import Misuse
from coreflect.core.names import shown

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.results import Published

COMPARISON = "comparison.csv"
WIDE = "comparison-wide.csv"
ALL_TEAMS = "comparison-all-teams.csv"

READ, COUNTED = 25, 40
"""How many hundredths of the time have gone once files are read, and once answers are counted."""


@click.command(
    "compare",
    help="""\b
Examples:
  coreflect compare lantern.zip
  coreflect compare may-*.zip november-*.zip -o board
  coreflect compare
  coreflect compare all.zip --json

Lays the rounds of each team side by side, item by item. Writes comparison.csv (one row for each team, item, group and
round, for analysts), comparison-wide.csv (the rounds across, for people), comparison-all-teams.csv (what is shown of
each team's latest answers, added up, item by item), and a short summary. Teams stand by name and are never ranked.

Takes packages, a folder of them, or - for standard input; without FILE, what this workspace holds. Answers of a
private round in a workspace are shown once it is revealed; packages handed over are shown as they are, and small
groups never.""",
)
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option(
    "-o", "--output", metavar="DIR", help="The folder to write to; exports under the current one if not given."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON to stdout instead of the summary.")
@click.option("--excel", is_flag=True, help="Begin the CSV files with the mark by which Excel knows UTF-8.")
@click.option("--again", is_flag=True, help="Release a comparison that differs by few people from the one before it.")
@click.pass_obj
def compare(
    wiring: Wiring, files: tuple[str, ...], output: str | None, as_json: bool, excel: bool, again: bool
) -> None:
    """Read, cut, check against earlier releases, write, and say what was written.

    Raises:
        Refused: a file is no sound package; nothing was written.
        CoreflectError: the folder holds an earlier release that differs by too few people; nothing was written.
        ConflictsLeft: everything was written, and two versions of something are left.
    """
    from coreflect.analysis import published

    with progress() as bar:
        merged = merged_files(files, bar, READ) if files else merged_workspace(wiring.workspace())
        bar("Counting", READ)
        results = published(merged, release=bool(files))
        folder = _folder(output)
        remembered = checked(results, merged, folder, again=again)
        _write(results, folder, remembered, bar, excel=excel)
    _say(results, as_json=as_json)
    for name in (COMPARISON, WIDE, ALL_TEAMS):
        click.echo(f"Written: {shown(str(folder / name))}", err=True)
    for remark in merged.report.remarks:
        click.echo(shown(remark), err=True)
    if any(one.withheld == "not revealed" for one in results.rounds):
        click.echo(NOT_REVEALED, err=True)
    if merged.conflicts:
        from coreflect.services.conflicts import conflicts_left

        raise conflicts_left(merged, here=not files)


def _folder(output: str | None) -> Path:
    if output is None:
        from coreflect.services.packages import exports_folder

        return exports_folder()
    from coreflect.files.atomic import make_folder

    if output == "-":
        raise Misuse("`compare` writes two files, so it needs a folder.", "Name one; --json writes to standard output.")
    folder = Path(output)
    make_folder(folder, private=True)
    return folder


def tables(
    results: Published, *, excel: bool = False, on_progress: Callable[[int, int], None] | None = None
) -> dict[str, bytes]:
    """Every table of a comparison, by the name of its file; `on_progress` is told how many of how many are made."""
    from coreflect.reporting.all_teams import all_teams_csv
    from coreflect.reporting.comparison import comparison_csv, comparison_wide_csv

    making = {COMPARISON: comparison_csv, WIDE: comparison_wide_csv, ALL_TEAMS: all_teams_csv}
    made: dict[str, bytes] = {}
    for name, make in making.items():
        if on_progress:
            on_progress(len(made), len(making))
        made[name] = make(results, excel=excel)
    return made


def _write(results: Published, folder: Path, remembered: bytes, bar: Bar, *, excel: bool) -> None:
    """Write what is remembered first: a release that nobody remembers could be laid beside the next."""
    from coreflect.files.atomic import write_whole

    contents = tables(results, excel=excel, on_progress=bar.part("Making the tables", COUNTED, WHOLE))
    remember(folder, remembered)
    for name, content in contents.items():
        write_whole(folder / name, content, private=True)


def _say(results: Published, *, as_json: bool) -> None:
    if as_json:
        from coreflect.reporting.all_teams import comparison_data

        click.echo(json.dumps(comparison_data(results), ensure_ascii=True, indent=1, sort_keys=True))
    else:
        from coreflect.reporting.summary import summary

        click.echo(summary(results), nl=False)
