"""`merge` brings many packages together into one and says what became of every record; a faulty file stops it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coreflect.cli.progress import progress
from coreflect.core.banks.toml import quoted
from coreflect.core.errors import Misuse
from coreflect.core.names import shown

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.merging.importing import SeenRound
    from coreflect.package.package import MergedPackages, Tally

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--same-team", metavar="A=B", multiple=True, help="Read the team A as B, here and from now on."),
    click.option(
        "--same-round", metavar="A=B", multiple=True, help="Read the reflection A as B, here and from now on."
    ),
    click.option(
        "--keep", metavar="RECORD=REVISION", multiple=True, help="Keep this version of a record in two versions."
    ),
)
_FATES = (
    ("new", "new"),
    ("same", "came more than once"),
    ("replaced", "replaced"),
    ("withdrawn", "taken out"),
    ("in_conflict", "in two versions"),
)


def deciding_options(command: F) -> F:
    """Gives a command the options by which names are joined and versions kept."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def round_told(team: str, tally: Tally | SeenRound, same: str = "") -> str:
    """One line on what becomes of the records of a round; `same` is what is said of those that come again."""
    numbers = {name: getattr(tally, name) for name, _ in _FATES}
    words = {**dict(_FATES), **({"same": same} if same else {})}
    parts = [f"{number:,} {words[name]}" for name, number in numbers.items() if number]
    return f"{quoted(team)}, {tally.round}: {records_counted(sum(numbers.values()))}: {', '.join(parts)}"


def records_counted(count: int) -> str:
    """A number of records."""
    return f"{count:,} record" if count == 1 else f"{count:,} records"


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
    from coreflect.package.merge import merge as merge_packages
    from coreflect.services.finding import find_aliases, find_versions
    from coreflect.services.package_files import open_all
    from coreflect.services.releases import steps_of

    with progress() as bar:
        packages, passed_over = open_all(files, steps_of(bar, "Reading the files", 0, 70))
        bar("Bringing them together", 70)
        rounds = tuple(reflection for package in packages for reflection in package.records.rounds)
        merged = merge_packages(packages, aliases=find_aliases(rounds, same_team, same_round), keep=find_versions(keep))
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
        from coreflect.services.conflicts import conflicts_left, versions_told

        for line in versions_told(merged):
            click.echo(line, err=True)
        raise conflicts_left(merged)


def _write(merged: MergedPackages, output: str | None) -> str:
    from coreflect.package.merge import merged_package
    from coreflect.services.output import STANDARD_OUTPUT, exports_folder, write_file

    content = merged_package(merged)
    path = output or str(exports_folder() / DEFAULT_NAME)
    write_file(path, content)
    return STANDARD_OUTPUT if path == "-" else path


def _told(merged: MergedPackages) -> list[str]:
    report = merged.report
    read = zip(report.files, report.read, strict=True)
    lines = [f"{shown(file)}: {records_counted(count)}" for file, count in read]
    return [*lines, *(round_told(tally.team, tally) for tally in report.tallies), *report.remarks]


def _as_data(merged: MergedPackages, written: str) -> dict[str, Any]:
    report = merged.report
    return {
        "files": [{"file": file, "records": count} for file, count in zip(report.files, report.read, strict=True)],
        "rounds": [asdict(tally) for tally in report.tallies],
        "conflicts": [asdict(conflict) for conflict in merged.conflicts],
        "remarks": list(report.remarks),
        "written": written,
    }
