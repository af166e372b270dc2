"""`rounds reveal` shows the answers to everyone: it asks about unfinished ones first, and fixes who is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coreflect.core.errors import CoreflectError, Misuse

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Round
    from coreflect.core.results import PublishedRound


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
    from coreflect.cli.choose import one_round
    from coreflect.cli.forget import taking_answers

    workspace = wiring.workspace()
    facts = taking_answers(workspace, one_round(workspace, round_id))
    drafts = workspace.drafts(facts.id)
    if drafts and not leave_out_unfinished and facts.state == "running":
        raise CoreflectError(
            f"{_people(drafts)} {'has' if drafts == 1 else 'have'} unfinished answers. Nothing was changed.",
            "Wait for them and reveal then, or leave them out: "
            f"`coreflect rounds reveal {facts.id} --leave-out-unfinished`. They stay as they are.",
        )
    shown = wiring.desk().results.reveal(facts.id)
    counted = len(workspace.round(facts.id).counted)
    if facts.state == "revealed":
        _say_of_later_ones(facts, shown, counted)
    else:
        click.echo(f"Revealed: {counted} are counted.", err=True)
    if shown.withheld:
        from coreflect.reporting.text import KEPT_BACK

        click.echo(KEPT_BACK[shown.withheld], err=True)
    click.echo(f"`coreflect results {facts.id}` shows how the answers spread.", err=True)


def _say_of_later_ones(before: Round, shown: PublishedRound, counted: int) -> None:
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
            f"This reflection was revealed before. {_people(shown.finished - len(before.counted))} finished later.",
            f"They are counted once there are {before.smallest_group} of them or more, and nobody can be found out by "
            "what changes.",
        )
    else:
        raise Misuse("This reflection was revealed before.", f"`coreflect results {before.id}` shows it.")


def _people(number: int) -> str:
    return f"{number:,} {'person' if number == 1 else 'people'}"
