"""`rounds` sets up a reflection, mends its facts, shows it and hands it on; it never prompts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coreflect.cli.reveal import forget, reveal, taking_answers
from coreflect.core.errors import Misuse
from coreflect.core.names import shown
from coreflect.core.texts import answering as sentences

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.banks.bank import Form


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
    from coreflect.cli.round_pages import listed, listed_data
    from coreflect.services.all_records import AllRecords

    workspace, services = wiring.services.workspace, wiring.services
    all_records = AllRecords(workspace)
    lines = listed(services, all_records)
    if as_json:
        click.echo(json.dumps(listed_data(services, all_records), ensure_ascii=False, indent=1))
    for text in () if as_json else lines:
        click.echo(text)
    if not lines:
        click.echo("No reflection is kept here yet. `coreflect` sets one up; so does `coreflect rounds new`.", err=True)
    for fault in workspace.faults():
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
    from coreflect.cli.round_pages import as_data, described, how_many, settled
    from coreflect.services.imported_reflections import stored_reflection

    workspace = wiring.services.workspace
    reflection = wiring.reflection(round_id, to_read=True)
    kept = stored_reflection(workspace, reflection)
    if as_json:
        data = as_data(wiring.services, reflection) | {"brought_in": kept.imported}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    click.echo(reflection.id)
    turnout = how_many(wiring.services, reflection.id)
    for line in (
        *described(reflection, kept.banks),
        f"{turnout[:1].upper()}{turnout[1:]}.",
        *settled(kept.room, kept.actions, kept.banks),
    ):
        click.echo(line)
    if kept.imported:
        click.echo("It is in files that were brought in.", err=True)


def _facts_options(command: Any) -> Any:
    """The facts of a round that can be set and mended, as options."""
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
@_facts_options
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
    **reflection: Any,
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
    from coreflect.cli.round_pages import described
    from coreflect.core.reflections.rounds import Plan, new_round
    from coreflect.core.reflections.set_up import MOST_LAPTOPS, a_year_after, counts
    from coreflect.core.texts import set_up as texts

    services = wiring.services
    absent = [f"--{option}" for option, name in _NEEDED.items() if not reflection.get(name)]
    if not banks:
        absent.append("--bank")
    if absent:
        raise Misuse(
            f"Missing: {', '.join(absent)}.",
            "`coreflect rounds new --help` shows examples; `coreflect` sets up a reflection step by step.",
        )
    if not 1 <= laptops <= MOST_LAPTOPS:
        raise Misuse(f"--laptops takes a number from 1 to {MOST_LAPTOPS:,}.", "With none at all, answer on paper.")
    when = services.clock.today() if day is None else day
    given = {name: value for name, value in reflection.items() if value is not None}
    chosen = tuple(_form(bank) for bank in banks)
    plan = Plan(
        **{"keep_until": a_year_after(when) or when} | given,
        date=when,
        banks=chosen,
        privacy="open" if is_open else "private",
        smallest_group=smallest_group,
    )
    shelf = services.shelf.banks()
    made = new_round(plan, shelf, services.ids)
    services.workspace.keep_round(made.reflection, made.bank_files)
    click.echo(made.reflection.id)
    for line in described(made.reflection, services.workspace.banks(made.reflection.id)):
        click.echo(line, err=True)
    (questions, short), invited = counts(chosen, shelf), made.reflection.invited
    time = texts.how_long(invited, laptops, questions, short) if invited else texts.how_long_each(questions)
    click.echo(time, err=True)
    click.echo(texts.what_groups_show(invited, smallest_group, private=not is_open), err=True)
    if made.reflection.is_private and services.workspace.place().shared:
        click.echo(sentences.SHARED_FOLDER, err=True)


_NEEDED = {"team": "team_name", "about": "about", "contact": "contact"}


@rounds.command()
@click.argument("round_id", metavar="ROUND")
@_facts_options
@click.option("--next-date", metavar="YYYY-MM-DD", help='The day of the next reflection; "" where there is none.')
@click.pass_obj
def mend(wiring: Wiring, /, round_id: str, day: str | None, **reflection: Any) -> None:
    """Mend what was set up; its id, its questions and its privacy stay.

    \b
    Examples:
      coreflect rounds mend mill-lane --about "the day centre and short breaks"
      coreflect rounds mend mill-lane --missing "night staff"
      coreflect rounds mend mill-lane --next-date 2026-11-12
    """
    from coreflect.cli.round_pages import described
    from coreflect.core.reflections.rounds import mended

    services = wiring.services
    changes = {name: value for name, value in {**reflection, "date": day}.items() if value is not None}
    if not changes:
        raise Misuse("Nothing to mend was named.", "`coreflect rounds mend --help` shows what can be.")
    reflection_now = mended(wiring.reflection(round_id), changes, services.ids)
    services.workspace.keep_round(reflection_now, ())
    for line in described(reflection_now, services.workspace.banks(reflection_now.id)):
        click.echo(line, err=True)


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
    reflection = taking_answers(workspace, wiring.reflection(round_id))
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
