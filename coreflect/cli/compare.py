"""`compare` lays rounds side by side: the summary goes to standard output, what was written to standard error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from coreflect.cli.progress import progress
from coreflect.core.errors import Misuse
from coreflect.core.texts import commands
from coreflect.reporting.all_teams import comparison_data
from coreflect.reporting.summary import summary
from coreflect.services.comparisons import READ
from coreflect.services.comparisons import compare as write_comparison
from coreflect.services.releases import conflicts_left, release_notices

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.results import Published


@click.command(
    "compare",
    help="""\b
Examples:
  coreflect compare lantern.zip
  coreflect compare may-*.zip november-*.zip -o board
  coreflect compare --xlsx board.xlsx
  coreflect compare
  coreflect compare all.zip --json

Compares each team's answers with the times before, question by question. Writes comparison.csv (one row for each team,
question, group and reflection, for analysts), comparison-all-teams.csv (what is shown of each team's latest answers,
added up), and a short summary; with --xlsx a workbook for people, which every spreadsheet opens. Teams are in order of
name and never ranked.

Takes answers files, a folder of them, or - for standard input; without FILE, everything that is saved here. A
reflection here without names is shown once it is revealed; answers files are shown as they are. Small groups never
are.""",
)
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option(
    "-o", "--output", metavar="DIR", help="The folder to write to; exports under the current one if not given."
)
@click.option("--xlsx", metavar="FILE", help="Write a workbook for people instead; with -o the CSV files too.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON to standard output instead of the summary.")
@click.option("--excel", is_flag=True, help="Begin the CSV files with the mark by which Excel knows UTF-8.")
@click.option("--again", is_flag=True, help="Write it even if it differs by only a few people from one written before.")
@click.pass_obj
def compare(
    wiring: Wiring,
    files: tuple[str, ...],
    output: str | None,
    xlsx: str | None,
    as_json: bool,
    excel: bool,
    again: bool,
) -> None:
    """Read the files or the workspace, write the comparison, and print its summary.

    Raises:
        Refused: a file is no sound package; nothing was written.
        Misuse: the workbook cannot have this name; nothing was written.
        CoreflectError: an earlier release differs by too few people; nothing was written.
        ConflictsLeft: everything was written, and two versions of something are left.
    """
    if excel and xlsx is not None and output is None:
        raise Misuse(*commands.EXCEL_WITHOUT_TABLES)
    from coreflect.services.merging import merge_files_or_own  # and packages with it, which the help need not wait for

    with progress() as bar:
        merged = merge_files_or_own(lambda: wiring.services.workspace, files, bar.notify, bar, READ)
        comparison = write_comparison(
            merged,
            wiring.services.workspace.releases,
            output,
            release=bool(files),
            xlsx=xlsx,
            again=again,
            excel=excel,
            on_progress=bar,
        )
    _print(comparison.published, as_json=as_json)
    for file in comparison.files:
        click.echo(commands.written(str(file)), err=True)
    for notice in (*release_notices(comparison.published.rounds, merged, here=not files), *comparison.notices):
        click.echo(notice, err=True)
    if merged.conflicts:
        raise conflicts_left(merged, here=not files)


def _print(published: Published, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(comparison_data(published), ensure_ascii=True, indent=1, sort_keys=True))
    else:
        click.echo(summary(published), nl=False)
