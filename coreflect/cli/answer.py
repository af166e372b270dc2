"""`answer` goes straight to the questions of one round, in the face that is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coreflect.core.errors import Misuse
from coreflect.core.names import shown

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Round


@click.command()
@click.argument("round_id", metavar="[ROUND]", required=False)
@click.option("--round", "file", metavar="FILE", help="The invitation from another laptop: answer exactly that round.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, Braille displays and slow links.")
@click.pass_obj
def answer(wiring: Wiring, round_id: str | None, file: str | None, plain: bool) -> None:
    """Answer the questions of a reflection.

    \b
    Examples:
      coreflect answer                                  the reflection in progress
      coreflect answer mill-lane                        the one whose name begins so
      coreflect answer --round invitation-mill-lane.zip the one another laptop began
      coreflect answer --plain                          line by line
    """
    from coreflect.cli.forget import taking_answers
    from coreflect.cli.wiring import require_terminal

    if round_id and file:
        raise Misuse("Both a reflection and a file were named.", "Name one of them.")
    require_terminal()
    facts = taking_answers(wiring.workspace(), _chosen(wiring, round_id, file))
    wiring.open_answering(facts, plain=plain)


def _chosen(wiring: Wiring, round_id: str | None, file: str | None) -> Round:
    from coreflect.cli.choose import one_round

    workspace = wiring.workspace()
    if file:
        from coreflect.cli.invitations import take_in

        return take_in(workspace, Path(file))
    if round_id:
        return one_round(workspace, round_id)
    running = [facts for facts in workspace.rounds() if facts.state == "running"]
    rounds = [facts for facts in running if not workspace.is_forgotten(facts.id)]
    if not rounds:
        raise Misuse(
            "No reflection is in progress here.",
            "Start `coreflect` to set one up, or open the invitation from another laptop: "
            "`coreflect answer --round FILE`.",
        )
    if len(rounds) > 1:
        listed = "\n".join(f"  coreflect answer {facts.id}   {shown(facts.about)}" for facts in rounds)
        raise Misuse("More than one reflection is in progress. Which one?", f"Type one of these:\n{listed}")
    return rounds[0]
