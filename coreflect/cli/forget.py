"""`rounds forget` takes all answers and notes of a reflection out for ever; what was agreed and will be done stays."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from coreflect.core import keeping_until as said
from coreflect.core.errors import Misuse, Refused

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Round
    from coreflect.workspace.store import FolderWorkspace


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can be asked.")
@click.pass_obj
def forget(wiring: Wiring, round_id: str, yes: bool) -> None:
    """Take all answers and notes of a reflection out, for ever.

    \b
    Examples:
      coreflect rounds forget mill-lane
      coreflect rounds forget mill-lane --yes

    Where the room stands and what you will do is kept. The answers go from the files that were brought in here too, and
    no file brings them back. Copies that were handed over cannot be called back: they are named.
    """
    workspace = wiring.workspace()
    facts = _one_round(workspace, round_id)
    if workspace.is_forgotten(facts.id):
        click.echo(f"{said.TAKEN_OUT} {said.WHAT_STAYS}", err=True)
        return
    begun = wiring.desk().results.turnout(facts.id).begun
    for line in said.before_forgetting(facts, begun, workspace.copies(facts.id)):
        click.echo(line, err=True)
    if not yes:
        _ask(facts)
    workspace.forget(facts.id)
    for line in said.forgotten_now(workspace.faults()):
        click.echo(line, err=True)


def taking_answers(workspace: FolderWorkspace, facts: Round) -> Round:
    """The facts of a reflection that takes answers.

    Raises:
        Misuse: all its answers were taken out.
    """
    if workspace.is_forgotten(facts.id):
        raise Misuse(said.NO_NEW_ONES, said.WHAT_STAYS)
    return facts


def _ask(facts: Round) -> None:
    """Let a person type what means it.

    Raises:
        Misuse: nobody can be asked, or something else was typed.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misuse(f"{said.NOT_MEANT[:-1]}: nobody can be asked here.", "Add --yes if it is meant.")
    click.echo(said.TYPE_IT, err=True)
    said.check_meant(click.prompt("", prompt_suffix="> ", default="", show_default=False, err=True), facts)


def _one_round(workspace: FolderWorkspace, text: str) -> Round:
    """The round that is meant, of those that are here and those that came in packages, so that no doubt is left."""
    from coreflect.cli.brought_in import BroughtIn
    from coreflect.cli.choose import chosen

    # A package that cannot be read is named later, and keeps nobody from taking out what is here.
    with suppress(Refused):
        return chosen((*workspace.rounds(), *BroughtIn(workspace).rounds()), text)
    return chosen(workspace.rounds(), text)
