"""`actions` lists what teams will do, adds to it, and keeps what became of it; whoever does it never checks it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from coreflect.core.errors import Misuse
from coreflect.core.names import quoted, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Action

_COLUMNS = (
    *("action", "team_name", "round", "date", "bank", "item"),
    *("what", "who", "due", "checked_by", "progress", "happened", "outcome"),
)


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
    from coreflect.services.actions import every_action

    if excel and csv_file is None:
        raise Misuse("--excel is for the CSV.", "Add --csv FILE, or leave --excel out.")
    if as_json and csv_file == "-":
        raise Misuse("JSON and CSV cannot both go to standard output.", "Name a file for the CSV.")
    workspace = wiring.services.workspace
    reflection = wiring.reflection(round_id, to_read=True) if round_id else None
    every = every_action(workspace)
    found = [one for one in every if not reflection or one.round == reflection.id]
    if csv_file is not None:
        _write_csv(wiring, found, csv_file, excel=excel)
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=1))
    elif csv_file is None:
        for line in _lines(found):
            click.echo(line)
    if not found:
        click.echo("Nothing has been agreed yet. `coreflect actions add` keeps what a team will do.", err=True)
    for fault in workspace.faults():
        click.echo(shown(fault), err=True)


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
    from coreflect.cli.room import one_item
    from coreflect.core.meeting.actions import FAIR_RETURN, Planned, new_action
    from coreflect.core.reflections.responses import questions

    services = wiring.services
    reflection = wiring.reflection(round_id)
    question = one_item(item, questions(reflection, services.workspace.banks(reflection.id))) if item else None
    bank, item_id = (question.bank.id, question.item.id) if question else ("", "")
    planned = Planned(**{name: text or "" for name, text in words.items()}, bank=bank, item=item_id)
    action = new_action(reflection.id, planned, services.ids)
    services.workspace.keep_action(action)
    click.echo(action.id)
    click.echo(f"Unpaid people are asked: {FAIR_RETURN}", err=True)


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
    from coreflect.core.meeting.actions import updated
    from coreflect.services.actions import every_action

    services = wiring.services
    given = {name: text for name, text in changes.items() if text is not None}
    if not given:
        raise Misuse("Nothing to update was named.", "`coreflect actions update --help` shows what can be.")
    workspace = wiring.services.workspace
    first, *others = _versions(every_action(workspace), action_id)
    wiring.reflection(first.round)
    changed = updated(first, services.ids, **given)
    if others:
        earlier = (revision for one in others for revision in (*one.replaces, one.revision))
        changed = replace(changed, replaces=tuple(dict.fromkeys((*changed.replaces, *earlier))))
    services.workspace.keep_action(changed)
    for line in _lines([changed]):
        click.echo(line, err=True)
    if others:
        click.echo("Two versions of it were kept, from two windows. These words stand now. The other said:", err=True)
        for line in _lines(others):
            click.echo(line, err=True)


def _versions(kept: Sequence[Action], typed: str) -> list[Action]:
    """The action that is meant, in each version that is left of it.

    Raises:
        Misuse: there is none, or there are several.
    """
    wanted = typed.strip().lower()
    found = [one for one in kept if one.id == wanted] or [one for one in kept if wanted and one.id.startswith(wanted)]
    names = sorted({one.id for one in found})
    if not names:
        raise Misuse(f"There is no action {quoted(typed)} here.", "`coreflect actions list` shows them.")
    if len(names) > 1:
        raise Misuse(f"{quoted(typed)} begins the ids of {len(names)} actions.", f"Type more: {', '.join(names[:5])}.")
    return found


def _lines(found: Sequence[Action]) -> list[str]:
    from coreflect.core.texts.meeting import action_detail

    lines = []
    for action in found:
        lines += [f"{action.id}   {shown(action.what)}", f"  {action_detail(action)}"]
    return lines


def _as_json(action: Action) -> dict[str, Any]:
    described = asdict(action)
    for name in ("revision", "replaces"):
        del described[name]
    return described


def _write_csv(wiring: Wiring, found: Sequence[Action], path: str, *, excel: bool) -> None:
    from coreflect.reporting.comparison import csv_bytes
    from coreflect.services.all_records import AllRecords
    from coreflect.services.output import write_file

    workspace = wiring.services.workspace
    rounds = {
        reflection.id: reflection for reflection in (*AllRecords(workspace).imported_reflections(), *workspace.rounds())
    }
    rows = []
    for action in found:
        reflection = rounds[action.round]
        where = (action.id, reflection.team_name, reflection.id, reflection.date, action.bank, action.item)
        rows.append((*where, *(getattr(action, name) for name in _COLUMNS[len(where) :])))
    write_file(path, csv_bytes(_COLUMNS, rows, excel=excel))
    if path != "-":
        click.echo(f"Wrote {shown(path)}: {len(found)} {'action' if len(found) == 1 else 'actions'}.", err=True)
