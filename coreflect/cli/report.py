"""`report` writes one file on one team's reflection, to be read by the people who took part and then by a board.

What it shows is a release, held against earlier ones as `compare` does. It is a draft until the day is given on which
the group read it and agreed to send it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coreflect.core.bank_table import quoted
from coreflect.core.errors import Misuse, NotKept
from coreflect.core.names import is_safe_id, shown, slug

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.reporting.report_said import Asking
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
    from coreflect.cli.export import write_file
    from coreflect.cli.releasing import NOT_REVEALED, checked, merged_files, merged_workspace, remember
    from coreflect.cli.report_options import asking_of, came_later, day_agreed, rounds_of
    from coreflect.core.results import Published
    from coreflect.reporting.report import report as made

    kind = kind or _SUFFIXES.get(Path(output or "").suffix.lower(), "html")
    if large and kind != "html":
        raise Misuse("Large print is for HTML.", "Leave --large out, or write --format html.")
    asking = asking_of(asks, ask_file, answer_by, answer_how)
    merged = merged_files(files) if files else merged_workspace(wiring.workspace())
    rounds = rounds_of(published(merged, release=bool(files)), merged, team, round_id)
    agreed = day_agreed(agreed_on, rounds[-1], wiring.desk().clock.today())
    path, folder = _place(output, f"{_safe(rounds[-1].round)}-report.{kind}")
    remembered = checked(Published(rounds), merged, folder, again=again)
    value = made(rounds, agreed_on=agreed, asking=asking, came_later=came_later(rounds[-1], merged))
    content = _written(value, kind, large=large)
    remember(folder, remembered)
    write_file(path, content.encode())
    if path != "-":
        click.echo(f"Wrote {shown(path)}: {len(content.encode()) / 1000:,.0f} KB.", err=True)
    for line in (*_to_do(kind, agreed, asking), *merged.report.remarks):
        click.echo(shown(line), err=True)
    if rounds[-1].withheld == "not revealed":
        click.echo(NOT_REVEALED, err=True)
    if merged.conflicts:
        from coreflect.cli.conflicts import conflicts_left

        raise conflicts_left(merged, here=not files)


def _written(value: Report, kind: str, *, large: bool) -> str:
    if kind == "md":
        from coreflect.reporting.report_markdown import report_markdown

        return report_markdown(value)
    if kind == "txt":
        from coreflect.reporting.report_text import report_text

        return report_text(value)
    from coreflect.reporting.report_html import report_html

    return report_html(value, large=large)


def _place(output: str | None, name: str) -> tuple[str, Path]:
    """Where the report goes, and the folder that remembers it."""
    from coreflect.cli.post import exports_folder

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
        raise NotKept(f"{quoted(output)} cannot be written: {error.strerror}.", "Name another file.") from None
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
