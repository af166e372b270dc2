"""`demo` goes the whole way from packages to a comparison on made-up teams; it needs no terminal and asks nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coreflect.core.errors import Misuse
from coreflect.core.names import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coreflect.cli.demo_story import Sheet
    from coreflect.cli.wiring import Wiring
    from coreflect.core.results import Published
    from coreflect.package.merged import Merged

PACKAGES = "packages"
MERGED = "merged.zip"
REPORTED = "lantern-street"
"""The team on which a report is written."""


@click.command(
    help="""\b
Examples:
  coreflect demo                 writes to exports/demo
  coreflect demo somewhere/else
  coreflect demo --app           opens the whole app on the two teams, to rehearse a meeting
  coreflect demo --app --plain   the same, line by line

Two made-up teams answer twice, half a year apart, on three laptops. Writes the packages that the laptops hand in,
merges them, compares the rounds, and writes a report on one of the teams. Nothing of yours is read or changed.

With --app nothing is written: the app opens on the two teams, half a year after they first met. What you do there goes
away when you leave. The two return words lantern quay open the answers of somebody who stopped half way.""",
)
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--app", "as_app", is_flag=True, help="Open the whole app on the made-up teams. Nothing is kept.")
@click.option("--plain", is_flag=True, help="With --app: line by line, for screen readers and Braille displays.")
@click.pass_obj
def demo(wiring: Wiring, folder: str | None, as_app: bool, plain: bool) -> None:
    """Write the story's packages, merge them, compare, and say what was written; or open the app on them."""
    if as_app or plain:
        _open_app(wiring, folder, plain=plain)
        return
    from coreflect.analysis import published
    from coreflect.cli.demo_story import story
    from coreflect.cli.post import exports_folder
    from coreflect.files.atomic import make_folder
    from coreflect.reporting.summary import summary

    if folder == "-":
        raise Misuse("`demo` writes several files, so it needs a folder.", "Name one, or leave it out.")
    target = Path(folder) if folder else exports_folder() / "demo"
    for each in (target, target / PACKAGES):
        make_folder(each)
    sheets = story(wiring.shipped_shelf().banks())
    merged = _merged(sheets, target)
    click.echo(f"Merged into {shown(str(target / MERGED))}.\n", err=True)
    results = published(merged, release=True)
    click.echo(summary(results), nl=False)
    _write_tables(results, target)
    _write_report(results, target)
    click.echo(f"\nLook at {shown(str(target / 'comparison-wide.csv'))} in a spreadsheet.", err=True)
    click.echo("All teams and answers here are made up.", err=True)


def _open_app(wiring: Wiring, folder: str | None, *, plain: bool) -> None:
    from coreflect.cli.demo_app import rehearse
    from coreflect.cli.wiring import require_terminal

    if folder:
        raise Misuse("With --app and --plain nothing is written, so no folder can be named.", "Leave the folder out.")
    require_terminal()
    rehearse(wiring, plain=plain)


def _merged(sheets: Sequence[Sheet], target: Path) -> Merged:
    from coreflect.files.atomic import write_whole
    from coreflect.package.merge import merge, merged_package
    from coreflect.package.read import open_package
    from coreflect.package.write import write_package

    for sheet in sheets:
        path = target / PACKAGES / sheet.file
        write_package(sheet.records, path)
        click.echo(f"{shown(str(path))}: {sheet.what}.", err=True)
    merged = merge([open_package(target / PACKAGES / sheet.file) for sheet in sheets])
    write_whole(target / MERGED, merged_package(merged))
    return merged


def _write_tables(results: Published, target: Path) -> None:
    from coreflect.cli.compare import tables
    from coreflect.files.atomic import write_whole

    for name, content in tables(results).items():
        write_whole(target / name, content)
        click.echo(f"Written: {shown(str(target / name))}", err=True)


def _write_report(results: Published, target: Path) -> None:
    from coreflect.files.atomic import write_whole
    from coreflect.reporting.report import report
    from coreflect.reporting.report_html import report_html

    path = target / f"{REPORTED}.html"
    rounds = [one for one in results.rounds if one.team == REPORTED]
    write_whole(path, report_html(report(rounds)).encode())
    click.echo(f"Written: {shown(str(path))}, a report to open in a browser.", err=True)
