"""The commands `rounds`: set a reflection up, list, show, mend and reveal it, hand it on, and take its answers out.

Nothing but `forget`, and `reveal` for several, asks. Nobody is asked before the answers of one reflection are shown, so
unfinished ones stop that unless they are to be left out.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.names import shown
from coreflect.core.reflections.rounds import MOST_LAPTOPS
from coreflect.core.texts import commands
from coreflect.core.texts import home as texts
from coreflect.core.texts import meeting as sentences
from coreflect.core.texts.home import read_back, row_line
from coreflect.core.texts.results import KEPT_BACK
from coreflect.core.texts.set_up import is_nearly
from coreflect.core.texts.words import begun, plain_date, spoken_date
from coreflect.reporting.results_text import action_lines, room_positions
from coreflect.services.finding import find_to_forget
from coreflect.services.forgetting import (
    before_forgetting,
    check_meant,
    check_takes_answers,
    has_shown_counts,
)
from coreflect.services.forgetting import forget as forget_answers
from coreflect.services.imported_reflections import stored_reflection
from coreflect.services.meeting import plan_reveals, reveal_planned, reveal_unasked
from coreflect.services.reflections import list_all, list_one
from coreflect.services.set_up import SetUp, days_asked_about, set_up, what_to_expect
from coreflect.services.set_up import mend as mend_reflection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coreflect.cli.wiring import Wiring
    from coreflect.core.banks.bank import Bank, Form
    from coreflect.core.model import Action, Reflection, RoomCount
    from coreflect.services.reflections import ListedReflection


@click.group()
def rounds() -> None:
    """Set up a reflection, correct it, take it to other laptops, show its answers.

    \b
    Examples:
      coreflect rounds new --team "Mill Lane" --about "the day centre" \\
          --bank nesta-principles:short --contact "Mill Lane office" --invited 10
      coreflect rounds list
      coreflect rounds invite mill-lane
    """


@rounds.command("list")
@click.option("--team", metavar="NAME", help="Those of this team.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.pass_obj
def list_rounds(wiring: Wiring, team: str | None, as_json: bool) -> None:
    """List the reflections here, and those in files that were added, by team and date.

    \b
    Examples:
      coreflect rounds list
      coreflect rounds list --team "Mill Lane"
      coreflect rounds list --json
    """
    reflections = list_all(wiring.services, team or "")
    if as_json:
        click.echo(json.dumps([_as_data(listed) for listed in reflections], ensure_ascii=False, indent=1))
    else:
        for line in _lines(reflections):
            click.echo(line)
    if not reflections:
        click.echo(commands.NO_REFLECTION_YET, err=True)
    wiring.echo_faults()


@rounds.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.pass_obj
def show(wiring: Wiring, round_id: str, as_json: bool) -> None:
    """Show one reflection: what was set up, how many have answered, what was agreed and will be done.

    \b
    Examples:
      coreflect rounds show mill-lane
      coreflect rounds show mill-lane --json
    """
    reflection = wiring.reflection(round_id, to_read=True)
    stored = stored_reflection(wiring.services.workspace, reflection)
    listed = list_one(wiring.services, reflection)._replace(is_imported=stored.imported)
    if as_json:
        click.echo(json.dumps(_as_data(listed), ensure_ascii=False, indent=1))
        return
    click.echo(reflection.id)
    for text in (
        *_set_up_lines(reflection, stored.banks),
        f"{begun(listed.how_many)}.",
        *_settled_lines(stored.room, stored.actions, stored.banks),
    ):
        click.echo(text)
    if stored.imported:
        click.echo(commands.FROM_FILES, err=True)


def _fields(command: Any) -> Any:
    """Adds what can be set up, and mended later, as options."""
    options = (
        click.option("--team", "team_name", metavar="NAME", help="The team's name, as people say it."),
        click.option("--about", metavar="TEXT", help='What "here" is: "the day centre, short breaks".'),
        click.option("--period", metavar="TEXT", help='"the last six months", or "since we met in May".'),
        click.option("--date", "day", metavar="DATE", help="The day of the meeting; today if not given."),
        click.option("--invited", type=int, metavar="N", help="How many people were invited."),
        click.option("--missing", metavar="TEXT", help="Who could not be here."),
        click.option("--contact", metavar="TEXT", help="Whom people can go to; who gets a copy of the answers."),
        click.option(
            "--keep-until", metavar="DATE", help="The day by which answers are deleted; a year later if not given."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@rounds.command()
@_fields
@click.option("--bank", "banks", multiple=True, metavar="ID[:short]", help="A bank to ask, whole or short; repeat it.")
@click.option("--open", "is_open", is_flag=True, help="With the group able to see: each person, asked alone, said yes.")
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
        raise Misuse(commands.missing(absent), commands.HOW_TO_SET_UP)
    if not 1 <= laptops <= MOST_LAPTOPS:
        raise Misuse(*commands.HOW_MANY_LAPTOPS)
    given = {name: value for name, value in fields.items() if value is not None}
    given |= {"privacy": "open" if is_open else "private", "smallest_group": smallest_group}
    known = SetUp(wiring.services).team_meant(given["team_name"])
    reflection = set_up(wiring.services, given, [_form(bank) for bank in banks], day)
    click.echo(reflection.id)
    if known:
        click.echo(is_nearly(reflection.team_name, known), err=True)
    _describe(wiring, reflection)
    for text in what_to_expect(wiring.services, reflection, laptops):
        click.echo(text, err=True)


_LONGEST_DATE = len("30 September 2026")
_NEEDED = {"team": "team_name", "about": "about", "contact": "contact"}


@rounds.command()
@click.argument("round_id", metavar="ROUND")
@_fields
@click.option("--next-date", metavar="DATE", help='The day of the next reflection; "" if there is none.')
@click.pass_obj
def mend(wiring: Wiring, /, round_id: str, day: str | None, **fields: Any) -> None:
    """Correct what was set up. The questions, and how answers are shown, stay as they are.

    \b
    Examples:
      coreflect rounds mend mill-lane --about "the day centre and short breaks"
      coreflect rounds mend mill-lane --missing "night staff"
      coreflect rounds mend mill-lane --next-date "in six months"
    """
    changes = {name: value for name, value in {**fields, "date": day}.items() if value is not None}
    if not changes:
        raise Misuse(*commands.NOTHING_TO_MEND)
    _describe(wiring, mend_reflection(wiring.services, wiring.reflection(round_id), changes))


def _describe(wiring: Wiring, reflection: Reflection) -> None:
    """Read back on stderr what is set up now, and ask about days that are many years away."""
    for text in days_asked_about(wiring.services, reflection):
        click.echo(text, err=True)
    for text in _set_up_lines(reflection, wiring.services.workspace.banks(reflection.id)):
        click.echo(text, err=True)


@rounds.command()
@click.argument("round_id", metavar="ROUND")
@click.option("-o", "--output", metavar="FILE", help="The file to write; `-` for standard output.")
@click.pass_obj
def invite(wiring: Wiring, round_id: str, output: str | None) -> None:
    """Write the questions file for other laptops. It holds no answers.

    \b
    Examples:
      coreflect rounds invite mill-lane
      coreflect rounds invite mill-lane -o invitation.zip

    On the other laptop: coreflect answer --round invitation.zip
    """
    reflection = check_takes_answers(wiring.services, wiring.reflection(round_id))
    written = wiring.services.packages.write_invitation(reflection, output or "")
    if written == "-":
        return
    for text in commands.wrote_invitation(written, Path(written).name):
        click.echo(text, err=True)


@rounds.command()
@click.argument("round_id", metavar="[ROUND]", required=False)
@click.option("--team", metavar="NAME", help="Every reflection of this team that is ready.")
@click.option("--all", "every_team", is_flag=True, help="Every reflection of every team that is ready.")
@click.option("--leave-out-unfinished", is_flag=True, help="Do not wait for unfinished answers; they stay saved.")
@click.option("--yes", is_flag=True, help="With --team or --all: do not ask; needed where nobody can be asked.")
@click.pass_obj
def reveal(
    wiring: Wiring, round_id: str | None, team: str | None, every_team: bool, leave_out_unfinished: bool, yes: bool
) -> None:
    """Show the answers to everyone. Those who have finished by then are counted.

    \b
    Examples:
      coreflect rounds reveal mill-lane
      coreflect rounds reveal mill-lane --leave-out-unfinished
      coreflect rounds reveal --team "Mill Lane"
      coreflect rounds reveal --all

    --team and --all say what they would do, and ask before they do it. They leave out a reflection that somebody has
    not finished, or that too few people have finished to be shown.

    In a reflection without names, anyone who finishes later is not counted. Reveal it again once as many of them have
    finished as the smallest group.
    """
    if sum((round_id is not None, team is not None, every_team)) != 1:
        raise Misuse(*commands.ONE_TEAM_OR_ALL)
    if round_id is None:
        _reveal_several(wiring, team or "", leave_out_unfinished=leave_out_unfinished, yes=yes)
        return
    reflection = check_takes_answers(wiring.services, wiring.reflection(round_id))
    published, counted, joined = reveal_unasked(wiring.services, reflection, leave_out_unfinished=leave_out_unfinished)
    click.echo(sentences.revealed(counted, joined), err=True)
    if published.withheld:
        click.echo(KEPT_BACK[published.withheld], err=True)
    click.echo(sentences.see_results(reflection.id), err=True)


def _reveal_several(wiring: Wiring, team: str, *, leave_out_unfinished: bool, yes: bool) -> None:
    planned = plan_reveals(wiring.services, team, leave_out_unfinished=leave_out_unfinished)
    for line in planned.lines:
        click.echo(line, err=True)
    if not planned.to_reveal:
        raise Misuse(*commands.NOTHING_TO_REVEAL)
    if not yes:
        _require_somebody_to_ask(commands.NOT_SHOWN_UNASKED)
        if not click.confirm(commands.SHOW_THEM, default=False, err=True):
            click.echo(commands.NOTHING_SHOWN, err=True)
            return
    failed = 0
    for listed in planned.to_reveal:
        try:
            reflection, now = reveal_planned(wiring.services, listed, leave_out_unfinished=leave_out_unfinished)
        except CoreflectError as error:
            failed += 1
            click.echo(sentences.not_revealed(listed.reflection, str(error)), err=True)
            continue
        withheld = KEPT_BACK.get(now.published.withheld, "")
        click.echo(sentences.revealed_with_others(reflection, now.counted, withheld), err=True)
    click.echo(sentences.all_revealed(len(planned.to_reveal) - failed), err=True)
    if failed:
        raise CoreflectError(sentences.not_all_revealed(failed))


@rounds.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can be asked.")
@click.option("--counts-too", is_flag=True, help="Remove the counts that were shown as well.")
@click.pass_obj
def forget(wiring: Wiring, round_id: str, yes: bool, counts_too: bool) -> None:
    """Remove all answers and notes of a reflection, for good.

    \b
    Examples:
      coreflect rounds forget mill-lane
      coreflect rounds forget mill-lane --yes
      coreflect rounds forget mill-lane --counts-too

    What you agreed and what you will do stay; so do the counts that the group saw, unless you add --counts-too. The
    answers are removed from files that were added here too, and no file brings them back. Copies that you handed over
    cannot be called back: they are named.
    """
    services = wiring.services
    reflection = find_to_forget(services.workspace, round_id)
    is_forgotten = services.workspace.is_forgotten(reflection.id)
    if is_forgotten and not (counts_too and has_shown_counts(services, reflection)):
        click.echo(texts.ALREADY_TAKEN_OUT, err=True)
        return
    for line in before_forgetting(services, reflection, counts_too=counts_too):
        click.echo(line, err=True)
    if not yes:
        _ask(reflection)
    for line in forget_answers(services, reflection, counts_too=counts_too):
        click.echo(line, err=True)


def _ask(reflection: Reflection) -> None:
    """Ask the person to confirm by typing the team's name.

    Raises:
        Misuse: nobody can be asked, or something else was typed.
    """
    _require_somebody_to_ask(commands.NOT_MEANT_UNASKED)
    click.echo(texts.TYPE_IT, err=True)
    check_meant(click.prompt("", prompt_suffix="> ", default="", show_default=False, err=True), reflection)


def _require_somebody_to_ask(nobody: str) -> None:
    """Check that somebody can be asked; `nobody` says that nothing was done where nobody can.

    Raises:
        Misuse: nobody can be asked.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misuse(nobody, commands.ADD_YES)


