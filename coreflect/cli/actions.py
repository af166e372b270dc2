"""Parses `actions` and its commands: lists what teams will do, adds to it, and changes what became of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

import click

from coreflect.core.errors import Misuse
from coreflect.core.meeting.actions import Planned
from coreflect.core.merging.revisions import said_again
from coreflect.core.names import shown
from coreflect.core.reflections.responses import questions
from coreflect.core.texts import commands
from coreflect.core.texts.actions import (
    ACTION_HELP,
    HOW_TO_ADD,
    NO_ACTIONS,
    NOTHING_OPEN,
    NOTHING_OVERDUE,
    TWO_VERSIONS_OF_ACTION,
    action_detail,
)
from coreflect.core.texts.words import plain_date
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
    from collections.abc import Iterable, Iterator

    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Action
    from coreflect.services.actions import ListedAction


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
@click.option("--team", metavar="NAME", help="What this team agreed.")
@click.option("--open", "only_open", is_flag=True, help="What is still to be done, or to be confirmed as done.")
@click.option("--overdue", is_flag=True, help="What should have been done by now.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.option("--csv", "csv_file", metavar="FILE", help="Write a CSV; `-` for standard output.")
@click.option("--excel", is_flag=True, help="Begin the CSV so that Excel reads its letters correctly.")
@click.pass_obj
def list_actions(
    wiring: Wiring,
    round_id: str | None,
    team: str | None,
    only_open: bool,
    overdue: bool,
    as_json: bool,
    csv_file: str | None,
    excel: bool,
) -> None:
    """List what was agreed, by team and date: all of it, or what one team or one reflection agreed.

    \b
    Examples:
      coreflect actions list
      coreflect actions list --overdue
      coreflect actions list --team "Mill Lane" --open
      coreflect actions list mill-lane --json
      coreflect actions list --csv actions.csv --excel
      coreflect actions list --csv -

    An action is overdue if its day has passed and it is neither done nor dropped. One that is due by "the summer fair",
    or in other words than a date, is never overdue.
    """
    if excel and csv_file is None:
        raise Misuse(commands.EXCEL_WITHOUT_CSV, commands.ADD_CSV)
    if as_json and csv_file == "-":
        raise Misuse(commands.JSON_AND_CSV, commands.NAME_CSV_FILE)
    reflection = wiring.reflection(round_id, to_read=True) if round_id else None
    agreed = every_action(wiring.services, reflection, team or "")
    listed = [each for each in agreed if (each.is_open or not only_open) and (each.is_overdue or not overdue)]
    if csv_file is not None:
        write_file(csv_file, actions_csv(listed, excel=excel))
        if csv_file != "-":
            click.echo(commands.wrote_actions(csv_file, len(listed)), err=True)
    if as_json:
        click.echo(json.dumps([_as_json(each) for each in listed], ensure_ascii=False, indent=1))
    elif csv_file is None:
        for line in _lines_by_team(listed):
            click.echo(line)
    if not agreed:
        click.echo(f"{NO_ACTIONS} {HOW_TO_ADD}", err=True)
    elif not listed:
        click.echo(NOTHING_OVERDUE if overdue else NOTHING_OPEN, err=True)
    wiring.echo_faults()


def _words_options(command: Any) -> Any:
    """The words of an action, as options."""
    options = (
        click.option("--what", metavar="TEXT", help="What will we do?"),
        click.option("--who", metavar="TEXT", help="Who does it?"),
        click.option("--due", metavar="TEXT", help='By when? A day, or any words: "before the summer".'),
        click.option(
            "--checked-by", metavar="TEXT", help="Who will check that it is done? Not the person who does it."
        ),
        click.option("--known-by", metavar="TEXT", help="How will we know? It may be left out."),
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
    """Save something that a team will do. Prints the id of the action.

    \b
    Examples:
      coreflect actions add mill-lane --what "Put a bench by the gate" --who Priya \\
          --due "the summer fair" --checked-by Tom
      coreflect actions add mill-lane --item 3 --what "Ask the night staff" --who Sam --checked-by Ada

    The person who checks is not the person who does it; if possible, it is someone it was done for.
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
@click.option("--progress", metavar="WORD", help="How far along it is: to-do, doing, done; or dropped, with --outcome.")
@click.option("--happened", metavar="WORD", help="What the person who checks says: yes, partly, no or not-sure.")
@click.option("--outcome", metavar="TEXT", help="What came of it, or why you decided not to do it.")
@_words_options
@click.pass_obj
def update(wiring: Wiring, /, action_id: str, **changes: str | None) -> None:
    """Save what became of an action, or correct its words.

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
    changed, again = save_over_versions(services, versions, **given), said_again(versions)
    others = [version for version in versions[1:] if (version.id, version.revision) not in again]
    for line in _lines(changed):
        click.echo(line, err=True)
    if others:
        click.echo(TWO_VERSIONS_OF_ACTION, err=True)
        for line in chain.from_iterable(map(_lines, others)):
            click.echo(line, err=True)


def _lines_by_team(listed: Iterable[ListedAction]) -> Iterator[str]:
    """Write each reflection as a heading with its team and date, and its actions under it."""
    for _, agreed in groupby(listed, key=lambda each: each.reflection.id):
        first, *others = agreed
        yield f"{shown(first.reflection.team_name)}, {plain_date(first.reflection.date)}"
        for each in (first, *others):
            yield from (f"  {line}" for line in _lines(each.action, overdue=each.is_overdue))


def _lines(action: Action, *, overdue: bool = False) -> tuple[str, str]:
    return f"{action.id}   {shown(action.what)}", f"  {action_detail(action, overdue=overdue)}"


def _as_json(listed: ListedAction) -> dict[str, Any]:
    described = asdict(listed.action)
    for name in ("revision", "replaces"):
        del described[name]
    where = {"team": listed.reflection.team, "team_name": listed.reflection.team_name, "date": listed.reflection.date}
    return {**described, **where, "open": listed.is_open, "overdue": listed.is_overdue}
