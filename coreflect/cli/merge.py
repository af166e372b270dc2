"""The command `merge`: merges many packages into one, and says what became of every record; a faulty file stops it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coreflect.cli.progress import progress
from coreflect.core.errors import Misuse
from coreflect.core.texts import commands
from coreflect.core.texts.packages import merge_ended

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--same-team", metavar="A=B", multiple=True, help="Team A is team B, here and from now on."),
    click.option(
        "--same-round", metavar="A=B", multiple=True, help="Reflection A is reflection B, here and from now on."
    ),
    click.option(
        "--keep", metavar="RECORD=REVISION", multiple=True, help="Of two versions of a record, keep this one."
    ),
)


def deciding_options(command: F) -> F:
    """Gives a command the options by which names are joined and versions kept."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", help="The file to write; `-` for standard output.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
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
    """Combine many answers files into one.

    \b
    Examples:
      coreflect merge exports/*.zip -o merged.zip
      coreflect merge exports --dry-run
      coreflect merge a.zip b.zip --same-team mill-ln=mill-lane -o - > merged.zip
      coreflect merge a.zip b.zip --keep k3jd82hx0c=w9dk2lmq4t

    FILE is what `coreflect export` wrote, packed or unpacked; an answers file saved from a sheet, if its reflection is
    in another of the files; a folder that holds some (searched one folder down); or `-` for standard input. Neither
    their order nor a file that comes twice makes a difference. Without -o it writes exports/merged.zip. Ends with 3 if
    something is left in two versions, with 4 if a file was refused; then nothing is written.
    """
    if as_json and output == "-":
        raise Misuse(*commands.PACKAGE_AND_JSON)
    from coreflect.services.merging import merge_files  # and packages with it, which the help need not wait for

    with progress() as bar:
        merged = merge_files(files, bar.notify, bar, same_team=same_team, same_round=same_round, keep=keep)
    written = "" if dry_run else merged.write(output)
    if as_json:
        click.echo(json.dumps(merged.as_data(written), indent=2, ensure_ascii=False))
    else:
        for line in merged.lines:
            click.echo(line, err=True)
    click.echo(merge_ended(written), err=True)
    if merged.conflicts:
        for line in merged.version_lines:
            click.echo(line, err=True)
        raise merged.conflicts
