"""`answer` opens the questions of one reflection in the face that is chosen; `withdraw` takes answers out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from coreflect.cli.wiring import require_terminal
from coreflect.core.errors import Misuse
from coreflect.core.texts import answering as sentences
from coreflect.core.texts import commands
from coreflect.core.texts.meeting import if_changed
from coreflect.services.forgetting import check_takes_answers
from coreflect.services.sitting import find_answers, reflection_in_progress, take_out

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Reflection


@click.command()
@click.argument("round_id", metavar="[ROUND]", required=False)
@click.option(
    "--round", "file", metavar="FILE", help="The questions file from another laptop: answer exactly that round."
)
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
        raise Misuse(commands.BOTH_NAMED, commands.NAME_ONE)
    require_terminal()
    reflection = check_takes_answers(wiring.services, _choose_reflection(wiring, round_id, file))
    wiring.open_answering(reflection, plain=plain)


def _choose_reflection(wiring: Wiring, round_id: str | None, file: str | None) -> Reflection:
    if file:
        return wiring.services.packages.open_invitation(file)
    return wiring.reflection(round_id) if round_id else reflection_in_progress(wiring.services)


@click.command()
@click.argument("words", nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask once more.")
@click.pass_obj
def withdraw(wiring: Wiring, words: tuple[str, ...], yes: bool) -> None:
    """Remove your answers. You need the two words that you were given.

    \b
    Examples:
      coreflect withdraw                          asks for the two words
      coreflect withdraw lantern river --yes      removes them at once
      echo "lantern river" | coreflect withdraw - --yes
    """
    found = find_answers(wiring.services, _read_words(words))
    for line in if_changed(found.round, found.response):
        click.echo(line, err=True)
    if not yes:
        if not sys.stdin.isatty():
            raise Misuse(commands.NOT_TAKEN_OUT_UNASKED, commands.ADD_YES)
        if not click.confirm(commands.TAKE_OUT, default=False, err=True):
            click.echo(sentences.LEFT_AS_THEY_ARE, err=True)
            return
    for line in take_out(wiring.services, found):
        click.echo(line)
    wiring.echo_faults()


def _read_words(words: tuple[str, ...]) -> str:
    if words == ("-",):
        return sys.stdin.readline()
    if words:
        return " ".join(words)
    if not sys.stdin.isatty():
        raise Misuse(commands.NO_WORDS, commands.HOW_TO_TYPE_WORDS)
    typed: str = click.prompt(commands.TYPE_WORDS, err=True)
    return typed
