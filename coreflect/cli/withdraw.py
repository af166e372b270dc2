"""`withdraw` takes one person's answers back for ever, with the two words that the person was given."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from coreflect.core import sentences
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.names import shown
from coreflect.core.revealing import if_changed

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring


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
    workspace = wiring.workspace()
    found = workspace.returning(_typed(words))
    if found is None:
        raise CoreflectError(sentences.WORDS_NOT_FOUND)
    response = found.finished.response.id if found.finished else found.draft.response if found.draft else ""
    for line in if_changed(found.round, response):
        click.echo(line, err=True)
    if not yes:
        if not sys.stdin.isatty():
            raise Misuse("Nothing was taken out: nobody can be asked once more.", "Add --yes if it is meant.")
        if not click.confirm("Take your answers and notes out? They will not come back", default=False, err=True):
            click.echo(sentences.LEFT_AS_THEY_ARE, err=True)
            return
    for line in sentences.taken_out(workspace.withdraw(found.round.id, response)):
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
