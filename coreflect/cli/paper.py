"""`paper` writes the questions of a reflection as one page to print, or cards for a show of hands; never an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coreflect.core.banks.bank import STANDARD
from coreflect.core.texts import paper as texts
from coreflect.core.texts.answers_file import IMPORT_ADDS_IT, SEND_IT
from coreflect.services.printing import write_questions

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring


@click.command(
    help="""\b
Examples:
  coreflect paper mill-lane
  coreflect paper mill-lane --large --wording plain -o for-ada.html
  coreflect paper mill-lane --cards -o cards.html

Writes one page of HTML: open it in a browser and print it on A4. It holds the welcome, the questions with a box for
each answer, and beside each box the key to press when the sheet is typed in. It can also be filled in on a screen,
without a network, and then saves a small answers file, which `coreflect import` adds. With --cards: a card for each
answer, for a show of hands.""",
)
@click.argument("round_id", metavar="ROUND")
@click.option("--large", is_flag=True, help="Large print: 18 point; one card a page.")
@click.option("--cards", is_flag=True, help="Cards for a show of hands, instead of the questions.")
@click.option("--wording", default=STANDARD, show_default=True, metavar="ID", help="`plain` for easier words.")
@click.option("-o", "--output", metavar="FILE", help="The file to write; `-` for standard output.")
@click.pass_obj
def paper(wiring: Wiring, round_id: str, large: bool, cards: bool, wording: str, output: str | None) -> None:
    """Write the page, and say what to do with it."""
    reflection = wiring.reflection(round_id)
    path = write_questions(wiring.services, reflection, wording=wording, large=large, cards=cards, output=output)
    if path != "-":
        click.echo(texts.printed(path), err=True)
    if not cards:
        click.echo(f"{SEND_IT} {IMPORT_ADDS_IT}", err=True)
        click.echo(texts.KEEP_SHEETS_SAFE, err=True)
