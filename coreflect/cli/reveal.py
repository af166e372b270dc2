"""Parses `rounds reveal` and `rounds forget`: shows the answers to everyone, and takes them all out.

Nobody is asked before answers are shown, so unfinished ones stop it unless they are to be left out.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from coreflect.core.errors import Misuse
from coreflect.core.texts import commands
from coreflect.core.texts import home as texts
from coreflect.core.texts import meeting as sentences
from coreflect.core.texts.results import KEPT_BACK
from coreflect.services import forgetting
from coreflect.services.finding import find_to_forget
from coreflect.services.forgetting import (
    before_forgetting,
    check_meant,
    check_takes_answers,
)
from coreflect.services.meeting import reveal_unasked

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Reflection


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--leave-out-unfinished", is_flag=True, help="Do not wait: unfinished answers stay unfinished.")
@click.pass_obj
def reveal(wiring: Wiring, round_id: str, leave_out_unfinished: bool) -> None:
    """Fix who is counted, so that the answers can be looked at together.

    \b
    Examples:
      coreflect rounds reveal mill-lane
      coreflect rounds reveal mill-lane --leave-out-unfinished

    In a reflection without names, those who finish later are shown nowhere. Reveal it once more when as many of them
    have come as the smallest group.
    """
    reflection = check_takes_answers(wiring.services, wiring.reflection(round_id))
    published, counted, joined = reveal_unasked(wiring.services, reflection, leave_out_unfinished=leave_out_unfinished)
    click.echo(sentences.revealed(counted, joined), err=True)
    if published.withheld:
        click.echo(KEPT_BACK[published.withheld], err=True)
    click.echo(sentences.see_results(reflection.id), err=True)


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
    reflection = find_to_forget(wiring.services.workspace, round_id)
    if wiring.services.workspace.is_forgotten(reflection.id):
        click.echo(texts.ALREADY_TAKEN_OUT, err=True)
        return
    for line in before_forgetting(wiring.services, reflection):
        click.echo(line, err=True)
    if not yes:
        _ask(reflection)
    for line in forgetting.forget(wiring.services, reflection):
        click.echo(line, err=True)


def _ask(reflection: Reflection) -> None:
    """Ask the person to confirm by typing the team's name.

    Raises:
        Misuse: nobody can be asked, or something else was typed.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misuse(commands.NOT_MEANT_UNASKED, commands.ADD_YES)
    click.echo(texts.TYPE_IT, err=True)
    check_meant(click.prompt("", prompt_suffix="> ", default="", show_default=False, err=True), reflection)
