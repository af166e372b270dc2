"""The command `export`: writes finished answers into one file that travels, and says what stays here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coreflect.core.errors import Misuse
from coreflect.core.names import shown
from coreflect.core.texts.packages import small_export, unfinished_stay, wrote_export

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.services.exports import Written


@click.command()
@click.argument("rounds", metavar="[ROUND]...", nargs=-1)
@click.option("-o", "--output", metavar="FILE", help="The file to write; `-` for standard output.")
@click.option("--flat", metavar="FILE", help="Write one joined CSV for analysts instead; it is not read back.")
@click.option("--excel", is_flag=True, help="Begin the joined CSV so that Excel reads its letters rightly.")
@click.pass_obj
def export(wiring: Wiring, rounds: tuple[str, ...], output: str | None, flat: str | None, excel: bool) -> None:
    """Write finished answers into one file that travels.

    \b
    Examples:
      coreflect export
      coreflect export mill-lane
      coreflect export mill-lane -o mill-lane.zip
      coreflect export --flat answers.csv --excel

    ROUND is a reflection's id, or how it begins. Without one, everything in the workspace goes. Unfinished answers
    never do. Without -o the file goes into the folder exports under the current one.
    """
    if excel and flat is None:
        raise Misuse("--excel is for the joined CSV.", "Add --flat FILE.csv, or leave --excel out.")
    if output == "-" and flat == "-":
        raise Misuse("Two files cannot both go to standard output.", "Name a file for one of them.")
    services = wiring.services
    exported = services.packages.export(rounds)
    if flat is not None:
        _say_written(exported.write_table(flat, excel=excel))
    if flat is None or output is not None:
        _say_written(exported.write_package(output))
    if exported.unfinished:
        click.echo(unfinished_stay(exported.unfinished), err=True)
    for small in exported.small:
        click.echo(small_export(*small), err=True)
    for fault in services.workspace.faults():
        click.echo(shown(fault), err=True)
    if exported.conflicts:
        raise exported.conflicts


def _say_written(written: Written) -> None:
    click.echo(wrote_export(*written), err=True)
