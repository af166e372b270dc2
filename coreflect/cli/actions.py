"""Parses `actions` and its commands: lists what teams will do, adds to it, and changes what became of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from coreflect.core.errors import Misuse
from coreflect.core.meeting.actions import Planned
from coreflect.core.names import shown
from coreflect.core.reflections.responses import questions
from coreflect.core.texts import commands
from coreflect.core.texts.actions import ACTION_HELP, HOW_TO_ADD, NO_ACTIONS, TWO_VERSIONS_OF_ACTION, action_detail
from coreflect.services.actions import (
    actions_csv,
    every_action,
    save_new_action,
    save_over_versions,
    versions_of_action,
)
from coreflect.services.finding import find_question
from coreflect.services.output import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Action


@click.group()
def actions() -> None:
    """List, add and update what teams will do.

    \b
    Examples:
      coreflect actions list
      coreflect actions add mill-lane --what "Put a bench by the gate" --who Priya \\
          --due "the summer fair" --checked-by Tom
      coreflect actions update kbq4 --progress doing
    """


@actions.command("list")
@click.argument("round_id", metavar="[ROUND]", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.option("--csv", "csv_file", metavar="FILE", help="Write a CSV; `-` for standard output.")
@click.option("--excel", is_flag=True, help="Begin the CSV so that Excel reads its letters rightly.")
@click.pass_obj
def list_actions(wiring: Wiring, round_id: str | None, as_json: bool, csv_file: str | None, excel: bool) -> None:
    """List what was agreed: all of it, or what one reflection agreed.

    \b
    Examples:
      coreflect actions list
      coreflect actions list mill-lane --json
      coreflect actions list --csv actions.csv --excel
      coreflect actions list --csv -
    """
    if excel and csv_file is None:
        raise Misuse(commands.EXCEL_WITHOUT_CSV, commands.ADD_CSV)
    if as_json and csv_file == "-":
        raise Misuse(commands.JSON_AND_CSV, commands.NAME_CSV_FILE)
    reflection = wiring.reflection(round_id, to_read=True) if round_id else None
    listed = every_action(wiring.services, reflection)
    if csv_file is not None:
        write_file(csv_file, actions_csv(wiring.services, listed, excel=excel))
        if csv_file != "-":
            click.echo(commands.wrote_actions(csv_file, len(listed)), err=True)
    if as_json:
        click.echo(json.dumps([_as_json(action) for action in listed], ensure_ascii=False, indent=1))
    elif csv_file is None:
        for line in _lines(listed):
            click.echo(line)
    if not listed:
        click.echo(f"{NO_ACTIONS} {HOW_TO_ADD}", err=True)
    wiring.echo_faults()


def _words_options(command: Any) -> Any:
    """The words of an action, as options."""
    options = (
        click.option("--what", metavar="TEXT", help="What will we do?"),
        click.option("--who", metavar="TEXT", help="Who does it?"),
        click.option("--due", metavar="TEXT", help='By when? A day, or any words: "before the summer".'),
        click.option("--checked-by", metavar="TEXT", help="Who will say that it is done? Not the one who does it."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@actions.command()
@click.argument("round_id", metavar="ROUND")
@_words_options
@click.option("--item", metavar="ITEM", help="The question that it came from: its number or its id.")
@click.pass_obj
def add(wiring: Wiring, /, round_id: str, item: str | None, **words: str | None) -> None:
    """Keep what a team will do. Prints the id of the action.

    \b
    Examples:
      coreflect actions add mill-lane --what "Put a bench by the gate" --who Priya \\
          --due "the summer fair" --checked-by Tom
      coreflect actions add mill-lane --item 3 --what "Ask the night staff" --who Sam --checked-by Ada

    The one who says that it is done is not the one who does it; where it can be, it is someone it was done for.
    """
    services = wiring.services
    reflection = wiring.reflection(round_id)
    question = find_question(questions(reflection, services.workspace.banks(reflection.id)), item) if item else None
    bank, item_id = question.key if question else ("", "")
    planned = Planned(**{name: text or "" for name, text in words.items()}, bank=bank, item=item_id)
    action = save_new_action(services, reflection, planned)
    click.echo(action.id)
    click.echo(ACTION_HELP["who"], err=True)


@actions.command()
@click.argument("action_id", metavar="ACTION")
@click.option("--progress", metavar="WORD", help="How far it is: to-do, doing, done, or dropped with --outcome.")
@click.option("--happened", metavar="WORD", help="What the one who checks says: yes, partly, no or not-sure.")
@click.option("--outcome", metavar="TEXT", help="What came of it, or why it is dropped.")
@_words_options
@click.pass_obj
def update(wiring: Wiring, /, action_id: str, **changes: str | None) -> None:
    """Keep what became of an action, or mend its words.

    \b
    Examples:
      coreflect actions update kbq4 --progress doing
      coreflect actions update kbq4 --progress done --happened yes --outcome "It is there, and used"
      coreflect actions update kbq4 --progress dropped --outcome "The gate is to be moved"
      coreflect actions update kbq4 --due "the autumn"

    ACTION is the id that `coreflect actions list` shows, or how it begins.
    """
    services = wiring.services
    given = {name: text for name, text in changes.items() if text is not None}
    if not given:
        raise Misuse(commands.NOTHING_TO_UPDATE, commands.WHAT_CAN_BE_UPDATED)
    versions = versions_of_action(services, action_id)
    wiring.reflection(versions[0].round)
    changed, others = save_over_versions(services, versions, **given), versions[1:]
    for line in _lines([changed]):
        click.echo(line, err=True)
    if others:
        click.echo(TWO_VERSIONS_OF_ACTION, err=True)
        for line in _lines(others):
            click.echo(line, err=True)


def _lines(listed: Iterable[Action]) -> list[str]:
    lines = []
    for action in listed:
        lines += [f"{action.id}   {shown(action.what)}", f"  {action_detail(action)}"]
    return lines


def _as_json(action: Action) -> dict[str, Any]:
    described = asdict(action)
    for name in ("revision", "replaces"):
        del described[name]
    return described