def _form(text: str) -> tuple[str, Form]:
    bank, _, form = text.partition(":")
    if form not in ("", "short", "whole"):
        raise Misuse(*commands.no_such_form(text, bank))
    return bank, "short" if form == "short" else "whole"


def _as_data(listed: ListedReflection) -> dict[str, Any]:
    """Return a reflection as values that JSON can hold, without the ids of responses."""
    described = asdict(listed.reflection)
    for private in ("revision", "replaces", "counted", "counted_as", "helped", "joined"):
        del described[private]
    return {
        **described,
        "begun": listed.turnout.begun,
        "finished": listed.turnout.finished,
        "answers_taken_out": listed.is_forgotten,
        "brought_in": listed.is_imported,
    }


def _lines(reflections: Sequence[ListedReflection]) -> Iterator[str]:
    """Write each reflection on two lines: its id, date and team in columns, then what is known of it.

    On a terminal, lines that are too long are broken between words.
    """
    columns = max((len(each.reflection.id) for each in reflections), default=0)
    for listed in reflections:
        reflection = listed.reflection
        date = plain_date(reflection.date)
        first = f"{reflection.id:<{columns}}   {date:<{_LONGEST_DATE}}   {shown(reflection.team_name)}"
        parts = (
            shown(reflection.about),
            listed.how_many,
            commands.IN_FILES if listed.is_imported else listed.next_line,
        )
        for line in (first, f"  {' · '.join(part for part in parts if part)}"):
            yield _broken_between_words(line) if sys.stdout.isatty() else line


