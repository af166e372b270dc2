"""The command `export`: writes finished answers into one file that travels, and says what stays here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coreflect.core.errors import Misuse
from coreflect.core.texts import commands
from coreflect.core.texts.packages import single_answers, small_export, unfinished_stay, wrote_counts, wrote_export

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.services.exports import Written


@click.command()
@click.argument("rounds", metavar="[ROUND]...", nargs=-1)
@click.option("-o", "--output", metavar="FILE", help="The file to write; `-` for standard output.")
@click.option("--flat", metavar="FILE", help="Write one joined CSV for analysts instead; it is not read back.")
@click.option("--excel", is_flag=True, help="Begin the joined CSV so that Excel reads its letters correctly.")
@click.option("--counts-only", is_flag=True, help="Write the counts that were shown, and nobody's single answers.")
@click.option("--no-actions", is_flag=True, help="With --counts-only: leave out what was agreed and what you will do.")
@click.pass_obj
def export(
    wiring: Wiring,
    rounds: tuple[str, ...],
    output: str | None,
    flat: str | None,
    excel: bool,
    counts_only: bool,
    no_actions: bool,
) -> None:
    """Write finished answers into one answers file, to hand over.

    \b
    Examples:
      coreflect export
      coreflect export mill-lane
      coreflect export mill-lane -o mill-lane.zip
      coreflect export --flat answers.csv --excel
      coreflect export mill-lane --counts-only

    ROUND is a reflection's id, or how it begins. Without one, the file holds every reflection here. It never holds
    unfinished answers. Without -o it goes into the folder exports under the current one. With --counts-only it holds
    what the room saw, what was agreed and what you will do: no answers, notes or codes. `compare` and `report` read it.
    """
    if (counts_only and flat is not None) or (no_actions and not counts_only):
        raise Misuse(*commands.COUNTS_ARE_A_PACKAGE)
    if excel and flat is None:
        raise Misuse(*commands.EXCEL_WITHOUT_FLAT)
    if output == "-" and flat == "-":
        raise Misuse(*commands.TWO_FILES)
    services = wiring.services
    if counts_only:
        counts = services.packages.export_counts(rounds, agreed=not no_actions)
        click.echo(wrote_counts(counts.write_package(output).name), err=True)
        wiring.echo_faults()
        if counts.conflicts:
            raise counts.conflicts
        return
    exported = services.packages.export(rounds)
    if flat is not None:
        _say_written(exported.write_table(flat, excel=excel))
        for reflection in exported.without_names:
            click.echo(single_answers(reflection), err=True)
    if flat is None or output is not None:
        _say_written(exported.write_package(output))
    if exported.unfinished:
        click.echo(unfinished_stay(exported.unfinished), err=True)
    for small in exported.small:
        click.echo(small_export(*small), err=True)
    wiring.echo_faults()
    if exported.conflicts:
        raise exported.conflicts


def _say_written(written: Written) -> None:
    click.echo(wrote_export(*written), err=True)
