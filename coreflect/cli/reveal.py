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
    has_shown_counts,
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
@click.option("--counts-too", is_flag=True, help="Take out the counts that were shown as well.")
@click.pass_obj
def forget(wiring: Wiring, round_id: str, yes: bool, counts_too: bool) -> None:
    """Take all answers and notes of a reflection out, for ever.

    \b
    Examples:
      coreflect rounds forget mill-lane
      coreflect rounds forget mill-lane --yes
      coreflect rounds forget mill-lane --counts-too

    The counts that the room saw are kept as they were shown, unless they are to go too; so are where the room stands
    and what you will do. The answers go from the files that were brought in here too, and
    no file brings them back. Copies that were handed over cannot be called back: they are named.
    """
    reflection = find_to_forget(wiring.services.workspace, round_id)
    counts_too = counts_too and (
        not wiring.services.workspace.is_forgotten(reflection.id) or has_shown_counts(wiring.services, reflection)
    )
    if wiring.services.workspace.is_forgotten(reflection.id) and not counts_too:
        click.echo(texts.ALREADY_TAKEN_OUT, err=True)
        return
    for line in before_forgetting(wiring.services, reflection, counts_too=counts_too):
        click.echo(line, err=True)
    if not yes:
        _ask(reflection)
    for line in forgetting.forget(wiring.services, reflection, counts_too=counts_too):
        click.echo(line, err=True)


def _ask(reflection: Reflection) -> None:
    """Let a person type what means it.

    Raises:
        Misuse: nobody can be asked, or something else was typed.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misuse(commands.NOT_MEANT_UNASKED, commands.ADD_YES)
    click.echo(texts.TYPE_IT, err=True)
    check_meant(click.prompt("", prompt_suffix="> ", default="", show_default=False, err=True), reflection)
