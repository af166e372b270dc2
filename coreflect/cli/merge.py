"""`merge` brings many packages together into one and says what became of every record; a faulty file stops it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from coreflect.cli.merging import aliases, deciding_options, kept, records_counted, round_told
from coreflect.cli.progress import progress
from coreflect.core.errors import Misuse
from coreflect.core.names import shown

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.package.merged import Merged

DEFAULT_NAME = "merged.zip"


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", help="The file to write; `-` for standard output.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say what was done as JSON on standard output.")
@deciding_options
@click.pass_obj
def merge(
    wiring: Wiring,  # noqa: ARG001 - each command takes it
    files: tuple[str, ...],
    output: str | None,
    dry_run: bool,
    as_json: bool,
    same_team: tuple[str, ...],
    same_round: tuple[str, ...],
    keep: tuple[str, ...],
) -> None:
    """Bring many exports together into one.

    \b
    Examples:
      coreflect merge exports/*.zip -o merged.zip
      coreflect merge exports --dry-run
      coreflect merge a.zip b.zip --same-team mill-ln=mill-lane -o - > merged.zip
      coreflect merge a.zip b.zip --keep k3jd82hx0c=w9dk2lmq4t

    FILE is a package, a folder that holds some (not searched below), or `-` for standard input. The order makes no
    difference, and neither does a package that comes twice. Without -o it writes exports/merged.zip. Ends with 3 where
    a record is left in two versions, with 4 where a file was refused; then nothing is written.
    """
    if as_json and output == "-":
        raise Misuse("The package and the JSON cannot both go to standard output.", "Name a file with -o.")
    from coreflect.cli.packages import open_all
    from coreflect.package.merge import merge as merge_packages

    with progress() as tell:
        packages, passed_over = open_all(files, tell.part("Reading the files", 0, 70))
        tell("Bringing them together", 70)
        rounds = tuple(facts for package in packages for facts in package.records.rounds)
        merged = merge_packages(packages, aliases=aliases(rounds, same_team, same_round), keep=kept(keep))
    for line in passed_over:
        click.echo(line, err=True)
    written = "" if dry_run else _write(merged, output)
    if as_json:
        click.echo(json.dumps(_as_data(merged, written), indent=2, ensure_ascii=False))
    else:
        for line in _told(merged):
            click.echo(line, err=True)
    said = f"Wrote {shown(written)}." if written else "Nothing was written, since this was a dry run."
    click.echo(said, err=True)
    if merged.conflicts:
        from coreflect.cli.conflicts import conflicts_left, versions_told

        for line in versions_told(merged):
            click.echo(line, err=True)
        raise conflicts_left(merged)


def _write(merged: Merged, output: str | None) -> str:
    from coreflect.cli.export import STANDARD_OUTPUT, write_file
    from coreflect.cli.post import exports_folder
    from coreflect.package.merge import merged_package

    content = merged_package(merged)
    path = output or str(exports_folder() / DEFAULT_NAME)
    write_file(path, content)
    return STANDARD_OUTPUT if path == "-" else path


def _told(merged: Merged) -> list[str]:
    report = merged.report
    read = zip(report.files, report.read, strict=True)
    lines = [f"{shown(file)}: {records_counted(count)}" for file, count in read]
    return [*lines, *(round_told(tally.team, tally) for tally in report.tallies), *report.remarks]


def _as_data(merged: Merged, written: str) -> dict[str, Any]:
    report = merged.report
    return {
        "files": [{"file": file, "records": count} for file, count in zip(report.files, report.read, strict=True)],
        "rounds": [asdict(tally) for tally in report.tallies],
        "conflicts": [asdict(conflict) for conflict in merged.conflicts],
        "remarks": list(report.remarks),
        "written": written,
    }
