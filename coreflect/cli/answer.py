"""`answer` opens the questions of one reflection in the face that is chosen; `withdraw` takes answers out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from coreflect.cli.wiring import require_terminal
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.names import shown
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.meeting import if_changed
from coreflect.services.forgetting import check_takes_answers
from coreflect.services.sitting import reflections_in_progress

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Reflection


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
    if round_id and file:
        raise Misuse("Both a reflection and a file were named.", "Name one of them.")
    require_terminal()
    reflection = check_takes_answers(wiring.services.workspace, _chosen(wiring, round_id, file))
    wiring.open_answering(reflection, plain=plain)


def _chosen(wiring: Wiring, round_id: str | None, file: str | None) -> Reflection:
    if file:
        return wiring.services.packages.open_invitation(file)
    if round_id:
        return wiring.reflection(round_id)
    in_progress = reflections_in_progress(wiring.services)
    if not in_progress:
        raise Misuse(
            "No reflection is in progress here.",
            "Start `coreflect` to set one up, or open the invitation from another laptop: "
            "`coreflect answer --round FILE`.",
        )
    if len(in_progress) > 1:
        listed = "\n".join(f"  coreflect answer {each.id}   {shown(each.about)}" for each in in_progress)
        raise Misuse("More than one reflection is in progress. Which one?", f"Type one of these:\n{listed}")
    return in_progress[0]


@click.command()
@click.argument("words", nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask once more.")
@click.pass_obj
def withdraw(wiring: Wiring, words: tuple[str, ...], yes: bool) -> None:
    """Take your answers out. You need the two words that you were given.

    \b
    Examples:
      coreflect withdraw                          asks for the two words
      coreflect withdraw lantern river --yes      takes them out at once
      echo "lantern river" | coreflect withdraw - --yes
    """
    workspace = wiring.services.workspace
    found = workspace.returning(_typed(words))
    if found is None:
        raise CoreflectError(sentences.WORDS_NOT_FOUND)
    for line in if_changed(found.round, found.response):
        click.echo(line, err=True)
    if not yes:
        if not sys.stdin.isatty():
            raise Misuse("Nothing was taken out: nobody can be asked once more.", "Add --yes if it is meant.")
        if not click.confirm("Take your answers and notes out? They will not come back", default=False, err=True):
            click.echo(sentences.LEFT_AS_THEY_ARE, err=True)
            return
    for line in sentences.taken_out(workspace.withdraw(found.round.id, found.response)):
        click.echo(line)
    for fault in workspace.faults():
        click.echo(shown(fault), err=True)


def _typed(words: tuple[str, ...]) -> str:
    if words == ("-",):
        return sys.stdin.readline()
    if words:
        return " ".join(words)
    if not sys.stdin.isatty():
        raise Misuse("The two words are missing.", "Type them after the command, or `-` to read them from a pipe.")
    typed: str = click.prompt("Your two words", err=True)
    return typed
