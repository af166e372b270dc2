"""`rounds reveal` shows the answers to everyone: it asks about unfinished ones first, and fixes who is counted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.texts import home as texts
from coreflect.core.texts.words import people
from coreflect.services import forgetting
from coreflect.services.forgetting import ALREADY_TAKEN_OUT, before_forgetting, check_meant, find_to_forget

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Reflection
    from coreflect.core.results import PublishedRound
    from coreflect.workspace.workspace import Workspace


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
    workspace = wiring.services.workspace
    reflection = taking_answers(workspace, wiring.reflection(round_id))
    drafts = workspace.drafts(reflection.id)
    if drafts and not leave_out_unfinished and reflection.state == "running":
        raise CoreflectError(
            f"{people(drafts)} {'has' if drafts == 1 else 'have'} unfinished answers. Nothing was changed.",
            "Wait for them and reveal then, or leave them out: "
            f"`coreflect rounds reveal {reflection.id} --leave-out-unfinished`. They stay as they are.",
        )
    shown = wiring.services.results.reveal(reflection.id)
    counted = len(workspace.round(reflection.id).counted)
    if reflection.state == "revealed":
        _say_of_later_ones(reflection, shown, counted)
    else:
        click.echo(f"Revealed: {counted} are counted.", err=True)
    if shown.withheld:
        from coreflect.core.texts.results import KEPT_BACK

        click.echo(KEPT_BACK[shown.withheld], err=True)
    click.echo(f"`coreflect results {reflection.id}` shows how the answers spread.", err=True)


def _say_of_later_ones(before: Reflection, shown: PublishedRound, counted: int) -> None:
    """Say who joined those counted before.

    Raises:
        Misuse: nobody came later.
        CoreflectError: some did, and are not counted.
    """
    joined = counted - len(before.counted)
    if joined > 0:
        click.echo(f"Revealed once more: {joined} came later, {counted} are counted.", err=True)
    elif before.is_private and shown.finished > len(before.counted):
        raise CoreflectError(
            f"This reflection was revealed before. {people(shown.finished - len(before.counted))} finished later.",
            f"They are counted once there are {before.smallest_group} of them or more, and nobody can be found out by "
            "what changes.",
        )
    else:
        raise Misuse("This reflection was revealed before.", f"`coreflect results {before.id}` shows it.")


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
    reflection = find_to_forget(wiring.services, round_id)
    if wiring.services.workspace.is_forgotten(reflection.id):
        click.echo(ALREADY_TAKEN_OUT, err=True)
        return
    for line in before_forgetting(wiring.services, reflection):
        click.echo(line, err=True)
    if not yes:
        _ask(reflection)
    for line in forgetting.forget(wiring.services, reflection):
        click.echo(line, err=True)


def taking_answers(workspace: Workspace, reflection: Reflection) -> Reflection:
    """The facts of a reflection that takes answers.

    Raises:
        Misuse: all its answers were taken out.
    """
    if workspace.is_forgotten(reflection.id):
        raise Misuse(texts.NO_NEW_ONES, texts.WHAT_STAYS)
    return reflection


def _ask(reflection: Reflection) -> None:
    """Let a person type what means it.

    Raises:
        Misuse: nobody can be asked, or something else was typed.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misuse(f"{texts.NOT_MEANT[:-1]}: nobody can be asked here.", "Add --yes if it is meant.")
    click.echo(texts.TYPE_IT, err=True)
    check_meant(click.prompt("", prompt_suffix="> ", default="", show_default=False, err=True), reflection)
