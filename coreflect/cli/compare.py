"""Rounds side by side: files given by name are released, and a release into a folder is held against those before it.

The summary goes to stdout, what was written to stderr. Nothing is written before everything has been read and checked.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from coreflect.cli.brought_in import Holding
from coreflect.core.answers import EVERYONE_ELSE, SIDE_OF
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.names import shown

if TYPE_CHECKING:
    from coreflect.core.results import Published
    from coreflect.package.merged import Merged

COMPARISON = "comparison.csv"
WIDE = "comparison-wide.csv"
NOT_REVEALED = (
    "A reflection without names shows nothing here before it is revealed: `coreflect rounds reveal ROUND`, once "
    "everyone has answered."
)


class Kept(Holding, Protocol):
    """What this command needs of a workspace."""

    def faults(self) -> tuple[str, ...]:
        """A sentence for each file that was passed over."""


class HasWorkspace(Protocol):
    """What this command needs of the program around it."""

    def workspace(self) -> Kept:
        """The workspace."""


@click.command(
    "compare",
    help="""\b
Examples:
  coreflect compare lantern.zip
  coreflect compare may-*.zip november-*.zip -o board
  coreflect compare
  coreflect compare all.zip --json

Lays the rounds of each team side by side, item by item. Writes comparison.csv (one row for each team, item, group and
round, for analysts) and comparison-wide.csv (the rounds across, for people), and a short summary.

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
    wiring: HasWorkspace, files: tuple[str, ...], output: str | None, as_json: bool, excel: bool, again: bool
) -> None:
    """Read, cut, check against earlier releases, write, and say what was written.

    Raises:
        Refused: a file is no sound package; nothing was written.
        CoreflectError: the folder holds an earlier release that differs by too few people; nothing was written.
        ConflictsLeft: everything was written, and two versions of something are left.
    """
    from coreflect.analysis import published

    merged = _merged_files(files) if files else _merged_workspace(wiring.workspace())
    results = published(merged, release=bool(files))
    folder = _folder(output)
    remembered = _checked(results, merged, folder, again=again)
    _write(results, folder, remembered, excel=excel)
    _say(results, as_json=as_json)
    for name in (COMPARISON, WIDE):
        click.echo(f"Written: {shown(str(folder / name))}", err=True)
    for remark in merged.report.remarks:
        click.echo(shown(remark), err=True)
    if any(one.withheld == "not revealed" for one in results.rounds):
        click.echo(NOT_REVEALED, err=True)
    if merged.conflicts:
        from coreflect.cli.conflicts import conflicts_left

        raise conflicts_left(merged)


def _merged_files(files: tuple[str, ...]) -> Merged:
    from coreflect.cli.packages import open_all
    from coreflect.package.merge import merge

    packages, passed_over = open_all(files)
    for sentence in passed_over:
        click.echo(sentence, err=True)
    return merge(packages)


def _merged_workspace(workspace: Kept) -> Merged:
    from coreflect.cli.brought_in import BroughtIn

    merged = BroughtIn(workspace).everything()
    for fault in workspace.faults():
        click.echo(shown(fault), err=True)
    return merged


def _folder(output: str | None) -> Path:
    if output is None:
        from coreflect.cli.post import exports_folder

        return exports_folder()
    from coreflect.files.atomic import make_folder

    if output == "-":
        raise Misuse("`compare` writes two files, so it needs a folder.", "Name one; --json writes to standard output.")
    folder = Path(output)
    make_folder(folder, private=True)
    return folder


def _checked(results: Published, merged: Merged, folder: Path, *, again: bool) -> bytes:
    """What the folder is to remember of this release and those before it."""
    from coreflect.core.errors import Damaged
    from coreflect.reporting.released import FILE_NAME, read_releases, refusal, reveals, too_near, written_releases

    file = folder / FILE_NAME
    try:
        before = read_releases(file.read_bytes()) if file.exists() else ()
    except Damaged:
        if not again:
            raise
        before = ()
    except OSError as error:
        raise CoreflectError(f"{shown(str(file))} cannot be read: {error.strerror}.", "Use another folder.") from None
    side_of = {one.id: SIDE_OF.get(one.perspective, EVERYONE_ELSE) for one in merged.records.responses}
    near = () if again else too_near(results, (*before, *reveals(merged.records, side_of)), side_of)
    if near:
        raise CoreflectError(*refusal(near, str(folder)))
    return written_releases(before, results)


def _write(results: Published, folder: Path, remembered: bytes, *, excel: bool) -> None:
    """Write what is remembered first: a release that nobody remembers could be laid beside the next."""
    from coreflect.files.atomic import write_whole
    from coreflect.reporting.comparison_csv import comparison_csv
    from coreflect.reporting.comparison_wide import comparison_wide_csv
    from coreflect.reporting.released import FILE_NAME

    tables = {
        COMPARISON: comparison_csv(results, excel=excel),
        WIDE: comparison_wide_csv(results, excel=excel),
    }
    write_whole(folder / FILE_NAME, remembered, private=True)
    for name, content in tables.items():
        write_whole(folder / name, content, private=True)


def _say(results: Published, *, as_json: bool) -> None:
    if as_json:
        from coreflect.reporting.comparison_data import comparison_data

        click.echo(json.dumps(comparison_data(results), ensure_ascii=True, indent=1, sort_keys=True))
    else:
        from coreflect.reporting.summary import summary

        click.echo(summary(results), nl=False)
