"""`demo` goes the whole way from packages to a comparison on made-up teams; it needs no terminal and asks nothing."""

from __future__ import annotations

import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NoReturn

import click

from coreflect.core.errors import Misuse
from coreflect.core.names import shown
from coreflect.core.workspace import Place
from coreflect.services.app import Services
from coreflect.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coreflect.cli.wiring import Wiring
    from coreflect.core.banks.bank import ShelvedBank
    from coreflect.core.ports import Ids
    from coreflect.core.results import Published, PublishedRound
    from coreflect.package.package import MergedPackages
    from coreflect.services.demo import Met, Sheet

PACKAGES = "packages"
MERGED = "merged.zip"
REPORTED = "lantern-street"
"""The team on which a report is written."""


@click.command(
    help="""\b
Examples:
  coreflect demo                 writes to exports/demo
  coreflect demo somewhere/else
  coreflect demo --app           opens the whole app on the two teams, to rehearse a meeting
  coreflect demo --app --plain   the same, line by line

Two made-up teams answer twice, half a year apart, on three laptops. Writes the packages that the laptops hand in,
merges them, compares the rounds, and writes a report on one of the teams. Nothing of yours is read or changed.

With --app nothing is written: the app opens on the two teams, half a year after they first met. What you do there goes
away when you leave. The two return words lantern quay open the answers of somebody who stopped half way.""",
)
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--app", "as_app", is_flag=True, help="Open the whole app on the made-up teams. Nothing is kept.")
@click.option("--plain", is_flag=True, help="With --app: line by line, for screen readers and Braille displays.")
@click.pass_obj
def demo(wiring: Wiring, folder: str | None, as_app: bool, plain: bool) -> None:
    """Write the story's packages, merge them, compare, and say what was written; or open the app on them."""
    if as_app or plain:
        _open_app(wiring, folder, plain=plain)
        return
    from coreflect.analysis import published
    from coreflect.files.atomic import make_folder
    from coreflect.reporting.summary import summary
    from coreflect.services.demo import story
    from coreflect.services.output import exports_folder

    if folder == "-":
        raise Misuse("`demo` writes several files, so it needs a folder.", "Name one, or leave it out.")
    target = Path(folder) if folder else exports_folder() / "demo"
    for each in (target, target / PACKAGES):
        make_folder(each)
    sheets = story(wiring.shipped_shelf().banks())
    merged = _merged(sheets, target)
    click.echo(f"Merged into {shown(str(target / MERGED))}.\n", err=True)
    results = published(merged, release=True)
    click.echo(summary(results), nl=False)
    _write_tables(results, target)
    _write_report(results, target)
    click.echo(f"\nLook at {shown(str(target / 'comparison-wide.csv'))} in a spreadsheet.", err=True)
    click.echo("All teams and answers here are made up.", err=True)


def _open_app(wiring: Wiring, folder: str | None, *, plain: bool) -> None:
    from coreflect.cli.wiring import require_terminal

    if folder:
        raise Misuse("With --app and --plain nothing is written, so no folder can be named.", "Leave the folder out.")
    require_terminal()
    rehearse(wiring, plain=plain)


def _merged(sheets: Sequence[Sheet], target: Path) -> MergedPackages:
    from coreflect.files.atomic import write_whole
    from coreflect.package.merge import merge, merged_package
    from coreflect.package.read import open_package
    from coreflect.package.write import write_package

    for sheet in sheets:
        path = target / PACKAGES / sheet.file
        write_package(sheet.records, path)
        click.echo(f"{shown(str(path))}: {sheet.what}.", err=True)
    merged = merge([open_package(target / PACKAGES / sheet.file) for sheet in sheets])
    write_whole(target / MERGED, merged_package(merged))
    return merged


def _write_tables(results: Published, target: Path) -> None:
    from coreflect.files.atomic import write_whole
    from coreflect.services.comparisons import tables

    for name, content in tables(results).items():
        write_whole(target / name, content)
        click.echo(f"Written: {shown(str(target / name))}", err=True)


def _write_report(results: Published, target: Path) -> None:
    from coreflect.files.atomic import write_whole
    from coreflect.reporting.report import report
    from coreflect.reporting.report_formats import report_html

    path = target / f"{REPORTED}.html"
    rounds = [one for one in results.rounds if one.team == REPORTED]
    write_whole(path, report_html(report(rounds)).encode())
    click.echo(f"Written: {shown(str(path))}, a report to open in a browser.", err=True)


PREFIX = "coreflect-rehearsal-"
HALF_A_YEAR = 182
DAY_IN_SECONDS = 24 * 60 * 60
HUNG_UP = 129
WAS_SAID = "Some of us are asked before, some after. We had not noticed."
WILL_DO = (
    "Ask everyone who is new what they are good at, over a cup of tea",
    "Two of us who work here",
    "the end of next month",
    "Someone who was new last month",
)
"""What, who, by when, and who will say that it is done."""


