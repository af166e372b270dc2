"""The commands `rounds`: set a reflection up, list, show and mend it, and hand it on; they ask nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coreflect.cli.reveal import forget, reveal
from coreflect.cli.round_pages import as_data, described, line, settled
from coreflect.core.errors import Misuse
from coreflect.core.names import shown
from coreflect.core.reflections.set_up import MOST_LAPTOPS
from coreflect.core.texts.words import begun
from coreflect.services.forgetting import check_takes_answers
from coreflect.services.imported_reflections import stored_reflection
from coreflect.services.reflections import list_all, list_one
from coreflect.services.set_up import mend as mend_reflection
from coreflect.services.set_up import set_up, what_to_expect

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.banks.bank import Form
    from coreflect.core.model import Reflection


@click.group()
def rounds() -> None:
    """Set up a reflection, mend it, hand it to other laptops.

    \b
    Examples:
      coreflect rounds new --team "Mill Lane" --about "the day centre" \\
          --bank nesta-principles:short --contact "Mill Lane office" --invited 10
      coreflect rounds list
      coreflect rounds invite mill-lane
    """


@rounds.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.pass_obj
def list_rounds(wiring: Wiring, as_json: bool) -> None:
    """List the reflections kept here, and those in files that were brought in.

    \b
    Examples:
      coreflect rounds list
      coreflect rounds list --json
    """
    reflections = list_all(wiring.services)
    if as_json:
        click.echo(json.dumps([as_data(listed) for listed in reflections], ensure_ascii=False, indent=1))
    for listed in () if as_json else reflections:
        click.echo(line(listed))
    if not reflections:
        click.echo("No reflection is kept here yet. `coreflect` sets one up; so does `coreflect rounds new`.", err=True)
    for fault in wiring.services.workspace.faults():
        click.echo(shown(fault), err=True)


@rounds.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.pass_obj
def show(wiring: Wiring, round_id: str, as_json: bool) -> None:
    """Show one reflection: what was set up, how many have answered, what the room settled and will do.

    \b
    Examples:
      coreflect rounds show mill-lane
      coreflect rounds show mill-lane --json
    """
    reflection = wiring.reflection(round_id, to_read=True)
    stored = stored_reflection(wiring.services.workspace, reflection)
    listed = list_one(wiring.services, reflection)._replace(is_imported=stored.imported)
    if as_json:
        click.echo(json.dumps(as_data(listed), ensure_ascii=False, indent=1))
        return
    click.echo(reflection.id)
    for text in (
        *described(reflection, stored.banks),
        f"{begun(listed.how_many)}.",
        *settled(stored.room, stored.actions, stored.banks),
    ):
        click.echo(text)
    if stored.imported:
        click.echo("It is in files that were brought in.", err=True)


def _fields(command: Any) -> Any:
    """Adds what can be set up, and mended later, as options."""
    options = (
        click.option("--team", "team_name", metavar="NAME", help="The team's name, as people say it."),
        click.option("--about", metavar="TEXT", help='What "here" is: "the day centre, short breaks".'),
        click.option("--period", metavar="TEXT", help='"the last six months", or "since we met in May".'),
        click.option("--date", "day", metavar="YYYY-MM-DD", help="The day of the meeting; today if not given."),
        click.option("--invited", type=int, metavar="N", help="How many people were invited."),
        click.option("--missing", metavar="TEXT", help="Who could not be here."),
        click.option("--contact", metavar="TEXT", help="Whom people can go to; who gets a copy of the answers."),
        click.option("--keep-until", metavar="YYYY-MM-DD", help="Until when answers are kept; a year if not given."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@rounds.command()
@_fields
@click.option("--bank", "banks", multiple=True, metavar="ID[:short]", help="A bank to ask, whole or short; repeat it.")
@click.option("--open", "is_open", is_flag=True, help="Openly: each person, asked alone, agreed to be seen.")
@click.option("--smallest-group", type=int, default=5, show_default=True, help="The smallest group shown by itself.")
@click.option("--laptops", type=int, default=1, show_default=True, help="How many laptops; for the time it takes.")
@click.pass_obj
def new(
    wiring: Wiring,
    /,
    banks: tuple[str, ...],
    is_open: bool,
    smallest_group: int,
    laptops: int,
    day: str | None,
    **fields: Any,
) -> None:
    """Set up a reflection. Prints its id.

    \b
    Examples:
      coreflect rounds new --team "Mill Lane" --about "the day centre" \\
          --bank nesta-principles --contact "Mill Lane office" --invited 10
      coreflect rounds new --team "Mill Lane" --about "the day centre" \\
          --bank nesta-principles:short --bank scie-statements \\
          --contact "Mill Lane office" --smallest-group 3
    """
    absent = [f"--{option}" for option, name in _NEEDED.items() if not fields.get(name)]
    if not banks:
        absent.append("--bank")
    if absent:
        raise Misuse(
            f"Missing: {', '.join(absent)}.",
            "`coreflect rounds new --help` shows examples; `coreflect` sets up a reflection step by step.",
        )
    if not 1 <= laptops <= MOST_LAPTOPS:
        raise Misuse(f"--laptops takes a number from 1 to {MOST_LAPTOPS:,}.", "With none at all, answer on paper.")
    given = {name: value for name, value in fields.items() if value is not None}
    given |= {"privacy": "open" if is_open else "private", "smallest_group": smallest_group}
    reflection = set_up(wiring.services, given, [_form(bank) for bank in banks], day)
    click.echo(reflection.id)
    _describe(wiring, reflection)
    for text in what_to_expect(wiring.services, reflection, laptops):
        click.echo(text, err=True)


_NEEDED = {"team": "team_name", "about": "about", "contact": "contact"}


@rounds.command()
@click.argument("round_id", metavar="ROUND")
@_fields
@click.option("--next-date", metavar="YYYY-MM-DD", help='The day of the next reflection; "" where there is none.')
@click.pass_obj
def mend(wiring: Wiring, /, round_id: str, day: str | None, **fields: Any) -> None:
    """Mend what was set up; its id, its questions and its privacy stay.

    \b
    Examples:
      coreflect rounds mend mill-lane --about "the day centre and short breaks"
      coreflect rounds mend mill-lane --missing "night staff"
      coreflect rounds mend mill-lane --next-date 2026-11-12
    """
    changes = {name: value for name, value in {**fields, "date": day}.items() if value is not None}
    if not changes:
        raise Misuse("Nothing to mend was named.", "`coreflect rounds mend --help` shows what can be.")
    _describe(wiring, mend_reflection(wiring.services, wiring.reflection(round_id), changes))


def _describe(wiring: Wiring, reflection: Reflection) -> None:
    """Read back on stderr what is set up now."""
    for text in described(reflection, wiring.services.workspace.banks(reflection.id)):
        click.echo(text, err=True)


@rounds.command()
@click.argument("round_id", metavar="ROUND")
@click.option("-o", "--output", metavar="FILE", help="The file to write; `-` for standard output.")
@click.pass_obj
def invite(wiring: Wiring, round_id: str, output: str | None) -> None:
    """Write the file that brings this reflection, without answers, to other laptops.

    \b
    Examples:
      coreflect rounds invite mill-lane
      coreflect rounds invite mill-lane -o invitation.zip

    On the other laptop: coreflect answer --round invitation.zip
    """
    workspace = wiring.services.workspace
    reflection = check_takes_answers(workspace, wiring.reflection(round_id))
    written = wiring.services.packages.write_invitation(reflection, output or "")
    if written == "-":
        return
    click.echo(f"Wrote {shown(written)}: the questions, without answers.", err=True)
    click.echo(f"On each other laptop: coreflect answer --round {shown(Path(written).name)}", err=True)


rounds.add_command(forget)
rounds.add_command(reveal)


def _form(text: str) -> tuple[str, Form]:
    bank, _, form = text.partition(":")
    if form not in ("", "short", "whole"):
        raise Misuse(f"{shown(text)} names no form of a bank.", f"Type {shown(bank)} or {shown(bank)}:short.")
    return bank, "short" if form == "short" else "whole"
