"""`report` writes one file on one team's reflection, to be read by the people who took part and then by a board.

What it shows is a release, held against earlier ones as `compare` does. It is a draft until the day is given on which
the group read it and agreed to send it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coreflect.core.banks.toml import quoted
from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.names import is_safe_id, name_key, shown, slug

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.results import Published, PublishedRound
    from coreflect.package.package import MergedPackages
    from coreflect.reporting.report_sections import Asking
    from coreflect.reporting.report_values import Report

FORMATS = ("html", "md", "txt")
_SUFFIXES = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".txt": "txt"}


@click.command(
    help="""\b
Examples:
  coreflect report
  coreflect report mill-lane.zip -o mill-lane.html
  coreflect report --team "Mill Lane" --format txt -o -
  coreflect report --agreed-on 2026-05-26 --ask "Pay people's bus fares." --answer-by 2026-06-30

Writes one file: who took part and who was not there, how the answers spread, what was agreed and what was left
unsettled, what moved, what came of last time, what will be done, and what you ask of a board; every question at the
end, and a page in easier words to take home. Each page says that it is a draft until --agreed-on gives the day on
which the group read it.

Takes packages, a folder of them, or - for standard input; without FILE, what this workspace holds. A report is on one
team. In HTML it opens in any browser and loads nothing; print it from Chrome or Edge, which repeat its footer on every
page.""",
)
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The file to write, in the folder exports if not given; `-` for standard output.",
)
@click.option("--format", "kind", type=click.Choice(FORMATS), help="How to write it; as FILE is called, or html.")
@click.option("--team", metavar="NAME", help="The team, where there is more than one.")
@click.option(
    "--round", "round_id", metavar="ROUND", help="The reflection to report on; the team's latest if not given."
)
@click.option("--agreed-on", metavar="DATE", help="The day on which the group read the report and agreed to send it.")
@click.option(
    "--ask", "asks", metavar="TEXT", multiple=True, help="What you ask of the board; may be given several times."
)
@click.option("--ask-file", metavar="FILE", help="A text file with what you ask: one thing a line.")
@click.option("--answer-by", metavar="DATE", help="The day by which the board is to answer.")
@click.option("--answer-how", metavar="TEXT", help='How it is to answer, such as "in person, at our next meeting".')
@click.option("--large", is_flag=True, help="Large print: 18 point. For HTML.")
@click.option(
    "--again", is_flag=True, help="Release a report that differs by few people from what was released before."
)
@click.pass_obj
def report(
    wiring: Wiring,
    files: tuple[str, ...],
    output: str | None,
    kind: str | None,
    team: str | None,
    round_id: str | None,
    agreed_on: str | None,
    asks: tuple[str, ...],
    ask_file: str | None,
    answer_by: str | None,
    answer_how: str | None,
    large: bool,
    again: bool,
) -> None:
    """Read, choose the team, check against earlier releases, write, and say what was written.

    Raises:
        Refused: a file is no sound package; nothing was written.
        Misuse: there are several teams, or something typed cannot be taken; nothing was written.
        CoreflectError: the folder holds an earlier release that differs by too few people; nothing was written.
        ConflictsLeft: the report was written, and two versions of something are left.
    """
    from coreflect.analysis import published
    from coreflect.cli.progress import progress
    from coreflect.core.results import Published
    from coreflect.reporting.report import report as made
    from coreflect.services.output import write_file
    from coreflect.services.releases import (
        check_release,
        merged_files,
        merged_workspace,
        release_notices,
        remember_release,
    )

    kind = kind or _SUFFIXES.get(Path(output or "").suffix.lower(), "html")
    if large and kind != "html":
        raise Misuse("Large print is for HTML.", "Leave --large out, or write --format html.")
    asking = asking_of(asks, ask_file, answer_by, answer_how)
    with progress() as bar:
        merged = (
            merged_files(files, bar.notify, bar) if files else merged_workspace(wiring.services.workspace, bar.notify)
        )
    rounds = rounds_of(published(merged, release=bool(files)), merged, team, round_id)
    agreed = day_agreed(agreed_on, rounds[-1], wiring.services.clock.today())
    path, folder = _place(output, f"{_safe(rounds[-1].round)}-report.{kind}")
    remembered = check_release(Published(rounds), merged, folder, again=again)
    value = made(rounds, agreed_on=agreed, asking=asking, came_later=came_later(rounds[-1], merged))
    content = _written(value, kind, large=large)
    remember_release(folder, remembered)
    write_file(path, content.encode())
    if path != "-":
        click.echo(f"Wrote {shown(path)}: {len(content.encode()) / 1000:,.0f} KB.", err=True)
    for line in (*_to_do(kind, agreed, asking), *release_notices(rounds[-1:], merged)):
        click.echo(line, err=True)
    if merged.conflicts:
        from coreflect.services.conflicts import conflicts_left

        raise conflicts_left(merged, here=not files)


def _written(value: Report, kind: str, *, large: bool) -> str:
    if kind == "md":
        from coreflect.reporting.report_formats import report_markdown

        return report_markdown(value)
    if kind == "txt":
        from coreflect.reporting.report_formats import report_text

        return report_text(value)
    from coreflect.reporting.report_formats import report_html

    return report_html(value, large=large)


def _place(output: str | None, name: str) -> tuple[str, Path]:
    """Where the report goes, and the folder that remembers it."""
    from coreflect.services.output import exports_folder

    if output is None:
        return str(exports_folder() / name), exports_folder()
    if output == "-":
        return output, exports_folder()
    path = Path(output)
    try:
        if not output.strip() or path.is_dir():
            raise Misuse(f"{quoted(output) or 'Nothing'} is no file to write to.", "Name a file, or `-`.")
        if not path.parent.is_dir():
            raise Misuse(f"There is no folder {shown(str(path.parent))}.", "Make it first, or name another.")
        is_usual = path.is_file() or not path.exists()
    except OSError as error:
        raise NotSaved(f"{quoted(output)} cannot be written: {error.strerror}.", "Name another file.") from None
    return output, path.parent if is_usual else exports_folder()


def _safe(name: str) -> str:
    return name if is_safe_id(name) else slug(name)


def _to_do(kind: str, agreed_on: str, asking: Asking) -> list[str]:
    """What is left to be done with it."""
    said = []
    if kind == "html":
        said.append("Open it in a browser. Print it from Chrome or Edge, which repeat its footer on every page.")
    if not agreed_on:
        said.append("It is a draft: read it with the group, then write it again with --agreed-on DATE.")
    if agreed_on and not asking.asks:
        said.append("It asks nothing of a board: --ask says what you ask.")
    return said


def rounds_of(
    results: Published, merged: MergedPackages, team: str | None, round_id: str | None
) -> tuple[PublishedRound, ...]:
    """The rounds of one team, the one to report on last.

    Raises:
        Misuse: there is none, or several teams and none is named.
    """
    from coreflect.services.finding import find_reflection

    teams = {one.team: one.team_name for one in results.rounds}
    if not teams:
        raise Misuse("There is no reflection to report on yet.", "`coreflect rounds new` sets one up.")
    named = _team(teams, team) if team is not None else ""
    last = ""
    if round_id is not None:
        ids = {one.round for one in results.rounds if named in ("", one.team)}
        last = find_reflection([one for one in merged.records.rounds if one.id in ids], round_id).id
        named = next(one.team for one in results.rounds if one.round == last)
    elif not named:
        if len(teams) > 1:
            listed = ", ".join(quoted(name) for name in teams.values())
            raise Misuse(f"There are {len(teams)} teams, and a report is on one: {listed}.", "Name it with --team.")
        (named,) = teams
    of_team = tuple(one for one in results.rounds if one.team == named)
    return of_team[: [one.round for one in of_team].index(last) + 1] if last else of_team


def came_later(one: PublishedRound, merged: MergedPackages) -> int:
    """How many of those counted had not answered when the room looked at the answers; none where it never did."""
    seen = {
        response
        for reflection in merged.records.rounds
        if reflection.state == "revealed"
        for response in reflection.counted
    }
    later = sum(response not in seen for response in one.counted_responses)
    return later if later < one.counted else 0


def asking_of(asks: tuple[str, ...], ask_file: str | None, answer_by: str | None, answer_how: str | None) -> Asking:
    """What is asked of a board.

    Raises:
        Misuse: it says nothing, or a file or date cannot be read.
    """
    from coreflect.reporting.report_sections import Asking

    every = [*asks, *(_lines(ask_file) if ask_file is not None else ())]
    if any(not one.strip() for one in asks):
        raise Misuse("--ask says nothing.", "Write what you ask of the board after it, between quotes.")
    if not every and (answer_by is not None or answer_how is not None):
        raise Misuse("There is nothing to answer.", "Say with --ask what you ask of the board.")
    return Asking(tuple(every), _date(answer_by, "--answer-by") if answer_by is not None else "", answer_how or "")


def day_agreed(typed: str | None, one: PublishedRound, today: str) -> str:
    """The day on which the group read the report, as an ISO date; empty where it has not.

    Raises:
        Misuse: it is no date, or one on which nobody can have read it.
    """
    if typed is None:
        return ""
    day = _date(typed, "--agreed-on")
    if day < one.date:
        raise Misuse("The group cannot have read this before its reflection.", f"That was on {shown(one.date)}.")
    if day > today:
        raise Misuse("That day has not come yet.", "Give --agreed-on once the group has read the report and agreed.")
    return day


def _team(teams: dict[str, str], typed: str) -> str:
    """The team that a person means, by its name or its id."""
    found = [team for team, name in teams.items() if team == typed.strip() or name_key(name) == name_key(typed)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(quoted(name) for name in teams.values())
    raise Misuse(f"There is no team {quoted(typed)} here.", f"There is: {listed}.")


def _lines(name: str) -> list[str]:
    try:
        found = [line for line in Path(name).read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise Misuse(f"{quoted(name)} cannot be read: {why}.", "--ask-file takes a text file.") from None
    if not found:
        raise Misuse(f"{quoted(name)} is empty.", "Write what you ask of the board into it: one thing a line.")
    return found


def _date(typed: str, option: str) -> str:
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        raise Misuse(f"{quoted(typed)} is not a date.", f"{option} takes year-month-day, such as 2026-05-12.") from None
