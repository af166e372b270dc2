"""`paper` writes the questions of a reflection as one page to print, or cards for a show of hands; never an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coreflect.core.errors import Misuse
from coreflect.core.names import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coreflect.cli.wiring import Wiring
    from coreflect.core.banks.bank import Bank


@click.command(
    help="""\b
Examples:
  coreflect paper mill-lane
  coreflect paper mill-lane --large --wording plain -o for-ada.html
  coreflect paper mill-lane --cards -o cards.html

Writes one page of HTML: open it in a browser and print it on A4. It holds the welcome, the questions with a box for
each answer, and beside each box what is typed when the sheet is keyed in. With --cards: a card for each answer, for a
show of hands.""",
)
@click.argument("round_id", metavar="ROUND")
@click.option("--large", is_flag=True, help="Large print: 18 point; cards one a page.")
@click.option("--cards", is_flag=True, help="Cards for a show of hands, in place of the questions.")
@click.option("--wording", default="standard", show_default=True, metavar="ID", help="`plain` for easier words.")
@click.option("-o", "--output", metavar="FILE", help="The file to write; `-` for standard output.")
@click.pass_obj
def paper(wiring: Wiring, round_id: str, large: bool, cards: bool, wording: str, output: str | None) -> None:
    """Write the page, and say what to do with it."""
    from coreflect.cli.select import one_round
    from coreflect.reporting.paper import cards_html, paper_html
    from coreflect.services.output import exports_folder, write_file

    workspace = wiring.workspace()
    reflection = one_round(workspace, round_id)
    banks = workspace.banks(reflection.id)
    _check_wording(banks, wording)
    if cards:
        page = cards_html(reflection, banks, wording=wording, large=large)
    else:
        page = paper_html(reflection, banks, workspace.place(), wording=wording, large=large)
    path = output or str(exports_folder() / f"{reflection.id}-{'cards' if cards else 'paper'}.html")
    write_file(path, page.encode())
    if path != "-":
        click.echo(f"Wrote {shown(path)}: open it in a browser, and print it on A4.", err=True)
    if not cards:
        click.echo(
            "Filled-in sheets are people's answers: keep them out of sight, key them in, then shred them.", err=True
        )


def _check_wording(banks: Sequence[Bank], wording: str) -> None:
    from coreflect.reporting.paper import wordings

    offered = [name for name, _ in wordings(banks)]
    if wording not in offered:
        raise Misuse(
            f"The questions are not in the wording {shown(wording)}.", f"There is: {shown(', '.join(offered))}."
        )