class RehearsalWorkspace(Workspace):
    """A workspace that says that nothing in it is kept."""

    def place(self) -> Place:
        return replace(super().place(), rehearsal=True)


def rehearse(wiring: Wiring, *, plain: bool) -> None:
    """Open the app, in the face that is chosen, on the made-up teams; ends the command.

    Files that are written on the way go into the same folder, and go away with it.
    """
    from coreflect.services.imports import Imports
    from coreflect.services.packages import PackageFiles
    from coreflect.services.results import Results
    from coreflect.workspace.ids import SystemClock, SystemIds

    with rehearsal_folder() as folder, chdir(folder):
        ids, clock, shelf = SystemIds(), SystemClock(), wiring.shipped_shelf()
        workspace = RehearsalWorkspace(folder / "workspace", shared=False, ids=ids)
        results, imports = Results(workspace, ids), Imports(workspace)
        services = Services(workspace, shelf, PackageFiles(workspace), ids, clock, results, imports)
        fill(services, shelf.banks())
        wiring.open_rehearsal(services, plain=plain)


@contextmanager
def rehearsal_folder() -> Iterator[Path]:
    """A folder for its owner alone that goes away, also where the terminal window is closed.

    What a rehearsal left whose laptop went out is cleared by the next one, once it is older than a day.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if not left.is_symlink() and left.stat().st_mtime < time.time() - DAY_IN_SECONDS:
                shutil.rmtree(left)
    hang_up = getattr(signal, "SIGHUP", None)
    before = signal.signal(hang_up, _end) if hang_up else None
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
            yield Path(folder).resolve()
    finally:
        if hang_up:
            signal.signal(hang_up, before)


def fill(services: Services, banks: Sequence[ShelvedBank]) -> None:
    """Keep what has happened so far.

    Half a year ago each team had a first round, and talked about it; the second one is today, half answered and unseen.
    """
    from coreflect.services.demo import SEED, SeededIds, rounds

    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    ids = SeededIds(chance)
    for met in rounds(banks, chance, ids, _days(services.clock.today())):
        services.workspace.keep_round(met.made.reflection, met.made.bank_files)
        if met.is_first:
            _answered(services, met, len(met.people))
            _talked(services, met, services.results.reveal(met.made.reflection.id), ids)
        else:
            _answered(services, met, len(met.people) // 2)
            _begun(services, met, ids)


def _answered(services: Services, met: Met, many: int) -> None:
    """The first so many people have finished."""
    from coreflect.core.reflections.responses import Draft

    for person in met.people[:many]:
        response = person.response
        draft = Draft(response.id, response.round, response.perspective)
        services.workspace.finish(person, services.workspace.keep_draft(draft))


def _begun(services: Services, met: Met, ids: Ids) -> None:
    """One more person has stopped half way, and can come back with the story's two words."""
    from coreflect.core.reflections.responses import Draft

    reflection = met.made.reflection
    words = services.workspace.words_mark(reflection.id, " ".join(ids.return_words()))
    answers = met.people[-1].response.answers
    half = len(answers) // 2
    services.workspace.keep_draft(
        Draft(
            ids.record(),
            reflection.id,
            "supported",
            choices=tuple(((one.bank, one.item), one.answer) for one in answers[:half]),
            words=words,
            at=half,
            reached=half,
        )
    )


def _talked(services: Services, met: Met, shown: PublishedRound, ids: Ids) -> None:
    """What the room chose to talk about, where it stood, what was said, and what it said it would do."""
    from coreflect.core.meeting.actions import Planned, new_action
    from coreflect.core.meeting.room import DIFFERENTLY, agreed, to_talk
    from coreflect.core.model import Note
    from coreflect.reporting.agenda import agenda

    round_id = met.made.reflection.id
    keys = [(one.bank, one.item, one.edition) for one in agenda(shown).differently[:2]]
    services.workspace.keep_room(to_talk(round_id, keys, (), ids))
    for key in keys[:1]:
        services.workspace.keep_room(agreed(round_id, key, DIFFERENTLY, (), ids))
    for key in keys[1:]:
        scale = next(one.scale for one in met.asked if one.key == key[:2])
        services.workspace.keep_room(agreed(round_id, key, scale.level_ids[1], (), ids))
    bank, item, _ = keys[0] if keys else ("", "", 0)
    services.workspace.keep_room_note(Note(ids.record(), ids.record(), (), round_id, bank, item, "", "room", WAS_SAID))
    plan = Planned(*WILL_DO, bank=bank, item=item)
    services.workspace.keep_action(new_action(round_id, plan, ids))


def _days(today: str) -> tuple[str, str]:
    from datetime import date, timedelta

    return (date.fromisoformat(today) - timedelta(days=HALF_A_YEAR)).isoformat(), today


def _end(*_: object) -> NoReturn:
    raise SystemExit(HUNG_UP)
