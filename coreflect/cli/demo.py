"""`demo` writes packages, a workbook and a report on two made-up teams, or opens the app on them; it asks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coreflect.cli.wiring import require_terminal
from coreflect.core.errors import Misuse
from coreflect.core.texts import commands
from coreflect.reporting.summary import summary
from coreflect.services.app import shipped_shelf
from coreflect.services.demo import demo_folder, write_packages, write_results
from coreflect.services.rehearsal import rehearsal

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring


@click.command(
    help="""\b
Examples:
  coreflect demo                 writes to exports/demo
  coreflect demo somewhere/else
  coreflect demo --app           opens the whole app on the two teams, to rehearse a meeting
  coreflect demo --app --plain   the same, line by line

Two made-up teams answer twice, half a year apart, on three laptops. Writes the answers files of the laptops, combines
them, compares the two times, and writes tables, a workbook, and a report about one of the teams. Nothing of yours is
read or changed.

With --app nothing is written: the app opens on the two teams, half a year after they first met. What you do there is
gone when you leave. The two words lantern quay open the answers of somebody who stopped halfway.""",
)
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--app", "as_app", is_flag=True, help="Open the whole app on the made-up teams. Nothing is saved.")
@click.option("--plain", is_flag=True, help="With --app: line by line, for screen readers and Braille displays.")
@click.pass_obj
def demo(wiring: Wiring, folder: str | None, as_app: bool, plain: bool) -> None:
    """Write the demo's files and print what was written; or open the app on the made-up teams."""
    if as_app or plain:
        _open_app(wiring, folder, plain=plain)
        return
    if folder == "-":
        raise Misuse(*commands.DEMO_NEEDS_FOLDER)
    target = demo_folder(folder)
    published = write_packages(target, shipped_shelf().banks(), _print)
    click.echo(summary(published), nl=False)
    write_results(published, target, _print)
    _print(commands.look_at_demo(str(target / "comparison.xlsx")))
    _print(commands.ALL_MADE_UP)


def _open_app(wiring: Wiring, folder: str | None, *, plain: bool) -> None:
    if folder:
        raise Misuse(*commands.APP_WRITES_NOTHING)
    require_terminal()
    with rehearsal() as services:
        wiring.open_rehearsal(services, plain=plain)


def _print(line: str) -> None:
    click.echo(line, err=True)