def _broken_between_words(line: str) -> str:
    """Break a line that is too long for the terminal, a name that is longer than a line too."""
    return click.wrap_text(line, shutil.get_terminal_size().columns, subsequent_indent="    ")


def _set_up_lines(reflection: Reflection, banks: Sequence[Bank]) -> tuple[str, ...]:
    """Read back what was set up."""
    next_one = commands.next_reflection_on(spoken_date(reflection.next_date)) if reflection.next_date else ""
    lines = (
        *map(row_line, read_back(reflection, banks)),
        next_one,
    )
    return tuple(line for line in lines if line)


def _settled_lines(room: Sequence[RoomCount], actions: Sequence[Action], banks: Sequence[Bank]) -> Iterator[str]:
    """Say where the room stands and what it will do; nothing if it has settled neither."""
    scales = {(bank.id, item.id): bank.scale(section.scale) for bank in banks for section, item in bank.items()}
    asked = {(bank.id, item.id): item.text.say() for bank in banks for _, item in bank.items()}
    positions = room_positions(room, scales)
    if positions:
        yield from ("", commands.WHERE_IT_STANDS)
    for position in positions:
        bank, item, _ = position.key
        yield f"  {shown(asked.get((bank, item), item))}"
        yield f"    {position.text}"
    yield from action_lines(actions)
