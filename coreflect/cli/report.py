"""`report` writes one file on one team's reflection, to be read by the people who took part and then by a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coreflect.cli.progress import progress
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.texts import commands
from coreflect.services.finding import some_of
from coreflect.services.releases import conflicts_left
from coreflect.services.reports import ReportRequest, asking_of, report_format, write_report, write_reports

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.services.reports import WrittenReports

FORMATS = ("html", "md", "txt")


@click.command(
    help="""\b
Examples:
  coreflect report
  coreflect report mill-lane.zip -o mill-lane.html
  coreflect report --team "Mill Lane" --format txt -o -
  coreflect report --agreed-on 2026-05-26 --ask "Pay people's bus fares." --answer-by 2026-06-30
  coreflect report --take-home --large
  coreflect report --all

Writes one file. Its first page is the report: who took part and who was not there, where answers agree and differ,
what you will do, and what you ask of a board. After it come every question at a glance, a closer look at those that
were talked about, what moved, what came of last time, and a page in easier words to take home. Each page says that it
is a draft until --agreed-on gives the day on which the group read it.

Takes answers files, a folder of them, or - for standard input; without FILE, everything that is saved here. A report is
about one team; with --all each team gets its own file, on its latest reflection, in one folder. HTML opens in any
browser and loads nothing; print it from Chrome or Edge, which repeat its footer on every page.""",
)
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The file to write, in the folder exports if not given; `-` for standard output. With --all a folder, "
    "exports/reports if not given.",
)
@click.option("--format", "kind", type=click.Choice(FORMATS), help="The kind of file; by the ending of FILE, or html.")
@click.option("--team", metavar="NAME", help="The team, where there is more than one.")
@click.option("--all", "every_team", is_flag=True, help="A report on each team, a file each, into one folder.")
@click.option(
    "--round", "round_id", metavar="ROUND", help="The reflection to report on; the team's latest if not given."
)
@click.option("--agreed-on", metavar="DATE", help="The day on which the group read the report and agreed to send it.")
@click.option(
    "--ask",
    "asks",
    metavar="TEXT",
    multiple=True,
    help="What you ask of the board; may be given several times. Without it, what was written in the app.",
)
@click.option("--ask-file", metavar="FILE", help="A text file with what you ask: one thing a line.")
@click.option("--answer-by", metavar="DATE", help="The day by which the board is to answer.")
@click.option("--answer-how", metavar="TEXT", help='How it is to answer, such as "in person, at our next meeting".')
@click.option("--large", is_flag=True, help="Large print: 18 point. For HTML.")
@click.option("--full", is_flag=True, help="With all tables: on paper too, and in Markdown and text.")
@click.option("--take-home", is_flag=True, help="The page to take home, and nothing else.")
@click.option(
    "--again", is_flag=True, help="Write it even if it differs by only a few people from what was written before."
)
@click.pass_obj
def report(
    wiring: Wiring,
    files: tuple[str, ...],
    output: str | None,
    kind: str | None,
    team: str | None,
    every_team: bool,
    round_id: str | None,
    agreed_on: str | None,
    asks: tuple[str, ...],
    ask_file: str | None,
    answer_by: str | None,
    answer_how: str | None,
    large: bool,
    full: bool,
    take_home: bool,
    again: bool,
) -> None:
    """Read the files or the workspace, write the report, and print what was written and what is left to do.

    Raises:
        Refused: a file is no sound package; nothing was written.
        Misuse: there are several teams, or something typed cannot be taken; nothing was written.
        CoreflectError: an earlier release differs by too few people; nothing was written.
        ConflictsLeft: the report was written, and two versions of something are left.
    """
    from coreflect.services.merging import merge_files_or_own  # and packages with it, which the help need not wait for

    if every_team:
        _check_all(team, round_id, agreed_on)
    kind = report_format(kind, None if every_team else output, large=large)
    services = wiring.services
    today = services.clock.today()
    asking = asking_of(asks, ask_file, answer_by, answer_how, today)
    request = ReportRequest(team, round_id, agreed_on, asking, output, kind, large, again, full, take_home)
    with progress() as bar:
        merged = merge_files_or_own(lambda: services.workspace, files, bar.notify, bar)
    asked = services.workspace.asked.read
    if every_team:
        with progress() as bar:
            on_all = write_reports(
                merged, services.workspace.releases, request, asked, release=bool(files), on_progress=bar
            )
        _say(on_all)
    else:
        written = write_report(merged, services.workspace.releases, request, asked, release=bool(files), today=today)
        if written.path != "-":
            click.echo(commands.wrote_report(written.path, written.size), err=True)
        for notice in written.notices:
            click.echo(notice, err=True)
    if merged.conflicts:
        raise conflicts_left(merged, here=not files)


def _check_all(team: str | None, round_id: str | None, agreed_on: str | None) -> None:
    if team is not None or round_id is not None:
        raise Misuse(*commands.ALL_OR_ONE_TEAM)
    if agreed_on is not None:
        raise Misuse(*commands.AGREED_BY_ONE_GROUP)


def _say(written: WrittenReports) -> None:
    for sentence in written.refused:
        click.echo(sentence, err=True)
    click.echo(commands.wrote_reports(len(written.files), written.folder), err=True)
    if written.unseen:
        click.echo(commands.nothing_to_report(len(written.unseen), some_of(written.unseen)), err=True)
    for notice in written.notices:
        click.echo(notice, err=True)
    if written.refused:
        raise CoreflectError(commands.reports_refused(len(written.refused)), commands.WHY_REFUSED)
